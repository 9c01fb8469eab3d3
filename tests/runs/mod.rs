//! What a run of the program said, and the files that it left.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

pub mod batch_folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use protest_letter::faults::VARIABLE;

use crate::program::program;
pub use batch_folder::{BatchFolder, Options};

/// The files below a folder, by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The exit code, and what was said to people.
pub fn said(output: &Output) -> (Option<i32>, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

/// The same of a command.
pub fn run(mut command: Command) -> (Option<i32>, String) {
    said(&command.output().unwrap())
}

/// Runs a command that is killed at a point, such as `record:20`, when 20 letters are complete.
pub fn kill(mut command: Command, point: &str) {
    command.env(VARIABLE, format!("stop:{point}"));
    let status = command.stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), None, "it was not killed at {point}");
}

/// The longest that a run may take to begin on a busy machine.
const LONGEST: Duration = Duration::from_mins(2);

/// A run that waits at a point until it is dropped.
pub struct Waiting(Child);

impl Waiting {
    /// Starts a command, and waits until it has begun as `has_begun` sees it.
    pub fn at(mut command: Command, point: &str, has_begun: impl Fn() -> bool) -> Self {
        command.env(VARIABLE, format!("wait:{point}"));
        let mut run = Self(command.stderr(Stdio::null()).spawn().unwrap());
        let start = Instant::now();
        while !has_begun() {
            let ended = run.0.try_wait().unwrap();
            assert!(ended.is_none(), "it did not wait at {point}: {ended:?}");
            let is_late = start.elapsed() > LONGEST;
            assert!(!is_late, "it waits at {point} and has not begun");
            std::thread::sleep(Duration::from_millis(5));
        }
        run
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The same of `verify` in the folder of a batch.
pub fn verify(folder: &Path) -> (Option<i32>, String) {
    let mut command = program();
    command.arg("verify").arg(folder);
    run(command)
}

/// The files below a folder, without what locks it; of an empty folder, its name.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            let inner = files(&path);
            if inner.is_empty() {
                found.insert(format!("{name}/"), Vec::new());
            }
            let inner = inner.into_iter();
            found.extend(inner.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if !name.starts_with(".protest-letter.lock") {
            // A run may have given a file that is not complete its name meanwhile.
            found.extend(fs::read(&path).ok().map(|bytes| (name, bytes)));
        }
    }
    found
}
