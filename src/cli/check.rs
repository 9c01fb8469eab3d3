//! `check`: reads a campaign folder and tries every letter, and lists all that is wrong.

use std::path::Path;

use crate::audit;
use crate::campaign::{Campaign, embedded};
use crate::cli::args::lists::CheckArgs;
use crate::cli::exit::Exit;
use crate::cli::shared::plan;
use crate::console::Console;
use crate::diagnostic::{Problems, Severity};
use crate::disk;

/// Checks a campaign.
pub(super) fn run(
    args: &CheckArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let date = plan::date(args.date.as_deref())?;
    let (files, mut problems) = match args.folder.as_deref().or(folder) {
        Some(path) => disk::read_campaign_as_it_is(path),
        None => (embedded::folder(), Problems::default()),
    };
    let (campaign, found) = Campaign::read(&files);
    problems.append(found);
    let is_usable = campaign
        .as_ref()
        .is_some_and(|campaign| !campaign.unread.essentials);
    if let Some(campaign) = campaign {
        let date = date.max(campaign.from);
        problems.append(audit::audit(campaign, date));
    }
    console.tell(&problems);
    let of = |severity| problems.0.iter().filter(|p| p.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let counted = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    console.inform(&format!(
        "{}, {}",
        counted(errors, "error"),
        counted(warnings, "warning")
    ));
    match (is_usable, errors) {
        (_, 0) => Ok(Exit::Done),
        (true, _) => Ok(Exit::SomeFailed),
        (false, _) => Ok(Exit::Unusable),
    }
}
