//! Fonts, as far as texts need them: what each code of a string says.

use crate::output::pdf::raw::{Dictionary, Encoding, Object, ObjectId, Raw};
use crate::output::pdf::read::objects::Objects;
use crate::output::pdf::read::source::{Source, Trouble};

/// The codes of two bytes that are remembered.
const KNOWN: usize = 1 << 16;

/// A font.
pub(super) enum Font {
    /// Every byte says something by itself.
    Bytes(Vec<String>),
    /// Codes of two bytes say what a map says.
    Map(CodeMap),
    /// It is something else.
    Strange,
}

/// A map from codes to what they say.
pub(super) struct CodeMap {
    encoding: Encoding<'static>,
    known: Vec<Meaning>,
}

/// The meaning of a code.
#[derive(Clone)]
enum Meaning {
    /// It is not known yet.
    Unknown,
    /// It depends on the codes beside it.
    Mixed,
    /// It is always this text.
    Text(Box<str>),
}

impl Font {
    /// Reads a font.
    ///
    /// # Errors
    /// If a part of it cannot be read.
    pub(super) fn read<S: Source>(
        font: &Dictionary,
        objects: &mut Objects<'_, S>,
    ) -> Result<Self, Trouble> {
        let mut raw = Raw::new();
        for key in [&b"Encoding"[..], b"ToUnicode"] {
            if let Ok(Object::Reference(id)) = font.get(key) {
                add(&mut raw, *id, objects)?;
            }
        }
        let Ok(encoding) = font.get_font_encoding(&raw) else {
            return Ok(Self::Strange);
        };
        Ok(match encoding {
            Encoding::UnicodeMapEncoding(map) => Self::Map(CodeMap {
                encoding: Encoding::UnicodeMapEncoding(map),
                known: Vec::new(),
            }),
            Encoding::SimpleEncoding(_) => Self::Strange,
            encoding => {
                let text = |byte: u8| encoding.bytes_to_string(&[byte]).ok();
                let texts: Option<Vec<String>> = (0..=u8::MAX).map(text).collect();
                texts.map_or(Self::Strange, Self::Bytes)
            }
        })
    }

    /// Adds what a string says to a text.
    ///
    /// # Errors
    /// If that is not known.
    pub(super) fn add(&mut self, string: &[u8], text: &mut String) -> Result<(), Trouble> {
        match self {
            Self::Bytes(texts) => {
                let said = string.iter().map(|byte| texts[usize::from(*byte)].as_str());
                text.extend(said);
                Ok(())
            }
            Self::Map(map) => map.add(string, text),
            Self::Strange => Err(Trouble::Strange("a font has another encoding")),
        }
    }
}

/// Adds an object that a font names, and those that it names itself.
fn add<S: Source>(
    raw: &mut Raw,
    id: ObjectId,
    objects: &mut Objects<'_, S>,
) -> Result<(), Trouble> {
    let object = objects.get(id)?;
    if matches!(object, Object::Reference(_)) {
        return Err(Trouble::Strange(
            "a font names its parts in a roundabout way",
        ));
    }
    raw.objects.insert(id, object);
    Ok(())
}

impl CodeMap {
    fn add(&mut self, string: &[u8], text: &mut String) -> Result<(), Trouble> {
        let before = text.len();
        for pair in string.chunks(2) {
            let code = match *pair {
                [high, low] => usize::from(high) << 8 | usize::from(low),
                _ => KNOWN,
            };
            if let Meaning::Text(said) = self.meaning(code) {
                text.push_str(said);
            } else {
                text.truncate(before);
                return self.add_mixed(string, text);
            }
        }
        Ok(())
    }

    /// Adds what a string says whose codes are not all of two bytes with a meaning of their own.
    fn add_mixed(&self, string: &[u8], text: &mut String) -> Result<(), Trouble> {
        let said = self.encoding.bytes_to_string(string);
        text.push_str(&said.map_err(|_| Trouble::Strange("a string has no meaning"))?);
        Ok(())
    }

    fn meaning(&mut self, code: usize) -> &Meaning {
        if code >= KNOWN {
            return &Meaning::Mixed;
        }
        if self.known.len() <= code {
            self.known.resize(code + 1, Meaning::Unknown);
        }
        if matches!(self.known[code], Meaning::Unknown) {
            self.known[code] = self.found(code);
        }
        &self.known[code]
    }

    /// Finds the meaning of a code of two bytes, by itself only if no byte of it has one.
    fn found(&self, code: usize) -> Meaning {
        let Encoding::UnicodeMapEncoding(map) = &self.encoding else {
            return Meaning::Mixed;
        };
        let has_others = [0, 2, 3].iter().any(|n| !map.bf_ranges[*n].is_empty());
        let code = u32::try_from(code).unwrap_or_default();
        let Some(units) = map.get(code, 2).filter(|_| !has_others) else {
            return Meaning::Mixed;
        };
        // At the start of a string, these would be taken for a byte order mark.
        if units
            .iter()
            .any(|unit| matches!(unit, 0xFEFF | 0xFFFE | 0xEFBB))
        {
            return Meaning::Mixed;
        }
        String::from_utf16(&units).map_or(Meaning::Mixed, |text| Meaning::Text(text.into()))
    }
}
