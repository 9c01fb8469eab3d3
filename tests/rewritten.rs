//! Print files that are large, that another program rewrote or that are damaged: `verify` reads them all, page by page
//! if it can.
//!
//! The manifest has the digest of the file as it is now, so that the letters themselves are judged.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;

use crate::outside;
use crate::runs::BatchFolder;
use crate::written::people;
use protest_letter::digest::Digest;

/// The number of letters in the file.
const LETTERS: usize = 70;

/// A print file of as many letters to an office, which are on a page each.
fn batch() -> BatchFolder {
    let members = format!(
        "name,street,city,country,consent\n{}",
        people(LETTERS, "Road")
    );
    let batch = BatchFolder::new(&members);
    batch.good(
        "out",
        "--format pdf --combine all --target president --date 2026-11-23",
    );
    batch
}

/// Puts another file in place of the print file, as if the batch had written it; returns what `verify` says.
fn verified(batch: &BatchFolder, file: &[u8]) -> (Option<i32>, String) {
    let path = |name: &str| batch.path("out").join(name);
    let digest = Digest::of(&fs::read(path("letters.pdf")).unwrap()).to_string();
    let manifest = fs::read_to_string(path("manifest.csv")).unwrap();
    fs::write(path("letters.pdf"), file).unwrap();
    let now = Digest::of(file).to_string();
    fs::write(path("manifest.csv"), manifest.replace(&digest, &now)).unwrap();
    batch.verify("out")
}

/// A PDF file that qpdf makes of another with some options.
fn rewritten(batch: &BatchFolder, file: &[u8], options: &[&str]) -> Vec<u8> {
    let (from, to) = (batch.path("from.pdf"), batch.path("to.pdf"));
    fs::write(&from, file).unwrap();
    let paths = [&from, &to].map(|path| path.display().to_string());
    let options = options
        .iter()
        .map(|option| option.replace("FROM", &paths[0]));
    let options: Vec<String> = [paths[0].clone()]
        .into_iter()
        .chain(options)
        .chain([paths[1].clone()])
        .collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    outside::run("qpdf", &options);
    fs::read(to).unwrap()
}

#[test]
fn a_print_file_that_another_program_wrote_says_the_same() {
    let batch = batch();
    let file = fs::read(batch.path("out/letters.pdf")).unwrap();
    let ways: [&[&str]; 7] = [
        &["--object-streams=generate"],
        &["--object-streams=disable"],
        &[
            "--object-streams=disable",
            "--stream-data=uncompress",
            "--qdf",
        ],
        &["--linearize"],
        &["--linearize", "--object-streams=disable"],
        // One that is read whole.
        &["--encrypt", "", "owner", "256", "--"],
        &["--pages", "FROM", "1-z", "--"],
    ];
    for options in ways {
        let other = rewritten(&batch, &file, options);
        assert!(other != file, "{options:?}");
        let (code, said) = verified(&batch, &other);
        let right = format!("{LETTERS} letters in 1 file are whole and those of their members");
        assert!(
            code == Some(0) && said.contains(&right),
            "{options:?}: {said}"
        );
    }
}

#[test]
fn pages_that_were_swapped_or_lost_are_told() {
    let batch = batch();
    let file = fs::read(batch.path("out/letters.pdf")).unwrap();
    let line = |row: usize, what: &str| {
        format!(
            "the letter of line {} to `president` in `letters.pdf` {what}",
            row + 1
        )
    };
    let other = "is not the one that was written";
    let swapped = rewritten(&batch, &file, &["--pages", "FROM", "1-9,11,10,12-z", "--"]);
    let (code, said) = verified(&batch, &swapped);
    let told = said.contains(&line(10, other)) && said.contains(&line(11, other));
    assert!(code == Some(1) && told, "{said}");
    assert!(
        !said.contains(&line(9, "")) && !said.contains(&line(12, "")),
        "{said}"
    );

    let lost = rewritten(&batch, &file, &["--pages", "FROM", "1-69", "--"]);
    let (code, said) = verified(&batch, &lost);
    assert!(
        code == Some(1) && said.contains(&line(LETTERS, "is not in it")),
        "{said}"
    );
    assert_eq!(said.matches("error:").count(), 1, "{said}");

    let more = rewritten(&batch, &file, &["--pages", "FROM", "1-z,5", "--"]);
    let (code, said) = verified(&batch, &more);
    let told = "`letters.pdf` holds more than its letters: 1 pages or messages";
    assert!(code == Some(1) && said.contains(told), "{said}");
}

#[test]
fn a_damaged_print_file_is_told() {
    let batch = batch();
    let file = fs::read(batch.path("out/letters.pdf")).unwrap();
    // The content of the last letter begins behind those of all others.
    let last = file.windows(6).rposition(|bytes| bytes == b"stream");
    let streams = file.windows(8).enumerate();
    let streams: Vec<usize> = streams
        .filter(|(_, bytes)| bytes == b"\nstream\n" || bytes.ends_with(b">>stream"))
        .map(|(at, _)| at)
        .collect();
    assert!(last.is_some() && streams.len() > LETTERS, "{streams:?}");
    let mut flipped = file.clone();
    flipped[streams[LETTERS] + 20] ^= 0x55;
    let (code, said) = verified(&batch, &flipped);
    assert!(code == Some(1) && said.contains("error:"), "{said}");

    let (code, said) = verified(&batch, &file[..file.len() / 2]);
    assert!(
        code == Some(1) && said.contains("`letters.pdf`: "),
        "{said}"
    );

    let (code, said) = verified(&batch, b"no print file");
    assert!(
        code == Some(1) && said.contains("`letters.pdf`: "),
        "{said}"
    );

    let (code, said) = verified(&batch, &file);
    assert_eq!(code, Some(0), "{said}");
}

/// Kilobytes that `verify` has in memory at most, for so many letters in a print file.
fn peak(letters: usize) -> u64 {
    let members = format!(
        "name,street,city,country,consent\n{}",
        people(letters, "Road")
    );
    let batch = BatchFolder::new(&members);
    let how = "--format pdf --combine all --target president --date 2026-11-23";
    batch.good("out", how);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bombs/measured.py");
    let figures = batch.path("figures").display().to_string();
    let out = batch.path("out").display().to_string();
    let program = env!("CARGO_BIN_EXE_protest-letter");
    outside::printed(
        "python3",
        &[script, &figures, SPACE, program, "verify", &out],
    );
    let figures = fs::read_to_string(figures).unwrap();
    figures.split_whitespace().last().unwrap().parse().unwrap()
}

/// Kilobytes of address space: more than is needed.
const SPACE: &str = "8000000";

/// Kilobytes for each further letter: its row, its name, its line in the list of those that were found.
const A_LETTER: u64 = 1;

#[test]
fn a_print_file_of_many_letters_is_not_held_in_memory() {
    let (few, more) = (peak(500), peak(4500));
    assert!(
        more < few + 4000 * A_LETTER + 8 * 1024,
        "{few} KB, then {more} KB"
    );
}
