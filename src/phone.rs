//! Phone and fax numbers in the international form of ITU-T E.164.
//!
//! The only module that names phonenumber.

use phonenumber::{Mode, PhoneNumber};

/// Checks that `number` is written in E.164 (`+` and digits only) and exists in its country's plan.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that starts with the number.
pub fn check(number: &str) -> Result<(), String> {
    let digits = number.strip_prefix('+').unwrap_or_default();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("is not in E.164 form: `+`, country code and number, digits only".to_owned());
    }
    match parse(number) {
        Some(parsed) if phonenumber::is_valid(&parsed) => Ok(()),
        _ => Err("is not a number that its country's numbering plan knows".to_owned()),
    }
}

/// The number with the groups that its country uses, such as `+7 7172 97 60 00`.
pub fn readable(number: &str) -> String {
    parse(number).map_or_else(
        || number.to_owned(),
        |parsed| parsed.format().mode(Mode::International).to_string(),
    )
}

fn parse(number: &str) -> Option<PhoneNumber> {
    phonenumber::parse(None, number).ok()
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

    #[test]
    fn numbers_are_grouped_for_people() {
        assert_eq!(readable("+442079251757"), "+44 20 7925 1757");
    }
}
