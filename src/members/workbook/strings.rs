//! The texts that the cells of a workbook share (ECMA-376, part 1, 18.4).

use std::io::{self, Read};

use crate::limits;
use crate::members::workbook::xml::{Part, Xml};

/// The bytes of texts that stand together. A text is in one piece: a longer one has its own.
const PIECE: usize = 1 << 16;

/// Texts by their numbers. They stand together, each behind its length: a list of people has hundreds of thousands.
#[derive(Debug, Default)]
pub(super) struct Strings {
    pieces: Vec<Vec<u8>>,
    /// Where each text begins: the piece, and the byte in it.
    starts: Vec<u32>,
    bytes: usize,
}

impl Strings {
    /// Reads the part that holds them.
    ///
    /// # Errors
    /// If it cannot be read or is too large.
    pub(super) fn read(mut xml: Xml<impl Read>) -> io::Result<Self> {
        let (mut strings, mut text) = (Self::default(), String::new());
        let (mut is_text, mut sounds) = (false, 0);
        loop {
            match xml.next()? {
                Part::Eof => return Ok(strings),
                Part::Start(element) => match element.name() {
                    "si" => text.clear(),
                    // How a text is read aloud is no part of it (18.4.6).
                    "rPh" => sounds += 1,
                    name => is_text = name == "t" && sounds == 0,
                },
                Part::Text(part) if is_text => text.push_str(&part),
                Part::Text(_) => {}
                Part::End(element) => match element.name() {
                    "si" => strings.add(&unescaped(&text))?,
                    "rPh" => sounds -= 1,
                    _ => is_text = false,
                },
            }
        }
    }

    fn add(&mut self, text: &str) -> io::Result<()> {
        let too_large = || io::Error::other("the text of its cells is too large");
        let length = u32::try_from(text.len()).map_err(|_| too_large())?;
        let needed = text.len() + size_of::<u32>();
        self.bytes += needed;
        if self.bytes > limits::SHARED || self.starts.len() >= limits::STRINGS {
            return Err(too_large());
        }
        let is_full = |piece: &Vec<u8>| piece.len() + needed > PIECE;
        if self.pieces.last().is_none_or(is_full) {
            self.pieces.push(Vec::with_capacity(needed.max(PIECE)));
        }
        let number = self.pieces.len() - 1;
        let piece = &mut self.pieces[number];
        let start = u32::try_from(number * PIECE + piece.len()).map_err(|_| too_large())?;
        self.starts.push(start);
        piece.extend(length.to_le_bytes());
        piece.extend(text.bytes());
        Ok(())
    }

    /// The text of a number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number)? as usize;
        let piece = &self.pieces[start / PIECE][start % PIECE..];
        let (length, text) = piece.split_first_chunk()?;
        let text = text.get(..u32::from_le_bytes(*length) as usize)?;
        std::str::from_utf8(text).ok()
    }
}

/// The text with its characters in place of what stands for them: `_x000D_` is the character U+000D (ECMA-376, part 1,
/// 22.9.2.19).
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((unit, behind)) = escape(rest) {
            units.push(unit);
            rest = behind;
        } else {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            rest = &rest[c.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units).into()
}

/// The code unit of UTF-16 that a text begins with an escape of, and what follows.
fn escape(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.strip_prefix("_x")?.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    Some((unit, rest.strip_prefix('_')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Strings {
        Strings::read(Xml::new(text.as_bytes(), limits::UNPACKED)).unwrap()
    }

    #[test]
    fn texts_are_found_by_their_numbers() {
        let strings = read(
            "<x:sst xmlns:x='y'><x:si><x:t>Ana &amp; Bob</x:t></x:si><si/><si><r><rPr/><t>Mü</t></r><r><t xml:space='preserve'>ller </t></r>\
             <rPh sb='0'><t>myu</t></rPh><phoneticPr/></si><si><t>a_x000D_b_xD83D__xDE00__x12</t></si></x:sst>",
        );
        let texts: Vec<&str> = (0..5).filter_map(|n| strings.get(n)).collect();
        assert_eq!(texts, ["Ana & Bob", "", "Müller ", "a\rb😀_x12"]);
    }

    #[test]
    fn many_texts_fill_several_pieces() {
        let long = "é".repeat(300_000);
        let text = format!(
            "<sst><si/>{}</sst>",
            format!("<si><t>{long}</t></si>").repeat(3)
        );
        let strings = read(&text);
        assert_eq!(strings.pieces.len(), 4);
        assert!((1..4).all(|n| strings.get(n) == Some(long.as_str())));
    }

    #[test]
    fn too_many_texts_are_an_error() {
        let text = "<sst>".to_owned() + &"<si/>".repeat(limits::STRINGS + 1);
        assert!(Strings::read(Xml::new(text.as_bytes(), limits::UNPACKED)).is_err());
    }
}
