//! `man` and `help`: manual pages, help pages and topics.

use std::path::Path;

use crate::cli::args::command_line::{HelpArgs, ManArgs};
use crate::cli::args::examples::PROGRAM;
use crate::cli::args::help_pages;
use crate::cli::args::manual;
use crate::cli::args::topics;
use crate::cli::exit::Exit;
use crate::console::Console;
use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Manner, Readers};
use crate::suggest::did_you_mean;

/// Prints the manual page of a command, or writes all.
pub(super) fn man(args: &ManArgs, console: Console) -> Result<Exit, Problems> {
    if let Some(folder) = &args.output {
        write(folder, args.force, console)?;
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

/// Writes all pages into a folder: none, if one of them is there and is another.
fn write(folder: &Path, force: bool, console: Console) -> Result<(), Problems> {
    if folder == Path::new("-") {
        let problem = Diagnostic::error("`-` is standard output, and the pages are many files");
        return Err(problem
            .help("name a folder, or the command of one page")
            .into());
    }
    let pages = manual::pages();
    let mut problems = Problems::default();
    for page in pages.iter().filter(|_| !force) {
        let path = folder.join(&page.name);
        if disk::exists(&path)? && !disk::holds(&path, &page.source)? {
            problems.push(disk::there_already(&path));
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    disk::make_folder_for(folder, Readers::Everyone)?;
    let manner = Manner {
        force,
        readers: Readers::Everyone,
    };
    for page in &pages {
        disk::write(&folder.join(&page.name), &page.source, manner)?;
    }
    let written = counted(pages.len(), "manual page");
    console.inform(&format!("wrote {written} into `{}`", folder.display()));
    Ok(())
}

/// Prints the help page of a command, or a topic.
pub(super) fn help(args: &HelpArgs, console: Console) -> Result<Exit, Problems> {
    let name = args.about.first().map_or(PROGRAM, String::as_str);
    match help_pages::of_command(name) {
        Some(page) => console.page(&page.text, &page.coloured)?,
        None => console.data(topics::find(name)?.text.as_bytes())?,
    }
    Ok(Exit::Done)
}
