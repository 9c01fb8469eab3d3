//! `init`: writes the built-in campaign into a folder, to be edited.

use crate::campaign::embedded;
use crate::cli::args::lists::InitArgs;
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner, Readers};

/// Writes the built-in campaign; if one of its files is there and is another, nothing is written.
pub(super) fn run(args: &InitArgs, console: Console) -> Result<Exit, Problems> {
    let folder = &args.folder;
    let mut problems = Problems::default();
    for (path, text) in embedded::FILES.iter().filter(|_| !args.force) {
        let path = folder.join(path);
        if disk::exists(&path)? && !disk::holds(&path, text.as_bytes())? {
            let message = format!("`{}` is there already", path.display());
            problems.push(Diagnostic::error(message));
        }
    }
    if let Some(last) = problems.0.last_mut() {
        last.help
            .push("give `--force` to replace what is there, or name a new folder".to_owned());
        return Err(problems);
    }
    for (path, text) in embedded::FILES {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            disk::make_folder_for(parent, Readers::Everyone)?;
            disk::remove_leftovers(parent)?;
        }
        let manner = Manner {
            force: args.force,
            readers: Readers::Everyone,
        };
        disk::write(&path, text.as_bytes(), manner)?;
    }
    console.inform(&format!(
        "wrote {} files into `{}`; edit them, then run `protest-letter check {}`",
        embedded::FILES.len(),
        folder.display(),
        folder.display()
    ));
    Ok(Exit::Done)
}
