//! The ways that the letters of a run go out: all in one format, or each target by the channel that it takes.

use std::path::Path;

use super::{Run, Wanted};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::cli::args::{self, Generate, Program};
use crate::cli::destination::{self, Destination};
use crate::cli::{additions, fax, mail, sending};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::channel::{self, Channel};
use crate::letter::furniture::Additions;
use crate::output::Format;
use crate::page::profile::Profile;
use crate::page::profiles;
use crate::selection::{Chosen, Criteria};
use crate::sender::Sender;

/// How letters go out.
#[derive(Clone, Debug)]
pub struct Way {
    channel: Channel,
    /// The format that they are written in.
    pub format: Format,
    /// How mail is made, if it is.
    pub mail: Option<mail::Making>,
    /// What they get beyond their text.
    pub added: Additions,
}

/// How the letters of a run go out.
pub enum Ways {
    /// All in one way.
    One(Way),
    /// Each by the channel that its target takes.
    By(channel::ChannelChoice),
}

/// Letters that go out in one way.
pub struct Group<'r> {
    /// The way.
    pub way: Way,
    /// Their page, if they are set on pages.
    pub profile: Option<Profile>,
    /// Whom they go to.
    pub targets: Vec<&'r Target>,
}

/// Where letters go, and in which ways.
///
/// # Errors
/// A place that is not for them, and what the sender lacks, as far as that can be told without the targets.
pub fn ways(
    args: &Generate,
    sender: Option<&Sender>,
) -> Result<(Destination, Option<Ways>), Problems> {
    let output = args.output.as_deref();
    let Some(wanted) = args.channel.map(args::Channel::wanted) else {
        let (destination, format) = destination::choose(output, args.format())?;
        let way = sender.map(|sender| Way::in_format(args, sender, format));
        return Ok((destination, way.transpose()?.map(Ways::One)));
    };
    let destination = destination::place(output)?;
    if let (channel::ChannelChoice::One(channel), Some(sender)) = (wanted, sender) {
        Way::by(args, sender, channel, &destination)?;
    }
    Ok((destination, Some(Ways::By(wanted))))
}

impl Way {
    /// The way of letters in a format.
    fn in_format(args: &Generate, sender: &Sender, format: Format) -> Result<Self, Problems> {
        let program = args.program.and_then(Program::of_mail);
        let mail = mail::making(&args.mail, program, format);
        let channel = match (format, mail) {
            (Format::Fax, _) => Channel::Fax,
            (_, Some(_)) => Channel::Email,
            (_, None) => Channel::Post,
        };
        Self::new(args, sender, channel, (format, mail))
    }

    /// The way of letters that take a channel.
    fn by(
        args: &Generate,
        sender: &Sender,
        channel: Channel,
        destination: &Destination,
    ) -> Result<Self, Problems> {
        let program = args.program.filter(|program| program.channel() == channel);
        let of_program = program.map(|program| program.format().as_output());
        let ending = args.by_ending();
        let format = match (channel, ending) {
            (Channel::Post, Some(format @ (Format::Text | Format::Layout))) => format,
            _ => of_program.unwrap_or(Format::of_channel(channel)),
        };
        if let Destination::File(path) = destination
            && of_program.is_none()
            && ending.is_some_and(|ending| ending != format && !is_of_faxes(channel, ending))
        {
            return Err(other_ending(path, channel, format).into());
        }
        destination::check(destination, format)?;
        let mail = mail::making(&args.mail, program.and_then(Program::of_mail), format);
        Self::new(args, sender, channel, (format, mail))
    }

    fn new(
        args: &Generate,
        sender: &Sender,
        channel: Channel,
        (format, mail): (Format, Option<mail::Making>),
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let has_pages = format.has_pages() || (args.mail.attach.is_some() && mail.is_some());
        let (reference, how) = (args.reference.as_deref(), (channel, has_pages));
        let added = additions::additions(reference, &args.enclosure, sender, how);
        let added = problems.keep(added);
        if format == Format::Fax {
            problems.keep(fax::check_sender(sender));
            let program = args.program.and_then(Program::of_fax);
            let via = args.handover.fax_via.as_deref();
            problems.keep(sending::check_via(via, program));
            let is_known = args.selection.country.is_some() || sender.country.is_some();
            problems.keep(sending::check_country(via, program, is_known));
        }
        if let Some(mail) = mail {
            problems.keep(mail.check_sender(sender));
        }
        match added {
            Some(added) if !problems.has_errors() => Ok(Self {
                channel,
                format,
                mail,
                added,
            }),
            _ => Err(problems),
        }
    }

    /// Whether letters are set on pages: for their format, or to be attached to messages.
    fn has_pages(&self, args: &Generate) -> bool {
        self.format.has_pages() || (args.mail.attach.is_some() && self.mail.is_some())
    }

    /// What is to be known of it, whatever the letters say.
    pub fn notes(&self, args: &Generate, wanted: &Wanted, campaign: &Campaign) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if self.format == Format::Fax {
            notes.extend(fax::notes(&self.added));
            let is_mailed = wanted.gateway.is_some() && wanted.sender.email.is_none();
            notes.extend(is_mailed.then(mail::without_sender));
        }
        if let Some(mail) = self.mail {
            notes.extend(mail::without_copies(args.mail.copies, campaign));
            notes.extend(mail.check_sender(&wanted.sender).ok().flatten());
        }
        notes
    }

    /// The profile of the pages, for letters that have pages. One that was named has to exist.
    pub fn profile(
        &self,
        args: &Generate,
        campaign: &Campaign,
        criteria: Criteria,
    ) -> Result<Option<Profile>, Problems> {
        let is_set = self.has_pages(args);
        if !is_set && args.profile.is_none() {
            return Ok(None);
        }
        let of_paper = || profiles::all(campaign.profiles.as_ref());
        let is_fax = self.format == Format::Fax;
        let profiles = if is_fax {
            profiles::of_faxes()
        } else {
            of_paper()
        }?;
        let mut name = args.profile.as_deref();
        // Letters and faxes of one run: a page is for those that have it.
        if let Some(named) = name.filter(|_| args.channel == Some(args::Channel::Auto)) {
            let is_of_faxes = profiles::find(&profiles::of_faxes()?, named).is_ok();
            if !is_of_faxes {
                profiles::find(&of_paper()?, named)?;
            }
            name = name.filter(|_| is_of_faxes == is_fax);
        }
        let profile = profiles::choose(profiles, name, criteria.country)?;
        Ok(is_set.then_some(profile))
    }
}

/// Whether a file of faxes may end so, as `--fax-format` and gateways want it.
fn is_of_faxes(channel: Channel, ending: Format) -> bool {
    channel == Channel::Fax && ending.has_pages()
}

fn other_ending(path: &Path, channel: Channel, format: Format) -> Diagnostic {
    let (path, channel, ending) = (path.display(), channel.name(), format.extension());
    let message = format!("`{path}` is no file for a letter by {channel}, which is `.{ending}`");
    Diagnostic::error(message)
        .help("end the name so, end the name of a folder with `/`, or choose another `--channel`")
}

impl<'r> Run<'r> {
    /// The letters by the way that they go out. `failed` gets why some targets are not reached.
    ///
    /// # Errors
    /// What a way lacks, and if there are several for one file.
    pub fn groups(
        &self,
        args: &Generate,
        chosen: &[Chosen<'r>],
        failed: &mut Problems,
    ) -> Result<Vec<Group<'r>>, Problems> {
        let wanted = match &self.wanted.ways {
            Ways::One(way) => {
                let targets = chosen.iter().map(|choice| choice.target).collect();
                return Ok(vec![self.group(args, way.clone(), targets)?]);
            }
            Ways::By(wanted) => *wanted,
        };
        let by_channel = by_channel(chosen, self.criteria.date, wanted, failed);
        if let Some(program) = args.program {
            check_program(program, &by_channel)?;
        }
        let (sender, destination) = (&self.wanted.sender, &self.wanted.destination);
        if by_channel.len() > 1 && !matches!(destination, Destination::Folder(_)) {
            return Err(several(&by_channel).into());
        }
        let (mut groups, mut problems) = (Vec::new(), Problems::default());
        for (channel, targets) in by_channel {
            let way = Way::by(args, sender, channel, destination);
            match way.and_then(|way| self.group(args, way, targets)) {
                Ok(group) => groups.push(group),
                Err(found) => problems.add_new(found.0),
            }
        }
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(groups)
    }

    fn group(
        &self,
        args: &Generate,
        way: Way,
        targets: Vec<&'r Target>,
    ) -> Result<Group<'r>, Problems> {
        Ok(Group {
            profile: way.profile(args, self.campaign, self.criteria)?,
            way,
            targets,
        })
    }
}

/// The targets by the channel that they take, in the order in which they were chosen.
fn by_channel<'r>(
    chosen: &[Chosen<'r>],
    date: Date,
    wanted: channel::ChannelChoice,
    failed: &mut Problems,
) -> Vec<(Channel, Vec<&'r Target>)> {
    let mut groups: Vec<(Channel, Vec<&'r Target>)> = Vec::new();
    for target in chosen.iter().map(|choice| choice.target) {
        let Some(channel) = failed.keep(channel::choose(target, date, wanted)) else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == channel) {
            Some((_, targets)) => targets.push(target),
            None => groups.push((channel, vec![target])),
        }
    }
    groups
}

/// Whether any target is written to in the way that a program is for; it would get what it cannot read.
///
/// # Errors
/// If none is.
fn check_program(program: Program, groups: &[(Channel, Vec<&Target>)]) -> Result<(), Diagnostic> {
    let takes = |(channel, _): &(Channel, _)| *channel == program.channel();
    if groups.is_empty() || groups.iter().any(takes) {
        return Ok(());
    }
    let message = format!(
        "`--for {}` has nothing to send: {}",
        program.name(),
        told(groups)
    );
    let help = format!(
        "leave `--for` out, or give `--channel {}`",
        program.channel().name()
    );
    Err(Diagnostic::error(message).help(help))
}

/// Which targets are written to in which way.
fn told(groups: &[(Channel, Vec<&Target>)]) -> String {
    let groups = groups.iter().map(|(channel, targets)| {
        let ids: Vec<&str> = targets.iter().map(|target| target.id.as_str()).collect();
        format!("{} by {}", ids.join(", "), channel.name())
    });
    groups.collect::<Vec<String>>().join("; ")
}

fn several(groups: &[(Channel, Vec<&Target>)]) -> Diagnostic {
    let message = format!("not all letters go out in one way: {}", told(groups));
    Diagnostic::error(message).help("give a folder, such as `-o letters/`, or one `--channel`")
}

impl Group<'_> {
    /// Says whom to phone, or where the web page is.
    pub fn tell(&self, date: Date, console: Console) {
        let channel = self.way.channel;
        for target in &self.targets {
            let known = channel.by_hand(target, date);
            if !known.is_empty() {
                let (id, name) = (&target.id, channel.name());
                console.inform(&format!("{id}: by {name}, {}", known.join(", ")));
            }
        }
    }
}
