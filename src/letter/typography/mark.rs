//! Marks: the characters of a text, each with the span that it is of.

/// A character and the number of the span it belongs to.
pub(super) type Mark = (char, usize);

/// The space that does not break.
pub(super) const NO_BREAK: char = '\u{a0}';

/// The narrow space that does not break.
pub(super) const NARROW: char = '\u{202f}';

/// Returns `true` if a character is a space between words; a line break is not.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// A text with plain spaces, for outputs that people search and quote: whoever wraps its lines does
/// that first.
///
/// ```
/// assert_eq!(protest_letter::letter::typography::plain("16\u{a0}December"), "16 December");
/// ```
pub fn plain(text: &str) -> String {
    text.replace([NO_BREAK, NARROW], " ")
}
