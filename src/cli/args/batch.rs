//! The arguments of `batch`.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use crate::cli::args::derive::{Args, ValueEnum, ValueHint};
use crate::cli::args::fax::{FaxArgs, FaxFormat};
use crate::cli::args::list::ListArgs;
use crate::cli::args::mail::{Attached, ChannelArg};
use crate::cli::args::shared::{FormatArg, HOW, ReadersArgs, Selection, TO_WHOM, WHAT, WHERE, WHO};
use crate::cli::args::slots::SlotArgs;
use crate::letter;

/// `batch`.
#[derive(Clone, Debug, Default, Args)]
#[command(
    override_usage = "protest-letter batch [OPTIONS] --members <FILE> --target <WHO> -o <DIR>\n       \
    protest-letter batch [OPTIONS] <DIR> --only <WHICH> -o <DIR>\n       \
    protest-letter batch --purge <DIR>"
)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct BatchArgs {
    /// The folder of a batch whose letters to print again
    ///
    /// With --only and another folder. They are made from what that batch was made from, and are the same byte by byte;
    /// what is in its folder stays as it is.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = [
        "target", "Selection", "letter", "lang", "personal", "set", "reference", "enclosure", "SlotArgs",
        "signatories", "household", "skip_bad", "format", "channel", "profile", "duplex", "attach", "copies",
        "FaxArgs", "per_line", "combine", "maildir", "split_pages", "split_size", "new_only", "shard",
    ])]
    pub folder: Option<PathBuf>,
    /// The list of members, a CSV file
    ///
    /// It has a header and a row for each member; docs/members.md describes the columns. With DIR, it says where the
    /// list is by now.
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        required_unless_present_any = ["purge", "folder"],
        help_heading = WHO
    )]
    pub members: Option<PathBuf>,
    /// The offices: ids, a kind or `all`
    ///
    /// Repeat it or use commas. `embassy` is the embassy that covers the member's country.
    #[arg(
        long,
        short,
        value_name = "WHO",
        required_unless_present_any = ["purge", "folder"],
        help_heading = TO_WHOM
    )]
    pub target: Vec<String>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// Only these letters of the batch in DIR
    ///
    /// Lines of the members file, as messages count them: 4, 4-9 (row:3 is a row as names of files have it, without
    /// the header); members, by their id in manifest.csv or its first digits; offices, by id; files of the batch; @FILE
    /// for a file with such words, or with rows of manifest.csv or of the list. Repeat it or use commas. Members and
    /// offices together mean the letters of these members to these offices.
    #[arg(long, value_name = "WHICH", help_heading = TO_WHOM)]
    pub only: Vec<String>,
    /// The letter; else the one for the office
    ///
    /// `protest-letter letters` lists the letters; each is written for some offices or kinds of them.
    #[arg(long, value_name = "ID", help_heading = WHAT)]
    pub letter: Option<String>,
    /// The language, such as en, ru or kk
    ///
    /// The default is the member's, else one that the office reads.
    #[arg(long, value_name = "LANG", help_heading = WHAT)]
    pub lang: Option<String>,
    /// A paragraph for those without one
    ///
    /// For members whose row has none of their own; @FILE reads it from a file.
    #[arg(long, value_name = "TEXT|@FILE", help_heading = WHAT)]
    pub personal: Option<String>,
    /// A value for a variable of the letters
    ///
    /// For members whose row has none; repeat it.
    #[arg(long, value_name = "KEY=VALUE", help_heading = WHAT)]
    pub set: Vec<String>,
    /// Your own reference, printed by the date
    #[arg(long, value_name = "TEXT", help_heading = WHAT)]
    pub reference: Option<String>,
    /// What is enclosed; repeat it
    #[arg(long, value_name = "TEXT", help_heading = WHAT)]
    pub enclosure: Vec<String>,
    /// Addresses for the campaign's slots.
    #[command(flatten)]
    pub slots: SlotArgs,
    /// What members share: a sender file
    ///
    /// Letterhead, organization, address and country, for members whose row has none.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = WHO)]
    pub from: Option<PathBuf>,
    /// How the list is read.
    #[command(flatten)]
    pub reading: ListArgs,
    /// The sheet of the workbook: name or number
    ///
    /// Needed only if several sheets look like lists.
    #[arg(long, value_name = "SHEET", help_heading = WHO, hide_short_help = true)]
    pub sheet: Option<String>,
    /// One letter to an office, which all sign
    ///
    /// A letter of the branch, with the names of all members to sign; --from says who the branch is.
    #[arg(long, requires = "from", conflicts_with_all = ["household", "new_only"], help_heading = WHO)]
    pub signatories: bool,
    /// Let members at one address sign together
    #[arg(long, help_heading = WHO)]
    pub household: bool,
    /// Leave out rows that are wrong
    ///
    /// Write the letters of the good rows, and the bad rows with the reasons into rejected.csv.
    #[arg(long, help_heading = WHO)]
    pub skip_bad: bool,
    /// Tell each mistake of each row
    ///
    /// Not only the first lines of those that many rows have.
    #[arg(long, help_heading = WHO, hide_short_help = true)]
    pub all_problems: bool,
    /// The formats: pdf, text, eml, fax, ...
    ///
    /// With commas. `protest-letter help formats` describes them.
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = FormatArg::of_batches(),
        value_delimiter = ',',
        default_value = "pdf",
        help_heading = HOW
    )]
    pub format: Vec<FormatArg>,
    /// The way they go: post, email, fax, phone
    ///
    /// The channel chooses the format: pages for the post, messages, faxes or text. `auto` takes for each office the
    /// one that it prefers.
    #[arg(
        long,
        value_enum,
        value_name = "CHANNEL",
        conflicts_with = "format",
        help_heading = HOW
    )]
    pub channel: Option<ChannelArg>,
    /// The page; see `protest-letter profiles`
    ///
    /// The default follows each member's country.
    #[arg(long, value_name = "NAME", help_heading = HOW)]
    pub profile: Option<String>,
    /// Begin every letter on a new sheet
    ///
    /// For printers that print on both sides: print files get empty pages.
    #[arg(long, help_heading = HOW)]
    pub duplex: bool,
    /// Attach the letter as a page: pdf
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = HOW)]
    pub attach: Option<Attached>,
    /// Write to each who gets a copy
    ///
    /// A message of its own for everybody who gets a copy, instead of their names under Cc.
    #[arg(long, help_heading = HOW)]
    pub copies: bool,
    /// How faxes are made.
    #[command(flatten)]
    pub fax: FaxArgs,
    /// At most N faxes to each number
    ///
    /// The first N, in the order of targets and members.
    #[arg(
        long,
        value_name = "N",
        help_heading = HOW,
        hide_short_help = true
    )]
    pub per_line: Option<NonZeroUsize>,
    /// The folder; a stopped batch goes on there
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath,
        required_unless_present_any = ["dry_run", "purge"], help_heading = WHERE)]
    pub output: Option<PathBuf>,
    /// Which letters share a file
    #[arg(
        long,
        value_enum,
        value_name = "HOW",
        default_value = "target",
        help_heading = WHERE
    )]
    pub combine: CombineArg,
    /// Write messages as drafts of a Maildir
    ///
    /// Those that would share a file.
    #[arg(long, help_heading = WHERE, hide_short_help = true)]
    pub maildir: bool,
    /// The most pages of a print file
    ///
    /// A new file begins before one has more.
    #[arg(
        long,
        value_name = "PAGES",
        help_heading = WHERE,
        hide_short_help = true
    )]
    pub split_pages: Option<NonZeroUsize>,
    /// The most megabytes of a print file
    ///
    /// A new file begins before one has more.
    #[arg(
        long,
        value_name = "MEGABYTES",
        help_heading = WHERE,
        hide_short_help = true
    )]
    pub split_size: Option<NonZeroU32>,
    /// Judge and count, but write nothing
    #[arg(long, help_heading = WHERE)]
    pub dry_run: bool,
    /// Only the letters that are not there yet
    ///
    /// Those that no earlier batch in the folder has, in a folder of their own there.
    #[arg(long, conflicts_with = "shard", help_heading = WHERE)]
    pub new_only: bool,
    /// Only every Nth file, from the Ith on
    ///
    /// N runs with the same folder write all.
    #[arg(
        long,
        value_name = "I/N",
        help_heading = WHERE,
        hide_short_help = true
    )]
    pub shard: Option<String>,
    /// The number of letters made at a time
    ///
    /// The default is the number of cores.
    #[arg(
        long,
        value_name = "NUMBER",
        help_heading = WHERE,
        hide_short_help = true
    )]
    pub jobs: Option<NonZeroUsize>,
    /// Write all letters anew
    ///
    /// In place of those that are there; with --new-only, those of an addition that was stopped. It also lets --letter
    /// go to offices that it is not written for.
    #[arg(long, help_heading = WHERE)]
    pub force: bool,
    /// Who can read what is written.
    #[command(flatten)]
    pub readers: ReadersArgs,
    /// Remove what batches wrote into a folder
    ///
    /// And nothing else; no other option goes with it but `-q`.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = WHERE, conflicts_with_all = [
        "folder", "only", "members", "target", "output", "Selection", "format", "channel", "combine", "attach", "copies",
        "SlotArgs", "maildir", "duplex", "split_pages", "split_size", "dry_run", "skip_bad", "all_problems", "from",
        "ListArgs", "sheet", "letter", "lang",
        "set", "personal", "reference", "enclosure", "profile", "jobs", "signatories", "household", "new_only", "shard",
        "force", "ReadersArgs", "FaxArgs", "per_line", "campaign", "json",
    ])]
    pub purge: Option<PathBuf>,
    /// Print what was written as JSON
    #[arg(long, help_heading = WHERE)]
    pub json: bool,
}

impl BatchArgs {
    /// The members file. Only where nothing is written there may be none.
    pub(crate) fn members(&self) -> &Path {
        self.members.as_deref().unwrap_or(Path::new(""))
    }

    /// The contradiction of arguments that are right one by one.
    pub(super) fn contradiction(&self) -> Option<String> {
        if let Some(found) = self.only_without_folder() {
            return Some(found);
        }
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

    /// The contradiction of `--only` without a batch whose letters it means, or the other way round.
    fn only_without_folder(&self) -> Option<String> {
        match (&self.folder, self.only.as_slice()) {
            (None, []) | (Some(_), [_, ..]) => None,
            (None, only) => {
                let folder = self.output.as_deref().unwrap_or(Path::new("DIR"));
                Some(format!(
                    "`--only` prints letters of a batch again, and takes everything else from its folder: \
                     `protest-letter batch {} --only {} -o again`",
                    folder.display(),
                    only.join(",")
                ))
            }
            (Some(folder), []) => Some(format!(
                "which letters of `{}` to print again? `--only 4,9` means those of the lines 4 and 9 of its members file",
                folder.display()
            )),
        }
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
