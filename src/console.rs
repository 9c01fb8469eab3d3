//! The console: arguments, environment, standard input, output and error.
//!
//! Standard output carries data only; everything for people goes to standard error. A reader that has seen enough (a
//! closed pipe) ends the output quietly, without a problem.
#![expect(
    clippy::disallowed_methods,
    reason = "this module owns the console and the environment"
)]

mod progress;
mod signals;
mod speech;
mod told;

use std::ffi::OsString;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::diagnostic::{Diagnostic, Problems, Severity, Untold, reason};
use crate::report;

use self::speech::say;

pub use progress::Progress;
pub use signals::{asked_to_stop, end_as_asked, heed_size_limit, heed_stop};

/// The connection between the program and its user.
#[derive(Clone, Copy, Debug, Default)]
pub struct Console {
    /// Whether only errors are shown.
    pub quiet: bool,
    /// When messages are in colour.
    pub colour: Colour,
}

/// The choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// On terminals that have them, unless `NO_COLOR` is set (no-color.org).
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Returns whether a stream is in colour.
    fn is_on(self, is_terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let is_dumb = variable("TERM").is_some_and(|name| name == "dumb");
                is_terminal && !is_dumb && variable("NO_COLOR").is_none()
            }
        }
    }
}

impl Console {
    /// Writes data to standard output.
    ///
    /// # Errors
    /// If writing fails for another reason than a closed pipe.
    pub fn data(self, bytes: &[u8]) -> Result<(), Diagnostic> {
        if CLOSED.load(Ordering::Relaxed) {
            let problem = Diagnostic::error("cannot write to standard output: it is closed");
            return Err(problem.help("let it go to a terminal, into a file or into a program"));
        }
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Diagnostic::error(format!(
                "cannot write to standard output: {}",
                reason(&error)
            ))),
            _ => Ok(()),
        }
    }

    /// Writes a text for people to standard output, plain or in colour.
    ///
    /// # Errors
    /// If writing fails for another reason than a closed pipe.
    pub fn page(self, text: &str, coloured: &str) -> Result<(), Diagnostic> {
        let in_colour = self.colour.is_on(stdout_is_terminal());
        self.data(if in_colour { coloured } else { text }.as_bytes())
    }

    /// Shows a text that is not a problem, plain or in colour.
    pub fn inform_with(self, text: &str, coloured: &str) {
        let in_colour = self.colour.is_on(io::stderr().is_terminal());
        self.inform(if in_colour { coloured } else { text });
    }

    /// Shows problems: errors always, the rest unless quiet; in all no more than anybody reads.
    pub fn tell(self, problems: &Problems) {
        self.show(problems, report::render);
    }

    /// Shows problems as [`tell`](Self::tell) does, however many there are.
    pub fn tell_all(self, problems: &Problems) {
        self.say_each(&self.wanted(problems), report::render);
    }

    fn show(self, problems: &Problems, render: fn(&Diagnostic, bool) -> String) {
        self.say_each(&told::chosen(&self.wanted(problems)), render);
    }

    fn wanted(self, problems: &Problems) -> Vec<&Diagnostic> {
        let is_wanted = |p: &&Diagnostic| p.severity == Severity::Error || !self.quiet;
        problems.0.iter().filter(is_wanted).collect()
    }

    fn say_each(self, problems: &[&Diagnostic], render: fn(&Diagnostic, bool) -> String) {
        let in_colour = self.colour.is_on(io::stderr().is_terminal());
        for problem in problems {
            say(&render(problem, in_colour));
        }
    }

    /// Shows problems with their codes, as [`tell`](Self::tell) does.
    pub fn tell_with_codes(self, problems: &Problems) {
        self.show(problems, report::render_with_code);
    }

    /// Counts problems that were not kept.
    pub fn leave_out(self, untold: Untold) {
        let errors = untold.errors;
        let quiet = Untold {
            errors,
            ..Untold::default()
        };
        told::leave_out(if self.quiet { quiet } else { untold });
    }

    /// Reports at the end how many problems were not shown.
    pub fn close(self) {
        if let Some(line) = told::rest() {
            say(&line);
        }
    }

    /// Shows the progress of long work with `all` steps.
    pub fn progress(self, all: usize) -> Progress {
        Progress::new(all, self.quiet)
    }

    /// Shows the progress of long work with `all` steps on a terminal, and nothing elsewhere.
    pub fn bar(self, all: usize) -> Progress {
        Progress::new(all, self.quiet).on_terminals_only()
    }

    /// Shows a line that is not a problem.
    pub fn inform(self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }
}

/// Whether standard output was closed when the program began.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// The error of Unix for a stream that is not open (EBADF).
const NOT_OPEN: i32 = 9;

/// Notes whether standard output is closed: that can only be known before `main`.
#[cfg(unix)]
pub fn notice_closed_output() {
    use std::os::fd::AsFd;
    let copy = io::stdout().as_fd().try_clone_to_owned();
    let is_closed = copy.is_err_and(|error| error.raw_os_error() == Some(NOT_OPEN));
    CLOSED.store(is_closed, Ordering::Relaxed);
}

/// Returns the number of available cores.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

/// Returns whether standard output is a terminal.
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Returns whether somebody can answer questions.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks a question that is answered with yes or no, an empty answer being yes; any other answer asks again.
///
/// # Errors
/// If the input ends or cannot be read.
pub fn is_agreed(question: &str) -> Result<bool, Diagnostic> {
    loop {
        say(&format!("{question} [Y/n]"));
        let mut answer = String::new();
        let read = io::stdin().lock().read_line(&mut answer);
        if read.map_err(|error| Diagnostic::error(reason(&error)))? == 0 {
            return Err(Diagnostic::error("broken off; nothing was written"));
        }
        match answer.trim().to_lowercase().as_str() {
            "" | "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => {}
        }
    }
}

/// Returns standard input for reading.
pub fn input() -> impl Read {
    io::stdin().lock()
}

/// Returns the arguments, beginning with the program's name.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// Returns a variable of the environment, if it has a value.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns the home folder of the user.
pub fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// Returns the folders that programs are looked for in.
pub fn program_folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path);
    folders
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect()
}

/// Returns the file of the saved sender; `None` without a home folder.
pub fn sender_file() -> Option<PathBuf> {
    let strategy = choose_base_strategy().ok()?;
    Some(
        strategy
            .config_dir()
            .join("protest-letter")
            .join("sender.toml"),
    )
}
