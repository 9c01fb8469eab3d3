//! Who can read what a batch writes: as it was asked for, and as what is there already says.

use crate::batch::record::folder;
use std::path::Path;

use crate::batch::Request;
use crate::batch::record::inputs::Inputs;
use crate::cli::args::Batch;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Readers;

/// Who can read what is written: whoever can read what the batch has that goes on in the folder, or is added to, and
/// nobody else. Where all is written anew, nobody who could not read what was there.
///
/// # Errors
/// If the system does not tell who can.
pub fn readers(args: &Batch, folder: Option<&Path>) -> Result<Readers, Diagnostic> {
    if let Some(folder) = folder.filter(|_| args.force)
        && folder::is_private(folder)?
    {
        return Ok(Readers::Owner);
    }
    let whole = folder
        .and_then(Path::parent)
        .filter(|_| args.new_only)
        .map(Inputs::read);
    let own = folder.filter(|_| !args.force).map(Inputs::read);
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

/// That a folder is not shared, if that was asked for: it is there, and for its owner alone.
pub fn refused(args: &Batch, request: &Request<'_>, folder: &Path) -> Problems {
    if args.readers.get() == request.readers || request.readers == Readers::Group {
        return Problems::default();
    }
    let folder = folder.display();
    let message = format!("`{folder}` is for you alone, and stays so: `--shared` is not taken");
    let help =
        "what is there gets no new readers; to share it, remove it first with `batch --purge`";
    Diagnostic::warning(message).help(help).into()
}
