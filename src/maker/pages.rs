//! The page profile of each country that letters are posted in.

use std::collections::BTreeMap;

use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::page::profile::Profile;
use crate::page::profiles;

/// The page profiles of a run, by the country of posting.
#[derive(Debug)]
pub(crate) struct CountryProfiles<'c> {
    all: &'c [Profile],
    /// The name of the requested profile.
    name: Option<&'c str>,
    known: BTreeMap<String, Profile>,
}

impl<'c> CountryProfiles<'c> {
    /// Creates the choice among profiles: the one of a name, else that of the country.
    pub(crate) fn new(all: &'c [Profile], name: Option<&'c str>) -> Self {
        Self {
            all,
            name,
            known: BTreeMap::new(),
        }
    }

    /// Creates the choice of one profile for every country, or of none where nothing is set on pages.
    pub(crate) fn one(profile: Option<&'c Profile>) -> Self {
        let all = profile.map_or(&[][..], std::slice::from_ref);
        Self::new(all, profile.map(|profile| profile.name.as_str()))
    }

    /// Returns the profile for a country.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn of(&mut self, country: Country) -> Result<&Profile, Diagnostic> {
        let code = country.to_string();
        if !self.known.contains_key(&code) {
            let chosen = profiles::choose(self.all.to_vec(), self.name, country)?;
            self.known.insert(code.clone(), chosen);
        }
        let lost = || Diagnostic::error(format!("there is no page for `{code}`"));
        self.known.get(&code).ok_or_else(lost)
    }
}
