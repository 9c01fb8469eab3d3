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

/// The same command, which heeds signals even where the tests were started in the background and so ignore them.
#[expect(clippy::disallowed_methods, reason = "a test runs the program")]
pub fn heeding_signals(command: &Command) -> Command {
    let mut heeding = Command::new("env");
    heeding.args(["INT", "TERM", "HUP"].map(|signal| format!("--default-signal={signal}")));
    heeding.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        heeding.current_dir(folder);
    }
    let values = command.get_envs();
    heeding.envs(values.filter_map(|(name, value)| Some((name, value?))));
    heeding
}
