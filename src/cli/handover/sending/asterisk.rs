//! The call file that makes Asterisk send a fax, and the command that moves it where Asterisk looks.
//!
//! Call files are lines of a key, a colon and a value (Asterisk, `sample.call`); `SendFAX` is of the module
//! `res_fax`.

use crate::cli::handover::sending::dialing;
use crate::cli::handover::sending::job::{FaxJob, Submission};
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::shell::{self, quoted};

/// The channel of a trunk.
pub(super) const TECHNOLOGY: &str = "PJSIP/{number}@{trunk}";

/// The trunk that has no name.
const TRUNK: &str = "fax";

/// The folder where Asterisk looks for call files. They are moved there when they are complete.
const SPOOL: &str = "/var/spool/asterisk/outgoing/";

/// The bytes that Asterisk reads of a line, without its end.
const LONGEST: usize = 254;

/// The calls after the first, the seconds between them, and those that the other end has to answer in. The
/// longest way is through several networks, and fax machines answer late.
const RETRIES: u32 = 2;
const RETRY_SECONDS: u32 = 300;
const WAIT_SECONDS: u32 = 60;

/// The call file, beside the fax, and the command that moves it.
pub(super) fn submission(job: FaxJob<'_>) -> Result<Submission, Diagnostic> {
    let channel =
        dialing::dial_string(job.via.unwrap_or(TRUNK), TECHNOLOGY)?.to(job.number, job.country)?;
    let lines = lines(&channel, &document(job)?, job.from);
    if let Some(line) = lines.iter().find(|line| line.len() > LONGEST) {
        let message = format!("Asterisk reads {LONGEST} bytes of a line, and no more of `{line}`");
        return Err(Diagnostic::error(message).help("take a shorter path"));
    }
    let call = job.path.with_extension("call");
    if call == job.path {
        let message = format!("`{}` is the name of the call file", call.display());
        return Err(Diagnostic::error(message).help("let the name of the fax end with `.tif`"));
    }
    let moved = quoted(&shell::file(&call)?);
    Ok(Submission {
        file: Some((call, lines.join("\n") + "\n")),
        command: format!("mv {moved} {SPOOL}"),
    })
}

/// The path of the fax for Asterisk, which runs in another folder.
fn document(job: FaxJob<'_>) -> Result<String, Diagnostic> {
    let path = shell::file(&disk::absolute(job.path)?)?;
    // `,` and `&` divide what SendFAX is told, `;` and `#` begin comments, quotes and `$` are taken out.
    match path.chars().find(|c| !is_plain(*c)) {
        Some(wrong) => Err(dialing::not_a_name("Asterisk", &path, wrong)),
        None => Ok(path),
    }
}

fn is_plain(c: char) -> bool {
    dialing::is_plain_path(c) || c == '\''
}

/// The lines of the file. With `f`, a line that could carry the fax as data (T.38) may carry it as sound.
fn lines(channel: &str, document: &str, from: Option<&str>) -> Vec<String> {
    let mut lines = vec![
        format!("Channel: {channel}"),
        format!("MaxRetries: {RETRIES}"),
        format!("RetryTime: {RETRY_SECONDS}"),
        format!("WaitTime: {WAIT_SECONDS}"),
        "Archive: yes".to_owned(),
    ];
    lines.extend(from.map(|from| format!("Setvar: FAXOPT(localstationid)={from}")));
    lines.push("Application: SendFAX".to_owned());
    lines.push(format!("Data: {document},f"));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::handover::sending::job::job;

    const KMG: &str = "+77172976000";

    #[test]
    fn a_call_file_lies_beside_the_fax_and_names_it_from_the_root() {
        let order = submission(FaxJob {
            from: Some("+442079460018"),
            ..job("/faxes/the strike's/a.tif", KMG, "GB")
        });
        let order = order.unwrap();
        let (path, text) = order.file.unwrap();
        assert_eq!(path.to_str(), Some("/faxes/the strike's/a.call"));
        let expected = "Channel: PJSIP/+77172976000@fax\nMaxRetries: 2\nRetryTime: 300\nWaitTime: 60\n\
            Archive: yes\nSetvar: FAXOPT(localstationid)=+442079460018\nApplication: SendFAX\n\
            Data: /faxes/the strike's/a.tif,f\n";
        assert_eq!(text, expected);
        let expected = r"mv '/faxes/the strike'\''s/a.call' /var/spool/asterisk/outgoing/";
        assert_eq!(order.command, expected);
        let relative = submission(job("a.tif", KMG, "GB")).unwrap();
        assert!(relative.file.unwrap().1.contains("\nData: /"));
        assert_eq!(relative.command, "mv a.call /var/spool/asterisk/outgoing/");
    }

    #[test]
    fn what_asterisk_reads_as_its_own_is_refused() {
        for c in ",&;#\"\\$(){}|%\n\u{1b}".chars() {
            let path = format!("/a{c}b.tif");
            assert!(submission(job(&path, KMG, "GB")).is_err(), "{c:?}");
        }
        let long = format!("/{}.tif", "a".repeat(250));
        assert!(submission(job(&long, KMG, "GB")).is_err());
        assert!(submission(job("/a.call", KMG, "GB")).is_err());
    }
}
