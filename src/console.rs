//! The console: arguments, environment, standard input, output and error.
//!
//! Standard output carries data only; everything for people goes to standard error. A reader that
//! has seen enough (a closed pipe) is a quiet end, not a problem.
#![expect(
    clippy::disallowed_methods,
    reason = "this module owns the console and the environment"
)]

mod progress;
mod told;

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::diagnostic::{Diagnostic, Problems, Severity, Untold, reason};
use crate::report;

pub use progress::Progress;

/// Where a program talks to its user.
#[derive(Clone, Copy, Debug, Default)]
pub struct Console {
    /// Say nothing but errors.
    pub quiet: bool,
}

impl Console {
    /// Writes data to standard output.
    ///
    /// # Errors
    /// If that fails for another reason than a closed pipe.
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

    /// Tells people what was found: errors always, the rest unless quiet; in all no more than anybody reads.
    pub fn tell(self, problems: &Problems) {
        let is_wanted = |p: &&Diagnostic| p.severity == Severity::Error || !self.quiet;
        let wanted: Vec<&Diagnostic> = problems.0.iter().filter(is_wanted).collect();
        for problem in told::chosen(&wanted) {
            say(&report::render(problem, in_colour()));
        }
    }

    /// Counts problems that nobody kept.
    pub fn leave_out(self, untold: Untold) {
        let errors = untold.errors;
        let quiet = Untold {
            errors,
            ..Untold::default()
        };
        told::leave_out(if self.quiet { quiet } else { untold });
    }

    /// Says at the end how many problems were not told.
    pub fn close(self) {
        if let Some(line) = told::rest() {
            say(&line);
        }
    }

    /// Shows how far long work is, of which there is so much.
    pub fn progress(self, all: usize) -> Progress {
        Progress::new(all, self.quiet)
    }

    /// A line for people that is no problem.
    pub fn inform(self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }
}

/// Writes to standard error. There is nobody to tell if that fails.
fn say(text: &str) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "{}", text.trim_end());
}

/// Whether standard output was closed when the program began.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// The error of Unix for a stream that is not open (EBADF).
const NOT_OPEN: i32 = 9;

/// Notices whether standard output is closed: only before `main` that can be told.
#[cfg(unix)]
pub fn notice_closed_output() {
    use std::os::fd::AsFd;
    let copy = io::stdout().as_fd().try_clone_to_owned();
    let is_closed = copy.is_err_and(|error| error.raw_os_error() == Some(NOT_OPEN));
    CLOSED.store(is_closed, Ordering::Relaxed);
}

/// How many cores there are to work with.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

/// Whether standard output is a terminal.
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether somebody can answer questions.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether problems are shown in colour (no-color.org).
fn in_colour() -> bool {
    io::stderr().is_terminal() && variable("NO_COLOR").is_none()
}

/// Standard input, to be read.
pub fn input() -> impl Read {
    io::stdin().lock()
}

/// The arguments, the program's name first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// A variable of the environment that has a value.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The file of the saved sender; `None` without a home folder.
pub fn sender_file() -> Option<PathBuf> {
    let strategy = choose_base_strategy().ok()?;
    Some(
        strategy
            .config_dir()
            .join("protest-letter")
            .join("sender.toml"),
    )
}
