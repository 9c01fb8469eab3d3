//! The delivery of faxes: into a file, a folder or standard output, with the command that hands each over.

use std::path::Path;

use crate::cli::handover::fax::{Fax, FaxHandover};
use crate::cli::handover::sending::job::{FaxJob, Submission};
use crate::cli::handover::sending::programs;
use crate::cli::shared::destination::Destination;
use crate::cli::shared::picture_files;
use crate::console::Console;
use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner};
use crate::length::Length;
use crate::output::Format;
use crate::output::fax::airtime;
use crate::output::fax::bitmap::Bitmap;
use crate::phone;

impl FaxHandover<'_> {
    /// Writes the faxes where they belong: one into a file, or each into a file of a folder. Returns how
    /// many were written; `failed` gets the problems of the others.
    pub(crate) fn deliver(
        &self,
        faxes: &[Fax],
        destination: &Destination,
        manner: Manner,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        let written = match (destination, faxes) {
            (_, []) => return 0,
            (Destination::Folder(folder), _) => {
                return self.each_into(folder, faxes, manner, failed, console);
            }
            (Destination::File(path), [fax]) => self.write(fax, path, manner, console),
            (Destination::Standard, [fax]) => self.to_standard(fax, console),
            (_, faxes) => Err(too_many(faxes)),
        };
        usize::from(failed.keep(written).is_some())
    }

    /// Writes each fax into a file of a folder.
    fn each_into(
        &self,
        folder: &Path,
        faxes: &[Fax],
        manner: Manner,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        let is_made = failed.keep(disk::make_folder_for(folder, manner.readers));
        if is_made.is_none() {
            return 0;
        }
        let ending = match self.options.gateway {
            Some(_) => Format::Eml,
            None => self.options.file(),
        };
        let written = faxes.iter().map(|fax| {
            let path = folder.join(format!("{}.{}", fax.name, ending.extension()));
            failed.keep(self.write(fax, &path, manner, console))
        });
        written.flatten().count()
    }

    /// Writes a fax into a file, with what hands it over.
    fn write(
        &self,
        fax: &Fax,
        path: &Path,
        manner: Manner,
        console: Console,
    ) -> Result<(), Diagnostic> {
        let submission = self.submission(fax, path)?;
        if let Some(submission) = &submission {
            check_beside(submission, manner)?;
        }
        let drawn = self.drawn(fax);
        let written = if self.options.file() == Format::Png {
            picture_files::write(path, &self.pictures(&drawn)?, manner, console)?
        } else {
            disk::write(path, &self.bytes(fax, &drawn)?, manner)?;
            format!("`{}`", path.display())
        };
        self.tell(fax, &drawn, &format!("wrote {written}: "), console);
        submission.map_or(Ok(()), |submission| hand_over(&submission, manner, console))
    }

    /// Writes a fax to standard output.
    fn to_standard(&self, fax: &Fax, console: Console) -> Result<(), Diagnostic> {
        let drawn = self.drawn(fax);
        if self.options.file() == Format::Png {
            picture_files::print(&self.pictures(&drawn)?, console)?;
            self.tell(fax, &drawn, "", console);
            return Ok(());
        }
        let bytes = self.bytes(fax, &drawn)?;
        self.tell(fax, &drawn, "", console);
        console.data(&bytes)
    }

    /// The submission of a file to the program that is to send it, if there is one.
    fn submission(&self, fax: &Fax, path: &Path) -> Result<Option<Submission>, Diagnostic> {
        let Some(program) = self.options.program else {
            return Ok(None);
        };
        let (_, height) = fax.document.paper;
        let job = FaxJob {
            path,
            number: &fax.number,
            country: &self.criteria.country.to_string(),
            rows: self.options.style.resolution,
            is_letter: height < Length::millimetres(290.0),
            from: self.sender.fax.as_deref(),
            via: self.options.via.as_deref(),
        };
        programs::submission(program, job).map(Some)
    }

    /// Tells to whom a fax goes, by which number, how many pages it has and how long they are on the line.
    fn tell(&self, fax: &Fax, drawn: &[Bitmap], before: &str, console: Console) {
        if console.quiet {
            return;
        }
        let seconds = airtime::seconds(drawn);
        let number = phone::readable(&fax.number);
        let dialled = phone::dialled(&fax.number, &self.criteria.country.to_string());
        let pages = counted(drawn.len(), "page");
        let target = &fax.target;
        console.inform(&format!(
            "{before}{target}, {number} (dial {dialled}), {pages}, about {seconds:.0} seconds on the line"
        ));
    }
}

/// Checks that the file beside a fax replaces none that is another.
fn check_beside(submission: &Submission, manner: Manner) -> Result<(), Diagnostic> {
    if let Some((beside, text)) = &submission.file
        && !manner.force
        && disk::exists(beside)?
        && !disk::holds(beside, text.as_bytes())?
    {
        return Err(disk::there_already(beside));
    }
    Ok(())
}

/// Writes the file that hands a fax over, and prints the command.
fn hand_over(submission: &Submission, manner: Manner, console: Console) -> Result<(), Diagnostic> {
    if let Some((path, text)) = &submission.file {
        disk::write(path, text.as_bytes(), manner)?;
    }
    console.data(format!("{}\n", submission.command).as_bytes())
}

fn too_many(faxes: &[Fax]) -> Diagnostic {
    let names: Vec<&str> = faxes.iter().map(|fax| fax.name.as_str()).collect();
    let message = format!(
        "{} faxes do not go into one file: {}",
        faxes.len(),
        names.join(", ")
    );
    Diagnostic::error(message)
        .help("end the name of a folder with `/`, or choose one with `--fax-line`")
}
