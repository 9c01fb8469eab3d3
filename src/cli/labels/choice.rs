//! The sheet or envelope that addresses are printed on: the one that was asked for, else that of a country.

use std::collections::BTreeMap;

use crate::batch::proof::posted::PostedCountries;
use crate::cli::batch::refusals;
use crate::console::Console;
use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::page::stationery::{self, Stationery};

/// The sheets or envelopes to choose from.
pub(super) struct StationeryChoice<'a> {
    /// All that there are.
    pub all: Vec<Stationery>,
    /// The word for one of them.
    pub what: &'static str,
    /// The option that names one of them.
    pub option: &'static str,
    /// The name that was asked for.
    pub name: Option<&'a str>,
    /// The first free place, from 1.
    pub start: usize,
}

impl StationeryChoice<'_> {
    /// The one that was asked for, if one was.
    ///
    /// # Errors
    /// If there is none of the name, or it has no such first place.
    pub(super) fn named(&self) -> Result<Option<Stationery>, Diagnostic> {
        let find = |name| stationery::find(self.all.clone(), self.what, name);
        let form = self.name.map(find).transpose()?;
        form.map(|form| self.with_start(form)).transpose()
    }

    /// The one that was asked for, else that of the country.
    ///
    /// # Errors
    /// If there is none of the name, or it has no such first place.
    pub(super) fn of_country(&self, country: Country) -> Result<Stationery, Diagnostic> {
        let all = self.all.clone();
        self.with_start(stationery::choose(all, self.what, self.name, country)?)
    }

    /// The one that is usual where most letters come from. Tells so where several would be.
    ///
    /// # Errors
    /// If there are no letters.
    pub(super) fn usual(
        &self,
        countries: &PostedCountries,
        console: Console,
    ) -> Result<Stationery, Diagnostic> {
        let mut forms: BTreeMap<String, (usize, Country)> = BTreeMap::new();
        for (country, letters) in countries.values() {
            let name = self.of_country(*country)?.name;
            forms.entry(name).or_insert((0, *country)).0 += letters;
        }
        let usual = forms.iter().max_by_key(|(_, (letters, _))| *letters);
        let Some((name, (letters, country))) = usual else {
            return Err(refusals::nobody());
        };
        if forms.len() > 1 {
            let all: usize = countries.values().map(|(_, letters)| letters).sum();
            let (what, option) = (self.what, self.option);
            console.inform(&format!(
                "the {what} is `{name}`, as is usual for {letters} of {all} letters; `--{option}` takes another"
            ));
        }
        self.of_country(*country)
    }

    /// Checks that the first free place is on it.
    fn with_start(&self, form: Stationery) -> Result<Stationery, Diagnostic> {
        if self.start > form.count() {
            let message = format!("`--start {}` is not on the sheet", self.start);
            let help = format!("`{}` has {} labels", form.name, form.count());
            return Err(Diagnostic::error(message).help(help));
        }
        Ok(form)
    }
}
