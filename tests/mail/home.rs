//! A home for programs that send mail, and what they send to.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::outside::{PATH, Place, Program, Running};

/// A folder that programs take for the home of their user.
pub struct Home {
    place: Place,
}

impl Home {
    pub fn new() -> Self {
        let place = Place::new();
        Self { place }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.place.home().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// A file with rights such as 0o600.
    pub fn with_mode(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let path = self.write(name, text);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    pub fn script(&self, name: &str, text: &str) -> PathBuf {
        self.with_mode(name, text, 0o755)
    }

    /// Puts the recorder in the place of a program, with `input` for the shell, such as `</dev/null`, as what it
    /// reads.
    pub fn records(&self, program: &str, input: &str) {
        let text = format!("#!/bin/sh\nexec \"$RECORDER\" \"$@\" {input}\n");
        self.script(&format!("bin/{program}"), &text);
    }

    /// Runs shell lines with `input` on standard input; what they said to people.
    pub fn shell(&self, lines: &str, input: &[u8]) -> String {
        self.write("input", input);
        let shell = Program::at(&self.place, "sh").args(["-c", lines]);
        let shell = shell.folder(self.place.home()).input(input);
        let shell = shell
            .env("PATH", format!("{}:{PATH}", self.path("bin").display()))
            .env("DISPLAY", ":99")
            // s-nail looks for the home of root elsewhere.
            .env("MAILRC", self.path(".mailrc"))
            .env("RECORD", self.path("record"))
            .env("RECORDER", recorder());
        let output = shell.run();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{lines}: {said}");
        let touched = self.path("pwned").exists();
        assert!(!touched, "{lines} ran a line of the letter");
        said
    }

    /// The same; what the recorder wrote down.
    pub fn run(&self, lines: &str, input: &[u8]) -> Vec<u8> {
        let said = self.shell(lines, input);
        let record = fs::read(self.path("record"));
        record.unwrap_or_else(|error| panic!("{lines} sent nothing ({error}): {said}"))
    }

    /// The arguments that the recorder was called with.
    pub fn arguments(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("record.arguments")).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

/// The program that stands in for those that send.
pub fn recorder() -> PathBuf {
    fs::canonicalize(Path::new("tests/mail/record.sh")).unwrap()
}

/// A sink for one message, and its port. It writes where the recorder does.
pub fn sink(home: &Home) -> (Running, String) {
    let record = home.path("record");
    let python = Program::new("python3").args([Path::new("tests/mail/sink.py"), &record]);
    let mut sink = python.start();
    let port = sink.line();
    (sink, port)
}
