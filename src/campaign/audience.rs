//! Audiences: what is said to some targets only, and in some time only.
//!
//! A list of words names targets by their ids or their kinds. What names the id goes before what names the kind.

use crate::calendar::{Date, Period};
use crate::campaign::dated::read_range;
use crate::campaign::target::Target;
use crate::diagnostic::Place;
use crate::fields::{Table, Text};

/// A value for some targets and the time in which it holds. Who says so is told by the records that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed<T> {
    /// The ids and kinds of the targets.
    pub of: Vec<Text>,
    /// Since when; `None` if always.
    pub from: Option<Period>,
    /// Until when, the last day included; `None` if it still holds.
    pub to: Option<Period>,
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
    /// Whether everything in it could be read.
    pub is_whole: bool,
}

/// The ways that words name a target, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// By its id.
    Id,
    /// By its kind.
    Kind,
}

/// The closest way that a list of words names a target, if it does.
pub(crate) fn named(words: &[Text], target: &Target) -> Option<Named> {
    let has = |name: &str| words.iter().any(|word| word.value == name);
    if has(&target.id) {
        return Some(Named::Id);
    }
    has(target.kind.name()).then_some(Named::Kind)
}

impl<T> Addressed<T> {
    /// Returns `true` if it holds on a day.
    pub fn covers(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= date)
            && self.to.is_none_or(|to| date <= to.last())
    }

    /// The way that it names a target, if it does.
    pub fn names(&self, target: &Target) -> Option<Named> {
        named(&self.of, target)
    }
}

/// Of those that hold on a day, the one that names a target most closely; the first of several.
pub(crate) fn chosen<'a, T>(
    all: &'a [Addressed<T>],
    target: &Target,
    date: Date,
) -> Option<&'a Addressed<T>> {
    let current = all.iter().filter(|one| one.covers(date));
    let naming = current.filter_map(|one| Some((one.names(target)?, one)));
    naming.min_by_key(|(named, _)| *named).map(|(_, one)| one)
}

/// Reads `for`, `from` and `to` of a table, whose other keys `read_value` reads.
///
/// `None` if there is no value; the table knows why.
pub(crate) fn read<'s, T>(
    mut table: Table<'s>,
    read_value: impl FnOnce(&mut Table<'s>) -> Option<T>,
) -> Option<Addressed<T>> {
    let place = table.place();
    let before = table.problem_count();
    let of = table.some_texts("for");
    let (from, to) = read_range(&mut table);
    let value = read_value(&mut table);
    let has_problems = table.problem_count() > before;
    let is_whole = table.finish() && !has_problems;
    Some(Addressed {
        of,
        from,
        to,
        value: value?,
        place,
        is_whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, embedded};
    use crate::diagnostic::Source;

    fn addressed(of: &[&str], from: &str, value: &'static str) -> Addressed<&'static str> {
        let place = Place::new(&Source::new("t", ""), 0..0);
        let text = |word: &&str| Text {
            value: (*word).to_owned(),
            place: place.clone(),
        };
        Addressed {
            of: of.iter().map(text).collect(),
            from: Period::parse(from),
            to: None,
            value,
            place: place.clone(),
            is_whole: true,
        }
    }

    #[test]
    fn an_id_goes_before_a_kind_and_either_only_in_its_time() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let all = [
            addressed(&["government"], "", "kind"),
            addressed(&["president", "government"], "2013-05", "id"),
        ];
        let on = |id: &str, date: &str| {
            let target = campaign.target(id).unwrap();
            let found = chosen(&all, target, Date::parse(date).unwrap());
            found.map(|one| one.value)
        };
        assert_eq!(on("president", "2013-05-01"), Some("id"));
        assert_eq!(on("president", "2013-04-30"), Some("kind"));
        assert_eq!(on("prime-minister", "2013-04-30"), Some("kind"));
        assert_eq!(on("ohchr", "2013-05-01"), None);
    }
}
