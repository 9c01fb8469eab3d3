//! Members files.

use std::io::Read;

use protest_letter::diagnostic::Problems;
use protest_letter::members::{
    BadRow, Encoding, Header, ListOptions, Member, Members, Rejected, Row,
};

use super::problems;

/// What the first byte of an input chooses from; nothing means UTF-8.
const ENCODINGS: [&str; 8] = [
    "",
    "utf-8",
    "windows-1252",
    "windows-1251",
    "utf-16le",
    "utf-16be",
    "shift_jis",
    "gb18030",
];

/// How many bytes a read gives, which the second byte chooses from.
const READS: [usize; 4] = [1, 3, 1 << 10, 1 << 20];

/// A byte for the encoding, one for the size of reads, and the file.
pub fn rows(input: &[u8]) {
    let [encoding, size, file @ ..] = input else {
        return;
    };
    let label = ENCODINGS[usize::from(*encoding) % ENCODINGS.len()];
    let said =
        (!label.is_empty()).then(|| Encoding::named(label).unwrap_or_else(|why| panic!("{why:?}")));
    let size = READS[usize::from(*size) % READS.len()];
    match Members::open(
        "members.csv",
        InPieces(file, size),
        &ListOptions {
            encoding: said,
            ..ListOptions::default()
        },
    ) {
        Err(found) => {
            assert!(found.has_errors(), "no members and no reason");
            problems::check(&found);
        }
        Ok(members) => read(members, file),
    }
}

fn read(mut members: Members<'_>, file: &[u8]) {
    // A code unit is at least a byte, and an end of a line at least one of them.
    let lines = file
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r'))
        .count()
        + 1;
    let (mut expected, mut last, mut bad) = (1, 0, Vec::new());
    while let Some(row) = members.next() {
        let (row, line) = match row {
            Row::Member(member) => {
                sound(&member);
                (member.row, member.line)
            }
            Row::NoConsent { row, line } => (row, line),
            Row::LeftOut(left) => {
                problems::check_one(&left.note);
                (left.row.unwrap_or(expected - 1), left.line)
            }
            Row::Bad(row) => {
                assert!(row.problems.has_errors(), "a bad row without a reason");
                problems::check(&row.problems);
                let place = (row.row, row.line);
                bad.push(row);
                place
            }
            Row::Broken(problem) => {
                problems::check_one(&problem);
                assert!(members.next().is_none(), "a row behind the end");
                break;
            }
        };
        // Blank rows have no number.
        assert!(row == expected || row + 1 == expected);
        assert!(
            line > last && line <= lines,
            "line {line} after {last} of {lines}"
        );
        (expected, last) = (row + 1, line);
    }
    rejected(members.header(), &bad);
}

/// What every member has.
fn sound(member: &Member) {
    problems::check(&member.warnings);
    assert!(!member.warnings.has_errors(), "a member with errors");
    let sender = &member.sender;
    let lines = sender
        .address
        .iter()
        .chain(&sender.name)
        .chain(&sender.organization);
    for line in lines.chain(&sender.email).chain(&sender.phone) {
        assert!(
            !line.trim().is_empty() && !line.contains(['\n', '\r', '\0']),
            "{line:?}"
        );
    }
    assert!(member.variables.values().all(|value| !value.is_empty()));
}

/// What was rejected can be read again, row by row.
fn rejected(header: &Header, bad: &[BadRow]) {
    let written = Rejected::begin(Vec::new(), header).and_then(|mut file| {
        bad.iter().try_for_each(|row| file.add(row))?;
        file.finish()
    });
    let written = written.unwrap_or_else(|why| panic!("{why}"));
    let told = |found: Problems| panic!("{found:?} in {:?}", String::from_utf8_lossy(&written));
    let again = Members::open("rejected.csv", written.as_slice(), &ListOptions::default())
        .unwrap_or_else(told);
    let found = again.filter(|row| !matches!(row, Row::Broken(_))).count();
    assert_eq!(found, bad.len(), "{:?}", String::from_utf8_lossy(&written));
}

/// A file that gives so many bytes at a time.
struct InPieces<'f>(&'f [u8], usize);

impl Read for InPieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}
