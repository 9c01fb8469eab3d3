//! The arguments as they are given.
//!
//! The only module that names clap. What they mean is worked out by `plan`.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};

/// Turns an appeal into letters that are ready to post, fax, mail or read out.
#[derive(Debug, Parser)]
#[command(name = "protest-letter", version, max_term_width = 100)]
#[command(
    after_help = "Nothing is ever sent. Existing files are kept unless --force is given.\n\
    Exit codes: 0 done, 1 some letters failed, 2 wrong usage or an unreadable campaign."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Use the campaign in this folder instead of the built-in one
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub campaign: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write letters: as text to standard output, or into a file or folder
    Generate(Box<Generate>),
    /// Write the letters of many: a letter to every target for every row of a members file
    Batch(Box<Batch>),
    /// Read again what a batch wrote: whether every letter is whole and that of its member
    Verify(Verify),
    /// List the offices that can be written to, or show some in full
    Targets(Targets),
    /// List the letters and their translations
    Letters(Letters),
    /// List the pages that letters can be set on, or draw some with their measures
    Profiles(Profiles),
    /// Check a campaign folder: every file, every letter, every target
    Check(Check),
    /// Write the built-in campaign into a new folder, to be edited
    Init(Init),
    /// Save who signs your letters, show it or delete it
    Sender(Sender),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// Who to write to: an id, a kind or `all`; repeat it or use commas. `embassy` is the one that
    /// covers your country
    #[arg(long, short, required = true, value_name = "ID|KIND|all")]
    pub target: Vec<String>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The letter to write; the default is the one for the target's kind
    #[arg(long, value_name = "ID")]
    pub letter: Option<String>,
    /// The language of the letter, such as en, ru or kk
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A value for one of the letter's own variables; repeat it
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// A paragraph of your own, printed as you write it; @FILE reads it from a file, @- from
    /// standard input; a text that starts with @ is written with @@
    #[arg(long, value_name = "TEXT|@FILE")]
    pub personal: Option<String>,
    /// Your own reference, printed by the date
    #[arg(long, value_name = "TEXT")]
    pub reference: Option<String>,
    /// What you enclose; repeat it
    #[arg(long, value_name = "TEXT")]
    pub enclosure: Vec<String>,
    /// The format; the default follows the ending of --output, else text
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// A file, a folder for one file a letter, or - for standard output
    #[arg(long, short, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,
    /// The page, one of those that `profiles` lists; the default follows the sender's country
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
    /// Who signs.
    #[command(flatten)]
    pub sender: SenderArgs,
}

/// `batch`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct Batch {
    /// The members: a CSV file with a header, a row each
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub members: PathBuf,
    /// Who to write to: an id, a kind or `all`; repeat it or use commas. `embassy` is the one that
    /// covers a member's country
    #[arg(long, short, required = true, value_name = "ID|KIND|all")]
    pub target: Vec<String>,
    /// The folder that the letters are written into; a batch that was stopped goes on there
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath,
        required_unless_present = "dry_run")]
    pub output: Option<PathBuf>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The formats, with commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "pdf")]
    pub format: Vec<Format>,
    /// Which letters share a file
    #[arg(long, value_enum, default_value = "target")]
    pub combine: Combine,
    /// Begin every letter on a sheet of its own: print files get empty pages
    #[arg(long)]
    pub duplex: bool,
    /// Begin a new print file before one has more pages
    #[arg(long, value_name = "PAGES")]
    pub split_pages: Option<NonZeroUsize>,
    /// Judge every row and count the letters, but write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the letters of the good rows, and the bad ones with the reasons into rejected.csv
    #[arg(long)]
    pub skip_bad: bool,
    /// What members have in common, as a sender file: letterhead, organization, address, country
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    /// The encoding of the members file, such as windows-1251; the default is UTF-8
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The letter to write; the default is the one for the target's kind
    #[arg(long, value_name = "ID")]
    pub letter: Option<String>,
    /// The language of the letters; the default is the member's, else one that the target reads
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A value for one of the letters' own variables, for members whose row has none; repeat it
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// A paragraph for members who have none of their own; @FILE reads it from a file
    #[arg(long, value_name = "TEXT|@FILE")]
    pub personal: Option<String>,
    /// Your own reference, printed by the date
    #[arg(long, value_name = "TEXT")]
    pub reference: Option<String>,
    /// What is enclosed; repeat it
    #[arg(long, value_name = "TEXT")]
    pub enclosure: Vec<String>,
    /// The page, one of those that `profiles` lists; the default follows each member's country
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// How many letters are made at a time; the default is the number of cores
    #[arg(long, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,
    /// Write one letter of the branch to each target, with the names of all members to sign; --from
    /// says who the branch is
    #[arg(long, requires = "from", conflicts_with_all = ["household", "new_only"])]
    pub signatories: bool,
    /// Let members at one address sign one letter
    #[arg(long)]
    pub household: bool,
    /// Write only the letters that no earlier batch in the folder has, into a folder of their own there
    #[arg(long, conflicts_with = "force")]
    pub new_only: bool,
    /// Write only every Nth file, beginning with the Ith: N runs with the same folder write all
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Write all letters anew, over those that are there
    #[arg(long)]
    pub force: bool,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The folder of the batch
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The members file; the default is the one that the batch was made from
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub members: Option<PathBuf>,
}

/// Which letters share a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Combine {
    /// Those to one target: a print file for each
    Target,
    /// Those of one branch: a print file for each
    Branch,
    /// All: one print file
    All,
    /// None: a file for each letter
    None,
}

/// What a selection of targets depends on.
#[derive(Debug, Args)]
pub struct Selection {
    /// The country you write from, by code or name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// The date of the letter; the default is `SOURCE_DATE_EPOCH`, else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Take a whole kind: every embassy, not only yours
    #[arg(long)]
    pub all: bool,
}

/// Who signs.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Sender")]
pub struct SenderArgs {
    /// A file with the sender, as `protest-letter sender show` prints it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    /// Your name
    #[arg(long)]
    pub name: Option<String>,
    /// What you are in the organization
    #[arg(long)]
    pub role: Option<String>,
    /// Your union, branch or other body
    #[arg(long)]
    pub organization: Option<String>,
    /// A line of your address; repeat it for every line
    #[arg(long, value_name = "LINE")]
    pub address: Vec<String>,
    /// Your e-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// Your phone number
    #[arg(long)]
    pub phone: Option<String>,
    /// A PNG picture of your signature, printed on pages; text ignores it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub signature: Option<PathBuf>,
}

/// `targets`.
#[derive(Debug, Args)]
pub struct Targets {
    /// Show these in full: ids, kinds or `all`
    #[arg(value_name = "ID|KIND|all")]
    pub selectors: Vec<String>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `letters`.
#[derive(Debug, Args)]
pub struct Letters {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `profiles`.
#[derive(Debug, Args)]
pub struct Profiles {
    /// Draw these, with their measures and sources
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The campaign folder; the default is --campaign, else the built-in campaign
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "campaign")]
    pub folder: Option<PathBuf>,
    /// The date of the letters that are tried; the default is `SOURCE_DATE_EPOCH`, else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
}

/// `sender`.
#[derive(Debug, Args)]
pub struct Sender {
    /// What to do; without it, ask the questions and save the answers
    #[arg(value_enum, conflicts_with_all = [
        "from", "name", "role", "organization", "address", "email", "phone", "country", "lang",
    ])]
    pub action: Option<SenderAction>,
    /// Who signs; given here, no questions are asked.
    #[command(flatten)]
    pub sender: SenderArgs,
    /// Your country, by code or name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// The language you write in, such as en
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// What `sender` can do beside saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SenderAction {
    /// Print the saved sender
    Show,
    /// Delete the saved sender
    Delete,
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text, UTF-8
    Text,
    /// Pages
    Pdf,
    /// A description of the pages, to check layouts with
    Layout,
}

/// The shells that completions can be printed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
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
pub struct NoCommand {
    /// What to print.
    pub text: String,
    /// Whether the user asked for it, as with `--help`.
    pub asked: bool,
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// Help and version as well as wrong usage.
pub fn parse(arguments: Vec<OsString>) -> Result<Cli, NoCommand> {
    Cli::try_parse_from(arguments).map_err(|error| NoCommand {
        text: error.render().to_string(),
        asked: !error.use_stderr(),
    })
}

/// The completions of a shell.
pub fn completions(shell: Shell) -> Vec<u8> {
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
pub fn manual() -> std::io::Result<Vec<u8>> {
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

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
