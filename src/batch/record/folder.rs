//! The folder of a batch and the inputs it was made from, so that the batch can go on, be checked, and never be mixed
//! up with another.

use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::differences::{Change, InputKind, differences, sentence};
use crate::batch::record::record_file::{self, RECORD};
use crate::batch::record::{lists, write_ahead};
use std::path::Path;

use crate::batch::record::conflicts::Planned;
use crate::batch::record::removal;
use crate::batch::record::shard::Shard;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Lock, Others};

/// Returns whether a folder, or anything of the batch in it, is for its owner alone. New files there are not made
/// readable to others.
///
/// # Errors
/// If the permissions of a file cannot be read.
pub(crate) fn is_private(folder: &Path) -> Result<bool, Diagnostic> {
    if disk::is_private(folder)? || disk::is_private(&folder.join(RECORD))? {
        return Ok(true);
    }
    if !disk::is_folder(folder)? {
        return Ok(false);
    }
    for (list, _) in lists::found(folder)? {
        let mut is_private = disk::is_private(&folder.join(&list))?;
        write_ahead::files(&folder.join(&list), |file| {
            let path = folder.join(file);
            is_private =
                is_private || disk::is_private(&path)? || disk::is_private(disk::folder_of(&path))?;
            Ok(())
        })?;
        if is_private {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The options for writing a batch into its folder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    /// Whether letters that are there are written again.
    pub force: bool,
    /// Whether it adds to the batch of the folder above.
    pub addition: bool,
    /// The part of the files that is written.
    pub shard: Shard,
}

impl Way {
    /// Returns the problem of a folder that cannot be used, with advice: if only the list of members is another, its
    /// new members can be added.
    fn refused(self, problem: Diagnostic, can_grow: bool) -> Diagnostic {
        if !can_grow || self.addition || self.shard != Shard::WHOLE {
            return problem.help(self.advice());
        }
        problem
            .help(
                "for the letters of those who are new in the list, give the same command with `--new-only`: what is there \
                 stays",
            )
            .help(format!("or {}", self.advice()))
    }

    /// Returns the advice for a folder that cannot be used.
    fn advice(self) -> &'static str {
        if self.addition {
            "add `--force` to write this addition anew; what was finished before it stays"
        } else {
            "name a new folder, or give `--force` to write all letters anew"
        }
    }
}

/// A folder that is ready.
#[derive(Debug)]
pub(crate) struct Ready {
    /// The lock: until it is dropped, only runs of other parts may write there.
    pub lock: Lock,
    /// Messages about the folder.
    pub notes: Problems,
}

/// Prepares a folder for a batch from some inputs: an empty one, or one in which such a batch was stopped or finished.
/// With `force`, the files of the batch in it are removed; other files stay.
///
/// # Errors
/// If the folder holds other files or another batch, files stand where those that are `planned` have to be, or another
/// run writes there.
pub(crate) fn prepare(
    folder: &Path,
    record: &BatchRecord,
    way: Way,
    planned: &Planned,
) -> Result<Ready, Problems> {
    disk::make_folder_for(folder, record.readers())?;
    let part = (way.shard != Shard::WHOLE).then_some(way.shard.number);
    let mut lock = Lock::take(folder, part)?;
    let (ours, is_other) = settled(|| found(folder, record, way, planned), folder)?;
    let lists = |is_in: &dyn Fn(Shard) -> bool| -> Vec<String> {
        let found = ours.iter().filter(|(_, shard)| is_in(*shard));
        found.map(|(name, _)| name.clone()).collect()
    };
    let all = lists(&|_| true);
    let mut notes = Problems::default();
    if lock.others() == Others::Absent {
        notes.0.extend(removal::leftovers(folder, &all)?.kept);
    }
    if is_other {
        // The letters of the other parts would stay among the new ones.
        if lock.others() == Others::Present {
            return Err(disk::is_taken(folder).into());
        }
        notes.0.extend(removal::additions_of(folder)?);
        removal::files_of(folder, &all)?;
    } else if way.force {
        removal::files_of(folder, &lists(&|shard| shard == way.shard))?;
    }
    record_file::write(record, folder)?;
    lock.open(folder)?;
    Ok(Ready { lock, notes })
}

/// The number of times that the lists in a folder are read while runs of other parts end.
const ATTEMPTS: usize = 100;

/// Reads a folder until the result is consistent. A run of another part may end and rename its lists meanwhile.
fn settled<F>(find: impl Fn() -> Result<F, Problems>, folder: &Path) -> Result<F, Problems> {
    for _ in 1..ATTEMPTS {
        let before = lists::found(folder)?;
        let found = find();
        if found.is_ok() || lists::found(folder)? == before {
            return found;
        }
    }
    find()
}

/// Returns the names of the manifests and lists in a folder, and whether they are of another batch. No file of others
/// stands in their place, nor where files are `planned`.
fn found(
    folder: &Path,
    record: &BatchRecord,
    way: Way,
    planned: &Planned,
) -> Result<(Vec<(String, Shard)>, bool), Problems> {
    let ours = lists::ours(folder)?;
    let is_other = is_other(folder, record, way, &ours)?;
    // Those of this part first: usually they have all files.
    let (own, others): (Vec<_>, Vec<_>) = ours.iter().partition(|(_, shard)| *shard == way.shard);
    let known = own.iter().chain(&others).map(|(name, _)| &name[..]);
    planned.check(folder, &known.collect::<Vec<_>>())?;
    Ok((ours, is_other))
}

/// Returns whether a folder holds another batch than that of some inputs, or the same in other parts.
///
/// # Errors
/// If it does and is to stay as it is, or holds files of others where those of the batch have to be.
fn is_other(
    folder: &Path,
    record: &BatchRecord,
    way: Way,
    ours: &[(String, Shard)],
) -> Result<bool, Problems> {
    let name = folder.display();
    let in_parts = ours.iter().any(|(_, other)| other.of != way.shard.of);
    let source = record_file::source(folder)?;
    let mut can_grow = false;
    let problem = match source.as_ref().map(record_file::parse) {
        Some(Ok(known)) => {
            let changes = differences(&known, record)?;
            match (!changes.is_empty(), in_parts) {
                (true, _) => {
                    can_grow = is_other_list(&changes) && can_be_added_to(record, ours);
                    let told = sentence(&changes);
                    format!("the batch in `{name}` was made from other inputs: {told}")
                }
                (false, true) => format!("the batch in `{name}` is written in other parts"),
                (false, false) => return Ok(false),
            }
        }
        None if disk::is_empty(folder)? => return Ok(false),
        None => format!("`{name}` holds other files"),
        Some(Err(mut problems)) => {
            if !source.is_some_and(|source| record_file::is_of_another_form(&source)) {
                problems.push(lists::in_the_way(&folder.join(RECORD)));
            }
            return Err(problems);
        }
    };
    if way.force {
        return Ok(true);
    }
    Err(way.refused(Diagnostic::error(problem), can_grow).into())
}

/// Returns whether nothing but the members file is another, and what follows from that.
fn is_other_list(changes: &[Change]) -> bool {
    let is_of_list = |kind| matches!(kind, InputKind::Members | InputKind::Count);
    changes.iter().all(|change| is_of_list(change.kind))
        && changes
            .iter()
            .any(|change| change.kind == InputKind::Members)
}

/// Returns whether the letters of new members can be added to a batch: it is finished, and not all sign one letter.
fn can_be_added_to(record: &BatchRecord, ours: &[(String, Shard)]) -> bool {
    let whole = lists::name(Shard::WHOLE);
    !record.members.signatories && !ours.is_empty() && ours.iter().all(|(name, _)| *name == whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::batch_record::tests::record;
    use crate::calendar::Date;

    fn dated(date: &str) -> BatchRecord {
        let mut record = record();
        record.letters.date = Date::parse(date).unwrap();
        record.letters.set = [("\"x\".y".to_owned(), "1\n2".to_owned())].into();
        record
    }

    #[test]
    fn a_record_that_cannot_be_read_is_not_called_somebody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let shard = Shard::WHOLE;
        let way = Way {
            force: true,
            addition: false,
            shard,
        };
        let prepare = || prepare(folder.path(), &record(), way, &Planned::default());
        disk::make_folder(&folder.path().join(RECORD)).unwrap();
        let taken = removal::take(folder.path().to_owned(), "").map(|_| ());
        for told in [prepare().unwrap_err(), taken.unwrap_err()] {
            assert_eq!(told.0.len(), 1, "{told:?}");
            assert!(told.0[0].message.starts_with("cannot read"), "{told:?}");
        }
    }

    #[test]
    fn a_folder_is_for_one_batch() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let (one, other) = (dated("2026-11-23"), dated("2026-12-01"));
        let prepare = |path: &Path, record: &BatchRecord, force| {
            let shard = Shard::WHOLE;
            let way = Way {
                force,
                addition: false,
                shard,
            };
            prepare(path, record, way, &Planned::default())
        };
        prepare(&path, &one, false).unwrap();
        assert_eq!(record_file::read(&path).unwrap(), Some(one.clone()));
        prepare(&path, &one, false).unwrap();
        let changed = prepare(&path, &other, false).unwrap_err();
        let told = "made from other inputs: `--date` was `2026-11-23`, now `2026-12-01`";
        assert!(changed.0[0].message.ends_with(told), "{changed:?}");
        prepare(&path, &other, true).unwrap();
        let foreign = prepare(folder.path(), &one, false).unwrap_err();
        assert!(
            foreign.0[0].message.ends_with("holds other files"),
            "{foreign:?}"
        );
    }
}
