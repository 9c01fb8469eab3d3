//! The way from the arguments of the process to its command, and from what that returns to an exit code.

use crate::cli::args::command_line::{Cli, ColorArg, Command};
use crate::cli::args::parsing::{self, NoCommand};
use crate::cli::batch::command as batch;
use crate::cli::check::command as check;
use crate::cli::completions;
use crate::cli::doctor::command as doctor;
use crate::cli::exit::Exit;
use crate::cli::generate::command as generate;
use crate::cli::init::command as init;
use crate::cli::labels::command as labels;
use crate::cli::letters;
use crate::cli::manual;
use crate::cli::members::command as members;
use crate::cli::profiles;
use crate::cli::sender::command as sender;
use crate::cli::targets::command as targets;
use crate::cli::verify::command as verify;
use crate::console::{self, Console};
use crate::diagnostic::Problems;
use crate::panics;

/// Runs the program with the arguments of the process.
pub fn run() -> Exit {
    let arguments = console::arguments();
    if let Some(shell) = completions::asking_shell() {
        return completions::answer(shell, &arguments, Console::default());
    }
    let cli = match parsing::parse(&arguments) {
        Ok(cli) => cli,
        Err(message) => {
            let colour = ColorArg::among(&arguments).get();
            let quiet = false;
            return no_command(&message, Console { quiet, colour });
        }
    };
    let console = Console {
        quiet: cli.common.quiet,
        colour: cli.common.color.get(),
    };
    panics::hush();
    console::heed_size_limit();
    let ended = panics::caught(String::new, || obey(cli, console))
        .map_err(Problems::from)
        .flatten();
    let is_stopped = ended.is_err();
    let exit = ended.unwrap_or_else(|problems| {
        console.tell(&problems);
        Exit::Unusable
    });
    console.close();
    if is_stopped {
        console::end_as_asked();
    }
    exit
}

fn no_command(message: &NoCommand, console: Console) -> Exit {
    let page = &message.page;
    if message.asked {
        return match console.page(&page.text, &page.coloured) {
            Ok(()) => Exit::Done,
            Err(problem) => {
                console.tell(&problem.into());
                Exit::Unusable
            }
        };
    }
    console.inform_with(&page.text, &page.coloured);
    Exit::Unusable
}

fn obey(cli: Cli, console: Console) -> Result<Exit, Problems> {
    let folder = cli.common.campaign.as_deref();
    match cli.command {
        Command::Generate(args) => generate::run(&args, folder, console),
        Command::Batch(args) => batch::run(&args, folder, console),
        Command::Members(args) => members::run(&args, folder, console),
        Command::Verify(args) => verify::run(&args, folder, console),
        Command::Labels(args) => labels::labels(&args, folder, console),
        Command::Envelopes(args) => labels::envelopes(&args, folder, console),
        Command::Targets(args) => targets::run(&args, folder, console),
        Command::Letters(args) => letters::run(&args, folder, console),
        Command::Profiles(args) => profiles::run(&args, folder, console),
        Command::Check(args) => check::run(&args, folder, console),
        Command::Init(args) => init::run(&args, console),
        Command::Sender(args) => sender::run(&args, console),
        Command::Doctor(args) => doctor::run(args, folder, console),
        Command::Completions(args) => completions::run(&args, console),
        Command::Man(args) => manual::man(&args, console),
        Command::Help(args) => manual::help(&args, console),
    }
}
