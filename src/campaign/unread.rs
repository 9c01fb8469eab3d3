//! What a campaign has that could not be read: so that `check` can judge the rest and tell nothing that only follows
//! from that.

use std::collections::BTreeSet;

use crate::campaign::target::Target;

/// The parts of a campaign that could not be read. All are empty in a campaign without errors.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of its own that is there or not"
)]
pub struct Unread {
    /// Whether the first date of letters could not be read.
    pub from: bool,
    /// The targets that lack something, with placeholders in its place.
    pub targets: Vec<Target>,
    /// Whether there may be targets of any id.
    pub any_target: bool,
    /// The ids of facts without a record that could be read.
    pub facts: BTreeSet<String>,
    /// Whether there may be facts of any id.
    pub any_fact: bool,
    /// Whether a demand could not be read.
    pub any_demand: bool,
    /// Whether an argument could not be read.
    pub any_argument: bool,
    /// The files below `letters/` that lie where nothing is read.
    pub strays: Vec<String>,
    /// The letters, by language and id, whose targets could not be read.
    pub letters: BTreeSet<(String, String)>,
    /// The partials, by language and name, that could not be read.
    pub partials: BTreeSet<(String, String)>,
    /// The ranks whose form of address could not be read, by language.
    pub ranks: BTreeSet<(String, String)>,
    /// The languages in which forms of address for any rank may be there.
    pub any_rank: BTreeSet<String>,
}

impl Unread {
    /// Notes that nobody knows what `targets.toml` says.
    pub(super) fn all_records(&mut self) {
        self.any_target = true;
        self.any_fact = true;
        self.any_demand = true;
        self.any_argument = true;
    }

    /// Returns whether there may be a fact of an id.
    pub fn may_have_fact(&self, id: &str) -> bool {
        self.any_fact || self.facts.contains(id)
    }

    /// Returns whether there may be a target of an id.
    pub fn may_have_target(&self, id: &str) -> bool {
        self.any_target || self.targets.iter().any(|target| target.id == id)
    }

    /// Returns whether there may be a form of address for a rank in a language.
    pub fn may_have_form(&self, lang: &str, rank: &str) -> bool {
        let named = (lang.to_owned(), rank.to_owned());
        self.any_rank.contains(lang) || self.ranks.contains(&named)
    }

    /// Returns whether a letter may be there in a language for any target.
    pub fn may_have_letter(&self, id: &str, lang: &str) -> bool {
        self.letters.contains(&(lang.to_owned(), id.to_owned()))
    }
}
