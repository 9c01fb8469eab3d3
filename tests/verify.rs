//! `verify`: whatever is changed in a manifest, whoever has no letter, and every letter made again.
//!
//! The batches are real ones, of each format. Their columns are those of the header, so that a new one is changed too.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::ops::Deref;
use std::process::Command;

use crate::program::program;
use crate::runs::{self, BatchFolder, files};

const HEADER: &str = "name,role,street,city,country,branch,language,email,personal,consent\n";

/// Three of two households in two countries, and one who did not consent.
const MEMBERS: &str = "\
Ana Silva,Rep,1 High Street,Leeds,GB,Branch 1,en,ana@example.org,My own words.,yes
No Body,Rep,9 High Street,Leeds,GB,Branch 1,en,no@example.org,,no
Bo Braun,Rep,2 High Street,Essen,DE,Branch 2,en,bo@example.org,,yes
Di Silva,Rep,1 High Street,Leeds,GB,Branch 2,en,di@example.org,,yes
";

/// What the batches of these tests are asked for: every format, and every way in which letters share files.
const TEXT: [&str; 5] = [
    "--format text",
    "--format text --combine all",
    "--format text,pdf --combine none --household",
    "--channel phone --target embassy-gb,embassy-de",
    "--format text,pdf --signatories",
];
const PAGES: [&str; 4] = [
    "--format pdf --combine branch --duplex",
    "--format pdf,text --combine all --split-pages 2",
    "--format layout --combine none",
    "--format layout,pdf --household",
];
const MAIL: [&str; 4] = [
    "--format eml --combine all",
    "--format eml --maildir --combine branch",
    "--format eml --copies --combine none --copies-to x@example.org",
    "--format eml --copies --attach pdf --copies-to x@example.org",
];
const FAXES: [&str; 3] = [
    "--format fax --fax-coding mmr",
    "--format fax,text --fax-format pdf --per-line 2",
    "--format fax --fax-format layout",
];

/// A batch of them to two targets.
struct Batch(BatchFolder);

impl Deref for Batch {
    type Target = BatchFolder;

    fn deref(&self) -> &BatchFolder {
        &self.0
    }
}

impl Batch {
    fn new() -> Self {
        let batch = BatchFolder::new(&(HEADER.to_owned() + MEMBERS))
            .with(&["--target"], "president,kazmunaygaz")
            .with(&["--date"], "2026-11-23");
        fs::copy("tests/readme/branch.toml", batch.path("branch.toml")).unwrap();
        Self(batch)
    }

    /// Writes a batch into a folder below.
    fn write(&self, out: &str, how: &str) {
        let mut command = self.0.command(out, how);
        if how.contains("--signatories") {
            command.arg("--from").arg(self.path("branch.toml"));
        }
        let (code, said) = runs::run(command);
        assert_eq!(code, Some(0), "{how}: {said}");
    }

    fn command(&self, out: &str, more: &[&str]) -> Command {
        let mut command = program();
        command.arg("verify").arg(self.path(out)).args(more);
        command
    }

    fn verify(&self, out: &str, more: &[&str]) -> (Option<i32>, String) {
        runs::run(self.command(out, more))
    }

    fn right(&self, out: &str, more: &[&str]) -> String {
        let (code, said) = self.verify(out, more);
        assert_eq!(code, Some(0), "{out}: {said}");
        said
    }

    fn manifest(&self, out: &str) -> Table {
        let text = fs::read_to_string(self.path(out).join("manifest.csv")).unwrap();
        let mut rows = text.lines().map(cells);
        let head = rows.next().unwrap();
        Table {
            head,
            rows: rows.collect(),
        }
    }

    fn put(&self, out: &str, table: &Table) {
        let rows = [&table.head].into_iter().chain(&table.rows);
        let text: String = rows.map(|row| line(row)).collect();
        fs::write(self.path(out).join("manifest.csv"), text).unwrap();
    }
}

/// The cells of a line. Quotes stand around whole cells: the names of messages in a Maildir have commas.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains(',') {
            format!("\"{cell}\"")
        } else {
            cell.clone()
        }
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

/// A manifest.
#[derive(Clone)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn column(&self, name: &str) -> usize {
        self.head.iter().position(|column| column == name).unwrap()
    }

    /// The first row of each kind: of each format and channel, and of copies.
    fn kinds(&self) -> Vec<usize> {
        let columns = ["format", "channel", "copy"].map(|name| self.column(name));
        let kind = |row: &Vec<String>| {
            let [format, channel, copy] = columns.map(|column| row[column].clone());
            (format, channel, copy.is_empty())
        };
        let kinds: Vec<_> = self.rows.iter().map(kind).collect();
        let is_first = |n: &usize| !kinds[..*n].contains(&kinds[*n]);
        (0..kinds.len()).filter(is_first).collect()
    }

    /// Another value that a cell could have: that of another row, or one that looks like it.
    fn others(&self, row: usize, column: usize) -> Vec<String> {
        let own = &self.rows[row][column];
        let there = self.rows.iter().map(|row| &row[column]);
        let there = there
            .filter(|other| *other != own && !other.is_empty())
            .take(1);
        let like = match self.head[column].as_str() {
            "number" => "+442079460018".to_owned(),
            "copy" => "eve@example.org".to_owned(),
            "format" => if own == "pdf" { "text" } else { "pdf" }.to_owned(),
            "channel" => if own == "post" { "web" } else { "post" }.to_owned(),
            "country" => if own == "GB" { "FR" } else { "GB" }.to_owned(),
            "language" => if own == "en" { "ru" } else { "en" }.to_owned(),
            _ if own.len() > 15 && own.bytes().all(|c| c.is_ascii_hexdigit()) => {
                let other = if own.starts_with('0') { "1" } else { "0" };
                other.to_owned() + &own[1..]
            }
            _ => own
                .parse()
                .map_or(format!("a{own}"), |n: usize| (n + 1).to_string()),
        };
        there.cloned().chain([like]).take(1).collect()
    }
}

/// Changes every cell of a row of each kind, and sees that it is told of that letter or that line.
fn every_column_is_compared(ways: &[&str]) {
    let batch = Batch::new();
    for (n, how) in ways.iter().enumerate() {
        let out = format!("out{n}");
        batch.write(&out, how);
        batch.right(&out, &[]);
        let whole = batch.manifest(&out);
        for row in whole.kinds() {
            for column in 0..whole.head.len() {
                for other in whole.others(row, column) {
                    let mut changed = whole.clone();
                    other.clone_into(&mut changed.rows[row][column]);
                    batch.put(&out, &changed);
                    let (code, said) = batch.verify(&out, &[]);
                    let name = &whole.head[column];
                    let what = format!("{how}: `{name}` of row {row} as `{other}`: {said}");
                    assert_eq!(
                        code,
                        Some(1)
                            .filter(|_| !said.contains("no row of a manifest"))
                            .or(Some(2)),
                        "{what}"
                    );
                    let mut errors = said.lines().filter(|line| line.starts_with("error"));
                    let is_told = |line: &str| name == "seconds" || !line.contains("faxes");
                    assert!(errors.any(is_told), "{what}");
                }
            }
        }
        batch.put(&out, &whole);
        batch.right(&out, &[]);
    }
}

#[test]
fn every_column_is_compared_in_text() {
    every_column_is_compared(&TEXT);
}

#[test]
fn every_column_is_compared_on_pages() {
    every_column_is_compared(&PAGES);
}

#[test]
fn every_column_is_compared_in_mail() {
    every_column_is_compared(&MAIL);
}

#[test]
fn every_column_is_compared_in_faxes() {
    every_column_is_compared(&FAXES);
}

/// The targets of a member's two letters change places, in each way in which letters share files.
#[test]
fn targets_that_were_swapped_are_told() {
    let batch = Batch::new();
    for (n, how) in TEXT.iter().chain(&MAIL).chain(&FAXES).enumerate() {
        let out = format!("out{n}");
        batch.write(&out, how);
        let mut table = batch.manifest(&out);
        let [row, format, target] = ["row", "format", "target"].map(|name| table.column(name));
        let first = table.rows[0].clone();
        let is_other = |other: &Vec<String>| {
            other[row] == first[row]
                && other[format] == first[format]
                && other[target] != first[target]
        };
        // Members write to embassies of their own.
        let Some(other) = table.rows.iter().position(is_other) else {
            assert!(how.contains("embassy"), "{how}");
            continue;
        };
        table.rows[0][target] = table.rows[other][target].clone();
        table.rows[other][target].clone_from(&first[target]);
        batch.put(&out, &table);
        let (code, said) = batch.verify(&out, &[]);
        assert!(
            code == Some(1) && said.contains("the letter of line"),
            "{how}: {said}"
        );
    }
}

/// Two rows change places: what they say is right, and where they stand is not.
#[test]
fn an_order_that_is_none_is_told() {
    let batch = Batch::new();
    for (n, how) in [
        "--format text --combine none",
        "--format fax --fax-coding mmr",
        "--format text,pdf",
    ]
    .iter()
    .enumerate()
    {
        let out = format!("out{n}");
        batch.write(&out, how);
        let mut table = batch.manifest(&out);
        // Whole files, where files have more than one letter.
        let last = table.rows.len();
        let middle = if how.contains("pdf") { last / 2 } else { 1 };
        table.rows[..middle * 2].rotate_left(middle);
        batch.put(&out, &table);
        let (code, said) = batch.verify(&out, &[]);
        let told = "the order is that of files, targets and members";
        assert!(code == Some(1) && said.contains(told), "{how}: {said}");
    }
}

/// A letter is gone from the folder, the manifest and the count of the record.
#[test]
fn a_letter_that_is_nowhere_is_told() {
    let batch = Batch::new();
    batch.write("out", "--format text --combine none");
    let mut table = batch.manifest("out");
    let gone = table.rows.remove(1);
    fs::remove_file(batch.path("out").join(&gone[0])).unwrap();
    batch.put("out", &table);
    let record = batch.path("out/batch.toml");
    let text = fs::read_to_string(&record).unwrap();
    assert!(text.contains("rows = 6\n"), "{text}");
    fs::write(&record, text.replace("rows = 6\n", "rows = 5\n")).unwrap();
    let (code, said) = batch.verify("out", &[]);
    let told = "no manifest has every letter to `president` of line 4 (`Bo Braun`)";
    assert!(code == Some(1) && said.contains(told), "{said}");
}

#[test]
fn members_who_have_no_letter_are_told() {
    let batch = Batch::new();
    let how = "--format text --household";
    batch.write("out", how);
    let row = |name: &str, consent: &str| {
        format!("{name},,1 High Street,Leeds,GB,Branch 1,en,,,{consent}\n")
    };
    let more = row("Eva New", "yes") + &row("Kim No", "no") + ",,1 Road,Leeds,XX,,,,,yes\n";
    // Whoever stood elsewhere before still has a letter.
    let rows: String = MEMBERS.lines().rev().flat_map(|row| [row, "\n"]).collect();
    fs::write(batch.path("members.csv"), HEADER.to_owned() + &rows + &more).unwrap();
    let said = batch.right("out", &[]);
    for target in ["president", "kazmunaygaz"] {
        let told = format!("have no letter to `{target}`: line 6 (`Eva New`)\n");
        assert!(said.contains(&told), "{said}");
    }
    assert!(
        said.contains("1 row is wrong and has no letter: 7"),
        "{said}"
    );
    assert!(!said.contains("Kim No") && !said.contains("Ana"), "{said}");
    assert_eq!(batch.right("out", &["--quiet"]), "");
    fs::write(
        batch.path("members.csv"),
        HEADER.to_owned() + &rows + &row("Eva New", "yes"),
    )
    .unwrap();
    batch.write("out", &format!("{how} --new-only"));
    let said = batch.right("out", &[]);
    assert!(!said.contains("have no letter"), "{said}");
    assert!(
        batch
            .right("out/added-1", &["--again"])
            .contains("made again")
    );
}

/// Of a member who is in the list no more, whoever stands in that row by now has nothing to say.
#[test]
fn a_letter_of_somebody_who_left_is_told_once() {
    let batch = Batch::new();
    batch.write("out", "--format text");
    let rows = MEMBERS.split_once('\n').unwrap().1;
    fs::write(batch.path("members.csv"), HEADER.to_owned() + rows).unwrap();
    let (code, said) = batch.verify("out", &[]);
    let told = "is of a member whom the members file does not have";
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(said.matches(told).count(), 2, "{said}");
    assert_eq!(said.matches("error").count(), 2, "{said}");
}

/// Who signs a letter of the branch stands in the members file alone.
#[test]
fn a_list_that_changed_is_no_other_sender_file() {
    let batch = Batch::new();
    batch.write("out", "--format text --signatories");
    let more = MEMBERS.to_owned() + "Eva New,,1 Road,Leeds,GB,Branch 1,en,,,yes\n";
    fs::write(batch.path("members.csv"), HEADER.to_owned() + &more).unwrap();
    let (code, said) = batch.verify("out", &["--again"]);
    assert!(
        code == Some(2) && said.contains("(`members.sha256` in"),
        "{said}"
    );
    assert_eq!(said.matches("error").count(), 1, "{said}");
    let (code, said) = batch.verify("out", &[]);
    assert!(
        code == Some(1) && said.contains("is not signed by `Eva New`"),
        "{said}"
    );
    assert!(!said.contains("what the letters were made from"), "{said}");
}

/// Made again, the letters are the same; nothing is written for it anywhere.
#[test]
fn letters_are_made_again() {
    let batch = Batch::new();
    let personal = batch.path("words.txt");
    fs::write(&personal, "Words of\nall,\tby hand.\n").unwrap();
    let more = [
        format!("--format text --personal @{} --reference R-1 --enclosure A --enclosure B", personal.display()),
        "--format text,eml --combine none --letter international --force --target all --all --skip-bad".to_owned(),
        "--format pdf --split-size 1 --profile din-5008-b --lang en".to_owned(),
        "--channel auto --fax-resolution standard --cover no --fax-coding mr --rtc".to_owned(),
    ];
    let more = more.iter().map(String::as_str);
    let all = TEXT
        .into_iter()
        .chain(PAGES)
        .chain(MAIL)
        .chain(FAXES)
        .chain(more);
    for (n, how) in all.enumerate() {
        let out = format!("out{n}");
        if how.contains("--skip-bad") {
            let how = how.replace("--target all --all", "--target government");
            batch.write(&out, &how);
        } else {
            batch.write(&out, how);
        }
        let before = files(batch.folder.path());
        let mut command = batch.command(&out, &["--again"]);
        command.env("TMPDIR", "/there/is/no/such/folder");
        let (code, said) = runs::run(command);
        let told = "made again, every letter is the same, byte by byte";
        assert!(code == Some(0) && said.contains(told), "{how}: {said}");
        assert!(files(batch.folder.path()) == before, "{how}");
        assert_eq!(batch.right(&out, &["--again", "-q"]), "", "{how}");
    }
    for part in 1..=3 {
        batch.write(
            "parts",
            &format!("--format text --combine none --shard {part}/3"),
        );
    }
    assert!(batch.right("parts", &["--again"]).contains("made again"));
}

/// What makes another members file of one.
type Change = fn(&str) -> String;

/// A fault of the program: everything agrees, but the letters are of other words than what they are made from.
#[test]
fn a_fault_of_the_program_is_found() {
    let batch = Batch::new();
    let all = TEXT.into_iter().chain(PAGES).chain(MAIL).chain(FAXES);
    let role: Change = |text| text.replace(",Rep,", ",Member,");
    let own: Change = |text| text.replace("My own words.", "Words of somebody else.");
    let mail: Change = |text| text.replace("ana@", "eve@");
    let faults: [(&str, Change); 3] = [
        ("role", role),
        ("personal paragraph", own),
        ("address", mail),
    ];
    for (n, how) in all.enumerate() {
        let (good, bad) = (format!("good{n}"), format!("bad{n}"));
        batch.write(&good, how);
        // Of what members write themselves, letters of a branch have nothing, nor do several households.
        let fault = if how.contains("eml") { n % 3 } else { n % 2 };
        let (what, change) = if how.contains("--household") {
            faults[0]
        } else {
            faults[fault]
        };
        let members = fs::read_to_string(batch.path("members.csv")).unwrap();
        let other = how.contains("--signatories");
        fs::write(batch.path("members.csv"), change(&members)).unwrap();
        batch.write(
            &bad,
            &if other {
                format!("{how} --reference X")
            } else {
                how.to_owned()
            },
        );
        fs::write(batch.path("members.csv"), &members).unwrap();
        fs::copy(
            batch.path(&good).join("batch.toml"),
            batch.path(&bad).join("batch.toml"),
        )
        .unwrap();
        let (good, mut table) = (batch.manifest(&good), batch.manifest(&bad));
        let [file, member] = ["file", "member"].map(|name| table.column(name));
        for (row, good) in table.rows.iter_mut().zip(&good.rows) {
            row[member].clone_from(&good[member]);
            if row[file] != good[file] {
                let [from, to] = [&row[file], &good[file]].map(|name| batch.path(&bad).join(name));
                fs::rename(&from, &to)
                    .unwrap_or_else(|e| panic!("{how}, {what}: {from:?} {to:?} {e}"));
                row[file].clone_from(&good[file]);
            }
        }
        batch.put(&bad, &table);
        let (code, said) = batch.verify(&bad, &["--again"]);
        let told = "when it is made again";
        assert!(
            code == Some(1) && said.contains(told),
            "{what}, {how}: {said}"
        );
    }
}

#[test]
fn an_input_that_changed_is_named() {
    let batch = Batch::new();
    let campaign = batch.path("campaign");
    let mut command = program();
    command.arg("init").arg(&campaign);
    assert_eq!(runs::run(command).0, Some(0));
    let from = batch.path("branch.toml");
    let how = format!(
        "--format text --personal Words --campaign {} --from {}",
        campaign.display(),
        from.display()
    );
    batch.write("out", &how);
    batch.right("out", &["--again"]);
    for (file, from, to, input) in [
        ("members.csv", "Bo Braun", "Bob Braun", "members.sha256"),
        (
            "branch.toml",
            "organization = \"Example Branch\"\n",
            "# Other words.\norganization = \"Other\"\n",
            "from.organization",
        ),
        ("campaign/targets.toml", "\n", "\n\n", "campaign.sha256"),
        (
            "out/batch.toml",
            "[from]\n",
            "[from]\nrole = \"Chair\"\n",
            "from.role",
        ),
        ("out/batch.toml", "program = \"", "program = \"9", "program"),
    ] {
        let path = batch.path(file);
        let text = fs::read_to_string(&path).unwrap();
        let other = text.replacen(from, to, 1);
        assert_ne!(other, text, "{file}");
        fs::write(&path, other).unwrap();
        let (code, said) = batch.verify("out", &["--again"]);
        let told =
            format!("is not as it was when the letters were written (`{input}` in `batch.toml`)");
        assert!(code == Some(2) && said.contains(&told), "{input}: {said}");
        assert_eq!(said.matches("error").count(), 1, "{said}");
        fs::write(&path, text).unwrap();
    }
    // A record with other words is one of other letters.
    let record = batch.path("out/batch.toml");
    let text = fs::read_to_string(&record).unwrap();
    let other = text.replace("personal = \"Words\"", "personal = \"Other\"");
    assert_ne!(other, text);
    fs::write(&record, other).unwrap();
    let (code, said) = batch.verify("out", &["--again"]);
    let told = "does not say what it does when it is made again";
    assert!(code == Some(1) && said.contains(told), "{said}");
    fs::write(&record, text).unwrap();
    // Without its sender file, a batch is still read, and what is not compared is told.
    fs::rename(&from, batch.path("elsewhere.toml")).unwrap();
    let said = batch.right("out", &[]);
    assert!(said.contains("neither who has no letter nor"), "{said}");
    assert_eq!(batch.verify("out", &["--again"]).0, Some(2));
    let elsewhere = batch.path("elsewhere.toml");
    let named = ["--again", "--from", elsewhere.to_str().unwrap()];
    assert!(batch.right("out", &named).contains("made again"));
}

#[test]
fn a_manifest_without_its_first_line_is_told() {
    let batch = Batch::new();
    batch.write("out", "--format text");
    let mut table = batch.manifest("out");
    assert_eq!(table.head.len(), table.rows[0].len());
    table.head = table.rows.remove(0);
    batch.put("out", &table);
    let (code, said) = batch.verify("out", &[]);
    let told = "manifest.csv` is not the first line of a manifest";
    assert!(code == Some(2) && said.contains(told), "{said}");
}
