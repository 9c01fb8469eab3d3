//! Every profile in every language: pages that other programs open without a word, that pass the
//! checkers of PDF/A-2a and PDF/UA-1, and whose ink stays where it belongs.
//!
//! Takes about a minute: some hundred and fifty letters are written and read by eight programs.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod outside;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use outside::{printed, run};
use program::program;
use protest_letter::page::profile::{Profile, Rect, built_in};

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// What is tried on every profile, and the arguments for it.
const VARIANTS: [(&str, &[&str]); 5] = [
    (
        "one-page",
        &["--target", "president", "--date", "2026-11-23"],
    ),
    (
        "two-pages",
        &[
            "--target",
            "president",
            "--date",
            "2026-11-23",
            "--personal",
            LONG_TEXT,
        ],
    ),
    (
        "seven-lines",
        &["--target", "embassy-gb", "--date", "2026-11-23"],
    ),
    (
        "two-scripts",
        &["--target", "kazmunaygaz", "--date", "2011-12-17"],
    ),
    (
        "signed",
        &[
            "--target",
            "president",
            "--date",
            "2026-11-23",
            "--signature",
            SIGNATURE,
        ],
    ),
];

const LONG_TEXT: &str = "@tests/cases/letters/inputs/long.txt";
/// Ink on paper, as a scanner sees it: gray edges, more pixels than print shows.
const SIGNATURE: &str = "tests/inputs/signature.png";

/// What does not fit: seven lines of address in 19.5 mm, the height that German windows and services
/// share, would need type below 8 pt. Its golden is the refusal.
const TOO_SMALL: (&str, &str) = ("de-any", "seven-lines");

const MM_PER_POINT: f64 = 25.4 / 72.0;

/// How far a box may stand out of a window, in millimetres: boxes are as high as the font's line.
const TOLERANCE: f64 = 1.0;

struct Page {
    name: String,
    profile: Profile,
    arguments: Vec<String>,
    file: PathBuf,
    /// Whether it is one that cannot be printed.
    refused: bool,
}

impl Page {
    fn path(&self) -> &str {
        self.file.to_str().unwrap()
    }

    fn run(&self, format: &str) -> Output {
        let mut program = program();
        let run = program.args(&self.arguments).args(["--format", format]);
        run.output().unwrap()
    }

    fn print(&self, format: &str) -> Vec<u8> {
        let output = self.run(format);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", self.name);
        output.stdout
    }
}

fn arguments(profile: &str, lang: &str, variant: &[&str]) -> Vec<String> {
    let common = [
        "generate",
        "-q",
        "--country",
        "FR",
        "--from",
        "tests/readme/branch.toml",
    ];
    let own = ["--profile", profile, "--lang", lang];
    common
        .iter()
        .chain(&own)
        .chain(variant)
        .map(|text| (*text).to_owned())
        .collect()
}

fn plan() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("profiles");
    fs::create_dir_all(&folder).unwrap();
    let mut pages = Vec::new();
    for profile in built_in().unwrap() {
        for lang in LANGUAGES {
            for (variant, given) in VARIANTS {
                let name = format!("{}-{lang}-{variant}", profile.name);
                let file = folder.join(format!("{name}.pdf"));
                let arguments = arguments(&profile.name, lang, given);
                pages.push(Page {
                    name,
                    profile: profile.clone(),
                    arguments,
                    file,
                    refused: TOO_SMALL == (profile.name.as_str(), variant),
                });
            }
        }
    }
    pages
}

/// Every letter as a file, written once.
fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut pages = plan();
        pages.retain(|page| !page.refused);
        std::thread::scope(|scope| {
            for half in pages.chunks(pages.len().div_ceil(2)) {
                scope.spawn(move || {
                    for page in half {
                        fs::write(&page.file, page.print("pdf")).unwrap();
                    }
                });
            }
        });
        pages
    })
}

fn paths() -> Vec<&'static str> {
    pages().iter().map(Page::path).collect()
}

#[test]
fn the_page_descriptions_are_as_they_were() {
    let folder = Path::new("tests/golden/pages");
    let mut changed = Vec::new();
    for page in plan().iter().filter(|page| !page.name.ends_with("signed")) {
        let output = page.run("layout");
        assert_eq!(output.status.success(), !page.refused, "{}", page.name);
        let found = if page.refused {
            output.stderr
        } else {
            output.stdout
        };
        let golden = folder.join(format!("{}.layout", page.name));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(folder).unwrap();
            fs::write(&golden, &found).unwrap();
        } else if fs::read(&golden).ok().as_deref() != Some(&found) {
            changed.push(page.name.clone());
        }
    }
    assert!(
        changed.is_empty(),
        "UPDATE=1 takes over what is right: {changed:#?}"
    );
}

#[test]
fn every_page_passes_pdf_a_2a_and_pdf_ua_1() {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/.test-env/bin/python");
    let mut arguments = vec!["tests/outside/validate.py"];
    arguments.extend(paths());
    let found = printed(python, &arguments);
    assert_eq!(found, format!("{} files\n", pages().len()));
}

#[test]
fn other_programs_open_every_page_without_a_word() {
    for path in paths() {
        let checked = run("qpdf", &["--check", path]);
        assert!(
            checked.status.success() && checked.stderr.is_empty(),
            "{path}: {checked:?}"
        );
        let drawn = run(
            "mutool",
            &["draw", "-q", "-F", "txt", "-o", "/dev/null", path],
        );
        let said = String::from_utf8_lossy(&drawn.stderr);
        let said: Vec<&str> = said
            .lines()
            .filter(|line| !line.contains("ICC support"))
            .collect();
        assert!(
            drawn.status.success() && said.is_empty(),
            "{path}: {said:?}"
        );
    }
    let mut arguments = vec!["-q", "-o", "/dev/null", "-sDEVICE=nullpage"];
    arguments.extend(paths());
    let opened = run("gs", &arguments);
    assert!(opened.status.success(), "{opened:?}");
    assert!(
        opened.stdout.is_empty() && opened.stderr.is_empty(),
        "{opened:?}"
    );
}

/// A word of a page with its box: left, top, right, bottom in millimetres.
type Boxed = (String, [f64; 4]);

fn words(path: &str) -> Vec<Boxed> {
    let xml = printed("pdftotext", &["-bbox", "-l", "1", path, "-"]);
    let word = |line: &str| {
        let line = line.trim().strip_prefix("<word ")?;
        let (measures, text) = line.strip_suffix("</word>")?.split_once('>')?;
        let numbers = measures.split('"').skip(1).step_by(2);
        let numbers = numbers.map(|n| n.parse::<f64>().unwrap() * MM_PER_POINT);
        Some((
            text.to_owned(),
            numbers.collect::<Vec<_>>().try_into().ok()?,
        ))
    };
    xml.lines().filter_map(word).collect()
}

fn is_in(rect: Rect, [left, top, right, bottom]: [f64; 4]) -> bool {
    let (x, y) = (rect.x.to_millimetres(), rect.y.to_millimetres());
    let (width, height) = (rect.width.to_millimetres(), rect.height.to_millimetres());
    left >= x - TOLERANCE
        && top >= y - TOLERANCE
        && right <= x + width + TOLERANCE
        && bottom <= y + height + TOLERANCE
}

#[test]
fn every_word_of_the_address_stands_in_its_window() {
    for page in pages() {
        let layout = String::from_utf8(page.print("layout")).unwrap();
        let runs = layout.lines().filter(|line| line.contains(" address "));
        let lines = runs.filter_map(|line| Some(line.split_once(" | ")?.1));
        let address: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        assert!(address.len() > 4, "{}: {layout}", page.name);
        let found = words(page.path());
        let inside: Vec<&str> = found
            .iter()
            .filter(|(_, place)| is_in(page.profile.window, *place))
            .map(|(word, _)| word.as_str())
            .collect();
        for word in address
            .iter()
            .filter(|word| !word.contains(['&', '"', '\'']))
        {
            assert!(
                inside.contains(word),
                "{}: `{word}` is not in {inside:?}",
                page.name
            );
        }
    }
}

/// A page drawn at 50 dots an inch: its width in dots, and the gray of every dot.
fn drawn(path: &str) -> (usize, Vec<u8>) {
    let output = run(
        "pdftoppm",
        &["-r", "50", "-gray", "-f", "1", "-l", "1", path],
    );
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{path}: {output:?}"
    );
    // A portable graymap: `P5`, width and height, 255, each followed by one blank, then the dots.
    let header: Vec<&[u8]> = output
        .stdout
        .splitn(4, u8::is_ascii_whitespace)
        .take(3)
        .collect();
    let width = std::str::from_utf8(header[1]).unwrap().parse().unwrap();
    let start = header.iter().map(|part| part.len() + 1).sum::<usize>() + "255\n".len();
    (width, output.stdout[start..].to_vec())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small and positive"
)]
fn dots(millimetres: f64) -> usize {
    (millimetres / 25.4 * 50.0) as usize
}

#[test]
fn no_ink_stands_in_a_zone_that_must_stay_empty() {
    for page in pages() {
        let (width, gray) = drawn(page.path());
        for clear in &page.profile.clear {
            let rect = clear.rect;
            let (x, y) = (rect.x.to_millimetres(), rect.y.to_millimetres());
            let (right, bottom) = (
                x + rect.width.to_millimetres(),
                y + rect.height.to_millimetres(),
            );
            for row in dots(y) + 1..dots(bottom).min(gray.len() / width) {
                let line = &gray[row * width + dots(x) + 1..row * width + dots(right).min(width)];
                let dark = line.iter().position(|dot| *dot < 250);
                assert!(
                    dark.is_none(),
                    "{}: ink at row {row}, {dark:?} in {rect:?}",
                    page.name
                );
            }
        }
    }
}

/// The most bytes of a page, and of what may be added to it: the picture of a signature, or a second
/// page with a personal text in another script, whose letters the fonts then hold too.
const LARGEST: [(&str, u64); 3] = [("", 25_000), ("signed", 4_000), ("two-pages", 5_000)];

#[test]
fn a_page_is_at_most_25_kilobytes() {
    for page in pages() {
        let size = fs::metadata(&page.file).unwrap().len();
        let parts = LARGEST
            .iter()
            .filter(|(variant, _)| page.name.ends_with(variant));
        let most: u64 = parts.map(|(_, bytes)| bytes).sum();
        assert!(size <= most, "{}: {size} bytes", page.name);
    }
}
