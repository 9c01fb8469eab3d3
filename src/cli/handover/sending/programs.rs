//! The fax programs: the submission of a fax to each, and what each can be told.

use crate::cli::args::fax::FaxProgram;
use crate::cli::handover::sending::job::{FaxJob, Submission};
use crate::cli::handover::sending::{asterisk, dialing, efax, freeswitch, hylafax};
use crate::diagnostic::Diagnostic;

/// The submission of a fax to a program.
///
/// # Errors
/// A name of a file that the program cannot be told; a country that nobody knows how to dial abroad from, where
/// the program has to be told what is dialled.
pub(crate) fn submission(program: FaxProgram, job: FaxJob<'_>) -> Result<Submission, Diagnostic> {
    match program {
        FaxProgram::Hylafax => hylafax::submission(job),
        FaxProgram::Asterisk => asterisk::submission(job),
        FaxProgram::Freeswitch => freeswitch::submission(job),
        FaxProgram::Efax => efax::submission(job),
    }
}

/// Tells whether a program reads several pages of a file only if the end of each is marked.
pub(crate) fn needs_rtc(program: FaxProgram) -> bool {
    program == FaxProgram::Efax
}

/// Checks that the program understands the value of `--fax-via`.
///
/// # Errors
/// A value that is no trunk, channel, device or host.
pub(crate) fn check_via(via: Option<&str>, program: Option<FaxProgram>) -> Result<(), Diagnostic> {
    let (Some(program), Some(via)) = (program, via) else {
        return Ok(());
    };
    match program {
        FaxProgram::Asterisk => dialing::dial_string(via, asterisk::TECHNOLOGY).map(|_| ()),
        FaxProgram::Freeswitch => dialing::dial_string(via, freeswitch::TECHNOLOGY).map(|_| ()),
        FaxProgram::Hylafax | FaxProgram::Efax => dialing::device(via),
    }
}

/// Checks that the country of the call is known, for programs that are told what is dialled: the number of an office
/// with another country's prefix is somebody else's.
///
/// # Errors
/// If it is not known.
pub(crate) fn check_country(
    via: Option<&str>,
    program: Option<FaxProgram>,
    is_known: bool,
) -> Result<(), Diagnostic> {
    let via = via.unwrap_or_default();
    let is_dialled = match program {
        Some(FaxProgram::Hylafax | FaxProgram::Efax) => true,
        Some(FaxProgram::Asterisk | FaxProgram::Freeswitch) => via.contains(dialing::DIALLED),
        None => false,
    };
    if is_known || !is_dialled {
        return Ok(());
    }
    let message = "what is dialled depends on the country of the sender, and none is given";
    Err(Diagnostic::error(message).help("give `--country`, or a country with the sender"))
}
