//! Cells that a spreadsheet program would run.
//!
//! A cell that begins like a formula is one to every such program that opens the file (CWE-1236; OWASP, CSV
//! Injection). Which cells there are is up to the program: one that is set to another language splits a table with
//! commas at semicolons, and then a quote inside of what it takes for a cell keeps nothing together. So a part of a
//! cell behind a separator or the end of a line counts as a cell.
//!
//! In what this program writes, an apostrophe before a formula makes it a text, and the readers of these files take it
//! away again. A part that already has apostrophes before a formula gets one more; every other part stays as it is,
//! those among them that begin with an apostrophe, such as `'t Hooft`.

/// Makes a text of a formula.
const MARK: char = '\'';

/// The characters that end a cell in one program or another.
pub const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '\n', '\r'];

/// The cell of a column, counted from 0, as it is written into a table with a delimiter.
///
/// ```
/// use protest_letter::members::spreadsheet::{marked, unmarked};
/// for (cell, written) in [
///     ("=1+2", "'=1+2"),
///     ("'=1+2", "''=1+2"),
///     ("x;=1+2", "x;'=1+2"),
///     ("'t Hooft", "'t Hooft"),
///     ("+77172976000", "+77172976000"),
/// ] {
///     assert_eq!(marked(',', 1, cell), written);
///     assert_eq!(unmarked(written), cell);
/// }
/// ```
pub fn marked(delimiter: char, column: usize, cell: &str) -> String {
    if keeps_numbers(delimiter, column) && is_number(cell) {
        return cell.to_owned();
    }
    let mut written = String::with_capacity(cell.len() + 1);
    for (n, part) in parts(cell) {
        written.extend(has_formula(n, part).then_some(MARK));
        written.push_str(part);
    }
    written
}

/// The cell as it was before it was written.
pub fn unmarked(cell: &str) -> String {
    let parts = parts(cell).map(|(n, part)| {
        let rest = part.strip_prefix(MARK);
        rest.filter(|_| has_formula(n, part)).unwrap_or(part)
    });
    parts.collect()
}

/// The parts of a cell, numbered, each with the separator behind it.
fn parts(cell: &str) -> impl Iterator<Item = (usize, &str)> {
    cell.split_inclusive(SEPARATORS).enumerate()
}

/// Returns `true` if numbers stay as they are in a column. At the start of a line, or behind a tab that is passed
/// over, a program that splits elsewhere takes what follows for a part of the number.
fn keeps_numbers(delimiter: char, column: usize) -> bool {
    column > 0 && delimiter != '\t'
}

/// Returns `true` if a formula follows the apostrophes that the `n`th part of a cell begins with, if it begins with
/// any.
fn has_formula(n: usize, part: &str) -> bool {
    let part = part.trim_start_matches(MARK);
    n == 0 && part.starts_with(['\t', '\r', '\n']) || is_formula(part)
}

/// Returns `true` if a spreadsheet program may take a text for a formula, whatever it passes over before it.
fn is_formula(text: &str) -> bool {
    let begins = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫'
        )
    };
    text.trim_start_matches(is_passed_over).starts_with(begins)
}

/// Returns `true` if a cell is a number with a plus, as those of telephones are, its digits in groups with a space
/// between. As a formula it has no effect: programs that dial find it as it is.
fn is_number(cell: &str) -> bool {
    let is_group = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let digits = cell.strip_prefix('+');
    digits.is_some_and(|digits| digits.split(' ').all(is_group))
}

/// Blanks, control characters, characters that nobody sees, and quotes, which may be no part of what is shown.
fn is_passed_over(c: char) -> bool {
    let is_unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c == '"' || c.is_whitespace() || c.is_control() || is_unseen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::members::record_writer::RecordWriter;
    use crate::members::records::cells;

    #[test]
    fn formulas_are_told_from_data() {
        for formula in [
            "=cmd|' /C calc'!A0",
            "@SUM(1)",
            "-1+2",
            "+1-2",
            "+1+2",
            "+1 +2",
            "+1  2",
            "+1~2",
            "+1 ",
            "+A1",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            " =1",
            "\u{feff}=1",
            "\u{200b}=1",
            "\"=1\"",
            "+44 (0)20 7946 0018",
            "-",
            "+",
        ] {
            assert_eq!(marked(',', 1, formula), format!("'{formula}"));
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
            "8~1077172976000",
            "~1",
            "1-2",
            "a=b",
            "a@example.org",
            "#N/A",
            "a; b, c | d\te\r\n\r\nf",
        ] {
            assert_eq!(marked(',', 1, data), data);
            assert_eq!(unmarked(data), data);
        }
    }

    #[test]
    fn a_part_behind_a_separator_is_a_cell() {
        for (cell, written) in [
            ("x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y"),
            ("Dear Sir,\n=cmd", "Dear Sir,\n'=cmd"),
            ("x|'-1\r\n@A", "x|''-1\r\n'@A"),
            ("x; \"=1\"", "x;' \"=1\""),
            ("x,+77172976000", "x,'+77172976000"),
            ("+1,2", "'+1,2"),
            ("\t=1", "'\t'=1"),
            ("'+77172976000", "''+77172976000"),
        ] {
            assert_eq!(marked(',', 1, cell), written);
            assert_eq!(unmarked(written), cell);
        }
    }

    #[test]
    fn a_number_at_the_start_of_a_line_or_behind_a_tab_is_marked() {
        assert_eq!(marked('\t', 1, "+77172976000"), "'+77172976000");
        assert_eq!(marked(',', 0, "+77172976000"), "'+77172976000");
        assert_eq!(unmarked("'+77172976000"), "+77172976000");
    }

    /// The cells of a table as a program splits it that takes `delimiter` for what stands between them: one that knows
    /// quotes, as RFC 4180 has it, and takes what follows a quote that closes as it stands, or one that does not.
    fn read(text: &str, delimiter: char, knows_quotes: bool) -> Vec<String> {
        let mut found = vec![String::new()];
        let mut chars = text.chars().peekable();
        let (mut is_quoted, mut is_new) = (false, true);
        while let Some(c) = chars.next() {
            let begins = std::mem::take(&mut is_new);
            match c {
                '"' if is_quoted && chars.next_if_eq(&'"').is_some() => {
                    found.last_mut().unwrap().push('"');
                }
                '"' if is_quoted => is_quoted = false,
                '"' if begins && knows_quotes => is_quoted = true,
                c if !is_quoted && (c == delimiter || matches!(c, '\r' | '\n')) => {
                    found.push(String::new());
                    is_new = true;
                }
                c => found.last_mut().unwrap().push(c),
            }
        }
        found
    }

    /// Returns `true` if a program would run a cell. One that begins with the end of a line or a tab is none where
    /// these are separators.
    fn runs(cell: &str) -> bool {
        let seen =
            cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\u{feff}');
        let groups: Vec<&str> = seen
            .strip_prefix('+')
            .unwrap_or_default()
            .split(' ')
            .collect();
        let is_digits =
            |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
        let is_dialled = groups.iter().all(is_digits);
        seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_dialled
    }

    proptest! {
        /// Whatever cells say and wherever a program splits them, none begins with what runs, and each is read as it
        /// was.
        #[test]
        fn no_cell_that_is_written_runs_and_each_is_read_as_it_was(
            row in prop::collection::vec(
                "['=+@＝＋－＠\t\r\n \u{feff}\u{200b}\"a0,;|-]{0,8}|\\+[0-9 ]{1,4}|\\PC{0,6}", 2..5,
            ),
            own in prop::sample::select(vec![',', ';', '\t', '|']),
        ) {
            let mut writer = RecordWriter::new(Vec::new(), own);
            writer.write(["a", "b"]).unwrap();
            writer.write(row.iter().map(String::as_str)).unwrap();
            let written = String::from_utf8(writer.finish().unwrap()).unwrap();
            for delimiter in [',', ';', '\t', '|'] {
                for knows_quotes in [true, false] {
                    for cell in read(&written, delimiter, knows_quotes) {
                        prop_assert!(!runs(&cell), "{:?} of {:?} at {:?}", cell, written, delimiter);
                    }
                }
            }
            let seen = read(written.trim_end_matches('\n'), own, true);
            let marked: Vec<String> = row.iter().enumerate().map(|(n, cell)| marked(own, n, cell)).collect();
            prop_assert_eq!(&seen[2..], marked.as_slice());
            let again: Vec<String> =
                seen[2..].iter().map(|cell| unmarked(cell)).collect();
            prop_assert_eq!(&again, &row);
            if own == ',' {
                let read: Vec<Vec<String>> = cells(written.as_bytes()).skip(1).map(Result::unwrap).collect();
                prop_assert_eq!(read, vec![row]);
            }
        }
    }
}
