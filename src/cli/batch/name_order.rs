//! Names of one column that have the last name first: somebody says what letters are to be signed with.

use crate::batch::Request;
use crate::console::{self, Console};
use crate::diagnostic::Problems;
use crate::members::spelled_first;

/// Asks how names are to be printed that read `last, first`, if somebody can answer.
///
/// # Errors
/// If nobody can, or the list cannot be read.
pub(super) fn settle(request: &mut Request<'_>, console: Console) -> Result<(), Problems> {
    let rows = request.rows()?;
    let Some(found) = rows.header().last_name_first() else {
        return Ok(());
    };
    if console.quiet || !console::can_ask() {
        return Err(found.error().into());
    }
    let question = format!(
        "The names in `{}` have the last name first: print `{}` as `{}`?",
        found.column,
        found.example,
        spelled_first(&found.example)
    );
    let field = if console::is_agreed(&question)? {
        "last, first"
    } else {
        "name"
    };
    request.members = request.members.with_column(&found.column, field);
    Ok(())
}
