//! The programs that send faxes: what each has to be told of a file.
//!
//! Nothing is sent from here. A command is printed as a person gives it to a shell; what a program would read
//! as something else than a name or a number is quoted for it, or refused.

mod asterisk;
mod efax;
mod freeswitch;
mod hylafax;
mod route;

use std::path::{Path, PathBuf};

use super::args::{Coding, FaxArgs, FaxFormat, FaxProgram, Resolution};
use crate::diagnostic::Diagnostic;
use crate::output::fax::Resolution as Rows;

/// A fax in a file, and what is known of the call that sends it.
#[derive(Clone, Copy, Debug)]
pub struct Job<'j> {
    /// Where the file is.
    pub path: &'j Path,
    /// The number that is called, in E.164.
    pub number: &'j str,
    /// The country that it is called from, a code of ISO 3166.
    pub country: &'j str,
    /// The rows of the file.
    pub rows: Rows,
    /// Whether the sheet is US Letter, not A4.
    pub is_letter: bool,
    /// The number of the machine that sends, in E.164.
    pub from: Option<&'j str>,
    /// What `--fax-via` says.
    pub via: Option<&'j str>,
}

/// What hands a fax over.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// A file beside the fax, with its text.
    pub file: Option<(PathBuf, String)>,
    /// The command for a shell.
    pub command: String,
}

impl Order {
    fn command(command: String) -> Self {
        Self {
            file: None,
            command,
        }
    }
}

/// What hands a fax over to a program.
///
/// # Errors
/// A name of a file that the program cannot be told; a country that nobody knows how to dial abroad from, where
/// the program has to be told what is dialled.
pub fn order(program: FaxProgram, job: Job<'_>) -> Result<Order, Diagnostic> {
    match program {
        FaxProgram::Hylafax => hylafax::order(job),
        FaxProgram::Asterisk => asterisk::order(job),
        FaxProgram::Freeswitch => freeswitch::order(job),
        FaxProgram::Efax => efax::order(job),
    }
}

/// Whether a program reads several pages of a file only if the end of each is marked.
pub fn needs_rtc(program: FaxProgram) -> bool {
    program == FaxProgram::Efax
}

/// What `--fax-via` says that the program would not understand.
///
/// # Errors
/// Why not.
pub fn check_via(via: Option<&str>, program: Option<FaxProgram>) -> Result<(), Diagnostic> {
    let (Some(program), Some(via)) = (program, via) else {
        return Ok(());
    };
    match program {
        FaxProgram::Asterisk => route::channel(via, asterisk::TECHNOLOGY).map(|_| ()),
        FaxProgram::Freeswitch => route::channel(via, freeswitch::TECHNOLOGY).map(|_| ()),
        FaxProgram::Hylafax | FaxProgram::Efax => route::device(via),
    }
}

/// Whether it is known where the call begins, for programs that are told what is dialled: the number of an office
/// with another country's prefix is somebody else's.
///
/// # Errors
/// If not.
pub fn check_country(
    via: Option<&str>,
    program: Option<FaxProgram>,
    is_known: bool,
) -> Result<(), Diagnostic> {
    let via = via.unwrap_or_default();
    let is_dialled = match program {
        Some(FaxProgram::Hylafax | FaxProgram::Efax) => true,
        Some(FaxProgram::Asterisk | FaxProgram::Freeswitch) => via.contains(route::DIALLED),
        None => false,
    };
    if is_known || !is_dialled {
        return Ok(());
    }
    let message = "what is dialled depends on the country of the sender, and none is given";
    Err(Diagnostic::error(message).help("give `--country`, or a country with the sender"))
}

/// Why a program does not send what the arguments ask for.
pub fn contradiction(args: &FaxArgs, program: FaxProgram, output: Option<&Path>) -> Option<String> {
    if output.is_none_or(|path| path == Path::new("-")) {
        return Some("`--for` needs files: give `-o` a file or a folder".to_owned());
    }
    if args.fax_format.is_none() && args.file_format(output) != FaxFormat::Tiff {
        let name = output.unwrap_or(Path::new("")).display();
        return Some(format!("`--for` is for TIFF files, not for `{name}`"));
    }
    let is_superfine = args.fax_resolution == Some(Resolution::Superfine);
    match program {
        FaxProgram::Hylafax | FaxProgram::Efax if is_superfine => {
            let name = name(program);
            Some(format!(
                "`{name}` sends standard and fine resolution only: give `--fax-resolution fine`"
            ))
        }
        FaxProgram::Efax if matches!(args.fax_coding, Some(Coding::Mr | Coding::Mmr)) => {
            Some("`efax` sends `--fax-coding mh` only".to_owned())
        }
        FaxProgram::Hylafax | FaxProgram::Asterisk | FaxProgram::Freeswitch | FaxProgram::Efax => {
            None
        }
    }
}

/// The command that sends, as people call it.
fn name(program: FaxProgram) -> &'static str {
    match program {
        FaxProgram::Hylafax => "sendfax",
        FaxProgram::Asterisk => "asterisk",
        FaxProgram::Freeswitch => "fs_cli",
        FaxProgram::Efax => "efax",
    }
}

/// A job for tests.
#[cfg(test)]
fn job<'j>(path: &'j str, number: &'j str, country: &'j str) -> Job<'j> {
    Job {
        path: Path::new(path),
        number,
        country,
        rows: Rows::Fine,
        is_letter: false,
        from: None,
        via: None,
    }
}
