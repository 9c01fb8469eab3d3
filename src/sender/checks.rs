//! The checks of single values, wherever they were typed.

use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::fields::is_refused;
use crate::{email, phone};

/// A value that has to fit on one line, trimmed; `None` if nothing is left of it.
///
/// # Errors
/// If it holds a control character, a line break among them.
pub fn one_line(key: &str, value: &str) -> Result<Option<String>, Diagnostic> {
    let trimmed = value.trim();
    if let Some(c) = trimmed.chars().find(|c| is_refused(*c) || is_break(*c)) {
        let what = if is_break(c) {
            "a line break".to_owned()
        } else {
            format!("{c:?}")
        };
        let message = format!("`{key}` holds {what}; expected one line of text");
        return Err(Diagnostic::error(message));
    }
    let is_seen = |c: char| !c.is_whitespace() && !is_invisible(c);
    Ok(trimmed.contains(is_seen).then(|| trimmed.to_owned()))
}

/// Whether a character ends a line (Unicode, `Line_Break` BK and LF).
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

/// Characters without a picture of their own, as they come with text that was copied (Unicode,
/// `Default_Ignorable_Code_Point`).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Checks the sender's e-mail address.
///
/// # Errors
/// If it is not one.
pub fn check_email(address: &str) -> Result<(), Diagnostic> {
    if email::is_valid(address) {
        return Ok(());
    }
    let message = format!("`{address}` is not an e-mail address");
    Err(Diagnostic::error(message).help("expected a form such as name@example.org"))
}

/// The number of the sender's fax machine in E.164; `None` if nothing is given.
///
/// # Errors
/// If it is not written in the international form, or no numbering plan knows it.
pub fn fax_number(written: &str) -> Result<Option<String>, Diagnostic> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(None);
    }
    let number = phone::international(written).map_err(|wrong| {
        let problem = Diagnostic::error(format!("the fax number `{written}` {wrong}"));
        problem.help("for example +44 20 7946 0018")
    });
    number.map(Some)
}

/// The country that a person named, by code or name.
///
/// # Errors
/// If no country is called so.
pub fn country(named: &str) -> Result<Country, Diagnostic> {
    Country::from_name(named).ok_or_else(|| no_country(named, Country::suggestion(named)))
}

/// That no country is called so; which one may be meant.
pub fn no_country(named: &str, suggestion: Option<String>) -> Diagnostic {
    let help = "give its name or its two-letter code of ISO 3166, such as GB";
    let problem = Diagnostic::error(format!("there is no country `{named}`"));
    problem.help(suggestion.unwrap_or_else(|| help.to_owned()))
}
