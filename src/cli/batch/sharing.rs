//! The readers of what a batch writes: as was asked for, and as what is there already says.

use std::path::Path;

use crate::batch::Request;
use crate::batch::record::folder;
use crate::batch::record::record_file;
use crate::cli::args::batch::BatchArgs;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Readers;

/// The readers of what is written: whoever can read what the batch has that goes on in the folder, or is added to, and
/// nobody else. Where all is written anew, nobody who could not read what was there.
///
/// # Errors
/// If it cannot be found out who can read what is there.
pub(super) fn readers(args: &BatchArgs, folder: Option<&Path>) -> Result<Readers, Diagnostic> {
    if let Some(folder) = folder.filter(|_| args.force)
        && folder::is_private(folder)?
    {
        return Ok(Readers::Owner);
    }
    let whole = folder
        .and_then(Path::parent)
        .filter(|_| args.new_only)
        .map(record_file::read);
    let own = folder.filter(|_| !args.force).map(record_file::read);
    // A record that cannot be read is told when the folder is made ready.
    let known = [own, whole]
        .into_iter()
        .flatten()
        .filter_map(|read| read.ok()?);
    let known: Vec<Readers> = known.map(|known| known.readers()).collect();
    let asked = if known.is_empty() {
        args.readers.get()
    } else {
        Readers::Owner
    };
    Ok(known
        .into_iter()
        .find(|known| *known == Readers::Group)
        .unwrap_or(asked))
}

/// The warning that a folder is not shared though that was asked for: it is there, and for its owner alone.
pub(super) fn refused(args: &BatchArgs, request: &Request<'_>, folder: &Path) -> Problems {
    if args.readers.get() == request.readers || request.readers == Readers::Group {
        return Problems::default();
    }
    let folder = folder.display();
    let message = format!("`{folder}` is for you alone, and stays so: `--shared` is not taken");
    let help =
        "what is there gets no new readers; to share it, remove it first with `batch --purge`";
    Diagnostic::warning(message).help(help).into()
}
