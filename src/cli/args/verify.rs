//! The arguments of `verify`.

use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueHint};

/// `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The folder of the batch
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Where the list of members is by now
    ///
    /// The default is the file that the batch was made from.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub members: Option<PathBuf>,
    /// Where the sender file is by now
    ///
    /// The default is the file that the batch was made from.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    /// Make every letter again and compare it
    ///
    /// Byte by byte; nothing is written.
    #[arg(long)]
    pub again: bool,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}
