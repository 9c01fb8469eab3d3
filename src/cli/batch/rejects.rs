//! `rejected.csv`: the rows that were not written, for people to correct.
//!
//! Owns that no correction is lost: a file that is not as a batch wrote it is neither replaced nor removed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::batch::record::record_file::{self, REJECTED};
use crate::cli::args::batch::BatchArgs;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk::{self, Draft, Readers};
use crate::members::{BadRow, Header, Rejected};

/// The rejected rows, begun with the first of them.
pub(super) struct Rejects {
    path: PathBuf,
    /// Whether rows that are wrong are put into the file.
    is_asked: bool,
    /// The digest of what the batch in the folder wrote.
    known: Option<Digest>,
    file: Option<Rejected<Vec<u8>>>,
}

impl Rejects {
    /// None yet.
    ///
    /// # Errors
    /// If the folder would be written over the members file, or what is in it cannot be read.
    pub(super) fn new(args: &BatchArgs, output: Option<&Path>) -> Result<Self, Problems> {
        let known = match output {
            Some(folder) => {
                check_members(args, folder)?;
                // A record that cannot be read is told when the folder is made ready, unless it is replaced.
                record_file::read(folder).unwrap_or_default()
            }
            None => None,
        };
        Ok(Self {
            path: output.unwrap_or(Path::new("")).join(REJECTED),
            is_asked: output.is_some() && args.skip_bad,
            known: known.and_then(|known| known.written.rejected_sha256),
            file: None,
        })
    }

    /// Adds a row, if it is to be written.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn add(&mut self, header: &Header, row: &BadRow) -> Result<(), Diagnostic> {
        if !self.is_asked {
            return Ok(());
        }
        if self.file.is_none() {
            self.file = Some(Rejected::begin(Vec::new(), header).map_err(|e| failed(&e))?);
        }
        match &mut self.file {
            Some(file) => file.add(row).map_err(|e| failed(&e)),
            None => Ok(()),
        }
    }

    /// Tells whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.file.is_none()
    }

    /// The whole file.
    ///
    /// # Errors
    /// If it cannot be written, or would replace one that somebody changed.
    pub(super) fn finish(self) -> Result<RejectsFile, Diagnostic> {
        let bytes = self
            .file
            .map(Rejected::finish)
            .transpose()
            .map_err(|e| failed(&e))?;
        let own = bytes.as_ref().map(|bytes| Digest::of(bytes));
        let found = disk::digest(&self.path)?.map(|(digest, _)| digest);
        let there = match found {
            None => There::Nothing,
            found if found == own => There::Same,
            found if found == self.known => There::Earlier,
            Some(_) => There::Foreign,
        };
        if bytes.is_some() && there == There::Foreign {
            let message = format!("`{}` is not as a batch wrote it", self.path.display());
            let help = "give it another name, so that no correction is lost; its rows can be written with \
                        `--members`";
            return Err(Diagnostic::error(message).help(help));
        }
        Ok(RejectsFile {
            path: self.path,
            bytes,
            there,
        })
    }
}

/// The state of the place where the file is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    Nothing,
    /// The file itself.
    Same,
    /// The file of an earlier batch.
    Earlier,
    /// Something else, or what a batch wrote and somebody changed.
    Foreign,
}

/// The file of all rejected rows, if there is one.
pub(super) struct RejectsFile {
    path: PathBuf,
    bytes: Option<Vec<u8>>,
    there: There,
}

impl RejectsFile {
    /// Tells whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_none()
    }

    /// The digest of the file.
    pub(super) fn digest(&self) -> Option<Digest> {
        self.bytes.as_ref().map(|bytes| Digest::of(bytes))
    }

    /// Writes the file. Without rows, one that an earlier batch wrote is removed.
    ///
    /// # Errors
    /// If the file cannot be written or removed.
    pub(super) fn place(&self, readers: Readers, console: Console) -> Result<(), Diagnostic> {
        match (&self.bytes, self.there) {
            (_, There::Same) | (None, There::Nothing) => {}
            (None, There::Earlier) => drop(disk::remove(&self.path)?),
            (None, There::Foreign) => console.inform(&format!(
                "`{}` is not as a batch wrote it, so it stays, though no row is wrong",
                self.path.display()
            )),
            (Some(bytes), _) => {
                let mut draft = Draft::new(&self.path, readers)?;
                let written = draft.write_all(bytes);
                written.map_err(|error| draft.problem(&error))?;
                draft.place()?;
            }
        }
        Ok(())
    }

    /// The place of the rows, for people.
    pub(super) fn told(&self) -> String {
        format!(
            "the rows that are wrong are in `{}`; correct them and write them too",
            self.path.display()
        )
    }
}

fn failed(error: &io::Error) -> Diagnostic {
    Diagnostic::error(error.to_string())
}

/// Checks that the members file is none of those that are written.
fn check_members(args: &BatchArgs, output: &Path) -> Result<(), Diagnostic> {
    let members = args.members();
    let folder = members.parent().unwrap_or(Path::new(""));
    let extensions = args
        .format
        .iter()
        .map(|format| format.as_output().extension());
    let mut extensions =
        extensions.filter(|known| members.extension().is_some_and(|e| e == *known));
    let is_written =
        members.file_name().is_some_and(|name| name == REJECTED) || extensions.next().is_some();
    if is_written && disk::is_same(folder, output)? {
        let message = format!(
            "`{}` would be written over by this batch",
            members.display()
        );
        let help = "name another folder with `-o`, or give `--new-only` to add the letters of these members";
        return Err(Diagnostic::error(message).help(help));
    }
    Ok(())
}
