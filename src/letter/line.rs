//! The lines of a letter around its text: printed ones, and ones that are ruled for a pen.

/// A line that is printed, or one that is ruled to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line of text in the letter's language, or of names that need none.
    Text(String),
    /// A line of text in another language than the letter's.
    Foreign {
        /// The text.
        text: String,
        /// Its language, a BCP 47 tag.
        lang: String,
    },
    /// A ruled line after a word that says what belongs there; the word may be empty.
    Ruled(String),
}

impl Line {
    /// The text of the line, or the word before the rule.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Foreign { text, .. } | Self::Ruled(text) => text,
        }
    }

    /// Its language, where it differs from the letter's.
    pub fn lang(&self) -> Option<&str> {
        match self {
            Self::Foreign { lang, .. } => Some(lang),
            Self::Text(_) | Self::Ruled(_) => None,
        }
    }

    /// A line of text in a language, for a letter in `letter`.
    pub fn of(text: String, lang: &str, letter: &str) -> Self {
        if lang == letter {
            return Self::Text(text);
        }
        Self::Foreign {
            text,
            lang: lang.to_owned(),
        }
    }
}
