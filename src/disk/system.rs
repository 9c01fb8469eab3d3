//! Calls of the system: every operation on files, once.
//!
//! The only module that names tempfile and rustix. Each operation passes the [`faults`](crate::faults)
//! that tests ask for, and is written to their trace. A file knows its path, so that the trace names it.

use std::fs::{self, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::faults::{Point, note, pass};

/// A file that is open.
#[derive(Debug)]
pub(super) struct File {
    file: fs::File,
    path: PathBuf,
}

/// A new file that is removed unless it is given a name.
#[derive(Debug)]
pub(super) struct Temporary(NamedTempFile);

/// Makes a file open only at its own path, not behind a link, and without blocking on a pipe, if the system can do
/// that.
pub(super) fn itself_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.cast_signed());
    }
    options
}

/// Does work whose memory comes in small pages, where the system can do that. Huge ones make a letter faster, but of a
/// list that is held in many pieces they take half as much again as it needs.
pub fn in_small_pages<T>(work: impl FnOnce() -> T) -> T {
    // Where the system cannot, the memory is only larger.
    #[cfg(target_os = "linux")]
    let is_set = rustix::thread::disable_transparent_huge_pages(true).is_ok();
    let done = work();
    #[cfg(target_os = "linux")]
    if is_set {
        rustix::thread::disable_transparent_huge_pages(false).unwrap_or_default();
    }
    done
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Passes an operation at a path through the faults.
fn at(point: Point, path: &Path) -> io::Result<()> {
    pass(point, || shown(path))
}

/// Passes the writing of bytes into a file through the faults.
fn writes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    pass(Point::Write, || {
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
        let digits = bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        format!("{}\t{}", path.display(), digits.collect::<String>())
    })
}

impl File {
    /// Opens a file for reading.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        at(Point::Open, path)?;
        fs::File::open(path).map(|file| Self::new(file, path))
    }

    /// Opens a file for writing, with `options`.
    pub(super) fn create(path: &Path, options: &OpenOptions) -> io::Result<Self> {
        at(Point::Create, path)?;
        let file = options.open(path)?;
        note(|| {
            let size = file.metadata().map_or(0, |found| found.len());
            format!("grows\t{}\t{size}", shown(path))
        });
        Ok(Self::new(file, path))
    }

    /// Makes a file without a name in a folder; it is gone when it is closed.
    pub(super) fn anonymous(folder: &Path) -> io::Result<Self> {
        at(Point::Create, Path::new(""))?;
        tempfile::tempfile_in(folder).map(|file| Self::new(file, Path::new("")))
    }

    fn new(file: fs::File, path: &Path) -> Self {
        let path = path.to_owned();
        Self { file, path }
    }

    /// Puts the written data and the file's size on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        at(Point::Sync, &self.path)?;
        self.file.sync_all()
    }

    /// Reads bytes at an offset, whatever is read elsewhere meanwhile.
    pub(super) fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        at(Point::Read, &self.path)?;
        loop {
            #[cfg(unix)]
            let read = std::os::unix::fs::FileExt::read_at(&self.file, buffer, offset);
            #[cfg(windows)]
            let read = std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset);
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }

    /// Returns its metadata.
    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        at(Point::Look, &self.path)?;
        self.file.metadata()
    }

    /// Locks it exclusively, once no other lock is left.
    pub(super) fn lock(&self) -> io::Result<()> {
        at(Point::Lock, &self.path)?;
        self.file.lock()
    }

    /// Locks it exclusively, if nobody else has a lock.
    pub(super) fn try_lock(&self) -> Result<(), TryLockError> {
        at(Point::Lock, &self.path).map_err(TryLockError::Error)?;
        self.file.try_lock()
    }

    /// Locks it for sharing, if nobody has it exclusively.
    pub(super) fn try_lock_shared(&self) -> Result<(), TryLockError> {
        at(Point::Lock, &self.path).map_err(TryLockError::Error)?;
        self.file.try_lock_shared()
    }

    /// Unlocks it.
    pub(super) fn unlock(&self) -> io::Result<()> {
        at(Point::Lock, &self.path)?;
        self.file.unlock()
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        at(Point::Read, &self.path)?;
        self.file.read(buffer)
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        writes(&self.path, bytes)?;
        self.file.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for File {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Temporary {
    /// Makes a new file in a folder, with a random name after `start` and Unix permissions.
    pub(super) fn new(folder: &Path, start: &str, mode: u32) -> io::Result<Self> {
        at(Point::Create, folder)?;
        let file = builder(mode)
            .prefix(start)
            .tempfile_in(folder)
            .map_err(bare)?;
        note(|| format!("made\t{}", shown(file.path())));
        Ok(Self(file))
    }

    /// Locks it exclusively, if nobody else has a lock.
    pub(super) fn try_lock(&self) -> Result<(), TryLockError> {
        at(Point::Lock, self.0.path()).map_err(TryLockError::Error)?;
        self.0.as_file().try_lock()
    }

    /// Returns its metadata.
    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        at(Point::Look, self.0.path())?;
        self.0.as_file().metadata()
    }

    /// Puts the written data and the file's size on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        at(Point::Sync, self.0.path())?;
        self.0.as_file().sync_all()
    }

    /// Gives it its name; a file that has it is replaced if `replaces`.
    pub(super) fn name(self, path: &Path, replaces: bool) -> io::Result<()> {
        pass(Point::Rename, || renamed(self.0.path(), path))?;
        let named = if replaces {
            self.0.persist(path)
        } else {
            self.0.persist_noclobber(path)
        };
        named.map(drop).map_err(|error| error.error)
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        writes(self.0.path(), bytes)?;
        // By itself, tempfile would add its path to the system's message.
        self.0.as_file_mut().write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Returns a builder of temporary files and folders with Unix permissions.
fn builder(mode: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Returns an error without the path of the temporary file, which tempfile adds to the system's message.
#[expect(clippy::needless_pass_by_value, reason = "it is mapped over results")]
fn bare(error: io::Error) -> io::Error {
    let said = error.to_string();
    let words = said.split(" at path \"").next().unwrap_or_default();
    io::Error::new(error.kind(), words.to_owned())
}

/// Makes a new folder in the system's place for temporary files. It is not removed.
pub(super) fn temporary_folder(start: &str, mode: u32) -> io::Result<PathBuf> {
    at(Point::MakeFolder, Path::new(""))?;
    let folder = builder(mode).prefix(start).tempdir().map_err(bare)?;
    Ok(folder.keep())
}

fn renamed(from: &Path, to: &Path) -> String {
    format!("{}\t{}", from.display(), to.display())
}

/// Returns the metadata of a path, or of the target of a link there.
pub(super) fn metadata(path: &Path) -> io::Result<Metadata> {
    at(Point::Look, path)?;
    fs::metadata(path)
}

/// Returns the metadata of a path itself.
pub(super) fn symlink_metadata(path: &Path) -> io::Result<Metadata> {
    at(Point::Look, path)?;
    fs::symlink_metadata(path)
}

/// Returns an absolute path without links.
pub(super) fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    at(Point::Look, path)?;
    path.canonicalize()
}

/// Returns the names in a folder, in order.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    at(Point::List, folder)?;
    let entries = fs::read_dir(folder)?;
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let names: io::Result<Vec<String>> = entries.map(|entry| entry.map(name)).collect();
    let mut names = names?;
    names.sort_unstable();
    Ok(names)
}

/// Makes a folder and those above it, with Unix permissions.
pub(super) fn make_folder(path: &Path, mode: u32) -> io::Result<()> {
    at(Point::MakeFolder, path)?;
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, mode);
    #[cfg(not(unix))]
    let _ = mode;
    builder.recursive(true).create(path)
}

/// Renames a file; one that has the new name is replaced.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    pass(Point::Rename, || renamed(from, to))?;
    fs::rename(from, to)
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    at(Point::Remove, path)?;
    fs::remove_file(path)
}

/// Removes an empty folder.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    at(Point::RemoveFolder, path)?;
    fs::remove_dir(path)
}

/// Puts the names in a folder on the disk, on systems that can open folders; others do it themselves.
pub(super) fn sync_names(folder: &Path) -> io::Result<()> {
    at(Point::Sync, folder)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Whether [`sync_everything`] puts all files on the disk; otherwise each has to be put there by itself.
pub(super) const SYNCS_EVERYTHING: bool = cfg!(target_os = "linux");

/// Returns the number of the file system of a folder; `None` if the system has no such number.
pub(super) fn file_system(folder: &Path) -> io::Result<Option<u64>> {
    let found = metadata(folder)?;
    #[cfg(unix)]
    return Ok(Some(std::os::unix::fs::MetadataExt::dev(&found)));
    #[cfg(not(unix))]
    return Ok(Some(found).and(None));
}

/// Puts everything written into the file system of a folder on the disk, all at once (syncfs, Linux).
pub(super) fn sync_everything(folder: &Path) -> io::Result<()> {
    pass(Point::Sync, || "everything".to_owned())?;
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(fs::File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    Ok(())
}
