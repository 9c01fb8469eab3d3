//! The forms of letters: all in one format, or each target in that of the channel that it takes.

use std::path::Path;

use crate::campaign::Campaign;
use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::mail::ChannelArg;
use crate::cli::args::program::Program;
use crate::cli::handover::fax_options;
use crate::cli::handover::sending::programs;
use crate::cli::mail::options::{self, MailOptions};
use crate::cli::shared::additions;
use crate::cli::shared::destination::{self, Destination};
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::channel::{Channel, ChannelChoice};
use crate::letter::furniture::Additions;
use crate::letter::mailboxes;
use crate::maker::{RouteRule, fax, route};
use crate::output::Format;
use crate::page::profile::Profile;
use crate::page::profiles;
use crate::selection::Criteria;
use crate::sender::Sender;

/// The form of letters that take a channel.
#[derive(Clone, Debug)]
pub(super) struct LetterForm {
    /// The channel.
    pub channel: Channel,
    /// The format that they are written in.
    pub format: Format,
    /// The options of mail, if they are mail.
    pub mail: Option<MailOptions>,
    /// The additions to their text.
    pub added: Additions,
}

/// The forms of the letters of a run.
pub(super) enum RunForms {
    /// One for all.
    One(LetterForm),
    /// For each target that of the channel that it takes.
    ByChannel(ChannelChoice),
}

/// The place that letters go to, and their forms, if the sender is known.
///
/// # Errors
/// A place that is not for them, and what the sender lacks, as far as that can be told without the targets.
pub(super) fn forms(
    args: &GenerateArgs,
    sender: Option<&Sender>,
) -> Result<(Destination, Option<RunForms>), Problems> {
    let output = args.output.as_deref();
    let Some(wanted) = args.channel.map(ChannelArg::wanted) else {
        let (destination, format) = destination::choose(output, args.format())?;
        let form = sender.map(|sender| LetterForm::in_format(args, sender, format));
        return Ok((destination, form.transpose()?.map(RunForms::One)));
    };
    let destination = destination::place(output)?;
    if let (ChannelChoice::One(channel), Some(sender)) = (wanted, sender) {
        LetterForm::by_channel(args, sender, channel, &destination)?;
    }
    Ok((destination, Some(RunForms::ByChannel(wanted))))
}

impl RunForms {
    /// The rule that gives each target its route.
    pub(super) fn rule(&self, args: &GenerateArgs) -> RouteRule {
        let (formats, channel) = match self {
            Self::One(form) => (formats(form.format, form.mail), None),
            Self::ByChannel(wanted) => (Vec::new(), Some(*wanted)),
        };
        let is_faxed = match self {
            Self::One(form) => form.format == Format::Fax,
            Self::ByChannel(wanted) => wanted.includes(Channel::Fax),
        };
        RouteRule {
            formats,
            channel,
            paper: paper(args),
            lines: is_faxed.then(|| args.fax.fax_line.unwrap_or_default()),
            has_copies: args.mail.copies,
            is_attached: args.mail.attach.is_some(),
        }
    }
}

/// Where a fax takes its sender from.
const GIVE_SENDER: &str =
    "give `--name` or `--organization`, `--from FILE`, or save one with `protest-letter sender`";

impl LetterForm {
    /// The form of letters in a format.
    fn in_format(args: &GenerateArgs, sender: &Sender, format: Format) -> Result<Self, Problems> {
        let program = args.program.and_then(Program::of_mail);
        let mail = MailOptions::new(&args.mail, program, format);
        let channel = route::channel(&formats(format, mail), format == Format::Fax);
        Self::new(args, sender, channel, (format, mail))
    }

    /// The form of letters that take a channel.
    ///
    /// # Errors
    /// A file with the ending of another format, binary data for a terminal, and what the sender lacks.
    pub(super) fn by_channel(
        args: &GenerateArgs,
        sender: &Sender,
        channel: Channel,
        destination: &Destination,
    ) -> Result<Self, Problems> {
        let program = args.program.filter(|program| program.channel() == channel);
        let format = format(args, channel, program);
        if program.is_none() {
            check_ending(args, channel, format, destination)?;
        }
        destination::check(destination, format)?;
        let mail = MailOptions::new(&args.mail, program.and_then(Program::of_mail), format);
        Self::new(args, sender, channel, (format, mail))
    }

    fn new(
        args: &GenerateArgs,
        sender: &Sender,
        channel: Channel,
        (format, mail): (Format, Option<MailOptions>),
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let how = (channel, has_pages(args, format, mail));
        let reference = args.reference.as_deref();
        let added = additions::additions(reference, &args.enclosure, sender, how);
        let added = problems.keep(added);
        if format == Format::Fax {
            problems.keep(fax::check_sender(sender, GIVE_SENDER));
            let program = args.program.and_then(Program::of_fax);
            let via = args.handover.fax_via.as_deref();
            problems.keep(programs::check_via(via, program));
            let is_known = args.selection.country.is_some() || sender.country.is_some();
            problems.keep(programs::check_country(via, program, is_known));
        }
        if let Some(mail) = mail {
            problems.keep(mail.check_sender(sender));
            problems.keep(mailboxes::of_sender(sender));
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

    /// Notes on it, whatever the letters say.
    pub(super) fn notes(
        &self,
        args: &GenerateArgs,
        sender: &Sender,
        campaign: &Campaign,
    ) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if self.format == Format::Fax {
            notes.extend(fax_options::notes(&self.added));
            let is_mailed = args.handover.gateway.is_some() && sender.email.is_none();
            notes.extend(is_mailed.then(options::without_sender));
        }
        if let Some(mail) = self.mail {
            notes.extend(options::without_copies(args.mail.copies, campaign));
            notes.extend(mail.check_sender(sender).ok().flatten());
        }
        notes
    }

    /// The profile of the pages, for letters that have pages. One that was named has to exist.
    pub(super) fn profile(
        &self,
        args: &GenerateArgs,
        campaign: &Campaign,
        criteria: Criteria,
    ) -> Result<Option<Profile>, Problems> {
        let is_set = has_pages(args, self.format, self.mail);
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
        if let Some(named) = name.filter(|_| args.channel == Some(ChannelArg::Auto)) {
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

/// The formats that letters are written in, before a program's form; none if they are faxed.
fn formats(format: Format, mail: Option<MailOptions>) -> Vec<Format> {
    match (format, mail) {
        (_, Some(_)) => vec![Format::Eml],
        (Format::Fax, None) => Vec::new(),
        (format, None) => vec![format],
    }
}

/// Tells whether letters are set on pages: for their format, or to be attached to messages.
fn has_pages(args: &GenerateArgs, format: Format, mail: Option<MailOptions>) -> bool {
    format.has_pages() || (args.mail.attach.is_some() && mail.is_some())
}

/// The format of letters that take a channel: that of the program, else the usual one.
fn format(args: &GenerateArgs, channel: Channel, program: Option<Program>) -> Format {
    match (channel, program) {
        (_, Some(program)) => program.format().as_output(),
        (Channel::Post, None) => paper(args),
        (channel, None) => Format::of_channel(channel),
    }
}

/// The format of letters for the post: that of the file's ending, if it is one of letters, else the usual one.
fn paper(args: &GenerateArgs) -> Format {
    match args.by_ending() {
        Some(format @ (Format::Text | Format::Layout | Format::Png)) => format,
        _ => Format::of_channel(Channel::Post),
    }
}

/// Checks that a file ends as its format does. One of faxes may end as `--fax-format` and gateways want it.
fn check_ending(
    args: &GenerateArgs,
    channel: Channel,
    format: Format,
    destination: &Destination,
) -> Result<(), Diagnostic> {
    let is_of_faxes = |ending: Format| channel == Channel::Fax && ending.has_pages();
    let is_other = |ending| ending != format && !is_of_faxes(ending);
    match destination {
        Destination::File(path) if args.by_ending().is_some_and(is_other) => {
            Err(other_ending(path, channel, format))
        }
        _ => Ok(()),
    }
}

fn other_ending(path: &Path, channel: Channel, format: Format) -> Diagnostic {
    let (path, channel, ending) = (path.display(), channel.name(), format.extension());
    let message = format!("`{path}` is no file for a letter by {channel}, which is `.{ending}`");
    Diagnostic::error(message)
        .help("end the name so, end the name of a folder with `/`, or choose another `--channel`")
}
