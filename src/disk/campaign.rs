//! The files of a campaign folder.

use std::path::Path;
use std::sync::Arc;

use super::{exists, is_file, is_folder, names, read_bounded_text};
use crate::campaign::{Folder, PROFILES, TARGETS};
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::limits::{INPUT, TEMPLATE};

/// Reads a campaign folder: `targets.toml`, `profiles.toml` if it is there, and every text below
/// `letters/`.
///
/// # Errors
/// Everything that cannot be read.
pub fn read_campaign(folder: &Path) -> Result<Folder, Problems> {
    let mut found = Folder::default();
    let mut problems = Problems::default();
    read_into(&mut found, &mut problems, folder, TARGETS);
    if let Some(true) = problems.keep(exists(&folder.join(PROFILES))) {
        read_into(&mut found, &mut problems, folder, PROFILES);
    }
    walk(&mut found, &mut problems, folder, "letters");
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(found)
    }
}

fn read_into(found: &mut Folder, problems: &mut Problems, folder: &Path, path: &str) {
    let file = folder.join(path);
    let is_template = path.starts_with("letters/");
    let most = if is_template { TEMPLATE as u64 } else { INPUT };
    if let Some(source) = problems.keep(text(&file, most)) {
        found.files.insert(path.to_owned(), source);
    }
}

/// The text of a file of at most `most` bytes that is no folder, pipe or device.
fn text(file: &Path, most: u64) -> Result<Arc<Source>, Diagnostic> {
    if exists(file)? && !is_file(file)? {
        let message = format!("`{}` is not a file", file.display());
        return Err(Diagnostic::error(message));
    }
    read_bounded_text(file, most)
}

fn walk(found: &mut Folder, problems: &mut Problems, folder: &Path, below: &str) {
    let listed = problems.keep(names(&folder.join(below), ""));
    for name in listed.into_iter().flatten() {
        let path = format!("{below}/{name}");
        let is_text = [".md", ".toml"].iter().any(|ending| name.ends_with(ending));
        if name.starts_with('.') {
            continue;
        }
        match problems.keep(is_folder(&folder.join(&path))) {
            Some(true) => walk(found, problems, folder, &path),
            Some(false) if is_text => read_into(found, problems, folder, &path),
            _ => {}
        }
    }
}
