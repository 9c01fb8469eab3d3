//! Filters of the list of targets: a text, kinds, channels.

use crate::calendar::Date;
use crate::campaign::target::{Kind, Target};
use crate::cli::args::lists::{ReachedBy, TargetsArgs};
use crate::cli::targets::target_text::is_reached_by;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::spelling::caseless;
use crate::suggest::did_you_mean;

/// What a target has to be like.
#[derive(Debug)]
pub(super) struct Filter {
    /// The text that it has somewhere, as it is compared.
    text: Option<String>,
    /// The kinds that it may be of; none for all.
    kinds: Vec<Kind>,
    /// The channels by which it is reached.
    channels: Vec<ReachedBy>,
    /// The country that it is in, or serves.
    country: Option<Country>,
}

impl Filter {
    /// The filter that was asked for. The country counts if it is given and no targets are named, which it chooses.
    ///
    /// # Errors
    /// Every word that is no kind.
    pub(super) fn of(args: &TargetsArgs, country: Country) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let kinds = args.kind.iter().map(|word| kind(word));
        let kinds = kinds.filter_map(|kind| problems.keep(kind)).collect();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Self {
            text: args.search.as_deref().map(caseless),
            kinds,
            channels: args.has.clone(),
            country: (args.selection.country.is_some() && args.selectors.is_empty())
                .then_some(country),
        })
    }

    /// Tells whether a target is like that on a date.
    pub(super) fn takes(&self, target: &Target, date: Date) -> bool {
        let is_kind = self.kinds.is_empty() || self.kinds.contains(&target.kind);
        let is_reached = |way: &ReachedBy| is_reached_by(target, *way, date);
        let is_there = |country| target.country == country || target.serves(country, date);
        is_kind
            && self.channels.iter().all(is_reached)
            && self.country.is_none_or(is_there)
            && self
                .text
                .as_deref()
                .is_none_or(|text| has_text(target, text, date))
    }
}

fn kind(word: &str) -> Result<Kind, Diagnostic> {
    Kind::parse(word).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::name);
        let help = did_you_mean(word, names);
        let list = || format!("the kinds are `{}`", names.join("`, `"));
        Diagnostic::error(format!("there is no kind `{word}`")).help(help.unwrap_or_else(list))
    })
}

/// Tells whether a text is in the id, the names of the office, the city or the country.
fn has_text(target: &Target, text: &str, date: Date) -> bool {
    let country = target.country.name("en");
    let words = [&target.id, &target.city, &country];
    let names = target.office(date).all();
    let texts = words.into_iter().map(String::as_str).chain(names);
    texts.into_iter().any(|one| caseless(one).contains(text))
}
