//! A home for programs that send mail, and what they send to.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A folder that programs take for the home of their user.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
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
        let home = self.folder.path();
        let input = self.write("input", input);
        let path = format!("{}:/usr/bin:/bin", self.path("bin").display());
        let mut shell = Command::new("sh");
        shell.args(["-c", lines]).current_dir(home).env_clear();
        shell
            .env("PATH", path)
            .env("HOME", home)
            .env("TMPDIR", home);
        shell.env("XDG_RUNTIME_DIR", home).env("DISPLAY", ":99");
        // s-nail looks for the home of root elsewhere.
        shell.env("MAILRC", self.path(".mailrc"));
        shell.env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
        shell
            .env("RECORD", self.path("record"))
            .env("RECORDER", recorder());
        let output = shell
            .stdin(fs::File::open(input).unwrap())
            .output()
            .unwrap();
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
pub fn sink(home: &Home) -> (Child, String) {
    let mut python = Command::new("python3");
    python.arg("tests/mail/sink.py").arg(home.path("record"));
    let mut sink = python.stdout(Stdio::piped()).spawn().unwrap();
    let mut port = String::new();
    let mut said = BufReader::new(sink.stdout.take().unwrap());
    said.read_line(&mut port).unwrap();
    (sink, port.trim().to_owned())
}
