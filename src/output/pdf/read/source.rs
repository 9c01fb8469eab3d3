//! The bytes of a file, read where they are needed.

use crate::diagnostic::Diagnostic;

/// The bytes that are read at once before a place, and behind it: a few streams of objects, and the pages that they are
/// of.
const HALF: usize = 1 << 17;

/// The most bytes that are read for one object.
pub(super) const MOST: usize = 1 << 28;

/// A file whose bytes are read in any order, by several threads.
pub trait Source: Sync {
    /// Returns the number of its bytes.
    fn size(&self) -> u64;

    /// Reads the bytes at a place, up to `most`; fewer only at the end of the file.
    ///
    /// # Errors
    /// If they cannot be read.
    fn read(&self, at: u64, most: usize) -> Result<Vec<u8>, Diagnostic>;
}

impl Source for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, at: u64, most: usize) -> Result<Vec<u8>, Diagnostic> {
        let start = usize::try_from(at).unwrap_or(usize::MAX).min(self.len());
        let end = start.saturating_add(most).min(self.len());
        Ok(self[start..end].to_vec())
    }
}

/// The reason why a file is not read piece by piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trouble {
    /// Something is not as it is in most files: it has to be read whole.
    Strange(&'static str),
    /// It cannot be read at all.
    Failed(Diagnostic),
}

impl From<Diagnostic> for Trouble {
    fn from(problem: Diagnostic) -> Self {
        Self::Failed(problem)
    }
}

/// The part of a file that was read last.
pub(super) struct Window<'s, S> {
    source: &'s S,
    start: u64,
    bytes: Vec<u8>,
}

impl<'s, S: Source> Window<'s, S> {
    /// Creates a window that nothing was read into.
    pub(super) fn new(source: &'s S) -> Self {
        Self {
            source,
            start: 0,
            bytes: Vec::new(),
        }
    }

    /// Returns the number of bytes of the file.
    pub(super) fn size(&self) -> u64 {
        self.source.size()
    }

    /// Returns the bytes at a place: at least `least`, if the file has so many.
    ///
    /// # Errors
    /// If they cannot be read, or are too many.
    pub(super) fn at(&mut self, at: u64, least: usize) -> Result<&[u8], Trouble> {
        if at > self.size() || least > MOST {
            return Err(Trouble::Strange("an object lies outside the file"));
        }
        if !self.holds(at, least) {
            // What is needed next often stands before: the pages of the objects in a stream.
            self.start = at.saturating_sub(HALF as u64);
            let before = usize::try_from(at - self.start).unwrap_or_default();
            let most = before + least.max(HALF);
            self.bytes = self.source.read(self.start, most)?;
        }
        let skipped = usize::try_from(at - self.start).unwrap_or(usize::MAX);
        Ok(self.bytes.get(skipped..).unwrap_or_default())
    }

    fn holds(&self, at: u64, least: usize) -> bool {
        let end = self.start + self.bytes.len() as u64;
        let wanted = at.saturating_add(least as u64).min(self.size());
        self.start <= at && wanted <= end && !self.bytes.is_empty()
    }
}
