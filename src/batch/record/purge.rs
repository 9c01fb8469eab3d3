//! The removal of everything that batches wrote into a folder, by their own records.
//!
//! Owns that nothing else is removed: no file that somebody added, no file of rejected rows that somebody corrected,
//! nothing outside of the folder and nothing behind a link. A letter that somebody changed is known by its name, and is
//! removed. The record is removed last, so that a removal that was stopped can be repeated.

use crate::batch::record::lists;
use std::path::{Path, PathBuf};

use crate::batch::record::additions;
use crate::batch::record::record_file;
use crate::batch::record::removal;
use crate::batch::record::removal::LockedBatch;
use crate::batch::record::shard::Shard;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk::{self, Lock};

/// The result of a removal.
#[derive(Debug, Default)]
pub(crate) struct Purged {
    /// The number of files removed.
    pub files: usize,
    /// The files that stay: no batch wrote them, or they were changed.
    pub kept: Vec<PathBuf>,
}

/// The removable contents of a folder into which nobody else writes.
enum Own {
    /// A batch.
    Batch(LockedBatch),
    /// The lock files and leftovers of runs, if a removal was stopped after the record or a run before it.
    Left(PathBuf, Lock),
}

/// The advice for a record or a manifest that cannot be read as one.
const ADVICE: &str = "nothing was removed: only as `batch` wrote it does it say what is removed; put it back as it was, or \
                      remove the folder yourself";

/// Removes everything that batches wrote into a folder, including additions, and the folders that become empty.
///
/// # Errors
/// If the folder holds no batch or no list of its files, a run writes into it, or a file cannot be removed.
pub(crate) fn purge(folder: &Path) -> Result<Purged, Problems> {
    let mut purged = Purged::default();
    let name = folder.display();
    if !disk::is_folder(folder)? {
        let problem = Diagnostic::error(format!("`{name}` is no folder"));
        return Err(problem.help("name the folder that `batch` wrote").into());
    }
    let Some(whole) = take(folder.to_owned())? else {
        let message = format!(
            "`{name}` holds no batch: there is no `{}`",
            record_file::RECORD
        );
        let help = "nothing was removed: without it nobody can tell which files a batch wrote";
        return Err(Diagnostic::error(message).help(help).into());
    };
    // All are taken before anything is removed.
    let mut taken = vec![whole];
    for (_, addition) in additions::all(folder)? {
        taken.extend(take(addition)?);
    }
    while let Some(own) = taken.pop() {
        purged.files += match own {
            Own::Batch(batch) => remove(batch)?,
            Own::Left(folder, lock) => remove_left(&folder, lock)?,
        };
    }
    if disk::is_folder(folder)? {
        disk::settle(&[folder.to_owned()])?;
        add_kept(&mut purged.kept, folder)?;
    } else {
        disk::settle(&[disk::folder_of(folder).to_owned()])?;
    }
    Ok(purged)
}

/// Locks a folder to be removed; `None` if it holds neither a batch nor only the leftovers of runs.
///
/// # Errors
/// If its own files are not known, or a run writes into it.
fn take(folder: PathBuf) -> Result<Option<Own>, Problems> {
    if let Some(batch) = removal::take(folder.clone(), ADVICE)? {
        check_lists(&batch)?;
        return Ok(Some(Own::Batch(batch)));
    }
    if !disk::is_empty(&folder)? {
        return Ok(None);
    }
    let lock = Lock::take(&folder, None)?;
    Ok(Some(Own::Left(folder, lock)))
}

/// Checks that the files of a batch are known: by its lists, or because a removal was stopped after these and nothing
/// else is there.
///
/// # Errors
/// If they are not known.
fn check_lists(batch: &LockedBatch) -> Result<(), Diagnostic> {
    let folder = &batch.folder;
    let additions = additions::all(folder)?;
    let is_known = |name: &String| {
        [record_file::RECORD, record_file::REJECTED].contains(&&name[..])
            || disk::is_own(name)
            || additions.iter().any(|(_, path)| path.ends_with(name))
    };
    if !batch.lists.is_empty() || disk::names(folder, "")?.iter().all(is_known) {
        return Ok(());
    }
    let message = format!(
        "`{}` holds no `{}`, nor a list of the files of a batch that was stopped",
        folder.display(),
        lists::name(Shard::WHOLE)
    );
    let help = "nothing was removed: without it nobody can tell which files a batch wrote; put it back, or remove them \
                yourself";
    Err(Diagnostic::error(message).help(help))
}

/// Removes a batch; returns the number of files it had.
fn remove(batch: LockedBatch) -> Result<usize, Diagnostic> {
    let folder = &batch.folder;
    let left = removal::leftovers(folder, &batch.lists)?.removed;
    let written = removal::files_of(folder, &batch.lists)?;
    let rejected = remove_rejected(folder, batch.rejected)?;
    let record = disk::remove(&folder.join(record_file::RECORD))?;
    batch.lock.remove(folder)?;
    disk::remove_empty_folder(folder)?;
    Ok(left + written + usize::from(rejected) + usize::from(record))
}

/// Removes the leftovers of runs, and the folder; returns the number of files, without those that lock it.
fn remove_left(folder: &Path, lock: Lock) -> Result<usize, Diagnostic> {
    let left = disk::remove_leftovers(folder)?;
    lock.remove(folder)?;
    disk::remove_empty_folder(folder)?;
    Ok(left.removed)
}

/// Removes the file of rejected rows, unless somebody corrected it; returns whether it did.
fn remove_rejected(folder: &Path, known: Option<Digest>) -> Result<bool, Diagnostic> {
    let path = folder.join(record_file::REJECTED);
    let found = if disk::is_plain(&path)? {
        disk::digest(&path)?
    } else {
        None
    };
    let found = found.map(|(digest, _)| digest);
    if found.is_none() || found != known {
        return Ok(false);
    }
    disk::remove(&path)
}

/// Adds the files in a folder and in those below it, including links and empty folders.
fn add_kept(kept: &mut Vec<PathBuf>, folder: &Path) -> Result<(), Diagnostic> {
    let names = disk::names(folder, "")?;
    if names.is_empty() {
        kept.push(folder.to_owned());
    }
    for name in names {
        let path = folder.join(name);
        if disk::is_plain_folder(&path)? {
            add_kept(kept, &path)?;
        } else {
            kept.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::batch_record::tests::record;
    use crate::batch::record::entry;
    use crate::fields::to_toml;

    /// Makes a folder with these contents: files, and folders with a `/` at the end. `R` stands for a record, `OLD` for
    /// one in an older form, `M` for a manifest that names `a/b.txt`.
    fn folder(parts: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let manifest = String::from_utf8(entry::head()).unwrap() + "a/b.txt,text\n";
        let record = to_toml(&record()).unwrap();
        for (name, text) in parts {
            let path = folder.path().join("out").join(name);
            if name.ends_with('/') {
                disk::make_folder(&path).unwrap();
                continue;
            }
            disk::make_folder(disk::folder_of(&path)).unwrap();
            let text = match *text {
                "R" => &record,
                "M" => &manifest,
                "OLD" => "[inputs]\nprogram = \"0.1.0\"\n",
                "CRLF" => &manifest.replace('\n', "\r\n"),
                text => text,
            };
            disk::write(&path, text.as_bytes(), true).unwrap();
        }
        folder
    }

    const BATCH: [(&str, &str); 3] = [
        ("batch.toml", "R"),
        ("manifest.csv", "M"),
        ("a/b.txt", "Ana"),
    ];

    fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
        BATCH.into_iter().chain(more.iter().copied()).collect()
    }

    #[test]
    fn everything_that_is_a_batchs_own_goes() {
        for parts in [
            with(&[]),
            with(&[("manifest.csv", "CRLF")]),
            with(&[("batch.toml", "OLD")]),
            with(&[("added-1/", "")]),
            with(&[("added-1/.protest-letter-Ab12Cd", "Ana")]),
            with(&[("added-2/.protest-letter.lock", ""), ("added-3/", "")]),
            // As stopped removals leave it.
            vec![("batch.toml", "R"), (".protest-letter.lock", "")],
            vec![(".protest-letter-Ab12Cd", "Ana")],
            vec![("batch.toml", "R"), ("added-1/", "")],
        ] {
            let folder = folder(&parts);
            let purged = purge(&folder.path().join("out")).unwrap();
            assert_eq!(purged.kept, Vec::<PathBuf>::new(), "{parts:?}");
            let left = disk::names(folder.path(), "").unwrap();
            assert_eq!(left, Vec::<String>::new(), "{parts:?}");
        }
    }

    #[test]
    fn what_is_no_file_stays_and_is_told() {
        for (other, is_instead) in [
            ("a/b.txt/mine", true),
            ("a/b.txt/", true),
            (".protest-letter.lock-3/", false),
            (".protest-letter-Ab12Cd/mine", false),
            ("added-1/mine", false),
        ] {
            let mut parts = with(&[(other, "")]);
            if is_instead {
                parts.remove(2);
            }
            let folder = folder(&parts);
            let out = folder.path().join("out");
            let purged = purge(&out).unwrap();
            let kept = out.join(other.trim_end_matches('/'));
            assert_eq!(purged.kept, [kept], "{other}");
            assert!(!disk::exists(&out.join("batch.toml")).unwrap(), "{other}");
        }
        let folder = folder(&[(".protest-letter.lock-3/", "")]);
        let purged = purge(&folder.path().join("out")).unwrap();
        assert_eq!(purged.kept.len(), 1, "also where nothing else is");
    }

    #[test]
    fn without_a_list_nothing_is_removed() {
        for parts in [
            vec![BATCH[0], BATCH[2]],
            with(&[("added-1/batch.toml", "R"), ("added-1/a/b.txt", "")]),
            with(&[("manifest.csv", "file,owner\n")]),
            with(&[("batch.toml", "mine")]),
        ] {
            let folder = folder(&parts);
            let out = folder.path().join("out");
            let problems = purge(&out).unwrap_err();
            let last = problems.0.last().unwrap();
            assert!(last.help[0].starts_with("nothing was removed"), "{last:?}");
            assert!(last.help.len() == 1, "{last:?}");
            for (name, _) in parts {
                assert!(disk::exists(&out.join(name)).unwrap(), "{name}");
            }
        }
    }
}
