//! `--copies-to` and `--solidarity-to`: addresses for the slots of a campaign, for one run.

use crate::campaign::Campaign;
use crate::campaign::slot::WORKERS;
use crate::campaign::target::Kind;
use crate::cli::args::slots::SlotArgs;
use crate::diagnostic::{Diagnostic, Problems};

/// Puts the addresses into the slots of a campaign from which letters go to the `words` of `--target`.
///
/// # Errors
/// Every wrong address; one for letters of solidarity where none is written, or where it does not apply.
pub(crate) fn fill(
    campaign: &mut Campaign,
    args: &SlotArgs,
    words: &[String],
) -> Result<(), Problems> {
    let mut problems = Problems::default();
    problems.keep(campaign.fill_slots(&args.copies_to, &args.solidarity_to));
    let mut words = words.iter().flat_map(|words| words.split(','));
    let known = [WORKERS, Kind::Solidarity.name(), "all"];
    if !args.solidarity_to.is_empty() && !words.any(|word| known.contains(&word.trim())) {
        let message = "`--solidarity-to` is given, and no letter of solidarity is asked for";
        problems.push(Diagnostic::error(message).help("add `--target solidarity`"));
    }
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(())
    }
}
