//! A program that runs: what it printed, its keyboard, its end.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::{PATH, Place};

/// How often it is looked at.
const MOMENT: Duration = Duration::from_millis(5);

/// What coreutils' `timeout` says when it kills, and when there is nothing to run.
const KILLED: &str = "timeout: sending signal ";
const NOT_THERE: &str = "timeout: failed to run command";

/// A program that was started, killed with all that it started when it is dropped.
pub struct Running {
    name: String,
    place: Place,
    child: Child,
    /// Standard output and standard error.
    files: [File; 2],
    /// How much of its output was waited for already.
    seen: usize,
}

impl Running {
    pub(super) fn new(name: String, place: Place, child: Child, files: [File; 2]) -> Self {
        Self {
            name,
            place,
            child,
            files,
            seen: 0,
        }
    }

    /// Waits for its end, which comes in time or fails the test.
    pub fn ended(mut self) -> Output {
        // A pipe stands for a keyboard, and its end would be a key.
        let keyboard = self.child.stdin.take();
        let status = self.child.wait().unwrap();
        drop(keyboard);
        self.output(status)
    }

    fn output(&mut self, status: ExitStatus) -> Output {
        self.kill();
        let [stdout, stderr] = self.files.each_ref().map(read);
        let said = String::from_utf8_lossy(&stderr);
        let name = &self.name;
        assert!(
            !said.starts_with(NOT_THERE),
            "cannot run `{name}`: {said}; scripts/test installs it"
        );
        let shown = String::from_utf8_lossy(&stdout);
        assert!(
            !said.contains(KILLED),
            "`{name}` was killed when its time was over; it printed:\n{shown}\n{said}"
        );
        Output {
            status,
            stdout,
            stderr,
        }
    }

    /// Waits until it prints a text, after what was waited for before; `false` if it ends without.
    pub fn prints(&mut self, wanted: &str) -> bool {
        loop {
            let has_ended = self.child.try_wait().unwrap().is_some();
            let all = read(&self.files[0]);
            let mut windows = all[self.seen..].windows(wanted.len());
            if let Some(at) = windows.position(|window| window == wanted.as_bytes()) {
                self.seen += at + wanted.len();
                return true;
            }
            if has_ended {
                return false;
            }
            sleep(MOMENT);
        }
    }

    /// The first line that it prints.
    pub fn line(&mut self) -> String {
        let has_line = self.prints("\n");
        let [shown, said] = self.files.each_ref().map(read);
        let [shown, said] = [shown, said].map(|text| String::from_utf8_lossy(&text).into_owned());
        assert!(has_line, "`{}` printed no line: {shown}{said}", self.name);
        shown.lines().next().unwrap_or_default().to_owned()
    }

    /// Types on its keyboard; one that has ended does not mind.
    pub fn types(&mut self, keys: &str) {
        let keyboard = self.child.stdin.as_mut().expect("it has a keyboard");
        let _ = keyboard.write_all(keys.as_bytes());
    }

    /// Kills what runs of it, its group and whatever left the group, and waits until nothing writes anymore.
    fn kill(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            signal("KILL", &[format!("-{}", self.child.id())]);
            let _ = self.child.wait();
        }
        for _ in 0..400 {
            let left = self.place.processes();
            if left.is_empty() {
                return;
            }
            signal("KILL", &left);
            sleep(MOMENT);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// All that is in a file, wherever others read or write in it.
fn read(file: &File) -> Vec<u8> {
    let length = file.metadata().unwrap().len();
    let mut bytes = vec![0; usize::try_from(length).unwrap()];
    file.read_exact_at(&mut bytes, 0).unwrap();
    bytes
}

/// Sends a signal to processes and, by a negative number, to groups.
fn signal(name: &str, processes: &[String]) {
    let mut kill = Command::new("sh");
    kill.args(["-c", r#"kill -s "$0" -- "$@""#, name]);
    kill.args(processes).env_clear().env("PATH", PATH);
    let _ = kill.stderr(Stdio::null()).status();
}
