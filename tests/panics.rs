//! A fault of the program in any stage ends a run with one problem that names the letter, and nothing is lost.

use std::fs;

use crate::faulty::Scene;
use protest_letter::disk::Lock;

/// The stages of a letter.
const STAGES: [&str; 6] = ["row", "worker", "letter", "pages", "bytes", "record"];

/// Batches that pass every stage in one way or another, and the stages that they have not.
const BATCHES: [(&str, &[&str]); 4] = [
    ("--format text --combine none", &["pages"]),
    ("--format pdf,text --combine branch", &[]),
    ("--format eml --maildir", &["pages"]),
    ("--channel fax", &["pages"]),
];

/// Which passages of a stage panic, the first and one in the middle of the run, and how many workers there are.
const PASSAGES: [(usize, usize); 2] = [(1, 1), (30, 3)];

/// What has to be true of a run in which a stage panics.
fn try_panic(whole: &Scene, batch: &str, faults: &str) {
    let scene = Scene::new(40);
    let ended = scene.run(batch, faults);
    let errors = ended
        .said
        .lines()
        .filter(|line| line.starts_with("error: "));
    let errors: Vec<&str> = errors.collect();
    assert_eq!(
        (ended.code, errors.len()),
        (Some(2), 1),
        "{batch} {faults}: {}",
        ended.said
    );
    assert!(
        errors[0].contains("this program failed at src/"),
        "{}",
        errors[0]
    );
    assert!(
        errors[0].contains("line ") || faults.contains("worker"),
        "{}",
        errors[0]
    );
    // The folder is free, and the same command goes on.
    if scene.path().join("out").exists() {
        Lock::take(&scene.path().join("out"), None).unwrap();
    }
    let ended = scene.run(batch, "");
    assert_eq!(ended.code, Some(0), "{batch} {faults}: {}", ended.said);
    assert!(
        scene.files() == whole.files(),
        "{batch} {faults}: other files"
    );
}

// Takes seconds: some eighty batches of forty members.
#[test]
fn a_panic_in_any_stage_ends_a_batch() {
    for (more, without) in BATCHES {
        let batch = format!("batch @ --members members.csv -o out {more}");
        let whole = Scene::new(40);
        let ended = whole.run(&batch, "");
        assert_eq!(ended.code, Some(0), "{more}: {}", ended.said);
        for stage in STAGES.iter().filter(|stage| !without.contains(stage)) {
            for (nth, jobs) in PASSAGES {
                let nth = match (*stage, nth) {
                    // There are no thirty workers, and the survey reads all rows.
                    ("worker", _) => 1,
                    ("row", 30) => 70,
                    _ => nth,
                };
                let batch = format!("{batch} --jobs {jobs}");
                try_panic(&whole, &batch, &format!("panic:{stage}:{nth}"));
            }
        }
    }
}

#[test]
fn a_panic_ends_the_reading_of_a_batch_too() {
    let scene = Scene::new(4);
    scene.run("batch @ --members members.csv -o out --format text", "");
    for (command, stage) in [
        ("verify out", "reread"),
        ("generate @", "letter"),
        ("labels @ --members members.csv -o labels.pdf", "letter"),
    ] {
        let ended = scene.run(command, &format!("panic:{stage}:1"));
        assert_eq!(ended.code, Some(2), "{command}: {}", ended.said);
        assert!(
            ended.said.contains("this program failed at src/"),
            "{}",
            ended.said
        );
        assert_eq!(ended.printed, "", "{command}");
    }
    assert!(!fs::exists(scene.path().join("labels.pdf")).unwrap());
}
