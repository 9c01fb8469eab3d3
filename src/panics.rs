//! Panics: errors of this program, which are reported like any other problem and never end a thread silently.
//!
//! The message of a panic may quote personal data, such as a name: only its place in the source is reported.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use crate::diagnostic::Diagnostic;

thread_local! {
    /// The place of the last panic of a thread.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from being printed: the code that catches one reports it.
pub(crate) fn hush() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        PLACE.with(|last| *last.borrow_mut() = place);
    }));
}

/// Runs `work` and returns its result.
///
/// # Errors
/// If it panics: a problem of `what` it worked on, which is empty or a part of a letter's address in a batch, with a
/// colon. Its changes may be half done: nothing may go on with them.
pub(crate) fn caught<R>(
    what: impl FnOnce() -> String,
    work: impl FnOnce() -> R,
) -> Result<R, Diagnostic> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PLACE.with(|last| last.borrow_mut().take()).unwrap_or_else(|| "an unknown place".to_owned());
        let message = format!("{}this program failed at {place}", what());
        let help = "this is a fault of the program, not yours: please report it with this line; files \
                    that are there are whole";
        Diagnostic::error(message).help(help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_problem_that_says_nothing_of_values() {
        let name = "Ana Silva".to_owned();
        let found = caught(
            || "line 3: ".to_owned(),
            || assert!(name.is_empty(), "{name}"),
        );
        let problem = found.unwrap_err();
        assert!(
            problem
                .message
                .starts_with("line 3: this program failed at "),
            "{problem:?}"
        );
        assert!(!format!("{problem:?}").contains(&name), "{problem:?}");
        assert_eq!(caught(String::new, || 1), Ok(1));
    }
}
