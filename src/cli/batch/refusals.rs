//! The reasons why nothing is written, or why what was written is not to be sent.

use std::path::Path;

use crate::cli::args::batch::BatchArgs;
use crate::diagnostic::Diagnostic;

/// The problem that there are no letters.
pub(crate) fn nobody() -> Diagnostic {
    Diagnostic::error("there is nobody to write letters for")
}

/// The problem that the members file was another one at the end than at the beginning.
pub(crate) fn members_changed(path: &Path) -> Diagnostic {
    Diagnostic::error(format!("`{}` changed while it was read", path.display()))
}

/// The problem that some rows are wrong.
pub(crate) fn rows_are_wrong() -> Diagnostic {
    let problem = Diagnostic::error("nothing was written, for there are rows that are wrong");
    problem.help("correct them, or give `--skip-bad` to write the letters of the others")
}

/// The problem that some targets get no letters, though all rows are right.
pub(crate) fn not_all() -> Diagnostic {
    let problem =
        Diagnostic::error("nothing was written, for some targets get no letter in this way");
    problem.help("leave them out of `--target`, or give `--skip-bad` to write to the others")
}

/// The problem that not as many letters were made as were counted.
pub(crate) fn miscounted(made: usize, counted: usize) -> Diagnostic {
    let message = format!("{made} letters were made where {counted} were counted");
    let help = "this is a fault of the program: do not send these letters, and report it";
    Diagnostic::error(message).help(help)
}

/// The problem that a run was stopped by somebody, when some of all letters were done.
pub(crate) fn stopped(
    (by, done, all): (&str, usize, usize),
    output: &Path,
    args: &BatchArgs,
) -> Diagnostic {
    // With `--force`, it would begin anew. It may also be what lets a letter go to an office that it is not written for.
    let how = if args.force && args.letter.is_none() {
        " without `--force`"
    } else {
        ""
    };
    let message = format!("stopped by {by} at letter {done} of {all}");
    let help = format!(
        "give the same command again{how}: the files that are complete in `{}` stay, and the others are written",
        output.display()
    );
    Diagnostic::error(message).help(help)
}
