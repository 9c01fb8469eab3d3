//! Letters for members who came later, and households of whom some did.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;

use crate::program::program;
use crate::runs::{self, said};
use crate::written::{Batch, TWO, files, letters, people};
use protest_letter::digest::Digest;
use protest_letter::disk::Lock;

#[test]
fn additions_are_written_anew_with_the_batch() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    batch.members(&people(3, "Street"));
    batch.good("out", "--combine none --new-only");
    fs::write(batch.path("out/added-1/mine.odt"), "mine").unwrap();
    let (_, said) = batch.run("out", "--combine none --force");
    assert!(said.contains("added-1` were removed"), "{said}");
    let mut anew = files(&batch.path("out"));
    assert_eq!(anew.remove("added-1/mine.odt").as_deref(), Some("mine"));
    assert_eq!(anew, batch.good("fresh", "--combine none"));
    batch.members(&people(4, "Street"));
    let added = batch.good("out", "--combine none --new-only");
    assert!(
        added.contains_key("added-2/manifest.csv"),
        "{:?}",
        added.keys()
    );
}

#[test]
fn no_addition_is_removed_while_another_is_written() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    batch.members(&people(3, "Street"));
    batch.good("out", "--combine none --new-only");
    batch.members(&people(4, "Street"));
    let before = batch.good("out", "--combine none --new-only");
    let mut lock = Lock::take(&batch.path("out/added-2"), None).unwrap();
    lock.open(&batch.path("out/added-2")).unwrap();
    let (code, said) = batch.run("out", "--combine none --force");
    assert!(
        code == Some(2) && said.contains("another run writes into"),
        "{said}"
    );
    assert!(files(&batch.path("out")) == before, "nothing is removed");
    drop(lock);
    batch.good("out", "--combine none --force");
}

#[cfg(unix)]
#[test]
fn what_is_only_called_like_an_addition_is_left_alone() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    batch.good("other", "--combine none");
    fs::write(batch.path("out/added-9"), "mine").unwrap();
    std::os::unix::fs::symlink(batch.path("none"), batch.path("out/added-10")).unwrap();
    batch.members(&people(3, "Street"));
    batch.good("out", "--combine none --new-only");
    assert!(batch.path("out/added-11/manifest.csv").exists());
    let other = files(&batch.path("other"));
    std::os::unix::fs::symlink(batch.path("other"), batch.path("out/added-12")).unwrap();
    let (code, said) = batch.run("out", "--combine none --new-only");
    assert!(code == Some(2) && said.contains("is a link"), "{said}");
    let (code, said) = batch.run("out", "--combine none --force");
    assert!(code == Some(0) && said.contains("added-11` were"), "{said}");
    assert!(
        files(&batch.path("other")) == other,
        "links are not followed"
    );
}

#[test]
fn a_record_that_cannot_be_read_stops_and_is_named() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    batch.members(&people(3, "Street"));
    batch.good("out", "--combine none --new-only");
    let help = ["move the folder `", "move it away"];
    for (record, help) in ["out/added-1/batch.toml", "out/batch.toml"]
        .into_iter()
        .zip(help)
    {
        fs::write(batch.path(record), "").unwrap();
        let before = files(&batch.path("out"));
        let (code, said) = batch.run("out", "--combine none --force");
        assert!(code == Some(2) && said.contains(help), "{said}");
        let told = format!("{record}` is there and is no file of this batch");
        assert!(said.contains(&told), "{said}");
        assert!(files(&batch.path("out")) == before, "nothing is removed");
    }
}

#[test]
fn the_proof_tells_an_addition_that_is_not_finished() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    fs::create_dir(batch.path("out/added-7")).unwrap();
    fs::write(batch.path("out/added-7/mine.odt"), "mine").unwrap();
    batch.members(&(TWO.to_owned() + "Cy,3 Road,Leeds,GB,yes\n"));
    batch.good("out", "--combine none --new-only");
    assert_eq!(batch.verify("out").0, Some(0));
    let file = |name: &str| batch.path("out/added-8").join(name);
    // As it is when the run was stopped, and when somebody took the record away.
    for (name, other) in [
        ("manifest.csv", "manifest.csv.part"),
        ("batch.toml", "mine.toml"),
    ] {
        fs::rename(file(name), file(other)).unwrap();
        let (code, said) = batch.verify("out");
        let told = "added-8` holds an addition that is not finished";
        assert!(code == Some(1) && said.contains(told), "{said}");
        fs::rename(file(other), file(name)).unwrap();
    }
}

#[test]
fn an_addition_that_was_stopped_can_be_written_anew() {
    let batch = Batch::new(TWO);
    let first = batch.good("out", "--combine none");
    batch.members(&(TWO.to_owned() + &people(1000, "Street")));
    batch.kill("out", "--combine none --new-only", "out/added-1");
    batch.members(&(TWO.to_owned() + "Cy,3 Road,Leeds,GB,yes\n"));
    let (code, said) = batch.run("out", "--combine none --new-only");
    assert!(code == Some(2) && said.contains("`--force`"), "{said}");
    assert!(!said.contains("new folder"), "{said}");
    let anew = batch.good("out", "--combine none --new-only --force");
    let added: Vec<&str> = letters(&anew)
        .into_iter()
        .filter(|name| name.starts_with("added"))
        .collect();
    assert_eq!(
        added,
        ["added-1/kazmunaygaz/cy-3.txt", "added-1/president/cy-3.txt"]
    );
    for (name, text) in &first {
        assert_eq!(
            anew.get(name),
            Some(text),
            "{name}: what was finished stays"
        );
    }
}

/// A run that was killed at once, or one that just begins, has a folder with nothing in it. A second folder for
/// the same letters would make two of each.
#[test]
fn an_addition_that_has_nothing_yet_goes_on() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    batch.members(&people(3, "Street"));
    let addition = batch.path("out/added-1");
    fs::create_dir(&addition).unwrap();
    fs::write(addition.join(".protest-letter-Ab12Cd"), "half").unwrap();
    let mut lock = Lock::take(&addition, None).unwrap();
    lock.open(&addition).unwrap();
    let (code, said) = batch.run("out", "--combine none --new-only");
    assert!(
        code == Some(2) && said.contains("another run writes into"),
        "{said}"
    );
    drop(lock);
    let files = batch.good("out", "--combine none --new-only");
    assert!(files.contains_key("added-1/manifest.csv") && !batch.path("out/added-2").exists());
    assert!(!batch.path("out/added-1/.protest-letter-Ab12Cd").exists());
}

#[test]
fn an_addition_has_a_date_of_its_own() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none --date 2026-01-02");
    batch.members(&(TWO.to_owned() + &people(1000, "Street")));
    batch.kill(
        "out",
        "--combine none --new-only --date 2026-03-04",
        "out/added-1",
    );
    let again = |out: &str| {
        let mut command = program();
        command.args([
            "batch",
            "--format",
            "text",
            "--combine",
            "none",
            "--new-only",
        ]);
        command.args(["--target", "president,kazmunaygaz", "--members"]);
        command.arg(batch.path("members.csv"));
        let (code, said) = said(&command.arg("-o").arg(batch.path(out)).output().unwrap());
        assert_eq!(code, Some(0), "{said}");
    };
    let date = |addition: &str| {
        let record = fs::read_to_string(batch.path(addition).join("batch.toml")).unwrap();
        let line = record.lines().find(|line| line.starts_with("date"));
        line.unwrap().to_owned()
    };
    again("out");
    assert_eq!(
        date("out/added-1"),
        "date = \"2026-03-04\"",
        "it was stopped"
    );
    batch.members(&(TWO.to_owned() + &people(1001, "Street")));
    again("out");
    let later = date("out/added-2");
    assert!(
        !later.contains("2026-01-02") && !later.contains("2026-03-04"),
        "{later}"
    );
}

const AT_HOME: &str = "Ana,1 Road,Leeds,GB,yes\nBo,2 Road,Leeds,GB,yes\nCy,1 Road,Leeds,GB,yes\n";

/// Who signs the letters of a text, by the lines of their names.
fn signers(text: &str) -> Vec<&str> {
    let names = ["Ana", "Bo", "Cy", "Di"];
    text.lines().filter(|line| names.contains(line)).collect()
}

/// The letters of an addition and who signs them at the end.
fn added(batch: &Batch, addition: &str) -> Vec<(String, Vec<String>)> {
    let files = files(&batch.path(addition));
    let signed = |name: &str| {
        let text = files[name].split("Leeds").last().unwrap_or_default();
        signers(text).into_iter().map(str::to_owned).collect()
    };
    let names = letters(&files).into_iter();
    names.map(|name| (name.to_owned(), signed(name))).collect()
}

#[test]
fn in_a_household_only_those_sign_who_have_no_letter() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none --household --target president");
    batch.members(AT_HOME);
    let more = "--combine none --household --new-only --target president,kazmunaygaz";
    batch.good("out", more);
    let letter = |name: &str, who: &[&str]| {
        let who = who.iter().map(|name| (*name).to_owned()).collect();
        (name.to_owned(), who)
    };
    let expected = [
        letter("kazmunaygaz/ana-1.txt", &["Ana", "Cy"]),
        letter("kazmunaygaz/bo-2.txt", &["Bo"]),
        letter("president/cy-3.txt", &["Cy"]),
    ];
    assert_eq!(added(&batch, "out/added-1"), expected);
    assert_eq!(batch.verify("out/added-1").0, Some(0));
    let all = files(&batch.path("out"));
    assert_eq!(batch.good("out", more), all, "nothing is new");
    // Together they sign what they signed alone, and nothing twice.
    let alone = more.replace("--household", "");
    assert_eq!(batch.good("out", &alone), all);
}

#[test]
fn print_files_of_households_are_counted_as_they_are_written() {
    for (first, second) in [
        ("", "--household"),
        ("--household", ""),
        ("--household", "--household"),
    ] {
        let batch = Batch::new(TWO);
        batch.good("out", &format!("--combine all {first}"));
        batch.members(&(AT_HOME.to_owned() + "Di,1 Road,Leeds,GB,yes\n"));
        batch.good("out", &format!("--combine all --new-only {second}"));
        let (code, said) = batch.verify("out/added-1");
        assert_eq!(code, Some(0), "{first}, {second}: {said}");
        let text = fs::read_to_string(batch.path("out/added-1/letters.txt")).unwrap();
        let people = text.matches("\nCy\n").count() + text.matches("\nDi\n").count();
        assert!(people >= 4 && !text.contains("\nAna\n"), "{text}");
    }
}

/// Two people whose rows say the same are told: a batch cannot know whether one or both have a letter.
#[test]
fn namesakes_are_told_where_one_has_a_letter() {
    let batch = Batch::new("Ana,1 Road,Leeds,GB,yes\n");
    batch.good("out", "--combine none");
    let twins = "Ana,1 Road,Leeds,GB,yes\nBo,2 Road,Leeds,GB,yes\nANA,1 road,Leeds,GB,yes\n";
    batch.members(twins);
    let (code, said) = batch.run("out", "--combine none --new-only");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        said.matches("line 4 says the same as another row").count(),
        1,
        "{said}"
    );
    let added = letters(&files(&batch.path("out/added-1"))).len();
    assert_eq!(added, 2, "those of Bo");
    batch.members(&twins.replace("ANA,1", "ANA,3"));
    let (_, said) = batch.run("out", "--combine none --new-only");
    assert!(!said.contains("says the same"), "{said}");
    assert_eq!(
        letters(&files(&batch.path("out/added-2"))).len(),
        2,
        "those of the other Ana"
    );
}

#[test]
fn another_column_or_spelling_makes_nobody_new() {
    let batch = Batch::new(TWO);
    let before = batch.good("out", "--combine none");
    let members = "number,name,street,city,country,consent,phone\n\
                   1, ANA ,1  road,Leeds,United Kingdom,yes,\n2,Bo,2 Road,LEEDS,GB,yes,\n";
    fs::write(batch.path("members.csv"), members).unwrap();
    assert_eq!(batch.good("out", "--combine none --new-only"), before);
    // A column that says something makes all of them others: that is told.
    let members = "name,street,city,country,role,consent\n\
                   Ana,1 Road,Leeds,GB,Driver,yes\nBo,2 Road,Leeds,GB,Cook,yes\n";
    fs::write(batch.path("members.csv"), members).unwrap();
    let (_, said) = batch.run("out", "--combine none --new-only --dry-run");
    assert!(
        said.contains("of 2 members who have letters, 0 are in"),
        "{said}"
    );
}

/// Changes the manifest of a batch, and a letter; the digests are those of the letter as it is then.
fn forge(batch: &Batch, manifest: impl Fn(&str) -> String, letter: impl Fn(&str) -> String) {
    let path = batch.path("out/president/ana-1.txt");
    let text = letter(&fs::read_to_string(&path).unwrap());
    fs::write(&path, &text).unwrap();
    let digest = Digest::of(text.as_bytes());
    let path = batch.path("out/manifest.csv");
    let rows = fs::read_to_string(&path).unwrap();
    let rows = rows.lines().map(|row| {
        if !row.starts_with("president/ana-1") {
            return row.to_owned();
        }
        let cells: Vec<&str> = row.split(',').collect();
        let rest = cells[..cells.len() - 2].join(",");
        manifest(&format!("{rest},{digest},{digest}"))
    });
    fs::write(&path, rows.collect::<Vec<_>>().join("\n") + "\n").unwrap();
}

#[test]
fn the_proof_knows_who_signs_with_whom() {
    let batch = Batch::new(AT_HOME);
    let keep = |text: &str| text.to_owned();
    let check = |what: &str, manifest: &dyn Fn(&str) -> String, letter: &dyn Fn(&str) -> String| {
        batch.good("out", "--combine none --household --force");
        forge(&batch, keep, keep);
        assert_eq!(batch.verify("out").0, Some(0));
        forge(&batch, manifest, letter);
        let (code, said) = batch.verify("out");
        assert!(code == Some(1) && said.contains(what), "{what}: {said}");
    };
    let without = |text: &str| text.replace("\nCy\n", "\nEve\n");
    check("does not say `Cy`", &keep, &without);
    let member = |row: &str| row.split(',').nth(7).unwrap().to_owned();
    let zeros = |row: &str| row.replace(&member(row)[..16], &"0".repeat(16));
    check("somebody else than the row", &zeros, &keep);
    let zeros = |row: &str| row.replace(&member(row)[17..], &"0".repeat(16));
    check(
        "somebody whom the members file does not have",
        &zeros,
        &keep,
    );
    let alone = |row: &str| row.replace(&member(row)[16..], "");
    check("members sign 5 times of 6", &alone, &without);
}

#[test]
fn additions_are_verified_with_their_batch() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    let three = TWO.to_owned() + "Cy,3 Road,Leeds,GB,yes\n";
    batch.members(&three);
    batch.good("out", "--combine none --new-only");
    batch.members(&(three + "Di,4 Road,Leeds,GB,yes\n"));
    batch.good("out", "--combine none --new-only");
    let path = |name: &str| batch.path("out").join(name).display().to_string();
    let right = |count: usize, name: &str| {
        let whole = "are whole and those of their members";
        format!(
            "`{}`: {count} letters in {count} files {whole}",
            path(name).trim_end_matches('/')
        )
    };
    let (code, said) = batch.verify("out");
    let told = said.contains(&right(4, "")) && said.contains(&right(2, "added-1"));
    assert!(
        code == Some(0) && told && said.contains(&right(2, "added-2")),
        "{said}"
    );
    let report = |more: &str| -> serde_json::Value {
        let mut command = program();
        command.arg("verify").arg(batch.path("out")).arg("--json");
        let output = command.args(more.split_whitespace()).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let found = report("");
    assert_eq!(
        (&found["letters"], &found["right"]),
        (&8.into(), &true.into())
    );
    assert_eq!(found["additions"][1]["letters"], 2);

    // A letter of the first addition is another, and one of the second is gone.
    let letter = fs::read_dir(batch.path("out/added-1/president"))
        .unwrap()
        .next();
    fs::write(letter.unwrap().unwrap().path(), "mine").unwrap();
    let letter = fs::read_dir(batch.path("out/added-2/president"))
        .unwrap()
        .next();
    fs::remove_file(letter.unwrap().unwrap().path()).unwrap();
    let (code, said) = batch.verify("out");
    assert_eq!(code, Some(1), "{said}");
    for (name, what) in [
        ("added-1", "is not as it was written"),
        ("added-2", "is not there"),
    ] {
        let start = format!("error: `{}`: ", path(name));
        let told = said
            .lines()
            .any(|line| line.starts_with(&start) && line.ends_with(what));
        assert!(told, "{name}: {said}");
        let wrong = format!("`{}`: 1 thing is wrong in ", path(name));
        assert!(said.contains(&wrong), "{said}");
    }
    assert!(said.contains(&right(4, "")), "{said}");
    let found = report("");
    assert_eq!(
        (&found["right"], &found["additions"][0]["right"]),
        (&false.into(), &false.into())
    );
    assert!(found["problems"].as_array().unwrap().len() >= 2);
}

#[test]
fn an_addition_has_its_own_list_of_members() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    let list = "name,street,city,country,consent\nCy,3 Road,Leeds,GB,yes\n";
    fs::write(batch.path("more.csv"), list).unwrap();
    let mut more = program();
    more.args("batch --new-only --combine none --format text --date 2026-11-23".split(' '));
    more.args(["--target", "president,kazmunaygaz", "--members"]);
    more.arg(batch.path("more.csv"))
        .arg("-o")
        .arg(batch.path("out"));
    let (code, said) = runs::run(more);
    assert_eq!(code, Some(0), "{said}");
    // Where the list of the batch is by now is not where that of the addition is.
    fs::rename(batch.path("members.csv"), batch.path("moved.csv")).unwrap();
    let moved = batch.path("moved.csv");
    let verify = |members: &std::path::Path| {
        let mut command = program();
        command
            .arg("verify")
            .arg(batch.path("out"))
            .arg("--members")
            .arg(members);
        runs::run(command)
    };
    let (code, said) = verify(&moved);
    assert!(
        code == Some(0) && said.contains("added-1`: 2 letters"),
        "{said}"
    );
}
