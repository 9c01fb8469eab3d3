//! The route of the letters to a target: channel, formats, copies and fax lines.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Severity};
use crate::letter::channel::{self, Channel, ChannelChoice};
use crate::letter::fax_lines::{self, FaxLine, FaxLines};
use crate::letter::mailboxes;
use crate::output::Format;
use crate::sender::Sender;

/// What is asked of the routes of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRule {
    /// The formats that letters are written in, unless the channel decides; none if they are only faxed.
    pub formats: Vec<Format>,
    /// The channel that letters take, if it decides their format.
    pub channel: Option<ChannelChoice>,
    /// The format of letters for the post, if the channel decides.
    pub paper: Format,
    /// The fax lines that are called, if letters are faxed.
    pub lines: Option<FaxLines>,
    /// Whether each person who gets a copy gets a message of their own.
    pub has_copies: bool,
    /// Whether letters are attached to their messages as pages.
    pub is_attached: bool,
}

/// The route of the letters to a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The formats that they are written in; none if they are only faxed.
    pub formats: Vec<Format>,
    /// The fax lines that are called; none if they are not faxed.
    pub lines: Vec<FaxLine>,
    /// The channel of what is written, other than messages.
    pub channel: Channel,
    /// The number of copies, each sent as a message of its own.
    pub copies: usize,
    /// Whether they are attached to their messages as pages.
    pub is_attached: bool,
}

impl Route {
    /// Returns what is written of a letter, in order: the format and the number of the copy, 0 for the office's own.
    pub fn pieces(&self) -> impl Iterator<Item = (Format, usize)> {
        self.formats.iter().flat_map(|format| {
            let copies = match format {
                Format::Eml => self.copies,
                _ => 0,
            };
            (0..=copies).map(|copy| (*format, copy))
        })
    }

    /// Returns whether letters are faxed.
    pub fn is_faxed(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Returns whether messages are among what is written.
    pub fn is_mailed(&self) -> bool {
        self.formats.contains(&Format::Eml)
    }

    /// Returns whether letters are printed: written in a format that has pages.
    pub fn is_printed(&self) -> bool {
        self.formats.iter().any(|format| format.has_pages())
    }

    /// Returns whether letters are set on pages: to be printed, or to be attached to messages. Faxes are set apart.
    pub fn has_pages(&self) -> bool {
        self.is_printed() || self.is_attached
    }

    /// Returns whether there are no letters at all.
    fn is_none(&self) -> bool {
        self.formats.is_empty() && !self.is_faxed()
    }
}

impl RouteRule {
    /// Returns the route of the letters to a target on a date, and why they do not go out as requested: errors if there
    /// are none, warnings if only some formats are left out.
    pub fn route(
        &self,
        campaign: &Campaign,
        target: &Target,
        date: Date,
    ) -> (Route, Vec<Diagnostic>) {
        let (mut route, problems) = match self.channel {
            Some(wanted) => self.by_channel(target, date, wanted),
            None => self.in_formats(target, date),
        };
        if route.is_mailed() {
            route.is_attached = self.is_attached;
            if self.has_copies {
                route.copies = copies(campaign, target, date);
            }
        }
        (route, problems)
    }

    /// Returns the route by the channel that a target takes.
    fn by_channel(
        &self,
        target: &Target,
        date: Date,
        wanted: ChannelChoice,
    ) -> (Route, Vec<Diagnostic>) {
        let route = channel::choose(target, date, wanted).and_then(|channel| {
            Ok(Route {
                formats: formats(ChannelChoice::One(channel), self.paper),
                lines: match (channel, self.lines) {
                    (Channel::Fax, Some(lines)) => fax_lines::lines(target, date, lines)?,
                    _ => Vec::new(),
                },
                channel,
                ..Route::default()
            })
        });
        match route {
            Ok(route) => (route, Vec::new()),
            Err(problem) => (Route::default(), vec![problem]),
        }
    }

    /// Returns the route by the formats that are asked for.
    fn in_formats(&self, target: &Target, date: Date) -> (Route, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut route = Route {
            formats: self.formats.clone(),
            ..Route::default()
        };
        if route.is_mailed() {
            let email = ChannelChoice::One(Channel::Email);
            if let Err(problem) = channel::choose(target, date, email) {
                route.formats.retain(|format| *format != Format::Eml);
                problems.push((problem, "mailed"));
            }
        }
        if let Some(lines) = self.lines {
            match fax_lines::lines(target, date, lines) {
                Ok(lines) => route.lines = lines,
                Err(problem) => problems.push((problem, "faxed")),
            }
        }
        route.channel = channel(&route.formats, route.is_faxed());
        let is_none = route.is_none();
        let told = problems.into_iter().map(|(mut problem, how)| {
            if !is_none {
                problem.severity = Severity::Warning;
                problem.message = format!("{}; its letters are not {how}", problem.message);
            }
            problem
        });
        (route, told.collect())
    }
}

/// Returns the channel of letters in formats that are asked for: what is printed or text goes by post.
pub(crate) fn channel(formats: &[Format], is_faxed: bool) -> Channel {
    match formats {
        [] if is_faxed => Channel::Fax,
        [Format::Eml] => Channel::Email,
        _ => Channel::Post,
    }
}

/// Returns the formats of letters that take a channel, `paper` for the post. Faxes are files of their own.
pub(crate) fn formats(wanted: ChannelChoice, paper: Format) -> Vec<Format> {
    let channels = Channel::ALL
        .into_iter()
        .chain([Channel::Web])
        .filter(|channel| wanted.includes(*channel) && *channel != Channel::Fax);
    let mut formats: Vec<Format> = channels
        .map(|channel| match channel {
            Channel::Post => paper,
            channel => Format::of_channel(channel),
        })
        .collect();
    formats.dedup();
    formats
}

/// Returns the number of people who get a copy of a letter to a target, each as a message of their own.
fn copies(campaign: &Campaign, target: &Target, date: Date) -> usize {
    let nobody = Sender::default();
    let between = mailboxes::mailboxes(campaign, target, &nobody, date, "en");
    between.map_or(0, |between| between.cc.len())
}

/// The routes of the letters to each target of a campaign, with their problems.
#[derive(Clone, Debug, Default)]
pub struct Routes(BTreeMap<String, (Route, Vec<Diagnostic>)>);

/// The route to a target that is unknown.
static NONE: (Route, Vec<Diagnostic>) = (
    Route {
        formats: Vec::new(),
        lines: Vec::new(),
        channel: Channel::Post,
        copies: 0,
        is_attached: false,
    },
    Vec::new(),
);

impl Routes {
    /// Works out the routes to all targets of a campaign.
    pub fn new(rule: &RouteRule, campaign: &Campaign, date: Date) -> Self {
        let targets = campaign.targets.iter();
        let routes = targets.map(|target| (target.id.clone(), rule.route(campaign, target, date)));
        Self(routes.collect())
    }

    /// Returns the route to a target, and its problems.
    pub fn to(&self, target: &Target) -> &(Route, Vec<Diagnostic>) {
        self.0.get(&target.id).unwrap_or(&NONE)
    }
}
