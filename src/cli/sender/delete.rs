//! Deletes the saved sender, and the copies of it that the program knows of.

use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::disk::{self, Leftovers};
use crate::shell;

/// Deletes the saved sender, and says what is not deleted.
pub(super) fn delete(path: &Path, console: Console) -> Result<(), Problems> {
    let left = clear(path);
    let mut stays = Vec::from_iter(delete_behind(path, console)?);
    stays.extend(elsewhere(path)?);
    let line = if disk::remove(path)? {
        format!("deleted `{}`", path.display())
    } else {
        "no sender was saved".to_owned()
    };
    console.inform(&line);
    let left = left?;
    let folder = disk::folder_of(path);
    if disk::is_folder(folder)? {
        disk::settle_names(folder)?;
    }
    if left.removed > 0 {
        let count = left.removed;
        console.inform(&format!("deleted copies that stopped runs left: {count}"));
    }
    console.inform(
        "what is not deleted: backups and snapshots, what the disk keeps of deleted files, letters that were written",
    );
    // They may hold the sender, which was to go.
    let stay = left.kept.into_iter().chain(stays);
    let severity = Severity::Error;
    let stay = stay.map(|problem| Diagnostic {
        severity,
        ..problem
    });
    let stay = Problems(stay.collect());
    if stay.has_errors() { Err(stay) } else { Ok(()) }
}

/// Removes the file behind a link to the sender, if it is one of whoever made the link; a problem if it stays.
fn delete_behind(path: &Path, console: Console) -> Result<Option<Diagnostic>, Diagnostic> {
    let Some(file) = disk::behind_link(path)? else {
        return Ok(None);
    };
    let (link, file) = (path.display(), file.as_path());
    let shown = file.display();
    if !disk::is_plain(file)? || !disk::have_one_owner(path, file)? {
        let message = format!("`{shown}` may hold the sender, and stays: `{link}` is a link to it");
        let problem = Diagnostic::error(message);
        return Ok(Some(problem.help(
            "it is no plain file of yours: see whose it is, and have it removed",
        )));
    }
    let stays = elsewhere(file)?;
    disk::remove(file)?;
    disk::settle_names(disk::folder_of(file))?;
    console.inform(&format!("deleted `{shown}`, to which `{link}` was a link"));
    Ok(stays)
}

/// The problem of a file that is deleted and has other names.
fn elsewhere(file: &Path) -> Result<Option<Diagnostic>, Diagnostic> {
    let told = |(top, number): (PathBuf, u64)| {
        let (file, top) = (file.display(), shell::quoted(&top.display().to_string()));
        let message =
            format!("the sender stays under another name: `{file}` was one of its hard links");
        let help = format!(
            "`find {top} -xdev -inum {number}` lists the others: look at each before you remove it"
        );
        Diagnostic::error(message).help(help)
    };
    Ok(disk::other_names(file)?.map(told))
}

/// Removes what runs that were stopped left of a sender.
pub(super) fn clear(path: &Path) -> Result<Leftovers, Diagnostic> {
    let folder = disk::folder_of(path);
    if disk::is_folder(folder)? {
        disk::remove_leftovers(folder)
    } else {
        Ok(Leftovers::default())
    }
}
