//! The real program, run where nothing of the machine around it is seen.

use std::process::Command;

/// Where no sender is saved: a folder that nobody makes.
pub const NO_SETTINGS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-settings");

/// The program with an empty environment and no saved sender.
#[expect(clippy::disallowed_methods, reason = "a test runs the program")]
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_protest-letter"));
    command.env_clear().env("XDG_CONFIG_HOME", NO_SETTINGS);
    command
}
