//! Batches of faxes: the same files as one by one, however a run goes, and a list of what to call.
//!
//! Takes a minute: pages are drawn by a program that is not optimized.

mod going;
mod list;
mod proof;
mod single;

use std::fmt::Write;
use std::fs;
use std::ops::Deref;
use std::path::Path;

use crate::runs::{BatchFolder, Files, files};

const DATE: [&str; 2] = ["--date", "2011-12-17"];

/// Countries, their towns, and how long their paper is in millimetres.
const COUNTRIES: [(&str, &str, &str); 3] = [
    ("GB", "Leeds", "297"),
    ("US", "Tulsa", "279"),
    ("KZ", "Aktau", "297"),
];

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// A batch of faxes to a target with two lines and one with one.
struct Batch(BatchFolder);

impl Deref for Batch {
    type Target = BatchFolder;

    fn deref(&self) -> &BatchFolder {
        &self.0
    }
}

/// A member of these tests: the country, the language and what else there is to say.
fn member(
    n: usize,
) -> (
    (&'static str, &'static str, &'static str),
    &'static str,
    String,
) {
    let own = if n == 4 {
        "We work on rigs as well. ".repeat(90)
    } else {
        String::new()
    };
    (
        COUNTRIES[n % 3],
        LANGUAGES[n / 3 % 3],
        own.trim().to_owned(),
    )
}

impl Batch {
    /// Members of all countries and languages, the fourth with words for several pages.
    fn new(count: usize) -> Self {
        let mut rows = "name,address,city,country,language,phone,personal,consent\n".to_owned();
        for n in 1..=count {
            let ((country, town, _), lang, own) = member(n);
            writeln!(
                rows,
                "Ana {n},{n} Road,{town},{country},{lang},0{n},{own},yes"
            )
            .unwrap();
        }
        let batch = BatchFolder::new(&rows)
            .with(&["--date"], DATE[1])
            .with(&["--target"], "kazmunaygaz,president")
            .with(&["--format"], "fax");
        Self(batch)
    }

    /// The rows of the list of a batch, without its header.
    fn list(&self, name: &str) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        let row = |row: &str| row.split(',').map(str::to_owned).collect();
        text.lines().skip(1).map(row).collect()
    }
}

/// The faxes among files.
fn faxes(files: &Files) -> Vec<(&String, &Vec<u8>)> {
    let faxes = files.iter().filter(|(name, _)| is_fax(name));
    faxes.collect()
}

fn is_fax(name: &str) -> bool {
    has_ending(name, "tif") && !name.contains(".protest-letter-")
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found == ending)
}
