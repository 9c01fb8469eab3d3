//! The arguments of `doctor`.

use crate::cli::args::derive::Args;

/// `doctor`.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Print JSON
    ///
    /// docs/json.md describes it.
    #[arg(long)]
    pub json: bool,
}
