//! Pages with the zones of their profile drawn over them, and what stands where it may not.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::outside::pdf::conform;
use crate::outside::printed;
use crate::program::program;

/// The colour of what stands where it may not, in page descriptions.
const RED: &str = "mark c80014";

const BASIC: [&str; 8] = [
    "generate",
    "--date",
    "2026-11-18",
    "--name",
    "Ana",
    "--address",
    "1 Road",
    "-q",
];
const MINIMAL: [&str; 4] = [
    "--campaign",
    "tests/campaigns/minimal",
    "--target",
    "council",
];
const LONG: [&str; 2] = ["--personal", "@tests/cases/letters/inputs/long.txt"];

/// A profile of a campaign with a zone that must stay empty under the date, and a sender in the window.
const WRONG: &str = r#"
[[profile]]
name = "wrong"
title = "A profile with mistakes"
paper = "a4"
window = { rect = [20, 66, 85, 27.3], source = "made up" }
address = { rect = [25, 66, 80, 27.3], source = "made up" }
sender = { rect = [102, 70, 65, 20], source = "made up" }
body = { top = 98.5, left = 25, right = 20, bottom = 22, source = "made up" }
[[profile.clear]]
rect = [0, 97, 60, 8]
source = "made up"
"#;

/// Letters and what is drawn over them: the name of a golden, where the letter is from, and options.
const DRAWN: [(&str, &str, &[&str]); 4] = [
    ("uk", "GB", &[]),
    ("din-5008-b-two-pages", "DE", &LONG),
    ("us-10-double", "US", &[]),
    ("ch-right", "CH", &[]),
];

fn run(options: &[&[&str]]) -> Output {
    let mut program = program();
    program.args(BASIC).args(options.concat()).output().unwrap()
}

/// What is printed, and said, by a run that ends with a code.
fn ended(code: i32, options: &[&[&str]]) -> (Vec<u8>, String) {
    let output = run(options);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{options:?}: {said}");
    (output.stdout, said)
}

/// The description of a letter of the small campaign.
fn layout(code: i32, options: &[&[&str]]) -> (String, String) {
    let all = [&[&MINIMAL[..], &["--format", "layout"]], options].concat();
    let (printed, said) = ended(code, &all);
    (String::from_utf8(printed).unwrap(), said)
}

#[test]
fn the_zones_are_drawn_as_they_were() {
    let folder = Path::new("tests/golden/zones");
    let mut changed = Vec::new();
    for (name, country, options) in DRAWN {
        let (found, _) = layout(0, &[&["--zones", "--country", country], options]);
        let golden = folder.join(format!("{name}.layout"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(folder).unwrap();
            fs::write(&golden, &found).unwrap();
        } else if fs::read_to_string(&golden).ok().as_deref() != Some(&found) {
            changed.push(name);
        }
    }
    assert!(
        changed.is_empty(),
        "UPDATE=1 takes over what is right: {changed:?}"
    );
}

/// What is drawn over a letter moves nothing of it.
#[test]
fn the_letter_under_the_zones_is_the_one_that_is_printed() {
    for (_, country, options) in DRAWN {
        let of = |more: &[&str]| layout(0, &[&["--country", country], options, more]).0;
        let (plain, drawn) = (of(&[]), of(&["--zones"]));
        let items = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with("  mark "));
            lines.skip(1).map(str::to_owned).collect()
        };
        assert_eq!(items(&plain), items(&drawn));
        assert!(drawn.matches("  mark ").count() > 30, "{drawn}");
    }
}

/// Every zone has its measures and its source beside the page.
#[test]
fn every_measure_of_a_profile_stands_beside_the_page() {
    let mut profile = program();
    let sketch = profile.args(["profiles", "uk", "--json"]).output().unwrap();
    let sketch: serde_json::Value = serde_json::from_slice(&sketch.stdout).unwrap();
    let (drawn, _) = layout(0, &[&["--zones", "--country", "GB"]]);
    let words: Vec<&str> = drawn
        .lines()
        .filter(|line| line.starts_with("  mark "))
        .collect();
    let text: String = words
        .iter()
        .filter_map(|line| Some(line.split_once(" | ")?.1))
        .collect();
    let text = text.replace(' ', "");
    let profile = &sketch["profiles"][0];
    let mut sources: Vec<&str> = profile["clear"]
        .as_array()
        .unwrap()
        .iter()
        .map(|zone| zone["source"].as_str().unwrap())
        .collect();
    sources.extend(
        profile["sources"]
            .as_object()
            .unwrap()
            .values()
            .map(|source| source.as_str().unwrap()),
    );
    for source in sources {
        assert!(text.contains(&source.replace(' ', "")), "{source}: {text}");
    }
}

/// A campaign with the wrong profile.
fn wrong_campaign() -> TempDir {
    let folder = TempDir::new().unwrap();
    for file in [
        "targets.toml",
        "letters/en/forms.toml",
        "letters/en/protest.md",
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(Path::new("tests/campaigns/minimal").join(file), path).unwrap();
    }
    fs::write(folder.path().join("profiles.toml"), WRONG).unwrap();
    folder
}

/// The description of the letter with the wrong profile, and what is said, by a run that ends with a code.
fn of_wrong(folder: &TempDir, code: i32, options: &[&str]) -> (String, String) {
    let path = folder.path().to_str().unwrap();
    let campaign = ["--campaign", path, "--target", "council"];
    let profile = ["--country", "DE", "--profile", "wrong"];
    let format = ["--format", "layout"];
    let (printed, said) = ended(code, &[&campaign, &profile, &format, options]);
    (String::from_utf8(printed).unwrap(), said)
}

#[test]
fn a_letter_that_is_refused_is_drawn_with_every_offence_at_its_place() {
    let folder = wrong_campaign();
    let (none, refusal) = of_wrong(&folder, 2, &[]);
    assert!(
        none.is_empty() && refusal.contains("`generate --zones -o page.pdf` draws"),
        "{refusal}"
    );
    let (drawn, said) = of_wrong(&folder, 1, &["--zones"]);
    let offences = said.matches("stands ").count();
    assert_eq!(offences, refusal.matches("stands ").count(), "{said}");
    assert_eq!(offences, said.matches("; marked ").count(), "{said}");
    assert!(offences > 0);
    for line in said.lines().filter(|line| line.contains("; marked ")) {
        // `…; marked 1, at x 25–47.3, y 88–91.6 mm`
        let (_, place) = line.split_once(", at x ").unwrap();
        let numbers: Vec<f64> = place
            .split(|c: char| !(c.is_ascii_digit() || c == '.'))
            .filter_map(|number| number.parse().ok())
            .collect();
        let [left, right, top, bottom] = numbers.try_into().unwrap();
        // A red frame stands 0.4 mm around it.
        let near = |a: f64, b: f64| (a - b).abs() < 0.3;
        let is_frame = |line: &&str| {
            let numbers = line.split_whitespace().skip(3).take(4);
            let numbers: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
            let rule = line.contains(" rule ") && numbers.len() == 4;
            rule && near(numbers[0], left - 0.4)
                && near(numbers[2], right + 0.4)
                && near(numbers[1], top - 0.4)
        };
        let red = || {
            drawn
                .lines()
                .filter(|line| line.trim_start().starts_with(RED))
        };
        assert!(
            red().any(|line| is_frame(&line)),
            "{line}: {bottom}\n{drawn}"
        );
    }
}

/// What does not even fit its field is drawn in the smallest type, beyond it.
#[test]
fn an_address_without_room_is_drawn_as_far_as_it_reaches() {
    let folder = wrong_campaign();
    let text = fs::read_to_string(folder.path().join("profiles.toml")).unwrap();
    let low = text.replace(
        "address = { rect = [25, 66, 80, 27.3]",
        "address = { rect = [25, 66, 80, 6]",
    );
    fs::write(folder.path().join("profiles.toml"), low).unwrap();
    let (drawn, said) = of_wrong(&folder, 1, &["--zones"]);
    assert!(
        said.contains("does not fit its field of 80.0 × 6.0 mm"),
        "{said}"
    );
    let is_address = |line: &&str| line.starts_with("  run ") && line.contains(" address ");
    assert_eq!(drawn.lines().filter(is_address).count(), 4, "{drawn}");
    let marked = |line: &&str| line.contains(" below the field of the recipient; marked ");
    assert!(said.lines().filter(marked).count() >= 1, "{said}");
    let offences = said.matches("; marked ").count();
    let red = |line: &&str| line.trim_start().starts_with(RED);
    assert!(drawn.lines().filter(red).count() >= 4 * offences, "{drawn}");
}

#[test]
fn the_drawing_is_a_pdf_as_sound_as_a_letter() {
    let folder = TempDir::new().unwrap();
    let mut files = Vec::new();
    for (name, country, options) in DRAWN {
        let path = folder
            .path()
            .join(format!("{name}.pdf"))
            .to_str()
            .unwrap()
            .to_owned();
        ended(
            0,
            &[
                &MINIMAL,
                &["--zones", "--country", country, "-o", &path],
                options,
            ],
        );
        files.push(path);
    }
    conform(files.iter().map(String::as_str));
}

/// A fax has zones too, and its pages are drawn over as PDF.
#[test]
fn a_fax_is_drawn_over_as_well() {
    let fax = [
        "--target",
        "kazmunaygaz",
        "--fax-line",
        "1",
        "--country",
        "GB",
        "--format",
        "fax",
    ];
    let (drawn, _) = ended(
        0,
        &[
            &fax,
            &["--fax-format", "layout", "--cover", "yes", "--zones"],
        ],
    );
    let drawn = String::from_utf8(drawn).unwrap();
    let lines = drawn.lines().filter(|line| line.ends_with("| sender line"));
    assert_eq!(lines.count(), 2, "{drawn}");
}

/// How many pixels have the colour of the window, or nearly.
fn blue(pixels: &[u8]) -> usize {
    let near = |shade: u8, wanted: u8| shade.abs_diff(wanted) < 12;
    let (pixels, _) = pixels.as_chunks();
    let is_blue = |[r, g, b]: &&[u8; 3]| near(*r, 226) && near(*g, 238) && near(*b, 255);
    pixels.iter().filter(is_blue).count()
}

/// The colours of the PDF are those of the picture, as somebody else draws them.
#[test]
fn the_pdf_has_the_colours_of_the_picture() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let zones = ["--zones", "--country", "GB", "-o"];
    ended(0, &[&MINIMAL, &zones, &[&path("a.pdf")]]);
    let (file, _) = ended(
        0,
        &[
            &MINIMAL,
            &zones,
            &["-", "--format", "png", "--resolution", "50"],
        ],
    );
    printed(
        "pdftoppm",
        &["-r", "50", "-singlefile", &path("a.pdf"), &path("a")],
    );
    let drawn = fs::read(path("a.ppm")).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&file))
        .read_info()
        .unwrap();
    let mut own = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut own).unwrap();
    let (own, other) = (
        blue(&own),
        blue(drawn.strip_prefix(b"P6\n601 585\n255\n").unwrap()),
    );
    // 95.4 × 26.8 mm, less the address in it and the frame around it.
    assert!((7_000..9_900).contains(&own), "{own}");
    assert!(own.abs_diff(other) < own / 20, "{own} {other}");
}

#[test]
fn the_picture_is_in_colour() {
    let (file, _) = ended(
        0,
        &[&MINIMAL, &["--zones", "--country", "GB", "--format", "png"]],
    );
    let reader = png::Decoder::new(std::io::Cursor::new(&file))
        .read_info()
        .unwrap();
    assert_eq!(reader.info().color_type, png::ColorType::Rgb);
    // 305 × 297 mm at 150 dots an inch.
    assert_eq!(reader.info().size(), (1801, 1754));
    let (none, said) = ended(
        2,
        &[
            &MINIMAL,
            &[
                "--zones",
                "--country",
                "GB",
                "--format",
                "png",
                "--resolution",
                "600",
            ],
        ],
    );
    assert!(
        none.is_empty() && said.contains("a smaller `--resolution`"),
        "{said}"
    );
}
