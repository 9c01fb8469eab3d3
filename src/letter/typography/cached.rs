//! Typography that remembers the paragraphs it has set.

use std::cell::RefCell;
use std::rc::Rc;

use crate::cache::Memory;
use crate::letter::markup::{Block, Span};
use crate::letter::typography::language::Typography;

/// The most bytes of paragraphs that are kept, and as many of those before.
const MOST_BYTES: usize = 1 << 18;

/// The typography of a language, and the paragraphs it has set lately by what they were before.
#[derive(Debug)]
pub struct CachedTypography {
    typography: Typography,
    paragraphs: RefCell<Memory<Vec<Span>, Rc<Vec<Span>>>>,
}

impl CachedTypography {
    /// The typography of a language, which has set nothing yet.
    pub fn of(lang: &str) -> Self {
        Self {
            typography: Typography::of(lang),
            paragraphs: RefCell::new(Memory::new(MOST_BYTES)),
        }
    }

    /// The typography itself.
    pub fn plain(&self) -> &Typography {
        &self.typography
    }

    /// The blocks of a body, each paragraph and item set as by [`Typography::spans`].
    pub fn blocks(&self, body: Vec<Block>) -> Vec<Block> {
        Typography::blocks_by(body, |spans| self.spans(&spans))
    }

    /// Forgets all paragraphs.
    #[cfg(test)]
    pub fn forget(&self) {
        *self.paragraphs.borrow_mut() = Memory::new(MOST_BYTES);
    }

    fn spans(&self, spans: &[Span]) -> Vec<Span> {
        let mut paragraphs = self.paragraphs.borrow_mut();
        if let Some(known) = paragraphs.get(spans) {
            return Vec::clone(&known);
        }
        let made = Rc::new(self.typography.spans(spans.to_vec()));
        let sizes = spans.iter().map(|span| size_of::<Span>() + span.text.len());
        paragraphs.learn(spans, &made, 2 * sizes.sum::<usize>());
        Vec::clone(&made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: String) -> Span {
        Span {
            text,
            ..Span::default()
        }
    }

    /// Returns whether a paragraph is known after it was set twice.
    fn is_kept(spans: &[Span]) -> bool {
        let cached = CachedTypography::of("en");
        for _ in 0..2 {
            let set = cached.spans(spans);
            assert_eq!(set, cached.typography.spans(spans.to_vec()));
        }
        cached.paragraphs.borrow_mut().get(spans).is_some()
    }

    #[test]
    fn paragraphs_that_come_again_are_kept_unless_they_are_too_heavy() {
        assert!(is_kept(&[span("\"pay\" - now".to_owned())]));
        // It is kept before and after it was set.
        let longest = MOST_BYTES / 2 - size_of::<Span>();
        assert!(is_kept(&[span("x".repeat(longest))]));
        assert!(!is_kept(&[span("x".repeat(longest + 1))]));
    }
}
