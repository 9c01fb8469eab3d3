//! `batch --purge`: removes what batches wrote into a folder, and says what is still there.

use std::path::{Path, PathBuf};

use crate::batch::record::purge;
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// The most files that stay and are named.
const MOST_NAMED: usize = 20;

/// Removes what batches wrote into a folder.
pub(super) fn run(folder: &Path, console: Console) -> Result<Exit, Problems> {
    let purged = purge::purge(folder)?;
    let name = folder.display();
    let gone = if disk::exists(folder)? {
        ""
    } else {
        ", and the folder"
    };
    console.inform(&format!(
        "removed {} of batches from `{name}`{gone}",
        counted(purged.files, "file")
    ));
    if !purged.kept.is_empty() {
        console.tell(&kept(&purged.kept).into());
    }
    console.inform(
        "what is not removed: the members file; copies elsewhere, as in mail programs, print and fax spools, backups and snapshots; \
        what the disk keeps of removed files",
    );
    Ok(Exit::Done)
}

/// A warning of what is still there.
fn kept(files: &[PathBuf]) -> Diagnostic {
    let named: Vec<String> = files
        .iter()
        .take(MOST_NAMED)
        .map(|file| format!("`{}`", file.display()))
        .collect();
    let more = match files.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "still there, for no batch wrote it or somebody changed it: {}{more}",
        named.join(", ")
    );
    Diagnostic::warning(message)
        .help("look whether names and addresses are in it, and remove it yourself")
}
