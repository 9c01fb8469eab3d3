//! Searching the lines of a letter for the words that it must have.

/// Returns whether a line, or several consecutive lines, have exactly the wanted words.
pub(crate) fn has(lines: &[String], wanted: &str) -> bool {
    has_among(lines, wanted, 0)
}

/// The number of lines of adjacent names that may stand between those of a name with several lines.
pub(crate) const BESIDE: usize = 8;

/// Returns whether some lines have exactly the wanted words, with up to `others` other lines between them.
pub(crate) fn has_among(lines: &[String], wanted: &str, others: usize) -> bool {
    let from = |start: usize| {
        let mut rest = wanted;
        let mut skipped = 0;
        for (n, line) in lines[start..].iter().enumerate() {
            match rest.strip_prefix(line.as_str()) {
                Some("") => return true,
                Some(more) => rest = more,
                None if n > 0 && skipped < others => skipped += 1,
                None => return false,
            }
        }
        false
    };
    wanted.is_empty() || (0..lines.len()).any(from)
}
