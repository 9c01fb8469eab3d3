//! Bombs: small inputs made to take much time, memory or stack. Each ends soon, in little memory, with a message of a
//! bounded size, and never abnormally.
//!
//! Every bomb runs the program as a process with a limit on its memory and its time. Those that are promised are held by
//! `cargo test --release --test all bombs:: -- --nocapture`, which also tells the figures.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test writes its files itself, and says what it measured"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Output;

use crate::outside::{Place, Program};

use protest_letter::limits;

const PROGRAM: &str = env!("CARGO_BIN_EXE_protest-letter");

/// Kilobytes of address space: what is reserved counts, whether it is used or not.
const SPACE: &str = "700000";

/// The most seconds of processor time and kilobytes of memory: of a program without its optimizations, six times, since
/// other tests run beside it and machines differ, and one and a half times what is promised.
const SECONDS: f64 = if cfg!(debug_assertions) { 12.0 } else { 2.0 };
const KILOBYTES: u32 = if cfg!(debug_assertions) {
    300_000
} else {
    200_000
};

/// Seconds after which a run hangs.
const HANGS: u32 = 60;

/// The most bytes that people are told.
const TOLD: usize = 128 << 10;

pub const MIB: usize = 1 << 20;

/// A file that is made, what reads it, and what is said of it.
#[derive(Clone)]
pub struct Bomb {
    pub name: &'static str,
    pub file: &'static str,
    pub bytes: Vec<u8>,
    pub arguments: &'static [&'static str],
    pub says: &'static str,
    /// The most kilobytes of memory.
    pub kilobytes: u32,
}

const LETTER: &str = "c/letters/en/protest.md";
const TARGETS: &str = "c/targets.toml";
const CHECK: &[&str] = &["check", "c", "--date", "2026-11-23"];
const GENERATE: &[&str] = &[
    "--campaign",
    "c",
    "generate",
    "--target",
    "council",
    "--country",
    "GB",
    "--date",
    "2026-11-23",
    "--name",
    "Ana",
];
const BATCH: &[&str] = &[
    "--campaign",
    "c",
    "batch",
    "--members",
    "m.csv",
    "--target",
    "council",
    "--date",
    "2026-11-23",
    "-o",
    "out",
    "--skip-bad",
];
const PRINTED: &[&str] = &[
    "--campaign",
    "c",
    "generate",
    "--target",
    "council",
    "--country",
    "GB",
    "--date",
    "2026-11-23",
    "--name",
    "Ana",
    "-o",
    "letter.pdf",
];
const PERSONAL: &[&str] = &[
    "--campaign",
    "c",
    "generate",
    "--target",
    "council",
    "--country",
    "GB",
    "--date",
    "2026-11-23",
    "--name",
    "Ana",
    "--personal",
    "@personal.txt",
    "-o",
    "letter.pdf",
];
const FROM: &[&str] = &[
    "--campaign",
    "c",
    "generate",
    "--target",
    "council",
    "--date",
    "2026-11-23",
    "--from",
    "sender.toml",
];
const SIGNED: &[&str] = &[
    "--campaign",
    "c",
    "generate",
    "--target",
    "council",
    "--country",
    "GB",
    "--date",
    "2026-11-23",
    "--name",
    "Ana",
    "--signature",
    "s.png",
    "-o",
    "letter.pdf",
];
const VERIFY: &[&str] = &["--campaign", "c", "verify", "out", "--members", "m.csv"];

/// A letter with a body.
fn letter(body: &str) -> Vec<u8> {
    let front = "+++\ntitle = \"t\"\ntargets = [\"government\"]\nsubject = \"s\"\nstatus = \"original\"\n+++\n";
    (front.to_owned() + body).into_bytes()
}

/// As many repetitions as have room in so many bytes.
pub fn filled(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len())
}

fn nested(block: &str, count: usize) -> String {
    let name = block.split(' ').next().unwrap();
    format!("{{{{#{block}}}}}").repeat(count) + "a" + &format!("{{{{/{name}}}}}").repeat(count)
}

fn minimal(file: &str) -> String {
    fs::read_to_string(Path::new("tests/campaigns/minimal").join(file)).unwrap()
}

/// The smallest campaign with many more targets, each changed in some way.
fn targets(count: usize, change: impl Fn(String, usize) -> String) -> Vec<u8> {
    let text = minimal("targets.toml");
    let (before, target) = text.split_at(text.find("[[target]]").unwrap());
    let mut all = before.to_owned();
    for n in 0..count {
        let id = if n == 0 {
            "council".to_owned()
        } else {
            format!("council-{n}")
        };
        let target = target.replace("id = \"council\"", &format!("id = \"{id}\""));
        all += &change(target, n);
    }
    all.into_bytes()
}

/// What a PNG file of 8 bits a channel holds.
fn png(width: u32, height: u32, extra: &[(&[u8; 4], Vec<u8>)], rows: &[u8]) -> Vec<u8> {
    png_of(8, (width, height), extra, rows)
}

/// What a PNG file of red, green, blue and alpha holds: chunks with their checks.
fn png_of(
    bits: u8,
    (width, height): (u32, u32),
    extra: &[(&[u8; 4], Vec<u8>)],
    rows: &[u8],
) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([bits, 6, 0, 0, 0]);
    let all = [(b"IHDR", header)].into_iter().chain(extra.iter().cloned());
    for (name, data) in all.chain([(b"IDAT", rows.to_vec()), (b"IEND", Vec::new())]) {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(name);
        bytes.extend(&data);
        bytes.extend(check(&[&name[..], &data].concat()).to_be_bytes());
    }
    bytes
}

/// CRC-32 of ISO 3309, a bit at a time.
fn check(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

/// So many zeros, compressed.
fn zeros(count: usize) -> Vec<u8> {
    let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::new(9).unwrap());
    let mut packed = vec![0; compressor.zlib_compress_bound(count)];
    let length = compressor
        .zlib_compress(&vec![0; count], &mut packed)
        .unwrap();
    packed.truncate(length);
    packed
}

/// A letter as a bomb.
fn list(name: &'static str, body: impl AsRef<str>, says: &'static str) -> Bomb {
    let bytes = letter(body.as_ref());
    of(name, LETTER, bytes, CHECK, says)
}

/// A file as a bomb.
fn of(
    name: &'static str,
    file: &'static str,
    bytes: Vec<u8>,
    arguments: &'static [&'static str],
    says: &'static str,
) -> Bomb {
    Bomb {
        name,
        file,
        bytes,
        arguments,
        says,
        kilobytes: KILOBYTES,
    }
}

/// Letters whose blocks, brackets or tags are too deep or too many.
fn tags() -> Vec<Bomb> {
    let not = |count: usize| "(not ".repeat(count) + "personal" + &")".repeat(count);
    vec![
        list(
            "blocks in blocks",
            nested("with sender", 1_200),
            "more than 32 deep",
        ),
        list(
            "more blocks in blocks",
            nested("with sender", 8_000),
            "more than 32 deep",
        ),
        list(
            "blocks that are never closed",
            "{{#if personal}}".repeat(10_000),
            "more than 32 deep",
        ),
        list(
            "else if",
            format!(
                "{{{{#if date}}}}{}{{{{/if}}}}",
                "{{else if date}}".repeat(5_000)
            ),
            "more than 32 deep",
        ),
        list(
            "brackets in brackets",
            format!("{{{{#if {}}}}}a{{{{/if}}}}", not(5_000)),
            "brackets cannot be used",
        ),
        list(
            "brackets behind a comment",
            format!("{{{{!-- }}}} {{{{#if {}}}}}", not(5_000)),
            "brackets cannot be used",
        ),
        list(
            "lists of JSON",
            format!("{{{{#if {}", "[".repeat(100_000)),
            "brackets cannot be used",
        ),
        list(
            "20,000 blocks",
            "{{#if personal}}a{{/if}}".repeat(20_000),
            "larger than 256 KiB",
        ),
        list(
            "10,000 blocks",
            "{{#if personal}}a{{/if}}".repeat(10_000),
            "more than 1000 tags",
        ),
        list(
            "tags at the end",
            filled("b ", 220_000) + &"{{date}}".repeat(1_001),
            "more than 1000 tags",
        ),
        list(
            "as many tags at the end as may be",
            filled("b ", 220_000) + &"{{#if personal}}a{{/if}}".repeat(499),
            "pages",
        ),
        list(
            "a long tag",
            format!("{{{{voice \"{}\" \"a\"}}}}", "a".repeat(200_000)),
            "more than 4 KiB",
        ),
        list(
            "backslashes",
            filled("\\", 250_000),
            "more than 32 `\\` in a row",
        ),
        list(
            "demands for each demand",
            "{{#each demands}}{{#each ../demands}}{{/each}}{{/each}}",
            "cannot stand in another",
        ),
    ]
}

/// Letters whose markup is too deep, or whose text is too long.
fn markup() -> Vec<Bomb> {
    let lists = (0..1_500)
        .map(|n| " ".repeat(2 * n) + "- a\n")
        .collect::<String>();
    let phrase = "<span lang=\"ru\">a ";
    vec![
        list(
            "phrases in phrases",
            phrase.repeat(10_000),
            "more than 32 deep in other markup",
        ),
        list(
            "HTML",
            "<b>a</b> ".repeat(20_000),
            "a letter cannot have HTML",
        ),
        list(
            "lists in lists",
            &lists[..250_000],
            "more than 32 deep in other markup",
        ),
        list(
            "lists on a line",
            "- ".repeat(100_000) + "a",
            "more than 32 deep in other markup",
        ),
        list(
            "quotations on a line",
            "> ".repeat(100_000) + "a",
            "more than 32 deep in other markup",
        ),
        list("emphasis", filled("*a **a ", 250_000), "pages"),
        of(
            "many phrases",
            LETTER,
            letter(&filled("*a* ", 200 << 10)),
            PRINTED,
            "",
        ),
        of(
            "phrases in many languages",
            LETTER,
            letter(&languages()),
            PRINTED,
            "",
        ),
        list("phrases in many languages, checked", languages(), ""),
        list(
            "definitions of links",
            numbered(20_000, &|n| format!("[a{n}]: b\n\n")),
            "a letter cannot have the definition of a link",
        ),
        list("brackets of links", filled("[", 250_000), "pages"),
        list("links", filled("[a](", 250_000), "pages"),
        list(
            "backticks",
            (1..700).map(|n| "`".repeat(n) + " ").collect::<String>(),
            "",
        ),
        list("prose", filled("word ", 15 * MIB), "larger than 256 KiB"),
        list(
            "as much prose as may be",
            filled("word ", 255 << 10),
            "pages",
        ),
        list(
            "short paragraphs",
            filled("a\n\n", 255 << 10),
            "more than 200 pages",
        ),
        list("one long word", filled("a", 255 << 10), ""),
    ]
}

/// What is made of each number.
fn numbered(count: usize, make: &dyn Fn(usize) -> String) -> String {
    (0..count).map(make).collect()
}

/// A paragraph of phrases, each in another language.
fn languages() -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let phrase = |n: usize| {
        let region: String = [n / 676, n / 26, n].map(letter).iter().collect();
        format!("<span lang=\"en-x-{region}\">independent inquiry</span> ")
    };
    let all = (0..5_000).map(phrase).collect::<String>();
    assert!(all.len() < limits::TEMPLATE);
    all
}

/// Other files of a campaign, each of about a megabyte.
fn campaigns() -> Vec<Bomb> {
    let of = |name, file, bytes, says| of(name, file, bytes, CHECK, says);
    let toml = |text: String| (minimal("targets.toml") + &text).into_bytes();
    let forms = minimal("letters/en/forms.toml");
    let long = "a".repeat(300);
    let mut keys = String::new();
    for n in 0..60_000 {
        let _ = writeln!(keys, "key{n} = 1");
    }
    vec![
        of(
            "TOML in TOML",
            TARGETS,
            toml(format!("a = {}", "[".repeat(MIB))),
            "more than 80 deep",
        ),
        of(
            "dotted keys",
            TARGETS,
            toml(format!("{}a = 1", "a.".repeat(MIB / 2))),
            "more than 80 deep",
        ),
        of(
            "tables of nothing",
            TARGETS,
            "[[target]]\n".repeat(90_000).into_bytes(),
            "has no `campaign`",
        ),
        of(
            "no TOML",
            TARGETS,
            filled("= ", MIB).into_bytes(),
            "extra `=`",
        ),
        of("unknown keys", TARGETS, toml(keys), "not shown"),
        of(
            "wrong countries",
            TARGETS,
            targets(2_500, |t, _| t.replace("\"FR\"", "\"France\"")),
            "(2480 times)",
        ),
        of(
            "unknown kinds",
            TARGETS,
            targets(2_500, |t, n| {
                t.replace("\"government\"", &format!("\"goverment{n}\""))
            }),
            "not shown",
        ),
        of(
            "wrong numbers",
            TARGETS,
            targets(2_500, |t, _| t.replace("+33472103030", "+1")),
            "(2500 times)",
        ),
        of(
            "a long id",
            TARGETS,
            targets(2, |t, _| t.replace("council-1", &long)),
            "at most 64",
        ),
        of(
            "large forms",
            "c/letters/en/forms.toml",
            (forms.clone() + &filled("# a\n", MIB)).into_bytes(),
            "larger than 256 KiB",
        ),
        of(
            "blocks in forms",
            "c/letters/en/forms.toml",
            forms
                .replace("Dear Sir or Madam", &nested("if office", 100))
                .into_bytes(),
            "more than 32 deep",
        ),
        of(
            "profiles",
            "c/profiles.toml",
            filled("[[profile]]\nname = \"a\"\n", MIB).into_bytes(),
            "error",
        ),
        of(
            "large partial",
            "c/letters/en/partials/a.md",
            filled("a ", MIB).into_bytes(),
            "larger than 256 KiB",
        ),
    ]
}

/// The smallest campaign with a text or a list that is as long as a megabyte.
fn records() -> Vec<Bomb> {
    let of = |name, from: &str, to: String, says| {
        let text = minimal("targets.toml");
        assert!(text.contains(from), "{from}");
        let bytes = text.replacen(from, &to, 1).into_bytes();
        of(name, TARGETS, bytes, CHECK, says)
    };
    let long = |key: &str| format!("{key} = \"{}\"", "a".repeat(MIB));
    let many = |key: &str, item: &str| format!("{key} = [{}]", filled(&format!("{item}, "), MIB));
    let post = "post = [\"1 place de la Comédie\", \"69001 Lyon\"]";
    let text = "is a text of 1048576 bytes";
    vec![
        of("a long city", "city = \"Lyon\"", long("city"), text),
        of("a long country", "country = \"FR\"", long("country"), text),
        of(
            "a long office",
            "en = \"Council of Lyon\"",
            long("en"),
            text,
        ),
        of(
            "a long fact",
            "en = \"Pay has not risen for five years.\"",
            long("en"),
            text,
        ),
        of(
            "fax numbers",
            "phone = [",
            many("fax", "\"+33472103030\"") + "\nphone = [",
            "expected at most 300",
        ),
        of(
            "languages",
            "languages = [\"en\"]",
            many("languages", "\"en\""),
            "expected at most 50",
        ),
        of(
            "a long language",
            "languages = [\"en\"]",
            format!("languages = [\"en\", \"{}\"]", "a".repeat(4_000)),
            "more than 35 characters",
        ),
        of(
            "lines of an address",
            post,
            many("post", "\"a line\""),
            "expected at most 20",
        ),
        of(
            "numbers",
            "city = \"Lyon\"",
            many("position", "1") + "\ncity = \"Lyon\"",
            "expected at most 300",
        ),
        of("ends of lines", "schema = 1", "\r".repeat(MIB), "error"),
        of("equal signs", "schema = 1", filled("=\n", MIB), "error"),
        of("dots", "schema = 1", filled(".", MIB), "error"),
        of("lines of dots", "schema = 1", filled(".\n", MIB), "error"),
        of("few dots", "schema = 1", filled(".", 255 << 10), "error"),
        of("dots and keys", "schema = 1", filled("a.", MIB), "error"),
        of("quotes", "schema = 1", filled("'' ", MIB), "error"),
        of(
            "tables below tables",
            "schema = 1",
            numbered(6_300, &|n| format!("[b{n}{}]\n", ".a".repeat(77))),
            "more than 100,000 tables",
        ),
        of(
            "keys below keys",
            "schema = 1",
            numbered(6_300, &|n| format!("b{n}{} = 1\n", ".a".repeat(78))),
            "more than 100,000 tables",
        ),
        of(
            "as many tables as may be",
            "schema = 1",
            numbered(1_250, &|n| format!("[b{n}{}]\n", ".a".repeat(78))),
            "error",
        ),
        of(
            "inline tables",
            "schema = 1",
            format!("x = [{}]", filled("{a=1},", MIB)),
            "more than 100,000 tables",
        ),
        of(
            "few inline tables",
            "schema = 1",
            format!("x = [{}]", "{a=1},".repeat(99_900)),
            "error",
        ),
        of(
            "signs without end",
            "schema = 1",
            filled("= ", 32 * MIB),
            "more than 6,000,000 signs",
        ),
        of("signs", "schema = 1", filled("!\n", MIB), "error"),
    ]
}

/// Members files, and texts for letters.
fn texts() -> Vec<Bomb> {
    let rows = |header: &str, count: usize, row: &dyn Fn(usize) -> String| {
        let rows = (0..count).map(row);
        (header.to_owned() + "\n" + &rows.collect::<String>()).into_bytes()
    };
    let streets = rows("name,country", 2_000, &|n| {
        format!("A{n},{n} High Street\n")
    });
    let long = rows("name,country", 20, &|n| {
        format!("A{n},{n}{}\n", filled("Street ", 9_900))
    });
    let wrong = rows("name,email", 30_000, &|n| format!("A{n},wrong{n}\n"));
    let columns = rows(&format!("name{}", ",c".repeat(100_000)), 0, &|_| {
        String::new()
    });
    vec![
        of(
            "streets for countries",
            "m.csv",
            streets,
            BATCH,
            "(2000 rows)",
        ),
        of(
            "long cells for countries",
            "m.csv",
            long,
            BATCH,
            "there is no country",
        ),
        of("wrong rows", "m.csv", wrong, BATCH, "(30000 rows)"),
        of("columns", "m.csv", columns, BATCH, "at most 1000"),
        of(
            "an open quote",
            "m.csv",
            format!("name\n\"{}", filled("a ", MIB)).into_bytes(),
            BATCH,
            "error",
        ),
        of(
            "a personal text",
            "personal.txt",
            filled("a ", MIB).into_bytes(),
            PERSONAL,
            "larger than 256 KiB",
        ),
        of(
            "marks in a personal text",
            "personal.txt",
            filled("*", 250 << 10).into_bytes(),
            PERSONAL,
            "more than 256 KiB",
        ),
        of(
            "lines in a personal text",
            "personal.txt",
            filled("a\n", 100 << 10).into_bytes(),
            PERSONAL,
            "more than 200 pages",
        ),
        of(
            "a sender",
            "sender.toml",
            format!("name = \"{}\"", filled("a", MIB)).into_bytes(),
            FROM,
            "",
        ),
        of(
            "keys of a sender",
            "sender.toml",
            filled("[a]\nb=1\n", MIB).into_bytes(),
            FROM,
            "more than 100,000 tables",
        ),
    ]
}

/// Pictures, and what a batch wrote.
fn files() -> Vec<Bomb> {
    let profile = [b"a\0\0".to_vec(), zeros(1_000 * MIB)].concat();
    let text = [b"a\0\0".to_vec(), zeros(1_000 * MIB)].concat();
    let row = zeros(1 + 4);
    vec![
        of(
            "a colour profile",
            "s.png",
            png(1, 1, &[(b"iCCP", profile)], &row),
            SIGNED,
            "",
        ),
        of(
            "a packed text",
            "s.png",
            png(1, 1, &[(b"zTXt", text)], &row),
            SIGNED,
            "",
        ),
        of(
            "a large picture",
            "s.png",
            png(4_960, 7_016, &[], &zeros((1 + 4 * 4_960) * 7_016)),
            SIGNED,
            "",
        ),
        of(
            "a picture of one row",
            "s.png",
            png_of(16, (34_799_360, 1), &[], &zeros(1 + 8 * 34_799_360)),
            SIGNED,
            "too large",
        ),
        of(
            "a deep picture",
            "s.png",
            png_of(16, (4_960, 3_508), &[], &zeros((1 + 8 * 4_960) * 3_508)),
            SIGNED,
            "",
        ),
        of(
            "a larger picture",
            "s.png",
            png(60_000, 60_000, &[], &zeros(MIB)),
            SIGNED,
            "too large",
        ),
        of(
            "a record of a batch",
            "out/batch.toml",
            filled("a = 1\n", MIB).into_bytes(),
            VERIFY,
            "",
        ),
        of(
            "a manifest",
            "out/manifest.csv",
            filled("a,b\n", MIB).into_bytes(),
            VERIFY,
            "",
        ),
    ]
}

/// What a run of the program took, and how it ended.
pub struct Measured {
    pub seconds: f64,
    pub kilobytes: u32,
    pub output: Output,
}

impl Bomb {
    /// Lets it go off; what is wrong with how that ended.
    fn go_off(&self) -> Option<String> {
        let Measured {
            seconds,
            kilobytes,
            output,
        } = self.measured();
        let is_small = seconds < SECONDS && kilobytes < self.kilobytes;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let ends = output.status.code();
        let is_right = matches!(ends, Some(0..=2)) && said.contains(self.says) && said.len() < TOLD;
        (!is_right || !is_small).then(|| {
            let end = said.floor_char_boundary(said.len().min(1_500));
            format!(
                "{}: exit {ends:?}, {seconds} s, {kilobytes} KB, {} bytes said\n{}",
                self.name,
                said.len(),
                &said[..end]
            )
        })
    }

    /// Runs the program on it.
    pub fn measured(&self) -> Measured {
        let place = Place::new();
        let folder = place.path().join("work");
        let write = |path: &str, bytes: &[u8]| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        for file in [
            "targets.toml",
            "letters/en/protest.md",
            "letters/en/forms.toml",
        ] {
            write(&format!("c/{file}"), minimal(file).as_bytes());
        }
        write("m.csv", b"name,country\nAna,GB\n");
        write(self.file, &self.bytes);
        let figures = place.path().join("figures");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bombs/measured.py");
        let program = Program::at(&place, "python3").args([script, figures.to_str().unwrap()]);
        let output = program
            .args([SPACE, PROGRAM])
            .args(self.arguments)
            .folder(&folder)
            .seconds(HANGS)
            .run();
        let figures = fs::read_to_string(figures).unwrap();
        let (seconds, kilobytes) = figures.trim().split_once(' ').unwrap();
        eprintln!("{seconds:.5} s, {kilobytes} KB: {}", self.name);
        Measured {
            seconds: seconds.parse().unwrap(),
            kilobytes: kilobytes.parse().unwrap(),
            output,
        }
    }
}

pub fn all_end(bombs: &[Bomb]) {
    let wrong: Vec<String> = bombs.iter().filter_map(Bomb::go_off).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn letters_end() {
    all_end(&[tags(), markup()].concat());
}

#[test]
fn campaigns_end() {
    all_end(&[campaigns(), records()].concat());
}

#[test]
fn other_files_end() {
    all_end(&[texts(), files()].concat());
}

/// 31 partials, each of which takes in the next one twice, are a thousand million texts.
#[test]
fn partials_end() {
    let place = Place::new();
    let folder = place.path().join("c");
    fs::create_dir_all(folder.join("letters/en/partials")).unwrap();
    for file in ["targets.toml", "letters/en/forms.toml"] {
        fs::write(folder.join(file), minimal(file)).unwrap();
    }
    fs::write(folder.join("letters/en/protest.md"), letter("{{> p0}}")).unwrap();
    for n in 0..31 {
        let text = format!("{{{{> p{0}}}}}{{{{> p{0}}}}}", n + 1);
        let path = folder.join(format!("letters/en/partials/p{n}.md"));
        fs::write(path, if n == 30 { "a".to_owned() } else { text }).unwrap();
    }
    let output = Program::at(&place, PROGRAM)
        .args(GENERATE)
        .folder(place.path())
        .seconds(HANGS)
        .run();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("more than 200 partials"), "{said}");
}

/// To set a letter of ten pages for each of many targets, in each profile, took a second for every fifteen of them.
#[test]
fn a_letter_that_is_much_too_long_is_set_once() {
    let place = Place::new();
    let folder = place.path().join("c");
    fs::create_dir_all(folder.join("letters/en")).unwrap();
    let forms = "letters/en/forms.toml";
    fs::write(folder.join(forms), minimal(forms)).unwrap();
    fs::write(
        folder.join("targets.toml"),
        targets(200, |target, _| target),
    )
    .unwrap();
    let long = letter(&filled("word ", 40 << 10));
    fs::write(folder.join("letters/en/protest.md"), long).unwrap();
    let output = Program::at(&place, PROGRAM)
        .args(CHECK)
        .folder(place.path())
        .seconds(HANGS)
        .run();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches("pages, expected one").count(), 1, "{said}");
}

/// A row of the table of limits: the constant, and how much it is.
fn row(name: &str, most: u64) -> (String, String) {
    let most = match (name, most) {
        (
            "INPUT" | "WHOLE_PDF" | "READ_AGAIN" | "LETTERS" | "PICTURE" | "ROW" | "HELD"
            | "SHARED" | "UNPACKED",
            bytes,
        ) => {
            format!("{} MiB", bytes >> 20)
        }
        ("TEMPLATE" | "TAG" | "LETTER" | "MISTAKES" | "TEXT" | "NAME" | "MESSAGE", bytes) => {
            format!("{} KiB", bytes >> 10)
        }
        _ => most.to_string(),
    };
    (name.to_owned(), most)
}

#[test]
fn the_documented_limits_are_those_of_the_program() {
    let of = |name, most: usize| row(name, most as u64);
    let own = [
        row("INPUT", limits::INPUT),
        row("WHOLE_PDF", limits::WHOLE_PDF),
        row("READ_AGAIN", limits::READ_AGAIN),
        of("TEMPLATE", limits::TEMPLATE),
        of("DEPTH", limits::DEPTH),
        of("FILES", limits::FILES),
        of("FOLDERS", limits::FOLDERS),
        of("LETTERS", limits::LETTERS),
        of("TAGS", limits::TAGS),
        of("TAG", limits::TAG),
        of("BACKSLASHES", limits::BACKSLASHES),
        of("NESTING", limits::NESTING),
        row("TOML", limits::TOML.into()),
        of("PARTIALS", limits::PARTIALS),
        of("LETTER", limits::LETTER),
        of("PAGES", limits::PAGES),
        of("ID", limits::ID),
        row("PICTURE", limits::PICTURE),
        row("PIXELS", limits::PIXELS),
        row("SIDE", limits::SIDE.into()),
        row("DOTS", limits::DOTS.into()),
        of("DRAWN", limits::DRAWN),
        of("SIGNS", limits::SIGNS),
        of("TABLES", limits::TABLES),
        of("MISTAKES", limits::MISTAKES),
        of("TEXT", limits::TEXT),
        of("ENTRIES", limits::ENTRIES),
        of("LINES", limits::LINES),
        of("LANGUAGES", limits::LANGUAGES),
        of("LANGUAGE", limits::LANGUAGE),
        of("NAME", limits::NAME),
        of("ROW", limits::ROW),
        of("COLUMNS", limits::COLUMNS),
        of("SHEET_COLUMNS", limits::SHEET_COLUMNS),
        of("SHEET_ROWS", limits::SHEET_ROWS),
        of("SHEETS", limits::SHEETS),
        of("CELLS", limits::CELLS),
        of("RECTANGLE", limits::RECTANGLE),
        row("HELD", limits::HELD),
        of("SHARED", limits::SHARED),
        of("STRINGS", limits::STRINGS),
        row("UNPACKED", limits::UNPACKED),
        row("UNPACKING", limits::UNPACKING),
        of("DRAFTS", limits::DRAFTS),
        of("MESSAGES", limits::MESSAGES),
        of("NOTES", limits::NOTES),
        of("GUESSED", limits::GUESSED),
        of("GUESSES", limits::GUESSES),
        of("SHOWN", limits::SHOWN),
        of("MESSAGE", limits::MESSAGE),
    ];
    let docs = fs::read_to_string("docs/reliability.md").unwrap();
    let (_, section) = docs.split_once("## Limits\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let most = cells[2].replace(',', "");
        (cells[0].trim_end_matches('`').to_owned(), most)
    });
    assert_eq!(rows.collect::<Vec<_>>(), own);
    let source = fs::read_to_string("src/limits.rs").unwrap();
    assert_eq!(source.matches("pub const ").count(), own.len());
}
