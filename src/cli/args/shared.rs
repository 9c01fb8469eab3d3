//! The arguments of several commands: the targets, the sender, the format.

use std::path::PathBuf;

use crate::cli::args::derive::{
    Args, PossibleValuesParser, TypedValueParser, ValueEnum, ValueHint,
};
use crate::disk::Readers;
use crate::output;

/// What a selection of targets depends on.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Selection {
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

/// Who can read what is written.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct ReadersArgs {
    /// Let your group read what is written, as far as your umask allows; else only you can
    #[arg(long)]
    pub shared: bool,
}

impl ReadersArgs {
    /// The readers that were asked for.
    pub(crate) fn get(self) -> Readers {
        if self.shared {
            Readers::Group
        } else {
            Readers::Owner
        }
    }
}

/// Who signs.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Sender")]
pub(crate) struct SignerArgs {
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
    /// The number of the fax machine that you send from, such as +44 20 7946 0018
    #[arg(long, value_name = "NUMBER")]
    pub fax_number: Option<String>,
    /// A PNG picture of your signature, printed on pages; text ignores it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub signature: Option<PathBuf>,
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    /// Plain text, UTF-8
    Text,
    /// Pages
    Pdf,
    /// A description of the pages, to check layouts with
    Layout,
    /// Pages for fax machines: a TIFF file for every fax line of a target
    Fax,
    /// A message for mail programs, as a draft
    Eml,
    /// A link that opens a draft
    Mailto,
    /// Pages as pictures: a PNG file for each; for single letters alone
    Png,
}

impl FormatArg {
    /// A parser of those that a batch writes.
    pub(crate) fn of_batches() -> impl TypedValueParser<Value = Self> {
        Self::parser(&[Self::Text, Self::Pdf, Self::Layout, Self::Fax, Self::Eml])
    }

    fn parser(known: &[Self]) -> impl TypedValueParser<Value = Self> + use<> {
        let names = known.iter().filter_map(ValueEnum::to_possible_value);
        PossibleValuesParser::new(names).try_map(|name| Self::from_str(&name, false))
    }

    /// The format of the output that it stands for.
    pub(crate) fn as_output(self) -> output::Format {
        match self {
            Self::Text => output::Format::Text,
            Self::Pdf => output::Format::Pdf,
            Self::Layout => output::Format::Layout,
            Self::Fax => output::Format::Fax,
            Self::Eml => output::Format::Eml,
            Self::Mailto => output::Format::Mailto,
            Self::Png => output::Format::Png,
        }
    }
}
