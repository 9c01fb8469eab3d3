//! The arguments of `verify`.

use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueHint};

/// `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The folder of the batch
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The members file; the default is the one that the batch was made from
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub members: Option<PathBuf>,
    /// The sender file of the branch; the default is the one that the batch was made from
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    /// Make every letter again and compare it byte by byte; nothing is written
    #[arg(long)]
    pub again: bool,
}
