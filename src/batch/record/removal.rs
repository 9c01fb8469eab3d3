//! Removing files from the folder of a batch: its own, by their names, and no others.

use crate::batch::record::lists;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::batch::record::locate;
use crate::batch::record::locate::Whereabouts;
use crate::batch::record::record_file;
use crate::batch::record::{additions, fax_list, ledger, maildir, write_ahead};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk::{self, Leftovers, Lock};

/// Removes the files in some manifests and lists of names, then the folders that become empty, then these lists, so
/// that it can be repeated until then. Returns the number of files removed. Files behind a link stay. A finished
/// manifest is renamed before the first of its files is removed.
///
/// # Errors
/// If a file cannot be removed.
pub(crate) fn files_of(folder: &Path, lists: &[String]) -> Result<usize, Diagnostic> {
    let retired = lists.iter().map(|list| ledger::retire(folder, list));
    let lists: Vec<String> = retired.collect::<Result<_, _>>()?;
    let lists = &lists[..];
    let written = Whereabouts::new(folder);
    let mut removed = 0;
    for list in lists {
        write_ahead::files(&folder.join(list), |file| {
            if file.ends_with(write_ahead::FOLDER) {
                return Ok(());
            }
            removed += written.remove(file)?;
            Ok(())
        })?;
    }
    let folders = folders_of(folder, lists)?;
    remove_folders(folder, &folders)?;
    for list in lists {
        removed += usize::from(fax_list::remove(&folder.join(list))?);
        removed += usize::from(disk::remove(&folder.join(list))?);
    }
    Ok(removed)
}

/// Removes the folders that became empty. The lists of their files are removed once the files are gone for good.
fn remove_folders(folder: &Path, folders: &BTreeSet<PathBuf>) -> Result<(), Diagnostic> {
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
    let mut left = vec![folder.to_owned()];
    for below in folders {
        let path = folder.join(below);
        if disk::is_folder(&path)? {
            left.push(path);
        }
    }
    disk::settle(&left)
}

/// Removes a Maildir that a batch made, if nothing else is in it: without one of its folders it would no longer be a
/// Maildir for its user.
fn remove_maildir(path: &Path) -> Result<(), Diagnostic> {
    let parts = maildir::PARTS.map(|part| path.join(part));
    let is_made = |name: &String| maildir::PARTS.contains(&&name[..]) || name == maildir::MADE;
    let is_unused = disk::names(path, "")?.iter().all(is_made);
    // One may be missing if a run was stopped; folders behind a link are not the batch's.
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

/// Returns the folders that hold the files of some manifests and lists, relative to one, which is an empty path itself;
/// a Maildir counts as one folder. Folders behind a link are left out.
fn folders_of(folder: &Path, lists: &[String]) -> Result<BTreeSet<PathBuf>, Diagnostic> {
    let mut folders = BTreeSet::from([PathBuf::new()]);
    for list in lists {
        write_ahead::files(&folder.join(list), |file| {
            let unit = maildir::message(file).map(|(unit, _)| unit);
            let below = unit
                .or(file.strip_suffix(write_ahead::FOLDER))
                .map(Path::new);
            if let Some(parent) = below.or(Path::new(file).parent())
                && !folders.contains(parent)
            {
                folders.insert(parent.to_owned());
            }
            Ok(())
        })?;
    }
    let mut here = BTreeSet::new();
    for below in folders {
        if !locate::is_behind_link(folder, &below)? {
            here.insert(below);
        }
    }
    Ok(here)
}

/// Removes the half-written files of runs that were stopped, where the files of this batch are. Other batches below,
/// which have a lock of their own, are not touched.
///
/// # Errors
/// If a folder cannot be read or a file cannot be removed.
pub(crate) fn leftovers(folder: &Path, lists: &[String]) -> Result<Leftovers, Diagnostic> {
    let mut found = Leftovers::default();
    for below in folders_of(folder, lists)? {
        let path = folder.join(&below);
        if below != Path::new("") && disk::is_lockable(&path)? {
            continue;
        }
        let cur = path.join(maildir::PARTS[0]);
        for path in [path, cur] {
            if disk::is_folder(&path)? {
                found.add(disk::remove_leftovers(&path)?);
            }
        }
    }
    Ok(found)
}

/// A batch that nobody else writes into.
pub(crate) struct LockedBatch {
    /// Its folder.
    pub folder: PathBuf,
    /// The digest of the file of rejected rows, if its record says so.
    pub rejected: Option<Digest>,
    /// The lock: nobody else may write there until it is dropped.
    pub lock: Lock,
    /// Its manifests and lists of names.
    pub lists: Vec<String>,
}

/// Removes the additions to a batch that is written again, as far as the files are their own, with a note on each. None
/// is removed unless all can be.
///
/// # Errors
/// If a run writes into one, or a file cannot be removed.
pub(crate) fn additions_of(folder: &Path) -> Result<Vec<Diagnostic>, Problems> {
    let mut taken = Vec::new();
    for (_, addition) in additions::all(folder)? {
        let name = addition.display();
        let advice = format!("move the folder `{name}` away, or name a new one");
        taken.extend(take(addition, &advice)?);
    }
    let mut notes = Vec::new();
    for addition in taken {
        notes.push(remove(addition)?);
    }
    Ok(notes)
}

/// Locks the folder of a batch; `None` if it holds none. `advice` is given if its record or a manifest is not of a
/// batch.
///
/// # Errors
/// If the record cannot be read, or a run writes into the folder.
pub(crate) fn take(folder: PathBuf, advice: &str) -> Result<Option<LockedBatch>, Problems> {
    let Some(source) = record_file::source(&folder)? else {
        return Ok(None);
    };
    // Which files a batch wrote stands in its manifests, whatever the form of its record.
    let rejected = if record_file::is_of_another_form(&source) {
        None
    } else {
        let record = record_file::parse(&source).map_err(|mut problems| {
            let path = folder.join(record_file::RECORD);
            problems.push(lists::foreign(&path).help(advice));
            problems
        })?;
        record.written.rejected_sha256
    };
    let lock = Lock::take(&folder, None)?;
    let lists = lists::ours_or(&folder, advice)?;
    Ok(Some(LockedBatch {
        folder,
        rejected,
        lock,
        lists: lists.into_iter().map(|(name, _)| name).collect(),
    }))
}

fn remove(addition: LockedBatch) -> Result<Diagnostic, Diagnostic> {
    let folder = &addition.folder;
    leftovers(folder, &addition.lists)?;
    files_of(folder, &addition.lists)?;
    disk::remove(&folder.join(record_file::RECORD))?;
    addition.lock.remove(folder)?;
    disk::remove_empty_folder(folder)?;
    let message = format!(
        "the letters in `{}` were removed: the whole batch is written anew",
        folder.display()
    );
    Ok(Diagnostic::note(message))
}
