//! `members`: shows how a list is read.

use std::path::Path;

use crate::batch::MembersList;
use crate::cli::args::members::MembersArgs;
use crate::cli::exit::Exit;
use crate::cli::members::overview::Overview;
use crate::cli::members::{members_json, members_text};
use crate::cli::shared::list_options::list_options;
use crate::cli::shared::plan;
use crate::console::Console;
use crate::diagnostic::Problems;
use crate::sender;

/// Shows what was found in a list.
pub(crate) fn run(
    args: &MembersArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    let reading = args.reading.of_sheet(args.sheet.as_ref());
    let country = args.country.as_deref().map(sender::country).transpose()?;
    let options = list_options(&reading, country, &campaign)?;
    let list = MembersList::new(&args.list, options);
    let found = Overview::of(&list.name(), list.rows()?, country, args.all_problems);
    let shown = if args.json {
        members_json::of(&found, &args.list)?
    } else {
        members_text::of(&found, &list.name())
    };
    console.data(shown.as_bytes())?;
    console.tell(&found.problems);
    console.leave_out(found.untold);
    Ok(match (found.is_broken, found.problems.has_errors()) {
        (true, _) => Exit::Unusable,
        (false, true) => Exit::SomeFailed,
        (false, false) => Exit::Done,
    })
}
