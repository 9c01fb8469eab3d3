//! The command: what is wrong with a campaign, as text, JSON or SARIF.

use std::path::Path;

use crate::audit;
use crate::calendar::Date;
use crate::campaign::{Campaign, Folder, embedded};
use crate::cli::args::lists::{CheckArgs, CheckFormat};
use crate::cli::check::explain;
use crate::cli::check::findings::{Counts, Findings};
use crate::cli::check::json;
use crate::cli::check::sarif;
use crate::cli::exit::Exit;
use crate::cli::shared::plan;
use crate::console::Console;
use crate::diagnostic::Problems;
use crate::disk;

/// Checks a campaign, or explains what can be found.
pub(in crate::cli) fn run(
    args: &CheckArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    if let Some(code) = &args.explain {
        console.data(explain::explained(code, args.json)?.as_bytes())?;
        return Ok(Exit::Done);
    }
    let date = plan::date(args.date.as_deref())?;
    let checked = Checked::of(args.folder.as_deref().or(folder), date)?;
    let findings = Findings::of(checked.problems, &checked.files);
    let counts = findings.counts();
    match args.written_as() {
        CheckFormat::Text => show(&findings, counts, console),
        CheckFormat::Json => {
            let report = json::report_of(&findings, &checked.id, checked.date)?;
            console.data(report.as_bytes())?;
        }
        CheckFormat::Sarif => console.data(sarif::log_of(&findings)?.as_bytes())?,
    }
    Ok(match counts.errors {
        0 => Exit::Done,
        _ => Exit::SomeFailed,
    })
}

/// Shows the findings for people.
fn show(findings: &Findings, counts: Counts, console: Console) {
    console.tell_with_codes(&findings.grouped());
    console.inform(&counts.to_string());
    if counts.is_any() {
        console.inform("`check --explain CODE` says what a finding means and what to do");
    }
}

/// A campaign that was checked.
struct Checked {
    /// Its files.
    files: Folder,
    /// Its id; empty if it could not be read.
    id: String,
    /// The date of the letters that were tried.
    date: Date,
    /// All that is wrong.
    problems: Problems,
}

impl Checked {
    /// Reads a campaign and judges it; the built-in one without a folder.
    ///
    /// # Errors
    /// If the folder is not there.
    fn of(folder: Option<&Path>, date: Date) -> Result<Self, Problems> {
        let (files, mut problems) = match folder {
            Some(path) => disk::read_campaign_as_it_is(path),
            None => (embedded::folder(), Problems::default()),
        };
        if files.files.is_empty() && files.unread.is_empty() && problems.has_errors() {
            return Err(problems);
        }
        let (campaign, found) = Campaign::read(&files);
        problems.append(found);
        let mut checked = Self {
            files,
            id: String::new(),
            date,
            problems,
        };
        if let Some(campaign) = campaign {
            checked.id.clone_from(&campaign.id);
            checked.date = date.max(campaign.from);
            let found = audit::audit(campaign, checked.date);
            checked.problems.append(found);
        }
        Ok(checked)
    }
}
