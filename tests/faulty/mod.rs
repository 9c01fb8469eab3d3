//! Runs of the program with faults that were asked for, in a folder of their own with members, a sender and two
//! offices to write to.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use protest_letter::faults::VARIABLE;
use tempfile::TempDir;

use crate::outside::{Place, Program};
use crate::runs;

/// The seconds after which a run hangs.
const SECONDS: u32 = 60;

const PROGRAM: &str = env!("CARGO_BIN_EXE_protest-letter");

/// The campaign whose offices are written to.
pub const CAMPAIGN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/campaigns/two-offices");

/// A folder in which the program runs.
pub struct Scene {
    folder: TempDir,
    place: Place,
}

/// What a run ended with.
#[derive(Debug, PartialEq, Eq)]
pub struct Ended {
    /// The exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub printed: String,
    /// Standard error.
    pub said: String,
}

impl Scene {
    /// A folder with a list of so many members.
    pub fn new(members: usize) -> Self {
        let scene = Self {
            folder: temporary(),
            place: Place::new(),
        };
        scene.write("members.csv", &list(1..=members));
        scene
    }

    /// The same folder again, as it is now.
    pub fn again(&self) -> Self {
        let scene = self.empty();
        copy(self.path(), scene.path());
        scene
    }

    /// A folder with nothing in it.
    pub fn empty(&self) -> Self {
        Self {
            folder: temporary(),
            place: self.place.clone(),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }

    /// Runs a command with faults. In it, `@` stands for what all letters need: office, date and campaign.
    pub fn run(&self, command: &str, faults: &str) -> Ended {
        let command = full(command);
        let program = Program::at(&self.place, PROGRAM);
        self.ended(program.args(command.split_whitespace()), faults)
    }

    /// Runs a script of a shell, which finds the program in `$PROGRAM`. It takes `@` too.
    pub fn shell(&self, script: &str) -> Ended {
        let program = Program::at(&self.place, "sh").env("PROGRAM", PROGRAM);
        self.ended(program.args(["-c", &full(script)]), "")
    }

    fn ended(&self, program: Program, faults: &str) -> Ended {
        let program = program.folder(self.path());
        let program = program.env("XDG_CONFIG_HOME", self.path().join("settings"));
        let Output {
            status,
            stdout,
            stderr,
        } = program.env(VARIABLE, faults).seconds(SECONDS).run();
        Ended {
            code: status.code(),
            printed: String::from_utf8_lossy(&stdout).into_owned(),
            said: String::from_utf8_lossy(&stderr).into_owned(),
        }
    }

    /// Every operation of a run, in its order: the words of a trace's line, paths from the folder.
    pub fn trace(&self, command: &str) -> Vec<Vec<String>> {
        let file = self.place.path().join("trace");
        let _ = fs::remove_file(&file);
        let faults = format!("trace:{}", file.display());
        let ended = self.run(command, &faults);
        assert!(
            matches!(ended.code, Some(0 | 1)),
            "{command}: {}",
            ended.said
        );
        let text = fs::read_to_string(file).unwrap();
        let folder = self.path().canonicalize().unwrap().display().to_string();
        let below = format!("{folder}/");
        let word = |word: &str| {
            if word == folder {
                String::new()
            } else {
                word.replace(&below, "")
            }
        };
        let words = |line: &str| -> Vec<String> { line.split('\t').map(word).collect() };
        text.lines().map(words).collect()
    }

    /// The files below the folder, without locks.
    pub fn files(&self) -> runs::Files {
        runs::files(self.path())
    }
}

/// What a command ends with when nothing fails: 1 where rows are wrong.
pub fn done(command: &str) -> i32 {
    i32::from(command.contains("--skip-bad"))
}

/// Asserts that there are the files that there have to be, and no others.
pub fn assert_files(found: &runs::Files, wanted: &runs::Files, what: &str) {
    let names = |files: &runs::Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(wanted), "{what}");
    let differs = found.iter().find(|(name, bytes)| wanted[*name] != **bytes);
    let differs = differs.map(|(name, _)| name);
    assert_eq!(differs, None, "another file than it has to be: {what}");
}

/// A command with what `@` stands for.
fn full(command: &str) -> String {
    let all = format!("--target government --date 2026-11-23 --campaign {CAMPAIGN}");
    let words = command.split(' ');
    let words = words.map(|word| if word == "@" { &all } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// A new folder, in memory where the system has one: runs that fail and go on by the thousand do not wait for a disk.
fn temporary() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        TempDir::new_in(memory).unwrap()
    } else {
        TempDir::new().unwrap()
    }
}

/// A list of some members.
pub fn list(numbers: impl Iterator<Item = usize>) -> String {
    let head = "name,street,city,country,consent,email,branch\n".to_owned();
    numbers.fold(head, |mut rows, n| {
        let _ = writeln!(
            rows,
            "Ana {n},{n} Road,Leeds,GB,yes,a{n}@example.org,b{}",
            n % 3
        );
        rows
    })
}

/// Copies what is in a folder into another one.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
