//! Lines to people, on standard error.

use std::io::{self, Write};

/// Writes to standard error. If that fails, the failure cannot be reported.
pub(super) fn say(text: &str) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "{}", text.trim_end());
}
