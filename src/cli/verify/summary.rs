//! The end of `verify`: its problems, and a summary of the batch and of each addition.

use std::path::{Path, PathBuf};

use crate::batch::proof::verified::Verified;
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::counting::{counted, one_or_many};
use crate::diagnostic::Severity;

/// Tells what was found in a batch and in its additions, and returns how that ends.
pub(super) fn tell(
    whole: (&Path, &Verified),
    additions: &[(PathBuf, Verified)],
    is_again: bool,
    console: Console,
) -> Exit {
    let additions = additions
        .iter()
        .map(|(folder, found)| (folder.as_path(), found));
    let all: Vec<(&Path, &Verified)> = std::iter::once(whole).chain(additions).collect();
    for (_, verified) in &all {
        console.tell(&verified.problems);
    }
    for (folder, verified) in &all {
        for line in lines(verified) {
            if all.len() > 1 {
                console.inform(&format!("`{}`: {line}", folder.display()));
            } else {
                console.inform(&line);
            }
        }
    }
    if all
        .iter()
        .any(|(_, verified)| verified.problems.has_errors())
    {
        return Exit::SomeFailed;
    }
    if is_again {
        console.inform("made again, every letter is the same, byte by byte");
    }
    Exit::Done
}

/// Returns the summary of a batch.
fn lines(verified: &Verified) -> Vec<String> {
    let problems = verified.problems.0.iter();
    let wrong = problems.filter(|problem| problem.severity == Severity::Error);
    match wrong.count() {
        0 => lines_if_right(verified),
        wrong => vec![format!(
            "{} {} wrong in {} in {}",
            counted(wrong, "thing"),
            one_or_many(wrong, "is", "are"),
            counted(verified.letters, "letter"),
            counted(verified.files, "file")
        )],
    }
}

/// Returns the summary of a batch in which nothing is wrong. Of a fax nobody can read the words.
fn lines_if_right(verified: &Verified) -> Vec<String> {
    let (faxes, files) = (verified.pixels, verified.files - verified.pixels);
    let mut lines = Vec::new();
    if verified.letters > faxes || faxes == 0 {
        let letters = verified.letters - faxes;
        lines.push(format!(
            "{} in {} {}",
            counted(letters, "letter"),
            counted(files, "file"),
            one_or_many(
                letters,
                "is whole and that of its member",
                "are whole and those of their members"
            )
        ));
    }
    if faxes > 0 {
        lines.push(format!(
            "{} {} written",
            counted(faxes, "fax"),
            one_or_many(faxes, "is as it was", "are as they were")
        ));
    }
    lines
}
