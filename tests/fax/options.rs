//! What can be asked for: other files, covers, lines, pictures.

use std::fs;

use tempfile::TempDir;

use crate::fax::{LANGUAGES, LONG, PAPERS, fax, good};
use crate::outside::pdf::conform;
use crate::outside::printed;
use crate::own;
use crate::program::program;

#[test]
fn two_runs_write_the_same_bytes() {
    for more in [&[][..], &LONG, &["--fax-format", "pdf"]] {
        assert!(good(more) == good(more), "{more:?}");
    }
}

/// The pages as PDF pass the checkers of PDF/A-2a and PDF/UA-1, and have the line and the letter.
#[test]
fn pages_for_gateways_are_sound() {
    let folder = TempDir::new().unwrap();
    let mut paths = Vec::new();
    for lang in LANGUAGES {
        for (country, _) in PAPERS {
            let path = folder.path().join(format!("{lang}-{country}.pdf"));
            let path = path.to_str().unwrap().to_owned();
            good(
                &[
                    &["-q", "-o", &path, "--lang", lang, "--country", country],
                    &LONG[..],
                ]
                .concat(),
            );
            let shown = printed("pdftotext", &["-layout", &path, "-"]);
            assert!(
                shown.contains("Ana Silva · Oil Workers, Branch 7"),
                "{shown}"
            );
            assert_eq!(
                shown.matches('\u{c}').count(),
                3,
                "{lang}: cover and two pages"
            );
            assert!(printed("pdffonts", &[&path]).contains("NotoSans"));
            paths.push(path);
        }
    }
    conform(paths.iter().map(String::as_str));
}

/// Every office with a fax can be faxed, in every language, from both kinds of paper.
#[test]
fn every_office_can_be_faxed() {
    for lang in LANGUAGES {
        for (country, _) in PAPERS {
            let folder = TempDir::new().unwrap();
            let mut program = program();
            program.args([
                "generate",
                "--format",
                "fax",
                "--fax-format",
                "layout",
                "-q",
            ]);
            program.args(["--target", "all", "--all", "--date", "2011-12-17"]);
            program.args(["--name", "Ana Silva", "--lang", lang, "--country", country]);
            let output = program.arg("-o").arg(folder.path()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            let problems = said.lines().filter(|line| line.starts_with("error"));
            let others: Vec<&str> = problems
                .filter(|line| !line.contains("no fax number"))
                .collect();
            assert!(others.is_empty(), "{others:#?}");
            let written = fs::read_dir(folder.path()).unwrap().count();
            assert!(written >= 20, "{lang} {country}: {written}");
        }
    }
}

/// A picture with shades is left out, which is told; one in black and white is printed.
#[test]
fn pictures_are_black_and_white() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("signature.png");
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 16, 8);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0xF0; 16]).unwrap();
    writer.finish().unwrap();
    fs::write(&path, bytes).unwrap();
    for (picture, is_printed) in [
        ("tests/inputs/signature.png", false),
        (path.to_str().unwrap(), true),
    ] {
        let output = fax(&["--signature", picture, "--fax-format", "layout"]);
        let shown = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(shown.contains("  image "), is_printed, "{shown}");
        assert_eq!(
            said.contains("the signature has shades of gray"),
            !is_printed,
            "{said}"
        );
    }
}

/// A campaign that has no words for covers gets none, and an English one where it is asked for.
#[test]
fn a_campaign_without_the_words_has_an_english_cover() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("own");
    own::init(&own);
    own::change(&own.join("letters/ru/forms.toml"), |forms| {
        forms.split("[words.fax]").next().unwrap().to_owned()
    });
    let own = [
        "--campaign",
        own.to_str().unwrap(),
        "--lang",
        "ru",
        "--fax-format",
        "layout",
    ];
    for (cover, covers) in [("auto", 0), ("no", 0), ("yes", 1)] {
        let output = fax(&[&own[..], &LONG, &["--cover", cover]].concat());
        let shown = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(shown.matches(" en ").count() > 10, covers == 1, "{shown}");
        assert!(shown.contains(&format!("pages {}", 2 + covers)), "{shown}");
        assert_eq!(
            said.contains("the cover is in English"),
            covers == 1,
            "{said}"
        );
    }
}

/// One file a line, called by its number; what is told says whom and how to dial.
#[test]
fn every_line_has_its_file() {
    let folder = TempDir::new().unwrap();
    let said = |line: &str, country: &str| {
        let out = folder.path().to_str().unwrap();
        let own = [
            "--force",
            "-o",
            out,
            "--fax-line",
            line,
            "--country",
            country,
        ];
        String::from_utf8(fax(&own).stderr).unwrap()
    };
    let all = said("all", "GB");
    let names = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = names.map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["kazmunaygaz-1.tif", "kazmunaygaz-2.tif"]);
    assert!(
        all.contains("kazmunaygaz, +7 7172 97 60 00 (dial 00 7 7172 97 60 00), 1 page"),
        "{all}"
    );
    assert!(
        all.contains("kazmunaygaz, +7 7172 97 60 01 (dial 00 7 7172 97 60 01), 1 page"),
        "{all}"
    );
    let second = said("2", "KZ");
    assert!(
        second
            .contains("kazmunaygaz-2.tif`: kazmunaygaz, +7 7172 97 60 01 (dial 8 (7172) 97 60 01)"),
        "{second}"
    );
    assert!(!second.contains("60 00"), "{second}");
}
