//! Questions on a terminal.
//!
//! The only module that names dialoguer.

use dialoguer::Input;

use crate::diagnostic::Diagnostic;

/// Asks for a line; an empty answer keeps what is known, which may be nothing. `check` says what is
/// wrong with an answer, and the question comes again.
///
/// # Errors
/// If the user breaks off.
pub(super) fn ask(
    question: &str,
    known: Option<&str>,
    check: impl Fn(&str) -> Result<(), String>,
) -> Result<Option<String>, Diagnostic> {
    let input = Input::<String>::new()
        .with_prompt(question)
        .allow_empty(true)
        .validate_with(|answer: &String| match answer.trim() {
            "" => Ok(()),
            answer => check(answer),
        });
    let input = match known {
        Some(known) => input.with_initial_text(known),
        None => input,
    };
    let answer = input
        .interact_text()
        .map_err(|_| Diagnostic::error("broken off; nothing was saved"))?
        .trim()
        .to_owned();
    Ok((!answer.is_empty()).then_some(answer))
}
