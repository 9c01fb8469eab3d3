//! The members whom letters are compared with, read row by row as often as needed.

use std::collections::{BTreeSet, HashMap};

use crate::batch::list::MembersList;
use crate::batch::proof::wanted::MembersWanted;
use crate::batch::record::entry::Entry;
use crate::batch::record::identity::identity;
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{Member, Row, fold};

/// Returns the signers of a file. If it cannot be read to its end, the error comes last.
///
/// # Errors
/// If the file cannot be opened, or has no header.
pub(crate) fn signing(
    list: &MembersList,
) -> Result<impl Iterator<Item = Result<Member, Diagnostic>> + use<>, Problems> {
    Ok(list.rows()?.filter_map(|row| match row {
        Row::Member(member) => Some(Ok(*member)),
        Row::Broken(problem) => Some(Err(problem)),
        Row::NoConsent { .. } | Row::LeftOut(_) | Row::Bad(_) => None,
    }))
}

/// The members of a file by their rows, in ascending order as often as needed.
pub(crate) struct MemberRows<'f> {
    list: &'f MembersList,
    open: Option<Box<dyn Iterator<Item = Result<Member, Diagnostic>>>>,
    last: Option<Member>,
    /// All members by their identities in a manifest; read if households sign or rows have moved.
    all: Option<HashMap<String, Member>>,
    /// The rows that were left out of the batch.
    without: &'f BTreeSet<usize>,
    may_move: bool,
}

impl<'f> MemberRows<'f> {
    /// Creates a reader that has read nothing yet.
    pub(crate) fn new(wanted: MembersWanted<'f>) -> Self {
        Self {
            list: wanted.list,
            open: None,
            last: None,
            all: None,
            without: wanted.without,
            may_move: wanted.may_move,
        }
    }

    /// Returns all signers of letters except those left out of the batch.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn everybody(
        &self,
    ) -> Result<impl Iterator<Item = Result<Member, Diagnostic>> + use<'f>, Problems> {
        let without = self.without;
        let is_in = |member: &Member| !without.contains(&member.row);
        let all = signing(self.list)?;
        Ok(all.filter(move |member| member.as_ref().map_or(true, is_in)))
    }

    /// Returns the names of those who sign a letter with the member of its row, if they are in the file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn others(&mut self, entry: &Entry) -> Result<Vec<Option<String>>, Problems> {
        let mut others = entry.member.split('+').skip(1).peekable();
        if others.peek().is_none() {
            return Ok(Vec::new());
        }
        let all = self.all()?;
        let name = |other| all.get(other).and_then(|member| member.sender.name.clone());
        Ok(others.map(name).collect())
    }

    /// Returns the signers of a letter, as one; `None` if the file does not have them all.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn signers(&mut self, entry: &Entry) -> Result<Option<Member>, Problems> {
        let Some(first) = self.of(entry)?.cloned() else {
            return Ok(None);
        };
        let mut all = vec![first];
        for other in entry.member.split('+').skip(1) {
            match self.all()?.get(other) {
                Some(other) => all.push(other.clone()),
                None => return Ok(None),
            }
        }
        Ok(fold(all))
    }

    fn all(&mut self) -> Result<&HashMap<String, Member>, Problems> {
        if self.all.is_none() {
            let all =
                signing(self.list)?.map(|member| member.map(|member| (identity(&member), member)));
            self.all = Some(all.collect::<Result<_, Diagnostic>>()?);
        }
        Ok(self.all.get_or_insert_default())
    }

    /// Returns the member of a letter: that of its row, or if rows may have moved, any member with the same identity.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn of(&mut self, entry: &Entry) -> Result<Option<&Member>, Problems> {
        let first = entry.member.split('+').next().unwrap_or_default();
        let is_it = |member: &Member| identity(member) == first;
        if self.may_move && !self.member(entry.row)?.is_some_and(is_it) {
            return Ok(self.all()?.get(first));
        }
        self.member(entry.row)
    }

    /// Returns the message for a letter of no member in the file.
    pub(crate) fn nobody(&self) -> &'static str {
        if self.may_move {
            "is of a member whom the members file does not have"
        } else {
            "is of a row that the members file does not have"
        }
    }

    /// Returns the member of a row.
    fn member(&mut self, row: usize) -> Result<Option<&Member>, Problems> {
        if self.last.as_ref().is_none_or(|last| last.row > row) {
            self.open = Some(Box::new(signing(self.list)?));
            self.last = None;
        }
        while self.last.as_ref().is_none_or(|last| last.row < row) {
            self.last = self.open.as_mut().and_then(Iterator::next).transpose()?;
            if self.last.is_none() {
                break;
            }
        }
        Ok(self.last.as_ref().filter(|member| member.row == row))
    }
}
