//! The way from the arguments of the process to a command, or to the text that stands for none.

use std::ffi::OsString;

use crate::cli::args::command_line::{Cli, Command};
use crate::cli::args::derive::{CommandFactory, Error, ErrorKind, Parser};
use crate::cli::args::help_pages::{self, Page};

/// Why the arguments lead to no command: a text for people, and whether it was asked for.
#[derive(Debug)]
pub(crate) struct NoCommand {
    /// What to print.
    pub page: Page,
    /// Whether the user asked for it, as with `--help`.
    pub asked: bool,
}

impl From<Error> for NoCommand {
    fn from(error: Error) -> Self {
        Self {
            page: error.render().into(),
            asked: !error.use_stderr(),
        }
    }
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// Help and version as well as wrong usage.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Cli, NoCommand> {
    let parsed = Cli::try_parse_from(arguments).and_then(consistent);
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            help_pages::instead_of(error, arguments).into()
        }
        _ => error.into(),
    })
}

/// The arguments, if they do not contradict each other.
fn consistent(cli: Cli) -> Result<Cli, Error> {
    let (name, found) = match &cli.command {
        Command::Generate(generate) => ("generate", generate.contradiction()),
        Command::Batch(batch) => ("batch", batch.contradiction()),
        Command::Labels(labels) => ("labels", labels.addresses.contradiction()),
        Command::Envelopes(envelopes) => ("envelopes", envelopes.addresses.contradiction()),
        _ => return Ok(cli),
    };
    let Some(message) = found else {
        return Ok(cli);
    };
    let mut command = Cli::command();
    command.build();
    let command = command.find_subcommand_mut(name);
    Err(match command {
        Some(command) => command.error(ErrorKind::ArgumentConflict, message),
        None => Error::raw(ErrorKind::ArgumentConflict, message),
    })
}
