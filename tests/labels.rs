//! Labels and envelopes: every sheet and size, judged by other programs, with each word on its label and
//! each label in the place of its letter.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::outside::{Program, printed, run};
use crate::program::program;
use crate::words::{Area, Page, pages};
use protest_letter::page::profile::Rect;
use protest_letter::page::stationery::{Stationery, built_in};
use tempfile::TempDir;

/// Members of two countries; one did not agree to sign.
const MEMBERS: &str = "tests/inputs/labels.csv";

/// Targets at home and abroad, one with a long name, in another order than that of the campaign.
const TARGETS: &str = "president,embassy,kazmunaygaz";

/// How near to the edge of its label a word may come, in millimetres.
const MARGIN: f64 = 2.0;

fn write(arguments: &[&str], file: &Path) -> Output {
    let mut program = program();
    program.args(arguments).arg("-o").arg(file);
    let given = [
        "--members",
        MEMBERS,
        "--target",
        TARGETS,
        "--date",
        "2026-11-23",
    ];
    program.args(given).output().unwrap()
}

fn written(arguments: &[&str], file: &Path) {
    let output = write(arguments, file);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

fn area(rect: Rect, right: f64, down: f64, inside: f64) -> Area {
    let (x, y) = (rect.x.to_millimetres(), rect.y.to_millimetres());
    Area {
        left: x + right + inside,
        top: y + down + inside,
        right: x + right + rect.width.to_millimetres() - inside,
        bottom: y + down + rect.height.to_millimetres() - inside,
    }
}

/// The place of each address on a sheet, with a margin.
fn places(form: &Stationery, inside: f64) -> Vec<Area> {
    let place = |n| {
        let (right, down) = form.offset(n);
        let (right, down) = (right.to_millimetres(), down.to_millimetres());
        area(form.first.zone, right, down, inside)
    };
    (0..form.count()).map(place).collect()
}

/// The words in a place.
fn words_in(page: &Page, place: &Area) -> String {
    let inside = page.words.iter().filter(|(area, _)| place.holds(area));
    let words: Vec<&str> = inside.map(|(_, word)| word.as_str()).collect();
    words.join(" ")
}

/// The addresses of a file in order, empty places among them; every word stands in one.
fn addresses(form: &Stationery, file: &str, inside: f64) -> Vec<String> {
    let mut found = Vec::new();
    let places = places(form, inside);
    for page in pages(file) {
        let (width, height) = (form.paper.0.to_millimetres(), form.paper.1.to_millimetres());
        assert!(
            (page.width - width).abs() < 0.1 && (page.height - height).abs() < 0.1,
            "{file}"
        );
        let sender = form.first.sender.map(|rect| area(rect, 0.0, 0.0, -1.0));
        for (place, word) in &page.words {
            let known = places.iter().chain(&sender);
            let holding = known.filter(|known| known.holds(place)).count();
            assert_eq!(holding, 1, "{file}: `{word}` at {place:?}");
        }
        found.extend(places.iter().map(|place| words_in(&page, place)));
    }
    found
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("labels");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The targets and lines of the letters of the batch, in the order of its manifest.
fn letters(arguments: &[&str]) -> Vec<(String, usize)> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("out");
    written(&[&["batch"], arguments].concat(), &path);
    let manifest = fs::read_to_string(path.join("manifest.csv")).unwrap();
    let mut rows = manifest
        .lines()
        .map(|row| row.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|known| *known == name).unwrap();
    let (target, line) = (column("target"), column("line"));
    rows.map(|row| (row[target].to_owned(), row[line].parse().unwrap()))
        .collect()
}

#[test]
fn every_word_stands_on_its_label_and_other_programs_find_no_fault() {
    let stock = built_in().unwrap();
    let sheets = stock
        .sheets
        .iter()
        .map(|form| (form, "labels", "--sheet", MARGIN));
    // What the post reads is a margin itself.
    let envelopes = stock
        .envelopes
        .iter()
        .map(|form| (form, "envelopes", "--size", -0.5));
    let mut files = Vec::new();
    for (form, command, option, inside) in sheets.chain(envelopes) {
        let file = folder().join(format!("{}.pdf", form.name));
        let path = file.to_str().unwrap().to_owned();
        // The embassy in London is too much for labels of one inch, that in Washington is not.
        let country: &[&str] = match form.name.as_str() {
            "avery-5160" => &["--country", "US"],
            _ => &[],
        };
        let arguments = [command, option, &form.name, "--force"];
        written(&[&arguments[..], country].concat(), &file);
        let found = addresses(form, &path, inside);
        let count = found.iter().filter(|words| !words.is_empty()).count();
        assert_eq!(count, 24, "{path}");
        assert!(
            found[..24].iter().all(|words| words.split(' ').count() > 6),
            "{path}"
        );
        let checked = run("qpdf", &["--check", &path]);
        assert!(
            checked.status.success() && checked.stderr.is_empty(),
            "{path}: {checked:?}"
        );
        files.push(path);
    }
    assert_eq!(files.len(), 12);
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/.test-env/bin/python");
    let mut arguments = vec!["tests/outside/validate.py"];
    arguments.extend(files.iter().map(String::as_str));
    assert_eq!(printed(python, &arguments), "12 files\n");
}

/// What the address to a target has in it.
fn sign_of(target: &str) -> &'static str {
    match target {
        "president" => "Tokayev",
        "embassy-gb" => "Pall Mall",
        "embassy-de" => "Nordendstraße",
        _ => "KazMunayGas",
    }
}

#[test]
fn envelopes_and_labels_are_in_the_order_of_the_letters() {
    let members = fs::read_to_string(MEMBERS).unwrap();
    let members: Vec<&str> = members.lines().collect();
    for combine in ["target", "branch"] {
        let letters = letters(&["--combine", combine]);
        let stock = built_in().unwrap();
        let (sheet, size) = (&stock.sheets[0], &stock.envelopes[0]);
        let (labels, envelopes) = (folder().join("order.pdf"), folder().join("order-dl.pdf"));
        written(&["labels", "--combine", combine, "--force"], &labels);
        written(&["envelopes", "--combine", combine, "--force"], &envelopes);
        let labels = addresses(sheet, labels.to_str().unwrap(), MARGIN);
        let envelopes = pages(envelopes.to_str().unwrap());
        assert_eq!((letters.len(), envelopes.len()), (24, 24));
        let place = &places(size, -0.5)[0];
        for (n, (target, line)) in letters.iter().enumerate() {
            let sign = sign_of(target);
            assert!(labels[n].contains(sign), "{combine} {n}: {}", labels[n]);
            assert!(
                words_in(&envelopes[n], place).contains(sign),
                "{combine} {n}"
            );
            let all: Vec<&str> = envelopes[n].words.iter().map(|(_, w)| w.as_str()).collect();
            let name = members[line - 1].split(',').next().unwrap();
            assert!(
                all.join(" ").starts_with(name),
                "{combine} {n}: {name} in {all:?}"
            );
        }
    }
}

#[test]
fn a_partly_used_sheet_begins_where_it_is_free() {
    let sheet = built_in().unwrap().sheets.remove(0);
    let file = folder().join("start.pdf");
    written(&["labels", "--start", "20", "--force"], &file);
    let found = addresses(&sheet, file.to_str().unwrap(), MARGIN);
    assert_eq!(
        found.len(),
        3 * 21,
        "two labels, then a full sheet, then one"
    );
    let used: Vec<usize> = (0..found.len()).filter(|n| !found[*n].is_empty()).collect();
    assert_eq!(used, (19..43).collect::<Vec<_>>());
}

#[test]
fn what_does_not_fit_is_named_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("labels.pdf");
    let arguments = ["labels", "--sheet", "avery-5160"];
    let output = write(&arguments, &file);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let named =
        "error: line 2, embassy-gb, and 4 other letters: the address of `embassy-gb` does not fit";
    assert!(said.contains(named), "{said}");
    assert!(!file.exists());
    let output = write(&[&arguments[..], &["--skip-bad"]].concat(), &file);
    assert_eq!(output.status.code(), Some(1));
    let sheet = built_in().unwrap().sheets.remove(4);
    let found = addresses(&sheet, file.to_str().unwrap(), MARGIN);
    let printed = found.iter().filter(|words| !words.is_empty()).count();
    assert_eq!(printed, 24 - 5, "all but, of five, `embassy-gb`");
}

#[test]
fn rows_that_are_wrong_keep_labels_from_being_written() {
    let folder = TempDir::new().unwrap();
    let (members, file) = (
        folder.path().join("m.csv"),
        folder.path().join("labels.pdf"),
    );
    fs::write(
        &members,
        "name,country,email\nAna Silva,GB,\nBob Roe,GB,bob\n",
    )
    .unwrap();
    let labels = |more: &[&str]| {
        let mut program = program();
        program.args(["labels", "--target", "president", "--date", "2026-11-23"]);
        program.arg("--members").arg(&members).arg("-o").arg(&file);
        program.args(more).output().unwrap().status.code()
    };
    assert_eq!(labels(&[]), Some(2));
    assert!(!file.exists());
    assert_eq!(labels(&["--skip-bad"]), Some(1));
    let kept = fs::read(&file).unwrap();
    assert_eq!(
        labels(&["--skip-bad", "--start", "2"]),
        Some(2),
        "the file is there"
    );
    assert!(fs::read(&file).unwrap() == kept);
}

/// What cannot be set on a page can be a text: labels are those of the letters of a batch in the same format.
#[test]
fn letters_as_text_have_labels_too() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let rows =
        "name,address,city,country,consent\nAna,1 Road,Leeds,GB,yes\n小明,2 Road,Leeds,GB,yes\n";
    fs::write(path("members.csv"), rows).unwrap();
    let run = |command: &[&str], out: &str| {
        let mut program = program();
        program
            .args(command)
            .args(["--members", &path("members.csv"), "-o", &path(out)]);
        let given = ["--target", "president,kazmunaygaz", "--date", "2026-11-23"];
        program.args(given).output().unwrap()
    };
    let labels = ["labels", "--sheet", "avery-l7160"];
    let pages = run(&labels, "pages.pdf");
    let said = String::from_utf8_lossy(&pages.stderr).into_owned();
    assert!(
        !pages.status.success() && said.contains("cannot be set"),
        "{said}"
    );
    let text = ["--format", "text"];
    assert!(
        run(&[&["batch"][..], &text].concat(), "out")
            .status
            .success()
    );
    assert!(
        run(&[&labels[..], &text].concat(), "text.pdf")
            .status
            .success()
    );
    let printed = printed("pdftotext", &["-layout", &path("text.pdf"), "-"]);
    let found = |word: &str| printed.matches(word).count();
    assert_eq!((found("President"), found("KazMunay")), (2, 2), "{printed}");
}

#[test]
fn a_branch_has_one_label_for_each_of_its_letters() {
    let file = folder().join("branch.pdf");
    let branch = ["--signatories", "--from", "tests/readme/branch.toml"];
    let letters = letters(&branch);
    assert_eq!(letters.len(), 3);
    written(&[&["labels", "--force"], &branch[..]].concat(), &file);
    let sheet = built_in().unwrap().sheets.remove(0);
    let found = addresses(&sheet, file.to_str().unwrap(), MARGIN);
    assert_eq!(found.iter().filter(|words| !words.is_empty()).count(), 3);
    for ((target, _), words) in letters.iter().zip(&found) {
        assert!(words.contains(sign_of(target)), "{target}: {words}");
    }
}

#[test]
fn sheets_and_envelopes_are_those_of_most_members() {
    let folder = TempDir::new().unwrap();
    let (members, file) = (folder.path().join("m.csv"), folder.path().join("a.pdf"));
    let said = |command: &str, rows: &str, more: &[&str]| {
        fs::write(&members, format!("name,address,city,country\n{rows}")).unwrap();
        let mut program = program();
        program.args([
            command,
            "--target",
            "president",
            "--date",
            "2026-11-23",
            "--force",
        ]);
        program.arg("--members").arg(&members).arg("-o").arg(&file);
        let output = program.args(more).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let (american, german) = (
        "Ana,1 Main St,Springfield,US\n",
        "Bo,Hauptstr. 1,Essen,DE\n",
    );
    let most = american.to_owned() + german + &american.replace("1 M", "2 M");
    for (command, at_home, abroad) in [
        ("labels", "`avery-l7160`", "`avery-5160`"),
        ("envelopes", "`dl`", "`us-10`"),
    ] {
        assert!(said(command, german, &[]).contains(at_home));
        let only = said(command, american, &[]);
        assert!(
            only.contains(abroad) && !only.contains("takes another"),
            "{only}"
        );
        let mixed = said(command, &most, &[]);
        assert!(
            mixed.contains(&format!("is {abroad}, as is usual for 2 of 3")),
            "{mixed}"
        );
        assert!(said(command, &most, &["--country", "DE"]).contains(at_home));
    }
}

/// A limit on the size of files stands for a disk that is full.
#[test]
fn a_disk_that_is_full_is_told_by_the_name_that_was_given() {
    let folder = TempDir::new().unwrap();
    for (command, file, named) in [
        ("labels", "labels.pdf", "labels.pdf"),
        ("batch", "out", "out/president.pdf"),
    ] {
        let limited = "ulimit -f 2; exec \"$0\" \"$@\"";
        let shell = Program::new("sh");
        let shell = shell.args(["-c", limited, env!("CARGO_BIN_EXE_protest-letter")]);
        let shell = shell.args([
            command,
            "-q",
            "--members",
            MEMBERS,
            "--target",
            TARGETS,
            "-o",
        ]);
        let output = shell.args([folder.path().join(file)]).run();
        let said = String::from_utf8_lossy(&output.stderr);
        let what = format!("{named}`: File too large (os error 27)");
        assert!(
            said.contains(&what) && !said.contains(".protest-letter"),
            "{said}"
        );
    }
}

#[test]
fn equal_input_gives_equal_bytes_on_standard_output_and_in_a_file() {
    let file = folder().join("bytes.pdf");
    written(&["envelopes", "--force"], &file);
    let output = write(&["envelopes"], Path::new("-"));
    assert!(output.status.success());
    assert!(output.stdout == fs::read(&file).unwrap());
}
