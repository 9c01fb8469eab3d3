//! The fax lines of a target that are called.

use std::num::NonZeroUsize;

use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::diagnostic::Diagnostic;
use crate::fields::Text;
use crate::letter::advice;
use crate::phone;

/// The choice of the fax lines to call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaxLines {
    /// Each of them.
    #[default]
    All,
    /// One, from 1.
    One(NonZeroUsize),
}

/// A fax line that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaxLine {
    /// Its number among the lines of the target, from 1; `None` if the target has no other.
    pub place: Option<usize>,
    /// Its number in E.164.
    pub number: String,
}

impl FaxLine {
    /// The name of a fax to it: `stem`, and its number where there are others.
    pub fn name(&self, stem: &str) -> String {
        self.place
            .map_or_else(|| stem.to_owned(), |place| format!("{stem}-{place}"))
    }
}

/// The lines of a target that are called on a day. Only numbers that a numbering plan knows are: the campaign may
/// never have been checked.
///
/// # Errors
/// If it has none, or not the one that is asked for, or not its number in E.164.
pub(crate) fn lines(
    target: &Target,
    date: Date,
    wanted: FaxLines,
) -> Result<Vec<FaxLine>, Diagnostic> {
    let numbers = target.fax_numbers(date);
    if numbers.is_empty() {
        return Err(advice::not_reached(target, date, "fax number"));
    }
    let has_others = numbers.len() > 1;
    let all = (1..).zip(&numbers);
    let called = all.filter(|(n, _)| match wanted {
        FaxLines::All => true,
        FaxLines::One(place) => *n == place.get(),
    });
    let found = called.map(|(n, number)| {
        check(target, number)?;
        Ok(FaxLine {
            place: has_others.then_some(n),
            number: number.value.clone(),
        })
    });
    let found = found.collect::<Result<Vec<FaxLine>, Diagnostic>>()?;
    match wanted {
        FaxLines::One(place) if found.is_empty() => {
            let message = format!("{}: there is no fax line {place}", target.id);
            let numbers: Vec<&str> = numbers.iter().map(|n| n.value.as_str()).collect();
            let help = format!("it has {}", numbers.join(" and "));
            Err(Diagnostic::error(message).help(help))
        }
        _ => Ok(found),
    }
}

fn check(target: &Target, number: &Text) -> Result<(), Diagnostic> {
    phone::check(&number.value).map_err(|wrong| {
        let (id, number_is, reason) = (&target.id, &number.value, wrong.reason());
        let message = format!("{id}: the fax number `{number_is}` {reason}");
        Diagnostic::error(message).at(number.place.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, embedded};

    /// An office with fax lines of some numbers.
    fn office(numbers: &[&str]) -> Target {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let mut target = campaign.target("embassy-gb").unwrap().clone();
        target
            .contacts
            .retain(|record| !record.value.fax.is_empty());
        target.contacts.truncate(1);
        let record = &mut target.contacts[0];
        (record.from, record.to) = (None, None);
        let text = |number: &&str| Text {
            value: (*number).to_owned(),
            place: record.place.clone(),
        };
        record.value.fax = numbers.iter().map(text).collect();
        target
    }

    fn called(target: &Target, wanted: FaxLines) -> Result<Vec<String>, Diagnostic> {
        let date = Date::parse("2026-11-23").unwrap();
        let lines = lines(target, date, wanted)?;
        Ok(lines.iter().map(|line| line.name("embassy")).collect())
    }

    #[test]
    fn a_fax_bears_the_number_of_its_line_where_there_are_others() {
        let one = |n| FaxLines::One(NonZeroUsize::new(n).unwrap());
        let single = office(&["+442079460018"]);
        assert_eq!(called(&single, FaxLines::All).unwrap(), ["embassy"]);
        assert_eq!(called(&single, one(1)).unwrap(), ["embassy"]);
        let both = office(&["+442079460018", "+442079460019"]);
        let names = called(&both, FaxLines::All).unwrap();
        assert_eq!(names, ["embassy-1", "embassy-2"]);
        assert_eq!(called(&both, one(2)).unwrap(), ["embassy-2"]);
        let problem = called(&both, one(3)).unwrap_err();
        assert_eq!(problem.message, "embassy-gb: there is no fax line 3");
        assert_eq!(problem.help, ["it has +442079460018 and +442079460019"]);
    }

    #[test]
    fn a_number_that_no_plan_knows_is_not_called() {
        let problem = called(&office(&["+4420"]), FaxLines::All).unwrap_err();
        assert!(
            problem.message.contains("the fax number `+4420`"),
            "{problem:?}"
        );
    }
}
