//! The letters of a run by the route that they take.

use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::program::Program;
use crate::cli::generate::generation::Generation;
use crate::cli::generate::route::{LetterRoute, Routes};
use crate::cli::shared::destination::Destination;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::channel::{self, Channel};
use crate::page::profile::Profile;
use crate::selection::Chosen;

/// Letters that take one route.
pub struct Group<'r> {
    /// The route.
    pub route: LetterRoute,
    /// Their page, if they are set on pages.
    pub profile: Option<Profile>,
    /// Their targets.
    pub targets: Vec<&'r Target>,
}

impl<'r> Generation<'r> {
    /// The letters by the route that they take. `failed` gets why some targets are not reached.
    ///
    /// # Errors
    /// The problems of a route, and several routes for one file.
    pub fn groups(
        &self,
        args: &GenerateArgs,
        chosen: &[Chosen<'r>],
        failed: &mut Problems,
    ) -> Result<Vec<Group<'r>>, Problems> {
        let wanted = match &self.options.routes {
            Routes::One(route) => {
                let targets = chosen.iter().map(|choice| choice.target).collect();
                return Ok(vec![self.group(args, route.clone(), targets)?]);
            }
            Routes::ByChannel(wanted) => *wanted,
        };
        let by_channel = by_channel(chosen, self.criteria.date, wanted, failed);
        if let Some(program) = args.program {
            check_program(program, &by_channel)?;
        }
        let (sender, destination) = (&self.options.sender, &self.options.destination);
        if by_channel.len() > 1 && !matches!(destination, Destination::Folder(_)) {
            return Err(several(&by_channel).into());
        }
        let (mut groups, mut problems) = (Vec::new(), Problems::default());
        for (channel, targets) in by_channel {
            let route = LetterRoute::by_channel(args, sender, channel, destination);
            match route.and_then(|route| self.group(args, route, targets)) {
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
        args: &GenerateArgs,
        route: LetterRoute,
        targets: Vec<&'r Target>,
    ) -> Result<Group<'r>, Problems> {
        Ok(Group {
            profile: route.profile(args, self.campaign, self.criteria)?,
            route,
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

/// Checks that some target takes the channel that a program is for; else it would get what it cannot read.
///
/// # Errors
/// If none does.
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

/// The targets of each channel, for people.
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
    /// Tells whom to phone, or where the web page is.
    pub fn tell(&self, date: Date, console: Console) {
        let channel = self.route.channel;
        for target in &self.targets {
            let known = channel.by_hand(target, date);
            if !known.is_empty() {
                let (id, name) = (&target.id, channel.name());
                console.inform(&format!("{id}: by {name}, {}", known.join(", ")));
            }
        }
    }
}
