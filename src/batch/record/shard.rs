//! The part of a batch that one machine writes.

/// A part of the files of a batch: every `of`th, beginning with the `number`th.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
}

impl Shard {
    /// Everything.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Reads `I/N`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        let (number, of) = (number.parse().ok()?, of.parse().ok()?);
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Whether the `n`th file, from 0, belongs to it.
    pub fn has(self, n: usize) -> bool {
        n % self.of == self.number - 1
    }
}
