//! The members of one branch after the other.
//!
//! Owns that a members file is not read once for each branch: the members of several branches are held, up to a limit,
//! and only a larger branch is read by itself.

use crate::batch::plan::branch::Branch;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::batch::Request;
use crate::batch::plan::survey::Survey;
use crate::batch::record::file_names;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::Member;

/// The number of members that are held: some twenty megabytes.
const MOST_HELD: usize = 1 << 14;

/// A reader of members, of all branches or of one after the other.
pub(crate) struct Branches<'r> {
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    /// The signers of each branch: single members or households.
    held: BTreeMap<&'r str, Rc<Vec<Vec<Member>>>>,
    /// The largest number of members that are held.
    most: usize,
    /// The number of times that the members file was read.
    passes: usize,
}

impl<'r> Branches<'r> {
    /// Creates a reader that has read nothing yet.
    pub(crate) fn new(request: &'r Request<'r>, survey: &'r Survey<'r>) -> Self {
        Self {
            request,
            survey,
            held: BTreeMap::new(),
            most: MOST_HELD,
            passes: 0,
        }
    }

    /// Returns the members who write to a target: those of a branch, or all.
    ///
    /// # Errors
    /// If the members file cannot be read again.
    pub(crate) fn writing(
        &mut self,
        branch: Option<&'r Branch>,
        target: &'r Target,
    ) -> Result<Box<dyn Iterator<Item = Result<Member, Diagnostic>> + 'r>, Problems> {
        let (request, survey) = (self.request, self.survey);
        let Some(branch) = branch else {
            return Ok(Box::new(survey.writing(request, target)?));
        };
        if branch.members > self.most {
            self.passes += 1;
            let all = survey.writing(request, target)?;
            let is_of = |member: &Member| file_names::branch(member) == branch.key;
            return Ok(Box::new(
                all.filter(move |member| member.as_ref().map_or(true, is_of)),
            ));
        }
        if !self.held.contains_key(branch.key.as_str()) {
            self.read(branch)?;
        }
        let held = self
            .held
            .get(branch.key.as_str())
            .cloned()
            .unwrap_or_default();
        let count = held.len();
        let signing = move |n: usize| {
            let household = held.get(n).cloned().unwrap_or_default();
            survey.signing(request, household, target)
        };
        Ok(Box::new((0..count).filter_map(signing).map(Ok)))
    }

    /// Holds the members of a branch, and of the next ones while there is room, in place of those held before.
    fn read(&mut self, first: &'r Branch) -> Result<(), Problems> {
        self.passes += 1;
        let mut room = self.most;
        let following = self
            .survey
            .branches
            .iter()
            .skip_while(|branch| branch.key != first.key);
        let held = following.take_while(|branch| {
            let has_room = branch.members <= room;
            room = room.saturating_sub(branch.members);
            has_room
        });
        self.held.clear();
        let mut held: BTreeMap<&str, Vec<Vec<Member>>> = held
            .map(|branch| (branch.key.as_str(), Vec::new()))
            .collect();
        for household in self.survey.signers.of(self.request.rows()?) {
            let household = household?;
            let branch = household.first().map(file_names::branch);
            if let Some(held) = branch.and_then(|branch| held.get_mut(branch.as_str())) {
                held.push(household);
            }
        }
        self.held = held
            .into_iter()
            .map(|(key, members)| (key, Rc::new(members)))
            .collect();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::plan::branch;
    use crate::batch::plan::survey;
    use crate::batch::request::tests::request;
    use crate::batch::{Combine, MembersList};
    use crate::campaign::{Campaign, embedded};
    use crate::disk;
    use crate::members::ListOptions;

    #[test]
    fn a_branch_whose_file_is_called_otherwise_is_told() {
        let long = "Long ".repeat(20);
        let all = ["Leeds", "C", "C++", "Con", "!!", long.trim()];
        let branch = |name: &&str| {
            let key = crate::members::spelling::caseless(name);
            let name = (*name).to_owned();
            (
                key,
                Branch {
                    name,
                    ..Branch::default()
                },
            )
        };
        let (found, notes) = branch::named(all.iter().map(branch).collect());
        let mut told: Vec<&str> = notes
            .iter()
            .flat_map(|note| note.message.split('`').skip(1).step_by(4))
            .collect();
        told.sort_unstable();
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(
            told.contains(&"Con") && !told.contains(&"Leeds"),
            "{told:?}"
        );
        let changed = found.iter().filter(|branch| branch.file.contains("_b"));
        assert_eq!(changed.count(), 5, "{found:?}");
        assert!(branch::named(BTreeMap::default()).1.is_empty());
    }

    #[test]
    fn members_of_many_branches_are_read_at_once() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut request = request(&campaign);
        let path = folder.path().join("members.csv");
        request.members = MembersList::new(&path, ListOptions::default());
        request.words = vec!["president".to_owned()];
        request.combine = Combine::Branch;
        let row = |n: usize| format!("Ana {n},1 Road,Leeds,GB,Branch {}\n", n % 20);
        let rows: String = (0..100).map(row).collect();
        let text = "name,address,city,country,branch\n".to_owned() + &rows;
        disk::write(&path, text.as_bytes(), true).unwrap();
        let found = survey::survey(&request, |_, _| Ok(())).unwrap();
        assert_eq!(found.branches.len(), 20);
        let target = campaign.target("president").unwrap();
        for (most, passes) in [(100, 1), (23, 5), (5, 20), (4, 20)] {
            let mut branches = Branches::new(&request, &found);
            branches.most = most;
            for branch in &found.branches {
                let all = branches.writing(None, target).unwrap();
                let of_branch: Vec<usize> = all
                    .map(Result::unwrap)
                    .filter(|member| file_names::branch(member) == branch.key)
                    .map(|member| member.row)
                    .collect();
                let read: Vec<usize> = branches
                    .writing(Some(branch), target)
                    .unwrap()
                    .map(|member| member.unwrap().row)
                    .collect();
                assert_eq!((&read, read.len()), (&of_branch, 5));
            }
            assert_eq!(branches.passes, passes, "at most {most}");
        }
    }
}
