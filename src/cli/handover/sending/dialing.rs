//! Dialing: the number in the form that it is dialled in, and the dial string of a telephone exchange.

use std::path::Path;

use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::{phone, shell};

/// The number as it is dialled in a country, digits only, with `wait` where a dial tone has to be waited for.
/// None for countries that nobody knows how to dial abroad from.
pub(super) fn dialled(number: &str, country: &str, wait: &str) -> Option<String> {
    let dialled = phone::dialled(number, country);
    if dialled.starts_with('+') {
        return None;
    }
    let kept = dialled.chars().filter_map(|c| match c {
        '0'..='9' => Some(c.to_string()),
        '~' => Some(wait.to_owned()),
        _ => None,
    });
    Some(kept.collect())
}

/// The problem that nobody knows how a number is dialled.
pub(super) fn not_dialled(number: &str, country: &str) -> Diagnostic {
    let name = Country::from_code(country)
        .map_or_else(|| country.to_owned(), |country| country.name("en").clone());
    let message = format!("{number}: how to dial abroad from {name} is not known");
    Diagnostic::error(message)
        .help("HylaFAX takes the number with its `+`, Asterisk and FreeSWITCH with `{number}`")
}

/// A dial string of a telephone exchange: a channel with a place for the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DialString(String);

/// The places of a number in a dial string: with its `+`, its digits alone, and as it is dialled.
const NUMBER: &str = "{number}";
const DIGITS: &str = "{digits}";
pub(super) const DIALLED: &str = "{dialled}";

/// The dial string that `via` means: the name of a trunk, put in the place of `{trunk}` in `technology`, or a
/// channel as the program writes it, with a place for the number.
///
/// # Errors
/// No place for the number, or a character that the program would read as its own.
pub(super) fn dial_string(via: &str, technology: &str) -> Result<DialString, Diagnostic> {
    let stripped = [NUMBER, DIGITS, DIALLED].iter();
    let (places, rest) = stripped.fold((0, via.to_owned()), |(count, text), place| {
        (count + text.matches(place).count(), text.replace(place, ""))
    });
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/@.:_-".contains(c);
    let is_trunk = places == 0 && !via.contains(['/', '@', ':']);
    let is_read = !via.is_empty() && rest.chars().all(is_plain);
    match (is_read, is_trunk, places) {
        (true, true, _) => Ok(DialString(technology.replace("{trunk}", via))),
        (true, false, 1) => Ok(DialString(via.to_owned())),
        _ => {
            let message = format!("`--fax-via {via}` is no trunk and no channel");
            let help = format!(
                "give the name of a trunk, or a channel with `{NUMBER}` where the number belongs (`{DIGITS}`: \
                 without the `+`; `{DIALLED}`: as it is dialled from your country)"
            );
            Err(Diagnostic::error(message).help(help))
        }
    }
}

impl DialString {
    /// The channel that calls a number from a country.
    ///
    /// # Errors
    /// If it wants what is dialled, and that is not known for the country.
    pub(super) fn to(&self, number: &str, country: &str) -> Result<String, Diagnostic> {
        let Self(channel) = self;
        let channel = channel.replace(NUMBER, number);
        let digits = number.trim_start_matches('+');
        let channel = channel.replace(DIGITS, digits);
        if !channel.contains(DIALLED) {
            return Ok(channel);
        }
        // Half a second each, on channels of lines and cards (DAHDI).
        let dialled = dialled(number, country, "ww").ok_or_else(|| not_dialled(number, country))?;
        Ok(channel.replace(DIALLED, &dialled))
    }
}

/// Checks that a program can be told a device or a host.
///
/// # Errors
/// An empty name, or one that is not printed as it is.
pub(super) fn device(via: &str) -> Result<(), Diagnostic> {
    if via.is_empty() {
        let problem = Diagnostic::error("`--fax-via` is empty");
        return Err(problem.help("give a device or a host, or leave it out"));
    }
    shell::file(Path::new(via)).map(|_| ())
}

/// Tells whether a telephone exchange reads a character of a path as that of a name, whatever surrounds it.
pub(super) fn is_plain_path(c: char) -> bool {
    c.is_alphanumeric() || "/._-+=@~ ".contains(c)
}

/// The problem of a file whose name a program cannot be told.
pub(super) fn not_a_name(program: &str, path: &str, wrong: char) -> Diagnostic {
    let message =
        format!("{program} cannot be told the file `{path}`: it reads {wrong:?} as its own");
    Diagnostic::error(message).help(
        "take a folder and a file whose names are of letters, digits, spaces and `. _ - + = @ ~`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(via: &str) -> Option<String> {
        let channel = dial_string(via, "PJSIP/{number}@{trunk}").ok()?;
        channel.to("+442079308990", "KZ").ok()
    }

    #[test]
    fn a_call_takes_a_trunk_or_a_channel() {
        for (via, expected) in [
            ("fax", Some("PJSIP/+442079308990@fax")),
            ("SIP/a/{digits}", Some("SIP/a/442079308990")),
            ("DAHDI/g1/{dialled}", Some("DAHDI/g1/8ww10442079308990")),
            ("Local/{number}@out/n", Some("Local/+442079308990@out/n")),
            ("SIP/a", None),
            ("", None),
            ("a b", None),
            ("a;b", None),
            ("{number}{digits}", None),
            ("a/{nubmer}", None),
            ("SIP/a\nApplication: System/{number}", None),
        ] {
            assert_eq!(to(via).as_deref(), expected, "{via}");
        }
    }

    #[test]
    fn what_is_dialled_is_known_or_refused() {
        let from = |country| dialled("+442079308990", country, "W");
        assert_eq!(from("KZ").as_deref(), Some("8W10442079308990"));
        assert_eq!(from("GB").as_deref(), Some("02079308990"));
        // Callers choose their carrier by digits that are no part of the number.
        assert_eq!(from("BR"), None);
        let problem = not_dialled("+442079308990", "BR");
        assert!(problem.message.contains("Brazil"), "{problem:?}");
    }
}
