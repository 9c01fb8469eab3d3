//! `profiles`: the pages there are, as a list, as drawings or as JSON.

use std::path::Path;

use serde::Serialize;

use crate::cli::args::lists::ProfilesArgs;
use crate::cli::exit::Exit;
use crate::cli::shared::listing::{ColumnFit, ListColumn, list, report};
use crate::cli::shared::plan;
use crate::console::Console;
use crate::diagnostic::Problems;
use crate::length::Length;
use crate::page::profile::{Profile, Rect};
use crate::page::profiles;
use crate::page::sketch::sketch;
use crate::report::visible;

/// Lists profiles, or draws those that are named.
pub(super) fn run(
    args: &ProfilesArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    let mut profiles = profiles::all(campaign.profiles.as_ref())?;
    profiles.extend(profiles::of_faxes()?);
    let in_full = !args.names.is_empty();
    let chosen = if in_full {
        named(&profiles, &args.names)?
    } else {
        profiles
    };
    let text = match (args.json, in_full) {
        (true, _) => {
            let profiles = chosen.iter().map(record).collect();
            report("profiles", 1, &ProfileList { profiles })?
        }
        (false, true) => {
            let drawn: Vec<String> = chosen.iter().map(|p| visible(&sketch(p))).collect();
            drawn.join("\n")
        }
        (false, false) => {
            let rows: Vec<Vec<String>> = chosen.iter().map(row).collect();
            list(&COLUMNS, &rows)
        }
    };
    console.data(text.as_bytes())?;
    Ok(Exit::Done)
}

/// The columns of the list.
const COLUMNS: [ListColumn; 4] = [
    ListColumn::new("name", ColumnFit::Whole),
    ListColumn::new("paper", ColumnFit::Wide),
    ListColumn::new("default for", ColumnFit::Wide),
    ListColumn::new("title", ColumnFit::Cut),
];

/// The profiles of these names, in their order.
fn named(profiles: &[Profile], names: &[String]) -> Result<Vec<Profile>, Problems> {
    let mut problems = Problems::default();
    let names = names.iter().flat_map(|names| names.split(','));
    let found: Vec<Profile> = names
        .filter_map(|name| problems.keep(profiles::find(profiles, name)))
        .cloned()
        .collect();
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(found)
    }
}

fn row(profile: &Profile) -> Vec<String> {
    let (width, height) = profile.paper;
    let size = |length: Length| format!("{}", length.to_millimetres());
    vec![
        profile.name.clone(),
        format!("{} × {} mm", size(width), size(height)),
        profile.default_for.join(","),
        profile.title.clone(),
    ]
}

/// The report `profiles`.
#[derive(Serialize)]
struct ProfileList<'p> {
    profiles: Vec<ProfileRecord<'p>>,
}

/// A profile as JSON shows it. Rectangles are [x, y, width, height]; all measures are millimetres.
#[derive(Serialize)]
struct ProfileRecord<'p> {
    name: &'p str,
    title: &'p str,
    paper: [f64; 2],
    default_for: &'p [String],
    window: [f64; 4],
    address: [f64; 4],
    address_lines: usize,
    return_line: Option<[f64; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<[f64; 4]>,
    sender: [f64; 4],
    body: [f64; 4],
    printable: [f64; 4],
    clear: Vec<ClearRecord<'p>>,
    folds: Vec<f64>,
    punch: Option<f64>,
    sources: &'p std::collections::BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct ClearRecord<'p> {
    rect: [f64; 4],
    every_page: bool,
    source: &'p str,
}

fn record(profile: &Profile) -> ProfileRecord<'_> {
    let clear = profile.clear.iter().map(|clear| ClearRecord {
        rect: rectangle(clear.rect),
        every_page: clear.every_page,
        source: &clear.source,
    });
    ProfileRecord {
        name: &profile.name,
        title: &profile.title,
        paper: [profile.paper.0, profile.paper.1].map(Length::to_millimetres),
        default_for: &profile.default_for,
        window: rectangle(profile.window),
        address: rectangle(profile.address),
        address_lines: profile.lines,
        return_line: profile.return_line.map(rectangle),
        line: profile.line.map(rectangle),
        sender: rectangle(profile.sender),
        body: rectangle(profile.body),
        printable: rectangle(profile.printable()),
        clear: clear.collect(),
        folds: profile.folds.iter().map(|y| y.to_millimetres()).collect(),
        punch: profile.punch.map(Length::to_millimetres),
        sources: &profile.sources,
    }
}

fn rectangle(rect: Rect) -> [f64; 4] {
    [rect.x, rect.y, rect.width, rect.height].map(Length::to_millimetres)
}
