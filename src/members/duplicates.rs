//! Members who stand in a list twice, by name and address or by name and e-mail address.
//!
//! Case, accents and marks do not count. Two names with one e-mail address are a household, not a duplicate. Of each
//! member the line and two hashes are kept, so that no row has to be.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::diagnostic::Diagnostic;
use crate::members::household::prints;
use crate::members::member::Member;

/// The lines of the members who were seen, by what tells them apart.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    by_address: Lines,
    by_email: Lines,
}

/// Lines by hashes.
type Lines = HashMap<u64, usize, BuildHasherDefault<AsItIs>>;

/// Hashes what is a hash already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Duplicates {
    /// Room for so many members: tables that grow stand in memory twice.
    pub(super) fn of(members: usize) -> Self {
        let lines = || Lines::with_capacity_and_hasher(members, BuildHasherDefault::default());
        Self {
            by_address: lines(),
            by_email: lines(),
        }
    }

    /// Remembers a member; a warning, without a place, if the same one was there before.
    pub(super) fn find(&mut self, member: &Member) -> Option<Diagnostic> {
        let [address, email] = prints(member);
        let address = first_line(&mut self.by_address, address, member.line);
        let email = first_line(&mut self.by_email, email, member.line);
        let by_address = address.map(|line| (line, "address"));
        let (first, what) = by_address.or_else(|| Some((email?, "e-mail address")))?;
        let (line, sender) = (member.line, &member.sender);
        let name = sender.name.as_ref().or(sender.organization.as_ref())?;
        let message =
            format!("line {line} has the name and {what} of line {first}: both get letters");
        let pair = format!("lines {first} and {line} ({name})");
        let all = "the same person stands twice, so that both get letters";
        let warning = Diagnostic::warning(message).among(&pair, all, "people");
        Some(warning.help("delete one of the rows if they are one person"))
    }
}

/// The line where what a member has stood first, if that is another one.
fn first_line(lines: &mut Lines, print: Option<u64>, line: usize) -> Option<usize> {
    let first = *lines.entry(print?).or_insert(line);
    (first != line).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sender::Sender;

    fn found(rows: &[(&str, &str, &str)]) -> Vec<Option<String>> {
        let mut duplicates = Duplicates::default();
        let member = |(n, (name, address, email)): (usize, &(&str, &str, &str))| Member {
            line: n + 2,
            sender: Sender {
                name: Some((*name).to_owned()),
                address: address.split_terminator('|').map(str::to_owned).collect(),
                email: Some((*email).to_owned()).filter(|email| !email.is_empty()),
                ..Sender::default()
            },
            ..Member::default()
        };
        let members: Vec<Member> = rows.iter().enumerate().map(member).collect();
        let found = members.iter().map(|member| duplicates.find(member));
        found
            .map(|found| found.map(|found| found.message))
            .collect()
    }

    #[test]
    fn one_person_twice_is_found_by_address_or_by_email() {
        let rows = [
            ("Ana Núñez", "1 High St|Leeds", "ana@example.org"),
            ("ANA NUNEZ", "1 high st.|LEEDS", ""),
            ("Ana Nuñez", "7 Other Rd|York", "Ana@Example.org"),
            ("Bob Núñez", "1 High St|Leeds", "ana@example.org"),
            ("Ana Núñez", "", ""),
            ("Ana Núñez", "", ""),
        ];
        let found = found(&rows);
        let said: Vec<Option<&str>> = found
            .iter()
            .map(|found| found.as_ref().map(|told| told.split(':').next().unwrap()))
            .collect();
        let expected = [
            None,
            Some("line 3 has the name and address of line 2"),
            Some("line 4 has the name and e-mail address of line 2"),
            None,
            None,
            None,
        ];
        assert_eq!(said, expected);
    }
}
