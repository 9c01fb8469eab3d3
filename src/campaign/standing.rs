//! Standing: that an office stood, as what, and who says so.
//!
//! Any record of an office shows that it stood: somebody held it, it served a country, it could be reached.

use super::dated::{self, Dated};
use super::office::Office;
use super::target::Target;
use super::texts::Texts;
use crate::calendar::{Date, Period};
use crate::diagnostic::Diagnostic;
use crate::fields::{Table, Text};

/// That an office stood, and what it was where that differs from what the target says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The word for its form of address, such as that of a mission that is led by a chargé d'affaires.
    pub rank: Option<Text>,
    /// What it was called; there if there is a rank.
    pub office: Option<Office>,
    /// What everybody is told who writes while the record holds.
    pub tell: Option<String>,
}

/// Reads `[[target.standing]]`.
pub fn read(mut table: Table<'_>, languages: &[String]) -> Option<Dated<Standing>> {
    let rank = table.text("rank");
    let office = table.table("office");
    let office = Office::read(&mut table, office, languages);
    if rank.is_some() != office.is_some() {
        let problem = Diagnostic::error("`rank` and `office` of a standing go together");
        let help = "say what the office was called while it had that rank";
        table.report(problem.at(table.place()).help(help));
    }
    let standing = Standing {
        rank,
        office,
        tell: table.text("tell").map(|t| t.value),
    };
    dated::read(table, Some(standing))
}

impl Target {
    /// What it was on a day, where that differs from what it is otherwise.
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

    /// What it is called on a day.
    pub fn names(&self, date: Date) -> &Office {
        let other = self.standing_as(date).and_then(|s| s.office.as_ref());
        other.unwrap_or(&self.office)
    }

    /// Its name on a day, in the nominative.
    pub fn office(&self, date: Date) -> &Texts {
        &self.names(date).name
    }

    /// What everybody is told who writes there on a day.
    pub fn told(&self, date: Date) -> impl Iterator<Item = &str> {
        let current = self.standing.iter().filter(move |r| r.covers(date));
        current.filter_map(|record| record.value.tell.as_deref())
    }

    /// Whether sources show that the office stood on a day: one that is not later, or one that says since when.
    pub fn is_attested(&self, date: Date) -> bool {
        let starts = self.from.is_some_and(|from| from.last() <= date);
        starts || self.shown(date).any(|shown| shown)
    }

    /// Of each record, whether it shows the office by a day.
    fn shown(&self, date: Date) -> impl Iterator<Item = bool> {
        let standing = self.standing.iter().map(move |r| r.is_shown_by(date));
        let holders = self.holders.iter().map(move |r| r.is_shown_by(date));
        let serves = self.serves.iter().map(move |r| r.is_shown_by(date));
        let contacts = self.contacts.iter().map(move |r| r.is_shown_by(date));
        standing.chain(holders).chain(serves).chain(contacts)
    }

    /// The earliest date of a source of the office.
    pub fn first_seen(&self) -> Option<Period> {
        let standing = self.standing.iter().map(|r| r.evidence.verified);
        let holders = self.holders.iter().map(|r| r.evidence.verified);
        let serves = self.serves.iter().map(|r| r.evidence.verified);
        let contacts = self.contacts.iter().map(|r| r.evidence.verified);
        let seen = standing.chain(holders).chain(serves).chain(contacts);
        seen.flatten().min_by_key(|period| period.first())
    }
}
