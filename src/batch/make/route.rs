//! The route of the letters to a target: the formats they are written in, and whether they are faxed.

use crate::batch::Request;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Severity};
use crate::letter::channel::{self, Channel, ChannelChoice};
use crate::letter::mailboxes;
use crate::letter::{advice, fax_lines};
use crate::output::Format;
use crate::sender::Sender;

/// The route of the letters to a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The formats that they are written in; none if they are only faxed.
    pub formats: Vec<Format>,
    /// Whether they are faxed.
    pub is_faxed: bool,
    /// The channel of what is written, other than messages.
    pub channel: Channel,
    /// The number of copies, each sent as a message of its own.
    pub copies: usize,
}

impl Route {
    /// Returns the route of letters that take a channel.
    fn of(channel: Channel) -> Self {
        Self {
            formats: formats(ChannelChoice::One(channel)),
            is_faxed: channel == Channel::Fax,
            channel,
            copies: 0,
        }
    }

    /// Returns what is written of a letter, in order: the format and the number of the copy, 0 for the office's own.
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

    /// Returns whether messages are among what is written.
    pub fn is_mailed(&self) -> bool {
        self.formats.contains(&Format::Eml)
    }

    /// Returns whether there are no letters at all.
    fn is_none(&self) -> bool {
        self.formats.is_empty() && !self.is_faxed
    }
}

/// Returns the formats of letters that take a channel. Faxes are files of their own.
pub fn formats(wanted: ChannelChoice) -> Vec<Format> {
    let channels = Channel::ALL.into_iter().chain([Channel::Web]);
    let channels = channels.filter(|channel| wanted.includes(*channel) && *channel != Channel::Fax);
    let mut formats: Vec<Format> = channels.map(Format::of_channel).collect();
    formats.dedup();
    formats
}

impl Request<'_> {
    /// Returns the route of the letters to a target.
    pub fn way(&self, target: &Target) -> Route {
        self.way_and_problems(target).0
    }

    /// Returns whether letters are set on pages, for the post or as attachments of messages.
    pub fn sets_pages(&self) -> bool {
        self.attached || self.formats.iter().any(|format| format.has_pages())
    }

    /// Returns the number of people who get a copy of a letter to a target, each as a message of their own.
    fn copies(&self, target: &Target) -> usize {
        let (nobody, date) = (Sender::default(), self.date);
        let between = mailboxes::mailboxes(self.campaign, target, &nobody, date, "en");
        between.map_or(0, |between| between.cc.len())
    }

    /// Returns the route, and why letters to the target do not go out as requested: errors if there are none.
    pub fn way_and_problems(&self, target: &Target) -> (Route, Vec<Diagnostic>) {
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

    fn without_copies(&self, target: &Target) -> (Route, Vec<Diagnostic>) {
        if let Some(wanted) = self.channel {
            let chosen = channel::choose(target, self.date, wanted);
            let lines = match (&chosen, &self.faxing) {
                (Ok(Channel::Fax), Some(faxing)) => {
                    fax_lines::lines(target, self.date, faxing.lines).map(drop)
                }
                _ => Ok(()),
            };
            return match chosen.and_then(|channel| lines.map(|()| channel)) {
                Ok(channel) => (Route::of(channel), Vec::new()),
                Err(problem) => (Route::default(), vec![problem]),
            };
        }
        let mut problems = Vec::new();
        let mut way = Route {
            formats: self.formats.clone(),
            ..Route::default()
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

/// Returns the files of a letter called `name`: one of each format, and of each copy. No other letter's name has an
/// underscore.
pub fn files(name: &str, way: &Route) -> Vec<String> {
    let file = |(format, copy): (Format, usize)| match copy {
        0 => format!("{name}.{}", format.extension()),
        n => format!("{name}_copy-{n}.{}", format.extension()),
    };
    way.pieces().map(file).collect()
}
