//! The files of a campaign folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::campaign::{Folder, PROFILES, TARGETS};
use crate::diagnostic::{Code, Diagnostic, Problems, Source};
use crate::disk::failure::cannot;
use crate::disk::look::{exists, is_file, is_folder, is_link, names};
use crate::disk::reading::read_bounded_text;
use crate::disk::system;
use crate::limits::{DEPTH, FILES, FOLDERS, INPUT, LETTERS, TEMPLATE};

/// Reads a campaign folder: `targets.toml`, `profiles.toml` if it is there, and every text below
/// `letters/`.
///
/// # Errors
/// Everything that cannot be read, links that lead out of the folder or to one that they are in, and more texts or
/// folders than are allowed.
pub fn read_campaign(folder: &Path) -> Result<Folder, Problems> {
    let (found, problems) = read_campaign_as_it_is(folder);
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(found)
    }
}

/// Reads what can be read of a campaign folder, with the problems of [`read_campaign`] beside it.
pub fn read_campaign_as_it_is(folder: &Path) -> (Folder, Problems) {
    let mut found = Folder::default();
    let mut problems = Problems::default();
    let Some(top) = problems.keep(Top::of(folder)) else {
        return (found, problems);
    };
    read_into(&mut found, &mut problems, &top, TARGETS);
    if let Some(true) = problems.keep(exists(&folder.join(PROFILES))) {
        read_into(&mut found, &mut problems, &top, PROFILES);
    }
    let mut walk = CampaignWalk {
        found: &mut found,
        problems: &mut problems,
        folder,
        top: &top,
        files: 0,
        above: Vec::new(),
        folders: 0,
        bytes: 0,
    };
    walk.below("letters");
    (found, problems)
}

/// The folder of a campaign, with its real path.
struct Top<'f> {
    folder: &'f Path,
    real: PathBuf,
}

impl<'f> Top<'f> {
    fn of(folder: &'f Path) -> Result<Self, Diagnostic> {
        let real = real(folder)?;
        Ok(Self { folder, real })
    }

    /// Returns an error if a link leads out of the folder: otherwise a campaign could quote any file of its reader.
    fn leads_out(&self, path: &Path, real: &Path) -> Option<Diagnostic> {
        let (name, folder) = (path.display(), self.folder.display());
        let real = (!real.starts_with(&self.real)).then(|| real.display())?;
        let message = format!("`{name}` is a link to `{real}`, which is not in `{folder}`");
        let help =
            "put a copy of it into the folder of the campaign: nothing outside of it is read";
        Some(Diagnostic::found(Code::UnreadableFile, message).help(help))
    }
}

/// Returns the real path of a file or folder.
fn real(path: &Path) -> Result<PathBuf, Diagnostic> {
    let real = system::canonicalize(path);
    real.map_err(|error| cannot("read", &path.display().to_string(), &error))
}

fn read_into(found: &mut Folder, problems: &mut Problems, top: &Top<'_>, path: &str) {
    let file = top.folder.join(path);
    let is_template = path.starts_with("letters/");
    let most = if is_template { TEMPLATE as u64 } else { INPUT };
    match problems.keep(text(top, &file, most)) {
        Some(source) => drop(found.files.insert(path.to_owned(), source)),
        None => drop(found.unread.insert(path.to_owned())),
    }
}

/// Reads the text of a file of at most `most` bytes that is no folder, pipe or device.
fn text(top: &Top<'_>, file: &Path, most: u64) -> Result<Arc<Source>, Diagnostic> {
    if exists(file)? && !is_file(file)? {
        let message = format!("`{}` is not a file", file.display());
        return Err(Diagnostic::found(Code::UnreadableFile, message));
    }
    if is_link(file)?
        && let Some(problem) = top.leads_out(file, &real(file)?)
    {
        return Err(problem);
    }
    read_bounded_text(file, most)
}

/// The walk through the folders of a campaign.
struct CampaignWalk<'w> {
    found: &'w mut Folder,
    problems: &'w mut Problems,
    folder: &'w Path,
    top: &'w Top<'w>,
    /// The number of texts that were read.
    files: usize,
    /// The folders above the current one: the real path of each, and the path by which it was reached.
    above: Vec<(PathBuf, String)>,
    /// The number of folders that were read.
    folders: usize,
    /// The number of bytes of texts that were read.
    bytes: usize,
}

impl CampaignWalk<'_> {
    /// Reads a folder and those below it.
    fn below(&mut self, below: &str) {
        let entered = self.enter(below);
        if self.problems.keep(entered).is_none() {
            return;
        }
        let listed = self.problems.keep(names(&self.folder.join(below), ""));
        for name in listed.into_iter().flatten() {
            if self.is_full() {
                break;
            }
            let path = format!("{below}/{name}");
            let is_text = [".md", ".toml"].iter().any(|ending| name.ends_with(ending));
            if name.starts_with('.') {
                continue;
            }
            match self.problems.keep(is_folder(&self.folder.join(&path))) {
                Some(true) => self.below(&path),
                Some(false) if is_text => self.text(&path),
                Some(false) => self.found.add_other(path),
                _ => {}
            }
        }
        self.above.pop();
    }

    fn text(&mut self, path: &str) {
        read_into(self.found, self.problems, self.top, path);
        self.files += 1;
        if self.files > FILES {
            self.is_too_much(&format!("{FILES} texts"));
        }
        let source = self.found.files.get(path);
        self.bytes += source.map_or(0, |source| source.text.len());
        if self.bytes > LETTERS {
            self.is_too_much(&format!("{} MiB of text", LETTERS >> 20));
        }
    }

    /// Enters a folder. Any number of links may lead to one, but none to a folder that it is in: the folders would
    /// never end.
    ///
    /// # Errors
    /// If the folder is one of those above, or is too deep.
    fn enter(&mut self, below: &str) -> Result<(), Diagnostic> {
        let path = self.folder.join(below);
        let name = path.display();
        if self.above.len() == DEPTH {
            let message =
                format!("`{name}` is deeper than {DEPTH} folders, the most that are read");
            return Err(Diagnostic::found(Code::OverLimit, message)
                .help("put its letters into a folder above"));
        }
        let real = real(&path)?;
        if let Some(problem) = self.top.leads_out(&path, &real) {
            return Err(problem);
        }
        if let Some((_, above)) = self.above.iter().find(|(above, _)| *above == real) {
            let above = self.folder.join(above);
            let message = format!(
                "`{name}` is a link to `{}`, which it is in",
                above.display()
            );
            return Err(Diagnostic::found(Code::UnreadableFile, message)
                .help("remove the link: it has no end"));
        }
        self.above.push((real, below.to_owned()));
        self.folders += 1;
        if self.folders > FOLDERS {
            self.is_too_much(&format!("{FOLDERS} folders"));
        }
        Ok(())
    }

    /// Reports that there is more than is read.
    fn is_too_much(&mut self, most: &str) {
        let letters = self.folder.join("letters");
        let message = format!(
            "`{}` has more than {most}, the most that are read; what links lead to counts each time",
            letters.display()
        );
        self.problems.push(
            Diagnostic::found(Code::OverLimit, message)
                .help("remove what is no letter of this campaign"),
        );
    }

    fn is_full(&self) -> bool {
        self.bytes > LETTERS || self.folders > FOLDERS || self.files > FILES
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    /// Reads a campaign with these links below its letters, given as their paths and their targets.
    fn read(links: &[(&str, &str)]) -> Result<Vec<String>, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("campaign/letters/en")).unwrap();
        fs::create_dir_all(at("campaign/partials/deep")).unwrap();
        for file in [
            "campaign/targets.toml",
            "campaign/letters/en/a.md",
            "campaign/partials/b.md",
            "campaign/partials/deep/c.md",
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
    fn links_may_lead_to_one_folder_often() {
        let linked = read(&[
            ("de", "en"),
            ("kk", "../partials"),
            ("ru", "../partials"),
            ("z.md", "en/a.md"),
        ]);
        let files = [
            "letters/de/a.md",
            "letters/en/a.md",
            "letters/kk/b.md",
            "letters/kk/deep/c.md",
            "letters/ru/b.md",
            "letters/ru/deep/c.md",
            "letters/z.md",
            "targets.toml",
        ];
        assert_eq!(linked.unwrap(), files);
    }

    #[test]
    fn links_have_an_end() {
        for links in [
            &[("a", "."), ("b", ".")][..],
            &[("a", "../letters"), ("b", "a")],
            &[("a", "../../campaign/letters"), ("en/b", "..")],
        ] {
            let told = read(links).unwrap_err();
            assert_eq!(told.len(), 2, "{told:?}");
            assert!(told[0].contains("which it is in"), "{told:?}");
        }
    }

    /// A campaign is everything in its folder: a link of a stranger would take in any file of its reader.
    #[test]
    fn links_that_lead_out_are_refused() {
        let outside = tempfile::tempdir().unwrap();
        let (file, below) = (outside.path().join("k.md"), outside.path().join("sub"));
        fs::write(&file, "secret").unwrap();
        fs::create_dir(&below).unwrap();
        fs::write(below.join("k.md"), "secret").unwrap();
        for (link, to) in [
            ("en/k.md", &file),
            ("sub", &below),
            ("up", &outside.path().into()),
        ] {
            let told = read(&[(link, to.to_str().unwrap())]).unwrap_err();
            assert!(
                told.len() == 1 && told[0].contains("which is not in"),
                "{told:?}"
            );
        }
        for name in [TARGETS, PROFILES] {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("letters")).unwrap();
            fs::write(folder.path().join(TARGETS), "").unwrap();
            let _ = fs::remove_file(folder.path().join(name));
            symlink(&file, folder.path().join(name)).unwrap();
            let told = read_campaign(folder.path()).unwrap_err().0;
            assert!(
                told.len() == 1 && told[0].message.contains("which is not in"),
                "{told:?}"
            );
        }
        // The folder itself may be behind a link.
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("real/letters")).unwrap();
        fs::write(folder.path().join("real/targets.toml"), "").unwrap();
        symlink("real", folder.path().join("linked")).unwrap();
        assert!(read_campaign(&folder.path().join("linked")).is_ok());
    }

    #[test]
    fn links_that_make_many_of_few_are_too_many() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("targets.toml"), "").unwrap();
        let letters = folder.path().join("letters");
        fs::create_dir(&letters).unwrap();
        for n in 0..6 {
            let level = folder.path().join(format!("level{n}"));
            fs::create_dir(&level).unwrap();
            fs::write(level.join("a.md"), "").unwrap();
            for link in 0..4 {
                symlink(format!("../level{}", n + 1), level.join(link.to_string())).unwrap();
            }
        }
        fs::create_dir(folder.path().join("level6")).unwrap();
        symlink("../level0", letters.join("en")).unwrap();
        let told = read_campaign(folder.path()).unwrap_err().0;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].message.contains("more than 1000 folders"),
            "{told:?}"
        );
    }

    /// Texts of nothing have no bytes that could be too many.
    #[test]
    fn empty_texts_have_an_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("targets.toml"), "").unwrap();
        let letters = folder.path().join("letters");
        fs::create_dir_all(letters.join("en")).unwrap();
        for n in 0..1_000 {
            fs::write(letters.join(format!("en/{n}.md")), "").unwrap();
        }
        for n in 2..=FILES / 1_000 {
            symlink("en", letters.join(n.to_string())).unwrap();
        }
        assert_eq!(read_campaign(folder.path()).unwrap().files.len(), FILES + 1);
        fs::write(letters.join("one.md"), "").unwrap();
        let told = read_campaign(folder.path()).unwrap_err().0;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].message.contains("more than 10000 texts"),
            "{told:?}"
        );
    }

    #[test]
    fn all_texts_together_have_an_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("targets.toml"), "").unwrap();
        fs::create_dir(folder.path().join("letters")).unwrap();
        let text = "a".repeat(TEMPLATE);
        for n in 0..=LETTERS / TEMPLATE {
            assert!(n == 0 || read_campaign(folder.path()).is_ok(), "{n}");
            fs::write(folder.path().join(format!("letters/{n}.md")), &text).unwrap();
        }
        let told = read_campaign(folder.path()).unwrap_err().0;
        assert!(
            told[0].message.contains("more than 16 MiB of text"),
            "{told:?}"
        );
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
