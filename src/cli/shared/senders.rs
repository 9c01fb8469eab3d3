//! Senders: that of the command line, of a file, and the saved one.

use std::path::Path;

use crate::cli::args::shared::SignerArgs;
use crate::diagnostic::Problems;
use crate::sender::{self, Sender};
use crate::{console, disk};

/// The sender, and where they were found, in words for people.
///
/// The file of `--from`, else the saved sender, with the flags on top. Somebody else's name on the
/// command line is never put over a saved name and address: of the saved sender, only the country and
/// the language stay.
///
/// # Errors
/// A file that cannot be read, or a value that does not fit.
pub(crate) fn sender(given: &SignerArgs) -> Result<(Sender, Option<String>), Problems> {
    let mut found = None;
    let mut sender = match &given.from {
        Some(path) => sender_file(path)?,
        None => match saved_sender()? {
            Some((saved, _)) if given.name.is_some() || given.organization.is_some() => Sender {
                country: saved.country,
                language: saved.language,
                ..Sender::default()
            },
            Some((saved, path)) => {
                found = (!saved.is_anonymous()).then(|| format!("the sender saved in `{path}`"));
                saved
            }
            None => Sender::default(),
        },
    };
    overlay(&mut sender, given)?;
    Ok((sender, found))
}

/// The saved sender and the name of its file, if there is one.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn saved_sender() -> Result<Option<(Sender, String)>, Problems> {
    let Some(path) = console::sender_file() else {
        return Ok(None);
    };
    if !disk::exists(&path)? {
        return Ok(None);
    }
    let sender = sender_file(&path)?;
    Ok(Some((sender, path.display().to_string())))
}

/// Reads a sender file, whose pictures stand beside it.
///
/// # Errors
/// A file that cannot be read, and everything that is wrong with it.
pub(crate) fn sender_file(path: &Path) -> Result<Sender, Problems> {
    let sender = Sender::read(&disk::read_text(path)?)?;
    Ok(sender.in_folder(path.parent().unwrap_or(Path::new(""))))
}

/// Puts the flags over a sender.
///
/// # Errors
/// Every value that does not fit.
pub(crate) fn overlay(sender: &mut Sender, given: &SignerArgs) -> Result<(), Problems> {
    let mut problems = Problems::default();
    let mut line = |key: &str, value: Option<&String>| {
        let line = value.map(|value| sender::one_line(key, value));
        problems.keep(line.transpose()).flatten().flatten()
    };
    let name = line("--name", given.name.as_ref());
    let role = line("--role", given.role.as_ref());
    let organization = line("--organization", given.organization.as_ref());
    let email = line("--email", given.email.as_ref());
    let phone = line("--phone", given.phone.as_ref());
    let lines = given.address.iter().flat_map(|text| text.split('\n'));
    let address: Vec<String> = lines
        .filter_map(|text| line("--address", Some(&text.to_owned())))
        .collect();
    let fax = given.fax_number.as_deref().map(sender::fax_number);
    let fax = problems.keep(fax.transpose()).flatten().flatten();
    problems.keep(email.as_deref().map_or(Ok(()), sender::check_email));
    if problems.has_errors() {
        return Err(problems);
    }
    let put = |slot: &mut Option<String>, value: Option<String>| *slot = value.or(slot.take());
    put(&mut sender.name, name);
    put(&mut sender.role, role);
    put(&mut sender.organization, organization);
    put(&mut sender.email, email);
    put(&mut sender.phone, phone);
    put(&mut sender.fax, fax);
    if !address.is_empty() {
        sender.address = address;
    }
    if let Some(path) = &given.signature {
        sender.signature = Some(path.clone());
    }
    Ok(())
}
