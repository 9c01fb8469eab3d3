//! The folder of a batch: what is removed, what stays, who may write there.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use program::program;
use tempfile::TempDir;

struct Batch {
    folder: TempDir,
}

impl Batch {
    fn new(members: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let batch = Self { folder };
        batch.members(members);
        batch
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the members file: the name, the street and the country of each, all in one town.
    fn members(&self, rows: &str) {
        let text = format!("name,street,city,country,consent\n{rows}");
        fs::write(self.path("members.csv"), text).unwrap();
    }

    fn command(&self, out: &str, more: &str) -> std::process::Command {
        let mut command = program();
        command.args(["batch", "--format", "text", "--members"]);
        command.arg(self.path("members.csv"));
        command.arg("-o").arg(self.path(out));
        if !more.contains("--target") {
            command.args(["--target", "president,kazmunaygaz"]);
        }
        command.args(more.split_whitespace());
        if !more.contains("--date") {
            command.args(["--date", "2026-11-23"]);
        }
        command
    }

    fn run(&self, out: &str, more: &str) -> (Option<i32>, String) {
        said(&self.command(out, more).output().unwrap())
    }

    fn good(&self, out: &str, more: &str) -> BTreeMap<String, String> {
        let (code, said) = self.run(out, more);
        assert_eq!(code, Some(0), "{said}");
        files(&self.path(out))
    }

    fn verify(&self, out: &str) -> (Option<i32>, String) {
        said(
            &program()
                .arg("verify")
                .arg(self.path(out))
                .output()
                .unwrap(),
        )
    }

    /// Starts a batch and kills it when it has written some letters.
    fn kill(&self, out: &str, more: &str, written: &str) {
        let mut child = self
            .command(out, more)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while letters(&files(&self.path(written))).len() < 20 {
            assert!(
                child.try_wait().unwrap().is_none(),
                "too short to be killed"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

fn said(output: &Output) -> (Option<i32>, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

fn is_letter(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "txt")
        && !name.contains(".protest")
}

/// The files below a folder, without what locks it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if name.starts_with(".protest-letter.lock") {
            continue;
        }
        if path.is_dir() {
            let inner = files(&path).into_iter();
            found.extend(inner.map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    found
}

fn letters(files: &BTreeMap<String, String>) -> Vec<&str> {
    let names = files.keys().map(String::as_str);
    names.filter(|name| is_letter(name)).collect()
}

fn people(count: usize, street: &str) -> String {
    (1..=count).fold(String::new(), |mut rows, n| {
        let _ = writeln!(rows, "Ana {n},{n} {street},Leeds,GB,yes");
        rows
    })
}

const TWO: &str = "Ana,1 Road,Leeds,GB,yes\nBo,2 Road,Leeds,GB,yes\n";

#[test]
fn of_a_run_that_was_killed_nothing_stays_when_all_is_written_anew() {
    let batch = Batch::new(&people(600, "Road"));
    batch.kill("out", "--combine none", "out");
    fs::write(batch.path("out/president/mine.txt"), "mine").unwrap();
    batch.members(&people(3, "Street"));
    for more in ["--combine target", "--combine none"] {
        let mut anew = batch.good("out", &format!("{more} --force"));
        assert_eq!(anew.remove("president/mine.txt").as_deref(), Some("mine"));
        assert_eq!(anew, batch.good(&more[10..], more), "{more}");
    }
}

#[test]
fn print_files_of_a_run_that_was_killed_do_not_stay() {
    let batch = Batch::new(&people(300, "Road"));
    let texts = "--split-size 1 --combine target";
    batch.good("out", texts);
    // As it is when the run was killed before the rows of a second file were in the manifest.
    let part = batch.path("out/manifest.csv.part");
    fs::rename(batch.path("out/manifest.csv"), &part).unwrap();
    let text = fs::read_to_string(&part).unwrap();
    let start: Vec<&str> = text.lines().take(4).collect();
    fs::write(&part, start.join("\n") + "\nkazmun").unwrap();
    let names =
        "# Files of a batch that is being written.\nkazmunaygaz_1.txt\npresident_1.txt\npres";
    fs::write(batch.path("out/manifest.csv.names"), names).unwrap();
    let anew = batch.good("out", "--combine all --force");
    assert_eq!(letters(&anew), ["letters.txt"]);
}

#[test]
fn the_proof_tells_letters_that_no_manifest_has() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    fs::write(batch.path("out/notes.md"), "mine").unwrap();
    fs::create_dir(batch.path("out/scans")).unwrap();
    fs::write(batch.path("out/scans/old.pdf"), "mine").unwrap();
    assert_eq!(batch.verify("out").0, Some(0));
    for stray in ["president/ana-17.txt", "letters_2.PDF"] {
        fs::write(batch.path("out").join(stray), "old").unwrap();
        let (code, said) = batch.verify("out");
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.contains(stray) && said.contains("no manifest"),
            "{said}"
        );
        fs::remove_file(batch.path("out").join(stray)).unwrap();
    }
}

#[test]
fn parts_of_another_batch_do_not_stay() {
    let batch = Batch::new(&people(4, "Road"));
    batch.good("out", "--combine none --shard 1/2");
    batch.good("out", "--combine none --shard 2/2");
    batch.members(&people(3, "Street"));
    let (code, said) = batch.run("out", "--combine none --shard 2/2");
    assert!(
        code == Some(2) && said.contains("`members` changed"),
        "{said}"
    );
    batch.good("out", "--combine none --shard 1/2 --force");
    let (_, said) = batch.verify("out");
    assert!(said.contains("of the 2 parts"), "{said}");
    let parts = batch.good("out", "--combine none --shard 2/2 --force");
    let whole = batch.good("whole", "--combine none");
    assert_eq!(letters(&parts), letters(&whole));
    assert_eq!(batch.verify("out").0, Some(0));
}

#[test]
fn parts_that_are_written_anew_at_once_do_not_mind_each_other() {
    let batch = Batch::new(&people(8, "Road"));
    for n in 1..=4 {
        batch.good("out", &format!("--combine none --shard {n}/4"));
    }
    for round in 0..3 {
        batch.members(&people(6, &format!("Street {round}")));
        let start = |n| {
            let mut command =
                batch.command("out", &format!("--combine none --force --shard {n}/4"));
            command.stderr(Stdio::piped()).spawn().unwrap()
        };
        let runs: Vec<_> = (1..=4).map(start).collect();
        for run in runs {
            let (code, said) = said(&run.wait_with_output().unwrap());
            assert_eq!(code, Some(0), "{said}");
        }
        let (code, said) = batch.verify("out");
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(letters(&files(&batch.path("out"))).len(), 12);
    }
}

#[test]
fn a_part_is_not_removed_while_it_is_written() {
    let batch = Batch::new(&people(1500, "Road"));
    let mut first = batch.command("out", "--combine none --shard 1/2");
    let mut first = first.stderr(Stdio::null()).spawn().unwrap();
    while letters(&files(&batch.path("out"))).len() < 20 {
        assert!(first.try_wait().unwrap().is_none(), "too short");
        std::thread::sleep(Duration::from_millis(2));
    }
    let other = "--combine none --date 2026-01-02 --force --shard 2/2";
    let (code, told) = batch.run("out", other);
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(
        code == Some(2) && told.contains("another run writes"),
        "{told}"
    );
}

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
fn files_of_somebody_else_are_never_replaced() {
    let batch = Batch::new(TWO);
    for file in [
        "president.txt",
        "manifest.csv",
        "manifest.csv.part",
        "batch.toml",
    ] {
        let out = batch.path("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join(file), "mine = 1\n").unwrap();
        for more in ["--force", "--force --shard 1/1"] {
            let (code, said) = batch.run("out", more);
            assert!(code == Some(2) && said.contains(file), "{file}: {said}");
            assert!(said.contains("no file of this batch"), "{said}");
        }
        assert_eq!(fs::read_to_string(out.join(file)).unwrap(), "mine = 1\n");
        fs::remove_dir_all(out).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_of_somebody_else_is_left_alone() {
    let batch = Batch::new(TWO);
    fs::create_dir_all(batch.path("out/president")).unwrap();
    fs::write(batch.path("mine.txt"), "mine").unwrap();
    let link = batch.path("out/president/bo-2.txt");
    std::os::unix::fs::symlink(batch.path("mine.txt"), &link).unwrap();
    let (code, said) = batch.run("out", "--combine none --force");
    assert!(code == Some(2) && said.contains("bo-2.txt"), "{said}");
    assert!(link.is_symlink());
    fs::remove_file(&link).unwrap();
    batch.good("out", "--combine none");
}

#[test]
fn a_letter_that_somebody_changed_is_told() {
    let batch = Batch::new(TWO);
    for (combine, file) in [("none", "president/ana-1.txt"), ("target", "president.txt")] {
        let more = format!("--combine {combine}");
        let whole = batch.good(combine, &more);
        fs::write(batch.path(combine).join(file), "changed").unwrap();
        let (code, said) = batch.run(combine, &more);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains(file) && said.contains("was changed"),
            "{said}"
        );
        assert_eq!(files(&batch.path(combine)), whole);
    }
}

#[test]
fn an_addition_that_was_stopped_can_be_written_anew() {
    let batch = Batch::new(TWO);
    let first = batch.good("out", "--combine none");
    batch.members(&(TWO.to_owned() + &people(600, "Street")));
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

#[test]
fn half_files_of_others_are_left_alone_and_own_ones_removed() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none --shard 1/2");
    batch.good("out", "--combine none --shard 2/2");
    batch.members(&people(3, "Street"));
    batch.good("out", "--combine none --new-only");
    batch.members(TWO);
    fs::create_dir_all(batch.path("out/scans/deep")).unwrap();
    let left = |folder: &str| batch.path(folder).join(".protest-letter-Ab12Cd");
    let folders = [
        "out",
        "out/president",
        "out/added-1",
        "out/added-1/president",
        "out/scans/deep",
    ];
    for folder in folders {
        fs::write(left(folder), "half").unwrap();
    }
    batch.good("out", "--combine none --shard 1/2");
    let there = folders.map(|folder| left(folder).exists());
    assert_eq!(there, [false, false, true, true, true]);
}

#[test]
fn the_folder_has_to_be_one() {
    let batch = Batch::new(TWO);
    fs::write(batch.path("one.csv"), "mine").unwrap();
    let (code, told) = batch.run("one.csv", "");
    assert!(
        code == Some(2) && told.contains("one.csv` is a file"),
        "{told}"
    );
    let mut command = program();
    command.current_dir(batch.folder.path());
    command.args([
        "batch",
        "--members",
        "members.csv",
        "--target",
        "president",
        "-o",
        "-",
    ]);
    let (code, said) = said(&command.output().unwrap());
    assert!(code == Some(2) && said.contains("`-`"), "{said}");
    assert!(!batch.path("-").exists());
}

#[test]
fn an_addition_has_a_date_of_its_own() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none --date 2026-01-02");
    batch.members(&(TWO.to_owned() + &people(600, "Street")));
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
    batch.members(&(TWO.to_owned() + &people(601, "Street")));
    again("out");
    let later = date("out/added-2");
    assert!(
        !later.contains("2026-01-02") && !later.contains("2026-03-04"),
        "{later}"
    );
}
