//! The arguments of `labels` and `envelopes`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueHint};
use crate::cli::args::shared::{ReadersArgs, Selection, SignerArgs};

/// `labels`.
#[derive(Debug, Args)]
#[command(
    override_usage = "protest-letter labels [OPTIONS] --output <FILE.pdf> <DIR>\n       \
    protest-letter labels [OPTIONS] --output <FILE.pdf> --target <ID|KIND|all>"
)]
pub(crate) struct LabelsArgs {
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
#[command(
    override_usage = "protest-letter envelopes [OPTIONS] --output <FILE.pdf> <DIR>\n       \
    protest-letter envelopes [OPTIONS] --output <FILE.pdf> --target <ID|KIND|all>"
)]
pub(crate) struct EnvelopesArgs {
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
pub(crate) struct AddressesArgs {
    /// The folder of a batch: an address for each of its letters that goes by post, in the order of its
    /// files
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = [
        "target", "Selection", "letter", "lang", "set", "name", "role", "organization", "address", "email",
        "phone", "fax_number", "signature",
    ])]
    pub folder: Option<PathBuf>,
    /// Who to write to: an id, a kind or `all`; repeat it or use commas
    #[arg(
        long,
        short,
        required_unless_present = "folder",
        value_name = "ID|KIND|all"
    )]
    pub target: Vec<String>,
    /// The file that is written, or - for standard output
    #[arg(long, short, value_name = "FILE.pdf", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The members, who each post a letter to each target; without it, the letters are those of one
    /// sender. With the folder of a batch, where its members file is by now
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath, conflicts_with_all = [
        "name", "role", "organization", "address", "email", "phone", "signature",
    ])]
    pub members: Option<PathBuf>,
    /// The encoding of the members file, such as windows-1251; the default is UTF-8
    #[arg(long, value_name = "NAME", requires = "members")]
    pub encoding: Option<String>,
    /// Print one address for each office: all letters to it go in one envelope
    #[arg(long)]
    pub parcel: bool,
    /// Leave out rows that are wrong and addresses that cannot be printed
    #[arg(long)]
    pub skip_bad: bool,
    /// The letter; the default is the one for the target's kind
    #[arg(long, value_name = "ID")]
    pub letter: Option<String>,
    /// The language of the letters
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A value for one of the letters' own variables; repeat it
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
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
