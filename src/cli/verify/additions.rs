//! The additions of a batch, each verified as the batch that it is.

use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::{additions, lists, record_file};
use crate::cli::args::verify::VerifyArgs;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// Returns the arguments for each finished addition in the folder of a batch. One that is not finished is a problem of
/// the batch itself.
///
/// # Errors
/// If a folder or a record cannot be read.
pub(super) fn finished(args: &VerifyArgs) -> Result<Vec<VerifyArgs>, Problems> {
    let mut found = Vec::new();
    for (_, folder) in additions::all(&args.folder)? {
        let has_rows = lists::all(&folder).is_ok_and(|lists| !lists.is_empty());
        if !has_rows || !record_file::is_there(&folder)? {
            continue;
        }
        let record = record_file::read_needed(&folder)?;
        let own = record.members_file(&folder);
        // It may have been made from another list than the batch.
        let is_there = has_its_members(&record, &own)?;
        found.push(VerifyArgs {
            members: args.members.clone().filter(|_| !is_there),
            from: args.from.clone(),
            folder,
            ..*args
        });
    }
    Ok(found)
}

/// Returns whether the list of members is where it was, and unchanged.
fn has_its_members(record: &BatchRecord, file: &std::path::Path) -> Result<bool, Diagnostic> {
    let digest = disk::digest(file)?.map(|(digest, _)| digest);
    Ok(digest == Some(record.members.sha256))
}

/// Puts the folder of an addition before each of its problems, without those that were already told.
pub(super) fn told(args: &VerifyArgs, problems: Problems, already: &Problems) -> Problems {
    let name = args.folder.display();
    let is_new = |problem: &Diagnostic| !already.0.contains(problem);
    let problems = problems.0.into_iter().filter(is_new);
    let named = problems.map(|problem| Diagnostic {
        message: format!("`{name}`: {}", problem.message),
        ..problem
    });
    Problems(named.collect())
}
