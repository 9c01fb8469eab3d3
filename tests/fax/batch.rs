//! Batches of faxes: the same files as one by one, however a run goes, and a list of what to call.
//!
//! Takes some seconds: a run is killed at several points, and pages are drawn by an unoptimized program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use protest_letter::digest::Digest;
use tempfile::TempDir;

use crate::outside::{printed, run};
use crate::program::program;

const DATE: [&str; 2] = ["--date", "2011-12-17"];

/// Countries, their towns, and how long their paper is in millimetres.
const COUNTRIES: [(&str, &str, &str); 3] = [
    ("GB", "Leeds", "297"),
    ("US", "Tulsa", "279"),
    ("KZ", "Aktau", "297"),
];

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// A folder with a members file, in which batches are written.
struct Batch {
    folder: TempDir,
}

/// A member of these tests: the country, the language and what else there is to say.
fn member(
    n: usize,
) -> (
    (&'static str, &'static str, &'static str),
    &'static str,
    String,
) {
    let own = if n == 4 {
        "We work on rigs as well. ".repeat(90)
    } else {
        String::new()
    };
    (
        COUNTRIES[n % 3],
        LANGUAGES[n / 3 % 3],
        own.trim().to_owned(),
    )
}

impl Batch {
    /// Members of all countries and languages, the fourth with words for several pages.
    fn new(count: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let mut rows = "name,address,city,country,language,phone,personal,consent\n".to_owned();
        for n in 1..=count {
            let ((country, town, _), lang, own) = member(n);
            writeln!(
                rows,
                "Ana {n},{n} Road,{town},{country},{lang},0{n},{own},yes"
            )
            .unwrap();
        }
        fs::write(folder.path().join("members.csv"), rows).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A batch to a target with two lines and one with one.
    fn command(&self, out: &str, more: &str) -> Command {
        let mut command = program();
        command
            .args(["batch", "--members"])
            .arg(self.path("members.csv"));
        command.args(DATE).arg("-o").arg(self.path(out));
        for (option, value) in [("--target", "kazmunaygaz,president"), ("--format", "fax")] {
            if !more.contains(option) {
                command.args([option, value]);
            }
        }
        command.args(more.split_whitespace());
        command
    }

    fn run(&self, out: &str, more: &str) -> (Option<i32>, String) {
        let output = self.command(out, more).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    }

    fn good(&self, out: &str, more: &str) -> BTreeMap<String, Vec<u8>> {
        let (code, said) = self.run(out, more);
        assert_eq!(code, Some(0), "{said}");
        files(&self.path(out))
    }

    fn verify(&self, out: &str) -> (Option<i32>, String) {
        let output = program()
            .arg("verify")
            .arg(self.path(out))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    }

    /// The rows of the list of a batch, without its header.
    fn list(&self, name: &str) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        let row = |row: &str| row.split(',').map(str::to_owned).collect();
        text.lines().skip(1).map(row).collect()
    }
}

/// The files below a folder, without what locks it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            let inner = files(&path).into_iter();
            found.extend(inner.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if !name.starts_with(".protest-letter.lock") {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// The faxes among files.
fn faxes(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&String, &Vec<u8>)> {
    let faxes = files.iter().filter(|(name, _)| is_fax(name));
    faxes.collect()
}

fn is_fax(name: &str) -> bool {
    name.ends_with(".tif") && !name.contains(".protest-letter-")
}

/// The sender that a row stands for, as a file.
fn sender(batch: &Batch, n: usize) -> PathBuf {
    let ((country, town, _), lang, _) = member(n);
    let text = format!(
        "name = \"Ana {n}\"\naddress = [\"{n} Road\", \"{town}\"]\ncountry = \"{country}\"\n\
         language = \"{lang}\"\nphone = \"0{n}\"\n"
    );
    let path = batch.path(&format!("{n}.toml"));
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_fax_is_the_one_that_is_written_alone_and_every_program_takes_it() {
    let batch = Batch::new(9);
    for how in [
        "",
        "--fax-resolution standard --fax-coding mmr --cover yes --fax-line 2",
    ] {
        let out = how.len().to_string();
        let there = batch.good(&out, &format!("--target kazmunaygaz {how}"));
        let lines: &[usize] = if how.is_empty() { &[1, 2] } else { &[2] };
        let count = faxes(&there).len();
        assert_eq!(count, 9 * lines.len());
        for n in 1..=9 {
            let ((_, _, length), _, own) = member(n);
            let alone = batch.path("alone");
            let mut one = program();
            one.args([
                "generate",
                "--target",
                "kazmunaygaz",
                "--format",
                "fax",
                "--force",
            ]);
            one.args(DATE)
                .arg("--from")
                .arg(sender(&batch, n))
                .arg("-o");
            one.arg(format!("{}/", alone.display()))
                .args(how.split_whitespace());
            if !own.is_empty() {
                one.args(["--personal", &own]);
            }
            assert!(one.output().unwrap().status.success());
            for line in lines {
                let name = format!("kazmunaygaz/ana-{n}-{n}-{line}.tif");
                let alone = fs::read(alone.join(format!("kazmunaygaz-{line}.tif"))).unwrap();
                assert!(there[&name] == alone, "{name} {how}");
                let path = batch.path(&out).join(&name);
                let (takes, dots) = if how.is_empty() {
                    ("-1", "196")
                } else {
                    ("-3", "98")
                };
                let sheet = [takes, "-r", dots, "-w", "1728", "-l", length];
                let arguments = [&sheet[..], &[path.to_str().unwrap()]].concat();
                assert_eq!(
                    printed("/usr/sbin/tiffcheck", &arguments).trim(),
                    "OK",
                    "{name}"
                );
                let read = run("tiffinfo", &["-D", path.to_str().unwrap()]);
                assert!(read.stderr.is_empty(), "{read:?}");
            }
        }
        let (code, said) = batch.verify(&out);
        assert_eq!(
            (code, said),
            (Some(0), format!("{count} faxes are as they were written\n"))
        );
    }
}

#[test]
fn the_list_says_what_to_call_and_for_how_long() {
    let batch = Batch::new(6);
    let (code, said) = batch.run("out", "");
    assert_eq!(code, Some(0), "{said}");
    let list = batch.list("out/faxes.csv");
    assert_eq!(list.len(), 6 * 3);
    let cells = |n: usize| list[n].iter().map(String::as_str).collect::<Vec<_>>();
    // Row 1 is from the United States, row 2 from Kazakhstan, row 3 from the United Kingdom.
    let first = "kazmunaygaz/ana-1-1-1.tif,+77172976000,01177172976000,kazmunaygaz,1,1";
    assert_eq!(cells(0)[..6].join(","), first);
    assert_eq!(cells(2)[2], "87172976000");
    assert_eq!(
        cells(5)[..3].join(","),
        "kazmunaygaz/ana-3-3-2.tif,+77172976001,0077172976001"
    );
    assert!(
        cells(12)[0] == "president/ana-1-1.tif" && cells(12)[7] == "fine",
        "{:?}",
        cells(12)
    );
    // A letter of several pages has a cover, and all of them take their time.
    let (one, many) = (cells(0), cells(6));
    assert_eq!((one[5], many[0]), ("1", "kazmunaygaz/ana-4-4-1.tif"));
    let number = |cell: &str| cell.parse::<usize>().unwrap();
    assert!(
        number(many[5]) >= 3 && number(many[6]) > number(one[6]) + 5,
        "{many:?}"
    );
    assert!((20..60).contains(&number(one[6])), "{one:?}");
    let seconds: usize = list.iter().map(|row| number(&row[6])).sum();
    let pages: usize = list.iter().map(|row| number(&row[5])).sum();
    let told = format!("wrote 18 faxes of {pages} pages into");
    let minutes = format!(": {} minutes on the line", seconds.div_ceil(60));
    assert!(said.contains(&told) && said.contains(&minutes), "{said}");
    let to = list.iter().filter(|row| row[1] == "+77172976000");
    let pages: usize = to.map(|row| number(&row[5])).sum();
    assert!(
        said.contains(&format!("+7 7172 97 60 00: 6 faxes, {pages} pages, ")),
        "{said}"
    );
}

/// Whatever a run was stopped in, the next one makes the same of it.
#[test]
fn a_batch_that_was_killed_goes_on() {
    let batch = Batch::new(24);
    let how = "--format fax,pdf --fax-resolution standard";
    let whole = batch.good("whole", how);
    let killed = batch.path("killed");
    for written in [1, 20, 40, 60] {
        let mut command = batch.command("killed", how);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        while faxes(&files(&killed)).len() < written {
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "too short to be killed: {ended:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let left = files(&killed);
        for (name, bytes) in faxes(&left) {
            assert!(whole.get(name) == Some(bytes), "half a file: {name}");
        }
        assert!(!left.contains_key("manifest.csv") && !left.contains_key("faxes.csv"));
    }
    let (code, said) = batch.run("killed", how);
    assert!(
        code == Some(0) && said.contains("of them from an earlier run"),
        "{said}"
    );
    assert!(files(&batch.path("killed")) == whole);
    let changed = batch.path("killed/president/ana-7-7.tif");
    fs::write(&changed, "x").unwrap();
    let (_, said) = batch.run("killed", how);
    assert!(
        said.contains("ana-7-7.tif` was changed, and is written anew"),
        "{said}"
    );
    assert!(files(&batch.path("killed")) == whole);
    assert_eq!(batch.verify("killed").0, Some(0));
}

#[test]
fn shards_together_are_the_whole_and_the_cap_is_the_same_for_them() {
    let batch = Batch::new(10);
    for cap in ["", "--per-line 4"] {
        let how = format!("--fax-resolution standard {cap}");
        let whole = batch.good(&format!("whole{}", cap.len()), &how);
        let out = format!("parts{}", cap.len());
        for part in 1..=3 {
            let (code, said) = batch.run(&out, &format!("{how} --shard {part}/3"));
            assert_eq!(code, Some(0), "{said}");
            assert_eq!(
                said.contains("that are not written"),
                !cap.is_empty(),
                "{said}"
            );
        }
        let parts = files(&batch.path(&out));
        assert!(faxes(&whole) == faxes(&parts));
        let mut rows: Vec<_> = (1..=3)
            .flat_map(|part| batch.list(&format!("{out}/faxes-{part}-of-3.csv")))
            .collect();
        let mut expected = batch.list(&format!("whole{}/faxes.csv", cap.len()));
        assert_eq!(expected.len(), if cap.is_empty() { 30 } else { 12 });
        rows.sort();
        expected.sort();
        assert_eq!(rows, expected);
        let (code, said) = batch.verify(&out);
        assert_eq!(code, Some(0), "{said}");
    }
}

/// The first to each number are written; the others are told, and written later if that is asked for.
#[test]
fn no_more_go_to_a_number_than_are_allowed() {
    let batch = Batch::new(7);
    let how = "--fax-resolution standard --per-line 3";
    let (code, said) = batch.run("out", how);
    assert_eq!(code, Some(0), "{said}");
    let told = "faxes to +7 7172 97 60 01 that are not written, for there are more than 3: 4, those to \
                kazmunaygaz from row 4 (line 5) on";
    assert!(said.contains(told), "{said}");
    let rows = |name: &str| {
        let list = batch.list(name).into_iter();
        list.map(|row| format!("{} {}", row[1], row[4]))
            .collect::<Vec<_>>()
    };
    let expected = |from: usize, to: usize| {
        let pairs =
            (from..=to).flat_map(|n| [format!("+77172976000 {n}"), format!("+77172976001 {n}")]);
        pairs
            .chain((from..=to).map(|n| format!("+77172745631 {n}")))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("out/faxes.csv"), expected(1, 3));
    assert_eq!(batch.verify("out").0, Some(0));
    let (_, said) = batch.run("dry", &format!("{how} --dry-run"));
    assert!(said.contains(told) && !batch.path("dry").exists(), "{said}");
    // The next ones, some other day.
    for (folder, from, to) in [("added-1", 4, 6), ("added-2", 7, 7)] {
        let (code, said) = batch.run("out", &format!("{how} --new-only"));
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(rows(&format!("out/{folder}/faxes.csv")), expected(from, to));
    }
    assert!(
        batch
            .run("out", &format!("{how} --new-only"))
            .1
            .contains("every letter is there")
    );
    // Another cap is another batch.
    let (code, said) = batch.run("out", "--fax-resolution standard --per-line 2");
    assert!(
        code == Some(2) && said.contains("`per_line` changed"),
        "{said}"
    );
}

#[test]
fn a_line_that_would_be_busy_for_hours_is_told_before() {
    let warned = |count: usize| {
        let (code, said) = Batch::new(count).run("out", "--dry-run --target kazmunaygaz");
        assert_eq!(code, Some(0), "{said}");
        let warnings = said.lines().filter(|line| line.starts_with("warning: "));
        warnings.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(warned(100), [""; 0]);
    let warnings = warned(250);
    let expected = "warning: 250 faxes to +7 7172 97 60 00 keep that line busy for about 2.";
    assert!(
        warnings.len() == 2 && warnings[0].starts_with(expected),
        "{warnings:?}"
    );
}

/// Letters for the post are the same beside faxes, and faxes the same beside letters.
#[test]
fn faxes_are_single_beside_print_files() {
    let batch = Batch::new(5);
    let both = batch.good(
        "both",
        "--format pdf,fax,text --combine all --fax-resolution standard",
    );
    let posted = batch.good("posted", "--format pdf,text --combine all");
    let faxed = batch.good("faxed", "--fax-resolution standard");
    for (name, bytes) in posted.iter().chain(&faxed) {
        if !name.starts_with("manifest") && name != "batch.toml" {
            assert!(both.get(name) == Some(bytes), "{name}");
        }
    }
    let (code, said) = batch.verify("both");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("20 letters in 2 files") && said.contains("15 faxes"),
        "{said}"
    );
    // Single letters beside faxes have names of their own, and so have pages for gateways.
    let single = batch.good(
        "single",
        "--format pdf,fax --combine none --fax-resolution standard",
    );
    let named = |ending: &str| single.keys().filter(|name| name.ends_with(ending)).count();
    assert_eq!((named(".pdf"), named(".tif")), (10, 15));
    let pages = batch.good("pages", "--fax-format pdf");
    assert_eq!(
        pages.keys().filter(|name| name.ends_with(".pdf")).count(),
        15
    );
    let (code, said) = batch.verify("pages");
    assert!(
        code == Some(0) && said.contains("15 letters in 15 files are whole"),
        "{said}"
    );
}

/// What somebody changed is found, but for pixels whose digests were changed with them.
#[test]
fn the_proof_finds_what_is_wrong() {
    let batch = Batch::new(5);
    let how = "--fax-resolution standard --target kazmunaygaz,president";
    let check = |what: &str, change: &dyn Fn(&Path)| {
        batch.good("out", &format!("{how} --force"));
        change(&batch.path("out"));
        let (code, said) = batch.verify("out");
        assert!(code == Some(1) && said.contains(what), "{what}: {said}");
    };
    let fax = "president/ana-4-4.tif";
    check("is not as it was written", &|out| {
        fs::write(out.join(fax), "x").unwrap()
    });
    check("is not there", &|out| {
        fs::remove_file(out.join(fax)).unwrap()
    });
    check("no manifest has it", &|out| {
        fs::copy(out.join(fax), out.join("president/ana-9-9.tif")).unwrap();
    });
    check(
        "`does not say what the manifest does".trim_start_matches('`'),
        &|out| {
            let list = out.join("faxes.csv");
            let text = fs::read_to_string(&list).unwrap();
            fs::write(&list, text.replacen("+77172976000", "+77172976002", 1)).unwrap();
        },
    );
    check("faxes.csv` is not there", &|out| {
        fs::remove_file(out.join("faxes.csv")).unwrap()
    });
    // A page is missing, and the manifest has been told.
    check(
        "to `president` in `president/ana-4-4.tif` is not in it",
        &|out| {
            let whole = fs::read(out.join(fax)).unwrap();
            let cut = &whole[..whole.len() / 2];
            fs::write(out.join(fax), cut).unwrap();
            let manifest = out.join("manifest.csv");
            let text = fs::read_to_string(&manifest).unwrap();
            let [from, to] = [&whole, cut].map(|bytes| Digest::of(bytes).to_string());
            fs::write(&manifest, text.replace(&from, &to)).unwrap();
        },
    );
    check("is of somebody else than the row is now", &|_| {
        let members = batch.path("members.csv");
        let text = fs::read_to_string(&members).unwrap();
        fs::write(&members, text.replace("Ana 4", "Eve 4")).unwrap();
    });
}

/// A list of calls that is somebody else's is never written over, and ours goes with its batch.
#[test]
fn the_list_is_that_of_the_batch() {
    let batch = Batch::new(3);
    let how = "--fax-resolution standard --target president";
    batch.good("out", how);
    let list = batch.path("out/faxes.csv");
    let own = fs::read(&list).unwrap();
    fs::write(&list, "name,number\n").unwrap();
    let (code, said) = batch.run("out", how);
    assert!(
        code == Some(2) && said.contains("faxes.csv` is there and is no file"),
        "{said}"
    );
    fs::write(&list, own).unwrap();
    let left = batch.good("out", "--format text --target president --force");
    let left: Vec<&str> = left.keys().map(String::as_str).collect();
    assert_eq!(left, ["batch.toml", "manifest.csv", "president.txt"]);
}

/// An office without a fax is told once; beside letters for the post its letters stay.
#[test]
fn an_office_without_a_fax_is_told() {
    let batch = Batch::new(3);
    let how = "--fax-resolution standard --target president,prime-minister";
    let (code, said) = batch.run("out", how);
    let error = "error: prime-minister: no fax number is known on 2011-12-17";
    assert!(
        code == Some(2) && said.matches(error).count() == 1,
        "{said}"
    );
    assert!(
        said.contains("not all targets can be reached so") && !batch.path("out").exists(),
        "{said}"
    );
    let (code, said) = batch.run("out", &format!("{how} --skip-bad"));
    assert!(code == Some(1) && said.contains("wrote 3 faxes"), "{said}");
    assert_eq!(batch.verify("out").0, Some(0));
    let (code, said) = batch.run("both", &format!("{how} --format text,fax"));
    assert!(
        code == Some(0) && said.contains("its letters are not faxed"),
        "{said}"
    );
    assert!(
        said.contains("wrote 6 letters") && said.contains("wrote 3 faxes"),
        "{said}"
    );
    assert_eq!(batch.verify("both").0, Some(0));
}
