//! How the letters to a target go out: in which formats they are written, and whether they are faxed.

use crate::batch::Request;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Severity};
use crate::letter::channel::{self, Channel, ChannelChoice};
use crate::letter::mailboxes;
use crate::letter::{advice, fax_lines};
use crate::output::Format;
use crate::sender::Sender;

/// How letters to a target go out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The formats that they are written in, none if they are only faxed.
    pub formats: Vec<Format>,
    /// Whether they are faxed.
    pub is_faxed: bool,
    /// How what is written goes out, but messages.
    pub channel: Channel,
    /// How many others get a message of their own.
    pub copies: usize,
}

impl Way {
    /// The way of letters that take a channel.
    fn of(channel: Channel) -> Self {
        Self {
            formats: formats(ChannelChoice::One(channel)),
            is_faxed: channel == Channel::Fax,
            channel,
            copies: 0,
        }
    }

    /// What is written of a letter, in order: its format, and which copy it is, 0 for what the office gets.
    pub fn pieces(&self) -> impl Iterator<Item = (Format, usize)> {
        self.formats.iter().flat_map(|format| {
            let copies = if *format == Format::Eml {
                self.copies
            } else {
                0
            };
            (0..=copies).map(|copy| (*format, copy))
        })
    }

    /// Whether messages are among what is written.
    pub fn is_mailed(&self) -> bool {
        self.formats.contains(&Format::Eml)
    }

    /// Whether there are no letters at all.
    fn is_none(&self) -> bool {
        self.formats.is_empty() && !self.is_faxed
    }
}

/// The formats that letters are written in which take a channel; faxes are files of their own.
pub fn formats(wanted: ChannelChoice) -> Vec<Format> {
    let channels = Channel::ALL.into_iter().chain([Channel::Web]);
    let channels = channels.filter(|channel| wanted.includes(*channel) && *channel != Channel::Fax);
    let mut formats: Vec<Format> = channels.map(Format::of_channel).collect();
    formats.dedup();
    formats
}

impl Request<'_> {
    /// How letters to a target go out.
    pub fn way(&self, target: &Target) -> Way {
        self.way_and_problems(target).0
    }

    /// Whether letters are set on pages, for the post or to go with messages.
    pub fn sets_pages(&self) -> bool {
        self.attached || self.formats.iter().any(|format| format.has_pages())
    }

    /// How many get a copy of a letter to a target, each as a message of their own.
    fn copies(&self, target: &Target) -> usize {
        let (nobody, date) = (Sender::default(), self.date);
        let between = mailboxes::mailboxes(self.campaign, target, &nobody, date, "en");
        between.map_or(0, |between| between.cc.len())
    }

    /// The same, and why letters to the target do not go out as was asked: errors if there are none.
    pub fn way_and_problems(&self, target: &Target) -> (Way, Vec<Diagnostic>) {
        let (mut way, mut problems) = self.without_copies(target);
        let is_called = [
            (way.is_faxed, Channel::Fax),
            (way.channel == Channel::Phone, Channel::Phone),
        ];
        for (_, channel) in is_called.into_iter().filter(|(is_called, _)| *is_called) {
            problems.extend(advice::left(target, self.date, channel));
        }
        if self.copies && way.is_mailed() {
            way.copies = self.copies(target);
        }
        (way, problems)
    }

    fn without_copies(&self, target: &Target) -> (Way, Vec<Diagnostic>) {
        if let Some(wanted) = self.channel {
            let chosen = channel::choose(target, self.date, wanted);
            let lines = match (&chosen, &self.faxing) {
                (Ok(Channel::Fax), Some(faxing)) => {
                    fax_lines::lines(target, self.date, faxing.lines).map(drop)
                }
                _ => Ok(()),
            };
            return match chosen.and_then(|channel| lines.map(|()| channel)) {
                Ok(channel) => (Way::of(channel), Vec::new()),
                Err(problem) => (Way::default(), vec![problem]),
            };
        }
        let mut problems = Vec::new();
        let mut way = Way {
            formats: self.formats.clone(),
            ..Way::default()
        };
        if way.is_mailed() {
            let email = ChannelChoice::One(Channel::Email);
            if let Err(problem) = channel::choose(target, self.date, email) {
                way.formats.retain(|format| *format != Format::Eml);
                problems.push((problem, "mailed"));
            }
        }
        if let Some(faxing) = &self.faxing {
            match fax_lines::lines(target, self.date, faxing.lines) {
                Ok(_) => way.is_faxed = true,
                Err(problem) => problems.push((problem, "faxed")),
            }
        }
        if way.formats == [Format::Eml] {
            way.channel = Channel::Email;
        }
        let mut told = Vec::new();
        for (mut problem, how) in problems {
            if !way.is_none() {
                problem.severity = Severity::Warning;
                problem.message = format!("{}; its letters are not {how}", problem.message);
            }
            told.push(problem);
        }
        (way, told)
    }
}

/// The files of a letter called `name` that goes out in a way: one of each format, and of each copy. No name of
/// another letter has an underscore.
pub fn files(name: &str, way: &Way) -> Vec<String> {
    let file = |(format, copy): (Format, usize)| match copy {
        0 => format!("{name}.{}", format.extension()),
        n => format!("{name}_copy-{n}.{}", format.extension()),
    };
    way.pieces().map(file).collect()
}
