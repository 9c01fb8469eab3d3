//! The arguments of `sender`.

use crate::cli::args::derive::{Args, ValueEnum};
use crate::cli::args::shared::{SignerArgs, WHO};

/// `sender`.
#[derive(Debug, Args)]
pub(crate) struct SenderArgs {
    /// What to do; else save the answers
    ///
    /// Without it and without options, the questions are asked and the answers saved.
    #[arg(value_enum, conflicts_with_all = [
        "from", "name", "role", "organization", "address", "email", "phone", "fax_number", "country", "lang",
    ])]
    pub action: Option<SenderAction>,
    /// Who signs; given here, no questions are asked.
    #[command(flatten)]
    pub sender: SignerArgs,
    /// Your country, by code or name
    #[arg(long, value_name = "COUNTRY", help_heading = WHO)]
    pub country: Option<String>,
    /// The language you write in, such as en
    #[arg(long, value_name = "LANG", help_heading = WHO)]
    pub lang: Option<String>,
}

/// What `sender` can do beside saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SenderAction {
    /// Print the saved sender
    Show,
    /// Delete the saved sender
    Delete,
}
