//! The whole command line: the commands, and what all of them take.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::args::batch::BatchArgs;
use crate::cli::args::derive::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use crate::cli::args::doctor::DoctorArgs;
use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::labels::{EnvelopesArgs, LabelsArgs};
use crate::cli::args::lists::{CheckArgs, InitArgs, LettersArgs, ProfilesArgs, TargetsArgs};
use crate::cli::args::members::MembersArgs;
use crate::cli::args::sender::SenderArgs;
use crate::cli::args::shells::Shell;
use crate::cli::args::verify::VerifyArgs;
use crate::console::Colour;

/// The heading of options that every command takes.
const GENERAL: &str = "General";

/// Turns an appeal into letters that are ready to post, fax, mail or read out
#[derive(Debug, Parser)]
#[command(
    name = "protest-letter",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: CommonArgs,
    /// Print the version
    #[arg(long, short = 'V', action = ArgAction::Version, help_heading = GENERAL)]
    version: Option<bool>,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = GENERAL)]
pub(crate) struct CommonArgs {
    /// A campaign folder
    ///
    /// The default is the built-in campaign.
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub campaign: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colours: auto, always or never
    ///
    /// auto, the default, is for terminals, unless `NO_COLOR` is set.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: ColorArg,
    /// Help; --help says more, with examples
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

/// When messages and help are in colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On terminals
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorArg {
    /// The choice that it stands for.
    pub(crate) fn get(self) -> Colour {
        match self {
            Self::Auto => Colour::Auto,
            Self::Always => Colour::Always,
            Self::Never => Colour::Never,
        }
    }

    /// The choice among arguments that may be wrong in other places.
    pub(crate) fn among(arguments: &[OsString]) -> Self {
        let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
        let joined = words
            .iter()
            .filter_map(|word| word.strip_prefix("--color="));
        let apart = words.windows(2).filter(|pair| pair[0] == "--color");
        let named = joined.chain(apart.map(|pair| pair[1])).last();
        let choice = named.map(|name| Self::from_str(name, false));
        choice.and_then(Result::ok).unwrap_or_default()
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write letters as text, pages, faxes or mail drafts
    Generate(Box<GenerateArgs>),
    /// Write the letters of every member of a list
    Batch(Box<BatchArgs>),
    /// Show how a list of members is read
    ///
    /// What each column was taken for, how many rows sign, the first address blocks, and every problem; nothing is
    /// written.
    Members(MembersArgs),
    /// Print address labels, in the order of the letters
    Labels(Box<LabelsArgs>),
    /// Print envelopes, in the order of the letters
    Envelopes(Box<EnvelopesArgs>),
    /// Prove that every letter of a batch is whole and its member's
    Verify(VerifyArgs),
    /// List the offices to write to, or show some in full
    ///
    /// Without names, the list has every office, and --country keeps those that are in the country or serve it. With
    /// names, the offices are shown in full, each record with its source.
    Targets(TargetsArgs),
    /// List the letters, or show where a sentence comes from
    Letters(LettersArgs),
    /// List the pages that fit envelopes, or draw some
    Profiles(ProfilesArgs),
    /// Begin a campaign folder
    Init(InitArgs),
    /// Check a campaign folder
    Check(CheckArgs),
    /// Save who signs your letters, show it or delete it
    Sender(SenderArgs),
    /// Report fonts, the saved sender, mail and fax programs, versions
    Doctor(DoctorArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print a manual page, or write them all
    Man(ManArgs),
    /// Explain a command or a topic
    Help(HelpArgs),
}

/// `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command; else the program itself
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    pub command: Option<String>,
    /// The folder that all pages are written into
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Replace pages that exist
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// `help`.
#[derive(Debug, Args)]
pub(crate) struct HelpArgs {
    /// A command, or formats, dates, environment, exit-codes
    ///
    /// Of several words, such as `sender show`, the first counts.
    #[arg(value_name = "COMMAND|TOPIC")]
    pub about: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::derive::{CommandFactory, ErrorKind, PossibleValue};

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
            if ["purge", "quiet", "color", "help"].contains(&name) {
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

    #[test]
    fn the_colour_is_known_though_the_arguments_are_wrong() {
        let chosen = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            ColorArg::among(&words)
        };
        assert_eq!(chosen("p --colour never"), ColorArg::Auto);
        assert_eq!(chosen("p generat --color never"), ColorArg::Never);
        assert_eq!(chosen("p --color=never x --color=always"), ColorArg::Always);
        assert_eq!(chosen("p --color"), ColorArg::Auto);
    }
}
