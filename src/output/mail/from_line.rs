//! The line that begins a message in an mbox, and lines of a message that look like one.

const FROM: &[u8] = b"From ";

/// Returns whether a line is taken for the first of a message, or was made from one (mboxrd).
pub(super) fn is_ambiguous(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    line.get(quotes..)
        .is_some_and(|line| line.starts_with(FROM))
}
