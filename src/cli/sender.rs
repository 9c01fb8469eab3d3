//! `sender`: saves who signs, shows it, deletes it.

use std::path::{Path, PathBuf};

use super::args::{self, SenderAction, SenderArgs};
use super::ask::ask;
use super::{Exit, plan};
use crate::console::{self, Console};
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::disk::{self, Leftovers};
use crate::sender::{self, Sender};
use crate::shell;

/// The most lines of an address that are asked for.
const ADDRESS_LINES: usize = 7;

/// Does what was asked for.
pub fn run(args: &args::Sender, console: Console) -> Result<Exit, Problems> {
    let path = console::sender_file().ok_or_else(|| {
        let problem = Diagnostic::error("there is no home folder to keep a sender in");
        problem.help("keep it in a file of your own and give `--from FILE`")
    })?;
    match args.action {
        Some(SenderAction::Show) => show(&path, console)?,
        Some(SenderAction::Delete) => delete(&path, console)?,
        None => save(args, &path, console)?,
    }
    Ok(Exit::Done)
}

fn show(path: &Path, console: Console) -> Result<(), Diagnostic> {
    if !disk::exists(path)? {
        let problem = Diagnostic::error("no sender is saved");
        return Err(problem.help("`protest-letter sender` asks for one and saves it"));
    }
    console.data(disk::read_text(path)?.text.as_bytes())
}

fn delete(path: &Path, console: Console) -> Result<(), Problems> {
    let left = clear(path);
    let mut stays = Vec::from_iter(delete_behind(path, console)?);
    stays.extend(elsewhere(path)?);
    let line = if disk::remove(path)? {
        format!("deleted `{}`", path.display())
    } else {
        "no sender was saved".to_owned()
    };
    console.inform(&line);
    let left = left?;
    let folder = disk::folder_of(path);
    if disk::is_folder(folder)? {
        disk::settle_names(folder)?;
    }
    if left.removed > 0 {
        let count = left.removed;
        console.inform(&format!("deleted copies that stopped runs left: {count}"));
    }
    console.inform(
        "what is not deleted: backups and snapshots, what the disk keeps of deleted files, letters that were written",
    );
    // They may hold the sender, which was to go.
    let stay = left.kept.into_iter().chain(stays);
    let severity = Severity::Error;
    let stay = stay.map(|problem| Diagnostic {
        severity,
        ..problem
    });
    let stay = Problems(stay.collect());
    if stay.has_errors() { Err(stay) } else { Ok(()) }
}

/// Where the sender is behind a link, removes the file there, if it is one of whoever made the link; what is to be
/// told if it stays.
fn delete_behind(path: &Path, console: Console) -> Result<Option<Diagnostic>, Diagnostic> {
    let Some(file) = disk::behind_link(path)? else {
        return Ok(None);
    };
    let (link, file) = (path.display(), file.as_path());
    let shown = file.display();
    if !disk::is_plain(file)? || !disk::have_one_owner(path, file)? {
        let message = format!("`{shown}` may hold the sender, and stays: `{link}` is a link to it");
        let problem = Diagnostic::error(message);
        return Ok(Some(problem.help(
            "it is no plain file of yours: see whose it is, and have it removed",
        )));
    }
    let stays = elsewhere(file)?;
    disk::remove(file)?;
    disk::settle_names(disk::folder_of(file))?;
    console.inform(&format!("deleted `{shown}`, to which `{link}` was a link"));
    Ok(stays)
}

/// What is to be told of a file that is deleted and has other names.
fn elsewhere(file: &Path) -> Result<Option<Diagnostic>, Diagnostic> {
    let told = |(top, number): (PathBuf, u64)| {
        let (file, top) = (file.display(), shell::quoted(&top.display().to_string()));
        let message =
            format!("the sender stays under another name: `{file}` was one of its hard links");
        let help = format!(
            "`find {top} -xdev -inum {number}` lists the others: look at each before you remove it"
        );
        Diagnostic::error(message).help(help)
    };
    Ok(disk::other_names(file)?.map(told))
}

/// Removes what runs that were stopped left of a sender.
fn clear(path: &Path) -> Result<Leftovers, Diagnostic> {
    let folder = disk::folder_of(path);
    if disk::is_folder(folder)? {
        disk::remove_leftovers(folder)
    } else {
        Ok(Leftovers::default())
    }
}

fn save(args: &args::Sender, path: &Path, console: Console) -> Result<(), Problems> {
    let sender = if is_given(args) {
        given(args)?
    } else if console::can_ask() {
        asked(path)?
    } else {
        let problem = Diagnostic::error("there is no terminal to ask the questions on");
        return Err(problem
            .help("give `--name`, `--address` and so on, or `--from FILE`")
            .into());
    };
    if sender == Sender::default() {
        return Err(Diagnostic::error("nothing was given; nothing was saved").into());
    }
    let text = sender.write().map_err(Diagnostic::error)?;
    console.tell(&Problems(clear(path)?.kept));
    let behind = disk::behind_link(path)?;
    disk::write_private(path, text.as_bytes())?;
    console.inform(&format!("saved `{}`; only you can read it", path.display()));
    if let Some(file) = behind {
        let (link, file) = (path.display(), file.display());
        let message = format!("`{file}` holds the sender of before: `{link}` was a link to it");
        let problem = Diagnostic::warning(message).help("remove it, unless you need it elsewhere");
        console.tell(&problem.into());
    }
    Ok(())
}

fn is_given(args: &args::Sender) -> bool {
    let SenderArgs {
        from,
        name,
        role,
        organization,
        address,
        email,
        phone,
        fax_number,
        signature,
    } = &args.sender;
    let texts = [
        name,
        role,
        organization,
        email,
        phone,
        fax_number,
        &args.country,
        &args.lang,
    ];
    let files = [from, signature];
    files.iter().any(|file| file.is_some())
        || !address.is_empty()
        || texts.iter().any(|text| text.is_some())
}

fn given(args: &args::Sender) -> Result<Sender, Problems> {
    let mut problems = Problems::default();
    let from = args.sender.from.as_ref();
    let read = from.map(|path| plan::sender_file(path)).transpose();
    let mut sender = problems.keep(read).flatten().unwrap_or_default();
    problems.keep(plan::overlay(&mut sender, &args.sender));
    if let Some(name) = &args.country {
        sender.country = problems.keep(sender::country(name));
    }
    if let Some(lang) = &args.lang {
        sender.language = problems.keep(sender::one_line("--lang", lang)).flatten();
    }
    if problems.has_errors() {
        return Err(problems);
    }
    // The pictures stay where they are, however far the saved file is from them.
    Ok(sender.in_folder(&disk::absolute(Path::new("."))?))
}

/// Asks the questions; the answers of last time are offered.
fn asked(path: &Path) -> Result<Sender, Problems> {
    let old = if disk::exists(path)? {
        Sender::read(&disk::read_text(path)?)?
    } else {
        Sender::default()
    };
    let any = |_: &str| Ok(());
    let one = |question: &str, known: &Option<String>| ask(question, known.as_deref(), any);
    let name = one("Your name", &old.name)?;
    let organization = one(
        "Your union, branch or other body (empty for none)",
        &old.organization,
    )?;
    let role = one("What you are in it (empty for none)", &old.role)?;
    let address = asked_address(&old)?;
    let code = old.country.map(|country| country.to_string());
    let known_country = |answer: &str| {
        let problem = |p: Diagnostic| [vec![p.message], p.help].concat().join("; ");
        sender::country(answer).map(|_| ()).map_err(problem)
    };
    let country = ask(
        "Your country, by code or name",
        code.as_deref(),
        known_country,
    )?;
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
