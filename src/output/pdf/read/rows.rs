//! The rows of a cross-reference table, as text (ISO 32000-1, 7.5.4) and as a stream (7.5.8).

use crate::output::pdf::raw::{Dictionary, Object, Stream};
use crate::output::pdf::read::indirect;
use crate::output::pdf::read::lexer::{NoEnd, skip_blanks, value_end};
use crate::output::pdf::read::place::{Place, Run};
use crate::output::pdf::read::source::{MOST, Source, Trouble, Window};

/// The bytes of a row of a table that is text.
const ROW: usize = 20;

/// The rows that are read at once.
const ROWS: u32 = 1 << 12;

/// The most bytes of a number in a row.
const WIDEST: usize = 8;

const WRONG: Trouble = Trouble::Strange("the table is damaged");

/// Reads a section that is text, and the trailer behind it.
///
/// # Errors
/// If it is damaged.
pub(super) fn of_table<S: Source>(
    window: &mut Window<'_, S>,
    at: u64,
) -> Result<(Vec<Run>, Dictionary), Trouble> {
    let mut runs = Vec::new();
    let mut at = at + 4;
    let (_, behind) = line(window, at)?.ok_or(WRONG)?;
    at = behind;
    while !window.at(at, 7)?.starts_with(b"trailer") {
        let (words, behind) = line(window, at)?.ok_or(WRONG)?;
        let [first, count] = words[..] else {
            return Err(WRONG);
        };
        at = rows(window, (behind, first, count), &mut runs)?;
    }
    if runs.is_empty() {
        return Err(WRONG);
    }
    Ok((runs, trailer(window, at + 7)?))
}

/// Reads the numbers of a line; also returns the place behind it.
fn line<S: Source>(
    window: &mut Window<'_, S>,
    at: u64,
) -> Result<Option<(Vec<u32>, u64)>, Trouble> {
    let bytes = window.at(at, 64)?;
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let Some(end) = bytes.iter().take(62).position(is_end) else {
        return Ok(None);
    };
    let Ok(text) = std::str::from_utf8(&bytes[..end]) else {
        return Ok(None);
    };
    let words: Option<Vec<u32>> = text
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(number)
        .collect();
    let is_two = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
    let behind = at + end as u64 + 1 + u64::from(is_two);
    Ok(words.map(|words| (words, behind)))
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().filter(|_| !word.starts_with('+'))
}

/// Reads the rows of a part; returns the place behind them.
fn rows<S: Source>(
    window: &mut Window<'_, S>,
    (mut at, first, count): (u64, u32, u32),
    runs: &mut Vec<Run>,
) -> Result<u64, Trouble> {
    let mut next = first;
    let end = first.checked_add(count).ok_or(WRONG)?;
    while next < end {
        let most = (end - next).min(ROWS);
        let length = most as usize * ROW;
        let bytes = window.at(at, length)?.get(..length).ok_or(WRONG)?;
        for row in bytes.chunks(ROW) {
            if is_used(row).ok_or(WRONG)? {
                runs.push(Run {
                    first: next,
                    count: 1,
                    place: used(row).ok_or(WRONG)?,
                });
            }
            next += 1;
        }
        at += length as u64;
    }
    Ok(at)
}

/// Returns whether a row is of an object in use; `None` if it is damaged.
fn is_used(row: &[u8]) -> Option<bool> {
    let is_number = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let are_numbers = is_number(row.get(..10)?) && is_number(row.get(11..16)?);
    let are_apart = row.get(10) == Some(&b' ') && row.get(16) == Some(&b' ');
    let is_whole = matches!(row.get(18..)?, b" \r" | b" \n" | b"\r\n");
    match row.get(17)? {
        b'n' if are_numbers && are_apart && is_whole => Some(true),
        b'f' if are_numbers && are_apart && is_whole => Some(false),
        _ => None,
    }
}

/// Reads the row of an object in use; `None` if its numbers are too large.
fn used(row: &[u8]) -> Option<Place> {
    let number = |bytes: &[u8]| -> Option<u64> { std::str::from_utf8(bytes).ok()?.parse().ok() };
    let generation = number(row.get(11..16)?)?;
    Some(Place::Own(
        number(row.get(..10)?)?,
        u16::try_from(generation).ok()?,
    ))
}

/// Reads the trailer behind its keyword.
fn trailer<S: Source>(window: &mut Window<'_, S>, at: u64) -> Result<Dictionary, Trouble> {
    let mut wanted = 1 << 10;
    let (start, bytes) = loop {
        let bytes = window.at(at, wanted)?;
        let start = skip_blanks(bytes, 0);
        match value_end(bytes, start) {
            Ok(end) => break (start, &bytes[..end]),
            Err(NoEnd::Behind) if bytes.len() >= wanted && wanted < MOST => wanted *= 4,
            Err(_) => return Err(WRONG),
        }
    };
    let text = [b"1 0 obj\n", &bytes[start..]].concat();
    match indirect::value((1, 0), &text)? {
        Object::Dictionary(trailer) => Ok(trailer),
        _ => Err(WRONG),
    }
}

/// Reads a section that is a stream: its rows, and its dictionary, which is the trailer.
///
/// # Errors
/// If it is damaged.
pub(super) fn of_stream(
    entries: Dictionary,
    data: Vec<u8>,
) -> Result<(Vec<Run>, Dictionary), Trouble> {
    let numbers = |key: &[u8]| -> Option<Vec<u32>> {
        let list = entries.get(key).and_then(Object::as_array).ok()?;
        let number = |object: &Object| object.as_i64().ok().and_then(|n| u32::try_from(n).ok());
        list.iter().map(number).collect()
    };
    let widths = numbers(b"W").ok_or(WRONG)?;
    let size = entries
        .get(b"Size")
        .and_then(Object::as_i64)
        .map_err(|_| WRONG)?;
    let index = if entries.has(b"Index") {
        numbers(b"Index").ok_or(WRONG)?
    } else {
        vec![0, u32::try_from(size).map_err(|_| WRONG)?]
    };
    let stream = Stream::new(entries, data);
    let rows = stream
        .decompressed_content_with_limit(MOST)
        .map_err(|_| WRONG)?;
    let runs = stream_rows(&rows, &widths, &index).ok_or(WRONG)?;
    Ok((runs, stream.dict))
}

/// Reads rows of numbers with these widths, of objects with these first numbers and counts.
fn stream_rows(rows: &[u8], widths: &[u32], index: &[u32]) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let widths: Vec<usize> = widths.iter().map(|width| *width as usize).collect();
    let &[kind, second, third] = &widths[..] else {
        return None;
    };
    if kind + second + third == 0 || kind.max(second).max(third) > WIDEST {
        return None;
    }
    let mut rows = rows.chunks(kind + second + third);
    for part in index.chunks_exact(2) {
        for number in part[0]..part[0].checked_add(part[1])? {
            let row = rows
                .next()
                .filter(|row| row.len() == kind + second + third)?;
            let kind_of = if kind == 0 {
                1
            } else {
                integer_of(&row[..kind])
            };
            let (one, other) = row[kind..].split_at(second);
            let place = match kind_of {
                1 => Place::Own(integer_of(one), integer_of(other).try_into().ok()?),
                2 => Place::Packed(integer_of(one).try_into().ok()?),
                0 => continue,
                _ => return None,
            };
            add(&mut runs, number, place);
        }
    }
    Some(runs)
}

fn integer_of(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Adds an object, to the run before if it is in the same stream of objects.
fn add(runs: &mut Vec<Run>, number: u32, place: Place) {
    match runs.last_mut() {
        Some(last)
            if matches!(place, Place::Packed(_))
                && last.place == place
                && last.first + last.count == number =>
        {
            last.count += 1;
        }
        _ => runs.push(Run {
            first: number,
            count: 1,
            place,
        }),
    }
}
