//! Labels and envelopes: every sheet and size, judged by other programs, with each word on its label and
//! each label in the place of its letter.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::outside::pdf::{conform, is_sound};
use crate::outside::{Program, printed};
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

/// A batch in a folder, with the targets and lines of its posted letters in the order of its manifests.
struct Batch {
    folder: TempDir,
}

impl Batch {
    fn new(arguments: &[&str]) -> Self {
        let batch = Self {
            folder: TempDir::new().unwrap(),
        };
        written(&[&["batch"], arguments].concat(), &batch.path("out"));
        batch
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn letters(&self) -> Vec<(String, usize)> {
        let manifest = fs::read_to_string(self.path("out/manifest.csv")).unwrap();
        let mut rows = manifest
            .lines()
            .map(|row| row.split(',').collect::<Vec<_>>());
        let header = rows.next().unwrap();
        let column = |name: &str| header.iter().position(|known| *known == name).unwrap();
        let (target, line, channel) = (column("target"), column("line"), column("channel"));
        rows.filter(|row| row[channel] == "post")
            .map(|row| (row[target].to_owned(), row[line].parse().unwrap()))
            .collect()
    }

    /// What a command prints for the batch, with its exit code and messages.
    fn print(&self, arguments: &[&str], file: &Path) -> (Option<i32>, String) {
        let mut program = program();
        program.args(arguments).arg(self.path("out"));
        let output = program.arg("-o").arg(file).arg("--force").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    }

    fn printed(&self, arguments: &[&str], file: &Path) -> String {
        let (code, said) = self.print(arguments, file);
        assert_eq!(code, Some(0), "{arguments:?}: {said}");
        said
    }
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
        is_sound(&path);
        files.push(path);
    }
    assert_eq!(files.len(), 12);
    conform(files.iter().map(String::as_str));
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

/// What an envelope says of its sender and its recipient, in the order of a batch's letters.
fn in_the_order_of(batch: &Batch, how: &str) {
    let members = fs::read_to_string(MEMBERS).unwrap();
    let members: Vec<&str> = members.lines().collect();
    let letters = batch.letters();
    let stock = built_in().unwrap();
    let (sheet, size) = (&stock.sheets[0], &stock.envelopes[0]);
    let (labels, envelopes) = (batch.path("order.pdf"), batch.path("order-dl.pdf"));
    batch.printed(&["labels"], &labels);
    batch.printed(&["envelopes"], &envelopes);
    let labels = addresses(sheet, labels.to_str().unwrap(), MARGIN);
    let envelopes = pages(envelopes.to_str().unwrap());
    assert_eq!((letters.len(), envelopes.len()), (24, 24), "{how}");
    let place = &places(size, -0.5)[0];
    for (n, (target, line)) in letters.iter().enumerate() {
        let sign = sign_of(target);
        assert!(labels[n].contains(sign), "{how} {n}: {}", labels[n]);
        assert!(words_in(&envelopes[n], place).contains(sign), "{how} {n}");
        let all: Vec<&str> = envelopes[n].words.iter().map(|(_, w)| w.as_str()).collect();
        let name = members[line - 1].split(',').next().unwrap();
        assert!(
            all.join(" ").starts_with(name),
            "{how} {n}: {name} in {all:?}"
        );
    }
}

#[test]
fn envelopes_and_labels_are_in_the_order_of_the_letters() {
    for combine in ["target", "branch", "all", "none"] {
        in_the_order_of(&Batch::new(&["--combine", combine]), combine);
    }
}

/// Whatever parts a batch is written in, its labels are those of the whole.
#[test]
fn the_labels_of_parts_are_those_of_the_whole() {
    for combine in ["target", "branch", "none"] {
        let (whole, parts) = (
            Batch::new(&["--combine", combine]),
            Batch::new(&["--combine", combine, "--shard", "1/3"]),
        );
        for part in ["2/3", "3/3"] {
            let early = parts.print(&["labels"], &parts.path("early.pdf"));
            assert!(early.0 == Some(2) && early.1.contains("parts"), "{early:?}");
            let arguments = ["batch", "--combine", combine, "--shard", part];
            written(&arguments, &parts.path("out"));
        }
        for command in ["labels", "envelopes"] {
            let files = [&whole, &parts].map(|batch| {
                let file = batch.path("x.pdf");
                batch.printed(&[command], &file);
                fs::read(file).unwrap()
            });
            assert!(files[0] == files[1], "{command}, {combine}");
        }
    }
}

/// A letter in two formats is in one envelope, and one that is mailed or faxed in none.
#[test]
fn only_letters_that_go_by_post_have_a_label() {
    for (how, count) in [
        (&["--format", "pdf,text"][..], 24),
        (&["--format", "eml,text", "--combine", "none"], 24),
        (&["--channel", "post"], 24),
        (&["--format", "pdf,fax"], 24),
        (&["--format", "text", "--household"], 24),
    ] {
        let batch = Batch::new(how);
        let file = batch.path("labels.pdf");
        let said = batch.printed(&["labels"], &file);
        assert!(
            said.contains(&format!("wrote {count} labels")),
            "{how:?}: {said}"
        );
    }
    for how in [["--format", "eml"], ["--channel", "email"]] {
        let batch = Batch::new(&how);
        let (code, said) = batch.print(&["labels"], &batch.path("labels.pdf"));
        assert!(
            code == Some(2) && said.contains("goes by post"),
            "{how:?}: {said}"
        );
    }
}

#[test]
fn additions_come_after_the_batch() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let run = |how: &str| {
        let mut program = program();
        program
            .current_dir(folder.path())
            .args(how.split_whitespace());
        let output = program.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    let batch = "batch -q --members m.csv --target president,kazmunaygaz --date 2026-11-23 -o out";
    let head = "name,address,city,country,consent\n";
    let (ana, bo, cy) = (
        "Ana,1 Road,Leeds,GB,yes\n",
        "Bo,2 Road,Leeds,GB,yes\n",
        "Cy,3 Road,Leeds,GB,yes\n",
    );
    fs::write(path("m.csv"), head.to_owned() + ana + bo).unwrap();
    assert_eq!(run(batch).0, Some(0));
    fs::write(path("m.csv"), head.to_owned() + cy + bo + ana).unwrap();
    assert_eq!(run(&format!("{batch} --new-only")).0, Some(0));
    let (code, said) = run("envelopes out -o all.pdf");
    assert_eq!(code, Some(0), "{said}");
    // Rows moved: members are found by what their rows say.
    assert!(said.contains("`out/../m.csv` is not as it was"), "{said}");
    let all = pages(path("all.pdf").to_str().unwrap());
    let names: Vec<&str> = all.iter().map(|page| page.words[0].1.as_str()).collect();
    assert_eq!(names, ["Ana", "Bo", "Ana", "Bo", "Cy", "Cy"]);
    let (code, said) = run("envelopes out/added-1 -o added.pdf");
    assert!(
        code == Some(0) && said.contains("wrote 2 envelopes"),
        "{said}"
    );
    // One who left, or moved, has no address any more.
    fs::write(path("m.csv"), head.to_owned() + cy + bo).unwrap();
    let (code, said) = run("labels out -o left.pdf");
    let told =
        "the letter of line 2 to `president` is of a member whom the members file does not have";
    assert!(code == Some(2) && said.contains(told), "{said}");
    assert!(!path("left.pdf").exists());
}

/// One envelope for all letters to an office, from the branch.
#[test]
fn a_parcel_has_one_address_for_each_office() {
    let branch = ["--from", "tests/readme/branch.toml"];
    let batch = Batch::new(&branch);
    let mut offices: Vec<String> = Vec::new();
    for (target, _) in batch.letters() {
        if !offices.contains(&target) {
            offices.push(target);
        }
    }
    assert_eq!(
        offices,
        ["president", "embassy-de", "embassy-gb", "kazmunaygaz"]
    );
    let file = batch.path("parcel.pdf");
    batch.printed(&["labels", "--parcel"], &file);
    let sheet = built_in().unwrap().sheets.remove(0);
    let found = addresses(&sheet, file.to_str().unwrap(), MARGIN);
    let found: Vec<&String> = found.iter().filter(|words| !words.is_empty()).collect();
    assert_eq!(found.len(), offices.len());
    for (words, target) in found.iter().zip(&offices) {
        assert!(words.contains(sign_of(target)), "{target}: {words}");
    }
    let of_batch = fs::read(&file).unwrap();
    let given = [&["labels", "--parcel", "--force"], &branch[..]].concat();
    written(&given, &file);
    assert!(fs::read(&file).unwrap() == of_batch, "with `--members`");
    batch.printed(&["envelopes", "--parcel"], &file);
    for page in pages(file.to_str().unwrap()) {
        let words: Vec<&str> = page.words.iter().map(|(_, word)| word.as_str()).collect();
        assert!(words.join(" ").contains("12 Example Road"), "{words:?}");
    }
}

/// Where a parcel is posted is not known if the branch does not say it: its address is complete anywhere.
#[test]
fn a_parcel_of_a_branch_without_a_country_is_addressed_from_abroad() {
    let batch = Batch::new(&[]);
    let file = batch.path("parcel.pdf");
    batch.printed(&["labels", "--parcel"], &file);
    let sheet = built_in().unwrap().sheets.remove(0);
    let found = addresses(&sheet, file.to_str().unwrap(), MARGIN);
    let countries = ["KAZAKHSTAN", "GERMANY", "UNITED KINGDOM", "KAZAKHSTAN"];
    for (words, country) in found.iter().zip(countries) {
        assert!(words.ends_with(country), "{country}: {words}");
    }
}

#[test]
fn what_is_not_as_it_was_has_no_labels() {
    let batch = Batch::new(&["--combine", "none", "--from", "tests/readme/branch.toml"]);
    let file = batch.path("labels.pdf");
    let letter = batch.path("out/president");
    let letter = fs::read_dir(letter)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let whole = fs::read(&letter).unwrap();
    fs::write(&letter, "x").unwrap();
    let refused = |more: &[&str], told: &str| {
        let (code, said) = batch.print(&[&["labels"], more].concat(), &file);
        assert!(code == Some(2) && said.contains(told), "{said}");
        assert!(!file.exists());
    };
    refused(&[], "is not as the batch wrote it");
    fs::remove_file(&letter).unwrap();
    refused(&[], "is not there any more");
    fs::write(&letter, whole).unwrap();
    let other = batch.path("other.toml");
    fs::write(&other, "organization = \"Other\"\ncountry = \"GB\"\n").unwrap();
    let other = other.to_str().unwrap();
    refused(&["--from", other], "the organization in `");
    refused(&["--members", "nobody.csv"], "cannot read `nobody.csv`");
    let campaign = batch.path("campaign");
    assert!(
        program()
            .arg("init")
            .arg(&campaign)
            .output()
            .unwrap()
            .status
            .success()
    );
    fs::write(campaign.join("letters/x.txt"), "").unwrap();
    let text = fs::read_to_string(campaign.join("targets.toml")).unwrap();
    fs::write(campaign.join("targets.toml"), text + "\n").unwrap();
    refused(
        &["--campaign", campaign.to_str().unwrap()],
        "(`campaign.sha256` in",
    );
    batch.printed(&["labels"], &file);
}

/// A manifest that lost a row, has one twice or is of another batch would print labels of other letters.
#[test]
fn a_manifest_that_is_not_whole_has_no_labels() {
    let (batch, file) = (
        Batch::new(&["--format", "text"]),
        folder().join("whole.pdf"),
    );
    let manifest = batch.path("out/manifest.csv");
    let whole = fs::read_to_string(&manifest).unwrap();
    let rows = whole.lines().count();
    let last = whole.lines().last().unwrap();
    let refused = |text: &str, expected: &str| {
        fs::write(&manifest, text).unwrap();
        let (code, said) = batch.print(&["labels"], &file);
        assert!(code == Some(2) && said.contains(expected), "{said}");
    };
    let short: Vec<&str> = whole.lines().take(rows - 1).collect();
    let told = format!("has {} letters; expected {}", rows - 2, rows - 1);
    refused(&(short.join("\n") + "\n"), &told);
    refused(&(whole.clone() + last + "\n"), "twice");
    fs::write(&manifest, &whole).unwrap();
    batch.printed(&["labels"], &file);
}

/// In whichever format the letters are counted, a file that is gone has no labels.
#[test]
fn a_posted_file_that_is_gone_has_no_labels() {
    for formats in ["text,pdf", "pdf,text"] {
        for ending in ["txt", "pdf"] {
            let batch = Batch::new(&["--format", formats]);
            fs::remove_file(batch.path(&format!("out/president.{ending}"))).unwrap();
            let (code, said) = batch.print(&["labels"], &batch.path("gone.pdf"));
            let told = format!("president.{ending}` is not there any more");
            assert!(code == Some(2) && said.contains(&told), "{formats}: {said}");
        }
    }
}

#[test]
fn labels_are_not_written_among_the_letters() {
    let batch = Batch::new(&[]);
    let letter = fs::read(batch.path("out/president.pdf")).unwrap();
    for name in ["out/labels.pdf", "out/president.pdf"] {
        let (code, said) = batch.print(&["labels"], &batch.path(name));
        let told = said.contains("is in the folder of the batch");
        assert!(code == Some(2) && told, "{said}");
    }
    assert!(fs::read(batch.path("out/president.pdf")).unwrap() == letter);
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
    let mut batch = program();
    batch.args([
        "batch",
        "--members",
        &path("members.csv"),
        "-o",
        &path("out"),
    ]);
    batch.args(["--target", "president,kazmunaygaz", "--format", "text"]);
    assert!(batch.output().unwrap().status.success());
    let mut labels = program();
    labels.args(["labels", &path("out"), "-o", &path("text.pdf")]);
    let output = labels.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let printed = printed("pdftotext", &["-layout", &path("text.pdf"), "-"]);
    let found = |word: &str| printed.matches(word).count();
    assert_eq!((found("President"), found("KazMunay")), (2, 2), "{printed}");
}

#[test]
fn a_branch_has_one_label_for_each_of_its_letters() {
    let batch = Batch::new(&["--signatories", "--from", "tests/readme/branch.toml"]);
    let letters = batch.letters();
    assert_eq!(letters.len(), 3);
    let file = batch.path("branch.pdf");
    batch.printed(&["labels"], &file);
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
