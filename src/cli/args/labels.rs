//! The arguments of `labels` and `envelopes`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::cli::args::batch::CombineArg;
use crate::cli::args::derive::{Args, ValueHint};
use crate::cli::args::shared::{FormatArg, ReadersArgs, Selection, SignerArgs};

/// `labels`.
#[derive(Debug, Args)]
pub struct LabelsArgs {
    /// The sheet: avery-l7160, avery-l7159, avery-l7163, a4-70x37, avery-5160 or avery-5163; the default
    /// follows the country of the sender, or of most members
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The first free label of the first sheet, counted in rows from the top left
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub start: NonZeroUsize,
    /// Whose addresses.
    #[command(flatten)]
    pub addresses: AddressesArgs,
}

/// `envelopes`.
#[derive(Debug, Args)]
pub struct EnvelopesArgs {
    /// The envelope: dl, c6, c6-c5, c5, us-10 or us-9; the default follows the country of the sender,
    /// or of most members
    #[arg(long, value_name = "NAME")]
    pub size: Option<String>,
    /// Whose addresses.
    #[command(flatten)]
    pub addresses: AddressesArgs,
}

/// The letters whose addresses are printed, and where.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct AddressesArgs {
    /// Who to write to: an id, a kind or `all`; repeat it or use commas
    #[arg(long, short, required = true, value_name = "ID|KIND|all")]
    pub target: Vec<String>,
    /// The file that is written, or - for standard output
    #[arg(long, short, value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The members file of the batch; without it, the letters are those of one sender
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath, conflicts_with_all = [
        "name", "role", "organization", "address", "email", "phone", "signature",
    ])]
    pub members: Option<PathBuf>,
    /// The encoding of the members file, such as windows-1251; the default is UTF-8
    #[arg(long, value_name = "NAME", requires = "members")]
    pub encoding: Option<String>,
    /// As given to `batch`: target, branch, all or none; with branch, the addresses of a branch come one
    /// after the other
    #[arg(
        long,
        value_enum,
        default_value = "target",
        requires = "members",
        hide_possible_values = true
    )]
    pub combine: CombineArg,
    /// As given to `batch`: pdf or text, for rows that have no room on a page have a letter as text
    #[arg(
        long,
        value_parser = FormatArg::for_paper(),
        value_delimiter = ',',
        default_value = "pdf",
        requires = "members",
        hide_possible_values = true
    )]
    pub format: Vec<FormatArg>,
    /// As given to `batch`: members at one address sign one letter
    #[arg(long, requires = "members")]
    pub household: bool,
    /// As given to `batch`: one letter of the branch to each target, which all members sign; --from says
    /// who the branch is
    #[arg(long, requires_all = ["members", "from"], conflicts_with = "household")]
    pub signatories: bool,
    /// Leave out rows that are wrong and addresses that cannot be printed
    #[arg(long)]
    pub skip_bad: bool,
    /// As given to `batch` or `generate`: the letter
    #[arg(long, value_name = "ID")]
    pub letter: Option<String>,
    /// As given to `batch` or `generate`: the language of the letters
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// As given to `batch` or `generate`: a value for one of the letters' own variables; repeat it
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// As given to `batch`: the page, for rows that have no room on it have no letter
    #[arg(long, value_name = "NAME", requires = "members")]
    pub profile: Option<String>,
    /// Replace a file that exists
    #[arg(long)]
    pub force: bool,
    /// Who can read what is written.
    #[command(flatten)]
    pub readers: ReadersArgs,
    /// Who signs.
    #[command(flatten)]
    pub sender: SignerArgs,
}
