//! `targets`: lists the offices that can be written to, or shows some in full.

use std::path::Path;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::cli::args::lists::TargetsArgs;
use crate::cli::exit::Exit;
use crate::cli::shared::listing::{report, table};
use crate::cli::shared::{plan, senders};
use crate::cli::targets::target_json::{TargetList, record};
use crate::cli::targets::target_text::{channels, full};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::selection::{self, Criteria};

/// Lists targets, or shows some in full.
pub(crate) fn run(
    args: &TargetsArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    // A saved sender that cannot be read must not stand in the way of a list.
    let saved = senders::saved_sender().ok().flatten();
    let sender = saved.map(|(sender, _)| sender).unwrap_or_default();
    let (criteria, note) = plan::criteria(&args.selection, &campaign, &sender)?;
    let date = criteria.date;
    let in_full = !args.selectors.is_empty();
    let shown: Vec<&Target> = if in_full {
        chosen(args, &campaign, (criteria, note), console)?
    } else {
        let there = campaign.targets.iter().filter(|target| target.exists(date));
        there.collect()
    };
    let text = match (args.json, in_full) {
        (true, _) => as_json(&shown, date)?,
        (false, true) => in_words(&shown, date),
        (false, false) => as_table(&shown, date),
    };
    console.data(text.as_bytes())?;
    if !in_full {
        console.tell(&slots(&campaign));
    }
    Ok(Exit::Done)
}

/// The targets that were asked for. Tells by which rules they were chosen.
fn chosen<'c>(
    args: &TargetsArgs,
    campaign: &'c Campaign,
    (criteria, note): (Criteria, Option<Diagnostic>),
    console: Console,
) -> Result<Vec<&'c Target>, Problems> {
    let chosen = selection::choose(campaign, &args.selectors, criteria)?;
    let rules = chosen
        .iter()
        .filter_map(|choice| choice.note(campaign, criteria));
    let rules: Vec<Diagnostic> = rules.collect();
    let note = note.filter(|_| !rules.is_empty());
    console.tell(&Problems(note.into_iter().chain(rules).collect()));
    Ok(chosen.iter().map(|choice| choice.target).collect())
}

fn as_json(targets: &[&Target], date: Date) -> Result<String, Diagnostic> {
    let targets = targets.iter().map(|target| record(target, date)).collect();
    report("targets", 1, &TargetList { targets })
}

fn in_words(targets: &[&Target], date: Date) -> String {
    let shown: Vec<String> = targets.iter().map(|target| full(target, date)).collect();
    shown.join("\n")
}

fn as_table(targets: &[&Target], date: Date) -> String {
    let rows: Vec<Vec<String>> = targets.iter().map(|target| row(target, date)).collect();
    table(
        &["id", "kind", "country", "city", "reached by", "office"],
        &rows,
    )
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

/// Notes on the slots for addresses that the appeal lost.
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
