//! Panics: faults of this program, which end as problems like any other and never as a silent thread.
//!
//! What panicked said may hold what people wrote, such as a name: only its place in the source is told.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use crate::diagnostic::Diagnostic;

thread_local! {
    /// Where the last panic of a thread was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from being printed: whoever catches one tells of it.
pub fn hush() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        PLACE.with(|last| *last.borrow_mut() = place);
    }));
}

/// What `work` gives.
///
/// # Errors
/// If it panics, a problem of `what` it worked on: nothing, or a part of a letter's address in a batch, with a colon.
/// What it changed may be half done: nothing may go on with it.
pub fn caught<R>(what: impl FnOnce() -> String, work: impl FnOnce() -> R) -> Result<R, Diagnostic> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PLACE.with(|last| last.borrow_mut().take());
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
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
