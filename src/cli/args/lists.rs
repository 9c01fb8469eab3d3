//! The arguments of the commands that look at a campaign: `targets`, `letters`, `profiles`, `check`,
//! `init`.

use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueEnum, ValueHint};
use crate::cli::args::shared::Selection;

/// The heading of options that shorten a list.
const WHICH: &str = "Which offices";

/// `targets`.
#[derive(Debug, Args)]
pub(crate) struct TargetsArgs {
    /// Show these in full: ids, kinds or `all`
    #[arg(value_name = "WHO")]
    pub selectors: Vec<String>,
    /// Offices with this text: a name, city, country
    ///
    /// In the id, the name of the office in any language, the city or the country; capitals make no difference.
    #[arg(long, value_name = "TEXT", help_heading = WHICH)]
    pub search: Option<String>,
    /// Offices of these kinds, such as embassy
    ///
    /// Such as embassy or government; use commas for several.
    #[arg(long, value_name = "KIND", value_delimiter = ',', help_heading = WHICH)]
    pub kind: Vec<String>,
    /// Offices reached by post, fax, email, ...
    ///
    /// With commas, by all of them. A fax or phone in a building that the office has left does not count.
    #[arg(
        long,
        value_enum,
        value_name = "CHANNEL",
        value_delimiter = ',',
        help_heading = WHICH
    )]
    pub has: Vec<ReachedBy>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// Print JSON
    ///
    /// docs/json.md describes it.
    #[arg(long)]
    pub json: bool,
}

/// Ways to reach an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReachedBy {
    /// A postal address
    Post,
    /// A fax number
    Fax,
    /// An e-mail address
    Email,
    /// A phone number
    Phone,
    /// A web page
    Web,
}

/// `letters`.
#[derive(Debug, Args)]
pub(crate) struct LettersArgs {
    /// The letter for --sources
    #[arg(value_name = "ID", requires = "sources")]
    pub letter: Option<String>,
    /// Show the record behind each sentence
    #[arg(long, requires = "letter")]
    pub sources: bool,
    /// The office that it goes to
    ///
    /// The default is the first one that it is written for.
    #[arg(long, value_name = "ID", requires = "sources")]
    pub target: Option<String>,
    /// Its date; else today
    ///
    /// The default is `SOURCE_DATE_EPOCH`, else today.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "sources")]
    pub date: Option<String>,
    /// Its language
    ///
    /// The default is that of a letter to the office.
    #[arg(long, value_name = "LANG", requires = "sources")]
    pub lang: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `profiles`.
#[derive(Debug, Args)]
pub(crate) struct ProfilesArgs {
    /// Draw these, with their measures and sources
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The campaign folder
    ///
    /// The default is --campaign, else the built-in campaign.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "campaign")]
    pub folder: Option<PathBuf>,
    /// The date of the letters; else today
    ///
    /// Letters of that date are tried. The default is `SOURCE_DATE_EPOCH`, else today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Print the findings in this form
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub format: CheckFormat,
    /// Print JSON: the same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print what a code means and what to do about it; without a code, list all codes
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "all", conflicts_with_all = ["folder", "date", "format"])]
    pub explain: Option<String>,
}

/// The forms of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people, with the text underlined, on standard error
    #[default]
    Text,
    /// For other programs (docs/json.md)
    Json,
    /// For editors and services that show the results of linters: SARIF 2.1.0
    Sarif,
}

impl CheckArgs {
    /// Returns the form of the findings.
    pub(crate) fn written_as(&self) -> CheckFormat {
        if self.json {
            CheckFormat::Json
        } else {
            self.format
        }
    }
}

/// `init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder, made if it is missing
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "campaign")]
    pub folder: PathBuf,
    /// A small one, to be filled in
    ///
    /// It has one office, one letter and comments, and passes `check`.
    #[arg(long)]
    pub empty: bool,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
}
