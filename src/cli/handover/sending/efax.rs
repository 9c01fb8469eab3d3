//! The command that hands a fax to efax, which dials by itself (efax(1)).

use crate::cli::handover::sending::dialing;
use crate::cli::handover::sending::job::{FaxJob, Submission};
use crate::diagnostic::Diagnostic;
use crate::shell::{self, quoted};

/// The modem that efax takes by itself.
const MODEM: &str = "/dev/modem";

/// The command that sends a file. The number comes last but for the files, after `T`: by tones.
pub(super) fn submission(job: FaxJob<'_>) -> Result<Submission, Diagnostic> {
    let modem = quoted(job.via.unwrap_or(MODEM));
    let mut words = vec!["efax", "-d", &modem];
    if let Some(from) = job.from {
        words.extend(["-l", from]);
    }
    // W waits for a second dial tone (ITU-T V.250, 6.3.1).
    let dialled = dialing::dialled(job.number, job.country, "W")
        .ok_or_else(|| dialing::not_dialled(job.number, job.country))?;
    let number = format!("T{dialled}");
    let path = quoted(&shell::file(job.path)?);
    words.extend(["-t", &number, &path]);
    Ok(Submission::command(words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::handover::sending::job::job;

    #[test]
    fn the_number_is_dialled_by_tones_and_the_file_is_last() {
        let plain = submission(job("-a.tif", "+77172976000", "GB")).unwrap();
        let expected = "efax -d /dev/modem -t T0077172976000 ./-a.tif";
        assert_eq!(plain.command, expected);
        let full = submission(FaxJob {
            from: Some("+77172000000"),
            via: Some("/dev/ttyS 0"),
            ..job("a.tif", "+442079308990", "KZ")
        });
        let expected = "efax -d '/dev/ttyS 0' -l +77172000000 -t T8W10442079308990 a.tif";
        assert_eq!(full.unwrap().command, expected);
        assert!(submission(job("a.tif", "+442079308990", "BR")).is_err());
    }
}
