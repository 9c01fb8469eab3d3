//! The whole command line: the commands, what all of them take, and how the arguments are read.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::args::batch::BatchArgs;
use crate::cli::args::derive::{
    Args, CommandFactory, Error, ErrorKind, Parser, Subcommand, ValueEnum, ValueHint,
};
use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::labels::{EnvelopesArgs, LabelsArgs};
use crate::cli::args::lists::{CheckArgs, InitArgs, LettersArgs, ProfilesArgs, TargetsArgs};
use crate::cli::args::sender::SenderArgs;
use crate::cli::args::verify::VerifyArgs;

/// Turns an appeal into letters that are ready to post, fax, mail or read out.
#[derive(Debug, Parser)]
#[command(name = "protest-letter", version, max_term_width = 100)]
#[command(
    after_help = "Nothing is ever sent. Existing files are kept unless --force is given.\n\
    Exit codes: 0 done, 1 some letters failed, 2 wrong usage or an unreadable campaign."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct CommonArgs {
    /// Use the campaign in this folder instead of the built-in one
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub campaign: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write letters: as text to standard output, or into a file or folder
    Generate(Box<GenerateArgs>),
    /// Write the letters of many: a letter to every target for every row of a members file
    Batch(Box<BatchArgs>),
    /// Print address labels for letters, in the order of the batch
    Labels(Box<LabelsArgs>),
    /// Print envelopes for letters, in the order of the batch
    Envelopes(Box<EnvelopesArgs>),
    /// Read again what a batch wrote: whether every letter is whole and that of its member
    Verify(VerifyArgs),
    /// List the offices that can be written to, or show some in full
    Targets(TargetsArgs),
    /// List the letters and their translations
    Letters(LettersArgs),
    /// List the pages that letters can be set on, or draw some with their measures
    Profiles(ProfilesArgs),
    /// Check a campaign folder: every file, every letter, every target
    Check(CheckArgs),
    /// Write the built-in campaign into a new folder, to be edited
    Init(InitArgs),
    /// Save who signs your letters, show it or delete it
    Sender(SenderArgs),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// The shells that completions can be printed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// Bash
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
    /// Z shell
    Zsh,
}

/// Why the arguments lead to no command: a text for people, and whether it was asked for.
#[derive(Debug)]
pub(crate) struct NoCommand {
    /// What to print.
    pub text: String,
    /// Whether the user asked for it, as with `--help`.
    pub asked: bool,
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// Help and version as well as wrong usage.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Cli, NoCommand> {
    let parsed = Cli::try_parse_from(arguments).and_then(consistent);
    parsed.map_err(|error| NoCommand {
        text: error.render().to_string(),
        asked: !error.use_stderr(),
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

/// The completions of a shell.
pub(crate) fn completions(shell: Shell) -> Vec<u8> {
    let mut out = Vec::new();
    let shell = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Elvish => clap_complete::Shell::Elvish,
        Shell::Fish => clap_complete::Shell::Fish,
        Shell::Powershell => clap_complete::Shell::PowerShell,
        Shell::Zsh => clap_complete::Shell::Zsh,
    };
    clap_complete::generate(shell, &mut Cli::command(), "protest-letter", &mut out);
    out
}

/// The manual page, with a section for every command.
///
/// # Errors
/// Never, in memory.
pub(crate) fn manual() -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        let title = format!(".SH \"{}\"\n", sub.get_name().to_uppercase());
        out.extend(title.bytes());
        let man = clap_mangen::Man::new(sub.clone());
        man.render_synopsis_section(&mut out)?;
        man.render_description_section(&mut out)?;
        man.render_options_section(&mut out)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::derive::PossibleValue;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    /// What is written and what is removed are never asked for at once.
    #[test]
    fn nothing_goes_with_purge_but_what_is_said() {
        let mut cli = Cli::command();
        cli.build();
        let batch = cli.find_subcommand("batch").unwrap();
        for argument in batch.get_arguments() {
            let Some(name) = argument.get_long() else {
                continue;
            };
            if ["purge", "quiet", "help"].contains(&name) {
                continue;
            }
            let possible = argument.get_possible_values();
            let value = possible.first().map_or("1", PossibleValue::get_name);
            let mut line = vec!["protest-letter", "batch", "--purge", "out"];
            let option = format!("--{name}");
            line.push(&option);
            if argument.get_action().takes_values() {
                line.push(value);
            }
            let error = Cli::try_parse_from(line).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ArgumentConflict, "{name}: {error}");
        }
        assert!(Cli::try_parse_from(["protest-letter", "batch", "--purge", "out", "-q"]).is_ok());
        let nothing = Cli::try_parse_from(["protest-letter", "batch"]).unwrap_err();
        assert_eq!(nothing.kind(), ErrorKind::MissingRequiredArgument);
    }
}
