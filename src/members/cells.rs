//! The damage that a cell can have, whatever its column.

use crate::diagnostic::Diagnostic;

/// The longest cell, in bytes: some pages of text.
const LONGEST: usize = 10_000;

/// The number of characters of a value that a problem shows.
const SHOWN: usize = 40;

/// The beginning of a value, on one line, for a message.
pub(super) fn shortened(value: &str) -> String {
    let line = value.trim().replace(char::is_control, " ");
    let mut chars = line.chars();
    let start: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}

/// The damage of a cell of the column called `column`.
pub(super) fn damage(column: &str, cell: &str) -> Option<Diagnostic> {
    let checks = [
        too_long,
        control,
        lost_character,
        late_quote,
        spreadsheet_error,
        formula,
    ];
    let (found, help) = checks.iter().find_map(|check| check(cell))?;
    Some(Diagnostic::error(format!("`{column}` holds {found}")).help(help))
}

/// The damage as the end of a sentence, and the help.
type Damage = Option<(String, &'static str)>;

fn too_long(cell: &str) -> Damage {
    (cell.len() > LONGEST).then(|| {
        let found = format!("{} bytes; expected at most {LONGEST}", cell.len());
        (
            found,
            "shorten it, or look for a quote `\"` that is missing",
        )
    })
}

fn control(cell: &str) -> Damage {
    let is_wrong = |c: &char| c.is_control() && !matches!(c, '\n' | '\r');
    let found = match cell.chars().find(is_wrong)? {
        '\t' => "a tab; expected text".to_owned(),
        c => format!(
            "the control character U+{:04X}; expected text",
            u32::from(c)
        ),
    };
    let help = "delete it; if there are many, the file may be in another encoding: \
                give it with `--encoding`";
    Some((found, help))
}

fn lost_character(cell: &str) -> Damage {
    cell.contains('\u{fffd}').then(|| {
        let found = format!(
            "`{}` with a character that was lost (U+FFFD)",
            shortened(cell)
        );
        (found, "type the character again")
    })
}

fn late_quote(cell: &str) -> Damage {
    is_late_quote(cell).then(|| {
        let found = format!("`{}`, a quote after a space", shortened(cell));
        (found, "delete the space, so that the quote begins the cell")
    })
}

/// Returns `true` if a quote stands behind spaces, where it does not count (RFC 4180, section 2, rule 5).
pub(super) fn is_late_quote(cell: &str) -> bool {
    cell.starts_with(' ') && cell.trim_start().starts_with('"')
}

/// Values such as `#REF!`, `#NAME?`, `#N/A`, `#BEZUG!`, `#Н/Д`, `####`.
fn spreadsheet_error(cell: &str) -> Damage {
    let inside = cell.trim().strip_prefix('#')?;
    let word = inside.strip_suffix(['!', '?']);
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_uppercase() || matches!(c, '/' | '0' | '_'))
    };
    let is_error = word.is_some_and(is_word)
        || ["N/A", "NV", "Н/Д"].contains(&inside)
        || inside.starts_with("N/A ")
        || inside.len() >= 2 && inside.chars().all(|c| c == '#');
    let help =
        "correct the cell in the spreadsheet (`####`: make its column wider), and save again";
    is_error.then(|| {
        let found = format!("`{}`, an error of the spreadsheet program", shortened(cell));
        (found, help)
    })
}

fn formula(cell: &str) -> Damage {
    let is_formula = cell.trim_start().starts_with('=') && cell.trim().len() > 1;
    is_formula.then(|| {
        let found = format!("`{}`, a formula; expected its value", shortened(cell));
        (found, "save the sheet with values instead of formulas")
    })
}

/// A number that a spreadsheet program wrote as a power of ten, such as `1,23E+10`.
pub(super) fn is_power_of_ten(cell: &str) -> bool {
    let Some((number, exponent)) = cell.trim().split_once("E+") else {
        return false;
    };
    let is_digit = |c: char| c.is_ascii_digit();
    number.starts_with(is_digit)
        && number
            .chars()
            .all(|c| is_digit(c) || matches!(c, '.' | ','))
        && !exponent.is_empty()
        && exponent.chars().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_from_data() {
        for (cell, part) in [
            ("a\0b", "U+0000"),
            ("a\tb", "a tab"),
            ("Jos\u{fffd}", "was lost"),
            (" \"Ana\"", "after a space"),
            ("#REF!", "error of the spreadsheet"),
            ("#NAME?", "error of the spreadsheet"),
            ("#N/A", "error of the spreadsheet"),
            ("#N/A Leeds | GB", "error of the spreadsheet"),
            ("#DIV/0!", "error of the spreadsheet"),
            ("#BEZUG!", "error of the spreadsheet"),
            ("####", "error of the spreadsheet"),
            ("=1+2", "a formula"),
        ] {
            let problem = damage("Name", cell).unwrap();
            assert!(problem.message.contains(part), "{cell}: {problem:?}");
        }
        let data = [
            "#1",
            "# 3 Oak Rd",
            "'O",
            "O'Brien",
            "+44 20",
            "-",
            "a\nb",
            "1E5",
            "\"x\" y",
            "#!",
        ];
        for cell in data {
            assert_eq!(damage("Name", cell), None, "{cell}");
        }
        assert!(damage("Name", &"x".repeat(10_001)).is_some());
        assert!(damage("Name", &"x".repeat(10_000)).is_none());
    }

    #[test]
    fn numbers_are_told_from_powers_of_ten() {
        assert!(is_power_of_ten("1,23E+10") && is_power_of_ten("4.4207E+11"));
        assert!(
            !["SE1 2AB", "1E5", "E+1", "+44E+", "12"]
                .into_iter()
                .any(is_power_of_ten)
        );
    }
}
