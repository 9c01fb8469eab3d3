//! Files that are read in any order, by several threads at once.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::disk::failure::cannot;
use crate::disk::system::File;

/// A file that is read in any order, by several threads at once.
#[derive(Debug)]
pub struct RandomAccess {
    file: File,
    name: String,
    size: u64,
}

impl RandomAccess {
    /// Opens a file.
    ///
    /// # Errors
    /// If it is not there or cannot be read.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let opened = File::open(path).and_then(|file| {
            let size = file.metadata()?.len();
            Ok((file, size))
        });
        let (file, size) = opened.map_err(|error| cannot("read", &name, &error))?;
        Ok(Self { file, name, size })
    }

    /// Returns the number of its bytes when it was opened.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Reads the bytes at a place, up to `most`; fewer only at the end of the file.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn read(&self, at: u64, most: usize) -> Result<Vec<u8>, Diagnostic> {
        let left = usize::try_from(self.size.saturating_sub(at)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; most.min(left)];
        let mut done = 0;
        while done < bytes.len() {
            let read = self.file.read_at(&mut bytes[done..], at + done as u64);
            match read.map_err(|error| cannot("read", &self.name, &error))? {
                0 => break,
                more => done += more,
            }
        }
        bytes.truncate(done);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn any_part_is_read_and_nothing_behind_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"0123456789").unwrap();
        let file = RandomAccess::open(&path).unwrap();
        assert_eq!(file.size(), 10);
        for (at, most, found) in [
            (7, 2, &b"78"[..]),
            (0, 3, b"012"),
            (8, 9, b"89"),
            (10, 1, b""),
            (u64::MAX, 1, b""),
        ] {
            assert_eq!(file.read(at, most).unwrap(), found, "{at} {most}");
        }
        fs::write(&path, b"0123").unwrap();
        assert_eq!(file.read(2, 5).unwrap(), b"23", "it got shorter");
        assert!(RandomAccess::open(&folder.path().join("b")).is_err());
    }
}
