//! Addresses for the slots that the appeal may have lost.

use crate::cli::args::derive::Args;
use crate::cli::args::shared::{TO_WHOM, WHAT};

/// Addresses for the campaign's slots, for one run.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct SlotArgs {
    /// Who else gets a copy; repeat it
    ///
    /// An e-mail address, for the slot of the campaign.
    #[arg(long, value_name = "ADDRESS", help_heading = WHAT)]
    pub copies_to: Vec<String>,
    /// Where letters of solidarity go
    ///
    /// An e-mail address, for `--target solidarity`; repeat it.
    #[arg(long, value_name = "ADDRESS", help_heading = TO_WHOM, hide_short_help = true)]
    pub solidarity_to: Vec<String>,
}
