//! Maildirs that a mail program opened: it renames messages, and they stay those of their members.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::batch::Batch;
use super::runs::files;

/// What mail programs make of the name of a draft: flags more or less, in `cur` or back in `new`.
const RENAMED: [&str; 6] = [
    "cur/X:2,DS",
    "cur/X:2,",
    "cur/X:2,DFRST",
    "cur/X",
    "new/X",
    "new/X:2,D",
];

/// The names of the drafts to the president, without flags.
fn drafts(batch: &Batch, out: &str) -> Vec<String> {
    let there = files(&batch.path(out));
    let drafts = there.keys().filter_map(|name| {
        let name = name.strip_prefix("president/cur/")?;
        name.strip_suffix(":2,D").map(str::to_owned)
    });
    drafts.collect()
}

/// Renames a draft as a mail program does.
fn rename(batch: &Batch, out: &str, draft: &str, to: &str) {
    let maildir = batch.path(out).join("president");
    let from = maildir.join(format!("cur/{draft}:2,D"));
    fs::rename(from, maildir.join(to.replace('X', draft))).unwrap();
}

fn put(path: &Path) {
    fs::write(path, "Subject: of somebody else\n\n.\n").unwrap();
}

/// The messages in all Maildirs, by the part of their names that stays, and how often they are there.
fn messages(all: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for name in all.keys() {
        let (folder, name) = name.rsplit_once('/').unwrap_or_default();
        if folder.ends_with("/cur") || folder.ends_with("/new") {
            let unique = name.split(':').next().unwrap_or_default();
            *found.entry(unique.to_owned()).or_default() += 1;
        }
    }
    found.remove("");
    found
}

#[test]
fn a_renamed_message_is_written_once_and_is_its_members() {
    let batch = Batch::new(RENAMED.len());
    batch.good("out", "--maildir");
    for (draft, to) in drafts(&batch, "out").iter().zip(RENAMED) {
        rename(&batch, "out", draft, to);
    }
    let (code, said) = batch.verify("out");
    assert!(
        code == Some(0) && said.starts_with("12 letters in 12 files"),
        "{said}"
    );
    let there = files(&batch.path("out"));
    let (code, said) = batch.run("out", "--maildir");
    assert!(
        code == Some(0) && said.contains("12 of them from an earlier run"),
        "{said}"
    );
    assert!(files(&batch.path("out")) == there, "not one was added");
    assert_eq!(batch.verify("out").0, Some(0));
}

#[test]
fn a_renamed_message_of_other_words_is_replaced() {
    let batch = Batch::new(2);
    batch.good("out", "--maildir");
    let draft = &drafts(&batch, "out")[0];
    rename(&batch, "out", draft, "cur/X:2,DS");
    let path = batch
        .path("out/president")
        .join(format!("cur/{draft}:2,DS"));
    let changed = fs::read_to_string(&path).unwrap() + "more\n";
    fs::write(&path, changed).unwrap();
    let (code, said) = batch.verify("out");
    assert!(
        code == Some(1) && said.contains(":2,DS` is not as it was written"),
        "{said}"
    );
    let (code, said) = batch.run("out", "--maildir");
    assert!(
        code == Some(0) && said.contains(":2,DS` was changed, and is written anew"),
        "{said}"
    );
    assert!(
        messages(&files(&batch.path("out")))
            .values()
            .all(|n| *n == 1)
    );
    assert_eq!(batch.verify("out").0, Some(0));
}

/// A run that was stopped before a draft came into the manifest has only written down its name.
#[test]
fn a_renamed_message_of_a_stopped_run_is_written_once() {
    let batch = Batch::new(2);
    let whole = batch.good("out", "--maildir");
    let folder = batch.path("out");
    let text = fs::read_to_string(folder.join("manifest.csv")).unwrap();
    let names = whole.keys().filter(|name| name.contains("/cur/"));
    let names: Vec<&str> = names.map(String::as_str).collect();
    let list = format!(
        "# Files of a batch that is being written.\n{}\n",
        names.join("\n")
    );
    fs::write(folder.join("manifest.csv.names"), list).unwrap();
    fs::remove_file(folder.join("manifest.csv")).unwrap();
    let head = text.lines().next().unwrap();
    fs::write(folder.join("manifest.csv.part"), format!("{head}\n")).unwrap();
    rename(&batch, "out", &drafts(&batch, "out")[0], "new/X");
    assert!(batch.good("out", "--maildir") == whole);
}

#[test]
fn force_removes_outdated_messages_whatever_their_flags() {
    let batch = Batch::new(RENAMED.len());
    let before = messages(&batch.good("out", "--maildir"));
    for (draft, to) in drafts(&batch, "out").iter().zip(RENAMED) {
        rename(&batch, "out", draft, to);
    }
    let members = batch.path("members.csv");
    let corrected = fs::read_to_string(&members)
        .unwrap()
        .replace(" Road", " Street");
    fs::write(&members, corrected).unwrap();
    let after = messages(&batch.good("out", "--maildir --force"));
    assert_eq!(after.len(), 2 * RENAMED.len());
    assert!(
        before.keys().all(|old| !after.contains_key(old)),
        "{after:?}"
    );
    assert_eq!(batch.verify("out").0, Some(0));
}

#[test]
fn strangers_in_a_maildir_and_doubles_are_told() {
    let batch = Batch::new(2);
    batch.good("out", "--maildir");
    let maildir = batch.path("out/president");
    let strange = [
        "cur/a.eml:2,D",
        "cur/b.eml:2,DS",
        "cur/1700000000.M1P2.host:2,S",
        "cur/plain",
        "new/plain",
        "new/c.eml",
    ];
    for name in strange {
        put(&maildir.join(name));
    }
    let draft = &drafts(&batch, "out")[0];
    let double = format!("cur/{draft}:2,D");
    fs::copy(
        maildir.join(&double),
        maildir.join(format!("cur/{draft}:2,DS")),
    )
    .unwrap();
    let (code, said) = batch.verify("out");
    assert_eq!(code, Some(1));
    for name in strange {
        let told = format!("president/{name}` is there, and no manifest has it");
        assert!(said.contains(&told), "{name}: {said}");
    }
    let told = format!("cur/{draft}:2,DS` is a message that is there as `");
    assert!(
        said.contains(&told) && said.matches(draft).count() == 2,
        "{said}"
    );
    assert!(said.contains("7 things are wrong"), "{said}");
}

/// The names below a folder, folders too.
fn below(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let inner = below(&entry.path()).into_iter();
        found.extend(inner.map(|inner| format!("{name}/{inner}")));
        found.insert(name);
    }
    found
}

/// A Maildir without one of its folders is none any more.
#[test]
fn maildirs_of_somebody_else_stay_whole() {
    let batch = Batch::new(2);
    for mail in [
        Some("cur/a:2,S"),
        Some("new/a"),
        Some("dovecot-uidlist"),
        None,
    ] {
        let out = format!("{mail:?}").replace(['/', '"'], "");
        batch.good(&out, "--target president");
        let own = batch.path(&out).join("president");
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(own.join(part)).unwrap();
        }
        if let Some(mail) = mail {
            put(&own.join(mail));
        }
        let before = below(&own);
        batch.good(&out, "--target president --maildir --force");
        batch.good(&out, "--target president --force");
        assert_eq!(below(&own), before, "{mail:?}");
    }
    // One that the batch made, while somebody uses it, and afterwards.
    batch.good("used", "--target president --maildir");
    let made = batch.path("used/president");
    put(&made.join("new/a"));
    batch.good("used", "--target president --force");
    for part in ["cur", "new/a", "tmp"] {
        assert!(made.join(part).exists(), "{part}");
    }
    fs::remove_file(made.join("new/a")).unwrap();
    batch.good("used", "--target president --maildir --force");
    batch.good("used", "--target president --force");
    assert!(!made.exists());
}

/// A file where a Maildir has to be is told as what it is, and stays.
#[test]
fn a_file_where_a_maildir_was_is_in_the_way() {
    let batch = Batch::new(2);
    let how = "--target president --maildir";
    for more in ["", " --force"] {
        batch.good("out", how);
        let own = batch.path("out/president");
        fs::remove_dir_all(&own).unwrap();
        put(&own);
        let (code, said) = batch.run("out", &format!("{how}{more}"));
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains("president` is there and is no file of this batch"),
            "{said}"
        );
        assert!(own.is_file());
        fs::remove_file(&own).unwrap();
    }
}

/// A Maildir that a stopped run did not finish goes; one whose messages somebody keeps elsewhere stays whole.
#[test]
fn maildirs_are_removed_by_what_they_are() {
    let batch = Batch::new(2);
    let (mail, files) = ("--target president --maildir", "--target president --force");
    let own = batch.path("out/president");
    batch.good("out", mail);
    fs::remove_dir(own.join("tmp")).unwrap();
    batch.good("out", files);
    assert!(!own.exists());
    batch.good("out", &format!("{mail} --force"));
    let kept = batch.path("kept");
    fs::rename(own.join("cur"), &kept).unwrap();
    std::os::unix::fs::symlink(&kept, own.join("cur")).unwrap();
    batch.good("out", files);
    for part in ["cur", "new", "tmp"] {
        assert!(own.join(part).is_dir(), "{part}");
    }
}
