//! Whether the lines of a letter say what they have to.

/// Whether a line, or several lines one after the other, say what is wanted and no more.
pub fn has(lines: &[String], wanted: &str) -> bool {
    has_among(lines, wanted, 0)
}

/// How many lines of the names beside it stand between those of a name that has several.
pub const BESIDE: usize = 8;

/// The same, with so many other lines between.
pub fn has_among(lines: &[String], wanted: &str, others: usize) -> bool {
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
