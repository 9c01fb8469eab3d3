//! The arguments of `labels` and `envelopes`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueHint};
use crate::cli::args::list::ListArgs;
use crate::cli::args::shared::{
    HOW, ReadersArgs, Selection, SignerArgs, TO_WHOM, WHAT, WHERE, WHO,
};

/// `labels`.
#[derive(Debug, Args)]
#[command(
    override_usage = "protest-letter labels [OPTIONS] --output <FILE> <DIR>\n       \
    protest-letter labels [OPTIONS] --output <FILE> --target <WHO>"
)]
pub(crate) struct LabelsArgs {
    /// The sheet, such as avery-l7160
    ///
    /// avery-l7160, avery-l7159, avery-l7163, a4-70x37, avery-5160 or avery-5163. The default follows the country of
    /// the sender, or of most members.
    #[arg(long, value_name = "NAME", help_heading = HOW)]
    pub sheet: Option<String>,
    /// The first free label of the first sheet
    ///
    /// Counted in rows from the top left, from 1.
    #[arg(long, value_name = "NUMBER", default_value = "1", help_heading = HOW)]
    pub start: NonZeroUsize,
    /// Whose addresses.
    #[command(flatten)]
    pub addresses: AddressesArgs,
}

/// `envelopes`.
#[derive(Debug, Args)]
#[command(
    override_usage = "protest-letter envelopes [OPTIONS] --output <FILE> <DIR>\n       \
    protest-letter envelopes [OPTIONS] --output <FILE> --target <WHO>"
)]
pub(crate) struct EnvelopesArgs {
    /// The envelope, such as c5 or us-10
    ///
    /// dl, c6, c6-c5, c5, us-10 or us-9. The default follows the country of the sender, or of most members.
    #[arg(long, value_name = "NAME", help_heading = HOW)]
    pub size: Option<String>,
    /// Whose addresses.
    #[command(flatten)]
    pub addresses: AddressesArgs,
}

/// The letters whose addresses are printed, and where.
#[derive(Debug, Args)]
pub(crate) struct AddressesArgs {
    /// The folder of a batch
    ///
    /// It gives an address for each of its letters that goes by post, in the order of its files.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = [
        "target", "Selection", "letter", "lang", "set", "name", "role", "organization", "address", "email",
        "phone", "fax_number", "signature",
    ])]
    pub folder: Option<PathBuf>,
    /// Only of these letters of the batch in DIR
    ///
    /// Lines of the members file, such as 4,9; members, by their id in manifest.csv; offices; files; @FILE for a file
    /// with such words. `protest-letter batch --help` says more.
    #[arg(long, value_name = "WHICH", requires = "folder", help_heading = TO_WHOM)]
    pub only: Vec<String>,
    /// The offices: ids, a kind or `all`
    ///
    /// Repeat it or use commas.
    #[arg(
        long,
        short,
        required_unless_present = "folder",
        value_name = "WHO",
        help_heading = TO_WHOM
    )]
    pub target: Vec<String>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The letter; else the one for the office
    #[arg(long, value_name = "ID", help_heading = WHAT)]
    pub letter: Option<String>,
    /// The language of the letters
    #[arg(long, value_name = "LANG", help_heading = WHAT)]
    pub lang: Option<String>,
    /// A value for a variable of the letters
    ///
    /// Repeat it for each.
    #[arg(long, value_name = "KEY=VALUE", help_heading = WHAT)]
    pub set: Vec<String>,
    /// The list of members, a CSV file
    ///
    /// Each of them posts a letter to each office; without it, the letters are those of one sender. With the folder of
    /// a batch, it says where the list is by now.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = WHO, conflicts_with_all = [
        "name", "role", "organization", "address", "email", "phone", "signature",
    ])]
    pub members: Option<PathBuf>,
    /// How the list is read.
    #[command(flatten)]
    pub reading: ListArgs,
    /// The sheet of the workbook: name or number
    ///
    /// Needed only if several sheets look like lists.
    #[arg(long, value_name = "SHEET", requires = "members", help_heading = WHO)]
    pub members_sheet: Option<String>,
    /// Leave out what is wrong
    ///
    /// Rows that are wrong and addresses that cannot be printed.
    #[arg(long, help_heading = WHO)]
    pub skip_bad: bool,
    /// Who signs.
    #[command(flatten)]
    pub sender: SignerArgs,
    /// One address for each office
    ///
    /// For all letters to it in one envelope.
    #[arg(long, help_heading = HOW)]
    pub parcel: bool,
    /// The file, or - for standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = WHERE)]
    pub output: PathBuf,
    /// Replace a file that exists
    #[arg(long, help_heading = WHERE)]
    pub force: bool,
    /// Who can read what is written.
    #[command(flatten)]
    pub readers: ReadersArgs,
}

impl AddressesArgs {
    /// The contradiction of arguments that are right one by one.
    pub(super) fn contradiction(&self) -> Option<String> {
        let is_of_many = self.folder.is_some() || self.members.is_some();
        (self.parcel && !is_of_many).then(|| {
            "`--parcel` is for the letters of many: name the folder of a batch, or give `--members`"
                .to_owned()
        })
    }
}
