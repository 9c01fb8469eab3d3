//! Whatever the tests start ends, and leaves nothing: neither processes nor files.

use crate::outside::{Place, Program, printed};

/// Without it a program that asks a question would hang for ever.
#[test]
#[should_panic(expected = "was killed when its time was over; it printed:\nCreate it?")]
fn what_takes_too_long_fails_with_what_it_printed() {
    let hangs = Program::new("sh").args(["-c", "echo 'Create it?'; exec sleep 600"]);
    hangs.seconds(1).run();
}

#[test]
#[should_panic(expected = "scripts/test installs it")]
fn what_is_not_there_is_told() {
    printed("no-such-program", &[]);
}

/// A session of its own is what daemons take to live on.
#[test]
fn nothing_runs_on_after_its_end_or_that_of_the_test() {
    let place = Place::new();
    let daemon = ["-c", "setsid sleep 600 & sleep 0.1"];
    let ended = Program::at(&place, "sh").args(daemon).run();
    assert!(ended.status.success());
    assert!(place.processes().is_empty());
    let daemon = ["-c", "setsid sleep 600 & echo ready; exec sleep 600"];
    let mut running = Program::at(&place, "sh").args(daemon).start();
    assert_eq!(running.line(), "ready");
    assert!(place.processes().len() >= 2);
    drop(running);
    assert!(place.processes().is_empty());
}

#[test]
fn a_place_goes_with_its_last_program() {
    let place = Place::new();
    let path = place.path().to_owned();
    let write = "echo mine > ~/file && mkdir -p $XDG_CACHE_HOME && echo mine > $TMPDIR/file";
    Program::at(&place, "sh").args(["-c", write]).printed();
    assert!(path.join("home/file").is_file() && path.join("tmp/file").is_file());
    drop(place);
    assert!(!path.exists());
}

/// Of the caller's environment nothing is seen, and no folder is the caller's.
#[test]
fn a_program_sees_its_own_environment_alone() {
    let place = Place::new();
    let seen = Program::at(&place, "env").printed();
    let own = place.environment();
    assert_eq!(seen.lines().count(), own.len() + 1, "{seen}");
    let folder = place.path().display().to_string();
    for (name, value) in seen.lines().filter_map(|line| line.split_once('=')) {
        let is_folder = ["HOME", "TMPDIR"].contains(&name) || name.starts_with("XDG_");
        assert!(!is_folder || value.starts_with(&folder), "{name}={value}");
    }
}
