//! Encodings of texts.
//!
//! The only module that names `encoding_rs` (WHATWG Encoding Standard).

use encoding_rs::{Decoder, DecoderResult};

use crate::diagnostic::Diagnostic;

/// An encoding by a label of the WHATWG Encoding Standard, section 4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub(super) const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// UTF-16, the lower byte first.
    pub(super) const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);

    /// UTF-16, the higher byte first.
    pub(super) const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);

    /// The encoding of a label, such as `windows-1251`, in any case.
    ///
    /// # Errors
    /// If no encoding has the label.
    pub fn named(label: &str) -> Result<Self, Diagnostic> {
        let known = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        known.map(Self).ok_or_else(|| {
            let help = "give a label such as `windows-1251`, `windows-1252` or `utf-16le`";
            Diagnostic::error(format!("there is no encoding `{label}`")).help(help)
        })
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Bytes as text, if the encoding knows them all.
    pub(super) fn decoded(self, bytes: &[u8]) -> Option<String> {
        let text = self
            .0
            .decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.into_owned())
    }

    /// A text as bytes, if the encoding has all of its characters.
    pub(super) fn encoded(self, text: &str) -> Option<Vec<u8>> {
        let (bytes, _, has_lost) = self.0.encode(text);
        (!has_lost).then(|| bytes.into_owned())
    }
}

/// A text that is being decoded. A byte order mark is a character to it.
pub(super) struct Conversion(Decoder);

/// How a step of it ended.
pub(super) enum Step {
    /// All bytes are decoded.
    Done,
    /// Some are left.
    Full,
    /// So many bytes ago, some begin that the encoding does not know.
    Malformed(usize),
}

impl Conversion {
    /// Begins a text.
    pub(super) fn new(encoding: Encoding) -> Self {
        Self(encoding.0.new_decoder_without_bom_handling())
    }

    /// Decodes bytes behind a text in UTF-8; returns how many were read, and how that ended.
    pub(super) fn step(
        &mut self,
        bytes: &[u8],
        text: &mut Vec<u8>,
        is_last: bool,
    ) -> (usize, Step) {
        let room = self
            .0
            .max_utf8_buffer_length_without_replacement(bytes.len());
        let start = text.len();
        text.resize(start + room.unwrap_or(bytes.len() * 4 + 16), 0);
        let to = &mut text[start..];
        let (result, read, written) = self
            .0
            .decode_to_utf8_without_replacement(bytes, to, is_last);
        text.truncate(start + written);
        let step = match result {
            DecoderResult::InputEmpty => Step::Done,
            DecoderResult::OutputFull => Step::Full,
            DecoderResult::Malformed(length, after) => {
                Step::Malformed(usize::from(length) + usize::from(after))
            }
        };
        (read, step)
    }
}
