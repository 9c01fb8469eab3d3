//! `targets`: what there is, as a table, as lines with tabs or as JSON.

use std::path::Path;

use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use serde::Serialize;

use super::args;
use super::target_json::record;
use super::target_text::{channels, full};
use super::{Exit, plan};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::console::{self, Console};
use crate::diagnostic::{Diagnostic, Problems};
use crate::report::visible;
use crate::selection;

/// Lists targets, or shows some in full.
pub fn targets(
    args: &args::Targets,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    // A saved sender that cannot be read must not stand in the way of a list.
    let saved = plan::saved_sender().ok().flatten();
    let sender = saved.map(|(sender, _)| sender).unwrap_or_default();
    let (criteria, note) = plan::criteria(&args.selection, &campaign, &sender)?;
    let date = criteria.date;
    let in_full = !args.selectors.is_empty();
    let chosen: Vec<&Target> = if in_full {
        let chosen = selection::choose(&campaign, &args.selectors, criteria)?;
        let rules: Vec<Diagnostic> = chosen
            .iter()
            .filter_map(|choice| choice.note(&campaign, criteria))
            .collect();
        let note = note.filter(|_| !rules.is_empty());
        console.tell(&Problems(note.into_iter().chain(rules).collect()));
        chosen.iter().map(|choice| choice.target).collect()
    } else {
        campaign
            .targets
            .iter()
            .filter(|target| target.exists(date))
            .collect()
    };
    let text = match (args.json, in_full) {
        (true, _) => json(
            &chosen
                .iter()
                .map(|target| record(target, date))
                .collect::<Vec<_>>(),
        )?,
        (false, true) => {
            let shown: Vec<String> = chosen.iter().map(|target| full(target, date)).collect();
            shown.join("\n")
        }
        (false, false) => {
            let rows: Vec<Vec<String>> = chosen.iter().map(|target| row(target, date)).collect();
            table(
                &["id", "kind", "country", "city", "reached by", "office"],
                &rows,
            )
        }
    };
    console.data(text.as_bytes())?;
    if !in_full {
        console.tell(&slots(&campaign));
    }
    Ok(Exit::Done)
}

/// The slots for addresses that the appeal lost.
fn slots(campaign: &Campaign) -> Problems {
    let slots = [
        ("solidarity_to", &campaign.solidarity_to),
        ("copies_to", &campaign.copies_to),
    ];
    let lost = slots.into_iter().filter(|(_, slot)| slot.email.is_empty());
    let notes = lost.filter_map(|(name, slot)| {
        let reason = slot.lost.as_ref()?;
        Some(Diagnostic::note(format!("`{name}` is empty: {reason}")))
    });
    Problems(notes.collect())
}

/// Rows as a table for a terminal, as lines with tabs for a pipe.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    if !console::stdout_is_terminal() {
        let clean = |cell: &String| cell.replace(['\t', '\n'], " ");
        let line = |row: &Vec<String>| row.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n";
        return rows.iter().map(line).collect();
    }
    let mut table = Table::new();
    table
        .load_style(comfy_table::presets::UTF8_NO_BORDERS)
        .set_header(header.to_vec());
    table.set_content_arrangement(ContentArrangement::Dynamic);
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell)).collect::<Vec<_>>());
    }
    if let Some(ids) = table.column_mut(0) {
        // An id that is broken over two lines cannot be copied.
        ids.set_constraint(ColumnConstraint::ContentWidth);
    }
    format!("{}\n", table.trim_fmt())
}

/// A value as JSON, indented.
///
/// # Errors
/// If it has a shape that JSON lacks.
pub fn json(value: &impl Serialize) -> Result<String, Diagnostic> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n")
        .map_err(|error| Diagnostic::error(error.to_string()))
}

fn row(target: &Target, date: Date) -> Vec<String> {
    vec![
        target.id.clone(),
        target.kind.to_string(),
        target.country.to_string(),
        target.city.clone(),
        channels(target, date).join(","),
        target.office(date).best("en").to_owned(),
    ]
}
