//! Names and addresses of members: who can read them, what is left of them, and how they are removed.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test reads its files itself"
)]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::outside;
use crate::program::{self, program};
use crate::runs::{self, run, said};
use crate::written::{Batch, TWO, files, people, there};

/// The permissions of what is below a folder: of files and of folders.
fn modes(folder: &Path) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let (mut files, mut folders) = (BTreeSet::new(), BTreeSet::new());
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let found = entry.metadata().unwrap();
        let mode = found.permissions().mode() & 0o777;
        if found.is_dir() {
            folders.insert(mode);
            let (inner, below) = modes(&entry.path());
            files.extend(inner);
            folders.extend(below);
        } else {
            files.insert(mode);
        }
    }
    (files, folders)
}

/// Runs a shell line in a folder, with a mask, where `$PROGRAM` is the program.
fn shell(folder: &Path, mask: &str, line: &str) -> (Option<i32>, String) {
    let line = format!("umask {mask} && {line}");
    let shell = outside::Program::new("sh")
        .args(["-c", &line])
        .folder(folder);
    let shell = shell.env("PROGRAM", program().get_program());
    said(&shell.env("XDG_CONFIG_HOME", program::NO_SETTINGS).run())
}

const MEMBERS: &str = "name,street,city,country,email,consent\n\
    Ana,1 Road,Leeds,GB,ana@example.org,yes\n=Bo,2 Road,Leeds,GB,bo@,yes\n";

/// Everything that commands write of people, into `out/`.
const COMMANDS: [&str; 9] = [
    "batch --members members.csv -t kazmunaygaz --date 2026-11-23 --skip-bad --combine none --format pdf,text,fax -o out/a",
    "batch --members members.csv -t kazmunaygaz --date 2026-11-23 --skip-bad --format pdf,eml -o out/b",
    "batch --members members.csv -t president --date 2026-11-23 --skip-bad --format eml --maildir -o out/c",
    "generate -t president,ohchr --date 2026-11-23 --name Ana -o out/d/",
    "generate -t president --date 2026-11-23 --name Ana --email ana@example.org --format eml -o out/letter.eml",
    "generate -t kazmunaygaz --date 2026-11-23 --country GB --name Ana --for asterisk -o out/e/",
    "generate -t president --date 2026-11-23 --name Ana -o out/letter.pdf",
    "labels -t president --members members.csv --skip-bad --date 2026-11-23 -o out/labels.pdf",
    "envelopes -t president --date 2026-11-23 --country GB --name Ana -o out/envelopes.pdf",
];

fn written(mask: &str, more: &str) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("members.csv"), MEMBERS).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    for command in COMMANDS {
        let (code, told) = shell(folder.path(), mask, &format!("$PROGRAM {command}{more}"));
        let is_partly = command.contains("--skip-bad");
        assert_eq!(code, Some(i32::from(is_partly)), "{command}: {told}");
    }
    modes(&folder.path().join("out"))
}

#[test]
fn what_is_written_of_people_is_for_whoever_wrote_it() {
    let alone = (BTreeSet::from([0o600]), BTreeSet::from([0o700]));
    assert_eq!(written("022", ""), alone);
    assert_eq!(written("0", ""), alone);
}

#[test]
fn what_is_shared_is_for_the_group_as_far_as_the_mask_allows() {
    // What locks a folder is no letter.
    let (files, folders) = written("022", " --shared");
    assert_eq!(files, BTreeSet::from([0o600, 0o640]));
    assert_eq!(folders, BTreeSet::from([0o750]));
    let alone = (BTreeSet::from([0o600]), BTreeSet::from([0o700]));
    assert_eq!(written("077", " --shared"), alone);
}

#[test]
fn a_campaign_is_public() {
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = shell(folder.path(), "022", "$PROGRAM init own");
    assert_eq!(code, Some(0), "{told}");
    let found = modes(folder.path());
    assert_eq!(found, (BTreeSet::from([0o644]), BTreeSet::from([0o755])));
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn force_gives_a_file_no_new_readers() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.txt");
    for (before, more, after) in [
        (0o600, "", 0o600),
        (0o600, " --shared", 0o600),
        (0o640, " --shared", 0o640),
        (0o644, "", 0o600),
    ] {
        fs::write(&letter, "mine").unwrap();
        fs::set_permissions(&letter, fs::Permissions::from_mode(before)).unwrap();
        let line = format!("$PROGRAM generate -q -t president --force -o letter.txt{more}");
        assert_eq!(shell(folder.path(), "022", &line).0, Some(0));
        assert_eq!(mode(&letter), after, "{before:o}{more}");
        assert_ne!(fs::read(&letter).unwrap(), b"mine");
    }
}

/// A batch is never half shared: what was for its owner alone stays so, and that is told.
#[test]
fn a_batch_that_was_not_shared_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("members.csv"), MEMBERS).unwrap();
    let batch = |more: &str| {
        let line = format!("$PROGRAM {}{more}", COMMANDS[0]);
        let (code, told) = shell(folder.path(), "022", &line);
        assert_eq!(code, Some(1), "{told}");
        told
    };
    let alone = (BTreeSet::from([0o600]), BTreeSet::from([0o700]));
    batch("");
    fs::remove_file(at("out/a/kazmunaygaz/ana-1.pdf")).unwrap();
    let told = batch(" --shared");
    assert!(told.contains("`--shared` is not taken"), "{told}");
    assert_eq!(modes(&at("out/a")), alone, "a batch that goes on");
    for name in ["manifest.csv", "kazmunaygaz", "kazmunaygaz/ana-1.txt"] {
        let all = [
            "",
            "/batch.toml",
            "/manifest.csv",
            "/kazmunaygaz",
            "/kazmunaygaz/ana-1.txt",
        ];
        for other in all.map(|other| at(&format!("out/a{other}"))) {
            fs::set_permissions(other, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let alone = fs::Permissions::from_mode(0o700);
        fs::set_permissions(at("out/a").join(name), alone).unwrap();
        let told = batch(" --force --shared");
        assert!(told.contains("`--shared` is not taken"), "{name}: {told}");
        assert_eq!(mode(&at("out/a/manifest.csv")), 0o600, "{name}");
    }
    for (folder, record) in [(0o700, 0o600), (0o755, 0o600), (0o700, 0o644)] {
        let set =
            |name: &str, mode| fs::set_permissions(at(name), fs::Permissions::from_mode(mode));
        set("out/a", folder).unwrap();
        set("out/a/batch.toml", record).unwrap();
        let told = batch(" --force --shared");
        assert!(told.contains("`--shared` is not taken"), "{told}");
        set("out/a", 0o700).unwrap();
        assert_eq!(modes(&at("out/a")), alone);
        let record = fs::read_to_string(at("out/a/batch.toml")).unwrap();
        assert!(!record.contains("shared"), "{record}");
    }
    assert_eq!(purge(&at("out/a")).0, Some(0));
    for more in [" --shared", " --shared --force"] {
        let told = batch(more);
        assert!(!told.contains("not taken"), "{told}");
        assert_eq!(mode(&at("out/a/manifest.csv")), 0o640);
    }
}

/// Whoever goes on with a batch, or adds to it, need not know who can read it.
#[test]
fn a_batch_remembers_that_it_is_shared() {
    let batch = Batch::new(TWO);
    let shared = |more: &str| {
        let command = batch.command("out", more);
        let words = command
            .get_args()
            .map(|word| format!("'{}'", word.display()));
        let line = words.collect::<Vec<_>>().join(" ");
        let (code, told) = shell(batch.folder.path(), "022", &format!("$PROGRAM {line}"));
        assert_eq!(code, Some(0), "{told}");
    };
    let letter = batch.path("out/president/ana-1.txt");
    shared("--combine none --shared");
    fs::remove_file(&letter).unwrap();
    shared("--combine none");
    assert_eq!(mode(&letter), 0o640);
    batch.members(&people(3, "Road"));
    shared("--combine none --new-only");
    assert_eq!(mode(&batch.path("out/added-1")), 0o750);
    assert_eq!(mode(&batch.path("out/added-1/manifest.csv")), 0o640);
    shared("--combine none --force");
    let manifest = batch.path("out/manifest.csv");
    assert_eq!(mode(&manifest), 0o600, "all anew, as it is asked for now");
}

const LEFT: &str = ".protest-letter-Ab12Cd";

/// What a killed run left goes with the next one; what a run is writing stays.
#[test]
fn leftovers_go_with_the_next_run_and_what_is_being_written_stays() {
    for line in [
        "generate -q -t president -o out/",
        "generate -q -t president -o out/letter.txt",
        "generate -q -t president --country GB --name Ana --for gateway --gateway fax.example.com --email a@example.org -o out/fax.eml",
        "generate -q -t president --format eml -o out/",
        "labels -q -t president --country GB -o out/labels.pdf",
        "batch -q --members members.csv -t president -o out",
        "init out",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("members.csv"), "name,country\nAna,GB\n").unwrap();
        fs::create_dir(at("out")).unwrap();
        for name in [LEFT, ".protest-letter-alive1"] {
            fs::write(at("out").join(name), "Ana Silva, 1 Road").unwrap();
        }
        let alive = File::open(at("out/.protest-letter-alive1")).unwrap();
        alive.lock().unwrap();
        let line = line.replace(
            "-t president --country GB --name Ana --for",
            "-t kazmunaygaz --fax-line 1 --country GB --name Ana --for",
        );
        let (code, told) = shell(folder.path(), "022", &format!("$PROGRAM {line}"));
        assert_eq!(code, Some(0), "{line}: {told}");
        assert!(!at("out").join(LEFT).exists(), "{line}");
        assert!(at("out/.protest-letter-alive1").exists(), "{line}");
    }
}

/// The command that writes the letters to everybody into a folder.
fn all_letters(out: &Path) -> Command {
    let mut command = program();
    command.args(["generate", "-q", "--target", "all", "--all"]);
    command.args(["--country", "GB", "--force", "--date", "2026-11-23", "-o"]);
    command.arg(format!("{}/", out.display()));
    command
}

/// Two runs into one folder, each of which removes what the other seems to have left.
#[test]
fn two_runs_into_one_folder_take_nothing_from_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for _ in 0..2 {
        let start = || {
            let mut command = all_letters(&out);
            command.stderr(Stdio::piped()).spawn().unwrap()
        };
        let both = [start(), start(), start()];
        for child in both {
            let (code, told) = said(&child.wait_with_output().unwrap());
            assert!(!told.contains("cannot write"), "{code:?} {told}");
        }
        let names = files(&out);
        assert!(names.len() > 50 && !names.keys().any(|name| name.starts_with('.')));
    }
}

/// Runs that are killed in the middle of a letter.
#[test]
fn of_letters_that_were_killed_nothing_stays() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let command = || {
        let mut command = all_letters(&out);
        command.args(["--format", "text"]).stderr(Stdio::null());
        command
    };
    // Before and behind the bytes of a letter, and before its name.
    for point in ["create:3", "write:3", "write:20", "sync:20", "rename:20"] {
        runs::kill(command(), point);
    }
    let is_left = |name: &String| name.starts_with(".protest-letter-");
    assert!(files(&out).keys().any(is_left), "the last one left nothing");
    assert!(command().status().unwrap().code().is_some());
    assert!(
        !files(&out).keys().any(|name| name.starts_with('.')),
        "{:?}",
        files(&out).keys()
    );
}

#[test]
fn a_sender_that_is_deleted_is_gone_with_its_copies() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("protest-letter");
    let sender = |words: &[&str]| {
        let mut command = program();
        command
            .env("XDG_CONFIG_HOME", home.path())
            .arg("sender")
            .args(words);
        run(command)
    };
    let leave = || fs::write(folder.join(LEFT), "name = \"Ana\"").unwrap();
    assert_eq!(sender(&["--name", "Ana"]).0, Some(0));
    leave();
    assert_eq!(sender(&["--name", "Ana"]).0, Some(0));
    assert_eq!(there(&folder), 1, "saving removes them too");
    leave();
    let (code, told) = sender(&["delete"]);
    assert_eq!(code, Some(0), "{told}");
    for part in ["deleted", "stopped runs left: 1", "backups"] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(there(&folder), 0);
    fs::write(folder.join(LEFT), "name = \"Ana\"").unwrap();
    let alive = File::open(folder.join(LEFT)).unwrap();
    alive.lock().unwrap();
    assert_eq!(sender(&["delete"]).0, Some(0));
    assert_eq!(there(&folder), 1, "a run is writing it");
}

/// Where the configuration is kept elsewhere, the file that is deleted is a link.
#[test]
fn a_sender_behind_a_link_is_deleted_too() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let (link, kept) = (at("protest-letter/sender.toml"), at("kept.toml"));
    let sender = |words: &[&str]| {
        let mut command = program();
        command.env("XDG_CONFIG_HOME", home.path());
        command.arg("sender").args(words);
        run(command)
    };
    fs::create_dir(at("protest-letter")).unwrap();
    fs::write(&kept, "name = \"Ana\"\n").unwrap();
    symlink(&kept, &link).unwrap();
    let (code, told) = sender(&["delete"]);
    assert_eq!(code, Some(0), "{told}");
    for file in [&link, &kept] {
        assert!(
            told.contains(&format!("deleted `{}`", file.display())),
            "{told}"
        );
        assert!(!file.exists() && !file.is_symlink());
    }
    fs::create_dir(&kept).unwrap();
    symlink(&kept, &link).unwrap();
    let (code, told) = sender(&["delete"]);
    assert!(
        code == Some(2) && told.contains("kept.toml` may hold"),
        "{told}"
    );
    assert!(kept.exists() && !link.is_symlink());
    fs::remove_dir(&kept).unwrap();
    symlink(&kept, &link).unwrap();
    assert_eq!(sender(&["delete"]).0, Some(0), "nothing is behind it");
    fs::write(&kept, "name = \"Ana\"\n").unwrap();
    symlink(&kept, &link).unwrap();
    let (code, told) = sender(&["--name", "Bob"]);
    assert!(
        code == Some(0) && told.contains("holds the sender of before"),
        "{told}"
    );
    assert!(kept.exists() && !link.is_symlink());
}

#[test]
fn a_sender_that_stays_under_another_name_is_told() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    fs::create_dir(at("protest-letter")).unwrap();
    fs::write(at("kept.toml"), "name = \"Ana\"\n").unwrap();
    fs::hard_link(at("kept.toml"), at("protest-letter/sender.toml")).unwrap();
    let mut command = program();
    command.env("XDG_CONFIG_HOME", home.path());
    command.args(["sender", "delete"]);
    let (code, told) = run(command);
    assert_eq!(code, Some(2), "{told}");
    for part in ["deleted `", "stays under another name", "-inum"] {
        assert!(told.contains(part), "{told}");
    }
    assert!(!at("protest-letter/sender.toml").exists() && at("kept.toml").exists());
}

fn purge(folder: &Path) -> (Option<i32>, String) {
    let mut command = program();
    command.args(["batch", "--purge"]).arg(folder);
    run(command)
}

#[test]
fn purge_removes_what_batches_wrote_and_nothing_else() {
    let members = format!("{TWO}Cy,,,XX,yes\n");
    for more in [
        "--combine none --skip-bad",
        "--combine all --skip-bad --format layout --target kazmunaygaz",
        "--skip-bad --target kazmunaygaz --format fax",
        "--combine none --skip-bad --shard 1/2",
    ] {
        let batch = Batch::new(&members);
        let (code, told) = batch.run("out", more);
        assert_eq!(code, Some(1), "{told}");
        fs::write(batch.path("out").join(LEFT), "Ana").unwrap();
        let (code, told) = purge(&batch.path("out"));
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains(", and the folder"), "{told}");
        assert!(
            !batch.path("out").exists(),
            "{more}: {:?}",
            files(&batch.path("out"))
        );
    }
}

/// The folder that the program runs in cannot be removed by that name; what is in it can.
#[test]
fn purge_removes_what_is_in_the_folder_where_it_runs() {
    let batch = Batch::new(TWO);
    assert_eq!(batch.run("out", "--combine none").0, Some(0));
    let (code, told) = shell(&batch.path("out"), "022", "$PROGRAM batch --purge .");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("removed"), "{told}");
    assert_eq!(there(&batch.path("out")), 0);
}

#[test]
fn purge_removes_a_maildir_also_of_messages_that_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("members.csv"), MEMBERS).unwrap();
    let line = "$PROGRAM batch --members members.csv -t president --date 2026-11-23 --skip-bad --format eml --maildir -o out";
    let (code, told) = shell(folder.path(), "022", line);
    assert_eq!(code, Some(1), "{told}");
    let message = fs::read_dir(at("out/president/cur")).unwrap().next();
    let message = message.unwrap().unwrap().path();
    let seen = message.display().to_string().replace(":2,D", ":2,DS");
    fs::rename(&message, seen).unwrap();
    assert_eq!(purge(&at("out")).0, Some(0));
    assert!(!at("out").exists(), "{:?}", files(&at("out")));
}

#[test]
fn purge_keeps_what_it_does_not_know_and_says_so() {
    let batch = Batch::new(&format!("{TWO}Cy,,,XX,yes\n"));
    batch.run("out", "--combine none --skip-bad");
    batch.members(&people(3, "Road"));
    let (_, told) = batch.run("out", "--combine none --new-only");
    assert!(batch.path("out/added-1").exists(), "{told}");
    let own = [
        "out/notes.txt",
        "out/president/mine.txt",
        "out/added-1/mine.txt",
    ];
    for name in own {
        fs::write(batch.path(name), "mine").unwrap();
    }
    fs::write(batch.path("out/rejected.csv"), "name\nCy\n").unwrap();
    let (code, told) = purge(&batch.path("out"));
    assert_eq!(code, Some(0), "{told}");
    let kept: Vec<String> = files(&batch.path("out")).into_keys().collect();
    assert_eq!(
        kept,
        [
            "added-1/mine.txt",
            "notes.txt",
            "president/mine.txt",
            "rejected.csv"
        ]
    );
    for name in kept {
        assert!(told.contains(&name), "{told}");
    }
    assert_eq!(there(&batch.path("out/president")), 1);
    assert!(batch.path("members.csv").exists());
}

#[test]
fn purge_needs_a_batch_that_nobody_writes() {
    let batch = Batch::new(TWO);
    fs::create_dir(batch.path("own")).unwrap();
    fs::write(batch.path("own/manifest.csv"), "mine").unwrap();
    for (name, what) in [
        ("own", "holds no batch"),
        ("nowhere", "is no folder"),
        ("members.csv", "is no folder"),
    ] {
        let (code, told) = purge(&batch.path(name));
        assert!(code == Some(2) && told.contains(what), "{told}");
    }
    assert!(batch.path("own/manifest.csv").exists());
    let whole = batch.good("out", "--combine none");
    let lock = File::open(batch.path("out/.protest-letter.lock")).unwrap();
    lock.lock().unwrap();
    let (code, told) = purge(&batch.path("out"));
    assert!(
        code == Some(2) && told.contains("another run writes"),
        "{told}"
    );
    assert_eq!(files(&batch.path("out")), whole);
    lock.unlock().unwrap();
    fs::remove_file(batch.path("out/batch.toml")).unwrap();
    let (code, told) = purge(&batch.path("out"));
    assert!(code == Some(2) && told.contains("holds no batch"), "{told}");
    assert!(batch.path("out/president/ana-1.txt").exists());
}

/// Whoever hands somebody a folder cannot have files removed that are not in it.
#[test]
fn purge_goes_nowhere_else() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    fs::create_dir_all(batch.path("else/cur")).unwrap();
    for name in [
        "else/a.txt",
        "else/cur/b:2,D",
        "else/.protest-letter-Ab12Cd",
        "c.txt",
    ] {
        fs::write(batch.path(name), "mine").unwrap();
    }
    fs::create_dir(batch.path("else/empty")).unwrap();
    symlink(batch.path("else"), batch.path("out/link")).unwrap();
    symlink(batch.path("else"), batch.path("out/added-1")).unwrap();
    fs::create_dir(batch.path("out/mail")).unwrap();
    symlink(batch.path("else/cur"), batch.path("out/mail/cur")).unwrap();
    let outside = batch.path("c.txt").display().to_string();
    let files_named = [
        "link/a.txt",
        "link/cur/b:2,D",
        "mail/cur/b:2,D",
        "../c.txt",
        &outside,
        "link/empty/x.txt",
    ];
    let row = |file: &&str| format!("{file},text,0,0,0,1,2,0,president,en,x,post,GB,,,,0,0\n");
    let manifest = batch.path("out/manifest.csv");
    let rows: String = files_named.iter().map(row).collect();
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap() + &rows).unwrap();
    let names = format!(
        "# Files of a batch that is being written.\n{}\nlink/\nlink/empty/\n",
        files_named.join("\n")
    );
    fs::write(batch.path("out/manifest.csv.names"), names).unwrap();
    let (code, told) = purge(&batch.path("out"));
    assert_eq!(code, Some(0), "{told}");
    let kept: Vec<String> = files(&batch.path("else")).into_keys().collect();
    assert_eq!(
        kept,
        [".protest-letter-Ab12Cd", "a.txt", "cur/b:2,D", "empty/"]
    );
    assert!(batch.path("c.txt").exists());
    assert!(
        told.contains("out/link`") && told.contains("out/mail/cur`"),
        "{told}"
    );
    assert!(!batch.path("out/president").exists());
}

#[test]
fn a_purge_that_was_cut_off_is_given_again() {
    let batch = Batch::new(&people(20, "Road"));
    for point in [
        "remove:1",
        "remove:7",
        "remove:22",
        "removefolder:1",
        "removefolder:2",
    ] {
        batch.good("out", "--combine none --target president");
        let mut command = program();
        command.args(["batch", "--purge"]).arg(batch.path("out"));
        runs::kill(command, point);
        if batch.path("out").exists() {
            let (code, told) = purge(&batch.path("out"));
            assert_eq!(code, Some(0), "{told}");
        }
        assert!(
            !batch.path("out").exists(),
            "{:?}",
            files(&batch.path("out")).len()
        );
    }
    // As it is when it was killed behind the record.
    fs::create_dir(batch.path("out")).unwrap();
    fs::write(batch.path("out/.protest-letter.lock"), "").unwrap();
    assert_eq!(purge(&batch.path("out")).0, Some(0));
    assert!(!batch.path("out").exists());
}
