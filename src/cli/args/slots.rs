//! Addresses for the slots that the appeal may have lost.

use crate::cli::args::derive::Args;

/// Addresses for the campaign's slots, for one run.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct SlotArgs {
    /// Who else gets a copy, by e-mail address; repeat it
    #[arg(long, value_name = "ADDRESS")]
    pub copies_to: Vec<String>,
    /// Where letters of solidarity go, by e-mail address, with `--target solidarity`; repeat it
    #[arg(long, value_name = "ADDRESS")]
    pub solidarity_to: Vec<String>,
}
