//! The faults that tests inject, counted and carried out.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use crate::faults::point::{Point, VARIABLE};

/// A fault to inject.
struct Fault {
    what: What,
    kind: String,
    nth: usize,
    and_later: bool,
    passed: AtomicUsize,
}

enum What {
    Fail(i32),
    Stop,
    Wait,
    Panic,
}

#[derive(Default)]
struct Faults {
    asked: Vec<Fault>,
    trace: Option<Mutex<Trace>>,
}

#[expect(clippy::disallowed_types, reason = "a trace is no file of the program")]
type Trace = std::fs::File;

/// Passes an operation, unless it is to fail. `about` describes it in a trace.
///
/// # Errors
/// The error of the injected fault.
pub fn pass(point: Point, about: impl FnOnce() -> String) -> io::Result<()> {
    let faults = faults();
    for fault in faults.due(point) {
        match fault.what {
            What::Fail(number) => return Err(io::Error::from_raw_os_error(number)),
            What::Stop => std::process::abort(),
            What::Wait => wait(),
            What::Panic => {}
        }
    }
    faults.trace(|| format!("{}\t{}\n", name(point), about()));
    Ok(())
}

/// Passes a stage, unless it is to panic or to stop the process.
///
/// # Panics
/// If a test asked for it.
pub fn enter(point: Point) {
    let faults = faults();
    faults.trace(|| format!("{}\t\n", name(point)));
    for fault in faults.due(point) {
        assert!(!matches!(fault.what, What::Panic), "a test asked for it");
        match fault.what {
            What::Stop => std::process::abort(),
            What::Wait => wait(),
            What::Panic | What::Fail(_) => {}
        }
    }
}

/// Waits until the process is killed.
fn wait() -> ! {
    loop {
        std::thread::park();
    }
}

/// Adds to the trace what no operation shows by itself: the name of a new file.
pub fn note(about: impl FnOnce() -> String) {
    faults().trace(|| about() + "\n");
}

impl Faults {
    /// Writes a line to the trace, if there is one. A test that finds too few lines fails.
    fn trace(&self, line: impl FnOnce() -> String) {
        if let Some(Ok(mut trace)) = self.trace.as_ref().map(Mutex::lock) {
            let _ = trace.write_all(line().as_bytes());
        }
    }

    /// Returns the faults that are due at this passage.
    fn due(&self, point: Point) -> Vec<&Fault> {
        let name = name(point);
        let is_stage = matches!(
            point,
            Point::Row
                | Point::Worker
                | Point::Letter
                | Point::Pages
                | Point::Bytes
                | Point::Record
                | Point::Reread
        );
        let is_of = |fault: &&Fault| fault.kind == name || fault.kind == "any" && !is_stage;
        let is_due = |fault: &&Fault| {
            let n = fault.passed.fetch_add(1, Ordering::Relaxed) + 1;
            n == fault.nth || fault.and_later && n > fault.nth
        };
        self.asked.iter().filter(is_of).filter(is_due).collect()
    }
}

/// Returns the name of a point, as in faults and traces.
fn name(point: Point) -> String {
    format!("{point:?}").to_lowercase()
}

fn faults() -> &'static Faults {
    static FAULTS: OnceLock<Faults> = OnceLock::new();
    FAULTS.get_or_init(asked)
}

#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a switch for tests is no setting of the program"
)]
fn asked() -> Faults {
    let Ok(text) = std::env::var(VARIABLE) else {
        return Faults::default();
    };
    let trace = text
        .split(',')
        .find_map(|one| one.strip_prefix("trace:"))
        .and_then(|path| {
            let file = std::fs::File::options()
                .create(true)
                .append(true)
                .open(path);
            file.ok().map(Mutex::new)
        });
    Faults {
        asked: text.split(',').filter_map(read).collect(),
        trace,
    }
}

/// Reads a fault, such as `fail:write:7+:28`.
fn read(text: &str) -> Option<Fault> {
    let mut parts = text.split(':');
    let (what, kind, nth) = (parts.next()?, parts.next()?, parts.next()?);
    let what = match what {
        "fail" => What::Fail(parts.next()?.parse().ok()?),
        "stop" => What::Stop,
        "wait" => What::Wait,
        "panic" => What::Panic,
        _ => return None,
    };
    Some(Fault {
        what,
        kind: kind.to_owned(),
        nth: nth.trim_end_matches('+').parse().ok()?,
        and_later: nth.ends_with('+'),
        passed: AtomicUsize::new(0),
    })
}
