//! The bytes of an address book, which are as its cards are, or UTF-16 as a whole.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use crate::diagnostic::Diagnostic;
use crate::members::decoding::{Decoder, cannot_read};
use crate::members::encoding::Encoding;

/// An address book.
pub(super) struct Book<'f> {
    pub bytes: Box<dyn BufRead + 'f>,
    /// Whether it was UTF-16, and is UTF-8 now.
    pub is_decoded: bool,
}

impl<'f> Book<'f> {
    /// Opens the address book called `name`.
    ///
    /// # Errors
    /// If it cannot be read or begins as one in another encoding than said.
    pub(super) fn open(
        name: &str,
        from: impl Read + 'f,
        said: Option<Encoding>,
    ) -> Result<Self, Diagnostic> {
        let mut from = BufReader::new(from);
        let start = from.fill_buf().map_err(|error| cannot_read(name, &error))?;
        let found = beginning(start);
        check(name, found, said)?;
        let Some(wide) = found.filter(|found| *found != Encoding::UTF_8) else {
            return Ok(Self {
                bytes: Box::new(from),
                is_decoded: false,
            });
        };
        let decoder = Decoder::open(name, from, Some(wide))?;
        Ok(Self {
            bytes: Box::new(BufReader::new(Decoded { decoder, given: 0 })),
            is_decoded: true,
        })
    }
}

/// The encoding that is certain from the first bytes: from a byte order mark, or from a letter beside a zero.
fn beginning(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::UTF_8),
        [0xff, 0xfe, ..] | [1..=0xff, 0, ..] => Some(Encoding::UTF_16LE),
        [0xfe, 0xff, ..] | [0, 1..=0xff, ..] => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

/// Checks that the beginning is not against what was said.
fn check(name: &str, found: Option<Encoding>, said: Option<Encoding>) -> Result<(), Diagnostic> {
    let Some(said) = said.filter(|said| found != Some(*said)) else {
        return Ok(());
    };
    let wide = [Encoding::UTF_16LE, Encoding::UTF_16BE];
    let message = match found {
        Some(found) => format!("is {}, as it begins", found.name()),
        None if wide.contains(&said) => format!("does not begin as {} does", said.name()),
        None => return Ok(()),
    };
    let message = format!(
        "`{name}` {message}; expected {}, as `--encoding` says",
        said.name()
    );
    let help = "leave `--encoding` out: the address book itself says how it is encoded";
    Err(Diagnostic::error(message).help(help))
}

/// The bytes of a text that was decoded, of which nothing is kept.
struct Decoded<R> {
    decoder: Decoder<R>,
    given: u64,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.given += count as u64;
        match self.decoder.forget(self.given) {
            Some(fault) => {
                let why = format!("byte {} is not {}", fault.offset, self.decoder.encoding);
                Err(io::Error::new(ErrorKind::InvalidData, why))
            }
            None => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], said: Option<Encoding>) -> Result<String, String> {
        let mut book = Book::open("x.vcf", bytes, said).map_err(|problem| problem.message)?;
        let mut text = String::new();
        let read = book.bytes.read_to_string(&mut text);
        read.map(|_| text).map_err(|error| error.to_string())
    }

    fn wide(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(of).collect()
    }

    #[test]
    fn a_wide_book_is_read_with_and_without_a_mark() {
        let text = "BEGIN:VCARD\nFN:Müller 😀\n".repeat(90_000);
        for mark in ["\u{feff}", ""] {
            for of in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes = wide(&format!("{mark}{text}"), of);
                assert!(read(&bytes, None).as_deref() == Ok(&text), "{mark:?}");
            }
        }
        let mut bytes = wide("BEGIN:VCARD\n\n", u16::to_le_bytes);
        bytes.extend([0, 0xd8, b'a', 0]);
        assert_eq!(read(&bytes, None).unwrap_err(), "byte 26 is not UTF-16LE");
    }

    #[test]
    fn what_is_said_may_not_be_against_how_it_begins() {
        let latin = Encoding::named("windows-1252").ok();
        let wide = wide("BEGIN", u16::to_be_bytes);
        assert!(read(b"BEGIN", latin).is_ok());
        assert!(read(&wide, Some(Encoding::UTF_16BE)).is_ok());
        for (bytes, said, part) in [
            (&wide[..], latin, "is UTF-16BE"),
            (&wide, Some(Encoding::UTF_16LE), "is UTF-16BE"),
            (
                b"BEGIN",
                Some(Encoding::UTF_16LE),
                "does not begin as UTF-16LE",
            ),
            (b"\xef\xbb\xbfBEGIN", latin, "is UTF-8"),
        ] {
            let problem = read(bytes, said).unwrap_err();
            assert!(problem.contains(part), "{problem}");
        }
    }
}
