//! Cells that a spreadsheet program would run.
//!
//! A cell that begins like a formula is one to every such program that opens the file (CWE-1236; OWASP, CSV
//! Injection). In what this program writes, an apostrophe before it makes it a text, and the readers of these files
//! take it away again. A cell that already has apostrophes before a formula gets one more; every other cell stays as
//! it is, those among them that begin with an apostrophe, such as `'t Hooft`.

/// Makes a text of a formula.
const MARK: char = '\'';

/// A cell as it is written.
///
/// ```
/// use protest_letter::members::spreadsheet::{marked, unmarked};
/// for (cell, written) in [
///     ("=1+2", "'=1+2"),
///     ("'=1+2", "''=1+2"),
///     ("'t Hooft", "'t Hooft"),
///     ("+77172976000", "+77172976000"),
/// ] {
///     assert_eq!(marked(cell), written);
///     assert_eq!(unmarked(written), cell);
/// }
/// ```
pub fn marked(cell: &str) -> String {
    let mark = has_formula(cell).then_some(MARK);
    mark.into_iter().chain(cell.chars()).collect()
}

/// A cell as it was before it was written.
pub fn unmarked(cell: &str) -> &str {
    let rest = cell.strip_prefix(MARK);
    rest.filter(|rest| has_formula(rest)).unwrap_or(cell)
}

/// Whether a formula follows the apostrophes that a cell begins with, if it begins with any.
fn has_formula(cell: &str) -> bool {
    is_formula(cell.trim_start_matches(MARK))
}

/// Whether a spreadsheet program may take a cell for a formula, whatever it passes over before it. A number with a
/// plus, as those of telephones are, is one that has no effect: programs that dial find it as it is.
fn is_formula(cell: &str) -> bool {
    if is_number(cell) {
        return false;
    }
    let begins = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫'
        )
    };
    cell.starts_with(['\t', '\r', '\n'])
        || cell.trim_start_matches(is_passed_over).starts_with(begins)
}

fn is_number(cell: &str) -> bool {
    let rest = cell.strip_prefix('+').unwrap_or_default();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '~');
    rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(is_part)
}

/// Blanks, control characters, and characters that nobody sees.
fn is_passed_over(c: char) -> bool {
    let is_unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || is_unseen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::records::{Writer, cells};
    use super::*;

    #[test]
    fn formulas_are_told_from_data() {
        for formula in [
            "=cmd|' /C calc'!A0",
            "@SUM(1)",
            "-1+2",
            "+1-2",
            "+A1",
            "\t=1",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            " =1",
            "\u{feff}=1",
            "\u{200b}=1",
            "+44 (0)20 7946 0018",
            "-",
            "+",
        ] {
            assert_eq!(marked(formula), format!("'{formula}"));
        }
        for data in [
            "",
            "'",
            "''",
            "Ana",
            "'t Hooft",
            "'Ali",
            "O'Brien",
            "+77172976000",
            "+7 7172 97 60 00",
            "+1 +2",
            "1-2",
            "a=b",
            "a@example.org",
            "#N/A",
            "\"=1\"",
        ] {
            assert_eq!(marked(data), data);
            assert_eq!(unmarked(data), data);
        }
    }

    /// The cells of a file of one row with commas between, read by hand as RFC 4180 has it.
    fn read(text: &str) -> Vec<String> {
        let mut found = vec![String::new()];
        let mut chars = text.strip_suffix('\n').unwrap_or(text).chars().peekable();
        let mut is_quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' if is_quoted && chars.next_if_eq(&'"').is_some() => {
                    found.last_mut().unwrap().push('"');
                }
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => found.push(String::new()),
                c => found.last_mut().unwrap().push(c),
            }
        }
        found
    }

    proptest! {
        /// Whatever cells say, none begins with what runs, and each is read as it was.
        #[test]
        fn no_cell_that_is_written_runs_and_each_is_read_as_it_was(
            row in prop::collection::vec("['=+@＝＋－＠\t\r\n \u{feff}\u{200b}\"a0,;-]{0,6}|\\PC{0,6}", 2..5),
        ) {
            let mut writer = Writer::new(Vec::new(), ',');
            writer.write(["a", "b"]).unwrap();
            writer.write(row.iter().map(String::as_str)).unwrap();
            let written = writer.finish().unwrap();
            let text = String::from_utf8(written.clone()).unwrap();
            let text = text.strip_prefix("a,b\n").unwrap();
            let seen = read(text);
            prop_assert_eq!(seen.len(), row.len());
            for cell in &seen {
                let is_dialled = cell.starts_with('+')
                    && cell.chars().all(|c| c.is_ascii_digit() || " +~".contains(c));
                let runs = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
                prop_assert!(!runs || is_dialled, "{:?}", cell);
                prop_assert!(!cell.trim_start().starts_with('='), "{:?}", cell);
            }
            let own: Vec<Vec<String>> = cells(written.as_slice()).skip(1).map(Result::unwrap).collect();
            prop_assert_eq!(own, vec![row]);
        }
    }
}
