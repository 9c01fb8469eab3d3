//! The arguments of `members`.

use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueHint};
use crate::cli::args::list::ListArgs;

/// `members`.
#[derive(Debug, Args)]
pub(crate) struct MembersArgs {
    /// The list of members
    #[arg(id = "members", value_name = "LIST", value_hint = ValueHint::FilePath)]
    pub list: PathBuf,
    /// How the list is read.
    #[command(flatten)]
    pub reading: ListArgs,
    /// The sheet of the workbook: name or number
    ///
    /// Needed only if several sheets look like lists.
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,
    /// The country of members who do not say
    ///
    /// By code or name, such as DE or Germany. It puts their addresses in order.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Tell each mistake of each row
    ///
    /// Without it, a mistake that many rows have is one message.
    #[arg(long)]
    pub all_problems: bool,
    /// Print how the list is read as JSON
    #[arg(long)]
    pub json: bool,
}
