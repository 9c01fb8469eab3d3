//! Other people's programs, which judge what ours writes.

use std::process::{Command, Output};

/// Runs a program; one that is not there fails the test.
pub fn run(name: &str, arguments: &[&str]) -> Output {
    let output = Command::new(name).args(arguments).output();
    output.unwrap_or_else(|error| panic!("cannot run `{name}`: {error}; scripts/test installs it"))
}

/// What a program prints, which has to end well.
pub fn printed(name: &str, arguments: &[&str]) -> String {
    let output = run(name, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
