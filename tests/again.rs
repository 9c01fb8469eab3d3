//! Some letters of a batch again: the same ones, byte by byte, whatever words name them, and nothing else.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::program::program;
use crate::runs::{self, BatchFolder, Files};
use crate::written::{Batch, people};
use protest_letter::batch::record::entry::Entry;
use protest_letter::batch::record::manifest;

/// A command on the folder of a batch: its exit code, and what it said.
fn again(batch: &BatchFolder, words: &[&str]) -> (Option<i32>, String) {
    let mut command = program();
    command
        .current_dir(batch.folder.path())
        .arg("batch")
        .args(words);
    runs::run(command)
}

/// The same where nothing is wrong.
fn good(batch: &BatchFolder, words: &[&str]) {
    let (code, said) = again(batch, words);
    assert_eq!(code, Some(0), "{words:?}: {said}");
}

/// What lists say of letters, and the letters.
fn split(files: Files) -> (Files, Files) {
    let is_list = |name: &String| {
        let ending = Path::new(name).extension();
        ending.is_some_and(|ending| ending == "toml" || ending == "csv")
    };
    files.into_iter().partition(|(name, _)| is_list(name))
}

fn entries(batch: &BatchFolder, folder: &str) -> Vec<Entry> {
    let rows = manifest::read(&batch.path(folder).join("manifest.csv")).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The letters in a folder: their targets and rows.
fn letters(batch: &BatchFolder, folder: &str) -> BTreeSet<(String, usize)> {
    let entries = entries(batch, folder).into_iter();
    entries.map(|entry| (entry.target, entry.row)).collect()
}

fn wanted(letters: &[(&str, usize)]) -> BTreeSet<(String, usize)> {
    let owned = letters
        .iter()
        .map(|(target, row)| ((*target).to_owned(), *row));
    owned.collect()
}

/// What a batch wrote that has no problems.
fn bytes(batch: &BatchFolder, out: &str, more: &str) -> Files {
    batch.good(out, more)
}

fn verified(batch: &BatchFolder, folder: &str) {
    for more in [&[][..], &["--again"]] {
        let mut command = program();
        command.arg("verify").arg(batch.path(folder)).args(more);
        let (code, said) = runs::run(command);
        assert_eq!(code, Some(0), "{more:?}: {said}");
    }
}

/// A batch of a few members, without a format where the options have a channel.
fn of_form(form: &str) -> BatchFolder {
    let members = format!("name,street,city,country\n{}", people(9, "Road"));
    let batch = BatchFolder::new(&members.replace(",yes", ""))
        .with(&["--target"], "president,kazmunaygaz")
        .with(&["--date"], "2026-11-23");
    let is_right = form.contains("--format") != form.contains("--channel");
    assert!(is_right, "{form}");
    batch
}

const BOTH: [&str; 2] = ["president", "kazmunaygaz"];

#[test]
fn letters_that_are_files_are_the_same_byte_by_byte() {
    for form in [
        "--format pdf,text --combine none",
        "--format eml --combine none --attach pdf",
        "--format eml --maildir",
        "--format pdf,fax --combine none",
        "--channel auto --combine none --duplex",
    ] {
        let batch = of_form(form);
        let (_, whole) = split(bytes(&batch, "out", form));
        let before = runs::files(&batch.path("out"));
        good(&batch, &["out", "--only", "4,7-8", "-o", "again"]);
        assert_eq!(runs::files(&batch.path("out")), before, "{form}");
        let rows = BOTH.iter().flat_map(|id| [3, 6, 7].map(|row| (*id, row)));
        let rows: Vec<(&str, usize)> = rows.collect();
        assert_eq!(letters(&batch, "again"), wanted(&rows), "{form}");
        let (_, found) = split(runs::files(&batch.path("again")));
        let files: BTreeSet<String> = entries(&batch, "again")
            .into_iter()
            .map(|e| e.file)
            .collect();
        for file in &files {
            assert!(found[file] == whole[file], "{form}: {file}");
        }
        verified(&batch, "again");
    }
}

#[test]
fn in_print_files_pages_and_order_are_the_same() {
    for combine in ["target", "branch", "all"] {
        let batch = Batch::new(&people(9, "Road"));
        bytes(
            &batch,
            "out",
            &format!("--format pdf,text --combine {combine}"),
        );
        good(&batch, &["out", "--only", "8,3", "-o", "again"]);
        let is_meant = |entry: &Entry| [2, 7].contains(&entry.row);
        let said = |entry: Entry| {
            (
                entry.target,
                entry.row,
                entry.format,
                entry.pages,
                entry.letter,
            )
        };
        let then: Vec<_> = entries(&batch, "out")
            .into_iter()
            .filter(is_meant)
            .map(said)
            .collect();
        let now: Vec<_> = entries(&batch, "again").into_iter().map(said).collect();
        assert_eq!(now, then, "{combine}");
        verified(&batch, "again");
    }
    let batch = Batch::new(&people(4, "Road"));
    let whole = &batch.good("out", "")["president.txt"];
    good(
        &batch,
        &["out", "--only", "5,2", "--only", "president", "-o", "again"],
    );
    let found = fs::read_to_string(batch.path("again/president.txt")).unwrap();
    let whole: Vec<&str> = whole.split('\u{c}').collect();
    let found: Vec<&str> = found.split('\u{c}').collect();
    assert_eq!(found, [whole[0], whole[3]]);
}

/// One word for a letter, in every way that a secretary may say it.
#[test]
fn whatever_words_name_a_letter_it_is_the_same() {
    let batch = Batch::new(&people(6, "Road"));
    batch.good("out", "--combine none");
    let all = entries(&batch, "out");
    let meant = all
        .iter()
        .find(|e| e.row == 3 && e.target == "president")
        .unwrap();
    let text = fs::read_to_string(batch.path("out/manifest.csv")).unwrap();
    let row = text
        .lines()
        .find(|line| line.starts_with(&meant.file))
        .unwrap();
    let table = format!("{}\n{row}\n", text.lines().next().unwrap());
    // As spreadsheet programs save them: semicolons, and an identity taken for a number.
    let damaged = table.replace(',', ";").replace(&meant.member, "1,2E+15");
    let list = fs::read_to_string(batch.path("members.csv")).unwrap();
    let list: Vec<&str> = list.lines().collect();
    for (name, text) in [
        ("words.txt", "# one\n4\n".to_owned()),
        ("rows.csv", table),
        ("damaged.csv", damaged),
        ("list.csv", format!("{}\n{}\n", list[0], list[3])),
    ] {
        fs::write(batch.path(name), text).unwrap();
    }
    let file = format!("out/{}", meant.file);
    let only = wanted(&[("president", 3)]);
    for words in [
        &["4,president"][..],
        &["4", "--only", "president"],
        &["line:4,president"],
        &["row:3", "--only", "president"],
        &["4-4,president"],
        &[&meant.member[..5], "--only=president"],
        &[&meant.member, "--only=president"],
        &[&meant.file],
        &[&file],
        &["@words.txt", "--only", "president"],
        &["@rows.csv"],
        &["@damaged.csv"],
        &["@list.csv", "--only=president"],
    ] {
        let command = [&["out", "-o", "again", "--force", "--only"], words].concat();
        good(&batch, &command);
        assert_eq!(letters(&batch, "again"), only, "{words:?}");
    }
    good(
        &batch,
        &["out", "--only", "president", "-o", "again", "--force"],
    );
    assert_eq!(letters(&batch, "again").len(), 6);
}

#[test]
fn wrong_words_are_one_error_that_helps() {
    let batch = Batch::new(&people(6, "Road"));
    batch.good("out", "--combine none");
    let (code, said) = again(
        &batch,
        &["out", "--only", "3,1,9-12,presidnt,row:7,ffff", "-o", "a"],
    );
    assert_eq!(code, Some(2), "{said}");
    for told in [
        "line 1 (the header); lines 9 to 12; `presidnt` (did you mean `president`?); row 7; `ffff`\n",
        "the lines 2 to 7 of the members file (rows 1 to 6)",
    ] {
        assert!(said.contains(told), "{said}");
    }
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
    let (_, said) = again(
        &batch,
        &["out", "--only", "@no.txt", "--only", "president", "-o", "a"],
    );
    assert!(said.contains("`no.txt`"), "{said}");
    fs::write(batch.path("words.txt"), "3\n").unwrap();
    let (_, said) = again(&batch, &["out", "--only", "words.txt", "-o", "a"]);
    assert!(said.contains("`@words.txt`"), "{said}");
    let (_, said) = again(&batch, &["out", "--only", ",", "-o", "a"]);
    assert!(said.contains("names no letter"), "{said}");
    assert!(!batch.path("a").exists(), "nothing is written");
    let (code, said) = again(&batch, &["out", "--only", "3", "-o", "out/president/more"]);
    assert!(
        code == Some(2) && said.contains("in the folder of the batch"),
        "{said}"
    );
    let (code, said) = batch.run("out", "--only 3");
    assert!(
        code == Some(2) && said.contains("--only 3 -o again"),
        "{said}"
    );
}

/// A letter to a target that not everybody writes to, and a start that two members share.
#[test]
fn words_that_go_together_name_a_letter_each() {
    let rows = people(40, "Road") + "Zoe,1 Rue,Paris,FR,yes\n";
    let batch = Batch::new(&rows);
    batch.good("out", "--combine none --target president,embassy");
    let (code, said) = again(&batch, &["out", "--only", "42,3,embassy-gb", "-o", "a"]);
    assert!(code == Some(2) && said.contains("line 42"), "{said}");
    assert!(!said.contains("line 3"), "{said}");
    good(
        &batch,
        &["out", "--only", "42,3,embassy-gb,embassy-fr", "-o", "a"],
    );
    assert_eq!(
        letters(&batch, "a"),
        wanted(&[("embassy-fr", 41), ("embassy-gb", 2)])
    );
}

/// The list has grown, or was sorted, since the letters were written.
#[test]
fn the_same_letters_are_made_from_a_list_that_changed() {
    let batch = Batch::new(&people(5, "Road"));
    let (_, whole) = split(bytes(&batch, "out", "--combine none"));
    batch.members(&(people(5, "Road") + "Zoe,1 Street,Leeds,GB,yes\n"));
    good(&batch, &["out", "--only", "3", "-o", "grown"]);
    let (_, grown) = split(runs::files(&batch.path("grown")));
    assert!(grown.iter().all(|(name, bytes)| whole[name] == *bytes) && grown.len() == 2);
    verified(&batch, "grown");
    batch.members(&("Zoe,1 Street,Leeds,GB,yes\n".to_owned() + &people(5, "Road")));
    let (code, said) = again(&batch, &["out", "--only", "3", "-o", "sorted"]);
    assert!(
        code == Some(2) && said.contains("is of line 4 now"),
        "{said}"
    );
    let all = entries(&batch, "out");
    let member = &all.iter().find(|entry| entry.row == 2).unwrap().member;
    good(&batch, &["out", "--only", member, "-o", "sorted"]);
    let moved = fs::read(batch.path("sorted/president/ana-2-3.txt")).unwrap();
    assert_eq!(moved, whole["president/ana-2-2.txt"]);
    batch.members(&people(5, "Street"));
    let (code, said) = again(&batch, &["out", "--only", member, "-o", "gone"]);
    assert!(
        code == Some(2) && said.contains("as then: line 3 to"),
        "{said}"
    );
}

/// The members of a household who signed together do so again, and nobody else does.
#[test]
fn a_letter_of_several_is_signed_by_the_same() {
    let rows = "Ana,1 Road,Leeds,GB,yes\nBo,2 Road,Leeds,GB,yes\nCy,1 Road,Leeds,GB,yes\n";
    let batch = Batch::new(rows);
    let (_, whole) = split(bytes(&batch, "out", "--combine none --household"));
    // The third row is that of the second who signs the first letter.
    good(&batch, &["out", "--only", "4,president", "-o", "again"]);
    let (_, found) = split(runs::files(&batch.path("again")));
    let names: Vec<&String> = found.keys().collect();
    assert_eq!(names, ["president/ana-1.txt"]);
    assert_eq!(found["president/ana-1.txt"], whole["president/ana-1.txt"]);
    verified(&batch, "again");
    // Who came later signs alone, though at the same address.
    batch.members(&(rows.to_owned() + "Di,1 Road,Leeds,GB,yes\n"));
    let (_, whole) = split(bytes(
        &batch,
        "out",
        "--combine none --household --new-only",
    ));
    let (code, said) = again(&batch, &["out", "--only", "5", "-o", "later"]);
    assert!(code == Some(2) && said.contains("out/added-1`"), "{said}");
    good(
        &batch,
        &["out/added-1", "--only", "president", "-o", "later"],
    );
    let (_, found) = split(runs::files(&batch.path("later")));
    let names: Vec<&String> = found.keys().collect();
    assert_eq!(names, ["president/di-4.txt"]);
    assert_eq!(
        found["president/di-4.txt"],
        whole["added-1/president/di-4.txt"]
    );
    verified(&batch, "later");
}

/// Two of a household that had no room on one letter: those two would have.
#[test]
fn who_signed_alone_does_so_again() {
    let branch = "United Workers ".repeat(40);
    let row = |name: &str, own: &str| format!("{name},{own},1 Road,Leeds,US,{branch}\n");
    let rows = row("Ana", "Local 1") + &row("Bo", "Local 2") + &row("Cy", "Local 1");
    let header = "name,organization,address,city,country,branch\n";
    let batch = BatchFolder::new(&format!("{header}{rows}"))
        .with(&["--target"], "president")
        .with(&["--date"], "2026-11-23");
    let (_, whole) = split(bytes(&batch, "out", "--household --combine none"));
    assert_eq!(whole.len(), 3);
    good(&batch, &["out", "--only", "2,4", "-o", "again"]);
    let (_, found) = split(runs::files(&batch.path("again")));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(name, bytes)| whole[name] == *bytes));
    verified(&batch, "again");
}

#[test]
fn the_letter_of_a_branch_is_made_again_with_all_names() {
    let batch = Batch::new(&people(5, "Road"));
    let from = "organization = \"Branch 1\"\naddress = [\"1 Road\", \"Leeds\"]\ncountry = \"GB\"\n";
    fs::write(batch.path("branch.toml"), from).unwrap();
    let from = batch.path("branch.toml").display().to_string();
    let more = format!("--combine none --signatories --from {from}");
    let (_, whole) = split(bytes(&batch, "out", &more));
    good(&batch, &["out", "--only", "kazmunaygaz", "-o", "again"]);
    let (_, found) = split(runs::files(&batch.path("again")));
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|(name, bytes)| whole[name] == *bytes));
    verified(&batch, "again");
    let (code, said) = again(&batch, &["out", "--only", "3", "-o", "other"]);
    assert!(code == Some(2) && said.contains("line 3"), "{said}");
}

/// Of two rows that say the same, the one that is meant.
#[test]
fn rows_that_say_the_same_are_told_apart() {
    let batch =
        Batch::new("Ana,1 Road,Leeds,GB,yes\nBo,2 Road,Leeds,GB,yes\nAna,1 Road,Leeds,GB,yes\n");
    batch.good("out", "--combine none");
    good(&batch, &["out", "--only", "4,president", "-o", "again"]);
    assert_eq!(letters(&batch, "again"), wanted(&[("president", 3)]));
    verified(&batch, "again");
}

#[test]
fn letters_again_go_on_after_a_stop_and_can_be_removed() {
    let batch = Batch::new(&people(60, "Road"));
    batch.good("out", "--combine none");
    let before = runs::files(&batch.path("out"));
    let mut command = program();
    command.current_dir(batch.folder.path());
    command.args(["batch", "out", "--only", "2-50", "-o", "again"]);
    runs::kill(command, "record:20");
    good(&batch, &["out", "--only", "2-50", "-o", "again"]);
    good(&batch, &["out", "--only", "2-50", "-o", "fresh"]);
    assert_eq!(
        runs::files(&batch.path("again")),
        runs::files(&batch.path("fresh"))
    );
    let (code, said) = again(&batch, &["out", "--only", "2-9", "-o", "again"]);
    assert!(
        code == Some(2) && said.contains("`--only president` was `1-49`, now `1-8`"),
        "{said}"
    );
    good(&batch, &["--purge", "again"]);
    assert!(!batch.path("again").exists());
    assert_eq!(runs::files(&batch.path("out")), before);
}

#[test]
fn what_the_letters_were_made_from_has_to_be_as_it_was() {
    let batch = Batch::new(&people(3, "Road"));
    let from = batch.path("branch.toml").display().to_string();
    fs::write(&from, "organization = \"Branch 1\"\n").unwrap();
    batch.good("out", &format!("--combine none --from {from}"));
    fs::write(&from, "organization = \"Branch 2\"\n").unwrap();
    let (code, said) = again(&batch, &["out", "--only", "3", "-o", "again"]);
    assert!(
        code == Some(2) && said.contains("would not be the same"),
        "{said}"
    );
    batch.good("faxes", "--format fax --per-line 2");
    let (code, said) = again(&batch, &["faxes", "--only", "3", "-o", "again"]);
    assert!(code == Some(2) && said.contains("`--per-line 2`"), "{said}");
    assert!(!batch.path("again").exists());
}

/// Labels of the letters that are printed again, and one label for an office.
#[test]
fn labels_are_those_of_the_same_letters() {
    let batch = Batch::new(&people(9, "Road"));
    bytes(&batch, "out", "--format pdf");
    good(&batch, &["out", "--only", "3,5", "-o", "again"]);
    let labels = |folder: &str, more: &[&str], file: &str| {
        let mut command = program();
        command.arg("labels").arg(batch.path(folder)).args(more);
        command.arg("-o").arg(batch.path(file));
        let (code, said) = runs::run(command);
        assert_eq!(code, Some(0), "{said}");
        (fs::read(batch.path(file)).unwrap(), said)
    };
    let (some, said) = labels("out", &["--only", "3,5"], "some.pdf");
    assert!(said.contains("wrote 4 labels"), "{said}");
    assert_eq!(some, labels("again", &[], "again.pdf").0);
    let (_, said) = labels("out", &["--parcel", "--only", "president"], "one.pdf");
    assert!(said.contains("wrote 1 label on 1 sheet"), "{said}");
    let mut command = program();
    command
        .arg("labels")
        .arg(batch.path("out"))
        .args(["--only", "99"]);
    command.arg("-o").arg(batch.path("none.pdf"));
    let (code, said) = runs::run(command);
    assert!(code == Some(2) && said.contains("line 99"), "{said}");
}

/// The list of the members has grown: what the same command says first.
#[test]
fn a_list_that_grew_is_added_to() {
    let batch = Batch::new(&people(3, "Road"));
    batch.good("out", "");
    batch.members(&people(4, "Road"));
    let help = |more: &str| -> Vec<String> {
        let (code, said) = batch.run("out", more);
        assert_eq!(code, Some(2), "{said}");
        let lines = said.lines().skip_while(|line| !line.starts_with("error: "));
        lines.skip(1).map(str::to_owned).collect()
    };
    let grown = help("");
    assert!(
        grown[0].contains("--new-only") && grown[1].contains("--force"),
        "{grown:?}"
    );
    // Nothing can be added with other options, nor to a batch that has not ended.
    assert!(!help("--reference A")[0].contains("--new-only"));
    let list = batch.path("out/manifest.csv");
    fs::rename(&list, batch.path("out/manifest.csv.part")).unwrap();
    assert!(!help("")[0].contains("--new-only"));
    fs::rename(batch.path("out/manifest.csv.part"), &list).unwrap();
    let added: BTreeMap<String, String> = batch.good("out", "--new-only");
    assert!(added.contains_key("added-1/president.txt"));
}
