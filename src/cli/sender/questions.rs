//! The questions that `sender` asks.

use std::path::Path;

use crate::cli::sender::ask::ask;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::sender::{self, Sender};

/// The most lines of an address that are asked for.
const ADDRESS_LINES: usize = 7;

/// Asks the questions; the answers of last time are offered.
pub(super) fn asked(path: &Path) -> Result<Sender, Problems> {
    let old = if disk::exists(path)? {
        Sender::read(&disk::read_text(path)?)?
    } else {
        Sender::default()
    };
    let one = |question: &str, known: &Option<String>| ask(question, known.as_deref(), |_| Ok(()));
    let name = one("Your name", &old.name)?;
    let organization = one(
        "Your union, branch or other body (empty for none)",
        &old.organization,
    )?;
    let role = one("What you are in it (empty for none)", &old.role)?;
    let address = asked_address(&old)?;
    let country = asked_country(&old)?;
    let valid = |answer: &str| sender::check_email(answer).map_err(|p| p.message);
    let email = ask(
        "Your e-mail address (empty for none)",
        old.email.as_deref(),
        valid,
    )?;
    let phone = one("Your phone number (empty for none)", &old.phone)?;
    let country = country.map(|name| sender::country(&name)).transpose()?;
    Ok(Sender {
        name,
        co_signers: old.co_signers,
        role,
        organization,
        address,
        country,
        email,
        phone,
        // Few have a machine: it is not asked for.
        fax: old.fax,
        language: old.language,
        signature: old.signature,
        letterhead: old.letterhead,
    })
}

fn asked_address(old: &Sender) -> Result<Vec<String>, Diagnostic> {
    let mut lines = Vec::new();
    for n in 0..ADDRESS_LINES {
        let question = match n {
            0 => "Your address, first line".to_owned(),
            n => format!("Your address, line {} (empty: that was all)", n + 1),
        };
        let known = old.address.get(n).map(String::as_str);
        match ask(&question, known, |_| Ok(()))? {
            Some(line) => lines.push(line),
            None => break,
        }
    }
    Ok(lines)
}

/// The country by code or name, as it was answered.
fn asked_country(old: &Sender) -> Result<Option<String>, Diagnostic> {
    let code = old.country.map(|country| country.to_string());
    let known = |answer: &str| {
        let problem = |p: Diagnostic| [vec![p.message], p.help].concat().join("; ");
        sender::country(answer).map(|_| ()).map_err(problem)
    };
    ask("Your country, by code or name", code.as_deref(), known)
}
