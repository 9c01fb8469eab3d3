//! Whether a text is TOML by its signs, found without building anything.
//!
//! The only module that names toml_parser, the lower half of the toml crate. That crate keeps something for every sign
//! before it finds the first mistake: hundreds of bytes for each byte of a text that is no TOML.

use toml_parser::parser::{RecursionGuard, parse_document};
use toml_parser::{ParseError, Source};

use crate::limits::TOML;

/// What is read behind a mistake, in bytes: enough to tell it.
const BEHIND: usize = 100;

/// The text up to a little behind the first place where it is no TOML by its signs; `None` if it is TOML.
pub fn up_to_first_mistake(text: &str) -> Option<&str> {
    let tokens = Source::new(text).lex().into_vec();
    let mut end: Option<usize> = None;
    let mut found = |mistake: ParseError| {
        let span = mistake.unexpected().or(mistake.context());
        end = end.or(Some(span.map_or(text.len(), |span| span.end())));
    };
    let mut nothing = ();
    let mut bounded = RecursionGuard::new(&mut nothing, TOML);
    parse_document(&tokens, &mut bounded, &mut found);
    let end = text.floor_char_boundary(end? + BEHIND);
    Some(&text[..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::de::DeTable;

    use super::*;

    proptest! {
        /// The first mistake of the part is that of the whole, and without one there is none by signs.
        #[test]
        fn the_first_mistake_stays(text in "([a=.\\[\\]\"'{}, \n\r#1\\\\é]|\"\"\"|'''|a = 1\n){0,60}", behind in "[a= \n\"]{0,200}") {
            let text = text + &behind;
            let whole = DeTable::parse(&text).err();
            match up_to_first_mistake(&text) {
                None => {}
                Some(part) => {
                    let (whole, part) = (whole.unwrap(), DeTable::parse(part).unwrap_err());
                    prop_assert_eq!((whole.message(), whole.span()), (part.message(), part.span()));
                }
            }
        }
    }
}
