//! The files of a campaign folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{cannot, exists, is_file, is_folder, names, read_bounded_text, system};
use crate::campaign::{Folder, PROFILES, TARGETS};
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::limits::{INPUT, TEMPLATE};

/// So many folders stand one in another below that of the campaign.
const DEPTH: usize = 8;

/// Reads a campaign folder: `targets.toml`, `profiles.toml` if it is there, and every text below
/// `letters/`.
///
/// # Errors
/// Everything that cannot be read, and folders that links lead to again.
pub fn read_campaign(folder: &Path) -> Result<Folder, Problems> {
    let mut found = Folder::default();
    let mut problems = Problems::default();
    read_into(&mut found, &mut problems, folder, TARGETS);
    if let Some(true) = problems.keep(exists(&folder.join(PROFILES))) {
        read_into(&mut found, &mut problems, folder, PROFILES);
    }
    let mut walk = Walk {
        found: &mut found,
        problems: &mut problems,
        folder,
        visited: BTreeMap::new(),
    };
    walk.below("letters", 1);
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

/// The way through the folders of a campaign.
struct Walk<'w> {
    found: &'w mut Folder,
    problems: &'w mut Problems,
    folder: &'w Path,
    /// Where each folder really is, by which way it was read.
    visited: BTreeMap<PathBuf, String>,
}

impl Walk<'_> {
    /// Reads what is in a folder and in those below it. A link may lead to one, once: else a few links would be
    /// folders without end.
    fn below(&mut self, below: &str, depth: usize) {
        let visited = self.visit(below, depth);
        if self.problems.keep(visited).is_none() {
            return;
        }
        let listed = self.problems.keep(names(&self.folder.join(below), ""));
        for name in listed.into_iter().flatten() {
            let path = format!("{below}/{name}");
            let is_text = [".md", ".toml"].iter().any(|ending| name.ends_with(ending));
            if name.starts_with('.') {
                continue;
            }
            match self.problems.keep(is_folder(&self.folder.join(&path))) {
                Some(true) => self.below(&path, depth + 1),
                Some(false) if is_text => {
                    read_into(self.found, self.problems, self.folder, &path);
                }
                _ => {}
            }
        }
    }

    /// Writes down that a folder is read.
    ///
    /// # Errors
    /// If it was read before, or is too deep.
    fn visit(&mut self, below: &str, depth: usize) -> Result<(), Diagnostic> {
        let path = self.folder.join(below);
        let name = path.display();
        if depth > DEPTH {
            let message =
                format!("`{name}` is deeper than {DEPTH} folders, the most that are read");
            return Err(Diagnostic::error(message).help("put its letters into a folder above"));
        }
        let real = system::canonicalize(&path);
        let real = real.map_err(|error| cannot("read", &name.to_string(), &error))?;
        if let Some(other) = self.visited.get(&real) {
            let other = self.folder.join(other);
            let message = format!(
                "`{name}` is the folder `{}` once more, by a link",
                other.display()
            );
            return Err(Diagnostic::error(message).help("remove the link: a folder is read once"));
        }
        self.visited.insert(real, below.to_owned());
        Ok(())
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    /// A campaign with some links below its letters, as where they are and where they lead.
    fn read(links: &[(&str, &str)]) -> Result<Vec<String>, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("campaign/letters/en")).unwrap();
        fs::create_dir_all(at("partials/deep")).unwrap();
        for file in [
            "campaign/targets.toml",
            "campaign/letters/en/a.md",
            "partials/b.md",
            "partials/deep/c.md",
        ] {
            fs::write(at(file), "").unwrap();
        }
        for (link, to) in links {
            symlink(to, at("campaign/letters").join(link)).unwrap();
        }
        let found = read_campaign(&at("campaign"));
        let found = found.map(|found| found.files.into_keys().collect());
        found.map_err(|problems| problems.0.into_iter().map(|p| p.message).collect())
    }

    #[test]
    fn a_link_leads_to_a_folder_once() {
        let linked = read(&[("partials", "../../partials"), ("z.md", "en/a.md")]);
        let files = [
            "letters/en/a.md",
            "letters/partials/b.md",
            "letters/partials/deep/c.md",
            "letters/z.md",
            "targets.toml",
        ];
        assert_eq!(linked.unwrap(), files);
        for links in [
            &[("a", "."), ("b", ".")][..],
            &[("a", "../letters"), ("b", "a")],
            &[
                ("x", "../../partials"),
                ("y", "../../partials"),
                ("z", "en"),
            ],
        ] {
            let told = read(links).unwrap_err();
            assert_eq!(told.len(), 2, "{told:?}");
            assert!(told[0].contains("once more, by a link"), "{told:?}");
        }
    }

    #[test]
    fn folders_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("targets.toml"), "").unwrap();
        let mut path = folder.path().join("letters");
        for n in 1..=DEPTH + 1 {
            fs::create_dir(&path).unwrap();
            fs::write(path.join("a.md"), "").unwrap();
            let read = read_campaign(folder.path());
            assert_eq!(read.is_ok(), n <= DEPTH, "{n}: {read:?}");
            path.push("in");
        }
    }
}
