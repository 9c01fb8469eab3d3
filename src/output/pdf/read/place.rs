//! The places of objects in a file.

/// The place of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It stands by itself, at an offset, and has a generation.
    Own(u64, u16),
    /// It is in the stream of objects with this number.
    Packed(u32),
}

/// Objects with numbers that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The first number.
    pub first: u32,
    /// How many they are; one unless they are in one stream of objects.
    pub count: u32,
    /// The place.
    pub place: Place,
}

impl Run {
    /// Returns the number behind the last.
    pub(super) fn end(&self) -> u32 {
        self.first.saturating_add(self.count)
    }
}
