//! `generate`: letters to the chosen targets.

use std::collections::BTreeMap;
use std::path::Path;

use super::args::{Generate, Program};
use super::gateway::Gateway;
use super::plan::Destination;
use super::{Exit, additions, delivery, fax, mail, plan, sending};
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::composer::Composer;
use crate::letter::furniture::Additions;
use crate::letter::recipe::Order;
use crate::letter::{Channel, Letter};
use crate::output::Format;
use crate::page::profile::{self, Profile};
use crate::selection::{self, Chosen, Criteria};
use crate::sender::Sender;

/// What the arguments ask for, worked out without the campaign.
struct Wanted {
    sender: Sender,
    /// Where the sender was found, if not in the arguments.
    found: Option<String>,
    destination: Destination,
    format: Format,
    /// How mail is made, if it is.
    mail: Option<mail::Making>,
    /// The service that turns mail into faxes, if one is to.
    gateway: Option<Gateway>,
    personal: Option<String>,
    set: BTreeMap<String, String>,
    added: Additions,
}

/// Everything that the letters of a run share.
struct Run<'r> {
    campaign: &'r Campaign,
    wanted: &'r Wanted,
    criteria: Criteria,
    lang: Option<&'r str>,
    letter: Option<&'r str>,
}

/// Writes the letters.
pub fn run(args: &Generate, folder: Option<&Path>, console: Console) -> Result<Exit, Problems> {
    let mut problems = Problems::default();
    let wanted = wanted(args, &mut problems);
    let campaign = problems.keep(plan::campaign(folder));
    let (Some(wanted), Some(campaign)) = (wanted, &campaign) else {
        problems.keep(campaign.map_or(Ok(()), |campaign| {
            plan::choices(args.lang.as_deref(), args.letter.as_deref(), &campaign)
        }));
        return Err(problems);
    };
    let mut notes = Problems::default();
    let (run, profile, chosen) = prepare(args, campaign, &wanted, &mut notes)?;
    notes.0.extend(sender_note(&wanted.sender));
    if wanted.format == Format::Fax {
        notes.0.extend(fax::notes(&wanted.added));
    }
    if wanted.gateway.is_some() && wanted.sender.email.is_none() {
        notes.push(mail::without_sender());
    }
    let uncopied = wanted
        .mail
        .map(|making| mail::without_copies(making, campaign));
    notes.0.extend(uncopied.flatten());
    if let Some(Ok(note)) = wanted.mail.map(|mail| mail.check_sender(&wanted.sender)) {
        notes.0.extend(note);
    }
    notes
        .0
        .extend(chosen.iter().filter_map(|choice| choice.note(run.criteria)));
    if let Some(found) = &wanted.found {
        console.inform(&format!("signed by {found}"));
    }
    let (letters, mut failed) = run.compose(&chosen, &mut notes);
    let (format, destination) = (wanted.format, &wanted.destination);
    let count = if let (Format::Fax, Some(profile)) = (format, &profile) {
        let run = run.faxes(profile, args);
        let faxes = run.make(&letters, &mut notes, &mut failed);
        console.tell(&notes);
        run.deliver(&faxes, destination, args.force, &mut failed, console)
    } else if let Some(making) = wanted.mail {
        let run = run.mail(making, profile.as_ref());
        let mails = run.make(&letters, &mut notes, &mut failed);
        console.tell(&notes);
        run.deliver(&mails, destination, args.force, &mut failed, console)
    } else {
        let made = delivery::set(letters, profile.as_ref(), &mut failed);
        console.tell(&notes);
        delivery::deliver(&made, format, destination, args.force, &mut failed, console)
    };
    console.tell(&failed);
    Ok(match (failed.has_errors(), count) {
        (false, _) => Exit::Done,
        (true, 0) => Exit::Unusable,
        (true, _) => Exit::SomeFailed,
    })
}

fn wanted(args: &Generate, problems: &mut Problems) -> Option<Wanted> {
    let destination = problems.keep(plan::destination(args.output.as_deref(), args.format()));
    let sender = problems.keep(plan::sender(&args.sender));
    let personal = problems.keep(plan::personal(args.personal.as_deref()));
    let set = problems.keep(plan::settings(&args.set));
    problems.keep(plan::country_and_date(&args.selection));
    let ((sender, found), (destination, format)) = (sender?, destination?);
    let gateway = args.handover.gateway.as_deref().map(Gateway::read);
    let gateway = problems.keep(gateway.transpose());
    let reference = args.reference.as_deref();
    let program = args.program.and_then(Program::of_mail);
    let mail = mail::making(&args.mail, program, format);
    let channel = match (format, mail) {
        (Format::Fax, _) => Channel::Fax,
        (_, Some(_)) => Channel::Email,
        (_, None) => Channel::Post,
    };
    let how = (channel, has_pages(args, format));
    let added = additions::additions(reference, &args.enclosure, &sender, how);
    let added = problems.keep(added);
    if format == Format::Fax {
        problems.keep(fax::check_sender(&sender));
        let program = args.program.and_then(Program::of_fax);
        let via = args.handover.fax_via.as_deref();
        problems.keep(sending::check_via(via, program));
        let is_known = args.selection.country.is_some() || sender.country.is_some();
        problems.keep(sending::check_country(via, program, is_known));
    }
    if let Some(mail) = mail {
        problems.keep(mail.check_sender(&sender));
    }
    if problems.has_errors() {
        return None;
    }
    Some(Wanted {
        sender,
        found,
        destination,
        format,
        mail,
        gateway: gateway?,
        personal: personal?,
        set: set?,
        added: added?,
    })
}

/// Whether letters are set on pages: for their format, or to be attached to messages.
fn has_pages(args: &Generate, format: Format) -> bool {
    format.has_pages() || args.mail.attach.is_some()
}

/// What depends on the campaign: the criteria, the page, the targets.
fn prepare<'r>(
    args: &'r Generate,
    campaign: &'r Campaign,
    wanted: &'r Wanted,
    notes: &mut Problems,
) -> Result<(Run<'r>, Option<Profile>, Vec<Chosen<'r>>), Problems> {
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
    let profile = problems.keep(chosen_profile(args, campaign, wanted.format, criteria));
    let chosen = problems.keep(selection::choose(campaign, &args.target, criteria));
    let (lang, letter) = (args.lang.as_deref(), args.letter.as_deref());
    let run = Run {
        campaign,
        wanted,
        criteria,
        lang,
        letter,
    };
    match (profile, chosen) {
        (Some(profile), Some(chosen)) if !problems.has_errors() => Ok((run, profile, chosen)),
        _ => Err(problems),
    }
}

/// The profile of the pages, for formats that have pages. One that was named has to exist.
fn chosen_profile(
    args: &Generate,
    campaign: &Campaign,
    format: Format,
    criteria: Criteria,
) -> Result<Option<Profile>, Problems> {
    let is_set = has_pages(args, format);
    if !is_set && args.profile.is_none() {
        return Ok(None);
    }
    let profiles = match format {
        Format::Fax => profile::of_faxes()?,
        _ => profile::all(campaign.profiles.as_ref())?,
    };
    let profile = profile::choose(profiles, args.profile.as_deref(), criteria.country)?;
    Ok(is_set.then_some(profile))
}

impl<'r> Run<'r> {
    /// The letters that could be made, the notes on them, and why the others could not.
    fn compose(&self, chosen: &[Chosen<'r>], notes: &mut Problems) -> (Vec<Letter>, Problems) {
        let mut composer = Composer::new(self.campaign, self.letter, self.lang);
        let mut letters = Vec::new();
        let mut failed = Problems::default();
        for choice in chosen {
            match composer.compose(&self.order(choice.target)) {
                Ok((letter, found)) => {
                    letters.push(letter);
                    notes.add_new(found);
                }
                Err(problems) => failed.add_new(problems.0),
            }
        }
        (letters, failed)
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

    fn order(&self, target: &'r Target) -> Order<'_> {
        Order {
            target,
            sender: &self.wanted.sender,
            country: self.criteria.country,
            date: self.criteria.date,
            personal: self.wanted.personal.as_deref(),
            set: &self.wanted.set,
            added: &self.wanted.added,
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
