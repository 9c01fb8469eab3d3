//! The command that hands a fax to `HylaFAX` (sendfax(1), dialrules(5)).

use crate::cli::handover::sending::dialing;
use crate::cli::handover::sending::job::{FaxJob, Submission};
use crate::diagnostic::Diagnostic;
use crate::output::fax::Resolution;
use crate::shell::{self, quoted};

/// The command that queues a file. Options come before `-d`: what follows it is for the next job.
pub(super) fn submission(job: FaxJob<'_>) -> Result<Submission, Diagnostic> {
    let Some(resolution) = resolution(job.rows) else {
        return Err(Diagnostic::error(
            "`sendfax` sends standard and fine resolution only",
        ));
    };
    let size = if job.is_letter { "na-let" } else { "a4" };
    let mut words = vec!["sendfax", "-n", resolution, "-s", size];
    let host = job.via.map(quoted);
    if let Some(host) = &host {
        words.extend(["-h", host]);
    }
    if let Some(from) = job.from {
        words.extend(["-S", from]);
    }
    let number = dialled(job);
    let path = quoted(&shell::file(job.path)?);
    words.extend(["-d", &number, &path]);
    Ok(Submission::command(words.join(" ")))
}

/// A file that is not sent in its own resolution is drawn anew, and worse.
fn resolution(rows: Resolution) -> Option<&'static str> {
    match rows {
        Resolution::Standard => Some("-l"),
        Resolution::Fine => Some("-m"),
        Resolution::Superfine => None,
    }
}

/// The number that is dialled; letters are no marks here, for the server takes a `W` for the digit 9. Where it is not
/// known, the server makes it of the number with its `+`.
fn dialled(job: FaxJob<'_>) -> String {
    let dialled = dialing::dialled(job.number, job.country, ",");
    dialled.unwrap_or_else(|| job.number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::handover::sending::job::job;

    const KMG: &str = "+77172976000";
    const EMBASSY: &str = "+442079308990";

    fn command(job: FaxJob<'_>) -> String {
        submission(job).unwrap().command
    }

    #[test]
    fn a_command_has_the_resolution_of_its_file_and_its_options_before_the_number() {
        let fine = command(job("out/a.tif", KMG, "GB"));
        assert_eq!(fine, "sendfax -n -m -s a4 -d 0077172976000 out/a.tif");
        let standard = command(FaxJob {
            rows: Resolution::Standard,
            from: Some("+442079460018"),
            via: Some("fax.example.org:4559"),
            ..job("a b's.tif", EMBASSY, "KZ")
        });
        let expected = r"sendfax -n -l -s a4 -h fax.example.org:4559 -S +442079460018 -d 8,10442079308990 'a b'\''s.tif'";
        assert_eq!(standard, expected);
        let superfine = FaxJob {
            rows: Resolution::Superfine,
            ..job("a.tif", KMG, "GB")
        };
        assert!(submission(superfine).is_err());
    }

    #[test]
    fn a_number_keeps_its_plus_where_nobody_knows_what_is_dialled() {
        let brazil = command(job("a.tif", EMBASSY, "BR"));
        assert!(brazil.ends_with("-d +442079308990 a.tif"), "{brazil}");
    }
}
