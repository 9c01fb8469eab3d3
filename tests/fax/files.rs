//! Files in every language, resolution, coding and paper, as other programs read them.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::fax::pixels::Pixels;
use crate::fax::{LANGUAGES, PAPERS, good};
use crate::outside::{printed, run};

/// Resolutions, and their dots an inch down.
const RESOLUTIONS: [(&str, &str); 3] = [("standard", "98"), ("fine", "196"), ("superfine", "391")];

/// Codings, and what tells `tiffcheck` that the other end takes them.
const CODINGS: [(&str, &str); 3] = [("mh", "-1"), ("mr", "-2"), ("mmr", "-3")];

const TIFFCHECK: &str = "/usr/sbin/tiffcheck";

/// A fax in a file, and how it was made.
struct File {
    path: String,
    dots: &'static str,
    coding: &'static str,
    takes: &'static str,
    length: &'static str,
}

/// Every combination, written once.
fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        // What is static is never dropped: a temporary folder would stay.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faxes");
        fs::create_dir_all(&folder).unwrap();
        all(&folder)
    })
}

fn all(folder: &Path) -> Vec<File> {
    let mut files = Vec::new();
    for lang in LANGUAGES {
        for (resolution, dots) in RESOLUTIONS {
            for (coding, takes) in CODINGS {
                for (country, length) in PAPERS {
                    let name = format!("{lang}-{resolution}-{coding}-{country}.tif");
                    let path = folder.join(name).to_str().unwrap().to_owned();
                    let own = [
                        "-q",
                        "--force",
                        "-o",
                        &path,
                        "--lang",
                        lang,
                        "--country",
                        country,
                    ];
                    let how = ["--fax-resolution", resolution, "--fax-coding", coding];
                    good(&[&own[..], &how, &["--cover", "yes"]].concat());
                    files.push(File {
                        path,
                        dots,
                        coding,
                        takes,
                        length,
                    });
                }
            }
        }
    }
    files
}

#[test]
fn hylafax_sends_every_fax_as_it_is() {
    for file in files() {
        let sheet = ["-r", file.dots, "-w", "1728", "-l", file.length];
        let said = printed(
            TIFFCHECK,
            &[&[file.takes], &sheet[..], &[&file.path]].concat(),
        );
        assert_eq!(said.trim(), "OK", "{}", file.path);
    }
}

#[test]
fn libtiff_reads_every_fax_without_a_warning() {
    for file in files() {
        let read = run("tiffinfo", &["-D", &file.path]);
        let said = String::from_utf8_lossy(&read.stderr);
        assert!(
            read.status.success() && said.is_empty(),
            "{}: {said}",
            file.path
        );
        let told = String::from_utf8_lossy(&read.stdout);
        let pages = ["Page Number: 0-2", "Page Number: 1-2"];
        assert!(pages.iter().all(|page| told.contains(page)), "{told}");
        // Nothing of the machine, the user or the clock.
        let private = ["DateTime", "Software", "HostComputer", "Artist", "Make"];
        assert!(!private.iter().any(|tag| told.contains(tag)), "{told}");
    }
}

#[test]
fn all_codings_are_of_the_same_pixels() {
    for file in files().iter().filter(|file| file.coding != "mh") {
        let plain = file.path.replace(&format!("-{}-", file.coding), "-mh-");
        assert!(
            Pixels::of(&plain) == Pixels::of(&file.path),
            "{}",
            file.path
        );
    }
}

/// Where there is ink, in millimetres from the top and the left.
#[test]
fn ink_is_where_every_machine_prints_and_the_line_stands_alone() {
    for file in files().iter().filter(|file| file.coding == "mh") {
        let width = if file.length == "297" { 210.0 } else { 215.9 };
        let pages = Pixels::of(&file.path);
        assert_eq!(pages.len(), 2);
        for page in &pages {
            let ink = page.ink(file.dots.parse().unwrap(), width);
            let rows = |from: f64, to: f64| ink.iter().any(|(_, y)| (from..to).contains(y));
            assert!(
                !rows(0.0, 7.0) && rows(7.5, 12.0) && !rows(12.1, 25.0),
                "{}",
                file.path
            );
            let length: f64 = file.length.parse().unwrap();
            assert!(!rows(length - 15.0, length + 1.0), "{}", file.path);
            let columns = ink.iter().map(|(x, _)| *x);
            assert!(
                columns.clone().all(|x| (18.0..width - 18.0).contains(&x)),
                "{}",
                file.path
            );
        }
    }
}

#[test]
fn efax_reads_pages_whose_end_is_marked() {
    for lang in LANGUAGES {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let tif = path("fax.tif");
        good(&["-q", "--lang", lang, "--cover", "yes", "--rtc", "-o", &tif]);
        let read = run("efix", &["-o", "pbm", "-n", &path("%d.pbm"), &tif]);
        assert!(read.status.success(), "{read:?}");
        for (n, page) in Pixels::of(&tif).iter().enumerate() {
            let pbm = fs::read(path(&format!("{}.pbm", n + 1))).unwrap();
            assert!(*page == Pixels::of_pbm(&pbm), "page {}", n + 1);
        }
    }
}
