//! Who signs: the members of a file without those whose rows were rejected, and a household as one.

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use crate::digest::Digest;
use crate::members::{Member, Row, fold};
use crate::sender::Sender;

/// Who signs the letters of a batch.
#[derive(Debug, Default)]
pub struct Signers {
    /// The rows that are wrong, in ascending order.
    pub rejected: Vec<usize>,
    /// The further members of a household, by the row of its first.
    others: BTreeMap<usize, Vec<Member>>,
    /// The rows of those further members.
    folded: BTreeSet<usize>,
}

impl Signers {
    /// Lets a member sign with the one of another row.
    pub fn sign_with(&mut self, first: usize, member: Member) {
        self.folded.insert(member.row);
        self.others.entry(first).or_default().push(member);
    }

    /// How many letters several members sign.
    pub fn households(&self) -> usize {
        self.others.len()
    }

    /// Lets those who signed with the member of a row sign alone.
    pub fn sign_alone(&mut self, first: usize) -> Vec<Member> {
        let others = self.others.remove(&first).unwrap_or_default();
        for member in &others {
            self.folded.remove(&member.row);
        }
        others
    }

    /// The signers among rows.
    pub fn of<'s>(
        &'s self,
        rows: impl Iterator<Item = Row> + 's,
    ) -> impl Iterator<Item = Member> + 's {
        let members = rows.filter_map(|row| match row {
            Row::Member(member) => Some(*member),
            Row::NoConsent { .. } | Row::Bad(_) | Row::Broken(_) => None,
        });
        let is_out =
            |row: &usize| self.rejected.binary_search(row).is_ok() || self.folded.contains(row);
        let signing = members.filter(move |member| !is_out(&member.row));
        signing.filter_map(|member| match self.others.get(&member.row) {
            None => Some(member),
            Some(others) => fold([member].into_iter().chain(others.iter().cloned()).collect()),
        })
    }
}

/// The branch as somebody who signs: row 0.
pub fn branch(request: &Request<'_>) -> Member {
    Member {
        sender: request.branch.clone(),
        ..Member::default()
    }
}

/// A member as the branch with the member's name: of what the row says, a letter of the branch has no more.
pub fn signatory(request: &Request<'_>, member: &Member) -> Member {
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

/// What stands for a member in a manifest: 16 digits of a digest of the row's cells. Behind it, with a
/// `+` before each, what stands for those who sign with the member.
pub fn identity(member: &Member) -> String {
    let all = [&member.cells].into_iter().chain(&member.others);
    all.map(|cells| of_cells(cells))
        .collect::<Vec<_>>()
        .join("+")
}

fn of_cells(cells: &[String]) -> String {
    let mut text = cells.join("\0");
    // Cells at the end that are empty may come and go with the columns.
    text.truncate(text.trim_end_matches('\0').len());
    let mut digest = Digest::of(text.as_bytes()).to_string();
    digest.truncate(16);
    digest
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
        let signing: Vec<Member> = signers.of(rows).collect();
        let found: Vec<_> = signing
            .iter()
            .map(|m| (m.row, m.sender.co_signers.len()))
            .collect();
        assert_eq!(found, [(1, 1), (3, 0), (5, 0)]);
    }

    #[test]
    fn an_identity_is_that_of_the_cells() {
        assert_eq!(identity(&member(1, "Ana")), identity(&member(9, "Ana")));
        assert_ne!(identity(&member(1, "Ana")), identity(&member(1, "Bo")));
    }
}
