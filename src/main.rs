//! The program: its result becomes an exit code. Everything else is in the library.

use std::process::ExitCode;

/// A letter is many small values; this allocator makes and frees them in less time, and touches fewer
/// pages, than the one of the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    protest_letter::cli::run().into()
}
