//! The delivery of mail: a file, a folder, standard output, or the mail program of the desktop.

use std::path::{Path, PathBuf};

use crate::cli::mail::mail_piece::MailPiece;
use crate::cli::mail::options::{MailForm, MailOptions};
use crate::cli::shared::destination::Destination;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Manner;
use crate::limits::DRAFTS;
use crate::{desktop, disk};

impl MailOptions {
    /// Puts the mail where it belongs, and opens it if that was asked for. Returns how many files or
    /// streams were written; `failed` gets the problems of the others.
    pub(crate) fn deliver(
        self,
        mails: &[MailPiece],
        destination: &Destination,
        manner: Manner,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        let several = mails.len() > 1;
        let written = match (destination, mails) {
            (_, []) => return 0,
            _ if self.opened => self.open(mails, destination, manner, console),
            (Destination::Folder(folder), _) => {
                let each = self.each_in(folder, mails, manner, console, failed);
                return each.len();
            }
            _ if several && self.stands_alone() => Err(too_many(mails).into()),
            (Destination::File(path), _) => write(path, mails, manner, console),
            (Destination::Standard, _) => self.to_standard(mails, console),
        };
        usize::from(failed.keep(written).is_some())
    }

    fn to_standard(self, mails: &[MailPiece], console: Console) -> Result<(), Problems> {
        console.data(&all(mails))?;
        let is_for_a_script = matches!(self.form, MailForm::Subject | MailForm::To);
        for mail in mails.iter().filter(|_| !is_for_a_script) {
            console.inform(&format!("{}: to {}", mail.name, mail.to));
        }
        Ok(())
    }

    /// A file in a folder for each.
    fn each_in(
        self,
        folder: &Path,
        mails: &[MailPiece],
        manner: Manner,
        console: Console,
        failed: &mut Problems,
    ) -> Vec<PathBuf> {
        if failed
            .keep(disk::make_folder_for(folder, manner.readers))
            .is_none()
        {
            return Vec::new();
        }
        let written = mails.iter().filter_map(|mail| {
            let path = folder.join(format!("{}.{}", mail.name, self.ending()));
            let written = write(&path, std::slice::from_ref(mail), manner, console);
            failed.keep(written.map(|()| path))
        });
        written.collect()
    }

    /// Writes drafts and opens them; where no place is named, into a new folder that only their owner
    /// can read.
    fn open(
        self,
        mails: &[MailPiece],
        destination: &Destination,
        manner: Manner,
        console: Console,
    ) -> Result<(), Problems> {
        if mails.len() > DRAFTS {
            return Err(Problems::from(too_many_windows(mails.len())));
        }
        desktop::check()?;
        let mut failed = Problems::default();
        let files = match destination {
            Destination::File(_) if mails.len() > 1 => return Err(too_many(mails).into()),
            Destination::File(path) => {
                write(path, mails, manner, console)?;
                vec![path.clone()]
            }
            Destination::Folder(folder) => {
                self.each_in(folder, mails, manner, console, &mut failed)
            }
            Destination::Standard => {
                let folder = disk::temporary_folder()?;
                self.each_in(&folder, mails, manner, console, &mut failed)
            }
        };
        for file in files {
            failed.keep(desktop::open(&file));
        }
        if failed.has_errors() {
            Err(failed)
        } else {
            Ok(())
        }
    }
}

fn all(mails: &[MailPiece]) -> Vec<u8> {
    mails.iter().flat_map(|mail| mail.bytes.clone()).collect()
}

fn write(
    path: &Path,
    mails: &[MailPiece],
    manner: Manner,
    console: Console,
) -> Result<(), Problems> {
    disk::write(path, &all(mails), manner)?;
    for mail in mails {
        let (name, to) = (&mail.name, &mail.to);
        console.inform(&format!("wrote `{}`: {name}, to {to}", path.display()));
    }
    Ok(())
}

fn too_many(mails: &[MailPiece]) -> Diagnostic {
    let names: Vec<&str> = mails.iter().map(|mail| mail.name.as_str()).collect();
    let message = format!(
        "{} messages do not go into one file: {}",
        mails.len(),
        names.join(", ")
    );
    Diagnostic::error(message).help("end the name of a folder with `/`, or choose one target")
}

fn too_many_windows(count: usize) -> Diagnostic {
    let message = format!("{count} drafts are too many to open; at most {DRAFTS} are");
    Diagnostic::error(message).help("choose fewer targets, or write the drafts into a folder")
}
