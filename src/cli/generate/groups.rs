//! The letters of a run by the form that they take.

use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::program::Program;
use crate::cli::generate::generation::Generation;
use crate::cli::generate::letter_form::{LetterForm, RunForms};
use crate::cli::shared::destination::Destination;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::letter::channel::Channel;
use crate::maker::Route;
use crate::page::profile::Profile;
use crate::selection::Chosen;

/// A target, and the route of its letter.
pub(super) type Routed<'r> = (&'r Target, Route);

/// Letters that take one form.
pub(super) struct Group<'r> {
    /// The form.
    pub form: LetterForm,
    /// Their page, if they are set on pages.
    pub profile: Option<Profile>,
    /// Their targets.
    pub targets: Vec<Routed<'r>>,
    /// The targets that are not reached in this form; what else is wrong with their letters is told too.
    pub unreached: Vec<&'r Target>,
}

impl<'r> Generation<'r> {
    /// The letters by the form that they take. `failed` gets why some targets are not reached.
    ///
    /// # Errors
    /// The problems of a form, and several forms for one file.
    pub(super) fn groups(
        &self,
        args: &GenerateArgs,
        chosen: &[Chosen<'r>],
        failed: &mut Problems,
    ) -> Result<Vec<Group<'r>>, Problems> {
        let (routed, unreached) = self.routed(args, chosen, failed);
        if let RunForms::One(form) = &self.options.forms {
            let group = self.group(args, form.clone(), routed)?;
            return Ok(vec![Group { unreached, ..group }]);
        }
        let by_channel = by_channel(routed);
        if let Some(program) = args.program {
            check_program(program, &by_channel)?;
        }
        let (sender, destination) = (&self.options.sender, &self.options.destination);
        if by_channel.len() > 1 && !matches!(destination, Destination::Folder(_)) {
            return Err(several(&by_channel).into());
        }
        let (mut groups, mut problems) = (Vec::new(), Problems::default());
        for (channel, targets) in by_channel {
            let form = LetterForm::by_channel(args, sender, channel, destination);
            match form.and_then(|form| self.group(args, form, targets)) {
                Ok(group) => groups.push(group),
                Err(found) => problems.add_new(found.0),
            }
        }
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(groups)
    }

    /// The targets that are reached, with the routes of their letters, and the others. `failed` gets why these are not.
    fn routed(
        &self,
        args: &GenerateArgs,
        chosen: &[Chosen<'r>],
        failed: &mut Problems,
    ) -> (Vec<Routed<'r>>, Vec<&'r Target>) {
        let rule = self.options.forms.rule(args);
        let (mut routed, mut unreached) = (Vec::new(), Vec::new());
        for target in chosen.iter().map(|choice| choice.target) {
            let (route, problems) = rule.route(self.campaign, target, self.criteria.date);
            if problems.iter().any(|p| p.severity == Severity::Error) {
                unreached.push(target);
            } else {
                routed.push((target, route));
            }
            failed.add_new(problems);
        }
        (routed, unreached)
    }

    fn group(
        &self,
        args: &GenerateArgs,
        form: LetterForm,
        targets: Vec<Routed<'r>>,
    ) -> Result<Group<'r>, Problems> {
        Ok(Group {
            profile: form.profile(args, self.campaign, self.criteria)?,
            form,
            targets,
            unreached: Vec::new(),
        })
    }
}

/// The targets by the channel that they take, in the order in which they were chosen.
fn by_channel(routed: Vec<Routed<'_>>) -> Vec<(Channel, Vec<Routed<'_>>)> {
    let mut groups: Vec<(Channel, Vec<Routed<'_>>)> = Vec::new();
    for (target, route) in routed {
        let channel = route.channel;
        match groups.iter_mut().find(|(known, _)| *known == channel) {
            Some((_, targets)) => targets.push((target, route)),
            None => groups.push((channel, vec![(target, route)])),
        }
    }
    groups
}

/// Checks that some target takes the channel that a program is for; else it would get what it cannot read.
///
/// # Errors
/// If none does.
fn check_program(
    program: Program,
    groups: &[(Channel, Vec<Routed<'_>>)],
) -> Result<(), Diagnostic> {
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
fn told(groups: &[(Channel, Vec<Routed<'_>>)]) -> String {
    let groups = groups.iter().map(|(channel, targets)| {
        let ids: Vec<&str> = targets
            .iter()
            .map(|(target, _)| target.id.as_str())
            .collect();
        format!("{} by {}", ids.join(", "), channel.name())
    });
    groups.collect::<Vec<String>>().join("; ")
}

fn several(groups: &[(Channel, Vec<Routed<'_>>)]) -> Diagnostic {
    let message = format!("not all letters go out in one way: {}", told(groups));
    Diagnostic::error(message).help("give a folder, such as `-o letters/`, or one `--channel`")
}

impl Group<'_> {
    /// Tells whom to phone, or where the web page is.
    pub(super) fn tell(&self, date: Date, console: Console) {
        let channel = self.form.channel;
        for (target, _) in &self.targets {
            let known = channel.by_hand(target, date);
            if !known.is_empty() {
                let (id, name) = (&target.id, channel.name());
                console.inform(&format!("{id}: by {name}, {}", known.join(", ")));
            }
        }
    }
}
