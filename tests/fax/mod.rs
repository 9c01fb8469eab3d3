//! Faxes as other people's programs read them: in every language, resolution, coding and paper.
//!
//! `tiffcheck` is what `HylaFAX` judges documents by before it sends them, `efix` what efax reads them
//! with.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod batch;
mod calls;
mod files;
mod line;
mod modem;
mod options;
mod pages;
mod pictures;
mod pixels;
mod queue;

use std::process::Output;

use crate::program::program;

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// Countries, and how long their paper is in millimetres.
const PAPERS: [(&str, &str); 2] = [("GB", "297"), ("US", "279")];

/// Three pages with the cover.
const LONG: [&str; 2] = ["--personal", "@tests/cases/letters/inputs/long.txt"];

/// A fax of the built-in campaign to its company, to the first line unless another is asked for.
fn fax(options: &[&str]) -> Output {
    let mut program = program();
    program.args(["generate", "--format", "fax", "--target", "kazmunaygaz"]);
    program.args(["--date", "2011-12-17"]);
    if !options.contains(&"--fax-line") {
        program.args(["--fax-line", "1"]);
    }
    if !options.contains(&"--country") {
        program.args(["--country", "GB"]);
    }
    if !options.contains(&"--from") {
        program.args([
            "--name",
            "Ana Silva",
            "--organization",
            "Oil Workers, Branch 7",
        ]);
        program.args([
            "--address",
            "12 Example Road",
            "--phone",
            "+44 20 7946 0018",
        ]);
    }
    program.args(options).output().unwrap()
}

fn good(options: &[&str]) -> Vec<u8> {
    let output = fax(options);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {said}");
    output.stdout
}
