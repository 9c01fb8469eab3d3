//! Pages as PNG: the same as other people's programs draw of the PDF, whatever the machine.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::Path;
use std::process::Output;

use protest_letter::digest::Digest;
use tempfile::TempDir;

use crate::outside::printed;
use crate::program::program;

/// The dots an inch at which pictures are compared.
const DOTS: usize = 300;

/// The side of the squares that are compared, in pixels: 2 mm. The shades in one are what counts, not which of its
/// pixels an edge falls on.
const SIDE: usize = 24;

/// How far the mean shades of two squares may be apart, of 255. Other programs round baselines in another way: 16.4 is
/// the most in letters that are right. A fold mark that is not there has 21, a line that is missing 60.
const MOST: f64 = 19.0;

const SENDER: [&str; 6] = ["--name", "Ana", "--address", "1 Weg", "--country", "DE"];
const LONG: [&str; 2] = ["--personal", "@tests/cases/letters/inputs/long.txt"];
const BUILT_IN: [&str; 2] = ["--target", "president"];
const MINIMAL: [&str; 4] = [
    "--campaign",
    "tests/campaigns/minimal",
    "--target",
    "council",
];

fn generate(options: &[&str]) -> Output {
    let mut program = program();
    program.args(["generate", "--date", "2026-11-18"]);
    program.args(options).output().unwrap()
}

/// What a run writes into a folder.
fn good(options: &[&[&str]]) -> Output {
    let output = generate(&options.concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {said}");
    output
}

/// A page of gray pixels.
#[derive(Clone)]
struct Gray {
    width: usize,
    pixels: Vec<u8>,
}

impl Gray {
    fn of_png(path: &Path) -> Self {
        let file = std::io::Cursor::new(fs::read(path).unwrap());
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        assert_eq!(
            reader.output_color_type(),
            (png::ColorType::Grayscale, png::BitDepth::Eight)
        );
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let width = reader.info().width as usize;
        Self { width, pixels }
    }

    /// The page of a file of the Netpbm format P5.
    fn of_pgm(path: &Path) -> Self {
        let file = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&file[..40]).into_owned();
        let mut numbers = text.split_whitespace().skip(1);
        let mut number = || numbers.next().unwrap().parse::<usize>().unwrap();
        let (width, height) = (number(), number());
        let pixels = file[file.len() - width * height..].to_vec();
        Self { width, pixels }
    }

    fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks(self.width)
    }

    /// The mean shade of each square, row by row, as far as a page of `columns` squares has them.
    fn squares(&self, columns: usize) -> Vec<f64> {
        let rows: Vec<&[u8]> = self.rows().collect();
        let mean = |band: &[&[u8]], column: usize| {
            let pixels = band
                .iter()
                .flat_map(|row| &row[column * SIDE..(column + 1) * SIDE]);
            pixels.map(|shade| f64::from(*shade)).sum::<f64>() / 576.0
        };
        let bands = rows.chunks_exact(SIDE);
        bands
            .flat_map(|band| (0..columns).map(move |column| mean(band, column)))
            .collect()
    }

    /// How far the shades of two pages are apart where they are most so.
    fn distance(&self, other: &Self) -> f64 {
        assert!(self.width.abs_diff(other.width) <= 1);
        let columns = self.width.min(other.width) / SIDE;
        let (own, others) = (self.squares(columns), other.squares(columns));
        let apart = own.iter().zip(&others).map(|(a, b)| (a - b).abs());
        apart.fold(0.0, f64::max)
    }

    /// The page with rows and columns of a rectangle moved down, or with nothing there.
    fn changed(&self, rows: std::ops::Range<usize>, columns: usize, down: Option<usize>) -> Self {
        let mut page = self.clone();
        for y in rows.clone().rev() {
            let start = y * self.width;
            let row = self.pixels[start..start + columns].to_vec();
            page.pixels[start..start + columns].fill(255);
            if let Some(down) = down {
                let start = (y + down) * self.width;
                page.pixels[start..start + columns].copy_from_slice(&row);
            }
        }
        page
    }
}

/// The pages of a letter as the program draws them, and as poppler draws its PDF.
fn both(options: &[&[&str]]) -> Vec<(Gray, Gray)> {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let dots = DOTS.to_string();
    let picture = ["-o", &path("own.png"), "--resolution", &dots];
    good(&[options, &[&SENDER, &picture]].concat());
    good(&[options, &[&SENDER, &["-o", &path("own.pdf")]]].concat());
    let how = ["-gray", "-r", &dots];
    printed(
        "pdftoppm",
        &[&how[..], &[&path("own.pdf"), &path("other")]].concat(),
    );
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let of = |ending: &str| -> Vec<String> {
        let names = names.iter().filter(|name| name.ends_with(ending));
        names.map(|name| path(name)).collect()
    };
    let (own, other) = (of(".png"), of(".pgm"));
    assert_eq!(own.len(), other.len(), "{names:?}");
    own.iter()
        .zip(&other)
        .map(|(own, other)| (Gray::of_png(Path::new(own)), Gray::of_pgm(Path::new(other))))
        .collect()
}

#[test]
fn a_picture_is_what_others_draw_of_the_page() {
    let signature = ["--signature", "tests/inputs/signature.png"];
    let letterhead = ["--from", "tests/inputs/letterhead.toml"];
    for (options, pages) in [
        (vec![&["--lang", "en"][..]], 1),
        (vec![&["--lang", "ru"], &signature], 1),
        (vec![&["--lang", "kk", "--profile", "us-10-double"]], 1),
        (vec![&letterhead], 1),
        (vec![&LONG], 2),
    ] {
        let options = [&[&["--target", "president"][..]], &options[..]].concat();
        let drawn = both(&options);
        assert_eq!(drawn.len(), pages, "{options:?}");
        for (own, other) in drawn {
            let distance = own.distance(&other);
            assert!(distance < MOST, "{options:?}: {distance}");
        }
    }
}

/// What the measure above sees.
#[test]
fn what_is_missing_or_moved_would_be_noticed() {
    let drawn = both(&[&["--target", "president", "--lang", "kk"]]);
    let (own, other) = &drawn[0];
    let ink: Vec<bool> = own
        .rows()
        .map(|row| row[DOTS..].iter().any(|shade| *shade < 255))
        .collect();
    // A line of the text below the middle, and the upper fold mark at 105 mm.
    let is_line = |top: &usize| !ink[top - 1] && ink[*top..top + 30].iter().all(|ink| *ink);
    let top = (1800..3000).find(is_line).unwrap();
    let bottom = (top..3400).find(|y| !ink[*y]).unwrap();
    let mark = 1230..1250;
    for (what, changed) in [
        (
            "a line that is missing",
            own.changed(top..bottom, own.width, None),
        ),
        (
            "a line 0.4 mm too low",
            own.changed(top..bottom, own.width, Some(5)),
        ),
        ("a mark that is missing", own.changed(mark, 120, None)),
        (
            "all of it 0.4 mm too low",
            own.changed(200..3400, own.width, Some(5)),
        ),
    ] {
        let distance = changed.distance(other);
        assert!(distance > MOST, "{what}: {distance}");
    }
}

/// The chunks of a file.
fn chunks(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let (mut at, mut found) = (8, Vec::new());
    while at < file.len() {
        let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let name = String::from_utf8(file[at + 4..at + 8].to_vec()).unwrap();
        found.push((name, file[at + 8..at + 8 + length].to_vec()));
        at += length + 12;
    }
    found
}

/// The bytes of a letter that no campaign changes: the same on every machine, whenever it is made.
#[test]
fn a_picture_says_how_large_it_is_and_has_nothing_of_the_machine() {
    let file = good(&[&MINIMAL, &SENDER, &["--format", "png"]]).stdout;
    let found = chunks(&file);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["IHDR", "sRGB", "gAMA", "pHYs", "IDAT", "IEND"]);
    assert_eq!(found[0].1[..8], [0, 0, 0x04, 0xd8, 0, 0, 0x06, 0xda]);
    // 150 dots an inch are 5,906 a metre.
    assert_eq!(found[3].1, [0, 0, 0x17, 0x12, 0, 0, 0x17, 0x12, 1]);
    let digest = Digest::of(&file).to_string();
    assert_eq!(
        digest, "30e18754c528af7ff3c62d07e557af0198d5dac449b811e1a33be4a8b05f0f80",
        "renew it if the letter or the drawing has changed"
    );
}

#[test]
fn pages_are_numbered_files_and_none_is_written_over_another() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let small = ["--resolution", "20"];
    let written = good(&[&BUILT_IN, &LONG, &small, &["-o", &path("a.png")]]);
    let said = String::from_utf8(written.stderr).unwrap();
    let told = format!(
        "wrote `{}` to `{}` (2 pages)",
        path("a-1.png"),
        path("a-2.png")
    );
    assert!(said.contains(&told), "{said}");
    // Another letter: its first page is not written either if the second would replace one.
    fs::remove_file(path("a-1.png")).unwrap();
    let other = ["--name", "Bo", "-o", &path("a.png")];
    let refused = generate(&[&BUILT_IN[..], &LONG, &small, &other].concat());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains(&format!("`{}` is there already", path("a-2.png"))),
        "{said}"
    );
    assert!(!Path::new(&path("a-1.png")).exists());
}

/// Whoever prints `a-*.png` would print two letters as one.
#[test]
fn pictures_of_an_earlier_letter_are_told() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let said = |options: &[&str]| {
        let all = ["--resolution", "20", "--force", "-o", &path("a.png")];
        String::from_utf8(good(&[&BUILT_IN, options, &all]).stderr).unwrap()
    };
    let told = |name: &str| format!("`{}` was there before", path(name));
    assert!(!said(&LONG).contains("was there before"));
    assert!(said(&[]).contains(&told("a-1.png")));
    assert!(said(&LONG).contains(&told("a.png")));
    fs::remove_file(path("a.png")).unwrap();
    fs::write(path("a-3.png"), "old").unwrap();
    assert!(said(&LONG).contains(&told("a-3.png")));
    fs::remove_file(path("a-3.png")).unwrap();
    assert!(!said(&LONG).contains("was there before"));
}

#[test]
fn standard_output_takes_one_page() {
    let refused = generate(&[&BUILT_IN[..], &LONG, &["--format", "png"]].concat());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("2 pages do not go to standard output"),
        "{said}"
    );
    assert!(refused.stdout.is_empty() && refused.status.code() == Some(2));
}

/// Checksums, by another implementation than that of the readers and writers here.
#[test]
fn checksums_are_right() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.png");
    let path = path.to_str().unwrap();
    good(&[&MINIMAL, &["-o", path]]);
    let script = "import sys, zlib; d = open(sys.argv[1], 'rb').read(); i = 8\n\
        while i < len(d):\n n = int.from_bytes(d[i:i+4], 'big'); c = d[i+4:i+8+n]\n \
        assert zlib.crc32(c) == int.from_bytes(d[i+8+n:i+12+n], 'big'); i += n + 12\n";
    printed("python3", &["-c", script, path]);
}
