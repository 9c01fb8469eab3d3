//! The part of a batch that one machine writes.

/// A part of the files of a batch: every `of`th, beginning with the `number`th.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// The number of the part, from 1.
    pub number: usize,
    /// The number of parts.
    pub of: usize,
}

impl Shard {
    /// The part that is everything.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Reads `I/N`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        let (number, of) = (number.parse().ok()?, of.parse().ok()?);
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Returns whether the `n`th file, from 0, belongs to it.
    pub fn has(self, n: usize) -> bool {
        n % self.of == self.number - 1
    }
}
