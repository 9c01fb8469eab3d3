//! The signers of letters: the members of a file without the rejected rows, with each household as one.

use std::collections::{BTreeMap, BTreeSet};

use crate::batch::Request;
use crate::diagnostic::Diagnostic;
use crate::members::{Member, Row};
use crate::sender::Sender;

/// The signers of the letters of a batch.
#[derive(Debug, Default)]
pub(crate) struct Signers {
    /// The rows that are wrong, in ascending order.
    pub rejected: Vec<usize>,
    /// The further members of a household, by the row of its first.
    others: BTreeMap<usize, Vec<Member>>,
    /// The rows of those further members.
    folded: BTreeSet<usize>,
}

impl Signers {
    /// Lets a member sign together with the member of another row.
    pub(crate) fn sign_with(&mut self, first: usize, member: Member) {
        self.folded.insert(member.row);
        self.others.entry(first).or_default().push(member);
    }

    /// Returns the number of letters that several members sign.
    pub(crate) fn households(&self) -> usize {
        self.others.len()
    }

    /// Lets those who signed with the member of a row sign alone, and returns them.
    pub(crate) fn sign_alone(&mut self, first: usize) -> Vec<Member> {
        let others = self.others.remove(&first).unwrap_or_default();
        for member in &others {
            self.folded.remove(&member.row);
        }
        others
    }

    /// Returns the signers among rows: single members or households. If the file cannot be read to its end, the error
    /// comes last.
    pub(crate) fn of<'s>(
        &'s self,
        rows: impl Iterator<Item = Row> + 's,
    ) -> impl Iterator<Item = Result<Vec<Member>, Diagnostic>> + 's {
        rows.filter_map(|row| match row {
            Row::Member(member) if self.is_out(member.row) => None,
            Row::Member(member) => Some(Ok(self.household(*member))),
            Row::NoConsent { .. } | Row::LeftOut(_) | Row::Bad(_) => None,
            Row::Broken(problem) => Some(Err(problem)),
        })
    }

    /// Returns whether the member of a row was rejected or signs with an earlier one.
    fn is_out(&self, row: usize) -> bool {
        self.rejected.binary_search(&row).is_ok() || self.folded.contains(&row)
    }

    fn household(&self, member: Member) -> Vec<Member> {
        let others = self.others.get(&member.row).into_iter().flatten();
        [member].into_iter().chain(others.cloned()).collect()
    }
}

/// Returns the branch as a signer: row 0.
pub(crate) fn branch(request: &Request<'_>) -> Member {
    Member {
        sender: request.branch.clone(),
        ..Member::default()
    }
}

/// Returns the branch as a signer with the member's name. A letter of the branch uses nothing else of the row.
pub(crate) fn signatory(request: &Request<'_>, member: &Member) -> Member {
    let name = member
        .sender
        .name
        .as_ref()
        .or(member.sender.organization.as_ref());
    Member {
        row: member.row,
        line: member.line,
        sender: Sender {
            name: name.cloned(),
            ..request.branch.clone()
        },
        ..Member::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(row: usize, name: &str) -> Member {
        Member {
            row,
            cells: vec![name.to_owned(), String::new()],
            sender: Sender {
                name: Some(name.to_owned()),
                ..Sender::default()
            },
            ..Member::default()
        }
    }

    #[test]
    fn a_household_signs_once_and_a_rejected_row_never() {
        let mut signers = Signers {
            rejected: vec![2],
            ..Signers::default()
        };
        signers.sign_with(1, member(4, "Bo"));
        let rows = (1..=5).map(|row| Row::Member(Box::new(member(row, &format!("N{row}")))));
        let signing: Result<Vec<Vec<Member>>, _> = signers.of(rows).collect();
        let found: Vec<_> = signing
            .unwrap()
            .iter()
            .map(|members| (members[0].row, members.len()))
            .collect();
        assert_eq!(found, [(1, 2), (3, 1), (5, 1)]);
    }
}
