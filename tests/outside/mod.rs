//! Other people's programs, which judge what ours writes: the one place that starts them.
//!
//! A program has a home and a temporary folder of its own and sees nothing of the caller's environment. It ends: when
//! its time is over it is killed, and the test fails with what it printed. What it left running is killed with it.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests run programs here, and what these print is in files"
)]

pub mod pdf;
mod place;
mod running;
mod unpacked;

use std::ffi::{OsStr, OsString};
use std::io::{Seek, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub use place::Place;
pub use running::Running;
pub use unpacked::unpacked;

/// Where Debian has programs. What the caller's PATH adds may need the caller's home.
pub const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// How long a program may take if nothing else is said.
const SECONDS: u32 = 120;

/// The seconds that a program has to clear up when it is told to end.
const GRACE: &str = "5";

/// Runs a program; one that is not there fails the test.
pub fn run(name: &str, arguments: &[&str]) -> Output {
    Program::new(name).args(arguments).run()
}

/// What a program prints, which has to end well.
pub fn printed(name: &str, arguments: &[&str]) -> String {
    Program::new(name).args(arguments).printed()
}

/// A program that is to be run.
pub struct Program {
    name: String,
    arguments: Vec<OsString>,
    command: Command,
    place: Place,
    seconds: u32,
}

impl Program {
    /// A program in a place of its own.
    pub fn new(name: &str) -> Self {
        Self::at(&Place::new(), name)
    }

    /// A program in a place that others use too.
    pub fn at(place: &Place, name: &str) -> Self {
        let mut command = Command::new("timeout");
        command.env_clear().env("PATH", PATH);
        command.envs(place.environment()).stdin(Stdio::null());
        // Signals for the test are not for it, and it can be killed with all that it started.
        command.process_group(0);
        Self {
            name: name.to_owned(),
            arguments: Vec::new(),
            command,
            place: place.clone(),
            seconds: SECONDS,
        }
    }

    pub fn args(mut self, arguments: impl IntoIterator<Item: AsRef<OsStr>>) -> Self {
        let arguments = arguments.into_iter();
        self.arguments
            .extend(arguments.map(|argument| argument.as_ref().to_owned()));
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// The folder that it runs in; that of the sources, if nothing is said.
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// What it reads on standard input; nothing, if nothing is said.
    pub fn input(mut self, bytes: &[u8]) -> Self {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        self.command.stdin(file);
        self
    }

    /// Its standard input is a keyboard: what is typed later, without an end.
    pub fn keyboard(mut self) -> Self {
        self.command.stdin(Stdio::piped());
        self
    }

    pub fn seconds(mut self, seconds: u32) -> Self {
        self.seconds = seconds;
        self
    }

    /// Runs it to its end.
    pub fn run(self) -> Output {
        self.start().ended()
    }

    /// What it prints; it has to end well.
    pub fn printed(self) -> String {
        let what = format!("{} {:?}", self.name, self.arguments);
        let output = self.run();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{what}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Starts it.
    pub fn start(mut self) -> Running {
        let [out, err] = [(); 2].map(|()| tempfile::tempfile().unwrap());
        self.command
            .args(["--verbose", "--kill-after", GRACE])
            .args([&self.seconds.to_string(), &self.name])
            .args(self.arguments)
            .stdout(out.try_clone().unwrap())
            .stderr(err.try_clone().unwrap());
        let child = self.command.spawn();
        let child = child.unwrap_or_else(|error| panic!("cannot run `timeout`: {error}"));
        Running::new(self.name, self.place, child, [out, err])
    }
}
