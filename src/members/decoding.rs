//! The text of a file in any encoding, while it is read.
//!
//! A [`Decoder`] turns bytes into UTF-8 and keeps what was handed out until it is told to forget it, so that a problem can show the
//! row it is in. Bytes that the encoding does not know become U+FFFD and are remembered as faults.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read};

use crate::diagnostic::{Diagnostic, reason};
use crate::limits::ROW;
use crate::members::doubt::{Doubt, Likely};
use crate::members::encoding::{Conversion, Encoding, Step};

/// The number of bytes that are read at once.
const CHUNK: usize = 16 << 10;

/// The most text that is kept, in bytes: the longest row.
const MOST_KEPT: usize = ROW;

/// The number of the last bytes that are kept, so that a fault can name its first one, and its word is whole.
const LAST: usize = 64;

/// The number of bytes that show how a file begins.
const START: usize = 8;

/// What helps with a file whose encoding is not known.
pub(super) const SAVE_AS_UTF8: &str = "save the file as `CSV UTF-8`, or give its encoding, such as \
     `--encoding windows-1252` (western Europe) or `--encoding windows-1251` (Cyrillic)";

/// Bytes that the encoding does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DecodingFault {
    /// The place of the U+FFFD that stands for them, in bytes of the decoded text.
    pub at: u64,
    /// The first of them.
    pub byte: u8,
    /// The number of bytes of the file before them.
    pub offset: u64,
    /// The name of the encoding that the file looks like, if it has nothing else that is not ASCII.
    pub likely: Option<&'static str>,
}

/// A reader of decoded text.
pub(super) struct Decoder<R> {
    from: R,
    state: Conversion,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// Decoded text that is kept; it begins at byte `base` of the whole.
    text: Vec<u8>,
    base: u64,
    /// The bytes of `text` that were forgotten, and those that were handed out.
    forgotten: usize,
    given: usize,
    /// The last bytes of the file that were decoded, and how many there were in all.
    last: VecDeque<u8>,
    decoded: u64,
    ended: bool,
    faults: VecDeque<DecodingFault>,
    /// What tells whether the file is UTF-8 at all, if it should be.
    doubt: Option<Doubt>,
}

impl<R: Read> Decoder<R> {
    /// Reads the beginning of a file, which may have a byte order mark.
    ///
    /// # Errors
    /// If it cannot be read, is no text, or is in another encoding than said.
    pub(super) fn open(
        name: &str,
        mut from: R,
        said: Option<Encoding>,
    ) -> Result<Self, Diagnostic> {
        let mut start = Vec::new();
        let read = from.by_ref().take(START as u64).read_to_end(&mut start);
        read.map_err(|error| cannot_read(name, &error))?;
        let mark = judge_start(name, &start, said)?;
        let encoding = said.unwrap_or(Encoding::UTF_8);
        let mut decoder = Self {
            from,
            state: Conversion::new(encoding),
            encoding: encoding.name(),
            text: Vec::new(),
            base: 0,
            forgotten: 0,
            given: 0,
            last: VecDeque::new(),
            decoded: mark as u64,
            ended: false,
            faults: VecDeque::new(),
            doubt: (encoding == Encoding::UTF_8).then(Doubt::default),
        };
        decoder.take_in(&start[mark..]);
        Ok(decoder)
    }

    /// Returns whether the file is in another encoding, as far as it was read.
    pub(super) fn is_other(&self) -> bool {
        self.doubt.as_ref().is_some_and(Doubt::is_other)
    }

    /// The encoding that it looks like.
    pub(super) fn likely(&self) -> Option<Likely> {
        self.doubt.as_ref().and_then(Doubt::likely)
    }

    /// The text before the first fault, of a file of which nothing was handed out yet.
    pub(super) fn before_fault(&self) -> &[u8] {
        let at = self.faults.front().map_or(0, |fault| fault.at);
        self.kept(0, at)
    }

    /// At least `wanted` bytes of text that were not handed out yet, or all there are.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn ahead(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.text.len() - self.given < wanted && !self.ended {
            self.fill()?;
        }
        Ok(&self.text[self.given..])
    }

    /// The text from byte `from` to `to` of the whole; what is forgotten is left out.
    pub(super) fn kept(&self, from: u64, to: u64) -> &[u8] {
        let index = |at: u64| usize::try_from(at.saturating_sub(self.base)).unwrap_or(usize::MAX);
        let to = index(to).min(self.text.len());
        &self.text[index(from).min(to)..to]
    }

    /// Lets go of the text before byte `to` of the whole and of the faults in it, and gives the
    /// first of these.
    pub(super) fn forget(&mut self, to: u64) -> Option<DecodingFault> {
        let to_index = usize::try_from(to.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.forgotten = to_index.min(self.given).max(self.forgotten);
        let mut first = self.faults.front().copied().filter(|fault| fault.at < to);
        while self.faults.front().is_some_and(|fault| fault.at < to) {
            self.faults.pop_front();
        }
        if let Some(fault) = &mut first
            && self.doubt.as_ref().is_some_and(Doubt::is_open)
        {
            fault.likely = self.likely().map(|likely| likely.encoding.name());
        }
        first
    }

    /// Returns `true` if reading stopped because a row is longer than any row should be.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() - self.forgotten > MOST_KEPT
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.is_full() {
            return Err(io::Error::other("the row is too long"));
        }
        self.text.drain(..self.forgotten);
        self.base += self.forgotten as u64;
        self.given -= self.forgotten;
        self.forgotten = 0;
        let mut chunk = [0; CHUNK];
        let count = loop {
            match self.from.read(&mut chunk) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.ended = count == 0;
        self.take_in(&chunk[..count]);
        Ok(())
    }

    /// Decodes bytes, and remembers some around what is not UTF-8.
    fn take_in(&mut self, bytes: &[u8]) {
        let before = self.last.clone();
        self.decode(bytes);
        if let Some(doubt) = &mut self.doubt {
            let before: Vec<u8> = before.into();
            doubt.keep(&before, bytes, self.decoded);
        }
    }

    fn decode(&mut self, mut bytes: &[u8]) {
        loop {
            let start = self.text.len();
            let (read, step) = self.state.step(bytes, &mut self.text, self.ended);
            if let Some(doubt) = &mut self.doubt {
                doubt.pass(&self.text[start..]);
            }
            self.pass(&bytes[..read]);
            bytes = &bytes[read..];
            match step {
                Step::Done => return,
                Step::Full => {}
                Step::Malformed(back) => self.fault(back),
            }
        }
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.decoded += bytes.len() as u64;
        let tail = &bytes[bytes.len().saturating_sub(LAST)..];
        self.last.extend(tail);
        self.last.drain(..self.last.len().saturating_sub(LAST));
    }

    /// Remembers a fault whose first byte was decoded `back` bytes ago.
    fn fault(&mut self, back: usize) {
        let index = self.last.len().checked_sub(back);
        let offset = self.decoded.saturating_sub(back as u64);
        if let Some(doubt) = &mut self.doubt {
            doubt.fault(offset);
        }
        self.faults.push_back(DecodingFault {
            at: self.base + self.text.len() as u64,
            byte: index.map_or(0, |index| self.last[index]),
            offset,
            likely: None,
        });
        self.text.extend("\u{fffd}".bytes());
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ahead = self.ahead(1)?;
        let count = ahead.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ahead[..count]);
        self.given += count;
        Ok(count)
    }
}

/// Returns how many of the first bytes are a byte order mark (WHATWG Encoding, section 6).
fn judge_start(name: &str, start: &[u8], said: Option<Encoding>) -> Result<usize, Diagnostic> {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0") {
        let message = format!("`{name}` is a workbook of a spreadsheet program, not a CSV file");
        return Err(Diagnostic::error(message).help("save the sheet as `CSV UTF-8`"));
    }
    let (found, mark) = match start {
        [0xef, 0xbb, 0xbf, ..] => ("UTF-8", 3),
        [0xff, 0xfe, ..] => ("UTF-16LE", 2),
        [0xfe, 0xff, ..] => ("UTF-16BE", 2),
        [0, _, ..] if said.is_none() => ("UTF-16BE", 0),
        [_, 0, ..] if said.is_none() => ("UTF-16LE", 0),
        _ => return Ok(0),
    };
    let expected = said.map_or("UTF-8", Encoding::name);
    if expected == found {
        return Ok(mark);
    }
    let how = if mark > 0 {
        "begins with the byte order mark of"
    } else {
        "looks like"
    };
    let message = format!("`{name}` {how} {found} in line 1, byte 0; expected {expected}");
    let help = match found {
        "UTF-8" => "leave out `--encoding`".to_owned(),
        found => format!(
            "save it as `CSV UTF-8`, or give `--encoding {}`",
            found.to_lowercase()
        ),
    };
    Err(Diagnostic::error(message).help(help))
}

/// The problem of a file that is not UTF-8, with its first such place in a line.
pub(super) fn not_utf8(name: &str, line: usize, likely: Option<Likely>) -> Diagnostic {
    let Some(likely) = likely else {
        let message = format!("`{name}` is not UTF-8, from line {line} on");
        return Diagnostic::error(message).help(SAVE_AS_UTF8);
    };
    let (encoding, word, line) = (likely.encoding.name(), likely.word, line + likely.lines);
    let message =
        format!("`{name}` is not UTF-8: it looks like {encoding} (`{word}` in line {line})");
    let help = format!(
        "give `--encoding {}`, or save it as `CSV UTF-8`",
        encoding.to_lowercase()
    );
    Diagnostic::error(message).help(help)
}

/// The problem of a file that the disk does not give.
pub(super) fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(format!("cannot read `{name}`: {}", reason(error)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives one byte at a time, so that every character is cut.
    struct Drops<'b>(&'b [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    fn decoded(
        bytes: &[u8],
        label: Option<&str>,
    ) -> Result<(String, Vec<DecodingFault>), Diagnostic> {
        let said = label.map(|label| Encoding::named(label).unwrap());
        let mut decoder = Decoder::open("x.csv", Drops(bytes), said)?;
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        Ok((text, decoder.faults.into_iter().collect()))
    }

    proptest! {
        /// The size of the chunks does not change the text.
        #[test]
        fn pieces_say_what_the_whole_says(
            bytes in prop::collection::vec(prop::sample::select(
                b"a,\n\xc3\xa9\xe2\x82\xac\xff\x00\x04\xd0".to_vec()), 0..60),
            label in prop::sample::select(vec!["utf-8", "utf-16le", "windows-1253", "gb18030"]),
        ) {
            let encoding = Encoding::named(label).unwrap();
            let whole = Decoder::open("x", bytes.as_slice(), Some(encoding)).and_then(|mut whole| {
                let mut text = String::new();
                whole.read_to_string(&mut text).map_err(|error| cannot_read("x", &error))?;
                Ok((text, whole.faults.into_iter().collect::<Vec<_>>()))
            });
            let pieces = decoded(&bytes, Some(label));
            prop_assert_eq!(&pieces, &whole);
            if let Ok((text, faults)) = whole {
                for fault in faults {
                    let at = usize::try_from(fault.at).unwrap();
                    prop_assert_eq!(text[at..].chars().next(), Some('\u{fffd}'));
                    prop_assert_eq!(bytes[usize::try_from(fault.offset).unwrap()], fault.byte);
                }
            }
        }
    }

    #[test]
    fn encodings_are_decoded_in_pieces() {
        let plain = |text: &str| Ok((text.to_owned(), Vec::new()));
        assert_eq!(decoded("\u{feff}имя".as_bytes(), None), plain("имя"));
        assert_eq!(decoded(b"\xe8\xec\xff", Some("windows-1251")), plain("имя"));
        assert_eq!(
            decoded(b"\xff\xfeA\0\x3c\x04", Some("UTF-16LE")),
            plain("Aм")
        );
        assert_eq!(decoded(b"", None), plain(""));
    }

    #[test]
    fn a_byte_that_the_encoding_does_not_know_is_found() {
        let (text, faults) = decoded(b"abc\nd\xe4e0123456789", None).unwrap();
        assert_eq!(text, "abc\nd\u{fffd}e0123456789");
        let fault = DecodingFault {
            at: 5,
            byte: 0xe4,
            offset: 5,
            likely: None,
        };
        assert_eq!(faults, [fault]);
        let (_, faults) =
            decoded("\u{feff}é\u{e9}".as_bytes().split_last().unwrap().1, None).unwrap();
        assert_eq!(
            (faults[0].at, faults[0].byte, faults[0].offset),
            (2, 0xc3, 5)
        );
        let (_, faults) = decoded(b"a\xaa", Some("windows-1253")).unwrap();
        assert_eq!((faults[0].byte, faults[0].offset), (0xaa, 1));
    }

    #[test]
    fn another_encoding_is_named() {
        for (bytes, label, wanted) in [
            (&b"\xff\xfen\0"[..], None, "--encoding utf-16le"),
            (b"\0n\0a", None, "--encoding utf-16be"),
            (b"\xef\xbb\xbfn", Some("windows-1251"), "leave out"),
            (b"PK\x03\x04", None, "save the sheet"),
        ] {
            let problem = decoded(bytes, label).unwrap_err();
            assert!(problem.help[0].contains(wanted), "{problem:?}");
        }
        assert!(Encoding::named("klingon").is_err());
    }

    #[test]
    fn what_is_forgotten_is_not_kept() {
        let mut decoder = Decoder::open("x", &b"abcdef\xff"[..], None).unwrap();
        let mut four = [0; 4];
        decoder.read_exact(&mut four).unwrap();
        assert_eq!(decoder.kept(1, 4), b"bcd");
        assert_eq!(decoder.forget(3), None);
        decoder.ahead(9).unwrap();
        assert_eq!(decoder.kept(0, 4), b"d");
        assert_eq!(decoder.forget(9).unwrap().at, 6);
    }
}
