//! The names of letters that are files of their own.

use crate::batch::record::identity::identity;
use crate::batch::record::maildir;
use crate::digest::Digest;
use std::collections::BTreeMap;

use crate::batch::plan::survey::Survey;
use crate::batch::record::file_names;
use crate::batch::{Combine, Request};
use crate::campaign::target::Target;
use crate::maker::{Route, piece};
use crate::members::Member;
use crate::output::Format;

/// The name of a Maildir of all letters, which is also that of their print file.
pub(crate) const ALL: &str = "letters";

/// The names of letters that share no file.
pub(crate) struct Apart<'r> {
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    /// The names of the files of branches, by their keys.
    branches: BTreeMap<&'r str, &'r str>,
}

impl<'r> Apart<'r> {
    /// Creates the names of the letters of a batch.
    pub(crate) fn new(request: &'r Request<'r>, survey: &'r Survey<'r>) -> Self {
        let branches = survey
            .branches
            .iter()
            .map(|branch| (branch.key.as_str(), branch.file.as_str()));
        Self {
            request,
            survey,
            branches: branches.collect(),
        }
    }

    /// Returns the folders that they are in, or the Maildirs.
    pub(crate) fn folders(&self) -> Vec<&str> {
        let targets = self.survey.targets.iter().map(|(target, _)| target);
        let written = targets.filter(|target| !self.request.route(target).formats.is_empty());
        let targets = written.map(|target| target.id.as_str());
        match self.request.combine {
            Combine::Branch if self.request.maildir => self.branches.values().copied().collect(),
            Combine::All if self.request.maildir => vec![ALL],
            _ => targets.collect(),
        }
    }

    /// Returns the name of the shared file of a member's letter to a target, or of its Maildir.
    pub(crate) fn unit<'n>(
        &'n self,
        combine: Combine,
        target: &'n Target,
        member: &Member,
    ) -> &'n str {
        match combine {
            Combine::Target | Combine::None => target.id.as_str(),
            Combine::Branch => {
                let branch = file_names::branch(member);
                self.branches.get(branch.as_str()).copied().unwrap_or(ALL)
            }
            Combine::All => ALL,
        }
    }

    /// Returns the files of a member's letter to a target with a route, in the order of its pieces.
    pub(crate) fn files(&self, target: &Target, member: &Member, route: &Route) -> Vec<String> {
        if !self.request.maildir {
            return piece::files(&file_names::letter(&target.id, member), route);
        }
        let unit = self.unit(self.request.combine, target, member);
        let draft = |of: &str| draft(self.request, (unit, of), member);
        let file = |(_, copy): (Format, usize)| match copy {
            0 => draft(&target.id),
            n => draft(&format!("{} copy {n}", target.id)),
        };
        route.pieces().map(file).collect()
    }
}

/// Returns the name of a member's message to a target in a Maildir, as a draft. Usually such names hold the time, the
/// machine and the process; here a digest of the letter's inputs makes each unique.
fn draft(request: &Request<'_>, (unit, target): (&str, &str), member: &Member) -> String {
    let of = format!(
        "{} {} {:?} {:?} {target} {} {}",
        request.campaign.id,
        request.date,
        request.letter,
        request.lang,
        member.row,
        identity(member)
    );
    let mut digest = Digest::of(of.as_bytes()).to_string();
    digest.truncate(32);
    maildir::draft(unit, &format!("{digest}.{}", Format::Eml.extension()))
}
