//! The saved sender: whether there is one, who can read it, and whether it can be used. What it says is told to nobody.

use serde::Serialize;

use crate::cli::doctor::places;
use crate::cli::shared::senders;
use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::{console, disk};

/// The configuration folder and the sender saved in it.
#[derive(Serialize)]
pub(super) struct SavedRecord {
    /// The folder; none without a home folder.
    pub folder: Option<String>,
    /// The file of the sender.
    pub file: Option<String>,
    /// Whether it is there.
    pub saved: bool,
    /// Who can read it, on systems that say so.
    pub readable_by: Option<&'static str>,
    /// What is wrong with it, in one line without any of its values.
    pub problem: Option<String>,
}

/// Looks for the saved sender.
pub(super) fn look() -> SavedRecord {
    let file = console::sender_file();
    let folder = file.as_deref().and_then(std::path::Path::parent);
    let readable_by = file.as_deref().map(disk::readable_by);
    let read = senders::saved_sender();
    SavedRecord {
        folder: folder.map(places::shown),
        file: file.as_deref().map(places::shown),
        saved: !matches!(read, Ok(None)),
        readable_by: readable_by.and_then(Result::ok).flatten(),
        problem: read.err().map(|problems| in_one_line(&problems)),
    }
}

/// Says how much is wrong and where it begins. The problems themselves repeat what the file says.
fn in_one_line(problems: &Problems) -> String {
    let line = |problem: &Diagnostic| problem.place.as_ref().map(Place::line);
    let first = problems.0.iter().filter_map(line).min();
    let count = counted(problems.0.len(), "problem");
    match first {
        Some(line) if problems.0.len() == 1 => format!("{count}, in line {line}"),
        Some(line) => format!("{count}, the first in line {line}"),
        None => count,
    }
}
