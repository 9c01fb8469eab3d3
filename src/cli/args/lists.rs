//! The arguments of the commands that look at a campaign: `targets`, `letters`, `profiles`, `check`,
//! `init`.

use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueEnum, ValueHint};
use crate::cli::args::shared::Selection;

/// `targets`.
#[derive(Debug, Args)]
pub(crate) struct TargetsArgs {
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
pub(crate) struct LettersArgs {
    /// The letter that --sources takes apart
    #[arg(value_name = "ID", requires = "sources")]
    pub letter: Option<String>,
    /// Print a letter sentence by sentence, each with the record that it is from
    #[arg(long, requires = "letter")]
    pub sources: bool,
    /// The target of that letter; the default is the first one that it is written for
    #[arg(long, value_name = "ID", requires = "sources")]
    pub target: Option<String>,
    /// Its date; the default is `SOURCE_DATE_EPOCH`, else today
    #[arg(long, value_name = "YYYY-MM-DD", requires = "sources")]
    pub date: Option<String>,
    /// Its language; the default is that of a letter to the target
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
    /// The campaign folder; the default is --campaign, else the built-in campaign
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "campaign")]
    pub folder: Option<PathBuf>,
    /// The date of the letters that are tried; the default is `SOURCE_DATE_EPOCH`, else today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Print the findings in this form
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub format: CheckFormat,
    /// Print JSON: the same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print what a code means and what to do about it; without a code, list all codes
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "all", conflicts_with_all = ["folder", "date", "format", "json"])]
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
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
}
