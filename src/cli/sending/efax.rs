//! The command that hands a fax to efax, which dials by itself (efax(1)).

use super::{Job, Order, route};
use crate::diagnostic::Diagnostic;
use crate::shell::{self, quoted};

/// The modem that efax takes by itself.
const MODEM: &str = "/dev/modem";

/// The command that sends a file. The number comes last but for the files, after `T`: by tones.
pub fn order(job: Job<'_>) -> Result<Order, Diagnostic> {
    let modem = quoted(job.via.unwrap_or(MODEM));
    let mut words = vec!["efax", "-d", &modem];
    if let Some(from) = job.from {
        words.extend(["-l", from]);
    }
    // W waits for a second dial tone (ITU-T V.250, 6.3.1).
    let dialled = route::dialled(job.number, job.country, "W");
    let dialled = dialled.ok_or_else(|| route::not_dialled(job.number, job.country))?;
    let number = format!("T{dialled}");
    let path = quoted(&shell::file(job.path)?);
    words.extend(["-t", &number, &path]);
    Ok(Order::command(words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::super::job;
    use super::*;

    #[test]
    fn the_number_is_dialled_by_tones_and_the_file_is_last() {
        let plain = order(job("-a.tif", "+77172976000", "GB")).unwrap();
        let expected = "efax -d /dev/modem -t T0077172976000 ./-a.tif";
        assert_eq!(plain.command, expected);
        let full = order(Job {
            from: Some("+77172000000"),
            via: Some("/dev/ttyS 0"),
            ..job("a.tif", "+442079308990", "KZ")
        });
        let expected = "efax -d '/dev/ttyS 0' -l +77172000000 -t T8W10442079308990 a.tif";
        assert_eq!(full.unwrap().command, expected);
        assert!(order(job("a.tif", "+442079308990", "BR")).is_err());
    }
}
