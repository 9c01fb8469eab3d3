//! Every profile in every language: pages that other programs open without a word, that pass the
//! checkers of PDF/A-2a and PDF/UA-1, and whose ink stays where it belongs.
//!
//! Takes about a minute: some hundred and fifty letters are written and read by eight programs.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use crate::outside::pdf::{conform, open};
use crate::outside::{printed, run};
use crate::program::program;
use protest_letter::page::profile::{Profile, Rect};
use protest_letter::page::profiles::built_in;

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// What is tried on every profile, and the arguments for it.
const VARIANTS: [(&str, &[&str]); 6] = [
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
    (
        "letterhead",
        &[
            "--target",
            "president",
            "--date",
            "2026-11-23",
            "--from",
            LETTERHEAD,
            "--signature",
            SIGNATURE,
            "--personal",
            "An odd hyphen: co\u{2010}operation; marks: m\u{303} q\u{308}.",
        ],
    ),
];

const LONG_TEXT: &str = "@tests/cases/letters/inputs/long.txt";
/// Ink on paper, as a scanner sees it: gray edges, more pixels than print shows.
const SIGNATURE: &str = "tests/inputs/signature.png";

/// A sender with a letterhead, a square logo, and letters with accents that no font has whole.
const LETTERHEAD: &str = "tests/inputs/letterhead.toml";
const BRANCH: &str = "tests/readme/branch.toml";

/// What does not fit: seven lines of address in 19.5 mm, the height that German windows and services
/// share, would need type below 8 pt. Its golden is the refusal.
/// And the letterhead does not fit the 9 mm that form A leaves above its window.
const TOO_SMALL: [(&str, &str); 2] = [("de-any", "seven-lines"), ("din-5008-a", "letterhead")];

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
    let from: &[&str] = if variant.contains(&LETTERHEAD) {
        &[]
    } else {
        &["--from", BRANCH]
    };
    let common = ["generate", "-q", "--country", "FR"];
    let own = ["--profile", profile, "--lang", lang];
    common
        .iter()
        .chain(from)
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
                    refused: TOO_SMALL.contains(&(profile.name.as_str(), variant)),
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
    for page in plan() {
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
    conform(paths());
}

#[test]
fn other_programs_open_every_page_without_a_word() {
    open(paths());
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

/// The pages drawn at 50 dots an inch: their width in dots, and the gray of every dot.
fn drawn(path: &str) -> Vec<(usize, Vec<u8>)> {
    let output = run("pdftoppm", &["-r", "50", "-gray", path]);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{path}: {output:?}"
    );
    let mut rest = &output.stdout[..];
    let mut pages = Vec::new();
    while !rest.is_empty() {
        // A portable graymap: `P5`, width, height and 255, each followed by one blank, then the dots.
        let mut parts = rest.splitn(5, u8::is_ascii_whitespace).skip(1);
        let mut number = || -> usize {
            let digits = std::str::from_utf8(parts.next().unwrap()).unwrap();
            digits.parse().unwrap()
        };
        let (width, height, _) = (number(), number(), number());
        let (dots, behind) = parts.next().unwrap().split_at(width * height);
        pages.push((width, dots.to_vec()));
        rest = behind;
    }
    pages
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small and positive"
)]
fn dots(millimetres: f64) -> usize {
    (millimetres / 25.4 * 50.0) as usize
}

/// The first dark dot in a rectangle of a drawn page: its row and column in there.
fn ink(rect: Rect, width: usize, gray: &[u8]) -> Option<(usize, usize)> {
    let [x, y, right, bottom] = [rect.x, rect.y, rect.right(), rect.bottom()];
    let [x, y, right, bottom] = [x, y, right, bottom].map(|at| dots(at.to_millimetres()));
    let mut rows = y + 1..bottom.min(gray.len() / width);
    let columns = x + 1..right.min(width);
    rows.find_map(|row| {
        let line = &gray[row * width..][columns.clone()];
        Some((row, line.iter().position(|dot| *dot < 250)?))
    })
}

#[test]
fn no_ink_stands_in_a_zone_that_must_stay_empty() {
    for page in pages() {
        for (n, (width, gray)) in drawn(page.path()).iter().enumerate() {
            let zones = page.profile.clear.iter();
            for clear in zones.filter(|clear| n == 0 || clear.every_page) {
                let found = ink(clear.rect, *width, gray);
                assert_eq!(found, None, "{} page {}: {clear:?}", page.name, n + 1);
            }
        }
    }
}

/// The most bytes of a page, as of one of a batch (`single_files`), and of what may be added to it: the picture of a signature, a second page
/// with a personal text in another script, whose letters the fonts then hold too, or both pictures and
/// a letterhead.
const LARGEST: [(&str, u64); 4] = [
    ("", 25_500),
    ("signed", 4_000),
    ("two-pages", 5_000),
    ("letterhead", 13_000),
];

#[test]
fn a_page_is_some_25_kilobytes_at_most() {
    for page in pages() {
        let size = fs::metadata(&page.file).unwrap().len();
        let parts = LARGEST
            .iter()
            .filter(|(variant, _)| page.name.ends_with(variant));
        let most: u64 = parts.map(|(_, bytes)| bytes).sum();
        assert!(size <= most, "{}: {size} bytes", page.name);
    }
}
