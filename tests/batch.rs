//! Batches: the same letters however they are written, and a proof that finds what is wrong.
//!
//! Takes some seconds: runs are killed at many points and compared with one that was not.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the program writes them so"
)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use crate::outside::pdf::{conform, is_sound};
use crate::outside::{printed, run};
use crate::program::program;
use crate::runs::{self, BatchFolder, Options, Waiting, files};
use protest_letter::digest::Digest;

/// The columns of the members file of these tests.
const HEADER: &str = "name,role,address,postcode,city,country,branch,language,personal,consent\n";

/// Members of three countries and two branches, some with words of their own, some without consent.
fn members(count: usize) -> String {
    let row = |n: usize| {
        let (country, city) = [("GB", "Leeds"), ("DE", "Essen"), ("FR", "Lyon")][n % 3];
        let language = ["en", "ru", "kk", ""][n % 4];
        let personal = if n.is_multiple_of(5) {
            "\"I work on rigs, too.\nFor years.\""
        } else {
            ""
        };
        let consent = if n % 7 == 3 { "no" } else { "yes" };
        format!(
            "Ana Ž{n} Silva,Rep {n},{n} High Street,0{n},{city},{country},Branch {},{language},{personal},{consent}\n",
            n % 2
        )
    };
    HEADER.to_owned() + &(1..=count).map(row).collect::<String>()
}

/// A batch of such members to two targets.
struct Batch(BatchFolder);

impl Deref for Batch {
    type Target = BatchFolder;

    fn deref(&self) -> &BatchFolder {
        &self.0
    }
}

impl Batch {
    fn new(count: usize) -> Self {
        let batch = BatchFolder::new(&members(count))
            .with(&["--date"], "2026-11-23")
            .with(&["--target"], "president,embassy");
        Self(batch)
    }

    fn run(&self, out: &str, more: impl Options) -> Output {
        self.command(out, more).arg("-q").output().unwrap()
    }

    fn verify(&self, out: &str) -> (bool, String) {
        let (code, said) = self.0.verify(out);
        (code == Some(0), said)
    }
}

const COMBINES: [&str; 4] = ["target", "branch", "all", "none"];

#[test]
fn the_number_of_cores_changes_nothing() {
    let batch = Batch::new(24);
    for combine in COMBINES {
        let more = ["--format", "pdf,text", "--combine", combine, "--jobs"];
        let one = batch.good(&format!("{combine}-1"), &[&more[..], &["1"]].concat());
        let many = batch.good(&format!("{combine}-4"), &[&more[..], &["4"]].concat());
        assert!(one.len() >= 4, "{:?}", one.keys());
        assert!(one == many, "{combine}");
        let (right, said) = batch.verify(&format!("{combine}-4"));
        assert!(right, "{said}");
    }
}

#[test]
fn shards_together_are_the_whole() {
    let batch = Batch::new(40);
    for combine in ["target", "none"] {
        let mut whole = batch.good(&format!("{combine}-whole"), &["--combine", combine]);
        let parts = format!("{combine}-parts");
        for shard in ["3/3", "1/3", "2/3"] {
            batch.good(&parts, &["--combine", combine, "--shard", shard]);
        }
        let mut parts = files(&batch.folder.path().join(&parts));
        let rows = |text: &[u8]| -> Vec<String> {
            let text = String::from_utf8(text.to_vec()).unwrap();
            text.lines().skip(1).map(str::to_owned).collect()
        };
        let mut expected = rows(&whole.remove("manifest.csv").unwrap());
        let names = (1..=3).map(|n| format!("manifest-{n}-of-3.csv"));
        let mut found: Vec<String> = names
            .flat_map(|n| rows(&parts.remove(&n).unwrap()))
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{combine}");
        assert!(parts == whole, "{combine}");
    }
}

/// A run is killed in ever later letters, then goes on; what it leaves is what an unbroken run does.
#[test]
fn a_batch_that_was_killed_goes_on() {
    let batch = Batch::new(120);
    for combine in ["target", "none"] {
        let whole = batch.good(&format!("{combine}-whole"), &["--combine", combine]);
        let out = format!("{combine}-killed");
        for letters in [1, 2, 10, 50, 100, 170, 220] {
            let mut command = program();
            command.args(batch.arguments(&out, &["--combine", combine]));
            runs::kill(command, &format!("letter:{letters}"));
            let left = batch.folder.path().join(&out);
            for (name, bytes) in files(&left)
                .iter()
                .filter(|(name, _)| name.ends_with(".pdf"))
            {
                let is_temporary = name.contains(".protest-letter-");
                assert!(
                    is_temporary || whole.get(name) == Some(bytes),
                    "half a file: {name}"
                );
            }
        }
        assert!(
            batch.good(&out, &["--combine", combine]) == whole,
            "{combine}"
        );
        assert_eq!(
            batch.good(&out, &["--combine", combine]),
            whole,
            "{combine}: once more"
        );
    }
}

/// A full disk cuts the manifest in any row, a power cut puts NUL bytes behind it and behind the list of names.
#[test]
fn a_manifest_that_was_cut_loses_no_letter() {
    let batch = Batch::new(2);
    let more = ["--combine", "none", "--format", "pdf,text"];
    let whole = batch.good("out", &more);
    let path = |name: &str| batch.folder.path().join("out").join(name);
    let manifest = String::from_utf8(whole["manifest.csv"].clone()).unwrap();
    let rows: Vec<&str> = manifest.split_inclusive('\n').collect();
    let folders = ["president/", "embassy-de/", "embassy-fr/"];
    let files = rows[1..].iter().map(|row| row.split(',').next().unwrap());
    let files: Vec<&str> = folders.into_iter().chain(files).collect();
    let head = "# Files of a batch that is being written.";
    let names = format!("{head}\n{}\n", files.join("\n"));
    let [full, cut, nothing] = ["", "president/ana-z", "\0\0\0\0"];
    for (kept, end) in (1..=rows.len()).zip([full, cut, nothing].into_iter().cycle()) {
        fs::remove_file(path("manifest.csv")).unwrap();
        let part = rows[..kept].concat() + end;
        fs::write(path("manifest.csv.part"), part).unwrap();
        fs::write(path("manifest.csv.names"), format!("{names}{end}")).unwrap();
        assert!(batch.good("out", &more) == whole, "{kept} rows, {end:?}");
    }
}

#[test]
fn what_was_removed_is_written_again() {
    let batch = Batch::new(20);
    for (combine, lost) in [
        ("none", "president/branch-1-ana-z1-silva-1.pdf"),
        ("target", "president.pdf"),
    ] {
        let whole = batch.good(combine, &["--combine", combine]);
        fs::remove_file(batch.folder.path().join(combine).join(lost)).unwrap();
        assert_eq!(batch.good(combine, &["--combine", combine]), whole);
    }
}

#[test]
fn a_run_that_finds_all_letters_keeps_them() {
    let batch = Batch::new(12);
    for combine in ["branch", "target", "all", "none"] {
        let more = ["--combine", combine, "--format", "pdf,text"];
        let files = batch.good(combine, &more);
        let letters = files
            .keys()
            .filter(|n| n.ends_with("pdf") || n.ends_with("txt"));
        let paths = letters.map(|name| batch.folder.path().join(combine).join(name));
        let paths: Vec<_> = paths.collect();
        let written = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
        let before: Vec<_> = paths.iter().map(written).collect();
        let mut arguments = batch.arguments(combine, &more);
        arguments.retain(|argument| argument != "-q");
        let output = program().args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("wrote 20 letters, 20 of them from an earlier run"),
            "{said}"
        );
        assert!(
            self::files(&batch.folder.path().join(combine)) == files,
            "{combine}"
        );
        assert_eq!(
            paths.iter().map(written).collect::<Vec<_>>(),
            before,
            "{combine}"
        );
    }
}

#[test]
fn other_inputs_need_another_folder() {
    let batch = Batch::new(10);
    batch.good("out", &[]);
    let other = batch.run("out", &["--duplex"]);
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    assert_eq!(other.status.code(), Some(2));
    assert!(
        said.contains("from other inputs: `--duplex` was not given, and is now\n"),
        "{said}"
    );
    let forced = batch.good("out", &["--duplex", "--force"]);
    assert_eq!(forced, batch.good("fresh", &["--duplex"]));
}

#[test]
fn members_who_came_later_get_their_letters_only() {
    let batch = Batch::new(10);
    batch.good("out", &["--combine", "none"]);
    fs::write(batch.folder.path().join("members.csv"), members(12)).unwrap();
    let all = batch.good("out", &["--combine", "none", "--new-only"]);
    let added: Vec<&String> = all
        .keys()
        .filter(|name| name.starts_with("added-1/"))
        .collect();
    let letters = added.iter().filter(|name| name.ends_with(".pdf")).count();
    assert_eq!(letters, 2 * 2, "{added:?}");
    assert!(batch.verify("out/added-1").0);
    assert_eq!(
        batch.good("out", &["--combine", "none", "--new-only"]),
        all,
        "nothing is new"
    );
}

/// Changes the manifest of a batch.
fn rewrite(batch: &Batch, out: &str, change: impl Fn(&mut Vec<String>)) {
    let path = batch.folder.path().join(out).join("manifest.csv");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut lines);
    fs::write(&path, lines.join("\n") + "\n").unwrap();
}

#[test]
fn the_proof_finds_two_letters_that_were_swapped() {
    let batch = Batch::new(20);
    for format in ["pdf", "text"] {
        for combine in COMBINES {
            let out = format!("{format}-{combine}");
            batch.good(&out, &["--format", format, "--combine", combine]);
            assert!(batch.verify(&out).0);
            // The rows of two members change places, in the columns `row` and `line`.
            rewrite(&batch, &out, |lines| {
                let [first, second] =
                    [1, 2].map(|n| lines[n].split(',').map(str::to_owned).collect::<Vec<_>>());
                let (mut a, mut b) = (first.clone(), second.clone());
                for column in [5, 6] {
                    a[column].clone_from(&second[column]);
                    b[column].clone_from(&first[column]);
                }
                (lines[1], lines[2]) = (a.join(","), b.join(","));
            });
            let (right, said) = batch.verify(&out);
            assert!(!right && said.contains("does not say"), "{out}: {said}");
        }
    }
}

#[test]
fn the_proof_finds_edited_and_missing_files_pages_and_members() {
    let batch = Batch::new(20);
    let check = |what: &str, change: &dyn Fn(&Path)| {
        let out = batch.folder.path().join("out");
        batch.good("out", &["--force"]);
        change(&out);
        let (right, said) = batch.verify("out");
        assert!(!right && said.contains(what), "{what}: {said}");
    };
    check("is not as it was written", &|out| {
        let path = out.join("president.pdf");
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
    });
    check("is not there", &|out| {
        fs::remove_file(out.join("embassy-de.pdf")).unwrap();
    });
    check("is not in it", &|_| {
        rewrite(&batch, "out", |lines| {
            lines[3] = lines[3].replacen(",3,3,1,", ",99,99,1,", 1);
        });
    });
    check("is in the manifest twice", &|_| {
        rewrite(&batch, "out", |lines| {
            let twice = lines[3].clone();
            lines.push(twice);
        });
    });
    check(
        "is of a member whom the members file does not have",
        &|_| {
            let text = members(20).replace("Ana Ž1 ", "Eva ");
            fs::write(batch.folder.path().join("members.csv"), text).unwrap();
        },
    );
}

/// Who a letter is of does not depend on where the row stands.
#[test]
fn the_proof_finds_members_whose_rows_have_moved() {
    let batch = Batch::new(12);
    batch.good("out", &["--household"]);
    let path = batch.folder.path().join("members.csv");
    let text = fs::read_to_string(&path).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let newcomer = "Eva,,1 Road,,Leeds,GB,,,,yes";
    fs::write(&path, format!("{header}\n{newcomer}\n{rows}")).unwrap();
    let (right, said) = batch.verify("out");
    assert!(right && said.contains("is not as it was"), "{said}");
}

/// A name that has several lines in its column is read with those of the other column between.
#[test]
fn the_proof_reads_names_in_two_columns() {
    let batch = Batch::new(0);
    let long = "Maria Magdalena Constanza Rodriguez";
    let union = "Gewerkschaft Erziehung und Wissenschaft Kreisverband Leipzig";
    let names = ["Ana A", long, union, long, union, union, "Bo", "Cy"];
    let row = |(n, name): (usize, &&str)| format!("{name} {n},,1 Road,,Leeds,GB,,,,yes\n");
    let rows: String = names.iter().enumerate().map(row).collect();
    let path = batch.folder.path().join("members.csv");
    fs::write(&path, HEADER.to_owned() + &rows).unwrap();
    batch.good(
        "out",
        &["--signatories", "--from", "tests/readme/branch.toml"],
    );
    let (right, said) = batch.verify("out");
    assert!(right, "{said}");
    fs::write(&path, HEADER.to_owned() + &rows.replace("Bo 6", "Bob 6")).unwrap();
    let (right, said) = batch.verify("out");
    assert!(
        !right && said.contains("is not signed by `Bob 6`"),
        "{said}"
    );
}

/// Gives the manifest the digests of the files as they are now.
fn digests_of_now(batch: &Batch, out: &str) {
    let folder = batch.folder.path().join(out);
    rewrite(batch, out, |lines| {
        for line in &mut lines[1..] {
            let (file, (start, _)) = (
                line.split(',').next().unwrap(),
                line.rsplit_once(',').unwrap(),
            );
            let digest = Digest::of(&fs::read(folder.join(file)).unwrap());
            *line = format!("{start},{digest}");
        }
    });
}

/// Somebody who changes a file and the digests in the manifest is found out by what the pages say.
#[test]
fn the_proof_reads_every_page() {
    let batch = Batch::new(0);
    let words = "Words of my own. ".repeat(250);
    let row = |name: &str| format!("{name},,1 Road,N1,Leeds,GB,,en,{words},yes\n");
    let rows = HEADER.to_owned() + &row("Ana One") + &row("Bo Two");
    fs::write(batch.folder.path().join("members.csv"), rows).unwrap();
    let path = |name: &str| batch.folder.path().join(name).display().to_string();
    // Two letters of two pages. Swapped last pages, a lost page, another order, a page too many.
    for pages in ["1,4,3,2", "1,1,3,4", "2,1,3,4", "1-4,1", "3,4,1,2", "1-3"] {
        batch.good("out", &["--combine", "all", "--force"]);
        digests_of_now(&batch, "out");
        assert!(batch.verify("out").0, "{}", batch.verify("out").1);
        fs::rename(path("out/letters.pdf"), path("whole.pdf")).unwrap();
        let (from, to) = (path("whole.pdf"), path("out/letters.pdf"));
        assert!(
            run("qpdf", &[&from, "--pages", &from, pages, "--", &to])
                .status
                .success()
        );
        digests_of_now(&batch, "out");
        let (right, said) = batch.verify("out");
        assert!(!right, "{pages}: {said}");
    }
    // Letters to two targets, swapped.
    let both = ["--combine", "none", "--target", "president,kazmunaygaz"];
    batch.good("single", &both);
    let [one, two, aside] =
        ["president", "kazmunaygaz", "aside"].map(|t| path(&format!("single/{t}/bo-two-2.pdf")));
    fs::create_dir(path("single/aside")).unwrap();
    for (from, to) in [(&one, &aside), (&two, &one), (&aside, &two)] {
        fs::rename(from, to).unwrap();
    }
    digests_of_now(&batch, "single");
    assert!(!batch.verify("single").0);
}

#[test]
fn the_proof_misses_letters_that_are_missing() {
    let batch = Batch::new(20);
    batch.good("out", &[]);
    rewrite(&batch, "out", |lines| drop(lines.remove(4)));
    let (right, said) = batch.verify("out");
    assert!(!right && said.contains("the manifest has"), "{said}");
    rewrite(&batch, "out", |lines| {
        lines[2] = lines[2].replacen(",2,2,1,", ",2,1,18446744073709551615,", 1);
    });
    assert!(
        !batch.verify("out").0,
        "numbers that no file has are no reason to panic"
    );
    batch.good("parts", &["--shard", "1/3"]);
    let (right, said) = batch.verify("parts");
    assert!(!right && said.contains("of the 3 parts"), "{said}");
    let whole = batch.run("parts", &[]);
    assert!(String::from_utf8_lossy(&whole.stderr).contains("in other parts"));
}

#[test]
fn writing_anew_removes_old_letters_and_nothing_else() {
    let batch = Batch::new(4);
    let members = batch.folder.path().join("members.csv");
    let rows = |consent: &str| {
        format!("{HEADER}Ana,,1 Road,,Leeds,GB,,,,yes\nBo,,2 Road,,Leeds,GB,,,,{consent}\n")
    };
    fs::write(&members, rows("yes")).unwrap();
    batch.good("out", &["--combine", "none"]);
    let own = batch.folder.path().join("out/manifesto.odt");
    fs::write(&own, "mine").unwrap();
    fs::write(&members, rows("no")).unwrap();
    let files = batch.good("out", &["--combine", "none", "--force"]);
    let letters: Vec<&String> = files.keys().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(letters, ["embassy-gb/ana-1.pdf", "president/ana-1.pdf"]);
    assert!(own.is_file(), "a file of somebody else stays");
}

#[test]
fn every_letter_is_written_once() {
    let batch = Batch::new(12);
    // A target that two words name, a household of two branches, values that differ.
    let twice = batch.good(
        "twice",
        &["--target", "embassy-de,government,all", "--format", "text"],
    );
    assert!(twice.len() > 4);
    assert!(batch.verify("twice").0, "{}", batch.verify("twice").1);
    let rows = "Ana,,1 Road,,Leeds,GB,Alpha,,,yes\nBo,,1 Road,,Leeds,GB,Beta,,,yes\nCy,,1 Road,,Leeds,GB,Beta,,,yes\n";
    fs::write(
        batch.folder.path().join("members.csv"),
        HEADER.to_owned() + rows,
    )
    .unwrap();
    let files = batch.good(
        "home",
        &["--household", "--combine", "branch", "--format", "text"],
    );
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    assert!(text("alpha.txt").contains("\nAna\n") && text("beta.txt").contains("\nBo\nCy\n"));
    let again = batch.good(
        "home",
        &["--household", "--combine", "branch", "--format", "text"],
    );
    assert_eq!(again, files);
    // Whoever signed with somebody has a letter.
    batch.good("house", &["--household"]);
    let new = batch.good("house", &["--household", "--new-only"]);
    assert!(
        !new.keys().any(|name| name.starts_with("added")),
        "{:?}",
        new.keys()
    );
}

#[test]
fn one_run_writes_at_a_time() {
    let batch = Batch::new(20);
    let mut first = program();
    first.args(batch.arguments("out", &[]));
    let begun = || batch.folder.path().join("out/manifest.csv.part").exists();
    let _first = Waiting::at(first, "record:5", begun);
    let second = batch.run("out", &[]);
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains("another run writes into"), "{said}");
}

#[test]
fn parts_begun_at_once_in_a_new_folder_do_not_mind_each_other() {
    let batch = Batch::new(30);
    for round in 0..4 {
        let out = format!("out-{round}");
        let start = |n: usize| {
            let shard = format!("{n}/4");
            let arguments = batch.arguments(&out, &["--combine", "none", "--shard", &shard]);
            program()
                .args(arguments)
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let runs: Vec<_> = (1..=4).map(start).collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        assert!(batch.verify(&out).0);
    }
}

#[test]
fn print_files_are_sound_and_duplex_begins_letters_on_sheets() {
    let batch = Batch::new(30);
    let path = |name: &str| batch.folder.path().join(name).display().to_string();
    batch.good("duplex", &["--duplex", "--combine", "all"]);
    let file = path("duplex/letters.pdf");
    conform([file.as_str()]);
    is_sound(&file);
    let manifest = fs::read_to_string(path("duplex/manifest.csv")).unwrap();
    for row in manifest.lines().skip(1) {
        let first: usize = row.split(',').nth(2).unwrap().parse().unwrap();
        assert_eq!(first % 2, 1, "{row}");
    }
    let files = batch.good("split", &["--split-pages", "7"]);
    for name in files.keys().filter(|name| name.ends_with(".pdf")) {
        let shown = printed("pdfinfo", &[&path(&format!("split/{name}"))]);
        let pages = shown
            .lines()
            .find_map(|line| line.strip_prefix("Pages:"))
            .unwrap();
        assert!(pages.trim().parse::<usize>().unwrap() <= 7, "{name}");
    }
    assert!(files.contains_key("president_2.pdf"), "{:?}", files.keys());
    // Texts of their own take more room than the rest: more than a megabyte in all.
    let own = format!("A paragraph of my own. {}", "word ".repeat(1000));
    let more = [
        "--split-size",
        "1",
        "--combine",
        "all",
        "--format",
        "text,pdf",
    ];
    let small = batch.good("small", &more);
    assert!(small.contains_key("letters_1.pdf") && !small.contains_key("letters_2.pdf"));
    let rows = members(300).replace("\"I work on rigs, too.\nFor years.\"", &own);
    fs::write(batch.folder.path().join("members.csv"), rows).unwrap();
    let large = batch.good("large", &more);
    assert!(large.contains_key("letters_2.txt") && large.contains_key("letters_2.pdf"));
    for (name, bytes) in &large {
        assert!(bytes.len() <= 1_000_000, "{name}: {}", bytes.len());
    }
    assert!(batch.verify("large").0);
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let batch = Batch::new(9);
    let path = batch.folder.path().join("members.csv");
    fs::write(
        &path,
        members(9) + "Bad,,,,,XX,,,,yes\n小明,,1 Road,,,GB,,,,yes\n",
    )
    .unwrap();
    let before = files(batch.folder.path());
    let dry = batch.run("out", &["--dry-run"]);
    assert_eq!(files(batch.folder.path()), before);
    let refused = batch.run("out", &[]);
    assert_eq!(
        files(batch.folder.path()),
        before,
        "nothing is written unless --skip-bad"
    );
    let (dry_said, said) = (dry.stderr, String::from_utf8(refused.stderr).unwrap());
    assert!(
        said.starts_with(&String::from_utf8(dry_said).unwrap()),
        "{said}"
    );
    assert!(
        said.contains("no country `XX`")
            && said.contains("members.csv:13:1")
            && said.contains("`name` is `小明`: these characters cannot be set: `小` (U+5C0F)"),
        "{said}"
    );
    let skipped = batch.run("out", &["--skip-bad"]);
    assert_eq!(skipped.status.code(), Some(1));
    let rejected = fs::read_to_string(batch.folder.path().join("out/rejected.csv")).unwrap();
    assert_eq!(rejected.lines().count(), 3, "{rejected}");
    // The rejected rows, corrected, are a members file again.
    let corrected = rejected.replace("XX", "GB").replace("小明", "Ming");
    fs::write(&path, corrected).unwrap();
    assert_eq!(
        batch.good("corrected", &["--combine", "none"]).len(),
        2 * 2 + 2
    );
}

/// What somebody wrote into the file of rejected rows is never lost.
#[test]
fn corrections_of_rejected_rows_stay() {
    let batch = Batch::new(0);
    let path = |name: &str| batch.folder.path().join(name);
    let good = "Ana,,1 Road,,Leeds,GB,,,,yes\n";
    let members = |bad: &str| {
        fs::write(path("members.csv"), HEADER.to_owned() + good + bad).unwrap();
    };
    let of = |name: &str, more: &[&str]| {
        let mut arguments = batch.arguments("out", &[&["--skip-bad"], more].concat());
        for argument in &mut arguments {
            *argument = argument.replace("members.csv", name);
        }
        let output = program().args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    let run = |more: &[&str]| of("members.csv", more);
    members("Bo,,,,,XX,,,,yes\n");
    assert_eq!(run(&[]).0, Some(1));
    let written = fs::read(path("out/rejected.csv")).unwrap();
    assert_eq!(run(&[]).0, Some(1), "as it was written, it is no obstacle");
    // Another batch replaces it where nobody changed it.
    members("Bob,,,,,XX,,,,yes\n");
    assert_eq!(run(&["--force"]).0, Some(1));
    let other = fs::read(path("out/rejected.csv")).unwrap();
    assert_ne!(other, written);
    let corrected = String::from_utf8(other).unwrap().replace("XX", "GB");
    fs::write(path("out/rejected.csv"), &corrected).unwrap();
    for more in [&[][..], &["--force"]] {
        let (code, said) = run(more);
        assert!(
            code == Some(2) && said.contains("is not as a batch wrote it"),
            "{said}"
        );
    }
    // It is not written over by its own letters either.
    let rejected = path("out/rejected.csv");
    let (code, said) = of("out/rejected.csv", &["--force"]);
    assert!(
        code == Some(2) && said.contains("would be written over"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&rejected).unwrap(), corrected);
    let added = of("out/rejected.csv", &["--new-only"]);
    assert_eq!(added.0, Some(0), "{}", added.1);
    assert!(path("out/added-1/president.pdf").exists());
}

#[test]
fn rejected_rows_are_there_as_long_as_rows_are_wrong() {
    let batch = Batch::new(0);
    let path = |name: &str| batch.folder.path().join(name);
    let rejected = path("out/rejected.csv");
    let members = |rows: &str| fs::write(path("members.csv"), HEADER.to_owned() + rows).unwrap();
    members("Bo,,,,,XX,,,,yes\n");
    let output = batch.run("out", &["--skip-bad"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(2) && said.contains("rejected.csv"),
        "{said}"
    );
    assert!(
        fs::read_to_string(&rejected)
            .unwrap()
            .contains("no country `XX`")
    );
    members("Bo,,,,,GB,,,,yes\n");
    batch.good("out", &["--skip-bad", "--force"]);
    assert!(!rejected.exists(), "no row is wrong");
    fs::write(path("out/batch.toml"), "inputs = ").unwrap();
    // What cannot be read may be somebody else's.
    for more in [&[][..], &["--force"]] {
        assert_eq!(batch.run("out", more).status.code(), Some(2));
    }
}

/// A letter that has no room is found before anything is written, whatever rows stand before it.
#[test]
fn a_row_that_has_no_room_is_found_in_any_order() {
    let batch = Batch::new(0);
    let path = batch.folder.path().join("members.csv");
    let short = "Ann Adams,Steward,Local 12,1 Main Street,,,,Springfield,IL,62701,US\n";
    let long = "Ben Brown,Steward,United Steelworkers Local 12-591,c/o Grace Community Center,\
                Building 4,Floor 2 Apt 17,1600 North Main Street,Springfield,IL,62701,US\n";
    let header = "Name,Role,Organization,Address 1,Address 2,Address 3,Address 4,City,State,Postcode,Country\n";
    for (line, rows) in [(3, [short, long, short]), (2, [long, short, short])] {
        fs::write(&path, header.to_owned() + &rows.concat()).unwrap();
        for dry in [&["--dry-run"][..], &[]] {
            let output = batch.run("out", &[dry, &["--target", "president"]].concat());
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success(), "{said}");
            assert!(
                said.contains(&format!("members.csv:{line}:1")) && said.contains("does not fit"),
                "{said}"
            );
        }
        assert!(!batch.folder.path().join("out").exists());
    }
}

/// What members of a household do not have in common is not on their letter; the branch is there instead.
#[test]
fn a_household_whose_letter_has_no_room_signs_alone() {
    let batch = Batch::new(0);
    let rows = |branch: &str| {
        let row = |name: &str, own: &str| format!("{name},{own},1 Road,Leeds,US,{branch}\n");
        row("Ana", "Local 1") + &row("Bo", "Local 2") + &row("Cy", "Local 1")
    };
    for (branch, letters) in [("Leeds", 1), (&*"United Workers ".repeat(40), 3)] {
        let header = "name,organization,address,city,country,branch\n";
        let path = batch.folder.path().join("members.csv");
        fs::write(path, header.to_owned() + &rows(branch)).unwrap();
        let out = format!("out-{letters}");
        let more = ["--household", "--combine", "none", "--target", "president"];
        let files = batch.good(&out, &more);
        assert!(batch.verify(&out).0, "{}", batch.verify(&out).1);
        let found = files.keys().filter(|name| name.starts_with("president/"));
        assert_eq!(found.count(), letters);
    }
}

/// Whether a household has room is asked of those who sign: of late comers, of them alone, for each target.
#[test]
fn a_household_has_room_where_those_have_who_sign() {
    // Of one organization, its name stands above; of two, that of the branch, which has no room.
    let branch = "United Workers ".repeat(40);
    let row = |name: &str, own: &str| format!("{name},{own},1 Road,Leeds,US,{branch}\n");
    let (bo, all) = (
        row("Bo", "Local 2"),
        row("Ana", "Local 1") + &row("Bo", "Local 2") + &row("Cy", "Local 1"),
    );
    let header = "name,organization,address,city,country,branch\n";
    for (earlier, alone) in [("president,kazmunaygaz", [1, 1]), ("president", [2, 3])] {
        let batch = Batch::new(0);
        let path = batch.folder.path().join("members.csv");
        let more = ["--household", "--combine", "none", "--target"];
        fs::write(&path, header.to_owned() + &bo).unwrap();
        batch.good("out", &[&more[..], &[earlier]].concat());
        fs::write(&path, header.to_owned() + &all).unwrap();
        let both = [&more[..], &["president,kazmunaygaz", "--new-only"]].concat();
        let files = batch.good("out", &both);
        let count = |target: &str| {
            let start = format!("added-1/{target}/");
            files.keys().filter(|name| name.starts_with(&start)).count()
        };
        let counts = ["president", "kazmunaygaz"].map(count);
        assert_eq!(counts, alone, "{earlier}: {:?}", files.keys());
        assert!(batch.verify("out/added-1").0);
    }
}

#[test]
fn a_household_signs_one_letter() {
    let batch = Batch::new(0);
    let rows = "Ana,,1 Road,N1,Leeds,GB,,en,,yes\nBo,,2 Road,N1,Leeds,GB,,en,,yes\nCy,,1 road,N1,LEEDS,GB,,en,,yes\n";
    fs::write(
        batch.folder.path().join("members.csv"),
        HEADER.to_owned() + rows,
    )
    .unwrap();
    let files = batch.good(
        "out",
        &["--household", "--format", "text", "--combine", "none"],
    );
    let letter = String::from_utf8(files["president/ana-1.txt"].clone()).unwrap();
    assert!(letter.ends_with("\nAna\nCy\n"), "{letter}");
    assert_eq!(
        files.keys().filter(|name| name.ends_with(".txt")).count(),
        4
    );
    assert!(batch.verify("out").0);
}

#[test]
fn a_branch_writes_one_letter_that_all_sign() {
    let batch = Batch::new(70);
    let more = ["--signatories", "--from", "tests/readme/branch.toml"];
    for format in ["pdf", "text"] {
        let files = batch.good(format, &[&more[..], &["--format", format]].concat());
        let letters = files
            .keys()
            .filter(|name| !name.ends_with(".csv") && !name.ends_with(".toml"));
        assert_eq!(letters.count(), 2, "{:?}", files.keys());
        assert!(batch.verify(format).0);
    }
    // Both letters in one text file: each is looked for in its own place.
    let one = ["--format", "text", "--combine", "all"];
    batch.good("one", &[&more[..], &one].concat());
    assert!(batch.verify("one").0, "{}", batch.verify("one").1);
    let file = batch.folder.path().join("pdf/president.pdf");
    let text = printed("pdftotext", &["-layout", file.to_str().unwrap(), "-"]);
    let names = (1..=70)
        .filter(|n| n % 7 != 3)
        .map(|n| format!("Ana Ž{n} Silva"));
    for name in names {
        assert!(text.contains(&name), "{name} is not in {text}");
    }
    assert!(!text.contains("Ž3 "), "no consent, no signature");
    // One more member than the letters have.
    let path = batch.folder.path().join("members.csv");
    fs::write(path, members(71)).unwrap();
    let (right, said) = batch.verify("pdf");
    assert!(
        !right && said.contains("is not signed by `Ana Ž71 Silva`"),
        "{said}"
    );
}

/// A name that the font lacks is the problem of its row, and an address that has no room is none at all.
#[test]
fn a_name_that_cannot_be_set_does_not_stop_the_others_from_signing() {
    let batch = Batch::new(0);
    let path = |name: &str| batch.folder.path().join(name);
    let street = "Long Street ".repeat(30);
    let rows =
        format!("Ana,,{street},,,GB,,,,yes\n小明,,1 Road,,,GB,,,,yes\nBo,,1 Road,,,GB,,,,yes\n");
    fs::write(path("members.csv"), HEADER.to_owned() + &rows).unwrap();
    let more = [
        "--signatories",
        "--from",
        "tests/readme/branch.toml",
        "--format",
        "text,pdf",
    ];
    let run = |out: &str, last: &[&str]| {
        let output = batch.run(out, &[&more[..], last].concat());
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, said) = run("out", &[]);
    assert!(
        code == Some(2) && said.contains("`name` is `小明`"),
        "{said}"
    );
    let (code, said) = run("out", &["--skip-bad"]);
    assert_eq!(code, Some(1), "{said}");
    let letter = fs::read_to_string(path("out/president.txt")).unwrap();
    assert!(
        letter.contains("Ana") && letter.contains("Bo") && !letter.contains('小'),
        "{letter}"
    );
    let rejected = fs::read_to_string(path("out/rejected.csv")).unwrap();
    assert_eq!(rejected.lines().count(), 2, "{rejected}");
    let (code, said) = run("out", &["--combine", "branch"]);
    assert!(
        code == Some(2) && said.contains("do not go together"),
        "{said}"
    );
    let (right, said) = batch.verify("out");
    assert!(right, "{said}");
}

/// Names that are alike in the name of a file are still those of two branches.
#[test]
fn every_branch_has_a_file_of_its_own() {
    let batch = Batch::new(0);
    let names = [
        "C",
        "C++",
        "c",
        "北京",
        "背景",
        "Local 1.2",
        "Local 1-2",
        "Leeds",
    ];
    let write = |names: &[&str]| {
        let row = |name: &&str| format!("Ana {name},,1 Road,,Leeds,GB,{name},,,yes\n");
        let rows: String = names.iter().map(row).collect();
        let path = batch.folder.path().join("members.csv");
        fs::write(
            path,
            HEADER.to_owned() + &rows.replace("Ana 北京", "Ana").replace("Ana 背景", "Bo"),
        )
        .unwrap();
    };
    let more = [
        "--combine",
        "branch",
        "--format",
        "text",
        "--target",
        "president",
    ];
    write(&names);
    let files = batch.good("out", &more);
    let texts = files.iter().filter(|(name, _)| name.ends_with(".txt"));
    let texts: BTreeMap<&str, String> = texts
        .map(|(name, bytes)| (name.as_str(), String::from_utf8(bytes.clone()).unwrap()))
        .collect();
    assert_eq!(texts.len(), 7, "{:?}", texts.keys());
    let with = |signer: &str| {
        let is_it = |text: &&String| text.contains(&format!("\n{signer}\n"));
        texts.values().find(is_it).unwrap()
    };
    assert!(with("Ana C").contains("\nAna c\n") && !with("Ana C").contains("Ana C++"));
    assert!(
        texts["leeds.txt"].contains("Ana Leeds"),
        "no need of another name"
    );
    // Whatever order the rows have, the files are the same.
    write(&names.iter().rev().copied().collect::<Vec<_>>());
    let other = batch.good("other", &more);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&other), names(&files));
    assert!(batch.verify("other").0, "{}", batch.verify("other").1);
}

#[test]
fn what_people_should_know_is_told_once() {
    let batch = Batch::new(0);
    let words = "Words of my own. ".repeat(250);
    let row = |name: &str| format!("{name},,1 Road,N1,Leeds,GB,,fr,{words},yes\n");
    let rows = HEADER.to_owned() + &row("Ana One") + &row("Bo Two");
    fs::write(batch.folder.path().join("members.csv"), rows).unwrap();
    let mut arguments = batch.arguments("out", &["--split-pages", "1"]);
    arguments.retain(|argument| argument != "-q");
    let output = program().args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("write in `fr`").count(), 1, "{said}");
    let long = "line 3, president: the letter has 2 pages, more than the 1 of a file";
    assert!(said.contains(long), "{said}");
}
