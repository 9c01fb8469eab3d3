//! `targets`: lists the offices that can be written to, or shows some in full.

use std::path::Path;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::cli::args::lists::TargetsArgs;
use crate::cli::exit::Exit;
use crate::cli::shared::listing::report;
use crate::cli::shared::{plan, senders};
use crate::cli::targets::filter::Filter;
use crate::cli::targets::list;
use crate::cli::targets::target_json::{TargetList, record};
use crate::cli::targets::target_text::full;
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
    let filter = Filter::of(args, criteria.country)?;
    let is_list = args.selectors.is_empty();
    let mut shown: Vec<&Target> = if is_list {
        let there = campaign.targets.iter().filter(|target| target.exists(date));
        there.collect()
    } else {
        chosen(args, &campaign, (criteria, note), console)?
    };
    shown.retain(|target| filter.takes(target, date));
    if shown.is_empty() {
        console.tell(&nothing().into());
    }
    if args.json {
        console.data(as_json(&shown, date)?.as_bytes())?;
    } else if is_list {
        list::print(&shown, date, console)?;
    } else {
        console.data(in_words(&shown, date).as_bytes())?;
    }
    if is_list {
        console.tell(&slots(&campaign));
    }
    Ok(Exit::Done)
}

fn nothing() -> Diagnostic {
    Diagnostic::note("no office is like that").help("`protest-letter targets` lists them all")
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
