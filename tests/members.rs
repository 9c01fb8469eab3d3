//! Members files as people send them: every `tests/members/NAME.csv` is read and listed beside
//! `NAME.expected`. `NAME.LABEL.csv` is read with that encoding. Workbooks and address books of one
//! name have one listing: the formats say the same. `scripts/member-lists` makes the workbooks.
//! `UPDATE=1` writes the listings anew.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use protest_letter::diagnostic::{Diagnostic, Problems};
use protest_letter::members::{
    BadRow, Encoding, ListOptions, Member, Members, Rejected, Row, fold, open_bytes,
};
use protest_letter::report::render;

const FOLDER: &str = "tests/members";

/// The endings of lists.
const FORMATS: [&str; 5] = [".csv", ".xlsx", ".xls", ".ods", ".vcf"];

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| {
            path.is_file() && path.extension().is_some_and(|ending| ending != "expected")
        })
        .collect();
    files.sort();
    files
}

fn open<'b>(name: &str, bytes: &'b [u8]) -> Result<Members<'b>, Problems> {
    // A workbook and an address book come without the ending.
    let stem = FORMATS.iter().find_map(|ending| name.strip_suffix(ending));
    let stem = stem.unwrap_or(name);
    let label = stem.split_once('.').map(|(_, label)| label);
    let encoding = label.map(|label| Encoding::named(label).unwrap());
    let options = ListOptions {
        encoding,
        // An export has columns that no letter uses; in the other lists any may be used.
        variables: name.starts_with("export-").then(BTreeSet::new),
        ..ListOptions::default()
    };
    open_bytes(name, bytes, &options)
}

/// A problem on one line: where, the text that is underlined, and what is said of it.
fn told(problem: &Diagnostic) -> String {
    let mut text = format!("{:?}", problem.severity).to_lowercase();
    if let Some(place) = &problem.place {
        let marked: String = place.source.text[place.span.clone()]
            .chars()
            .take(30)
            .collect();
        write!(text, " in line {} at {marked:?}", place.line()).unwrap();
    }
    write!(text, ": {}", problem.message).unwrap();
    for help in &problem.help {
        write!(text, " / {help}").unwrap();
    }
    text + "\n"
}

fn all_told(problems: &Problems) -> String {
    let lines = problems.0.iter().map(told);
    lines.fold(String::new(), |text, line| text + "  " + &line)
}

fn shown(member: &Member) -> String {
    let sender = &member.sender;
    let address = (!sender.address.is_empty()).then(|| sender.address.join(" | "));
    let parts = [
        ("name", sender.name.clone()),
        ("role", sender.role.clone()),
        ("organization", sender.organization.clone()),
        ("branch", member.branch.clone()),
        ("address", address),
        ("country", sender.country.map(|country| country.to_string())),
        ("email", sender.email.clone()),
        ("phone", sender.phone.clone()),
        ("language", sender.language.clone()),
        (
            "personal",
            member.personal.as_ref().map(|text| format!("{text:?}")),
        ),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(name, part)| Some((name.to_owned(), part?)));
    let variables = member.variables.iter();
    let variables = variables.map(|(name, value)| (format!("${name}"), value.clone()));
    let lines = parts.chain(variables);
    lines.fold(String::new(), |text, (name, value)| {
        text + "  " + &name + ": " + &value + "\n"
    })
}

fn listing(name: &str, bytes: &[u8]) -> String {
    let mut members = match open(name, bytes) {
        Ok(members) => members,
        Err(problems) => return format!("header\n{}", all_told(&problems)),
    };
    let header = members.header();
    let mut text = format!("header, delimiter {:?}", header.delimiter());
    text += if header.has_consent() {
        ", consent\n"
    } else {
        "\n"
    };
    text += &all_told(&header.notes);
    text += &header.columns.iter().map(noted).collect::<String>();
    if let Some(found) = header.last_name_first() {
        text += &noted(&found.error());
    }
    text += &members
        .by_ref()
        .map(|row| row_told(&row))
        .collect::<String>();
    text + &members.taken().iter().map(noted).collect::<String>()
}

/// A problem of the whole list.
fn noted(problem: &Diagnostic) -> String {
    format!("  {}", told(problem))
}

fn row_told(row: &Row) -> String {
    match row {
        Row::Member(member) => {
            let warnings = all_told(&member.warnings);
            let start = format!("{} in line {}\n", member.row, member.line);
            start + &shown(member) + &warnings
        }
        Row::NoConsent { row, line } => format!("{row} in line {line}: no consent\n"),
        Row::Bad(bad) => {
            let problems = all_told(&bad.problems);
            format!("{} in line {}: bad\n{problems}", bad.row, bad.line)
        }
        Row::LeftOut(left) => {
            let row = left.row.map_or_else(String::new, |row| format!("{row} "));
            format!(
                "{row}in line {}: left out\n  {}",
                left.line,
                told(&left.note)
            )
        }
        Row::Broken(problem) => format!("broken\n  {}", told(problem)),
    }
}

#[test]
fn every_file_is_read_as_expected() {
    let files = files();
    assert!(files.len() > 20, "only {} files", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let is_text = path.extension().is_some_and(|ending| ending == "csv");
        // A list is the same in each format, and so is its listing.
        let name = if is_text {
            path.file_name()
        } else {
            path.file_stem()
        };
        let name = name.unwrap().to_str().unwrap();
        let found = listing(name, &fs::read(&path).unwrap());
        let beside = path.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        if fs::read_to_string(&beside).ok().as_ref() != Some(&found) {
            wrong.push(format!("{}:\n{found}", beside.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn bad_rows(members: Members<'_>) -> Vec<BadRow> {
    let bad = members.filter_map(|row| match row {
        Row::Bad(bad) => Some(bad),
        _ => None,
    });
    bad.collect()
}

fn rejected(name: &str, bytes: &[u8]) -> Option<(Vec<u8>, Vec<BadRow>)> {
    let members = open(name, bytes).ok()?;
    let mut file = Rejected::begin(Vec::new(), members.header()).unwrap();
    let bad = bad_rows(members);
    for row in &bad {
        file.add(row).unwrap();
    }
    Some((file.finish().unwrap(), bad))
}

/// A rejected row that nobody corrected is rejected again, and is written as it was.
#[test]
fn rejected_rows_stay_rejected_until_they_are_corrected() {
    let mut rows = 0;
    for path in files() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some((once, first)) = rejected(name, &fs::read(&path).unwrap()) else {
            continue;
        };
        let (_, second) = rejected("rejected.csv", &once).unwrap();
        assert_eq!(first.len(), second.len(), "{name}");
        for (first, second) in first.iter().zip(&second) {
            // Where the number of cells is wrong, `#N/A` says so in the file.
            let is_marked = second.cells.iter().any(|cell| cell.starts_with("#N/A"));
            let is_same = first.cells == second.cells;
            assert!(is_same || is_marked, "{name}, line {}", first.line);
            let written = second.cells.join(" ");
            let kept = first
                .cells
                .iter()
                .all(|cell| written.contains(cell.as_str()));
            assert!(kept, "{name}, line {}: {written}", first.line);
        }
        rows += first.len();
    }
    assert!(rows > 20, "only {rows} rows");
}

#[test]
fn a_corrected_row_is_read() {
    let file = b"name;email;shift\nAna;ana@;1\nBob;bob@example.org;2\n";
    let (text, _) = rejected("branch.csv", file).unwrap();
    let text = String::from_utf8(text).unwrap();
    let expected = "\u{feff}name;email;shift;problem;line\n\
        Ana;ana@;1;`email`: `ana@` is not an e-mail address;2\n";
    assert_eq!(text, expected);
    let corrected = text.replace("Ana;ana@;", "Ana;ana@example.org;");
    let rows: Vec<Row> = open("rejected.csv", corrected.as_bytes())
        .unwrap()
        .collect();
    let [Row::Member(ana)] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(ana.sender.email.as_deref(), Some("ana@example.org"));
    assert_eq!(ana.variables.keys().collect::<Vec<_>>(), ["shift"]);
    assert_eq!(ana.cells, ["Ana", "ana@example.org", "1"]);
}

/// The file that the members of a household stand in, folded.
#[test]
fn a_household_is_folded() {
    let file =
        "name,address,city\nAna,1 High St,Leeds\nBob,\"1 High St.\",LEEDS\nEve,2 High St,Leeds\n";
    let members: Vec<Member> = open("x.csv", file.as_bytes())
        .unwrap()
        .map(|row| match row {
            Row::Member(member) => *member,
            row => panic!("{row:?}"),
        })
        .collect();
    assert_eq!(members[0].household(), members[1].household());
    assert_ne!(members[0].household(), members[2].household());
    let all = fold(members.into_iter().take(2).collect()).unwrap();
    assert_eq!(all.sender.co_signers, ["Bob"]);
}

/// A problem shows its row with the number that the line has in the file.
#[test]
fn a_problem_is_shown_in_its_line() {
    let file = "name,email\r\n\r\n\"Ana\r\nSilva\",a@example.org\r\nBob,bob@\r\n";
    let bad = bad_rows(open("branch.csv", file.as_bytes()).unwrap());
    let shown = |row: &BadRow| render(&row.problems.0[0], false);
    let text = shown(&bad[0]);
    assert!(
        text.contains("branch.csv:3:1") && text.contains("4 | |"),
        "{text}"
    );
    let text = shown(&bad[1]);
    assert!(
        text.contains("branch.csv:5:5") && text.contains("5 | Bob,bob@"),
        "{text}"
    );
}

/// A file that is ASCII for long and then in another encoding is one error; a slip in a file of UTF-8 is one of its row.
#[test]
fn another_encoding_is_one_error_wherever_it_begins() {
    let start = "name;city\n".to_owned() + &"Ana Silva;Leeds\n".repeat(20_000);
    let behind = b"J\xf6rg M\xfcller;K\xf6ln\nBo;Leeds\nZo\xeb;Ulm\n";
    let rows: Vec<Row> = open("branch.csv", &[start.as_bytes(), behind].concat())
        .unwrap()
        .collect();
    let [members @ .., Row::Broken(problem)] = &rows[..] else {
        panic!("{:?}", rows.last())
    };
    assert_eq!(members.len(), 20_000);
    let said = "it looks like windows-1252 (`Jörg` in line 20002)";
    assert!(problem.message.contains(said), "{problem:?}");
    let utf8 = start.replace("Leeds\n", "Orléans\n");
    let rows: Vec<Row> = open("branch.csv", &[utf8.as_bytes(), behind].concat())
        .unwrap()
        .collect();
    let bad = rows.iter().filter(|row| matches!(row, Row::Bad(_))).count();
    assert_eq!((rows.len(), bad), (20_003, 2));
}

/// Rows that are made while they are read.
struct Endless {
    row: usize,
    ready: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.ready.is_empty() && self.row < ROWS {
            self.row += 1;
            let row = self.row;
            let text = format!(
                "Ana {row},{row} High St,LS1 1AA,Leeds,United Kingdom,a{row}@example.org\n"
            );
            self.ready = text.into_bytes();
        }
        let count = self.ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.ready[..count]);
        self.ready.drain(..count);
        Ok(count)
    }
}

const ROWS: usize = 100_000;

#[test]
fn a_hundred_thousand_members_are_read() {
    let rows = Endless {
        row: 0,
        ready: b"name,address,postcode,city,country,email\n".to_vec(),
    };
    let members = Members::open("union.csv", rows, &ListOptions::default()).unwrap();
    let right = |row: &Row| matches!(row, Row::Member(member) if member.warnings.0.is_empty());
    assert_eq!(members.filter(right).count(), ROWS);
}

/// Names as members and others may have them, those among them that a spreadsheet program would run.
const NAMES: [&str; 10] = [
    "'t Hooft",
    "O'Brien",
    "'Ali",
    "''x",
    "@Ana",
    "-Ana",
    "＠Ana",
    "'-Ana",
    "''+A1+A2",
    "+44 (0)20 Ana",
];

/// Secretaries open rejected.csv in a spreadsheet program: nothing in it runs, and every name is read as it was.
#[test]
fn rejected_rows_run_nothing_and_keep_every_name() {
    let rows = NAMES.join(";ana@\n");
    let formulas = "=cmd|' /C calc'!A0;a@x.example\n@SUM(A1);=HYPERLINK(1)\n";
    let file = format!("name;email\n{rows};ana@\n{formulas}");
    let (written, first) = rejected("branch.csv", file.as_bytes()).unwrap();
    assert_eq!(first.len(), NAMES.len() + 2);
    let written = String::from_utf8(written).unwrap();
    for cell in written.lines().skip(1).flat_map(|line| line.split(';')) {
        let runs = cell.starts_with(['=', '+', '-', '@', '＠']);
        assert!(!runs, "{cell}");
    }
    let (again, second) = rejected("rejected.csv", written.as_bytes()).unwrap();
    let cells = |rows: &[BadRow]| rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
    assert_eq!(cells(&first), cells(&second));
    let lines = |text: &str| text.lines().count();
    assert_eq!(lines(&String::from_utf8(again).unwrap()), lines(&written));
    let corrected = written.replace("ana@;", "ana@example.org;");
    let members = open("rejected.csv", corrected.as_bytes()).unwrap();
    let names: Vec<String> = members
        .filter_map(|row| match row {
            Row::Member(member) => member.sender.name,
            _ => None,
        })
        .collect();
    assert_eq!(names, NAMES);
}

/// A file that people made has names as they wrote them; an apostrophe that perhaps is none of the name is told.
#[test]
fn apostrophes_of_other_files_stay() {
    let file = format!("name\n{}\n", NAMES.join("\n"));
    let members = open("branch.csv", file.as_bytes()).unwrap();
    for (row, name) in members.zip(NAMES) {
        let Row::Member(member) = row else {
            panic!("{row:?}")
        };
        assert_eq!(member.sender.name.as_deref(), Some(name));
        let is_told = ["'-Ana", "''+A1+A2"].contains(&name);
        assert_eq!(
            member.warnings.0.len(),
            usize::from(is_told),
            "{name}: {:?}",
            member.warnings
        );
    }
}
