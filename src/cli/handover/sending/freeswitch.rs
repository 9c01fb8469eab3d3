//! The command that makes `FreeSWITCH` send a fax: `originate` of `mod_commands`, `txfax` of `mod_spandsp`.

use crate::cli::handover::sending::dialing;
use crate::cli::handover::sending::job::{FaxJob, Submission};
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::shell::{self, quoted};

/// The channel of a gateway.
pub(super) const TECHNOLOGY: &str = "sofia/gateway/{trunk}/{number}";

/// The gateway that has no name.
const GATEWAY: &str = "fax";

/// The bytes of a command that `fs_cli` passes on.
const LONGEST: usize = 990;

/// The command that calls and sends. The fax waits until the other end has answered: a ringing line can have
/// sound on it too.
pub(super) fn submission(job: FaxJob<'_>) -> Result<Submission, Diagnostic> {
    let channel = dialing::dial_string(job.via.unwrap_or(GATEWAY), TECHNOLOGY)?
        .to(job.number, job.country)?;
    let mut variables = vec!["ignore_early_media=true".to_owned()];
    variables.extend(job.from.map(|from| format!("fax_ident={from}")));
    let variables = variables.join(",");
    let sends = sends(job)?;
    let command = format!("originate {{{variables}}}{channel} {sends}");
    if command.len() > LONGEST {
        let message = format!("`fs_cli` passes {LONGEST} bytes on, and no more of `{command}`");
        return Err(Diagnostic::error(message).help("take a shorter path"));
    }
    Ok(Submission::command(format!(
        "fs_cli -x {}",
        quoted(&command)
    )))
}

/// The call of `txfax`, a word for `originate`, with the path of the fax for a server that runs in another
/// folder. Words end at spaces, but in single quotes; nothing else is quoted well: `)` ends the path in any case.
fn sends(job: FaxJob<'_>) -> Result<String, Diagnostic> {
    let path = shell::file(&disk::absolute(job.path)?)?;
    if let Some(wrong) = path.chars().find(|c| !dialing::is_plain_path(*c)) {
        return Err(dialing::not_a_name("FreeSWITCH", &path, wrong));
    }
    let sends = format!("&txfax({path})");
    Ok(if path.contains(' ') {
        format!("'{sends}'")
    } else {
        sends
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::handover::sending::job::job;

    const KMG: &str = "+77172976000";

    #[test]
    fn the_command_is_a_word_for_the_shell_and_the_file_one_for_freeswitch() {
        let plain = submission(job("/a.tif", KMG, "GB")).unwrap();
        let expected = "fs_cli -x 'originate {ignore_early_media=true}sofia/gateway/fax/+77172976000 &txfax(/a.tif)'";
        assert_eq!(plain.command, expected);
        let full = submission(FaxJob {
            from: Some("+442079460018"),
            via: Some("sofia/internal/{digits}@fax.example.org"),
            ..job("/a b.tif", KMG, "GB")
        });
        let expected = r"fs_cli -x 'originate {ignore_early_media=true,fax_ident=+442079460018}sofia/internal/77172976000@fax.example.org '\''&txfax(/a b.tif)'\'''";
        assert_eq!(full.unwrap().command, expected);
    }

    #[test]
    fn what_freeswitch_reads_as_its_own_is_refused() {
        for c in ",&;'\"\\$(){}|\n\u{1b}".chars() {
            let path = format!("/a{c}b.tif");
            assert!(submission(job(&path, KMG, "GB")).is_err(), "{c:?}");
        }
        let long = format!("/{}.tif", "a/".repeat(500));
        assert!(submission(job(&long, KMG, "GB")).is_err());
    }
}
