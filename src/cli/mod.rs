//! The command line: from arguments to an exit code.
//!
//! [`args`] says what can be given, `plan` what it means; each command is one module.

mod additions;
mod again;
pub mod args;
mod ask;
mod batch;
mod check;
mod delivery;
mod destination;
mod fax;
mod gateway;
mod generate;
mod label_failures;
mod labels;
mod letters;
mod listing;
mod mail;
mod plan;
mod print;
mod profiles;
mod sender;
mod sending;
mod slots;
mod target_json;
mod target_text;
mod verify;

use std::process::ExitCode;

use crate::campaign::embedded;
use crate::console::{self, Console};
use crate::diagnostic::Problems;
use crate::disk::{self, Manner, Readers};
use crate::panics;
use args::{Cli, Command};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// Some letters failed; the others were written.
    SomeFailed,
    /// Wrong usage or an unreadable campaign; nothing was written.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::SomeFailed => 1,
            Exit::Unusable => 2,
        })
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> Exit {
    let cli = match args::parse(console::arguments()) {
        Ok(cli) => cli,
        Err(message) => return no_command(&message),
    };
    let console = Console {
        quiet: cli.common.quiet,
    };
    panics::hush();
    disk::heed_size_limit();
    let ended = panics::caught(String::new, || obey(cli, console));
    let ended = ended.map_err(Problems::from).flatten();
    let exit = ended.unwrap_or_else(|problems| {
        console.tell(&problems);
        Exit::Unusable
    });
    console.close();
    exit
}

fn no_command(message: &args::NoCommand) -> Exit {
    if message.asked {
        let console = Console::default();
        return match console.data(message.text.as_bytes()) {
            Ok(()) => Exit::Done,
            Err(problem) => {
                console.tell(&problem.into());
                Exit::Unusable
            }
        };
    }
    Console::default().inform(&message.text);
    Exit::Unusable
}

fn obey(cli: Cli, console: Console) -> Result<Exit, Problems> {
    let folder = cli.common.campaign.as_deref();
    match cli.command {
        Command::Generate(args) => generate::run(&args, folder, console),
        Command::Batch(args) => batch::run(&args, folder, console),
        Command::Verify(args) => verify::run(&args, folder, console),
        Command::Labels(args) => labels::labels(&args, folder, console),
        Command::Envelopes(args) => labels::envelopes(&args, folder, console),
        Command::Targets(args) => listing::targets(&args, folder, console),
        Command::Letters(args) => letters::letters(&args, folder, console),
        Command::Profiles(args) => profiles::run(&args, folder, console),
        Command::Check(args) => check::run(&args, folder, console),
        Command::Init(args) => init(&args, console),
        Command::Sender(args) => sender::run(&args, console),
        Command::Completions { shell } => {
            console.data(&args::completions(shell))?;
            Ok(Exit::Done)
        }
        Command::Man => {
            let page = args::manual().unwrap_or_default();
            console.data(&page)?;
            Ok(Exit::Done)
        }
    }
}

/// Writes the built-in campaign; if one of its files is there and is another, nothing is written.
fn init(args: &args::Init, console: Console) -> Result<Exit, Problems> {
    let folder = &args.folder;
    let mut problems = Problems::default();
    for (path, text) in embedded::FILES.iter().filter(|_| !args.force) {
        let path = folder.join(path);
        if disk::exists(&path)? && !disk::holds(&path, text.as_bytes())? {
            let message = format!("`{}` is there already", path.display());
            problems.push(crate::diagnostic::Diagnostic::error(message));
        }
    }
    if let Some(last) = problems.0.last_mut() {
        last.help
            .push("give `--force` to replace what is there, or name a new folder".to_owned());
        return Err(problems);
    }
    for (path, text) in embedded::FILES {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            disk::make_folder_for(parent, Readers::Everyone)?;
            disk::remove_leftovers(parent)?;
        }
        let manner = Manner {
            force: args.force,
            readers: Readers::Everyone,
        };
        disk::write(&path, text.as_bytes(), manner)?;
    }
    console.inform(&format!(
        "wrote {} files into `{}`; edit them, then run `protest-letter check {}`",
        embedded::FILES.len(),
        folder.display(),
        folder.display()
    ));
    Ok(Exit::Done)
}
