//! The bytes of a file on their way out: counted, hashed, handed on in large pieces.
//!

use std::io::{self, Write};

use crate::digest::{Digest, Hasher};

/// The bytes that are handed on at once.
const PIECE: usize = 1 << 16;

/// An output that knows where it is and what went through it.
#[derive(Clone)]
pub(super) struct Sink<W> {
    out: W,
    waiting: Vec<u8>,
    gone: u64,
    hash: Hasher,
    failed: bool,
}

impl<W: Write> Sink<W> {
    /// Creates a sink at the start of an output.
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            waiting: Vec::new(),
            gone: 0,
            hash: Hasher::default(),
            failed: false,
        }
    }

    /// Returns the number of bytes so far.
    pub(super) fn position(&self) -> u64 {
        self.gone + self.waiting.len() as u64
    }

    /// Returns the buffer for the next bytes; call [`Self::pass`] after them.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.waiting
    }

    /// Hands on what waits, once it is much.
    ///
    /// # Errors
    /// Fails if the output cannot be written, and always after that: a file with a hole is none.
    pub(super) fn pass(&mut self) -> io::Result<()> {
        if self.failed {
            return Err(io::Error::other("the output failed before"));
        }
        if self.waiting.len() >= PIECE {
            self.hand_on()?;
        }
        Ok(())
    }

    /// Hands on what waits.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn hand_on(&mut self) -> io::Result<()> {
        self.hash.add(&self.waiting);
        self.gone += self.waiting.len() as u64;
        let written = self.out.write_all(&self.waiting);
        self.failed |= written.is_err();
        self.waiting.clear();
        written
    }

    /// Returns the first 16 bytes of a SHA-256 of all that was written so far.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn digest(&mut self) -> io::Result<[u8; 16]> {
        self.pass()?;
        self.hand_on()?;
        let hash = self.hash.clone().digest().0;
        let mut digest = [0; 16];
        digest.copy_from_slice(&hash[..16]);
        Ok(digest)
    }

    /// Hands on the rest; the output, and the digest of all that went there.
    ///
    /// # Errors
    /// Fails if the output cannot be written.
    pub(super) fn finish(mut self) -> io::Result<(W, Digest)> {
        self.pass()?;
        self.hand_on()?;
        self.out.flush()?;
        Ok((self.out, self.hash.digest()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_of_all_bytes_so_far() {
        let mut sink = Sink::new(Vec::new());
        for part in [&b"a"[..], b"b", b"c"] {
            sink.bytes().extend(part);
            sink.pass().unwrap();
        }
        assert_eq!(sink.position(), 3);
        // FIPS 180-2, appendix B.1.
        assert_eq!(sink.digest().unwrap()[..4], [0xba, 0x78, 0x16, 0xbf]);
        sink.bytes().extend(b"d");
        assert_eq!(sink.position(), 4);
        let whole = (b"abcd".to_vec(), Digest::of(b"abcd"));
        assert_eq!(sink.finish().unwrap(), whole);
    }

    #[test]
    fn an_output_that_failed_once_fails_from_then_on() {
        let mut room = vec![0; PIECE];
        let mut sink = Sink::new(&mut room[..]);
        sink.bytes().resize(PIECE, 0);
        sink.pass().unwrap();
        sink.bytes().resize(PIECE, 0);
        assert!(sink.pass().is_err());
        assert!(sink.pass().is_err());
        assert!(sink.finish().is_err());
    }
}
