//! The program: its result becomes an exit code. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    protest_letter::cli::run().into()
}
