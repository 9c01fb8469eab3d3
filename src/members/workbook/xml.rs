//! XML, read event by event within limits.
//!
//! The only module that names `quick_xml`. Names are local names: the documents of spreadsheet programs differ in
//! prefixes, not in names.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::limits;

/// The most bytes of one tag or of a text without tags.
const EVENT: u64 = 2 * limits::ROW as u64;

/// The most elements in elements.
const DEPTH: usize = 256;

/// A part of a document.
pub(super) enum Part<'x> {
    /// An element begins; every one ends, too.
    Start(Element<'x>),
    /// An element ends.
    End(Ending<'x>),
    /// A text, or a part of one.
    Text(Cow<'x, str>),
    /// The document ends.
    Eof,
}

/// The tag that an element begins with.
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The name.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// Hands each attribute to `each`: its name and its value as it stands.
    pub(super) fn attributes(&self, mut each: impl FnMut(&str, &str)) {
        for attribute in self.0.attributes().with_checks(false).flatten() {
            each(local(attribute.key.into_inner()), &attribute.value);
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut found = attributes.with_checks(false).flatten();
        let found = found.find(|found| local(found.key.into_inner()) == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// Returns whether an attribute says yes (XML Schema, 3.3.2: `true` or `1`).
    pub(super) fn is(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| says_yes(&value))
    }
}

/// A name without its prefix. Names are a few bytes: looking at each takes less time than a search that is set up.
fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.map_or(name, |colon| &name[colon + 1..])
}

/// Returns whether the value of an attribute says yes.
pub(super) fn says_yes(value: &str) -> bool {
    matches!(value.trim(), "1" | "true")
}

/// The tag that an element ends with.
pub(super) struct Ending<'x>(BytesEnd<'x>);

impl Ending<'_> {
    /// The name.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }
}

/// A reader of a document.
pub(super) struct Xml<R> {
    reader: Reader<BufReader<Bounded<R>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    /// A document of at most so many bytes.
    pub(super) fn new(from: R, most: u64) -> Self {
        let from = Bounded {
            from,
            left: most,
            allowed: EVENT,
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, from));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// The next part.
    ///
    /// # Errors
    /// If it cannot be read, is no XML or beyond a limit.
    pub(super) fn next(&mut self) -> io::Result<Part<'_>> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().allowed = EVENT;
        let event = self.reader.read_event_into(&mut self.buffer);
        Ok(match event.map_err(failed)? {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(io::Error::other("its elements are nested too deep"));
                }
                Part::Start(Element(start))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Part::End(Ending(end))
            }
            Event::Text(text) => Part::Text(text.into_inner()),
            Event::CData(text) => Part::Text(text.into_inner()),
            Event::GeneralRef(name) => {
                let known = resolve_xml_entity(&name);
                Part::Text(match (name.resolve_char_ref().map_err(failed)?, known) {
                    (Some(char), _) => char.to_string().into(),
                    (None, Some(text)) => text.into(),
                    (None, None) => format!("&{};", &*name).into(),
                })
            }
            Event::Eof => Part::Eof,
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => Part::Text("".into()),
        })
    }
}

fn failed(error: quick_xml::Error) -> io::Error {
    match error {
        quick_xml::Error::Io(error) => io::Error::new(error.kind(), error.to_string()),
        error => io::Error::new(io::ErrorKind::InvalidData, error.to_string()),
    }
}

/// A reader that gives no more than is allowed: a part of a workbook may unpack to any size.
struct Bounded<R> {
    from: R,
    /// How much of the whole may still come, and how much until the next event.
    left: u64,
    allowed: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        let spent = |of: u64, what: &str| {
            of.checked_sub(count as u64)
                .ok_or_else(|| io::Error::other(format!("{what} is too large")))
        };
        self.left = spent(self.left, "what is packed in it")?;
        self.allowed = spent(self.allowed, "a cell")?;
        Ok(count)
    }
}
