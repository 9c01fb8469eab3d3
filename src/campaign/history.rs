//! The history of a target: what it was on a day, and which sources show that it stood.

use crate::calendar::{Date, Period};
use crate::campaign::dated;
use crate::campaign::model::Campaign;
use crate::campaign::office::Office;
use crate::campaign::standing::Standing;
use crate::campaign::target::Target;
use crate::campaign::texts::Texts;
use crate::fields::Text;

impl Target {
    /// The standing on a day with another rank than usual, if there is one.
    fn standing_as(&self, date: Date) -> Option<&Standing> {
        let others = self.standing.iter().filter(|r| r.value.rank.is_some());
        let mut current = dated::in_force(others, date);
        current.next().map(|record| &record.value)
    }

    /// The word for its form of address on a day.
    pub fn rank(&self, date: Date) -> &Text {
        let other = self.standing_as(date).and_then(|s| s.rank.as_ref());
        other.unwrap_or(&self.rank)
    }

    /// Every word for its forms of address.
    pub fn ranks(&self) -> impl Iterator<Item = &Text> {
        let others = self.standing.iter().filter_map(|r| r.value.rank.as_ref());
        [&self.rank].into_iter().chain(others)
    }

    /// Its names on a day.
    pub fn names(&self, date: Date) -> &Office {
        let other = self.standing_as(date).and_then(|s| s.office.as_ref());
        other.unwrap_or(&self.office)
    }

    /// Its name on a day, in the nominative.
    pub fn office(&self, date: Date) -> &Texts {
        &self.names(date).name
    }

    /// The notes for everybody who writes there on a day.
    pub fn told(&self, date: Date) -> impl Iterator<Item = &str> {
        let current = self.standing.iter().filter(move |r| r.covers(date));
        current.filter_map(|record| record.value.tell.as_deref())
    }

    /// Returns `true` if sources show that the office stood on a day: one that is not later, or one that says since
    /// when.
    pub fn is_attested(&self, date: Date) -> bool {
        let starts = self.from.is_some_and(|from| from.last() <= date);
        starts || self.shown(date).any(|shown| shown)
    }

    /// For each record, whether it shows the office by a day.
    fn shown(&self, date: Date) -> impl Iterator<Item = bool> {
        let standing = self.standing.iter().map(move |r| r.is_shown_by(date));
        let holders = self.holders.iter().map(move |r| r.is_shown_by(date));
        let serves = self.serves.iter().map(move |r| r.is_shown_by(date));
        let contacts = self.contacts.iter().map(move |r| r.is_shown_by(date));
        standing.chain(holders).chain(serves).chain(contacts)
    }

    /// The earliest date of a source of the office.
    pub fn first_seen(&self) -> Option<Period> {
        self.seen().min_by_key(|period| period.first())
    }

    /// The dates of the sources of the office.
    fn seen(&self) -> impl Iterator<Item = Period> {
        let standing = self.standing.iter().map(|r| r.evidence.verified);
        let holders = self.holders.iter().map(|r| r.evidence.verified);
        let serves = self.serves.iter().map(|r| r.evidence.verified);
        let contacts = self.contacts.iter().map(|r| r.evidence.verified);
        let seen = standing.chain(holders).chain(serves).chain(contacts);
        seen.flatten()
    }
}

impl Campaign {
    /// The date of the newest source of all records.
    pub fn verified(&self) -> Option<Period> {
        let facts = self.facts.iter().filter_map(|r| r.evidence.verified);
        let demands = self.demands.iter().filter_map(|r| r.evidence.verified);
        let exclusions = self.exclusions.iter().filter_map(|r| r.evidence.verified);
        let offices = self.targets.iter().flat_map(Target::seen);
        let all = facts.chain(demands).chain(exclusions).chain(offices);
        all.max_by_key(|period| period.first())
    }
}
