//! Compression of streams (ISO 32000-1, 7.4.4), and the checksum of PNG files.
//!
//! The only module that names libdeflater. In its tests, flate2 reads what it wrote.

use std::cell::RefCell;
use std::sync::Arc;

use libdeflater::{CompressionLvl, Compressor, Crc};

use crate::cache::Memory;

/// The compression effort.
#[derive(Clone, Copy, Debug)]
pub enum Effort {
    /// For thousands of letters, where time counts.
    Quick,
    /// The same, for files that have most of their streams in common: those are remembered.
    Alike,
    /// For one letter, where bytes count, too.
    Thorough,
    /// For fonts, which are the most of a letter and which many letters share.
    Utmost,
}

impl Effort {
    fn tool(self) -> Tool {
        let level = match self {
            Self::Quick | Self::Alike => 1,
            Self::Thorough => 6,
            Self::Utmost => 9,
        };
        Tool {
            compressor: Compressor::new(CompressionLvl::new(level).unwrap_or_default()),
            packed: Vec::new(),
            known: matches!(self, Self::Alike).then(|| Memory::new(MOST_KNOWN)),
        }
    }
}

/// The most bytes remembered, packed and not: letters to one target have most of their streams in common,
/// each in a file of its own.
const MOST_KNOWN: usize = 1 << 18;

thread_local! {
    /// Tools that nobody uses, by their effort: to make one takes as long as to compress a page.
    static IDLE: RefCell<[Vec<Tool>; 4]> = const { RefCell::new([const { Vec::new() }; 4]) };
}

/// The most idle tools of each effort.
const MOST_IDLE: usize = 4;

/// A compressor, and room for what it makes.
struct Tool {
    compressor: Compressor,
    packed: Vec<u8>,
    /// The streams it packed lately, where files have much in common.
    known: Option<Memory<Vec<u8>, Arc<[u8]>>>,
}

impl Tool {
    /// Compresses data.
    fn pack(&mut self, data: &[u8]) -> Result<usize, String> {
        if let Some(known) = self.known.as_mut().and_then(|known| known.get(data)) {
            self.make_room(known.len());
            self.packed[..known.len()].copy_from_slice(&known);
            return Ok(known.len());
        }
        let most = self.compressor.zlib_compress_bound(data.len());
        self.make_room(most);
        let length = self
            .compressor
            .zlib_compress(data, &mut self.packed)
            .map_err(|error| error.to_string())?;
        if let Some(known) = &mut self.known {
            known.learn(
                data,
                &Arc::from(&self.packed[..length]),
                data.len() + length,
            );
        }
        Ok(length)
    }

    fn make_room(&mut self, least: usize) {
        if self.packed.len() < least {
            self.packed.resize(least, 0);
        }
    }
}

/// Compresses one stream after another.
pub(crate) struct Packer {
    effort: Effort,
    /// There from its first use until it is given back.
    tool: Option<Tool>,
}

impl Packer {
    /// Creates a packer.
    pub(crate) fn new(effort: Effort) -> Self {
        Self { effort, tool: None }
    }

    /// The data, compressed.
    ///
    /// # Errors
    /// Fails if the library does; with room enough it does not.
    pub(crate) fn pack(&mut self, data: &[u8]) -> Result<&[u8], String> {
        let effort = self.effort;
        let idle = || IDLE.with_borrow_mut(|idle| idle[effort as usize].pop());
        let new = || idle().unwrap_or_else(|| effort.tool());
        let tool = self.tool.get_or_insert_with(new);
        let length = tool.pack(data)?;
        Ok(&tool.packed[..length])
    }

    /// Returns whether it packs files that have most of their streams in common.
    pub(crate) fn is_of_many(&self) -> bool {
        matches!(self.effort, Effort::Alike)
    }

    /// Gives its tool back, for others to use.
    pub(crate) fn rest(&mut self) {
        let (effort, tool) = (self.effort as usize, self.tool.take());
        let _ = IDLE.try_with(|idle| {
            if let Ok(mut idle) = idle.try_borrow_mut()
                && idle[effort].len() < MOST_IDLE
            {
                idle[effort].extend(tool);
            }
        });
    }

    /// Returns whether it has no tool.
    #[cfg(test)]
    pub(crate) fn is_at_rest(&self) -> bool {
        self.tool.is_none()
    }
}

impl Clone for Packer {
    /// Creates another packer of the same effort.
    fn clone(&self) -> Self {
        Self::new(self.effort)
    }
}

impl Drop for Packer {
    fn drop(&mut self) {
        self.rest();
    }
}

/// Returns the checksum of some bytes behind others (CRC-32, ISO/IEC 15948, 5.5).
pub(crate) fn checksum(parts: [&[u8]; 2]) -> u32 {
    let mut sum = Crc::new();
    for part in parts {
        sum.update(part);
    }
    sum.sum()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    fn unpacked(data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        ZlibDecoder::new(data).read_to_end(&mut out).unwrap();
        out
    }

    /// Data that cannot be compressed.
    fn noise(length: usize) -> Vec<u8> {
        let step = |state: &mut u32| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some(state.to_be_bytes()[0])
        };
        (0..length).scan(1, |state, _| step(state)).collect()
    }

    #[test]
    fn one_stream_after_another_is_compressed() {
        let all = [
            Effort::Quick,
            Effort::Alike,
            Effort::Thorough,
            Effort::Utmost,
        ];
        for effort in all {
            let mut packer = Packer::new(effort);
            for data in [vec![b'a'; 100_000], Vec::new(), noise(300_000), vec![0]] {
                let small = packer.pack(&data).unwrap();
                assert!(unpacked(small) == data, "{}", data.len());
            }
            assert!(packer.pack(&[b'a'; 1000]).unwrap().len() < 50);
        }
    }
}
