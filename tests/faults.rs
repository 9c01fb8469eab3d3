//! Whatever operation on the disk fails, or is the last one before the program is killed, nothing is lost: no half
//! file, no success that is none, and the same command goes on.
#![expect(clippy::disallowed_macros, reason = "it says how much it tried")]

use std::collections::BTreeMap;

use crate::faulty::{CAMPAIGN, Ended, Scene, assert_files, done, list};
use crate::runs::Files;

/// How the names of files begin that are not complete.
const TEMPORARY: &str = ".protest-letter-";

/// The errors of Linux (errno.h) that operations of a kind fail with, in turn.
const ERRORS: [(&str, &[i32]); 12] = [
    ("open", &[EIO, EMFILE, EACCES]),
    ("create", &[ENOSPC, EMFILE, EACCES]),
    ("read", &[EIO]),
    ("write", &[ENOSPC, EIO]),
    ("sync", &[EIO, ENOSPC]),
    ("rename", &[ENOSPC, EIO]),
    ("remove", &[EIO, EACCES]),
    ("look", &[EIO, EACCES]),
    ("list", &[EIO, EMFILE]),
    ("makefolder", &[ENOSPC, EACCES]),
    ("removefolder", &[EIO]),
    ("lock", &[EIO]),
];

/// The operations before which a run is killed: those that change something, and the end of each letter.
const STOPS: [&str; 8] = [
    "create",
    "write",
    "rename",
    "remove",
    "sync",
    "makefolder",
    "removefolder",
    "record",
];

const EIO: i32 = 5;
const EACCES: i32 = 13;
const EMFILE: i32 = 24;
const ENOSPC: i32 = 28;

/// What a command has done when nothing fails.
struct Wanted<'c> {
    command: &'c str,
    ended: Ended,
    files: Files,
}

/// Runs a command in which each of its operations fails once, and one in which it is killed before each, from where
/// `before` left things.
fn try_all(command: &str, before: &Scene) {
    let whole = before.again();
    let operations = count(&whole.trace(command));
    let whole = before.again();
    let ended = whole.run(command, "");
    let files = whole.files();
    let wanted = Wanted {
        command,
        ended,
        files,
    };
    assert_eq!(
        wanted.ended.code,
        Some(done(command)),
        "{command}: {}",
        wanted.ended.said
    );
    let (mut failures, mut kills) = (0, 0);
    for (kind, errors) in ERRORS {
        for n in 1..=operations.get(kind).copied().unwrap_or_default() {
            let error = errors[n % errors.len()];
            wanted.fails(before, &format!("fail:{kind}:{n}:{error}"));
            failures += 1;
        }
    }
    // A disk that is full stays full.
    for n in (1..=operations.get("write").copied().unwrap_or_default()).step_by(3) {
        wanted.fails(before, &format!("fail:write:{n}+:{ENOSPC}"));
        failures += 1;
    }
    for kind in STOPS {
        for n in 1..=operations.get(kind).copied().unwrap_or_default() {
            wanted.is_stopped(before, &format!("stop:{kind}:{n}"));
            kills += 1;
        }
    }
    eprintln!("{failures} operations failed and {kills} kills: {command}");
}

/// How many operations of each kind a run has.
fn count(trace: &[Vec<String>]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for operation in trace {
        *count.entry(operation[0].clone()).or_default() += 1;
    }
    count
}

impl Wanted<'_> {
    /// The command with an operation that fails: an error that says so, or no harm at all.
    fn fails(&self, before: &Scene, faults: &str) {
        let scene = before.again();
        let ended = scene.run(self.command, faults);
        let what = format!("{} with {faults}: {}", self.command, ended.said);
        assert!(
            matches!(ended.code, Some(0..=2)),
            "ended with {:?}: {what}",
            ended.code
        );
        let files = scene.files();
        self.are_whole(before, &files, &what);
        let before = before.files();
        let was_left = |name: &String| name.contains(TEMPORARY) && before.contains_key(name);
        if ended.code == Some(done(self.command)) {
            let mut made = files.clone();
            // What an earlier run left may stay, if that is told.
            made.retain(|name, _| !was_left(name) || !ended.said.contains("and stays: "));
            assert!(made == self.files, "a success without its files: {what}");
            assert_eq!(ended.printed, self.ended.printed, "{what}");
        } else {
            is_told(&ended.said, &what);
        }
        let is_left = |name: &String| {
            name.contains(TEMPORARY) && !faults.contains("remove") && !was_left(name)
        };
        let left: Vec<&String> = files.keys().filter(|name| is_left(name)).collect();
        assert!(left.is_empty(), "{left:?} are left: {what}");
        // Where nothing was changed, the same command does what it does without a fault.
        if files != before {
            self.goes_on(&scene, &what);
        }
    }

    /// The command when it is killed before an operation.
    fn is_stopped(&self, before: &Scene, faults: &str) {
        let scene = before.again();
        let ended = scene.run(self.command, faults);
        let what = format!("{} with {faults}: {}", self.command, ended.said);
        assert_eq!(ended.code, None, "it was not killed: {what}");
        self.are_whole(before, &scene.files(), &what);
        self.goes_on(&scene, &what);
    }

    /// Every file is as it was before, or as it has to be, but those that grow for the program itself.
    fn are_whole(&self, before: &Scene, files: &Files, what: &str) {
        let before = before.files();
        for (name, bytes) in files {
            let is_own = name.contains(TEMPORARY)
                || [".part", ".names", ".earlier"]
                    .iter()
                    .any(|ending| name.ends_with(ending));
            let is_whole = before.get(name) == Some(bytes) || self.files.get(name) == Some(bytes);
            let is_folder = name.ends_with('/');
            assert!(
                is_own || is_whole || is_folder,
                "`{name}` is not whole: {what}"
            );
        }
    }

    /// The same command does now what it had to do.
    fn goes_on(&self, scene: &Scene, what: &str) {
        let again = scene.run(self.command, "");
        // A list of labels that is there is kept, and is whole; a folder that is gone is not removed again.
        let is_done = [
            ("labels", "is there already"),
            ("envelopes", "is there already"),
            ("batch --purge", "is no folder"),
        ];
        let is_done = is_done
            .iter()
            .any(|(command, said)| self.command.starts_with(command) && again.said.contains(said));
        assert!(
            again.code == Some(done(self.command)) || is_done,
            "{what}\nand again: {}",
            again.said
        );
        assert_files(&scene.files(), &self.files, what);
    }
}

/// An error says what could not be done, with which file, and what the system said of it.
fn is_told(said: &str, what: &str) {
    let errors = said.lines().filter(|line| line.starts_with("error: "));
    let is_full = |line: &str| {
        line.contains("cannot ") && line.matches('`').count() >= 2 && line.contains("(os error ")
    };
    let errors: Vec<&str> = errors.collect();
    assert!(
        errors.iter().any(|line| is_full(line)),
        "says too little: {what}"
    );
}

// Each of these takes seconds: some two hundred runs, and as many that go on.

#[test]
fn letters_of_one_sender() {
    let scene = Scene::new(1);
    for command in [
        "generate @",
        "generate @ --format text -o letters/",
        "generate @ --format pdf -o letters.pdf",
        "generate @ --format fax --organization Branch -o faxes/",
        "generate @ --format eml --name Ana --email ana@example.org -o mail/",
    ] {
        try_all(command, &scene);
    }
}

#[test]
fn a_batch_of_single_files() {
    let scene = Scene::new(3);
    try_all(
        "batch @ --members members.csv -o out --format text --combine none --jobs 2",
        &scene,
    );
}

#[test]
fn a_batch_of_print_files() {
    let scene = Scene::new(3);
    try_all(
        "batch @ --members members.csv -o out --format pdf,text",
        &scene,
    );
}

#[test]
fn a_batch_of_messages() {
    let scene = Scene::new(2);
    try_all(
        "batch @ --members members.csv -o out --format eml --maildir",
        &scene,
    );
}

#[test]
fn a_batch_of_faxes() {
    let scene = Scene::new(2);
    try_all("batch @ --members members.csv -o out --channel fax", &scene);
}

#[test]
fn a_batch_that_was_stopped() {
    let scene = Scene::new(3);
    let batch = "batch @ --members members.csv -o out --format text --combine none";
    assert_eq!(scene.run(batch, "stop:rename:5").code, None);
    try_all(batch, &scene);
}

#[test]
fn a_batch_that_is_written_anew() {
    let scene = Scene::new(3);
    let batch = "batch @ --members members.csv -o out --format text --combine none";
    assert_eq!(scene.run(batch, "").code, Some(0));
    scene.write("members.csv", &list(2..=4));
    try_all(&format!("{batch} --force"), &scene);
}

#[test]
fn letters_of_members_who_came_later() {
    let scene = Scene::new(2);
    let batch = "batch @ --members members.csv -o out --format text --combine none";
    assert_eq!(scene.run(batch, "").code, Some(0));
    scene.write("members.csv", &list(1..=4));
    try_all(&format!("{batch} --new-only"), &scene);
}

#[test]
fn what_is_read_again() {
    let scene = Scene::new(2);
    let batch = "batch @ --members members.csv -o out --format pdf";
    assert_eq!(scene.run(batch, "").code, Some(0));
    try_all("verify out", &scene);
    try_all("verify --again out", &scene);
    try_all("labels @ --members members.csv -o labels.pdf", &scene);
}

#[test]
fn a_batch_with_rows_that_are_wrong() {
    let scene = Scene::new(2);
    scene.write(
        "members.csv",
        &(list(1..=2) + "Bo,1 Road,Leeds,Nowhere,yes,,\n"),
    );
    try_all(
        "batch @ --members members.csv -o out --format text --skip-bad",
        &scene,
    );
}

#[test]
fn a_part_of_a_batch_that_several_sign() {
    let scene = Scene::new(3);
    scene.write(
        "from.toml",
        "organization = \"Branch 7\"\naddress = [\"1 Road\", \"Leeds\"]\ncountry = \"GB\"\n",
    );
    let batch = "batch @ --members members.csv -o out --format text --from from.toml";
    try_all(&format!("{batch} --signatories"), &scene);
    try_all(&format!("{batch} --shard 2/2"), &scene);
}

#[test]
fn what_is_removed() {
    let scene = Scene::new(2);
    let batch = "batch @ --members members.csv -o out --format eml --maildir";
    assert_eq!(scene.run(batch, "").code, Some(0));
    try_all("batch --purge out", &scene);
}

#[test]
fn settings_and_campaigns() {
    let scene = Scene::new(1);
    try_all("init own", &scene);
    try_all("sender --name Ana --address Road", &scene);
    assert_eq!(scene.run("sender --name Ana", "").code, Some(0));
    for command in [
        "sender --name Bo",
        "sender show",
        "generate @",
        "sender delete",
    ] {
        try_all(command, &scene);
    }
    for command in ["targets", "letters", "profiles"] {
        try_all(&format!("{command} --campaign {CAMPAIGN}"), &scene);
    }
    let small = Scene::new(1);
    try_all("envelopes @ --members members.csv -o envelopes.pdf", &small);
}
