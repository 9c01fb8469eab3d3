//! Help pages: those of clap, led by examples and closed by where to read on.

use std::ffi::OsString;

use crate::cli::args::command_line::Cli;
use crate::cli::args::derive::{Command, CommandFactory, Error, StyledStr};
use crate::cli::args::examples::{self, PROGRAM};

/// The order of a help page.
const ORDER: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Where to report what is wrong.
const REPORT: &str =
    "Report a fault where you got the program; SECURITY.md says how to report a weakness.";

/// The topics that `help` explains, for the end of the page of the program.
const TOPICS: &str = "Topics of `help`: formats, dates, environment, exit-codes.";

/// The page of the documentation on each command.
const DOCUMENTS: [(&str, &str); 17] = [
    (PROGRAM, "README.md"),
    ("generate", "docs/letters.md"),
    ("batch", "docs/batch.md"),
    ("members", "docs/members.md"),
    ("labels", "docs/pages.md"),
    ("envelopes", "docs/pages.md"),
    ("verify", "docs/batch.md"),
    ("targets", "docs/letters.md"),
    ("letters", "docs/truth.md"),
    ("profiles", "docs/pages.md"),
    ("init", "docs/campaign.md"),
    ("check", "docs/campaign.md"),
    ("sender", "docs/sender.md"),
    ("completions", "docs/terminal.md"),
    ("man", "docs/terminal.md"),
    ("help", "docs/terminal.md"),
    ("doctor", "docs/terminal.md"),
];

/// A text for a terminal, plain and in colour.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Without colours.
    pub text: String,
    /// In colour.
    pub coloured: String,
}

impl From<StyledStr> for Page {
    fn from(text: StyledStr) -> Self {
        Self {
            text: text.to_string(),
            coloured: text.ansi().to_string(),
        }
    }
}

/// The help that the arguments ask for, instead of the one that reading them gave.
pub(crate) fn instead_of(error: Error, arguments: &[OsString]) -> Error {
    let is_long = arguments.iter().any(|word| word == "--help");
    let command = if is_long { long() } else { short() };
    command
        .try_get_matches_from(arguments)
        .err()
        .unwrap_or(error)
}

/// The help page of a command or of the program, in full.
pub(crate) fn of_command(name: &str) -> Option<Page> {
    let mut program = long();
    program.build();
    if name == PROGRAM {
        return Some(program.render_long_help().into());
    }
    let command = program.find_subcommand_mut(name)?;
    Some(command.render_long_help().into())
}

/// The names of the commands.
pub(crate) fn commands() -> Vec<String> {
    let program = Cli::command();
    let names = program
        .get_subcommands()
        .map(|command| command.get_name().to_owned());
    names.collect()
}

/// The last lines of the page of a command.
pub(crate) fn footer(name: &str) -> String {
    let document = DOCUMENTS.iter().find(|(command, _)| *command == name);
    let document = document.map_or("README.md", |(_, document)| document);
    let topics = if name == PROGRAM {
        format!("{TOPICS}\n")
    } else {
        String::new()
    };
    format!(
        "Nothing is ever sent. Existing files are kept unless --force is given.\n{topics}Read on in {document}. {REPORT}"
    )
}

/// The command line with pages in full.
fn long() -> Command {
    everywhere(Cli::command(), &|command| {
        let examples = examples_of(&command);
        let footer = footer(command.get_name());
        command.before_help(examples).after_help(footer)
    })
}

/// The command line with pages that fit on a screen.
fn short() -> Command {
    everywhere(Cli::command(), &|command| {
        let name = command.get_name();
        let asked = if name == PROGRAM { "" } else { name };
        let more = format!(
            "`{} --help` says more, with examples.",
            [PROGRAM, asked].join(" ").trim_end()
        );
        let more = if name == PROGRAM {
            format!("{TOPICS}\n{more}")
        } else {
            more
        };
        command.after_help(more).mut_args(|argument| {
            let has_values = argument.get_action().takes_values();
            argument.hide_possible_values(has_values)
        })
    })
}

/// The command line with each of its commands changed.
fn everywhere(program: Command, change: &impl Fn(Command) -> Command) -> Command {
    let program = change(program.help_template(ORDER));
    program.mut_subcommands(|command| change(command.help_template(ORDER)))
}

/// The examples of a command, as its page shows them.
fn examples_of(command: &Command) -> String {
    let header = command.get_styles().get_header();
    let literal = command.get_styles().get_literal();
    let examples = examples::of_command(command.get_name()).iter();
    let shown = examples.map(|example| {
        format!(
            "  {}:\n    {literal}{}{literal:#}\n",
            example.what, example.line
        )
    });
    format!("{header}Examples:{header:#}\n{}", shown.collect::<String>())
}
