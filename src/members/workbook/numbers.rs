//! Numbers as a sheet shows them.
//!
//! The only module that names ssfmt (number format codes: ECMA-376, part 1, 18.8.30 and 18.8.31).

use ssfmt::{DateSystem, FormatOptions, Locale, NumberFormat};

use crate::members::cells::is_power_of_ten;

/// Above this, a number of a sheet has lost digits (IEEE 754: 15 decimal digits are safe).
const EXACT: f64 = 1e15;

/// How a number is shown.
#[derive(Debug)]
pub(super) enum NumberShape {
    /// As it is.
    General,
    /// As a date of ISO 8601: the sheet shows it as the country of its reader writes dates.
    Date(NumberFormat),
    /// By a code.
    Code(NumberFormat),
}

impl NumberShape {
    /// The shape of a format: its number, and its code where the workbook has one.
    pub(super) fn new(number: usize, code: Option<&str>) -> Self {
        let parsed = |code: &str| NumberFormat::parse(code).ok();
        match (number, code) {
            (_, Some(code)) if is_general(code) => Self::General,
            (_, Some(code)) => parsed(code).map_or(Self::General, Self::Code),
            (14..=17 | 27..=36 | 50..=58, None) => {
                parsed("yyyy-mm-dd").map_or(Self::General, Self::Date)
            }
            (22, None) => parsed("yyyy-mm-dd hh:mm").map_or(Self::General, Self::Date),
            (0 | 49, None) => Self::General,
            (number, None) => {
                let code = u32::try_from(number)
                    .ok()
                    .and_then(ssfmt::format_code_from_id);
                code.and_then(parsed).map_or(Self::General, Self::Code)
            }
        }
    }

    /// The number as the sheet shows it. One that it would show as a power of ten stands with all its digits, if it has
    /// them all.
    pub(super) fn shown(&self, value: f64, is_1904: bool) -> String {
        let (Self::Date(format) | Self::Code(format)) = self else {
            return plain(value);
        };
        let options = FormatOptions {
            date_system: if is_1904 {
                DateSystem::Date1904
            } else {
                DateSystem::Date1900
            },
            locale: Locale::default(),
        };
        let text = format.format(value, &options).trim().to_owned();
        if is_power_of_ten(&text) && value.fract() == 0.0 && value.abs() < EXACT {
            return plain(value);
        }
        text
    }
}

/// Returns whether a code shows numbers as they are. `@` is for text.
fn is_general(code: &str) -> bool {
    let code = code.trim();
    code.is_empty() || code == "@" || code.eq_ignore_ascii_case("general") || code == "Standard"
}

/// A number with the 15 digits that spreadsheet programs show.
pub(super) fn plain(value: f64) -> String {
    if value.abs() >= EXACT {
        let text = format!("{value:.14e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        return format!("{digits}E+{power}");
    }
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    // There is no negative zero in a sheet.
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_the_sheet_shows_them() {
        for (number, code, value, shown) in [
            (0, None, 1067.0, "1067"),
            (0, None, 441_134_960_123.0, "441134960123"),
            (0, None, 0.1 + 0.2, "0.3"),
            (0, None, -0.0, "0"),
            (0, None, 4.411_349_601_234_567e17, "4.41134960123457E+17"),
            (164, Some("00000"), 1067.0, "01067"),
            (164, Some("00000\\-0000"), 21_010_001.0, "02101-0001"),
            (1, None, 12.4, "12"),
            (2, None, 12.0, "12.00"),
            (11, None, 441_134_960_123.0, "441134960123"),
            (164, Some("General"), 7.5, "7.5"),
            (49, None, 7.0, "7"),
            (14, None, 40893.0, "2011-12-16"),
            (22, None, 40893.5, "2011-12-16 12:00"),
            (164, Some("dd\\.mm\\.yyyy"), 40893.0, "16.12.2011"),
            (
                164,
                Some("[$-407]d\\. mmmm yyyy;@"),
                40893.0,
                "16. December 2011",
            ),
            (164, Some("\"M-\"0000"), 7.0, "M-0007"),
            (164, Some("\"broken"), 7.0, "7"),
        ] {
            let shape = NumberShape::new(number, code);
            assert_eq!(shape.shown(value, false), shown, "{code:?} {value}");
        }
        assert_eq!(
            NumberShape::new(14, None).shown(39431.0, true),
            "2011-12-16"
        );
    }
}
