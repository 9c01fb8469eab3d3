//! Faxes on the line: what arrives, and how long it takes, in a call between two machines of spandsp (`call.c`).

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Once;

use tempfile::TempDir;

use crate::fax::pixels::Pixels;
use crate::fax::{LANGUAGES, LONG, PAPERS, good};
use crate::outside::printed;
use crate::program::program;

/// Kinds of offices: a government, an embassy, a company.
const OFFICES: &str = "president,embassy-ru,kazmunaygaz";

/// Faxes of one page, of a cover and a letter, of two pages, of three.
const SHEETS: [&[&str]; 4] = [
    &["--cover", "no"],
    &["--cover", "yes"],
    &["--cover", "no", LONG[0], LONG[1]],
    &LONG,
];

/// The program that makes calls, compiled once.
fn caller() -> &'static str {
    const CALLER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/call");
    static COMPILED: Once = Once::new();
    COMPILED.call_once(|| {
        let how = ["-O1", "-Wall", "-Werror", "-o", CALLER];
        printed(
            "cc",
            &[&how[..], &["tests/fax/call.c", "-lspandsp"]].concat(),
        );
    });
    CALLER
}

/// What a call was like: its seconds, pages, rate, compression, and whether errors were corrected.
fn call(options: &[&str], sent: &str, received: &str) -> HashMap<String, String> {
    let said = printed(caller(), &[options, &[sent, received]].concat());
    let lines = said.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

/// Takes ten seconds: 108 faxes are written, and an hour and a half of calls is made of samples.
#[test]
fn the_seconds_that_are_told_are_those_of_a_call() {
    let folder = TempDir::new().unwrap();
    let mut wrong = Vec::new();
    let mut pages = [0; 4];
    for lang in LANGUAGES {
        for resolution in ["standard", "fine", "superfine"] {
            for sheets in SHEETS {
                let how = ["--lang", lang, "--fax-resolution", resolution];
                for told in told(folder.path(), &[&how, sheets].concat()) {
                    let call = call(&[], &told.path, &format!("{}.received", told.path));
                    let seconds = number(&call["seconds"]);
                    pages[call["pages"].parse::<usize>().unwrap()] += 1;
                    assert_eq!(
                        (&*call["rate"], &*call["compression"], &*call["ecm"]),
                        ("14400", "T.6", "yes")
                    );
                    if (told.seconds - seconds).abs() > seconds / 10.0 {
                        wrong.push(format!("{how:?} {sheets:?}: {told:?}, {seconds} in a call"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(pages[1..].iter().all(|faxes| *faxes > 10), "{pages:?}");
}

/// A fax, and how long the program says it is on the line.
#[derive(Debug)]
struct Told {
    path: String,
    seconds: f64,
}

/// Faxes to the offices, with options.
fn told(folder: &Path, options: &[&str]) -> Vec<Told> {
    let mut program = program();
    program.args([
        "generate", "--format", "fax", "--target", OFFICES, "--force",
    ]);
    program.args(["--fax-line", "1", "--country", "GB", "--date", "2011-12-17"]);
    program.args(["--name", "Ana Silva"]).args(options);
    let output = program.arg("-o").arg(folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{options:?}: {said}");
    let written = said.lines().filter(|line| line.starts_with("wrote"));
    let told: Vec<Told> = written
        .map(|line| {
            let seconds = line.split_once(", about ").unwrap().1;
            Told {
                path: line.split('`').nth(1).unwrap().to_owned(),
                seconds: number(seconds.strip_suffix(" seconds on the line").unwrap()),
            }
        })
        .collect();
    assert_eq!(told.len(), OFFICES.split(',').count(), "{said}");
    told
}

/// With corrected errors and without, quick modems and slow ones: every pixel arrives.
#[test]
fn pages_arrive_as_they_were_sent() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (sent, received) = (path("sent.tif"), path("received.tif"));
    for resolution in ["standard", "fine", "superfine"] {
        for (coding, (country, _)) in ["mh", "mr", "mmr"].iter().zip(PAPERS.iter().cycle()) {
            let how = ["--fax-resolution", resolution, "--fax-coding", coding];
            let own = ["-q", "--force", "--country", country, "-o", &sent];
            good(&[&own[..], &how, &LONG].concat());
            let pages = Pixels::of(&sent);
            let mut quickest = None;
            for (options, rate, compression, ecm) in [
                (&[][..], "14400", "T.6", "yes"),
                (&["--coding", "mh"], "14400", "T.4 1-D", "yes"),
                (&["--no-ecm"], "14400", "T.4 2-D", "no"),
                (&["--rate", "9600"], "9600", "T.6", "yes"),
                (&["--rate", "9600", "--no-ecm"], "9600", "T.4 2-D", "no"),
            ] {
                let call = call(options, &sent, &received);
                assert!(Pixels::of(&received) == pages, "{how:?} {options:?}");
                assert_eq!(
                    (&*call["rate"], &*call["compression"], &*call["ecm"]),
                    (rate, compression, ecm)
                );
                assert_eq!(call["pages"], pages.len().to_string());
                let seconds = number(&call["seconds"]);
                let least = *quickest.get_or_insert(seconds);
                assert!(seconds >= least, "{options:?}: {call:?}");
                fs::remove_file(&received).unwrap();
            }
        }
    }
}
