//! The program: its result becomes an exit code. Everything else is in the library.

use std::process::ExitCode;

/// A letter is many small values; this allocator makes and frees them in less time, and touches fewer
/// pages, than the one of the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Before `main`, the standard library opens every standard stream that is closed as the empty device. Whoever closes
/// standard output would lose letters without a word.
#[cfg(unix)]
#[ctor::ctor(unsafe)]
fn notice_closed_output() {
    protest_letter::console::notice_closed_output();
}

fn main() -> ExitCode {
    protest_letter::cli::run().into()
}
