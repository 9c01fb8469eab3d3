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
