//! What is to be called: the list, the cap of a line, the warning of a busy one.

use std::fs;

use super::Batch;
use crate::program::program;
use crate::runs;

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

/// The first to each number are written; the others are told, and written later if that is asked for.
#[test]
fn no_more_go_to_a_number_than_are_allowed() {
    let batch = Batch::new(7);
    let how = "--fax-resolution standard --per-line 3";
    let (code, said) = batch.run("out", how);
    assert_eq!(code, Some(0), "{said}");
    let told = "not written for `--per-line 3`: 4 of 7 faxes to +7 7172 97 60 01: kazmunaygaz from row 4 (line 5) on";
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
        code == Some(2) && said.contains("`--per-line` was `3`, now `2`"),
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
        said.contains("some targets get no letter in this way") && !batch.path("out").exists(),
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

/// A prefix for calls abroad is right in one country and dials somebody else from another.
#[test]
fn nothing_is_dialled_from_nowhere() {
    let batch = Batch::new(0);
    fs::write(batch.path("members.csv"), "name,consent\nAna,yes\n").unwrap();
    let (code, said) = batch.run("guessed", "--skip-bad");
    let told = "no column says from which country members write";
    assert!(code == Some(2) && said.contains(told), "{said}");
    assert!(!batch.path("guessed").exists());
    let (code, said) = batch.run("given", "--country US");
    assert!(code == Some(0) && !said.contains("country"), "{said}");
    assert_eq!(batch.list("given/faxes.csv")[0][2], "01177172976000");
}

#[test]
fn that_the_office_has_left_the_building_is_told_once() {
    let batch = Batch::new(1);
    for channel in ["fax", "phone"] {
        let mut command = program();
        command.current_dir(batch.folder.path());
        command.args(["batch", "--members", "members.csv", "--date", "2026-11-23"]);
        command.args(["--target", "kazmunaygaz", "-o", channel]);
        command.args(["--channel", channel]);
        let (code, said) = runs::run(command);
        let left = format!("the {channel} number is that of a building that the office had left");
        assert_eq!((code, said.matches(&left).count()), (Some(0), 1), "{said}");
    }
}
