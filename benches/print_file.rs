//! How fast print files are written: `cargo bench --bench print_file`. CI compiles it and times nothing.
//!
//! `cargo bench --bench print_file -- write 10000 FILE` writes one file of so many letters and says how
//! long that took. The letters are made between, one at a time, so `/usr/bin/time -v` before the
//! program tells how much memory a file takes.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement reads its arguments and writes its file itself"
)]

#[path = "../tests/letters/mod.rs"]
mod letters;

use std::fs::File;
use std::io::{Write, stdout};
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use letters::{letter, of_member};
use protest_letter::letter::furniture::Additions;
use protest_letter::output::pdf::{Info, PrintFile};
use protest_letter::page::Document;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, count, path, ..] = &arguments[..]
        && command == "write"
    {
        write(count.parse().expect("a number of letters"), path);
    } else {
        divan::main();
    }
}

fn kinds() -> Vec<Document> {
    let none = Additions::default();
    let letters = ["en", "ru", "kk", "en"].into_iter();
    letters
        .map(|lang| letter(lang, "Ana Silva", None, &none))
        .collect()
}

/// Writes a file of letters one after another, and prints how long that took without making them.
fn write(count: usize, path: &str) {
    let kinds = kinds();
    let mut spent = Duration::ZERO;
    let out = File::create(path).expect("a file");
    let mut file = PrintFile::new(out, &Info::of(&kinds[0]));
    for number in 0..count {
        let document = of_member(&kinds[number % kinds.len()], number as u64);
        let start = Instant::now();
        let written = file.letter(&document, &format!("Member {number}"));
        spent += start.elapsed();
        written.expect("a letter");
    }
    let start = Instant::now();
    let (out, _) = file.finish().expect("a file");
    let end = start.elapsed();
    let size = out.metadata().expect("a size").len();
    let each = size / count as u64;
    let line = format!("{count} letters in {spent:?} and {end:?} at the end, {each} bytes each\n");
    stdout().write_all(line.as_bytes()).expect("an output");
}

/// A file of letters in memory.
#[divan::bench(args = [1, 1000])]
fn print_file(bencher: Bencher<'_, '_>, count: usize) {
    let kinds = kinds();
    let numbered = (0..count).map(|n| of_member(&kinds[n % kinds.len()], n as u64));
    let documents: Vec<Document> = numbered.collect();
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let mut file = PrintFile::new(Vec::new(), &Info::of(&kinds[0]));
        for document in &documents {
            file.letter(document, "A member").expect("a letter");
        }
        file.finish().expect("a file").0.len()
    });
}
