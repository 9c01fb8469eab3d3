//! Copies in batches: everybody who gets one gets a message of their own, in whatever file it is.
//!
//! Takes some seconds: runs are stopped at several points.

use std::collections::BTreeMap;
use std::fs;

use super::batch::Batch;
use super::parsed::{Parsed, boxed, by_the_crate};
use super::runs::{Files, files};
use super::{COPIES, TO, campaign_with_copies};

/// The files that messages are in, and how many: five members write to the president with three copies, and to the
/// embassy with two, whose own address the third is.
const WAYS: [(&str, usize); 5] = [
    ("--combine none", 35),
    ("", 2),
    ("--combine branch", 2),
    ("--combine all", 1),
    ("--maildir", 35),
];

fn batch(members: usize) -> (Batch, String) {
    let batch = Batch::new(members);
    let own = batch.path("campaign");
    campaign_with_copies(&own);
    let how = format!("--copies --campaign {} ", own.display());
    (batch, how)
}

fn is_of_letters(name: &str) -> bool {
    [".eml", ".mbox", ".eml:2,D"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// The messages of a batch.
fn messages(batch: &Batch, out: &str) -> Vec<Parsed> {
    let folder = batch.path(out);
    let there = files(&folder);
    let names = there.iter().filter(|(name, _)| is_of_letters(name));
    let messages = names.flat_map(|(name, bytes)| {
        if name.ends_with("mbox") {
            let found = boxed(&folder.join(name)).into_iter();
            return found.map(|one| one.parsed).collect();
        }
        vec![by_the_crate(bytes)]
    });
    messages.collect()
}

/// The cells of the manifest: whom the letter of a row to a target goes to beside the office.
fn copies(batch: &Batch, out: &str) -> BTreeMap<(String, String), Vec<String>> {
    let text = fs::read_to_string(batch.path(out).join("manifest.csv")).unwrap();
    // From the end: names in a Maildir have a comma.
    let cells = |row: &str| row.rsplit(',').map(str::to_owned).collect::<Vec<_>>();
    let mut rows = text.lines().map(cells);
    let header = rows.next().unwrap();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let mut found = BTreeMap::<_, Vec<String>>::new();
    for row in rows {
        let letter = (row[at("target")].clone(), row[at("row")].clone());
        found
            .entry(letter)
            .or_default()
            .push(row[at("copy")].clone());
    }
    found
}

#[test]
fn everybody_who_gets_a_copy_is_written_to() {
    let (batch, copied) = batch(5);
    let addresses =
        |list: &[(String, String)]| list.iter().map(|one| one.1.clone()).collect::<Vec<_>>();
    let mut all = None;
    for (n, (how, count)) in WAYS.iter().enumerate() {
        let out = format!("out{n}");
        let (code, said) = batch.run(&out, &format!("{copied}{how}"));
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains("copies, each a message of its own: 25"),
            "{said}"
        );
        let there = files(&batch.path(&out));
        assert_eq!(
            there.keys().filter(|name| is_of_letters(name)).count(),
            *count,
            "{how}"
        );
        // Of each letter, the office's message and those of the copies say the same to others.
        let mut letters = BTreeMap::<String, Vec<Vec<String>>>::new();
        for message in messages(&batch, &out) {
            assert!(message.cc.is_empty() && message.body.contains("b@x.example"));
            letters
                .entry(message.body.clone())
                .or_default()
                .push(addresses(&message.to));
        }
        assert_eq!(letters.len(), 10, "{how}");
        for to in letters.values_mut() {
            to.sort();
            let office = to
                .iter()
                .position(|to| !COPIES.contains(&&*to[0]) || to.len() > 1);
            let office = to.remove(office.unwrap());
            let others = if office == TO { &COPIES[..2] } else { &COPIES };
            assert_eq!(to.concat(), others, "{how}");
        }
        for ((target, row), to) in copies(&batch, &out) {
            let others = if target == "president" {
                &COPIES[..]
            } else {
                &COPIES[..2]
            };
            assert_eq!(to, [&[""], others].concat(), "{target} {row} {how}");
        }
        let (code, said) = batch.verify(&out);
        assert!(code == Some(0) && said.contains("35 letters in "), "{said}");
        let all = all.get_or_insert_with(|| letters.clone());
        assert!(*all == letters, "{how}");
    }
    let there = files(&batch.path("out0"));
    let name = "president/tsekh-1-zhanar-3-3";
    assert!(there.contains_key(&format!("{name}.eml")));
    for (n, to) in (1..).zip(COPIES) {
        let copy = by_the_crate(&there[&format!("{name}_copy-{n}.eml")]);
        assert_eq!(addresses(&copy.to), [to]);
    }
}

/// The message of a member's copy is the one that `generate` writes.
#[test]
fn a_copy_is_the_one_that_is_written_alone() {
    let (batch, copied) = batch(2);
    let there = batch.good(
        "out",
        &format!("{copied}--combine none --target embassy-gb"),
    );
    let alone = batch.path("alone/").display().to_string();
    let own = batch.path("campaign");
    let output = batch.alone_in(&own, 2, "embassy-gb", &["--copies", "-o", &alone]);
    assert!(output.status.success());
    let alone = files(&batch.path("alone"));
    for copy in ["", "_copy-1", "_copy-2"] {
        let message = &there[&format!("embassy-gb/leeds-zhanar-2-2{copy}.eml")];
        assert!(
            *message == alone[&format!("embassy-gb{copy}.eml")],
            "{copy}"
        );
    }
}

/// Ends the manifest of a finished batch after some rows, as where a run was stopped, and removes the files that it
/// does not have then.
fn stop_after(batch: &Batch, out: &str, rows: usize) {
    let folder = batch.path(out);
    let manifest = folder.join("manifest.csv");
    let text = fs::read_to_string(&manifest).unwrap();
    let left: Vec<&str> = text.lines().take(1 + rows).collect();
    for name in files(&folder)
        .into_keys()
        .filter(|name| is_of_letters(name))
    {
        if !left.iter().any(|row| row.contains(&name)) {
            fs::remove_file(folder.join(name)).unwrap();
        }
    }
    fs::write(folder.join("manifest.csv.part"), left.join("\n") + "\n").unwrap();
    fs::remove_file(manifest).unwrap();
}

#[test]
fn a_batch_that_was_stopped_between_copies_goes_on() {
    let (batch, copied) = batch(5);
    for (n, (how, _)) in WAYS.iter().enumerate() {
        let (out, how) = (format!("out{n}"), format!("{copied}{how}"));
        let whole = batch.good(&out, &how);
        for rows in [0, 1, 4, 7, 20, 34] {
            stop_after(&batch, &out, rows);
            let (code, said) = batch.run(&out, &how);
            assert_eq!(code, Some(0), "{rows} {how}: {said}");
            assert!(files(&batch.path(&out)) == whole, "{rows} {how}");
        }
        assert_eq!(batch.verify(&out).0, Some(0));
    }
}

#[test]
fn shards_and_additions_have_their_copies() {
    let (batch, copied) = batch(5);
    let of_letters = |all: Files| {
        let letters = all.into_iter().filter(|(name, _)| is_of_letters(name));
        letters.collect::<Files>()
    };
    for (n, (how, _)) in WAYS.iter().enumerate() {
        let how = format!("{copied}{how}");
        let whole = of_letters(batch.good(&format!("whole{n}"), &how));
        let parts = format!("parts{n}");
        for part in 1..=3 {
            batch.good(&parts, &format!("{how} --shard {part}/3"));
        }
        assert!(of_letters(files(&batch.path(&parts))) == whole, "{how}");
        let (code, said) = batch.verify(&parts);
        assert_eq!(code, Some(0), "{how}: {said}");
    }
    let new = format!("{copied}--new-only");
    let (code, said) = batch.run("whole1", &new);
    assert!(
        code == Some(0) && said.contains("every letter is there already"),
        "{said}"
    );
    let members = batch.path("members.csv");
    let rows =
        fs::read_to_string(&members).unwrap() + "Bo,1 Road,Leeds,GB,en,bo@x.example,Leeds,,yes\n";
    fs::write(&members, rows).unwrap();
    batch.good("whole1", &new);
    let added = messages(&batch, "whole1/added-1");
    assert_eq!(added.len(), 7);
    assert_eq!(batch.verify("whole1/added-1").0, Some(0));
}

#[test]
fn a_copy_to_somebody_else_is_found() {
    let (batch, copied) = batch(2);
    batch.good("out", &copied);
    let manifest = batch.path("out/manifest.csv");
    let rows = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, rows.replacen("a@x.example", "c@x.example", 1)).unwrap();
    let (code, said) = batch.verify("out");
    let told = "the letter of line 2 to `president` in `president.mbox` does not go to `c@x.example` alone";
    assert!(code == Some(1) && said.contains(told), "{said}");
    // The row of a copy is gone: its message is one too many, and a letter is missing.
    let gone: Vec<&str> = rows
        .lines()
        .filter(|row| !row.contains("b@x.example"))
        .collect();
    fs::write(&manifest, gone.join("\n") + "\n").unwrap();
    let (code, said) = batch.verify("out");
    assert!(
        code == Some(1) && said.contains("holds more than its letters"),
        "{said}"
    );
    assert!(said.contains("the manifest has 10 letters of 14"), "{said}");
}

#[test]
fn copies_need_messages_and_addresses() {
    let batch = Batch::new(1);
    for how in ["--copies --format pdf", "--copies --channel post"] {
        let (code, said) = batch.run("out", how);
        assert!(
            code == Some(2) && said.contains("`--copies` is for messages"),
            "{said}"
        );
    }
    let (code, said) = batch.run("out", "--copies");
    let told = "warning: this campaign has no addresses for copies";
    assert!(code == Some(0) && said.contains(told), "{said}");
    // Whoever is not written to by e-mail gets no copy.
    let (batch, copied) = self::batch(3);
    let how = "--target embassy-de,embassy-fr --channel auto --combine none";
    let there = batch.good("auto", &format!("{copied}{how}"));
    assert_eq!(
        there.keys().filter(|name| name.contains("_copy-")).count(),
        9
    );
    assert_eq!(batch.verify("auto").0, Some(0));
}
