//! `init`: writes the built-in campaign or an almost empty one into a folder, with the page of the documentation and
//! the JSON Schemas beside it.

use std::borrow::Cow;
use std::path::Path;

use crate::campaign::embedded;
use crate::cli::args::lists::InitArgs;
use crate::cli::exit::Exit;
use crate::cli::init::{page, schemas, skeleton};
use crate::cli::shared::plan;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner, Readers};
use crate::shell;

/// A file to be written: its path in the folder, and its text.
type NewFile = (&'static str, Cow<'static, str>);

/// Writes a campaign; if one of its files is there and is another, nothing is written.
pub(crate) fn run(args: &InitArgs, console: Console) -> Result<Exit, Problems> {
    let files = files(args.empty)?;
    if !args.force {
        refuse_others(&files, &args.folder)?;
    }
    for (path, text) in &files {
        write(&args.folder.join(path), text, args.force)?;
    }
    console.inform(&next(args, files.len()));
    Ok(Exit::Done)
}

/// Returns the files of a new folder.
///
/// # Errors
/// If the day is needed and is wrong.
fn files(is_empty: bool) -> Result<Vec<NewFile>, Problems> {
    let given = |(path, text): &(&'static str, &'static str)| (*path, Cow::Borrowed(*text));
    let mut files: Vec<NewFile> = if is_empty {
        let today = skeleton::files(plan::date(None)?);
        today.map(|(path, text)| (path, text.into())).collect()
    } else {
        embedded::FILES.iter().map(given).collect()
    };
    files.extend(schemas::FILES.iter().map(given));
    files.push((page::NAME, page::text().into()));
    Ok(files)
}

/// Returns an error for every file that is there and is another.
fn refuse_others(files: &[NewFile], folder: &Path) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for (path, text) in files {
        let path = folder.join(path);
        if disk::exists(&path)? && !disk::holds(&path, text.as_bytes())? {
            let message = format!("`{}` is there already", path.display());
            problems.push(Diagnostic::error(message));
        }
    }
    let Some(last) = problems.0.last_mut() else {
        return Ok(());
    };
    let help = "give `--force` to replace what is there, or name a new folder";
    last.help.push(help.to_owned());
    Err(problems)
}

fn write(path: &Path, text: &str, force: bool) -> Result<(), Diagnostic> {
    if let Some(parent) = path.parent() {
        disk::make_folder_for(parent, Readers::Everyone)?;
        disk::remove_leftovers(parent)?;
    }
    let manner = Manner {
        force,
        readers: Readers::Everyone,
    };
    disk::write(path, text.as_bytes(), manner)
}

/// Returns what was written and what to do next.
fn next(args: &InitArgs, count: usize) -> String {
    let shown = args.folder.display();
    let typed = shell::file(&args.folder);
    let typed = typed.map_or_else(|_| shown.to_string(), |folder| shell::quoted(&folder));
    let (verb, target) = if args.empty {
        ("fill in", skeleton::TARGET)
    } else {
        ("edit", "president")
    };
    format!(
        "wrote {count} files into `{shown}`. Next:\n  \
         1. {verb} `targets.toml` and the files in `letters/`; `{page}` explains every key\n  \
         2. protest-letter check {typed}\n  \
         3. protest-letter generate --campaign {typed} --target {target}",
        page = page::NAME
    )
}
