//! The clock: today's date, for letters without a date of their own. Nothing else reads it.

use std::time::SystemTime;

use crate::calendar::Date;

/// Today, where this machine stands.
#[expect(clippy::disallowed_methods, reason = "this module owns the clock")]
pub fn today() -> Date {
    Date::local(SystemTime::now())
}
