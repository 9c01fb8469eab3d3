//! PDF as other programs read it: qpdf and poppler look at letters in three languages from three
//! countries, each with another page.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::outside::printed;
use crate::program::program;
use crate::words::{Area, pages};

const DATE: &str = "2026-11-23";
const TARGETS: [&str; 3] = ["president", "embassy", "kazmunaygaz"];
const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// The countries of the senders, with the page that each of them gets and its size for `pdfinfo`.
const COUNTRIES: [(&str, &str, &str); 3] = [
    ("de", "din-5008-b", "595.276 x 841.89 pts (A4)"),
    ("gb", "uk", "595.276 x 841.89 pts (A4)"),
    ("us", "us-10-double", "612 x 792 pts (letter)"),
];

/// What a printer cannot reach, in millimetres from the edge.
const UNPRINTABLE: f64 = 5.0;

/// A letter as the program writes it, as text and as a file.
struct Letter {
    name: String,
    text: String,
    file: PathBuf,
    pages: String,
    profile: &'static str,
    size: &'static str,
}

impl Letter {
    fn path(&self) -> &str {
        self.file.to_str().unwrap()
    }

    /// The lines of one of the blocks that empty lines divide: 0 the sender, 1 the recipient.
    fn block(&self, n: usize) -> &str {
        self.text.split("\n\n").nth(n).unwrap()
    }
}

fn letter(target: &str, lang: &str, country: (&str, &'static str, &'static str)) -> Letter {
    let (country, profile, size) = country;
    let name = format!("{target}-{lang}-{country}");
    let sender = format!("tests/cases/letters/inputs/{country}.toml");
    let make = |format: &str| {
        let mut command = program();
        command.args(["generate", "--quiet", "--date", DATE, "--format", format]);
        command.args(["--target", target, "--lang", lang, "--from", &sender]);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{name}: {said}");
        output.stdout
    };
    let text = String::from_utf8(make("text")).unwrap();
    let layout = String::from_utf8(make("layout")).unwrap();
    let pages = layout.matches("\npage ").count().to_string();
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    fs::write(&file, make("pdf")).unwrap();
    Letter {
        name,
        text,
        file,
        pages,
        profile,
        size,
    }
}

/// All the letters, made once for all tests.
fn letters() -> &'static [Letter] {
    static LETTERS: OnceLock<Vec<Letter>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let all = TARGETS.into_iter().flat_map(|target| {
            let languages = LANGUAGES.into_iter();
            languages.flat_map(move |lang| COUNTRIES.map(|country| letter(target, lang, country)))
        });
        all.collect()
    })
}

impl Area {
    fn touches(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// The field for the address in a profile.
fn address_field(profile: &str) -> Area {
    let text = fs::read_to_string("src/page/profiles.toml").unwrap();
    let table: toml::Table = text.parse().unwrap();
    let profiles = table["profile"].as_array().unwrap();
    let is_wanted = |found: &&toml::Value| found["name"].as_str() == Some(profile);
    let found = profiles.iter().find(is_wanted).unwrap();
    let numbers = found["address"]["rect"].as_array().unwrap().iter();
    let number = |value: &toml::Value| value.to_string().parse::<f64>().unwrap();
    let numbers: Vec<f64> = numbers.map(number).collect();
    let [left, top, width, height] = numbers[..] else {
        panic!("the address of `{profile}` is no rectangle")
    };
    Area {
        left,
        top,
        right: left + width,
        bottom: top + height,
    }
}

#[test]
fn qpdf_finds_no_fault() {
    for letter in letters() {
        let printed = printed("qpdf", &["--check", letter.path()]);
        let clean = "No syntax or stream encoding errors found";
        assert!(printed.contains(clean), "{}: {printed}", letter.name);
    }
}

#[test]
fn every_font_is_embedded_as_a_subset_and_can_be_searched() {
    for letter in letters() {
        let printed = printed("pdffonts", &[letter.path()]);
        let fonts: Vec<&str> = printed.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{}", letter.name);
        for font in fonts {
            // … encoding, embedded, subset, with Unicode, number and generation of the object.
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(columns[2..5], ["yes"; 3], "{}: {font}", letter.name);
        }
    }
}

/// The words of the text stand in the file in the same order. Bullets, the return address and page
/// numbers come on top.
#[test]
fn every_word_of_the_text_can_be_copied_out_in_order() {
    for letter in letters() {
        let printed = printed("pdftotext", &["-raw", letter.path(), "-"]);
        // Divided words are joined: at soft hyphens, and behind the hyphens of compounds.
        let joined = printed.replace("\u{ad}\n", "").replace("-\n", "-");
        let mut found = joined.split_whitespace();
        for wanted in letter.text.split_whitespace().filter(|word| *word != "-") {
            let is_there = found.any(|word| word == wanted);
            assert!(
                is_there,
                "{}: `{wanted}` is not there\n{printed}",
                letter.name
            );
        }
    }
}

#[test]
fn the_address_and_nothing_else_shows_in_the_window() {
    for letter in letters() {
        let field = address_field(letter.profile);
        let page = pages(letter.path()).remove(0);
        let mut shown: Vec<_> = page
            .words
            .iter()
            .filter(|(area, _)| field.touches(area))
            .collect();
        shown.sort_by(|(a, _), (b, _)| {
            let lines = a.bottom.total_cmp(&b.bottom);
            lines.then(a.left.total_cmp(&b.left))
        });
        let expected: Vec<&str> = letter.block(1).split_whitespace().collect();
        let found: Vec<&str> = shown.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(found, expected, "{}", letter.name);
        for (area, word) in shown {
            assert!(field.holds(area), "{}: `{word}` {area:?}", letter.name);
        }
    }
}

#[test]
fn no_text_stands_where_printers_cannot_print() {
    for letter in letters() {
        for page in pages(letter.path()) {
            let printable = Area {
                left: UNPRINTABLE,
                top: UNPRINTABLE,
                right: page.width - UNPRINTABLE,
                bottom: page.height - UNPRINTABLE,
            };
            assert!(!page.words.is_empty(), "{}", letter.name);
            for (area, word) in page.words {
                assert!(printable.holds(&area), "{}: `{word}` {area:?}", letter.name);
            }
        }
    }
}

#[test]
fn title_author_pages_and_size_are_known_to_a_reader() {
    for letter in letters() {
        let printed = printed("pdfinfo", &[letter.path()]);
        let value = |name: &str| {
            let found = printed
                .lines()
                .find_map(|l| l.strip_prefix(&format!("{name}:")));
            found
                .unwrap_or_else(|| panic!("{}: no {name}\n{printed}", letter.name))
                .trim()
        };
        let subject = letter.block(3).replace('\n', " ");
        assert_eq!(value("Title"), subject, "{}", letter.name);
        let name = letter.block(0).lines().next().unwrap();
        assert_eq!(value("Author"), name, "{}", letter.name);
        assert_eq!(value("Pages"), letter.pages, "{}", letter.name);
        assert_eq!(value("Page size"), letter.size, "{}", letter.name);
    }
}

/// The clock of the machine leaves no trace: the only date in the file is the letter's.
#[test]
fn the_only_date_is_the_letters() {
    for letter in letters() {
        let printed = printed(
            "qpdf",
            &["--qdf", "--object-streams=disable", letter.path(), "-"],
        );
        let dates: Vec<&str> = printed
            .match_indices("(D:")
            .map(|(at, _)| &printed[at..])
            .collect();
        assert!(!dates.is_empty(), "{}", letter.name);
        for date in dates {
            assert!(date.starts_with("(D:20261123000000"), "{}", letter.name);
        }
    }
}

#[test]
fn several_letters_make_one_sound_file() {
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/several.pdf");
    let mut command = program();
    command.args(["generate", "--quiet", "--date", DATE, "--country", "GB"]);
    command.args(["--target", "ohchr,president", "--lang", "en"]);
    command.args(["--personal", "@tests/cases/letters/inputs/long.txt"]);
    command.args(["--force", "--output", file]);
    assert!(command.output().unwrap().status.success());
    printed("qpdf", &["--check", file]);
    let info = printed("pdfinfo", &[file]);
    assert!(info.contains("Pages:           4"), "{info}");
}

/// A word without a place to break it, such as a key or a code, that is wider than the page: it may be
/// broken or refused, but not cut.
#[test]
fn a_word_wider_than_the_page_is_not_cut() {
    let word = "x".repeat(300);
    let mut command = program();
    command.args(["generate", "--quiet", "--date", DATE, "--country", "GB"]);
    command.args([
        "--target",
        "president",
        "--name",
        "Ana",
        "--format",
        "layout",
    ]);
    let output = command.args(["--personal", &word]).output().unwrap();
    let layout = String::from_utf8(output.stdout).unwrap();
    let runs = layout.lines().filter(|line| line.contains(" paragraph "));
    for run in runs {
        let columns: Vec<&str> = run.split_whitespace().collect();
        let number = |n: usize| columns[n].parse::<f64>().unwrap();
        let (x, width) = (number(1), number(8));
        assert!(
            x + width < 210.0,
            "a run ends {:.0} mm from the left",
            x + width
        );
    }
    assert!(output.status.success() || output.status.code() == Some(1));
}
