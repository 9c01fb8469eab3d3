//! `generate`: writes letters to the chosen targets.

use std::path::Path;

use crate::campaign::Campaign;
use crate::cli::args::generate::GenerateArgs;
use crate::cli::exit::Exit;
use crate::cli::generate::generation::Generation;
use crate::cli::generate::letter_form::RunForms;
use crate::cli::generate::make::MadeGroup;
use crate::cli::generate::options::{self, GenerateOptions};
use crate::cli::shared::{destination, plan, slots};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::selection::{self, Chosen};
use crate::sender::Sender;

/// Writes the letters.
pub(crate) fn run(
    args: &GenerateArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let (options, campaign) = read(args, folder)?;
    let (mut notes, mut failed) = (Problems::default(), Problems::default());
    let (generation, chosen) = prepare(args, &campaign, &options, &mut notes)?;
    let groups = generation.groups(args, &chosen, &mut failed)?;
    notes.0.extend(sender_note(&options.sender));
    for group in &groups {
        notes.add_new(group.form.notes(args, &options.sender, &campaign));
    }
    let rules = chosen
        .iter()
        .filter_map(|choice| choice.note(&campaign, generation.criteria));
    notes.0.extend(rules);
    if let Some(found) = &options.found {
        console.inform(&format!("signed by {found}"));
    }
    let made = groups
        .iter()
        .map(|group| generation.make(group, &mut notes, &mut failed));
    let made: Vec<MadeGroup> = made.collect();
    console.tell(&notes);
    for group in &groups {
        group.tell(generation.criteria.date, console);
    }
    Ok(deliver(args, &generation, &made, failed, console))
}

/// Reads the arguments and the campaign.
fn read(
    args: &GenerateArgs,
    folder: Option<&Path>,
) -> Result<(GenerateOptions, Campaign), Problems> {
    let mut problems = Problems::default();
    let options = options::options(args, &mut problems);
    let mut campaign = problems.keep(plan::campaign(folder));
    if let Some(campaign) = &mut campaign {
        problems.keep(slots::fill(campaign, &args.slots, &args.target));
    }
    match (options, campaign) {
        (Some(options), Some(campaign)) if !problems.has_errors() => Ok((options, campaign)),
        (_, campaign) => {
            problems.keep(campaign.map_or(Ok(()), |campaign| {
                plan::choices(args.lang.as_deref(), args.letter.as_deref(), &campaign)
            }));
            Err(problems)
        }
    }
}

/// Works out what depends on the campaign: the criteria and the targets. Checks that the page exists.
fn prepare<'r>(
    args: &'r GenerateArgs,
    campaign: &'r Campaign,
    options: &'r GenerateOptions,
    notes: &mut Problems,
) -> Result<(Generation<'r>, Vec<Chosen<'r>>), Problems> {
    let mut problems = Problems::default();
    problems.keep(plan::choices(
        args.lang.as_deref(),
        args.letter.as_deref(),
        campaign,
    ));
    let Some((criteria, note)) =
        problems.keep(plan::criteria(&args.selection, campaign, &options.sender))
    else {
        return Err(problems);
    };
    notes.0.extend(note);
    notes.0.extend(language_note(&options.sender, campaign));
    if let RunForms::One(form) = &options.forms {
        problems.keep(form.profile(args, campaign, criteria).map(drop));
    }
    let chosen = problems.keep(selection::choose(campaign, &args.target, criteria));
    let (lang, letter) = (args.lang.as_deref(), args.letter.as_deref());
    let generation = Generation {
        campaign,
        options,
        criteria,
        lang,
        letter,
    };
    match chosen {
        Some(chosen) if !problems.has_errors() => Ok((generation, chosen)),
        _ => Err(problems),
    }
}

/// Writes the letters where they belong. `failed` has the problems of those that could not be made.
fn deliver(
    args: &GenerateArgs,
    generation: &Generation<'_>,
    made: &[MadeGroup],
    mut failed: Problems,
    console: Console,
) -> Exit {
    let destination = &generation.options.destination;
    console.tell(&Problems(destination::clear(destination)));
    let written = made
        .iter()
        .map(|made| generation.deliver(args, made, &mut failed, console));
    let count: usize = written.sum();
    console.tell(&failed);
    match (failed.has_errors(), count) {
        (false, _) => Exit::Done,
        (true, 0) => Exit::Unusable,
        (true, _) => Exit::SomeFailed,
    }
}

/// A language that the sender asks for and the campaign does not have.
fn language_note(sender: &Sender, campaign: &Campaign) -> Option<Diagnostic> {
    let wanted = sender
        .language
        .as_ref()
        .filter(|lang| !campaign.languages.contains(lang))?;
    let message = format!("the sender writes in `{wanted}`, which this campaign does not have");
    let known = campaign.languages.join("`, `");
    Some(Diagnostic::note(message).help(format!("its languages are `{known}`")))
}

fn sender_note(sender: &Sender) -> Option<Diagnostic> {
    sender.is_anonymous().then(|| {
        let what = if sender.address.is_empty() { "no sender" } else { "no name of the sender" };
        let note = Diagnostic::note(format!("{what} given: the letter has ruled lines for it"));
        note.help("give `--name` and `--address`, `--from FILE`, or save one with `protest-letter sender`")
    })
}
