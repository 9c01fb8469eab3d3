//! `generate`: letters to the chosen targets.

mod ways;

use std::collections::BTreeMap;
use std::path::Path;

use super::args::{Generate, Program};
use super::destination::{self, Destination};
use super::gateway::Gateway;
use super::{Exit, delivery, fax, mail, plan, slots};
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Manner;
use crate::letter::Letter;
use crate::letter::composer::Composer;
use crate::letter::order::Order;
use crate::output::Format;
use crate::page::profile::Profile;
use crate::selection::{self, Chosen, Criteria};
use crate::sender::Sender;
use ways::{Group, Way, Ways};

/// What the arguments ask for, worked out without the campaign.
struct Wanted {
    sender: Sender,
    /// Where the sender was found, if not in the arguments.
    found: Option<String>,
    destination: Destination,
    ways: Ways,
    /// The service that turns mail into faxes, if one is to.
    gateway: Option<Gateway>,
    personal: Option<String>,
    set: BTreeMap<String, String>,
    /// Whether a letter may go to targets that it is not written for.
    for_any_target: bool,
}

/// Everything that the letters of a run share.
struct Run<'r> {
    campaign: &'r Campaign,
    wanted: &'r Wanted,
    criteria: Criteria,
    lang: Option<&'r str>,
    letter: Option<&'r str>,
}

/// The letters of a group, ready to be written.
enum Made<'g> {
    Faxes(fax::Run<'g>, Vec<fax::Fax>),
    Mail(mail::Run<'g>, Vec<mail::Mail>),
    Letters(Format, Vec<delivery::Made>),
}

/// Writes the letters.
pub fn run(args: &Generate, folder: Option<&Path>, console: Console) -> Result<Exit, Problems> {
    let mut problems = Problems::default();
    let wanted = wanted(args, &mut problems);
    let mut campaign = problems.keep(plan::campaign(folder));
    if let Some(campaign) = &mut campaign {
        problems.keep(slots::fill(campaign, &args.slots, &args.target));
    }
    let wanted = wanted.filter(|_| !problems.has_errors());
    let (Some(wanted), Some(campaign)) = (wanted, &campaign) else {
        problems.keep(campaign.map_or(Ok(()), |campaign| {
            plan::choices(args.lang.as_deref(), args.letter.as_deref(), &campaign)
        }));
        return Err(problems);
    };
    let (mut notes, mut failed) = (Problems::default(), Problems::default());
    let (run, chosen) = prepare(args, campaign, &wanted, &mut notes)?;
    let groups = run.groups(args, &chosen, &mut failed)?;
    notes.0.extend(sender_note(&wanted.sender));
    for group in &groups {
        notes.add_new(group.way.notes(args, &wanted, campaign));
    }
    notes.0.extend(
        chosen
            .iter()
            .filter_map(|choice| choice.note(campaign, run.criteria)),
    );
    if let Some(found) = &wanted.found {
        console.inform(&format!("signed by {found}"));
    }
    let made = groups
        .iter()
        .map(|group| run.make(args, group, &mut notes, &mut failed));
    let made: Vec<Made<'_>> = made.collect();
    console.tell(&notes);
    for group in &groups {
        group.tell(run.criteria.date, console);
    }
    let destination = &wanted.destination;
    console.tell(&Problems(destination::clear(destination)));
    let written = made
        .iter()
        .map(|made| made.deliver(destination, args.manner(), &mut failed, console));
    let count: usize = written.sum();
    console.tell(&failed);
    Ok(match (failed.has_errors(), count) {
        (false, _) => Exit::Done,
        (true, 0) => Exit::Unusable,
        (true, _) => Exit::SomeFailed,
    })
}

fn wanted(args: &Generate, problems: &mut Problems) -> Option<Wanted> {
    let sender = problems.keep(plan::sender(&args.sender));
    let ways = ways::ways(args, sender.as_ref().map(|(sender, _)| sender));
    let ways = problems.keep(ways);
    let personal = problems.keep(plan::personal(args.personal.as_deref()));
    let set = problems.keep(plan::settings(&args.set));
    problems.keep(plan::country_and_date(&args.selection));
    let gateway = args.handover.gateway.as_deref().map(Gateway::read);
    let gateway = problems.keep(gateway.transpose());
    if problems.has_errors() {
        return None;
    }
    let ((sender, found), (destination, ways)) = (sender?, ways?);
    Some(Wanted {
        sender,
        found,
        destination,
        ways: ways?,
        gateway: gateway?,
        personal: personal?,
        set: set?,
        for_any_target: args.force,
    })
}

/// What depends on the campaign: the criteria and the targets, and whether the page exists.
fn prepare<'r>(
    args: &'r Generate,
    campaign: &'r Campaign,
    wanted: &'r Wanted,
    notes: &mut Problems,
) -> Result<(Run<'r>, Vec<Chosen<'r>>), Problems> {
    let mut problems = Problems::default();
    problems.keep(plan::choices(
        args.lang.as_deref(),
        args.letter.as_deref(),
        campaign,
    ));
    let Some((criteria, note)) =
        problems.keep(plan::criteria(&args.selection, campaign, &wanted.sender))
    else {
        return Err(problems);
    };
    notes.0.extend(note);
    notes.0.extend(language_note(&wanted.sender, campaign));
    if let Ways::One(way) = &wanted.ways {
        problems.keep(way.profile(args, campaign, criteria).map(drop));
    }
    let chosen = problems.keep(selection::choose(campaign, &args.target, criteria));
    let (lang, letter) = (args.lang.as_deref(), args.letter.as_deref());
    let run = Run {
        campaign,
        wanted,
        criteria,
        lang,
        letter,
    };
    match chosen {
        Some(chosen) if !problems.has_errors() => Ok((run, chosen)),
        _ => Err(problems),
    }
}

impl<'r> Run<'r> {
    /// The letters of a group, ready to be written. `failed` gets why others could not be made.
    fn make<'g>(
        &'g self,
        args: &Generate,
        group: &'g Group<'r>,
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Made<'g> {
        let letters = self.compose(group, notes, failed);
        let profile = group.profile.as_ref();
        match (group.way.format, profile, group.way.mail) {
            (Format::Fax, Some(profile), _) => {
                let run = self.faxes(profile, args);
                let faxes = run.make(&letters, notes, failed);
                Made::Faxes(run, faxes)
            }
            (_, _, Some(making)) => {
                let run = self.mail(making, profile);
                let mail = run.make(&letters, notes, failed);
                Made::Mail(run, mail)
            }
            (format, _, None) => Made::Letters(format, delivery::set(letters, profile, failed)),
        }
    }

    /// The letters that could be made; `notes` gets what is to be known of them, `failed` why the others could not.
    fn compose(
        &self,
        group: &Group<'r>,
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Vec<Letter> {
        let mut composer = Composer::new(self.campaign, self.letter, self.lang)
            .for_any_target(self.wanted.for_any_target);
        let mut letters = Vec::new();
        for target in &group.targets {
            match composer.compose(&self.order(target, &group.way)) {
                Ok((letter, found)) => {
                    letters.push(letter);
                    notes.add_new(found);
                }
                Err(problems) => failed.add_new(problems.0),
            }
        }
        letters
    }

    /// What the letters share as faxes.
    fn faxes<'f>(&'f self, profile: &'f Profile, args: &Generate) -> fax::Run<'f> {
        fax::Run {
            campaign: self.campaign,
            sender: &self.wanted.sender,
            criteria: self.criteria,
            profile,
            making: fax::making(
                &args.fax,
                fax::Handover {
                    program: args.program.and_then(Program::of_fax),
                    via: args.handover.fax_via.clone(),
                    gateway: self.wanted.gateway.clone(),
                },
                args.output.as_deref(),
            ),
        }
    }

    /// What the letters share as mail.
    fn mail<'m>(&'m self, making: mail::Making, profile: Option<&'m Profile>) -> mail::Run<'m> {
        mail::Run {
            campaign: self.campaign,
            sender: &self.wanted.sender,
            criteria: self.criteria,
            profile,
            making,
        }
    }

    fn order<'o>(&'o self, target: &'o Target, way: &'o Way) -> Order<'o> {
        Order {
            target,
            sender: &self.wanted.sender,
            country: Some(self.criteria.country),
            date: self.criteria.date,
            personal: self.wanted.personal.as_deref(),
            set: &self.wanted.set,
            added: &way.added,
        }
    }
}

impl Made<'_> {
    /// Writes the letters where they belong. Returns how many files or streams were written; `failed` gets the
    /// problems of the others.
    fn deliver(
        &self,
        to: &Destination,
        manner: Manner,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        match self {
            Self::Faxes(run, faxes) => run.deliver(faxes, to, manner, failed, console),
            Self::Mail(run, mail) => run.deliver(mail, to, manner, failed, console),
            Self::Letters(format, made) => {
                delivery::deliver(made, *format, to, manner, failed, console)
            }
        }
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
