//! The country that a member writes from, and whether a batch needs one.
//!
//! Owns that a batch invents no country: if the command line, the row and the branch name none, it is not known. The
//! country decides to which embassy and consulates a letter goes, how its address ends, on which page it is set and
//! what is dialled. A plain message depends on none of these.

use crate::batch::Request;
use crate::batch::plan::choice::Choice;
use crate::campaign::target::Target;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::maker::Route;
use crate::members::Member;
use crate::output::Format;
use crate::selection::{self, Criteria};

/// A target of a word of `--target`, and the reason where there was a choice.
type Meant<'c> = (&'c Target, Option<Diagnostic>);

impl<'c> Request<'c> {
    /// Returns whether a member without a country needs one: to choose targets, or for letters to those already chosen.
    pub(super) fn needs_country(&self, chosen: &[Choice<'_>]) -> bool {
        let mut words = self.words.iter();
        let mut routes = chosen.iter().map(|(_, target)| self.route(target));
        words.any(|word| self.is_routed(word)) || routes.any(needs_country)
    }

    /// Returns whether the row names another country than the one given for all.
    pub(super) fn is_elsewhere(&self, member: &Member) -> bool {
        let own = member.sender.country.filter(|_| !self.signatories);
        own.is_some_and(|own| self.country.is_some_and(|given| given != own))
    }

    fn is_routed(&self, word: &str) -> bool {
        !self.all && selection::is_routed(word)
    }

    /// Returns the targets of a word in a country; without one, those that are the same in every country.
    ///
    /// # Errors
    /// If the word names nothing, or nothing that exists on the date.
    pub(super) fn meant(
        &self,
        word: &str,
        country: Option<Country>,
    ) -> Result<Vec<Meant<'c>>, Problems> {
        let Some(country) = country else {
            if self.is_routed(word) {
                return Ok(Vec::new());
            }
            let found = selection::fixed(self.campaign, word, self.date)?;
            return Ok(found.into_iter().map(|target| (target, None)).collect());
        };
        let criteria = Criteria {
            country,
            date: self.date,
            all: self.all,
        };
        let found = selection::choose(self.campaign, &[word.to_owned()], criteria)?.into_iter();
        Ok(found
            .map(|choice| (choice.target, choice.note(self.campaign, criteria)))
            .collect())
    }
}

/// Returns whether letters of a route have a postal address, are set on pages or are faxed.
pub(super) fn needs_country(route: &Route) -> bool {
    let is_message = |format: &Format| *format == Format::Eml;
    route.is_faxed() || route.is_attached || !route.formats.iter().all(is_message)
}
