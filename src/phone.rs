//! Phone and fax numbers in the international form of ITU-T E.164.
//!
//! The only module that names rlibphonenumber.

use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};

/// The library that knows the numbers, and its version.
pub(crate) const LIBRARY: (&str, &str) = ("rlibphonenumber", "2.2.15");

/// The reason why a number cannot be called, as the end of a sentence that starts with the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WrongNumber {
    /// It is not written in E.164.
    Form(String),
    /// Its country's plan does not have it.
    Plan(String),
}

impl WrongNumber {
    /// Returns the reason.
    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::Form(reason) | Self::Plan(reason) => reason,
        }
    }
}

/// Checks that `number` is written in E.164 (`+` and digits only) and exists in its country's plan.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(number: &str) -> Result<(), WrongNumber> {
    let digits = number.strip_prefix('+').unwrap_or_default();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        let reason = "is not in E.164 form: `+`, country code and number, digits only";
        return Err(WrongNumber::Form(reason.to_owned()));
    }
    let known = known(number).map_err(WrongNumber::Plan)?;
    if known == number {
        return Ok(());
    }
    Err(WrongNumber::Form(format!(
        "has digits that are dialled at home only; from abroad it is `{known}`"
    )))
}

/// The number in E.164, without digits that are dialled at home only, such as the 0 of `+44 020`.
fn known(number: &str) -> Result<String, String> {
    let parsed = parse(number).filter(PhoneNumber::is_valid);
    let known = parsed.map(|parsed| parsed.format_as(PhoneNumberFormat::E164).into_owned());
    known.ok_or_else(|| "is not a number that its country's numbering plan knows".to_owned())
}

/// The number in E.164 that a person wrote in the international form: `+`, country code and number, with spaces
/// and marks between digits, and with the digits that are dialled at home, as in `+44 (0)20 7946 0018`, or without.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that starts with the number.
pub(crate) fn international(written: &str) -> Result<String, String> {
    let is_no_mark = |c: &char| !matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/');
    let number: String = written.chars().filter(is_no_mark).collect();
    let digits = number.strip_prefix('+').unwrap_or_default();
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return Err("is not in the international form: `+`, country code and number".to_owned());
    }
    known(&number)
}

/// The number with the groups that its country uses, such as `+7 7172 97 60 00`.
pub(crate) fn readable(number: &str) -> String {
    formatted(number, |parsed| {
        parsed
            .format_as(PhoneNumberFormat::International)
            .into_owned()
    })
}

/// The number as people write it in a country: with the groups of its own plan at home, else in the
/// international form. The country is a code of ISO 3166.
pub(crate) fn written(number: &str, country: &str) -> String {
    let region: Option<Region> = country.parse().ok();
    let parsed =
        parse(number).filter(|parsed| region.is_some() && parsed.get_region_code() == region);
    let national = parsed.map(|parsed| parsed.format_as(PhoneNumberFormat::National).into_owned());
    national.unwrap_or_else(|| readable(number))
}

/// The number as it is dialled in a country, with the prefix for calls abroad where it needs that; a `~` in
/// it stands for a dial tone. The country is a code of ISO 3166.
pub(crate) fn dialled(number: &str, country: &str) -> String {
    let Ok(from) = country.parse::<Region>() else {
        return readable(number);
    };
    formatted(number, |parsed| {
        parsed
            .format_out_of_country_calling_number(from)
            .into_owned()
    })
}

/// Returns whether digits are a number of a country without the `+` or the 0 that people write before it there. The
/// country is a code of ISO 3166.
pub(crate) fn has_lost_its_start(digits: &str, country: &str) -> bool {
    let region: Option<Region> = country.parse().ok();
    let parsed = region.and_then(|region| PhoneNumber::parse(digits, Some(region)).ok());
    let written = parsed
        .filter(PhoneNumber::is_valid)
        .map(|parsed| parsed.format_as(PhoneNumberFormat::National).into_owned());
    let is_whole = |written: String| {
        let own = written.chars().filter(char::is_ascii_digit);
        own.eq(digits.chars())
    };
    written.is_some_and(|written| !is_whole(written))
}

fn formatted(number: &str, format: impl FnOnce(PhoneNumber) -> String) -> String {
    parse(number).map_or_else(|| number.to_owned(), format)
}

fn parse(number: &str) -> Option<PhoneNumber> {
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_obsolete_code_of_astana_is_refused() {
        assert_eq!(check("+77172976000"), Ok(()));
        assert!(check("+73172977429").is_err());
        assert!(check("+7 7172 97 60 00").is_err());
        assert!(check("77172976000").is_err());
    }

    /// An exchange that is given the number as it is would call another one, or none.
    #[test]
    fn a_prefix_of_calls_at_home_is_no_part_of_a_number() {
        for (wrong, right) in [
            ("+4402079460018", "+442079460018"),
            ("+784951234567", "+74951234567"),
            ("+4903047007125", "+493047007125"),
            ("+112022325845", "+12022325845"),
        ] {
            let wrong_number = check(wrong).unwrap_err();
            assert!(wrong_number.reason().contains(right), "{wrong_number:?}");
            assert_eq!(international(wrong).as_deref(), Ok(right));
            assert_eq!(check(right), Ok(()));
        }
        // In Italy the 0 is a part of the number.
        assert_eq!(check("+39066982"), Ok(()));
    }

    #[test]
    fn what_a_number_begins_with_can_be_missing() {
        for (digits, country, is_cut) in [
            ("3511234567", "DE", true),
            ("493511234567", "DE", true),
            ("2079460018", "GB", true),
            ("2125550123", "US", false),
            ("912345678", "ES", false),
            ("12", "DE", false),
            ("3511234567", "XX", false),
        ] {
            assert_eq!(has_lost_its_start(digits, country), is_cut, "{digits}");
        }
    }

    #[test]
    fn a_number_may_be_written_with_marks() {
        let astana = Ok("+77172976000".to_owned());
        assert_eq!(international("+7 (7172) 97-60.00"), astana);
        let london = Ok("+442079460018".to_owned());
        assert_eq!(international("+44 (0)20 7946 0018"), london);
        assert!(international("+7 7172 97 60 00 ext 1").is_err());
        assert!(international("8 7172 97 60 00").is_err());
    }

    #[test]
    fn numbers_are_grouped_for_people() {
        assert_eq!(readable("+442079251757"), "+44 20 7925 1757");
    }

    #[test]
    fn numbers_are_dialled_as_the_country_does() {
        for (number, country, written_there, dialled_there) in [
            (
                "+77172976000",
                "GB",
                "+7 7172 97 60 00",
                "00 7 7172 97 60 00",
            ),
            (
                "+77172976000",
                "US",
                "+7 7172 97 60 00",
                "011 7 7172 97 60 00",
            ),
            (
                "+77172976000",
                "AU",
                "+7 7172 97 60 00",
                "0011 7 7172 97 60 00",
            ),
            (
                "+77172976000",
                "KZ",
                "8 (7172) 97 60 00",
                "8 (7172) 97 60 00",
            ),
            (
                "+77172976000",
                "RU",
                "+7 7172 97 60 00",
                "8 (7172) 97 60 00",
            ),
            (
                "+442079308990",
                "KZ",
                "+44 20 7930 8990",
                "8~10 44 20 7930 8990",
            ),
            ("+442079308990", "GB", "020 7930 8990", "020 7930 8990"),
            ("+12022325845", "US", "(202) 232-5845", "1 (202) 232-5845"),
            ("+12022325845", "CA", "+1 202-232-5845", "1 (202) 232-5845"),
            ("+493047007125", "DE", "030 47007125", "030 47007125"),
        ] {
            assert_eq!(
                written(number, country),
                written_there,
                "{number} {country}"
            );
            assert_eq!(
                dialled(number, country),
                dialled_there,
                "{number} {country}"
            );
        }
        assert_eq!(dialled("+442079308990", "??"), "+44 20 7930 8990");
    }
}
