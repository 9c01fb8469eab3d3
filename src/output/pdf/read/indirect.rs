//! An object at its place in a file (ISO 32000-1, 7.3.10), and the bytes of a stream (7.3.8).

use crate::output::pdf::raw::{self, Object, ObjectId};
use crate::output::pdf::read::lexer::{NoEnd, skip_blanks, value_end, word_end};
use crate::output::pdf::read::source::{MOST, Source, Trouble, Window};

/// The bytes that are looked at first.
const FIRST: usize = 1 << 10;

/// Bytes that the keyword behind an object needs.
const KEYWORD: usize = 9;

/// An object that was found, without the bytes of a stream.
pub(super) struct Found {
    /// Its number and its generation.
    pub id: ObjectId,
    /// Its value; of a stream, the dictionary.
    pub value: Object,
    /// The place of the bytes, if it is a stream.
    pub data: Option<u64>,
}

/// Reads the object at a place.
///
/// # Errors
/// If there is none, or it is damaged.
pub(super) fn read<S: Source>(window: &mut Window<'_, S>, at: u64) -> Result<Found, Trouble> {
    let mut wanted = FIRST;
    loop {
        let bytes = window.at(at, wanted)?;
        match parts(bytes) {
            Ok(parts) => return found(bytes, at, &parts),
            Err(NoEnd::Behind) if bytes.len() >= wanted && wanted < MOST => wanted *= 4,
            Err(_) => return Err(Trouble::Strange("an object is not at its place")),
        }
    }
}

/// Reads the bytes of a stream, which have this length.
///
/// # Errors
/// If they do not end there.
pub(super) fn data<S: Source>(
    window: &mut Window<'_, S>,
    at: u64,
    length: i64,
) -> Result<Vec<u8>, Trouble> {
    let wrong = Trouble::Strange("a stream does not end where its length says");
    let Ok(length) = usize::try_from(length) else {
        return Err(wrong);
    };
    let end = length.saturating_add(KEYWORD + 2);
    let bytes = window.at(at, end)?;
    let (Some(data), Some(behind)) = (bytes.get(..length), bytes.get(length..)) else {
        return Err(wrong);
    };
    let behind = behind.strip_prefix(b"\r").unwrap_or(behind);
    let behind = behind.strip_prefix(b"\n").unwrap_or(behind);
    if behind.starts_with(b"endstream") {
        Ok(data.to_vec())
    } else {
        Err(wrong)
    }
}

/// The places of the parts of an object.
struct Parts {
    id: ObjectId,
    /// The end of its value.
    value: usize,
    /// The start of its bytes, if it is a stream.
    data: Option<usize>,
}

fn parts(bytes: &[u8]) -> Result<Parts, NoEnd> {
    let (number, at) = integer(bytes, 0)?;
    let (generation, at) = integer(bytes, at)?;
    let at = skip_blanks(bytes, at);
    let keyword = bytes.get(at..at + 3).ok_or(NoEnd::Behind)?;
    if keyword != b"obj" {
        return Err(NoEnd::Strange);
    }
    let value = value_end(bytes, at + 3)?;
    let behind = skip_blanks(bytes, value);
    let rest = bytes.get(behind..behind + KEYWORD).ok_or(NoEnd::Behind)?;
    let data = match rest {
        rest if rest.starts_with(b"endobj") => None,
        rest if rest.starts_with(b"stream") => Some(line_end(bytes, behind + 6)?),
        _ => return Err(NoEnd::Strange),
    };
    let generation = u16::try_from(generation).map_err(|_| NoEnd::Strange)?;
    Ok(Parts {
        id: (number, generation),
        value,
        data,
    })
}

/// Returns the place behind the end of a line, which only blanks stand before.
fn line_end(bytes: &[u8], at: usize) -> Result<usize, NoEnd> {
    let rest = bytes.get(at..).ok_or(NoEnd::Behind)?;
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let at = at + blanks.count();
    match bytes.get(at..at + 2).ok_or(NoEnd::Behind)? {
        b"\r\n" => Ok(at + 2),
        [b'\r' | b'\n', _] => Ok(at + 1),
        _ => Err(NoEnd::Strange),
    }
}

/// Reads a whole number behind blanks; also returns the place behind it.
pub(super) fn integer(bytes: &[u8], at: usize) -> Result<(u32, usize), NoEnd> {
    let start = skip_blanks(bytes, at);
    let end = word_end(bytes, start)?;
    let word = std::str::from_utf8(&bytes[start..end]).map_err(|_| NoEnd::Strange)?;
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let number = word.parse().map_err(|_| NoEnd::Strange)?;
    if is_number {
        Ok((number, end))
    } else {
        Err(NoEnd::Strange)
    }
}

fn found(bytes: &[u8], at: u64, parts: &Parts) -> Result<Found, Trouble> {
    let value = value(parts.id, &bytes[..parts.value])?;
    Ok(Found {
        id: parts.id,
        value,
        data: parts.data.map(|data| at + data as u64),
    })
}

/// Reads the value of an object from its bytes, up to the end of the value.
///
/// # Errors
/// If it has none.
pub(super) fn value(id: ObjectId, bytes: &[u8]) -> Result<Object, Trouble> {
    let bytes = [bytes, b"\nendobj\n"].concat();
    raw::object(id, &bytes).ok_or(Trouble::Strange("an object is damaged"))
}
