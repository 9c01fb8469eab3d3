//! The files of a campaign folder.

use std::fs;
use std::path::Path;

use super::{cannot, exists, read_bounded_text};
use crate::campaign::{Folder, PROFILES, TARGETS};
use crate::diagnostic::{Diagnostic, Problems};
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
    if exists(&folder.join(PROFILES)) {
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
    if file.exists() && !file.is_file() {
        let message = format!("`{}` is not a file", file.display());
        return problems.push(Diagnostic::error(message));
    }
    let is_template = path.starts_with("letters/");
    let most = if is_template { TEMPLATE as u64 } else { INPUT };
    match read_bounded_text(&file, most) {
        Ok(source) => {
            found.files.insert(path.to_owned(), source);
        }
        Err(problem) => problems.push(problem),
    }
}

fn walk(found: &mut Folder, problems: &mut Problems, folder: &Path, below: &str) {
    let entries = match fs::read_dir(folder.join(below)) {
        Ok(entries) => entries,
        Err(error) => {
            let name = folder.join(below).display().to_string();
            return problems.push(cannot("read", &name, &error));
        }
    };
    let mut names: Vec<(String, bool)> = entries
        .flatten()
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                entry.path().is_dir(),
            )
        })
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    names.sort();
    for (name, is_folder) in names {
        let path = format!("{below}/{name}");
        if is_folder {
            walk(found, problems, folder, &path);
        } else if [".md", ".toml"].iter().any(|ending| name.ends_with(ending)) {
            read_into(found, problems, folder, &path);
        }
    }
}
