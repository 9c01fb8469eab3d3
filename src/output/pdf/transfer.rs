//! Objects of printpdf, taken over into a file one by one.

use std::collections::BTreeMap;
use std::io::Write;

use crate::output::deflate::{Effort, Packer};
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::objects::Objects;
use crate::output::pdf::raw::{
    Content, Dictionary, Error, Object, ObjectId, Operation, Raw, Stream,
};

/// Takes over a kind of resources of the first page, such as `Font`: their names and their numbers in
/// the file.
///
/// # Errors
/// Fails if the output cannot be written, or the document has no pages.
pub(super) fn resources<W: Write>(
    raw: &mut Raw,
    kind: &str,
    objects: &mut Objects<W>,
) -> Result<Vec<(String, u32)>, Failure> {
    let dictionary = first_resources(raw, kind).map_err(|error| error.to_string())?;
    let mut taken = Transfer {
        raw,
        objects,
        numbers: BTreeMap::new(),
    };
    let mut found = Vec::new();
    for (name, object) in &dictionary {
        let id = object.as_reference().map_err(|error| error.to_string())?;
        let name = String::from_utf8_lossy(name).into_owned();
        found.push((name, taken.number(id)?));
    }
    Ok(found)
}

fn first_resources(raw: &Raw, kind: &str) -> Result<Dictionary, Error> {
    let page = raw.page_iter().next().ok_or(Error::PageNumberNotFound(1))?;
    let resources = raw.get_dictionary(page)?.get_deref(b"Resources", raw)?;
    let found = resources.as_dict()?.get_deref(kind.as_bytes(), raw)?;
    Ok(found.as_dict()?.clone())
}

/// Compresses the streams that are not yet and may be.
///
/// # Errors
/// Fails if the library does.
pub(super) fn pack(raw: &mut Raw) -> Result<(), String> {
    let mut packer = Packer::new(Effort::Utmost);
    for object in raw.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && !stream.dict.has(b"Filter")
        {
            stream.content = packer.pack(&stream.content)?.to_vec();
            stream.dict.set("Filter", "FlateDecode");
            stream.allows_compression = false;
        }
    }
    Ok(())
}

/// Objects on their way from one file to the other.
struct Transfer<'t, W> {
    raw: &'t mut Raw,
    objects: &'t mut Objects<W>,
    /// The numbers of those that are in the other.
    numbers: BTreeMap<ObjectId, u32>,
}

impl<W: Write> Transfer<'_, W> {
    /// Returns the number of an object, which is written if it is not yet.
    fn number(&mut self, id: ObjectId) -> Result<u32, Failure> {
        if let Some(number) = self.numbers.get(&id) {
            return Ok(*number);
        }
        let number = self.objects.number();
        self.numbers.insert(id, number);
        let mut object = self.raw.objects.remove(&id).unwrap_or(Object::Null);
        self.renumber(&mut object)?;
        match object {
            Object::Stream(stream) => self.write_stream(number, stream)?,
            other => {
                let bytes = bytes_of(other)?;
                self.objects.object(number, |out| out.extend(bytes))?;
            }
        }
        Ok(number)
    }

    /// Makes all references in an object those of the other file.
    fn renumber(&mut self, object: &mut Object) -> Result<(), Failure> {
        match object {
            Object::Reference(id) => *id = (self.number(*id)?, 0),
            Object::Array(items) => {
                for item in items {
                    self.renumber(item)?;
                }
            }
            Object::Dictionary(dictionary) => self.renumber_entries(dictionary)?,
            Object::Stream(stream) => self.renumber_entries(&mut stream.dict)?,
            _ => {}
        }
        Ok(())
    }

    fn renumber_entries(&mut self, dictionary: &mut Dictionary) -> Result<(), Failure> {
        for (_, value) in dictionary.iter_mut() {
            self.renumber(value)?;
        }
        Ok(())
    }

    fn write_stream(&mut self, number: u32, mut stream: Stream) -> Result<(), Failure> {
        stream.dict.remove(b"Length");
        let dictionary = bytes_of(Object::Dictionary(stream.dict))?;
        let entries = &dictionary[2..dictionary.len() - 2];
        self.objects.plain_stream(number, entries, &stream.content)
    }
}

/// Writes an object as lopdf does. It writes operands of operators in public, and here is one without.
fn bytes_of(object: Object) -> Result<Vec<u8>, Failure> {
    let operations = [Operation::new("", vec![object])];
    let bytes = Content { operations }.encode();
    Ok(bytes
        .map_err(|error| error.to_string())?
        .trim_ascii_end()
        .to_vec())
}
