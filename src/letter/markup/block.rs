//! The blocks of a letter's body, and their spans.

/// A part of a letter's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list; `start` is the number of the first item, `None` for bullets.
    List {
        /// The first number.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Span>>,
    },
}

/// Text of one style in one language. A line break that was asked for is a `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Emphasis.
    pub emphasis: bool,
    /// Strong emphasis.
    pub strong: bool,
    /// The language, a BCP 47 tag, where it is not the letter's.
    pub lang: Option<String>,
}

impl Span {
    /// Returns `true` if it has the style and the language of another.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.emphasis, self.strong, &self.lang) == (other.emphasis, other.strong, &other.lang)
    }
}
