//! The arguments of `batch`.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use crate::cli::args::derive::{Args, ValueEnum, ValueHint};
use crate::cli::args::fax::{FaxArgs, FaxFormat};
use crate::cli::args::mail::{Attached, ChannelArg};
use crate::cli::args::shared::{FormatArg, ReadersArgs, Selection};
use crate::cli::args::slots::SlotArgs;
use crate::letter;

/// `batch`.
#[derive(Debug, Default, Args)]
#[command(
    override_usage = "protest-letter batch [OPTIONS] --members <FILE.csv> --target <ID|KIND|all>\n       \
    protest-letter batch --purge <DIR>"
)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct BatchArgs {
    /// The members: a CSV file with a header, a row each
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath, required_unless_present = "purge")]
    pub members: Option<PathBuf>,
    /// Who to write to: an id, a kind or `all`; repeat it or use commas. `embassy` is the one that
    /// covers a member's country
    #[arg(
        long,
        short,
        value_name = "ID|KIND|all",
        required_unless_present = "purge"
    )]
    pub target: Vec<String>,
    /// The folder that the letters are written into; a batch that was stopped goes on there
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath,
        required_unless_present_any = ["dry_run", "purge"])]
    pub output: Option<PathBuf>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The formats, with commas
    #[arg(long, value_parser = FormatArg::of_batches(), value_delimiter = ',', default_value = "pdf")]
    pub format: Vec<FormatArg>,
    /// How letters go out, in the format that it takes: messages, pages, faxes or text
    #[arg(long, value_enum, conflicts_with = "format")]
    pub channel: Option<ChannelArg>,
    /// Which letters share a file
    #[arg(long, value_enum, default_value = "target")]
    pub combine: CombineArg,
    /// Attach the letter to its message as a page
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub attach: Option<Attached>,
    /// Write a message of its own to everybody who gets a copy, instead of naming them under Cc
    #[arg(long)]
    pub copies: bool,
    /// Addresses for the campaign's slots.
    #[command(flatten)]
    pub slots: SlotArgs,
    /// Write messages that would share a file as drafts of a Maildir
    #[arg(long)]
    pub maildir: bool,
    /// Begin every letter on a sheet of its own: print files get empty pages
    #[arg(long)]
    pub duplex: bool,
    /// Begin a new print file before one has more pages
    #[arg(long, value_name = "PAGES")]
    pub split_pages: Option<NonZeroUsize>,
    /// Begin a new print file before one has more megabytes
    #[arg(long, value_name = "MEGABYTES")]
    pub split_size: Option<NonZeroU32>,
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
    #[arg(long, conflicts_with = "shard")]
    pub new_only: bool,
    /// Write only every Nth file, beginning with the Ith: N runs with the same folder write all
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Write all letters anew, in place of those that are there; with --new-only, those of an addition
    /// that was stopped. Let `--letter` go to targets that it is not written for
    #[arg(long)]
    pub force: bool,
    /// Who can read what is written.
    #[command(flatten)]
    pub readers: ReadersArgs,
    /// Remove what batches wrote into a folder, and nothing else; no other option goes with it but `-q`
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = [
        "members", "target", "output", "Selection", "format", "channel", "combine", "attach", "copies", "SlotArgs",
        "maildir", "duplex", "split_pages", "split_size", "dry_run", "skip_bad", "from", "encoding", "letter", "lang",
        "set", "personal", "reference", "enclosure", "profile", "jobs", "signatories", "household", "new_only", "shard",
        "force", "ReadersArgs", "FaxArgs", "per_line", "campaign",
    ])]
    pub purge: Option<PathBuf>,
    /// How faxes are made.
    #[command(flatten)]
    pub fax: FaxArgs,
    /// Write only the first N faxes to each number, in the order of targets and members
    #[arg(long, value_name = "N")]
    pub per_line: Option<NonZeroUsize>,
}

impl BatchArgs {
    /// The members file. Only where nothing is written there may be none.
    pub(crate) fn members(&self) -> &Path {
        self.members.as_deref().unwrap_or(Path::new(""))
    }

    /// The contradiction of arguments that are right one by one.
    pub(super) fn contradiction(&self) -> Option<String> {
        if let Some(found) = self.not_for_mail() {
            return Some(found);
        }
        if !self.is_faxed() {
            let option = self.per_line.map(|_| "--per-line").or(self.fax.given().0);
            let fax = letter::Channel::Fax;
            return option.map(|option| ChannelArg::not_for(option, fax, self.channel));
        }
        if self.signatories {
            let what = "`--signatories` is for paper: a fax goes out before anybody can sign it";
            return Some(what.to_owned());
        }
        self.fax.not_for_its_file().or_else(|| self.two_of_a_name())
    }

    /// Tells whether there may be faxes.
    fn is_faxed(&self) -> bool {
        match self.channel {
            None => self.format.contains(&FormatArg::Fax),
            Some(channel) => channel.wanted().includes(letter::Channel::Fax),
        }
    }

    /// Tells whether there may be messages.
    fn is_mailed(&self) -> bool {
        match self.channel {
            None => self.format.contains(&FormatArg::Eml),
            Some(channel) => channel.wanted().includes(letter::Channel::Email),
        }
    }

    /// The contradiction of options with messages.
    fn not_for_mail(&self) -> Option<String> {
        let is_mail_alone = match self.channel {
            None => self.format.iter().all(|format| *format == FormatArg::Eml),
            Some(channel) => channel == ChannelArg::Email,
        };
        let options = [
            (self.attach.is_some(), "--attach"),
            (self.copies, "--copies"),
        ];
        let given = options.into_iter().find(|(given, _)| *given);
        if let Some((_, option)) = given.filter(|_| !self.is_mailed()) {
            let email = letter::Channel::Email;
            return Some(ChannelArg::not_for(option, email, self.channel));
        }
        let what = if self.maildir && !is_mail_alone {
            "`--maildir` is for messages alone: give `--format eml` or `--channel email`"
        } else if self.maildir && self.combine == CombineArg::None {
            "a Maildir holds many messages: leave out `--combine none`"
        } else if self.signatories && self.is_mailed() {
            "`--signatories` is for paper: a message goes out before anybody can sign it"
        } else {
            return None;
        };
        Some(what.to_owned())
    }

    /// The contradiction of a letter and a fax that would have one name, and of files that no batch writes.
    fn two_of_a_name(&self) -> Option<String> {
        let format = match self.fax.fax_format? {
            FaxFormat::Tiff => return None,
            FaxFormat::Png => {
                let what = "a batch writes no pictures: `--fax-format png` is for `generate`";
                return Some(what.to_owned());
            }
            FaxFormat::Pdf => FormatArg::Pdf,
            FaxFormat::Layout => FormatArg::Layout,
        };
        if self.channel.is_some()
            || self.combine != CombineArg::None
            || !self.format.contains(&format)
        {
            return None;
        }
        let name = format.to_possible_value()?.get_name().to_owned();
        Some(format!(
            "`--fax-format {name}` and `--format {name}` are files of one name with `--combine none`"
        ))
    }
}

/// Which letters share a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CombineArg {
    /// Those to one target: a print file for each
    #[default]
    Target,
    /// Those of one branch: a print file for each
    Branch,
    /// All: one print file
    All,
    /// None: a file for each letter
    None,
}
