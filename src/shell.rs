//! Words of shell commands, as a POSIX shell reads them.
//!
//! Commands are printed for people who run them in a shell: a file name in one is never read as anything else.

use std::path::Path;

use crate::diagnostic::Diagnostic;

/// Returns a word as a POSIX shell reads it (Shell Command Language, 2.2 Quoting): bare if it has only plain letters,
/// otherwise in single quotes.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Returns a file name, not quoted yet, that no program takes for an option.
///
/// # Errors
/// If the name has a line break or another control character, or is not UTF-8: a command with it could not be printed
/// as it is.
pub(crate) fn file(path: &Path) -> Result<String, Diagnostic> {
    let shown = path.display();
    let name = path
        .to_str()
        .filter(|name| !name.contains(is_unprinted))
        .ok_or_else(|| {
            let message = format!("no command can be printed for the file {shown:?}");
            let problem = Diagnostic::error(message);
            problem.help("take a name in UTF-8 without line breaks and control characters")
        })?;
    Ok(if name.starts_with('-') {
        format!("./{name}")
    } else {
        name.to_owned()
    })
}

/// Returns whether a character ends the line or controls the terminal (Unicode, Cc and the separators of lines), or
/// changes the order of displayed text (UAX #9, explicit formatting).
fn is_unprinted(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_and_others_are_quoted() {
        for (word, expected) in [
            ("out/a-1.tif", "out/a-1.tif"),
            ("", "''"),
            ("a b", "'a b'"),
            ("strike's", r"'strike'\''s'"),
            ("~/a", "'~/a'"),
            ("a=b", "'a=b'"),
            ("$(x);`y`", "'$(x);`y`'"),
            ("заң.tif", "'заң.tif'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn a_name_is_no_option_and_has_no_control_characters() {
        let of = |name: &str| file(Path::new(name));
        assert_eq!(of("-rf.tif").unwrap(), "./-rf.tif");
        assert_eq!(of("a b.tif").unwrap(), "a b.tif");
        for name in ["a\nb", "a\u{1b}[2J", "a\u{202e}b"] {
            assert!(of(name).is_err(), "{name:?}");
        }
    }
}
