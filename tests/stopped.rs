//! A batch that somebody stops with a signal: it says how to go on, leaves nothing half, and the same command ends it.
#![cfg(unix)]

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::outside::Program;
use crate::program::{heeding_signals, program};
use crate::runs;
use crate::written::{Batch, is_letter, people, there};

/// The longest that a run may take to begin on a busy machine.
const LONGEST: Duration = Duration::from_mins(2);

/// Starts a batch, sends a signal when more files are there, and returns the signal that ended it and what it said.
fn stopped(batch: &Batch, more: &str, signal: &str) -> (Option<i32>, String) {
    let letters = batch.path("out/president");
    let before = there(&letters);
    let mut command = heeding_signals(&batch.command("out", more));
    let mut run = command.stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while there(&letters) < before + 60 {
        assert!(run.try_wait().unwrap().is_none(), "it ended too early");
        assert!(start.elapsed() < LONGEST, "it does not begin");
        std::thread::sleep(Duration::from_millis(2));
    }
    let id = run.id().to_string();
    let kill = Program::new("sh").args(["-c", r#"kill -s "$0" "$1""#, signal, &id]);
    assert!(kill.run().status.success());
    let mut said = String::new();
    let mut stderr = run.stderr.take().unwrap();
    stderr.read_to_string(&mut said).unwrap();
    (run.wait().unwrap().signal(), said)
}

fn is_half(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.starts_with(".protest-letter-")
}

/// One run after the other is stopped, and the last one ends what they began.
#[test]
fn a_batch_that_is_stopped_says_how_to_go_on() {
    let batch = Batch::new(&people(2500, "Road"));
    let whole = batch.good("whole", "--combine none");
    for (signal, number, by) in [
        ("INT", 2, "Ctrl-C"),
        ("TERM", 15, "`kill`"),
        ("HUP", 1, "the end of its terminal"),
    ] {
        let (ended, said) = stopped(&batch, "--combine none", signal);
        assert_eq!(ended, Some(number), "{said}");
        let told = format!("stopped by {by} at letter ");
        assert!(said.contains(&told) && said.contains(" of 5000"), "{said}");
        assert!(said.contains("give the same command again: "), "{said}");
        let files = runs::files(&batch.path("out"));
        assert!(!files.keys().any(|name| is_half(name)), "nothing is half");
        assert!(!files.contains_key("manifest.csv"));
        let letters = files.iter().filter(|(name, _)| is_letter(name));
        for (name, bytes) in letters {
            assert_eq!(bytes, whole[name].as_bytes(), "{name}");
        }
    }
    assert!(batch.good("out", "--combine none") == whole);
}

/// With `--force` once more, it would begin anew; and `--quiet` hides no error.
#[test]
fn a_batch_that_replaces_another_goes_on_without_force() {
    let batch = Batch::new(&people(3, "Street"));
    batch.good("out", "--combine none");
    batch.members(&people(2500, "Road"));
    let (ended, said) = stopped(&batch, "--combine none --force --quiet", "INT");
    assert_eq!(ended, Some(2), "{said}");
    assert!(said.contains("again without `--force`: "), "{said}");
    let whole = batch.good("whole", "--combine none");
    assert!(batch.good("out", "--combine none") == whole);
}

/// A line of a shell that runs the program.
fn line(batch: &Batch, more: &str) -> String {
    let program = program().get_program().to_string_lossy().into_owned();
    let arguments = batch.arguments("out", more);
    format!("'{program}' '{}'", arguments.join("' '"))
}

/// Ctrl-C as it is typed: the bar goes, and the message stands alone.
#[test]
fn on_a_terminal_the_message_is_seen() {
    let batch = Batch::new(&people(4000, "Road"));
    let line = line(&batch, "--combine all --target president");
    let terminal = Program::new("script").args(["-qec", &line, "/dev/null"]);
    let mut running = terminal.keyboard().start();
    assert!(running.prints("of 4000 letters"));
    running.types("\u{3}");
    let output = running.ended();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = shown
        .rsplit('\r')
        .find(|line| line.contains("stopped"))
        .unwrap_or_default();
    assert!(last.contains("stopped by Ctrl-C at letter "), "{shown}");
    assert!(!last.contains('█') && !last.contains('░'), "{shown}");
    assert_eq!(output.status.code(), Some(128 + 2), "{shown}");
    assert!(!batch.path("out/letters.txt").exists());
}

/// What a shell starts in the background of a script is told to ignore Ctrl-C, and `nohup` the end of the terminal.
#[test]
fn what_is_to_be_ignored_is_ignored() {
    let batch = Batch::new(&people(2500, "Road"));
    let (line, folder) = (line(&batch, "--combine none"), batch.path("out"));
    let script = format!(
        "trap '' HUP INT\n\
         {line} 2> said & run=$!\n\
         until [ \"$(ls '{0}/president' 2> none | wc -l)\" -ge 60 ]; do sleep 0.01; done\n\
         kill -s HUP $run; kill -s INT $run; wait $run",
        folder.display()
    );
    let shell = Program::new("sh").args(["-c", &script]);
    let output = shell.folder(batch.folder.path()).run();
    assert!(output.status.success(), "{output:?}");
    assert!(folder.join("manifest.csv").exists());
}
