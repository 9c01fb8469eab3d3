//! `sender`: saves who signs, shows it, deletes it.

use std::path::Path;

use crate::cli::args::sender::{SenderAction, SenderArgs};
use crate::cli::args::shared::SignerArgs;
use crate::cli::exit::Exit;
use crate::cli::sender::delete::{clear, delete};
use crate::cli::sender::questions::asked;
use crate::cli::shared::senders;
use crate::console::{self, Console};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::sender::{self, Sender};

/// Saves, shows or deletes the sender.
pub(crate) fn run(args: &SenderArgs, console: Console) -> Result<Exit, Problems> {
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

fn save(args: &SenderArgs, path: &Path, console: Console) -> Result<(), Problems> {
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

fn is_given(args: &SenderArgs) -> bool {
    let SignerArgs {
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

fn given(args: &SenderArgs) -> Result<Sender, Problems> {
    let mut problems = Problems::default();
    let from = args.sender.from.as_ref();
    let read = from.map(|path| senders::sender_file(path)).transpose();
    let mut sender = problems.keep(read).flatten().unwrap_or_default();
    problems.keep(senders::overlay(&mut sender, &args.sender));
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
