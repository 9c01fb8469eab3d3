//! Where the objects of a file end (ISO 32000-1, 7.2 and 7.3).
//!
//! Owns no values: it finds the end of one, so that its bytes can be cut out.

/// The most brackets that are open at once.
const DEEPEST: usize = 90;

/// The reason why the end of something is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoEnd {
    /// It is behind the bytes.
    Behind,
    /// The bytes are nothing known.
    Strange,
}

/// Returns whether a byte is a blank (7.2.2, table 1).
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// Returns whether a byte is a part of words: names, numbers, keywords.
pub(super) fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// Returns the place behind blanks and comments.
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'%' => {
                let rest = &bytes[at..];
                let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                at += end.unwrap_or(rest.len());
            }
            byte if is_blank(*byte) => at += 1,
            _ => break,
        }
    }
    at
}

/// Returns the place behind a word, which may be empty.
pub(super) fn word_end(bytes: &[u8], at: usize) -> Result<usize, NoEnd> {
    let rest = bytes.get(at..).ok_or(NoEnd::Behind)?;
    let length = rest.iter().position(|byte| !is_regular(*byte));
    Ok(at + length.ok_or(NoEnd::Behind)?)
}

/// Returns the place behind a literal string that begins at a place (7.3.4.2).
pub(super) fn string_end(bytes: &[u8], at: usize) -> Result<usize, NoEnd> {
    let mut depth = 0;
    let mut next = at;
    while let Some(byte) = bytes.get(next) {
        next += 1;
        match byte {
            b'\\' => next += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(next);
        }
        if depth > DEEPEST {
            return Err(NoEnd::Strange);
        }
    }
    Err(NoEnd::Behind)
}

/// Returns the place behind a value, with what stands in it: a number, a string, a name, a list, a dictionary, a
/// word.
pub(super) fn value_end(bytes: &[u8], at: usize) -> Result<usize, NoEnd> {
    let mut open = Vec::new();
    let mut at = at;
    loop {
        at = skip_blanks(bytes, at);
        let byte = *bytes.get(at).ok_or(NoEnd::Behind)?;
        let next = bytes.get(at + 1).copied();
        at = match byte {
            b'(' => string_end(bytes, at)?,
            b'/' => word_end(bytes, at + 1)?,
            b'[' => opened(&mut open, byte, at + 1)?,
            b']' => closed(&mut open, b'[', at + 1)?,
            b'<' | b'>' if next.is_none() => return Err(NoEnd::Behind),
            b'<' if next == Some(b'<') => opened(&mut open, byte, at + 2)?,
            b'<' => hex_end(bytes, at)?,
            b'>' if next == Some(b'>') => closed(&mut open, b'<', at + 2)?,
            byte if is_regular(byte) => word_end(bytes, at)?,
            _ => return Err(NoEnd::Strange),
        };
        if open.is_empty() {
            return Ok(at);
        }
    }
}

fn opened(open: &mut Vec<u8>, bracket: u8, behind: usize) -> Result<usize, NoEnd> {
    open.push(bracket);
    if open.len() > DEEPEST {
        return Err(NoEnd::Strange);
    }
    Ok(behind)
}

fn closed(open: &mut Vec<u8>, bracket: u8, behind: usize) -> Result<usize, NoEnd> {
    if open.pop() == Some(bracket) {
        return Ok(behind);
    }
    Err(NoEnd::Strange)
}

fn hex_end(bytes: &[u8], at: usize) -> Result<usize, NoEnd> {
    let length = bytes[at..].iter().position(|byte| *byte == b'>');
    Ok(at + length.ok_or(NoEnd::Behind)? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_its_brackets_do() {
        for (text, end) in [
            ("12 0 R", Ok(2)),
            ("(a\\)(b)) x", Ok(8)),
            ("<</A[1<00>](\\))/B<</C/D>>>>endobj", Ok(27)),
            ("[ % ]\n ]", Ok(8)),
            ("<</A 1", Err(NoEnd::Behind)),
            ("(a", Err(NoEnd::Behind)),
            ("12", Err(NoEnd::Behind)),
            ("[>>", Err(NoEnd::Strange)),
            (")", Err(NoEnd::Strange)),
        ] {
            assert_eq!(value_end(text.as_bytes(), 0), end, "{text}");
        }
        assert_eq!(value_end(&[b'['; 200], 0), Err(NoEnd::Strange));
        assert_eq!(value_end(&[b'('; 200], 0), Err(NoEnd::Strange));
    }
}
