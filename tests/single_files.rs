//! Letters as files of their own, written one after another with what they have in common made once: the same
//! files whatever came before, and the same pages as of a letter that is written by itself.
//!
//! Takes some seconds: every kind of letter is read and drawn by other people's programs.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::sync::OnceLock;

use crate::letters::{letter, of_member};
use crate::outside::pdf::{conform, open};
use crate::outside::{printed, run};
use crate::program::program;
use proptest::prelude::*;
use protest_letter::digest::Digest;
use protest_letter::letter::furniture::Additions;
use protest_letter::output::pdf::{self, PdfWriter};
use protest_letter::page::Document;
use protest_letter::picture::{LOGO, Picture, SIGNATURE};

/// Who signs, and what they add: accents that fonts have and that they put together, ligatures, hyphens that
/// stand for something else than where they were met first, other scripts.
const KINDS: [(&str, &str, &str); 12] = [
    ("en", "Ana Silva", ""),
    ("en", "Bo (O\\N) €", "Office, afflicted: fjord, Tfi."),
    (
        "en",
        "Adébáyọ̀ Ẹ̀kọ́-Silva",
        "An odd hyphen: co\u{2010}operation; marks: m\u{303} q\u{308}.",
    ),
    ("en", "Ανδρέας Παπαδόπουλος", "Ἐν ἀρχῇ ἦν ὁ λόγος."),
    ("en", "Ђорђе Љубић", "В Жанаозене: «да»."),
    (
        "en",
        "QUINCY XAVIER JEW",
        "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG 0123456789",
    ),
    ("ru", "Анна Сильва", ""),
    (
        "ru",
        "Ana Silva",
        "A quick brown fox jumps over the lazy dog.",
    ),
    ("ru", "Ёжи Żurek", "Они нас не слышат\u{a0}— пока."),
    ("kk", "Әсел Қали", ""),
    ("kk", "Ana Silva", "Office, afflicted: fjord."),
    ("kk", "Zoë Öztürk", "Ұлы дала: q\u{308}."),
];

/// Letters of each kind, signed, on two pages, with a letterhead.
fn documents() -> &'static [Document] {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let png = fs::read("tests/inputs/signature.png").unwrap();
        let picture = |print| Some(Picture::from_png("signature.png", &png, print).unwrap());
        let long = fs::read_to_string("tests/cases/letters/inputs/long.txt").unwrap();
        let kinds = KINDS.iter().enumerate();
        let mut documents: Vec<_> = kinds
            .map(|(n, (lang, name, personal))| {
                let added = Additions {
                    signature: picture(SIGNATURE).filter(|_| n % 3 == 1),
                    logo: picture(LOGO).filter(|_| n % 4 == 2),
                    enclosures: vec!["A list".to_owned(); n % 2],
                    ..Additions::default()
                };
                let personal = Some(*personal).filter(|text| !text.is_empty());
                letter(lang, name, personal, &added)
            })
            .collect();
        let lengthy = |lang| letter(lang, "Bo Li", Some(&long), &Additions::default());
        documents.extend(["en", "ru", "kk"].map(lengthy));
        let members: Vec<_> = [0, 6, 9].map(|n| of_member(&documents[n], 7)).into();
        documents.extend(members);
        documents
    })
}

/// Every letter as a file by a writer that wrote nothing before.
fn fresh() -> &'static [Vec<u8>] {
    static FILES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| documents().iter().map(by_itself).collect())
}

fn by_itself(document: &Document) -> Vec<u8> {
    let (bytes, digest) = PdfWriter::default().letter(document).unwrap();
    assert_eq!(digest, Digest::of(&bytes));
    bytes
}

/// The paths of the files of a writer, and of those of the same letters by themselves.
fn paths() -> &'static [(String, String)] {
    static PATHS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    PATHS.get_or_init(|| {
        let written = |name: String, bytes: &[u8]| {
            let path = format!("{}/single-{name}.pdf", env!("CARGO_TARGET_TMPDIR"));
            fs::write(&path, bytes).unwrap();
            path
        };
        let both = fresh().iter().zip(documents()).enumerate();
        both.map(|(n, (bytes, document))| {
            let alone = pdf::write(&[document]).unwrap();
            (
                written(format!("{n}-many"), bytes),
                written(format!("{n}-one"), &alone),
            )
        })
        .collect()
    })
}

#[test]
fn the_letters_are_of_many_kinds() {
    let documents = documents();
    assert!(documents.iter().any(|document| document.pages.len() > 1));
    let files = fresh();
    let count = |text: &[u8]| {
        let holds = |file: &&Vec<u8>| file.windows(text.len()).any(|part| part == text);
        files.iter().filter(holds).count()
    };
    assert!(count(b"/Subtype/Image") > 3);
    let lengths: std::collections::BTreeSet<_> = files.iter().map(Vec::len).collect();
    assert_eq!(lengths.len(), files.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_came_before_changes_nothing(
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        let mut writer = PdfWriter::default();
        for index in order {
            let n = index.index(documents().len());
            let (bytes, digest) = writer.letter(&documents()[n]).unwrap();
            prop_assert!(bytes == fresh()[n], "letter {}", n);
            prop_assert_eq!(digest, Digest::of(&bytes));
        }
    }

    #[test]
    fn any_name_and_text_make_the_same_file_before_and_after_others(
        words in prop::collection::vec("[A-Za-zÀ-ÖØ-öø-žА-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіΑ-Ρα-ω0-9]{1,9}|ffi|\u{2010}|q\u{308}", 1..30),
        lang in prop::sample::select(vec!["en", "ru", "kk"]),
        other in any::<prop::sample::Index>(),
    ) {
        let document = letter(lang, &words[0], Some(&words.join(" ")), &Additions::default());
        let alone = by_itself(&document);
        let mut writer = PdfWriter::default();
        let other = other.get(documents());
        for (document, expected) in [(other, None), (&document, Some(&alone)), (other, None), (&document, Some(&alone))] {
            let bytes = writer.letter(document).unwrap().0;
            prop_assert!(expected.is_none_or(|expected| *expected == bytes));
        }
    }
}

#[test]
fn they_say_what_letters_by_themselves_say() {
    for (many, one) in paths() {
        for arguments in [&["-layout"][..], &["-raw"], &["-bbox"]] {
            let text = |path: &str| printed("pdftotext", &[arguments, &[path, "-"]].concat());
            let found = text(many);
            assert!(found == text(one) && found.len() > 500, "{many}: {found}");
        }
        let structure = |path: &str| printed("pdfinfo", &["-struct-text", path]);
        assert_eq!(structure(many), structure(one), "{many}");
    }
}

#[test]
fn they_look_as_letters_by_themselves_look() {
    for (many, one) in paths() {
        let drawn = |path: &str| run("pdftoppm", &["-r", "60", "-gray", path]).stdout;
        let found = drawn(many);
        assert!(found.len() > 100_000 && found == drawn(one), "{many}");
    }
}

#[test]
fn they_pass_pdf_a_2a_and_pdf_ua_1() {
    conform(paths().iter().map(|(many, _)| many.as_str()));
}

#[test]
fn other_programs_open_them_without_a_word() {
    open(paths().iter().map(|(path, _)| path.as_str()));
}

/// The most bytes of a letter of a member who has a Latin address. Fonts for two alphabets are two thirds of it, in Kazakh
/// letters too, whose addresses outside countries of Cyrillic letters are Latin.
const LARGEST: u64 = 25_500;
const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// The targets of the longest letters, and the profile in which they are largest.
#[test]
fn they_are_small() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let rows = LANGUAGES.map(|lang| format!("Ana Ž Silva,1 High Street,01000,Leeds,GB,{lang}\n"));
    let head = "name,address,postcode,city,country,language\n".to_owned();
    fs::write(path("members.csv"), head + &rows.concat()).unwrap();
    let targets = "prime-minister,ombudsman,president,kazmunaygaz,embassy";
    let common = [
        "batch",
        "-q",
        "--date",
        "2026-11-23",
        "--combine",
        "none",
        "--target",
        targets,
    ];
    let (members, out) = (path("members.csv"), path("out"));
    let own = ["--members", &members, "-o", &out, "--profile", "din-5008-a"];
    let output = program().args(common).args(own).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    for target in targets
        .split(',')
        .map(|target| target.replace("embassy", "embassy-gb"))
    {
        for (row, lang) in (1..).zip(LANGUAGES) {
            let file = format!("{out}/{target}/ana-z-silva-{row}.pdf");
            let size = fs::metadata(&file).unwrap().len();
            assert!(size <= LARGEST, "{lang}: {file} has {size} bytes");
        }
    }
}
