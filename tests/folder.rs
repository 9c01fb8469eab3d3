//! The folder of a batch: what is removed, what stays, who may write there.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::process::Stdio;

use crate::program::program;
use crate::runs::{self, Waiting, said};
use crate::written::{Batch, TWO, files, letters, people, there};

/// A logo.
const LOGO: &str = "tests/inputs/logo.png";

#[test]
fn of_a_run_that_was_killed_nothing_stays_when_all_is_written_anew() {
    let batch = Batch::new(&people(2000, "Road"));
    batch.kill("out", "--combine none", "out");
    fs::write(batch.path("out/president/mine.txt"), "mine").unwrap();
    batch.members(&people(3, "Street"));
    for more in ["--combine target", "--combine none"] {
        let mut anew = batch.good("out", &format!("{more} --force"));
        assert_eq!(anew.remove("president/mine.txt").as_deref(), Some("mine"));
        assert_eq!(anew, batch.good(&more[10..], more), "{more}");
        let is_there = batch.path("out/kazmunaygaz").exists();
        assert_eq!(is_there, more.ends_with("none"), "no empty folder stays");
    }
}

#[test]
fn print_files_of_a_run_that_was_killed_do_not_stay() {
    let batch = Batch::new(&people(300, "Road"));
    let texts = "--split-size 1 --combine target";
    batch.good("out", texts);
    // As it is when the run was killed before the rows of a second file were in the manifest.
    let part = batch.path("out/manifest.csv.part");
    fs::rename(batch.path("out/manifest.csv"), &part).unwrap();
    let text = fs::read_to_string(&part).unwrap();
    let start: Vec<&str> = text.lines().take(4).collect();
    fs::write(&part, start.join("\n") + "\nkazmun").unwrap();
    let names =
        "# Files of a batch that is being written.\nkazmunaygaz_1.txt\npresident_1.txt\npres";
    fs::write(batch.path("out/manifest.csv.names"), names).unwrap();
    let anew = batch.good("out", "--combine all --force");
    assert_eq!(letters(&anew), ["letters.txt"]);
}

/// As it is when the run was killed between the two rows of the last letter.
#[test]
fn a_letter_is_written_again_in_all_its_formats() {
    let batch = Batch::new(&people(3, "Road"));
    let more = "--format layout --combine none --target president";
    let whole = batch.good("out", more);
    let manifest = &whole["manifest.csv"];
    let kept = manifest.trim_end().rsplit_once('\n').unwrap().0;
    fs::write(batch.path("out/manifest.csv.part"), format!("{kept}\n")).unwrap();
    fs::remove_file(batch.path("out/manifest.csv")).unwrap();
    let names = manifest
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap());
    let names: Vec<&str> = names.collect();
    let head = "# Files of a batch that is being written.";
    let names = format!("{head}\n{}\n", names.join("\n"));
    fs::write(batch.path("out/manifest.csv.names"), names).unwrap();
    assert_eq!(batch.good("out", more), whole);
}

#[test]
fn all_is_written_anew_where_rows_of_the_manifest_are_damaged() {
    let batch = Batch::new(&people(4, "Road"));
    let more = "--combine none --target president";
    let whole = batch.good("out", more);
    let path = batch.path("out/manifest.csv");
    let rows: Vec<&str> = whole["manifest.csv"].lines().collect();
    let mut damaged = rows.clone();
    // One row has lost cells, one is no UTF-8, one has a quote that is never closed.
    damaged[2] = &rows[2][..40];
    let quote = rows[3]
        .replace(",pdf,", ",\"pdf,")
        .replace(",text,", ",\"text,");
    damaged[3] = &quote;
    let mut bytes = damaged.join("\n").into_bytes();
    bytes[rows[0].len() + 60] = 0xff;
    fs::write(&path, bytes).unwrap();
    let (_, said) = batch.verify("out");
    assert!(said.contains("`--force`"), "{said}");
    assert!(batch.good("out", &format!("{more} --force")) == whole);
}

#[test]
fn the_proof_tells_letters_that_no_manifest_has() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none");
    fs::write(batch.path("out/notes.md"), "mine").unwrap();
    fs::create_dir(batch.path("out/scans")).unwrap();
    fs::write(batch.path("out/scans/old.pdf"), "mine").unwrap();
    assert_eq!(batch.verify("out").0, Some(0));
    for stray in ["president/ana-17.txt", "letters_2.PDF"] {
        fs::write(batch.path("out").join(stray), "old").unwrap();
        let (code, said) = batch.verify("out");
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.contains(stray) && said.contains("no manifest"),
            "{said}"
        );
        fs::remove_file(batch.path("out").join(stray)).unwrap();
    }
}

#[test]
fn parts_of_another_batch_do_not_stay() {
    let batch = Batch::new(&people(4, "Road"));
    batch.good("out", "--combine none --shard 1/2");
    batch.good("out", "--combine none --shard 2/2");
    batch.members(&people(3, "Street"));
    let (code, said) = batch.run("out", "--combine none --shard 2/2");
    assert!(
        code == Some(2) && said.contains("from other inputs: the members file changed\n"),
        "{said}"
    );
    batch.good("out", "--combine none --shard 1/2 --force");
    let (_, said) = batch.verify("out");
    assert!(said.contains("of the 2 parts"), "{said}");
    let parts = batch.good("out", "--combine none --shard 2/2 --force");
    let whole = batch.good("whole", "--combine none");
    assert_eq!(letters(&parts), letters(&whole));
    assert_eq!(batch.verify("out").0, Some(0));
}

#[test]
fn parts_that_are_written_anew_at_once_do_not_mind_each_other() {
    let batch = Batch::new(&people(8, "Road"));
    for n in 1..=4 {
        batch.good("out", &format!("--combine none --shard {n}/4"));
    }
    for round in 0..3 {
        batch.members(&people(6, &format!("Street {round}")));
        let start = |n| {
            let mut command =
                batch.command("out", &format!("--combine none --force --shard {n}/4"));
            command.stderr(Stdio::piped()).spawn().unwrap()
        };
        let runs: Vec<_> = (1..=4).map(start).collect();
        for run in runs {
            let (code, said) = said(&run.wait_with_output().unwrap());
            assert_eq!(code, Some(0), "{said}");
        }
        let (code, said) = batch.verify("out");
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(letters(&files(&batch.path("out"))).len(), 12);
    }
}

#[test]
fn a_part_is_not_removed_while_it_is_written() {
    let batch = Batch::new(&people(60, "Road"));
    let first = batch.command("out", "--combine none --shard 1/2 --jobs 1");
    let begun = || there(&batch.path("out/president")) >= 19;
    let _first = Waiting::at(first, "record:20", begun);
    let other = "--combine none --date 2026-01-02 --force --shard 2/2";
    let (code, told) = batch.run("out", other);
    assert!(
        code == Some(2) && told.contains("another run writes"),
        "{told}"
    );
}

#[test]
fn files_of_somebody_else_are_never_replaced() {
    let batch = Batch::new(TWO);
    for file in [
        "president.txt",
        "manifest.csv",
        "manifest.csv.part",
        "batch.toml",
    ] {
        let out = batch.path("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join(file), "mine = 1\n").unwrap();
        for more in ["--force", "--force --shard 1/1"] {
            let (code, said) = batch.run("out", more);
            assert!(code == Some(2) && said.contains(file), "{file}: {said}");
            assert!(said.contains("no file of this batch"), "{said}");
        }
        assert_eq!(fs::read_to_string(out.join(file)).unwrap(), "mine = 1\n");
        fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn what_is_in_the_way_of_print_files_is_told_before_anything_is_done() {
    let batch = Batch::new(&people(4, "Road"));
    let out = batch.path("out");
    let others = ["president_9.txt", "kazmunaygaz_1.pdf", "mine.txt"];
    for (more, obstacles) in [
        ("--combine target", ["president.txt", "kazmunaygaz.txt"]),
        ("--split-pages 2", ["president_2.txt", "kazmunaygaz_1.txt"]),
    ] {
        let before = batch.good("out", "--combine all");
        for file in obstacles.iter().chain(&others) {
            fs::write(out.join(file), "mine").unwrap();
        }
        let there = files(&out);
        let (code, said) = batch.run("out", &format!("{more} --force"));
        assert_eq!(code, Some(2), "{said}");
        assert_eq!(said.matches("no file of this batch").count(), 2, "{said}");
        assert!(obstacles.iter().all(|file| said.contains(file)), "{said}");
        assert!(files(&out) == there, "nothing was removed or written");
        for file in obstacles {
            fs::remove_file(out.join(file)).unwrap();
        }
        let anew = batch.good("out", &format!("{more} --force"));
        assert!(others.iter().all(|file| anew[*file] == "mine"));
        assert!(anew != before && batch.good("out", more) == anew);
        fs::remove_dir_all(&out).unwrap();
    }
    // A part of the files minds its own only.
    batch.good("parts", "--shard 1/2");
    fs::write(batch.path("parts/kazmunaygaz.txt"), "mine").unwrap();
    batch.good("parts", "--shard 1/2");
    let (code, said) = batch.run("parts", "--shard 2/2");
    assert!(
        code == Some(2) && said.contains("kazmunaygaz.txt"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_of_somebody_else_is_left_alone() {
    let batch = Batch::new(TWO);
    fs::create_dir_all(batch.path("out/president")).unwrap();
    fs::write(batch.path("mine.txt"), "mine").unwrap();
    let link = batch.path("out/president/bo-2.txt");
    std::os::unix::fs::symlink(batch.path("mine.txt"), &link).unwrap();
    let (code, said) = batch.run("out", "--combine none --force");
    assert!(code == Some(2) && said.contains("bo-2.txt"), "{said}");
    assert!(link.is_symlink());
    fs::remove_file(&link).unwrap();
    batch.good("out", "--combine none");
}

#[test]
fn a_letter_that_somebody_changed_is_told() {
    let batch = Batch::new(TWO);
    for (combine, file) in [("none", "president/ana-1.txt"), ("target", "president.txt")] {
        let more = format!("--combine {combine}");
        let whole = batch.good(combine, &more);
        fs::write(batch.path(combine).join(file), "changed").unwrap();
        let (code, said) = batch.run(combine, &more);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains(file) && said.contains("was changed"),
            "{said}"
        );
        assert_eq!(files(&batch.path(combine)), whole);
    }
}

#[test]
fn half_files_of_others_are_left_alone_and_own_ones_removed() {
    let batch = Batch::new(TWO);
    batch.good("out", "--combine none --shard 1/2");
    batch.good("out", "--combine none --shard 2/2");
    batch.members(&people(3, "Street"));
    batch.good("out", "--combine none --new-only");
    batch.members(TWO);
    fs::create_dir_all(batch.path("out/scans/deep")).unwrap();
    let left = |folder: &str| batch.path(folder).join(".protest-letter-Ab12Cd");
    let folders = [
        "out",
        "out/president",
        "out/added-1",
        "out/added-1/president",
        "out/scans/deep",
    ];
    for folder in folders {
        fs::write(left(folder), "half").unwrap();
    }
    batch.good("out", "--combine none --shard 1/2");
    let there = folders.map(|folder| left(folder).exists());
    assert_eq!(there, [false, false, true, true, true]);
}

#[test]
fn the_folder_has_to_be_one() {
    let batch = Batch::new(TWO);
    fs::write(batch.path("one.csv"), "mine").unwrap();
    let (code, told) = batch.run("one.csv", "");
    assert!(
        code == Some(2) && told.contains("one.csv` is a file"),
        "{told}"
    );
    let mut command = program();
    command.current_dir(batch.folder.path());
    command.args([
        "batch",
        "--members",
        "members.csv",
        "--target",
        "president",
        "-o",
        "-",
    ]);
    let (code, said) = said(&command.output().unwrap());
    assert!(code == Some(2) && said.contains("`-`"), "{said}");
    assert!(!batch.path("-").exists());
}

/// The members file was another one while the letters were written, and is again what it was.
#[test]
fn letters_of_other_rows_are_not_kept() {
    let batch = Batch::new(&people(3, "Road"));
    for combine in ["none", "target"] {
        let more = format!("--combine {combine}");
        let right = batch.good(&format!("{combine}-right"), &more);
        batch.members(&people(3, "Street"));
        batch.good(combine, &more);
        let record = format!("{combine}-right/batch.toml");
        fs::copy(batch.path(&record), batch.path(combine).join("batch.toml")).unwrap();
        batch.members(&people(3, "Road"));
        assert!(batch.good(combine, &more) == right, "{combine}");
    }
}

/// Moved with what it was made from, a batch is the same: nothing in it names where it stands.
#[test]
fn a_batch_is_the_same_wherever_it_stands() {
    let places = [Batch::new(TWO), Batch::new(TWO)];
    let [one, other] = places.each_ref().map(|batch| {
        fs::create_dir(batch.path("in")).unwrap();
        let init = |to| program().args(["init"]).arg(batch.path(to)).output();
        assert!(init("in/campaign").unwrap().status.success());
        fs::rename(batch.path("members.csv"), batch.path("in/members.csv")).unwrap();
        fs::write(batch.path("in/logo.png"), fs::read(LOGO).unwrap()).unwrap();
        let branch =
            "organization = \"Branch\"\n[letterhead]\nname = \"Branch\"\nlogo = \"logo.png\"\n";
        fs::write(batch.path("in/branch.toml"), branch).unwrap();
        let mut run = program();
        run.current_dir(batch.path("in")).arg("batch");
        run.args(["--members", "members.csv", "--from"]);
        run.arg(batch.path("in/branch.toml"));
        run.args(["--format", "text,eml,pdf", "--combine", "none"]);
        run.args(["--target", "president", "--date", "2026-11-23"]);
        run.args(["-o", "../out", "--campaign"])
            .arg(batch.path("in/campaign"));
        let (code, said) = said(&run.output().unwrap());
        assert_eq!(code, Some(0), "{said}");
        runs::files(&batch.path("out"))
    });
    assert!(one == other);
    // Moved together, it is verified; To and Cc, too, without a note.
    let [batch, _] = &places;
    let moved = batch.path("moved");
    fs::create_dir(&moved).unwrap();
    for part in ["in", "out"] {
        fs::rename(batch.path(part), moved.join(part)).unwrap();
    }
    let (code, said) = runs::verify(&moved.join("out"));
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("note"), "{said}");
}

#[test]
fn what_is_kept_is_listed_as_it_was() {
    let batch = Batch::new(&people(4, "Road"));
    for combine in ["branch", "all", "target", "none"] {
        let more = format!("--combine {combine} --format layout");
        let whole = batch.good(combine, &more);
        assert!(batch.good(combine, &more) == whole, "{combine}");
    }
}
