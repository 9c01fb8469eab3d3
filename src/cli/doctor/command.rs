//! The command: looks around, and prints what there is.

use std::path::Path;

use crate::cli::args::doctor::DoctorArgs;
use crate::cli::doctor::diagnosis::Diagnosis;
use crate::cli::doctor::text;
use crate::cli::exit::Exit;
use crate::cli::shared::listing::report;
use crate::console::Console;
use crate::diagnostic::Problems;
use crate::report::visible;

/// Prints what the program finds on this machine. It ends as if letters had failed if something is broken.
pub(crate) fn run(
    args: DoctorArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let found = Diagnosis::of(folder);
    let text = if args.json {
        report("doctor", 1, &found)?
    } else {
        visible(&text::of(&found))
    };
    console.data(text.as_bytes())?;
    Ok(if found.is_broken() {
        Exit::SomeFailed
    } else {
        Exit::Done
    })
}
