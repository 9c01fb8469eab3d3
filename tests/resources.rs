//! What the system does not give: a clear error and no half file, never a run that waits for ever.

use crate::faulty::{Ended, Scene};

/// Runs a command of the program in a shell, behind something that the shell does first.
fn limited(scene: &Scene, first: &str, command: &str) -> Ended {
    scene.shell(&format!("{first}; exec \"$PROGRAM\" {command}"))
}

#[test]
fn a_file_that_may_not_be_so_large() {
    // 4 blocks of 512 or 1,024 bytes: more than any list of the program has, less than a letter on a page.
    for command in [
        "generate @ --format pdf -o letters.pdf",
        "batch @ --members members.csv -o out --format pdf",
        "labels @ --members members.csv -o labels.pdf",
    ] {
        let scene = Scene::new(40);
        let ended = limited(&scene, "ulimit -f 4", command);
        assert_eq!(ended.code, Some(2), "{command}: {}", ended.said);
        assert!(
            ended.said.contains("File too large (os error 27)"),
            "{}",
            ended.said
        );
        let files = scene.files();
        assert!(
            !files.keys().any(|name| name.contains(".pdf")),
            "{:?}",
            files.keys()
        );
        assert_eq!(scene.run(command, "").code, Some(0), "{command}");
    }
}

#[test]
fn too_few_open_files() {
    let scene = Scene::new(4);
    for most in 3..16 {
        let command = "batch @ --members members.csv -o out --format text --combine none";
        let ended = limited(&scene, &format!("ulimit -n {most}"), command);
        // A shell that cannot start the program says so itself.
        let is_started = ended.said.contains("error: ");
        assert!(
            !is_started || ended.code == Some(2),
            "{most}: {}",
            ended.said
        );
        assert!(
            !is_started || ended.said.contains("Too many open files"),
            "{}",
            ended.said
        );
    }
    let ended = scene.run(
        "batch @ --members members.csv -o out --format text --combine none",
        "",
    );
    assert_eq!(ended.code, Some(0), "{}", ended.said);
}

/// The address space of a small machine: what it is too small for may end the program, and nothing waits.
#[test]
fn too_little_memory() {
    let command = "batch @ --members members.csv -o out --format text --combine none --jobs 8";
    let whole = Scene::new(40);
    assert_eq!(whole.run(command, "").code, Some(0));
    for megabytes in [20, 40, 60, 80, 120, 200] {
        let scene = Scene::new(40);
        let first = format!("ulimit -v {}", megabytes * 1024);
        let ended = limited(&scene, &first, command);
        assert_ne!(ended.code, Some(124), "{megabytes} MB: it waits for ever");
        assert_eq!(scene.run(command, "").code, Some(0));
        assert!(scene.files() == whole.files(), "{megabytes} MB");
    }
}

#[test]
fn a_standard_output_that_is_closed() {
    let scene = Scene::new(1);
    for command in ["generate @", "targets", "--help", "man"] {
        let ended = limited(&scene, "exec >&-", command);
        assert_eq!(ended.code, Some(2), "{command}: {}", ended.said);
        let what = "error: cannot write to standard output: it is closed";
        assert!(ended.said.contains(what), "{command}: {}", ended.said);
        // Whoever throws it away on purpose may: some do so by a device that is open for reading too.
        for device in [">/dev/null", "1<>/dev/null"] {
            let ended = limited(&scene, &format!("exec {device}"), command);
            assert_eq!(ended.code, Some(0), "{command}: {}", ended.said);
        }
    }
    let ended = limited(&scene, "exec >&-", "generate @ -o letters.txt");
    assert_eq!(ended.code, Some(0), "{}", ended.said);
}
