//! Batches of mail as others read them: every message is that of its member, whatever file it is in.
//!
//! Takes some seconds: Python reads every mailbox, and each letter is written alone as well.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::Output;

use super::campaign;
use super::injection::corpus;
use super::outside::Program;
use super::parsed::{Parsed, boxed, by_the_crate};
use super::program::program;
use super::runs::{BatchFolder, files};

pub const DATE: &str = "2026-11-23";
const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];
const TARGETS: [&str; 2] = ["president", "embassy-gb"];

/// A batch of messages to two targets.
pub struct Batch(BatchFolder);

impl Deref for Batch {
    type Target = BatchFolder;

    fn deref(&self) -> &BatchFolder {
        &self.0
    }
}

/// The words of a member that programs on the way take for something else.
fn own(n: usize) -> &'static str {
    [
        "",
        "From here on",
        ">From here on",
        ".",
        ">>From a",
        "Bcc: victim@evil.example",
    ][n % 6]
}

impl Batch {
    /// Members of two branches, who write in all languages; every fourth has no e-mail address.
    pub fn new(count: usize) -> Self {
        let mut rows =
            "name,address,city,country,language,email,branch,personal,consent\n".to_owned();
        for n in 1..=count {
            let (lang, email, own) = (LANGUAGES[n % 3], email(n), own(n));
            let branch = if n.is_multiple_of(2) {
                "Leeds"
            } else {
                "Цех 1"
            };
            writeln!(
                rows,
                "Жанар {n},{n} Road,Leeds,GB,{lang},{email},{branch},{own},yes"
            )
            .unwrap();
        }
        let campaign = campaign().display().to_string();
        let batch = BatchFolder::new(&rows)
            .with(&["--campaign"], &campaign)
            .with(&["--target"], "president,embassy-gb")
            .with(&["--date"], DATE)
            .with(&["--format", "--channel"], "eml");
        Self(batch)
    }

    /// The message of a member that `generate` writes.
    fn alone(&self, n: usize, target: &str) -> Vec<u8> {
        let output = self.alone_in(campaign(), n, target, &[]);
        assert!(output.status.success());
        output.stdout
    }

    /// The same of a campaign, with more options.
    pub fn alone_in(&self, campaign: &Path, n: usize, target: &str, more: &[&str]) -> Output {
        let mut sender = format!(
            "name = \"Жанар {n}\"\naddress = [\"{n} Road\", \"Leeds\"]\ncountry = \"GB\"\n\
             language = \"{}\"\norganization = \"{}\"\n",
            LANGUAGES[n % 3],
            if n.is_multiple_of(2) {
                "Leeds"
            } else {
                "Цех 1"
            }
        );
        if !email(n).is_empty() {
            writeln!(sender, "email = \"{}\"", email(n)).unwrap();
        }
        let path = self.path("sender.toml");
        fs::write(&path, sender).unwrap();
        let mut command = program();
        command.args([
            "generate", "--target", target, "--date", DATE, "--format", "eml",
        ]);
        command
            .arg("--campaign")
            .arg(campaign)
            .arg("--from")
            .arg(path);
        if !own(n).is_empty() {
            command.args(["--personal", own(n)]);
        }
        command.args(more).output().unwrap()
    }
}

fn email(n: usize) -> String {
    if n.is_multiple_of(4) {
        String::new()
    } else {
        format!("zhanar{n}@example.org")
    }
}

pub fn is_message(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "eml")
}

fn with_lf(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8(bytes.to_vec())
        .unwrap()
        .replace("\r\n", "\n")
        .into_bytes()
}

/// The messages of a batch of a letter each, by target and row.
type All = BTreeMap<(&'static str, usize), Vec<u8>>;

const ROWS: [usize; 7] = [1, 2, 3, 4, 5, 6, 7];

/// Where the letter of a row is, without an ending.
fn name(target: &str, n: usize) -> String {
    let branch = if n.is_multiple_of(2) {
        "leeds"
    } else {
        "tsekh-1"
    };
    format!("{target}/{branch}-zhanar-{n}-{n}")
}

#[test]
fn every_message_is_the_one_that_is_written_alone() {
    let batch = Batch::new(ROWS.len());
    let there = batch.good("none", "--combine none");
    let with_page = batch.good("page", "--combine none --attach pdf");
    let pages = batch.good("pdf", "--combine none --format pdf");
    let (mut all, mut attached) = (All::new(), All::new());
    for target in TARGETS {
        for n in ROWS {
            let name = name(target, n);
            let message = &there[&format!("{name}.eml")];
            assert!(*message == batch.alone(n, target), "{name}");
            let mut page = by_the_crate(&with_page[&format!("{name}.eml")]);
            let bytes = pages[&format!("{name}.pdf")].clone();
            let expected = (format!("{target}.pdf"), "application/pdf".to_owned(), bytes);
            assert!(page.attachments == [expected], "{name}");
            page.attachments.clear();
            assert_eq!(page, by_the_crate(message).headed_as(&page));
            all.insert((target, n), with_lf(message));
            attached.insert((target, n), with_lf(&with_page[&format!("{name}.eml")]));
        }
    }
    every_box_holds_its_messages(&batch, "", &all);
    every_box_holds_its_messages(&batch, "--attach pdf", &attached);
}

fn every_box_holds_its_messages(batch: &Batch, how: &str, all: &All) {
    let (even, odd) = ([2, 4, 6], [1, 3, 5, 7]);
    let expected = |rows: &[usize], targets: &[&'static str]| -> Vec<Vec<u8>> {
        let letters = targets
            .iter()
            .flat_map(|target| rows.iter().map(|n| (*target, *n)));
        letters.map(|letter| all[&letter].clone()).collect()
    };
    let [president, embassy] = [&TARGETS[..1], &TARGETS[1..]];
    for (combine, boxes) in [
        (
            "target",
            &[
                ("president", &ROWS[..], president),
                ("embassy-gb", &ROWS, embassy),
            ][..],
        ),
        (
            "branch",
            &[("leeds", &even, &TARGETS), ("tsekh-1", &odd, &TARGETS)],
        ),
        ("all", &[("letters", &ROWS, &TARGETS)]),
    ] {
        for (option, ending, flags) in [("", ".mbox", ""), ("--maildir", "", "D")] {
            let out = format!("{combine}{option}{how}").replace(' ', "");
            batch.good(&out, &format!("--combine {combine} {option} {how}"));
            for (name, rows, targets) in boxes {
                let found = boxed(&batch.path(&out).join(format!("{name}{ending}")));
                let mut expected = expected(rows, targets);
                let mut bytes: Vec<_> = found.iter().map(|one| one.bytes.clone()).collect();
                if !option.is_empty() {
                    // A Maildir has no order.
                    bytes.sort();
                    expected.sort();
                }
                assert!(bytes == expected, "{out} {name}");
                for one in &found {
                    assert_eq!(one.flags, flags);
                    assert_eq!(one.parsed, by_the_crate(&one.bytes));
                }
            }
            let (code, said) = batch.verify(&out);
            assert!(
                code == Some(0) && said.starts_with("14 letters in "),
                "{said}"
            );
        }
    }
}

/// A cell of a CSV file, whatever is in it.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A row that holds what would add a header or a recipient is told, or adds none.
#[test]
fn no_cell_adds_a_header_or_a_recipient() {
    let names = [
        "name",
        "organization",
        "role",
        "branch",
        "personal",
        "address",
        "phone",
        "email",
    ];
    let batch = Batch::new(0);
    for (n, column) in names.iter().enumerate() {
        let mut rows =
            "name,organization,role,branch,personal,address,phone,email,city,consent\n".to_owned();
        for text in corpus() {
            let mut cells = ["Ana", "", "", "", "", "1 Road", "", "ana@example.org"].map(cell);
            cells[n] = cell(&text);
            writeln!(rows, "{},Leeds,yes", cells.join(",")).unwrap();
        }
        fs::write(batch.path("members.csv"), rows).unwrap();
        let how = "--target embassy-gb --lang en --skip-bad --combine none";
        let (code, said) = batch.run(column, how);
        assert!(matches!(code, Some(0..=2)), "{column}: {said}");
        let there = files(&batch.path(column));
        let messages: Vec<_> = there.iter().filter(|(name, _)| is_message(name)).collect();
        let wrong = said.matches("\nerror").count();
        assert!(
            ["email", "phone"].contains(column) || messages.len() >= 5,
            "{column}: {said}"
        );
        assert!(
            wrong > 0 || messages.len() == corpus().len(),
            "{column}: {said}"
        );
        for (name, bytes) in messages {
            let Parsed {
                from,
                to,
                cc,
                headers,
                ..
            } = by_the_crate(bytes);
            let from: Vec<_> = from.iter().map(|(_, address)| address.as_str()).collect();
            let to: Vec<_> = to.iter().map(|(_, address)| address.as_str()).collect();
            assert_eq!(
                (from, to, cc.len()),
                (vec!["ana@example.org"], super::TO.to_vec(), 0),
                "{column} {name}"
            );
            assert_eq!(headers, super::HEADERS, "{column} {name}");
        }
        if *column == "name" {
            let (code, said) = batch.run("box", "--target embassy-gb --lang en --skip-bad");
            assert_eq!(code, Some(1), "{said}");
            let found = boxed(&batch.path("box/embassy-gb.mbox"));
            assert_eq!(
                found.len(),
                there.keys().filter(|name| is_message(name)).count()
            );
            for message in found {
                assert_eq!(message.parsed, by_the_crate(&message.bytes));
            }
        }
    }
}

/// Mutt opens what a batch wrote and shows every message in full; it needs a terminal. Without a folder for mail it
/// would ask for one, before it takes a key.
#[test]
fn mutt_reads_mailboxes_and_maildirs() {
    let batch = Batch::new(6);
    for (option, name) in [("", "letters.mbox"), ("--maildir", "letters")] {
        batch.good(name, &format!("--combine all {option}"));
        let (path, shown) = (
            batch.path(name).join(name),
            batch.path(&format!("{name}.txt")),
        );
        let keys = format!(
            "<tag-pattern>~A<enter><tag-prefix-cond><pipe-message>cat >> {}<enter><exit>",
            shown.display()
        );
        let settings =
            "set folder=. pipe_decode=yes pipe_split=yes wait_key=no charset=utf-8 mbox_type=mbox";
        let mutt = format!(
            "mutt -n -F /dev/null -R -f {} -e '{settings}; push \"{keys}\"'",
            path.display()
        );
        let script = Program::new("script").args(["-qec", &mutt, "/dev/null"]);
        script.keyboard().printed();
        let shown = fs::read_to_string(shown).unwrap();
        assert_eq!(shown.matches("\nSubject: ").count(), 12, "{shown}");
        for message in boxed(&path) {
            let lines = message.parsed.body.lines().map(str::trim_end);
            for line in lines {
                assert!(shown.lines().any(|read| read.trim_end() == line), "{line}");
            }
        }
    }
}
