//! Runs of batches of mail: stopped, divided, with more cores, changed afterwards.
//!
//! Takes some seconds: runs are killed at several points.

use std::fs;

use protest_letter::digest::Digest;

use super::batch::Batch;
use super::runs::{self, Files, files};

const WAYS: [&str; 4] = [
    "--combine none",
    "--combine branch",
    "--maildir",
    "--format eml,text --combine none",
];

fn letters(all: &Files) -> Files {
    let is_letter = |name: &String| {
        !name.contains(".protest-letter-")
            && !name.ends_with('/')
            && !name.starts_with("manifest")
            && name != "batch.toml"
    };
    let letters = all.iter().filter(|(name, _)| is_letter(name));
    letters
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect()
}

#[test]
fn jobs_and_shards_change_nothing() {
    let batch = Batch::new(12);
    for (n, how) in WAYS.iter().enumerate() {
        let whole = batch.good(&format!("one{n}"), &format!("{how} --jobs 1"));
        let many = batch.good(&format!("many{n}"), &format!("{how} --jobs 5"));
        assert!(whole == many, "{how}");
        for part in 1..=3 {
            batch.good(&format!("parts{n}"), &format!("{how} --shard {part}/3"));
        }
        let parts = files(&batch.path(&format!("parts{n}")));
        assert!(letters(&parts) == letters(&whole), "{how}");
        assert_eq!(batch.verify(&format!("parts{n}")).0, Some(0), "{how}");
    }
}

/// Whatever a run was stopped in, the next one makes the same of it.
#[test]
fn a_batch_that_was_killed_goes_on() {
    let batch = Batch::new(60);
    for (n, how) in [
        "--combine none",
        "--maildir",
        "--combine target --split-size 1",
    ]
    .iter()
    .enumerate()
    {
        let how = format!("{how} --attach pdf");
        let whole = batch.good(&format!("whole{n}"), &how);
        let out = format!("killed{n}");
        for steps in 1..=3 {
            let point = if n == 2 { "letter" } else { "record" };
            runs::kill(
                batch.command(&out, &how),
                &format!("{point}:{}", steps * 25),
            );
            let left = files(&batch.path(&out));
            assert!(!left.contains_key("manifest.csv"));
            for (name, bytes) in letters(&left) {
                assert!(whole.get(&name) == Some(&bytes), "half a file: {name}");
            }
        }
        let (code, said) = batch.run(&out, &how);
        // Of mailboxes, only those that are whole are kept.
        let is_kept = n == 2 || said.contains("of them from an earlier run");
        assert!(code == Some(0) && is_kept, "{said}");
        assert!(files(&batch.path(&out)) == whole, "{how}");
        assert_eq!(batch.verify(&out).0, Some(0));
    }
}

/// Changes a file, and the manifest so that it fits.
pub fn change(batch: &Batch, out: &str, file: &str, from: &str, to: &str) {
    let path = batch.path(out).join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    fs::write(&path, &changed).unwrap();
    let manifest = batch.path(out).join("manifest.csv");
    let [old, new] = [&text, &changed].map(|text| Digest::of(text.as_bytes()).to_string());
    let rows = fs::read_to_string(&manifest).unwrap();
    assert!(rows.contains(&old));
    fs::write(&manifest, rows.replace(&old, &new)).unwrap();
}

#[test]
fn verify_finds_what_is_changed_or_swapped() {
    let batch = Batch::new(6);
    let there = batch.good("out", "");
    assert_eq!(batch.verify("out").0, Some(0));
    let said = |out: &str| batch.verify(out).1;
    let fresh = |out: &str| drop(batch.good(out, ""));
    fresh("word");
    change(&batch, "word", "president.mbox", "1 Road", "9 Road");
    assert!(
        said("word")
            .contains("the letter of line 2 to `president` in `president.mbox` is not the one")
    );
    fresh("from");
    change(
        &batch,
        "from",
        "president.mbox",
        "<zhanar1@example.org>",
        "<eve@example.org>",
    );
    assert!(
        said("from").contains("does not come from the address that the row has"),
        "{}",
        said("from")
    );
    // Two whole messages in each other's place.
    fresh("swapped");
    let text = String::from_utf8(there["president.mbox"].clone()).unwrap();
    let all: Vec<&str> = text.split("\n\nFrom ").collect();
    assert_eq!(all.len(), 6);
    let (first, second) = (all[0].strip_prefix("From ").unwrap(), all[1]);
    let pair = format!("{first}\n\nFrom {second}");
    change(
        &batch,
        "swapped",
        "president.mbox",
        &pair,
        &format!("{second}\n\nFrom {first}"),
    );
    let found = said("swapped");
    assert!(
        found.contains("line 2") && found.contains("line 3"),
        "{found}"
    );
    fresh("more");
    let last = format!("\n\nFrom {second}");
    change(
        &batch,
        "more",
        "president.mbox",
        &last,
        &format!("{last}{last}"),
    );
    assert!(
        said("more").contains("holds more than its letters: 1 pages or messages"),
        "{}",
        said("more")
    );
    fresh("file");
    fs::write(batch.path("file/president.mbox"), "").unwrap();
    assert!(said("file").contains("is not as it was written"));
    // A draft that somebody sent, and a message that is of no batch.
    let drafts = batch.good("maildir", "--maildir");
    let draft = drafts
        .keys()
        .find(|name| name.starts_with("president/cur/"))
        .unwrap();
    let moved = batch.path("maildir").join(draft.replace(".eml", "x.eml"));
    fs::copy(batch.path("maildir").join(draft), moved).unwrap();
    assert!(
        said("maildir").contains("x.eml:2,D` is there, and no manifest has it"),
        "{}",
        said("maildir")
    );
    fs::remove_file(batch.path("maildir").join(draft)).unwrap();
    assert!(said("maildir").contains("is not there"));
}

/// What a batch wrote goes when it is written anew, its Maildirs too.
#[test]
fn force_leaves_nothing_of_the_batch_before() {
    let batch = Batch::new(3);
    let there = batch.good("out", "--maildir --combine branch");
    assert!(there.contains_key("leeds/tmp/") && there.contains_key("leeds/new/"));
    let left = batch.good("out", "--combine all --force");
    let left: Vec<&str> = left.keys().map(String::as_str).collect();
    assert_eq!(left, ["batch.toml", "letters.mbox", "manifest.csv"]);
}

/// Whoever has a message gets no second one.
#[test]
fn an_addition_has_only_new_messages() {
    let batch = Batch::new(4);
    batch.good("out", "");
    let members = batch.path("members.csv");
    let rows =
        fs::read_to_string(&members).unwrap() + "Bo,1 Road,Leeds,GB,en,bo@example.org,Leeds,,yes\n";
    fs::write(&members, rows).unwrap();
    let (code, said) = batch.run("out", "--new-only");
    assert!(
        code == Some(0) && said.contains("wrote 2 letters"),
        "{said}"
    );
    let added = files(&batch.path("out/added-1"));
    assert!(added.contains_key("president.mbox"));
}
