//! The text of a glyph: a few bytes that need no place of their own, so that a page of glyphs is copied
//! and given up at a stroke.

use std::fmt;
use std::ops::Deref;

/// The bytes that have room beside the length.
const ROOM: usize = 14;

/// The text of a glyph.
#[derive(Clone)]
pub struct GlyphText(Bytes);

#[derive(Clone)]
#[expect(
    clippy::box_collection,
    reason = "a pointer takes no more room than the few bytes do"
)]
enum Bytes {
    Few(u8, [u8; ROOM]),
    /// A longer text, such as a letter with many accents.
    Many(Box<String>),
}

impl GlyphText {
    /// As a string.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// As UTF-8, which takes less time than as a string.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::Few(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Bytes::Many(text) => text.as_bytes(),
        }
    }

    /// The number of its bytes.
    pub fn len(&self) -> usize {
        match &self.0 {
            Bytes::Few(length, _) => usize::from(*length),
            Bytes::Many(text) => text.len(),
        }
    }

    /// Returns `true` if it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<&str> for GlyphText {
    fn from(text: &str) -> Self {
        let mut bytes = [0; ROOM];
        match (u8::try_from(text.len()), bytes.get_mut(..text.len())) {
            (Ok(length), Some(room)) => {
                room.copy_from_slice(text.as_bytes());
                Self(Bytes::Few(length, bytes))
            }
            _ => Self(Bytes::Many(Box::new(text.to_owned()))),
        }
    }
}

impl Default for GlyphText {
    fn default() -> Self {
        Self(Bytes::Few(0, [0; ROOM]))
    }
}

impl Deref for GlyphText {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for GlyphText {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Bytes::Few(length, bytes), Bytes::Few(others, other)) => {
                (length, bytes) == (others, other)
            }
            _ => self.as_bytes() == other.as_bytes(),
        }
    }
}

impl Eq for GlyphText {}

impl PartialEq<str> for GlyphText {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for GlyphText {
    fn eq(&self, other: &&str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<GlyphText> for String {
    fn eq(&self, other: &GlyphText) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl fmt::Debug for GlyphText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_small() {
        assert_eq!(size_of::<GlyphText>(), 16);
        assert_eq!(&*GlyphText::default(), "");
    }

    proptest! {
        #[test]
        fn it_is_what_it_was_made_of(a in "[a-bя\u{301}🙂]{0,8}", b in "[a-bя]{0,3}") {
            let (one, other) = (GlyphText::from(&*a), GlyphText::from(&*b));
            prop_assert_eq!((one.as_str(), one.len(), one.is_empty()), (&*a, a.len(), a.is_empty()));
            prop_assert_eq!(one == other, a == b);
            prop_assert_eq!(&one.clone(), &one);
        }
    }
}
