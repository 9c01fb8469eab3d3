//! What is removed from the folder of a batch: its own files by their names, nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::whereabouts::Whereabouts;
use super::{additions, folder, joblist, ledger, maildir, named};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Lock};

/// Removes the files that some manifests and lists of names have, then these, then the folders in which
/// nothing is left. A manifest that is finished is none any more before the first of its files is gone.
///
/// # Errors
/// If the disk says no.
pub fn files_of(folder: &Path, lists: &[String]) -> Result<(), Diagnostic> {
    let retired = lists.iter().map(|list| ledger::retire(folder, list));
    let lists: Vec<String> = retired.collect::<Result<_, _>>()?;
    let lists = &lists[..];
    let written = Whereabouts::new(folder);
    for list in lists {
        named::files(&folder.join(list), |file| {
            if file.ends_with(named::FOLDER) {
                return Ok(());
            }
            written.remove(file)
        })?;
    }
    let folders = folders_of(folder, lists)?;
    for list in lists {
        joblist::remove(&folder.join(list))?;
        disk::remove(&folder.join(list))?;
    }
    // Those below others first.
    let below = folders.iter().rev();
    for below in below.filter(|below| *below != Path::new("")) {
        let path = folder.join(below);
        if disk::is_plain(&path.join(maildir::MADE))? {
            remove_maildir(&path)?;
        } else {
            disk::remove_empty_folder(&path)?;
        }
    }
    Ok(())
}

/// Removes a Maildir that a batch made, if nothing else is in it: without one of its folders it would be none any
/// more for whoever uses it.
fn remove_maildir(path: &Path) -> Result<(), Diagnostic> {
    let parts = maildir::PARTS.map(|part| path.join(part));
    let is_made = |name: &String| maildir::PARTS.contains(&&name[..]) || name == maildir::MADE;
    let is_unused = disk::names(path, "")?.iter().all(is_made);
    // One may be missing where a run was stopped; behind a link they are somebody else's.
    for part in &parts {
        let is_bare = !disk::exists(part)? || disk::is_plain_folder(part)? && disk::is_empty(part)?;
        if !is_unused || !is_bare {
            return Ok(());
        }
    }
    for part in &parts {
        disk::remove_empty_folder(part)?;
    }
    disk::remove(&path.join(maildir::MADE))?;
    disk::remove_empty_folder(path).map(drop)
}

/// The folders below one that hold the files of some manifests and lists, Maildirs as one folder each, and itself as
/// an empty path.
fn folders_of(folder: &Path, lists: &[String]) -> Result<BTreeSet<PathBuf>, Diagnostic> {
    let mut folders = BTreeSet::from([PathBuf::new()]);
    for list in lists {
        named::files(&folder.join(list), |file| {
            let unit = maildir::message(file).map(|(unit, _)| unit);
            let below = unit.or(file.strip_suffix(named::FOLDER)).map(Path::new);
            if let Some(parent) = below.or(Path::new(file).parent())
                && !folders.contains(parent)
            {
                folders.insert(parent.to_owned());
            }
            Ok(())
        })?;
    }
    Ok(folders)
}

/// Removes what runs that were stopped left half written, where the files of this batch are. Other batches
/// below, which have a lock of their own, are not looked at.
///
/// # Errors
/// If the disk says no.
pub fn leftovers(folder: &Path, lists: &[String]) -> Result<(), Diagnostic> {
    for below in folders_of(folder, lists)? {
        let path = folder.join(&below);
        if below != Path::new("") && disk::is_lockable(&path)? {
            continue;
        }
        let cur = path.join(maildir::PARTS[0]);
        for path in [path, cur] {
            if disk::is_folder(&path)? {
                disk::remove_leftovers(&path)?;
            }
        }
    }
    Ok(())
}

/// An addition that nobody else writes into.
struct Addition {
    folder: PathBuf,
    lock: Lock,
    lists: Vec<String>,
}

/// Removes the additions to a batch that is written anew, as far as they are its own. Gives a note on each.
/// None is removed unless all can be.
///
/// # Errors
/// If a run writes into one, or the disk says no.
pub fn additions_of(folder: &Path) -> Result<Vec<Diagnostic>, Problems> {
    let mut taken = Vec::new();
    for (_, addition) in additions::all(folder)? {
        taken.extend(take(addition)?);
    }
    let mut notes = Vec::new();
    for addition in taken {
        notes.push(remove(addition)?);
    }
    Ok(notes)
}

/// Takes the folder of an addition; `None` if it is none.
fn take(folder: PathBuf) -> Result<Option<Addition>, Problems> {
    match folder::Inputs::read(&folder) {
        Ok(Some(_)) => {}
        Ok(None) => return Ok(None),
        Err(mut problems) => {
            problems.push(
                named::in_the_way(&folder.join(folder::RECORD)).help(format!(
                    "move the folder `{}` away, or name a new one",
                    folder.display()
                )),
            );
            return Err(problems);
        }
    }
    let lock = Lock::take(&folder, None)?;
    let lists = named::ours(&folder)?;
    Ok(Some(Addition {
        folder,
        lock,
        lists: lists.into_iter().map(|(name, _)| name).collect(),
    }))
}

fn remove(addition: Addition) -> Result<Diagnostic, Diagnostic> {
    let folder = &addition.folder;
    leftovers(folder, &addition.lists)?;
    files_of(folder, &addition.lists)?;
    disk::remove(&folder.join(folder::RECORD))?;
    addition.lock.remove(folder)?;
    disk::remove_empty_folder(folder)?;
    let message = format!(
        "the letters in `{}` were removed: the whole batch is written anew",
        folder.display()
    );
    Ok(Diagnostic::note(message))
}
