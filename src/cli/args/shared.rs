//! The arguments of several commands: the targets, the sender, the format.

use std::path::PathBuf;

use crate::cli::args::derive::{
    Args, PossibleValuesParser, TypedValueParser, ValueEnum, ValueHint,
};
use crate::disk::Readers;
use crate::output;

/// The heading of options that choose offices.
pub(crate) const TO_WHOM: &str = "To whom";

/// The heading of options for what a letter says.
pub(crate) const WHAT: &str = "What is written";

/// The heading of options for who signs.
pub(crate) const WHO: &str = "Who signs";

/// The heading of options for the form in which letters go out.
pub(crate) const HOW: &str = "How it goes out";

/// The heading of options for files.
pub(crate) const WHERE: &str = "Where it is put";

/// What a selection of targets depends on.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Selection {
    /// The country you write from
    ///
    /// By code or name, such as DE or Germany. It decides which embassy is yours and which page fits.
    #[arg(long, value_name = "COUNTRY", help_heading = TO_WHOM)]
    pub country: Option<String>,
    /// Take a whole kind
    ///
    /// Every embassy or consulate, not only yours.
    #[arg(long, help_heading = TO_WHOM)]
    pub all: bool,
    /// The date of the letter; else today
    ///
    /// It picks the addresses, the holders of offices and the facts of that day. The default is `SOURCE_DATE_EPOCH`,
    /// else today. See `protest-letter help dates`.
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = TO_WHOM)]
    pub date: Option<String>,
}

/// Who can read what is written.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct ReadersArgs {
    /// Let your group read the files
    ///
    /// As far as your umask allows it. Without it, only you can read what is written.
    #[arg(long, help_heading = WHERE)]
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
#[command(next_help_heading = WHO)]
pub(crate) struct SignerArgs {
    /// A sender file; else the saved sender
    ///
    /// A file as `protest-letter sender show` prints it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    /// Your name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Your office in the organization
    ///
    /// Such as secretary or chair.
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// Your union, branch or other body
    #[arg(long, value_name = "NAME")]
    pub organization: Option<String>,
    /// A line of your address; repeat it
    #[arg(long, value_name = "LINE")]
    pub address: Vec<String>,
    /// Your e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Your phone number
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// The number of your fax machine
    ///
    /// The machine that you send from, such as +44 20 7946 0018. A fax has to say it.
    #[arg(long, value_name = "NUMBER")]
    pub fax_number: Option<String>,
    /// A PNG picture of your signature
    ///
    /// It is printed on pages; text ignores it.
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
