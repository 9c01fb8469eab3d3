//! The readers of the written files: names and addresses of members are private.
//!
//! Systems without Unix permissions keep their own.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::disk::changes::settle_names;
use crate::disk::failure::cannot;
use crate::disk::look::exists;
use crate::disk::look::there;
use crate::disk::paths::folder_of;
use crate::disk::system;
use crate::disk::system::File;

/// The people who can read a written file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// Only the user who runs the program, however little the user's mask takes away.
    #[default]
    Owner,
    /// The user's group too, as far as the user's mask allows.
    Group,
    /// Everyone, as far as the user's mask allows: for public data.
    Everyone,
}

/// The options for putting a file at a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether it replaces one that is there.
    pub force: bool,
    /// The readers of the file. Nobody who could not read a replaced file can read the new one.
    pub readers: Readers,
}

impl From<bool> for Manner {
    /// Creates the options with or without `force`, for the owner alone.
    fn from(force: bool) -> Self {
        let readers = Readers::Owner;
        Self { force, readers }
    }
}

impl Readers {
    /// Returns the permissions of a new file at a path: never more than those of a file that is there.
    pub(super) fn of_file(self, path: &Path) -> io::Result<u32> {
        let wanted = match self {
            Self::Owner => 0o600,
            Self::Group => 0o640,
            Self::Everyone => 0o666,
        };
        Ok(wanted & mode(path)?.unwrap_or(wanted))
    }

    fn of_folder(self) -> u32 {
        match self {
            Self::Owner => 0o700,
            Self::Group => 0o750,
            Self::Everyone => 0o777,
        }
    }

    /// Opens a file that grows, with `options`. A file that is there keeps its permissions.
    pub(super) fn open(self, path: &Path, options: &mut fs::OpenOptions) -> io::Result<File> {
        options.create(true);
        let mode = self.of_file(path)?;
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(options, mode);
        #[cfg(not(unix))]
        let _ = mode;
        File::create(path, options)
    }
}

/// Returns the permissions at a path, also behind a link; `None` if nothing is there, or the system has none.
fn mode(path: &Path) -> io::Result<Option<u32>> {
    let Some(found) = there(system::metadata(path))? else {
        return Ok(None);
    };
    #[cfg(unix)]
    return Ok(Some(std::os::unix::fs::PermissionsExt::mode(
        &found.permissions(),
    )));
    #[cfg(not(unix))]
    return Ok(Some(found).and(None));
}

/// Returns whether a path exists and its group cannot read it.
///
/// # Errors
/// If the path cannot be looked at.
pub fn is_private(path: &Path) -> Result<bool, Diagnostic> {
    let found =
        mode(path).map_err(|error| cannot("look at", &path.display().to_string(), &error))?;
    Ok(found.is_some_and(|mode| mode & 0o040 == 0))
}

/// Returns who can read a file, in words; `None` if nothing is there, or the system does not say so.
///
/// # Errors
/// If the path cannot be looked at.
pub fn readable_by(path: &Path) -> Result<Option<&'static str>, Diagnostic> {
    let found =
        mode(path).map_err(|error| cannot("look at", &path.display().to_string(), &error))?;
    Ok(found.map(|mode| match (mode & 0o004, mode & 0o040) {
        (0, 0) => "only you",
        (0, _) => "your group",
        _ => "everybody",
    }))
}

/// Makes a folder for its owner alone, with the missing folders above it.
///
/// # Errors
/// If a folder cannot be made.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    make_folder_for(path, Readers::Owner)
}

/// Makes a folder, with the missing folders above it. One that is there stays as it is.
///
/// # Errors
/// If a folder cannot be made.
pub fn make_folder_for(path: &Path, readers: Readers) -> Result<(), Diagnostic> {
    let mut new = Vec::new();
    for folder in path.ancestors().filter(|folder| *folder != Path::new("")) {
        if exists(folder)? {
            break;
        }
        new.push(folder);
    }
    let made = system::make_folder(path, readers.of_folder());
    made.map_err(|error| cannot("make the folder", &path.display().to_string(), &error))?;
    // New folders are put on the disk from the top, so that files that come into them are not lost with them.
    let mut above = new.iter().rev().map(|folder| folder_of(folder));
    above.try_for_each(settle_names)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::disk::draft::Draft;
    use crate::disk::journal::Journal;
    use crate::disk::whole::{place, write};

    #[test]
    fn what_is_written_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        write(&at("whole"), b"1", false).unwrap();
        place(&at("place"), b"1", Readers::Owner).unwrap();
        Draft::new(&at("draft"), Readers::Owner)
            .unwrap()
            .place()
            .unwrap();
        Journal::begin(&at("journal"), Readers::Owner).unwrap();
        for name in ["whole", "place", "draft", "journal"] {
            assert_eq!(mode(&at(name)).unwrap().unwrap() & 0o777, 0o600, "{name}");
        }
        make_folder(&at("a/b")).unwrap();
        for name in ["a", "a/b"] {
            assert_eq!(mode(&at(name)).unwrap().unwrap() & 0o777, 0o700, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_replaced_gets_no_new_readers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for (before, readers, after) in [
            (0o600, Readers::Group, 0o600),
            (0o600, Readers::Everyone, 0o600),
            (0o644, Readers::Owner, 0o600),
            (0o640, Readers::Group, 0o640),
            (0o400, Readers::Owner, 0o400),
        ] {
            let force = Manner {
                force: true,
                readers,
            };
            write(&path, b"1", true).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(before)).unwrap();
            write(&path, b"2", force).unwrap();
            let found = mode(&path).unwrap().unwrap() & 0o777;
            assert_eq!(found, after, "{before:o} {readers:?}");
            assert_eq!(fs::read(&path).unwrap(), b"2");
        }
    }

    #[test]
    fn a_folder_that_is_there_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        make_folder(folder.path()).unwrap();
        assert_eq!(mode(folder.path()).unwrap().unwrap() & 0o777, 0o755);
    }
}
