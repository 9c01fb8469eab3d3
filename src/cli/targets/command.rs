//! `targets`: lists the offices that can be written to, or shows some in full.

use std::path::Path;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::{Kind, Target};
use crate::cli::args::lists::TargetsArgs;
use crate::cli::exit::Exit;
use crate::cli::shared::listing::{Column, Fit, lines, report, table};
use crate::cli::shared::{plan, senders};
use crate::cli::targets::filter::Filter;
use crate::cli::targets::target_json::{TargetList, record};
use crate::cli::targets::target_text::{channels, full};
use crate::console::{self, Console};
use crate::country::Country;
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
    let filter = Filter::of(args)?;
    let mut shown: Vec<&Target> = if in_full {
        chosen(args, &campaign, (criteria, note), console)?
    } else {
        let there = campaign.targets.iter().filter(|target| target.exists(date));
        there.collect()
    };
    let country = args.selection.country.is_some().then_some(criteria.country);
    let country = country.filter(|_| !in_full);
    shown.retain(|target| {
        filter.takes(target, date) && country.is_none_or(|c| covers(target, c, date))
    });
    if shown.is_empty() {
        console.tell(
            &Diagnostic::note("no office is like that")
                .help("`protest-letter targets` lists them all")
                .into(),
        );
    }
    let text = match (args.json, in_full) {
        (true, _) => as_json(&shown, date)?,
        (false, true) => in_words(&shown, date),
        (false, false) if console::stdout_is_terminal() => as_table(&shown, date),
        (false, false) => as_lines(&shown, date),
    };
    console.data(text.as_bytes())?;
    if !in_full {
        console.tell(&slots(&campaign));
    }
    Ok(Exit::Done)
}

/// Whether a target is in a country, or serves it on a date.
fn covers(target: &Target, country: Country, date: Date) -> bool {
    target.country == country || target.serves(country, date)
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

/// The columns of the list on a terminal: id, office or place, channels.
const COLUMNS: [Column; 3] = [
    Column::new("id", Fit::Whole),
    Column::new("office", Fit::Cut),
    Column::new("reached by", Fit::Wide),
];

/// The list for a terminal, in which missions are told apart by their place.
fn as_table(targets: &[&Target], date: Date) -> String {
    let row = |target: &&Target| {
        let is_mission = matches!(target.kind, Kind::Embassy | Kind::Consulate | Kind::Mission);
        let office = if is_mission {
            format!("{}, {}", target.city, target.country.name("en"))
        } else {
            target.office(date).best("en").to_owned()
        };
        vec![target.id.clone(), office, channels(target, date).join(" ")]
    };
    table(&COLUMNS, &targets.iter().map(row).collect::<Vec<_>>())
}

/// The list for other programs.
fn as_lines(targets: &[&Target], date: Date) -> String {
    let row = |target: &&Target| {
        vec![
            target.id.clone(),
            target.kind.to_string(),
            target.country.to_string(),
            target.city.clone(),
            channels(target, date).join(","),
            target.office(date).best("en").to_owned(),
        ]
    };
    lines(&targets.iter().map(row).collect::<Vec<_>>())
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
