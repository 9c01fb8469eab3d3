//! The texts that the cells of a workbook share (ECMA-376, part 1, 18.4).

use std::io::{self, Read};

use crate::members::texts::Texts;
use crate::members::workbook::xml::{Part, Xml};

/// Reads the part that holds them.
///
/// # Errors
/// If it cannot be read or is too large.
pub(super) fn read(mut xml: Xml<impl Read>) -> io::Result<Texts> {
    let (mut texts, mut text) = (Texts::default(), String::new());
    let (mut is_text, mut sounds) = (false, 0);
    loop {
        match xml.next()? {
            Part::Eof => return Ok(texts),
            Part::Start(element) => match element.name() {
                "si" => text.clear(),
                // How a text is read aloud is no part of it (18.4.6).
                "rPh" => sounds += 1,
                name => is_text = name == "t" && sounds == 0,
            },
            Part::Text(part) if is_text => text.push_str(&part),
            Part::Text(_) => {}
            Part::End(element) => match element.name() {
                "si" => {
                    let added = texts.add(&unescaped(&text));
                    added.map_err(|_| io::Error::other("the text of its cells is too large"))?;
                }
                "rPh" => sounds -= 1,
                _ => is_text = false,
            },
        }
    }
}

/// The text with its characters in place of what stands for them: `_x000D_` is the character U+000D (ECMA-376, part 1,
/// 22.9.2.19).
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    // To look for a character takes less time than to set up the search for two, and nearly no text has it.
    if !text.contains('_') || !text.contains("_x") {
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
    use crate::limits;
    use crate::members::texts::End;

    fn texts(text: &str) -> io::Result<Texts> {
        read(Xml::new(text.as_bytes(), limits::UNPACKED))
    }

    #[test]
    fn texts_are_found_by_their_numbers() {
        let strings = texts(
            "<x:sst xmlns:x='y'><x:si><x:t>Ana &amp; Bob</x:t></x:si><si/><si><r><rPr/><t>Mü</t></r><r><t xml:space='preserve'>ller </t></r>\
             <rPh sb='0'><t>myu</t></rPh><phoneticPr/></si><si><t>a_x000D_b_xD83D__xDE00__x12</t></si></x:sst>",
        );
        let strings = strings.unwrap();
        let texts = (0..5).map(|n| strings.get(n, &mut End::default()));
        let texts: Vec<&str> = texts.flatten().collect();
        assert_eq!(texts, ["Ana & Bob", "", "Müller ", "a\rb😀_x12"]);
    }

    #[test]
    fn too_many_texts_are_an_error() {
        let text = "<sst>".to_owned() + &"<si/>".repeat(limits::STRINGS + 1);
        assert!(texts(&text).is_err());
    }
}
