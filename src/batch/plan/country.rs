//! The country that a member writes from, and where a batch cannot do without one.
//!
//! Owns that a batch invents no country: what neither the command line nor the row nor the branch says, nobody
//! knows. The country decides to which embassy and consulates a letter goes, how its address ends, on which page it
//! is set and what is dialled. A plain message depends on none of these.

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::make::ways::Way;
use crate::batch::plan::survey::{Choice, Survey};
use crate::campaign::target::Target;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{Header, Member};
use crate::output::Format;
use crate::selection::{self, Criteria};

/// A target that a word of `--target` means, and why it does where there was a choice.
type Meant<'c> = (&'c Target, Option<Diagnostic>);

impl<'c> Request<'c> {
    /// The country that a member writes from, if one is given.
    pub fn country_of(&self, member: &Member) -> Option<Country> {
        let own = member.sender.country.or(self.branch.country);
        self.country.or(own)
    }

    /// The code of that country; empty if none is given.
    pub fn code_of(&self, member: &Member) -> String {
        code(self.country_of(member))
    }

    /// The country of a letter that cannot be made without one.
    ///
    /// # Errors
    /// If none is given.
    pub fn needed_country(&self, member: &Member) -> Result<Country, Diagnostic> {
        self.country_of(member).ok_or_else(|| {
            let message = "the letter needs the country that it is posted in";
            Diagnostic::error(message).help("name it in a column `country`, or give `--country`")
        })
    }

    /// Whether a member without a country needs one: for targets that the country decides, or for letters to those
    /// that are chosen anyway.
    pub(super) fn needs_country(&self, chosen: &[Choice<'_>]) -> bool {
        let mut words = self.words.iter();
        let mut ways = chosen.iter().map(|(_, target)| self.way(target));
        words.any(|word| self.is_routed(word)) || ways.any(|way| way.needs_country(self.attached))
    }

    /// Whether the row names another country than the one that is given for all.
    pub(super) fn is_elsewhere(&self, member: &Member) -> bool {
        let own = member.sender.country.filter(|_| !self.signatories);
        own.is_some_and(|own| self.country.is_some_and(|given| given != own))
    }

    fn is_routed(&self, word: &str) -> bool {
        !self.all && selection::is_routed(word)
    }

    /// The targets that a word means in a country; without one, those that it means in every country.
    ///
    /// # Errors
    /// If it names nothing, or nothing that exists on the date.
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
        let found = selection::choose(self.campaign, &[word.to_owned()], criteria)?;
        let found = found.into_iter();
        Ok(found
            .map(|choice| (choice.target, choice.note(self.campaign, criteria)))
            .collect())
    }
}

/// The code of a country; empty if there is none.
pub(super) fn code(country: Option<Country>) -> String {
    country.map_or_else(String::new, |country| country.to_string())
}

impl Way {
    /// Whether letters have an address for the post, are set on pages or faxed.
    fn needs_country(&self, is_attached: bool) -> bool {
        let is_message = |format: &Format| *format == Format::Eml;
        self.is_faxed || !self.formats.iter().all(is_message) || is_attached && self.is_mailed()
    }
}

impl<'c> Survey<'c> {
    /// Tells once that nobody can have a country, where letters need one: that is no fault of a row.
    pub(super) fn tell_countries(&mut self, request: &'c Request<'c>, header: &Header) {
        let is_given = request.country_of(&signers::branch(request)).is_some();
        if is_given || header.has_country() && !request.signatories {
            return;
        }
        let fixed = self.choose(request, None).unwrap_or_default();
        self.lacks_country = request.needs_country(&fixed);
        if self.lacks_country {
            self.problems.push(if request.signatories {
                let problem =
                    Diagnostic::error("the branch has no country, and its letters need one");
                problem.help("give `country` in the file of `--from`, or `--country`")
            } else {
                header.without_country()
            });
        }
    }

    /// Tells that rows say another country than the command line, which goes before them.
    pub(super) fn tell_elsewhere(&mut self, request: &Request<'_>) {
        let Some(country) = request.country.filter(|_| self.elsewhere > 0) else {
            return;
        };
        let (rows, name) = (self.elsewhere, country.name("en"));
        let message = format!(
            "rows that name another country than `--country` does: {rows}; their letters go out as from {name}"
        );
        let help = "leave `--country` out if they post them where they live; a row without a country then needs its own";
        self.problems.push(Diagnostic::note(message).help(help));
    }
}
