//! `man` and `help`: manual pages, help pages and topics.

use crate::cli::args::command_line::{HelpArgs, ManArgs};
use crate::cli::args::examples::PROGRAM;
use crate::cli::args::help_pages;
use crate::cli::args::manual;
use crate::cli::args::topics;
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner, Readers};
use crate::suggest::did_you_mean;

/// Prints the manual page of a command, or writes all.
pub(super) fn man(args: &ManArgs, console: Console) -> Result<Exit, Problems> {
    if let Some(folder) = &args.output {
        disk::make_folder_for(folder, Readers::Everyone)?;
        let manner = Manner {
            force: true,
            readers: Readers::Everyone,
        };
        for page in manual::pages() {
            disk::write(&folder.join(&page.name), &page.source, manner)?;
        }
        return Ok(Exit::Done);
    }
    let name = args.command.as_deref().unwrap_or(PROGRAM);
    let page = manual::of_command(name).ok_or_else(|| {
        let commands = help_pages::commands();
        let help = did_you_mean(name, commands.iter().map(String::as_str));
        let list = || "`protest-letter --help` lists the commands".to_owned();
        Diagnostic::error(format!("there is no command `{name}`")).help(help.unwrap_or_else(list))
    })?;
    console.data(&page.source)?;
    Ok(Exit::Done)
}

/// Prints the help page of a command, or a topic.
pub(super) fn help(args: &HelpArgs, console: Console) -> Result<Exit, Problems> {
    let name = args.about.as_deref().unwrap_or(PROGRAM);
    match help_pages::of_command(name) {
        Some(page) => console.page(&page.text, &page.coloured)?,
        None => console.data(topics::find(name)?.text.as_bytes())?,
    }
    Ok(Exit::Done)
}
