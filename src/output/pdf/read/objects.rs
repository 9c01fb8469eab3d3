//! The objects of a file, each read when it is asked for.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::output::pdf::raw::{Dictionary, Object, ObjectId, Stream};
use crate::output::pdf::read::indirect;
use crate::output::pdf::read::lexer::{skip_blanks, value_end};
use crate::output::pdf::read::place::Place;
use crate::output::pdf::read::source::{MOST, Source, Trouble, Window};
use crate::output::pdf::read::table::Table;
use crate::output::pdf::read::whole::is_shown;

/// The number of streams of objects that are kept.
const KEPT: usize = 4;

const DAMAGED: Trouble = Trouble::Strange("a stream of objects is damaged");

/// The objects of a file.
pub(super) struct Objects<'s, S> {
    table: &'s Table,
    window: Window<'s, S>,
    /// The streams of objects that were read last.
    packs: VecDeque<(u32, Rc<Pack>)>,
}

/// A stream of objects (ISO 32000-1, 7.5.7).
struct Pack {
    bytes: Vec<u8>,
    /// The number of each object, its place and its end.
    index: Vec<(u32, usize, usize)>,
}

impl<'s, S: Source> Objects<'s, S> {
    /// Creates it for a file with a table.
    pub(super) fn new(source: &'s S, table: &'s Table) -> Self {
        Self {
            table,
            window: Window::new(source),
            packs: VecDeque::new(),
        }
    }

    /// Reads an object.
    ///
    /// # Errors
    /// If it is not there, or nothing that pages show.
    pub(super) fn get(&mut self, id: ObjectId) -> Result<Object, Trouble> {
        let object = match self.table.place(id.0) {
            Some(Place::Own(at, generation)) if generation == id.1 => self.own(id, at)?,
            Some(Place::Packed(pack)) if id.1 == 0 => self.packed(id, pack)?,
            _ => return Err(Trouble::Strange("an object is missing")),
        };
        if is_shown(&object) {
            Ok(object)
        } else {
            Err(Trouble::Strange("an object is of no page"))
        }
    }

    /// Reads a dictionary.
    ///
    /// # Errors
    /// If it is not there, or is something else.
    pub(super) fn dictionary(&mut self, id: ObjectId) -> Result<Dictionary, Trouble> {
        match self.get(id)? {
            Object::Dictionary(found) => Ok(found),
            _ => Err(Trouble::Strange("a dictionary is something else")),
        }
    }

    /// Reads an object that stands by itself.
    fn own(&mut self, id: ObjectId, at: u64) -> Result<Object, Trouble> {
        let at = self.table.start.saturating_add(at);
        let found = indirect::read(&mut self.window, at)?;
        if found.id != id {
            return Err(Trouble::Strange("another object is where one has to be"));
        }
        let Some(data) = found.data else {
            return Ok(found.value);
        };
        let Object::Dictionary(entries) = found.value else {
            return Err(Trouble::Strange("a stream has no dictionary"));
        };
        let length = match entries.get(b"Length") {
            Ok(Object::Integer(length)) => *length,
            Ok(Object::Reference(id)) => self.number(*id)?,
            _ => return Err(Trouble::Strange("a stream has no length")),
        };
        let data = indirect::data(&mut self.window, data, length)?;
        Ok(Object::Stream(Stream::new(entries, data)))
    }

    /// Reads an object that is a number.
    fn number(&mut self, id: ObjectId) -> Result<i64, Trouble> {
        let no_number = Trouble::Strange("a length is no number");
        let Some(Place::Own(at, _)) = self.table.place(id.0) else {
            return Err(no_number);
        };
        let at = self.table.start.saturating_add(at);
        let found = indirect::read(&mut self.window, at)?;
        match found.value {
            Object::Integer(number) if found.id == id && found.data.is_none() => Ok(number),
            _ => Err(no_number),
        }
    }

    fn packed(&mut self, id: ObjectId, pack: u32) -> Result<Object, Trouble> {
        let pack = self.pack(pack)?;
        let place = pack.index.iter().rfind(|(number, ..)| *number == id.0);
        let Some((_, start, end)) = place else {
            return Err(DAMAGED);
        };
        let mut text = format!("{} 0 obj\n", id.0).into_bytes();
        let before = text.len();
        text.extend_from_slice(pack.bytes.get(*start..*end).ok_or(DAMAGED)?);
        text.push(b'\n');
        let value = value_end(&text, before).map_err(|_| DAMAGED)?;
        if skip_blanks(&text, value) != text.len() {
            return Err(DAMAGED);
        }
        indirect::value(id, &text[..value])
    }

    /// Returns a stream of objects, which is kept for those that are asked for next.
    fn pack(&mut self, number: u32) -> Result<Rc<Pack>, Trouble> {
        if let Some((_, pack)) = self.packs.iter().find(|(kept, _)| *kept == number) {
            return Ok(Rc::clone(pack));
        }
        let Some(Place::Own(at, 0)) = self.table.place(number) else {
            return Err(DAMAGED);
        };
        let Object::Stream(stream) = self.own((number, 0), at)? else {
            return Err(DAMAGED);
        };
        let pack = Rc::new(Pack::read(&stream).ok_or(DAMAGED)?);
        if self.packs.len() == KEPT {
            self.packs.pop_front();
        }
        self.packs.push_back((number, Rc::clone(&pack)));
        Ok(pack)
    }
}

impl Pack {
    fn read(stream: &Stream) -> Option<Self> {
        let is_one = stream.dict.has_type(b"ObjStm");
        // The number of its objects is required (ISO 32000-1, 7.5.7); readers reject a stream without it.
        stream.dict.get(b"N").and_then(Object::as_i64).ok()?;
        let first = stream.dict.get(b"First").and_then(Object::as_i64);
        let first = usize::try_from(first.ok().filter(|_| is_one)?).ok()?;
        let bytes = stream.decompressed_content_with_limit(MOST).ok()?;
        let text = std::str::from_utf8(bytes.get(..first)?).ok()?;
        let numbers = text.split_ascii_whitespace().map(|word| word.parse().ok());
        let numbers: Vec<u32> = numbers.collect::<Option<_>>()?;
        let starts = numbers.iter().skip(1).step_by(2);
        let starts: Vec<usize> = starts.map(|start| first + *start as usize).collect();
        let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
        let places = starts.iter().copied().zip(ends);
        let index = numbers.iter().step_by(2).zip(places);
        let index = index
            .map(|(number, (start, end))| (*number, start, end))
            .collect();
        Some(Self { bytes, index })
    }
}
