//! What other people's programs say of PDF files.

use super::{printed, run};

/// The Python of the tests, which has what judges PDF files.
const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/.test-env/bin/python");

/// Checks that files are PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) to page-validation.
pub fn conform<'p>(paths: impl IntoIterator<Item = &'p str>) {
    let paths: Vec<&str> = paths.into_iter().collect();
    let arguments = [&["tests/outside/validate.py"], &paths[..]].concat();
    let judged = printed(PYTHON, &arguments);
    assert_eq!(judged, format!("{} files\n", paths.len()));
}

/// Checks that qpdf finds nothing wrong with a file, and has nothing to say.
pub fn is_sound(path: &str) {
    let checked = run("qpdf", &["--check", path]);
    let is_silent = checked.stderr.is_empty();
    assert!(checked.status.success() && is_silent, "{path}: {checked:?}");
}

/// Checks that qpdf, mutool and Ghostscript open files without a word.
pub fn open<'p>(paths: impl IntoIterator<Item = &'p str>) {
    let paths: Vec<&str> = paths.into_iter().collect();
    for path in &paths {
        is_sound(path);
        let nowhere = ["draw", "-q", "-F", "txt", "-o", "/dev/null", path];
        let drawn = run("mutool", &nowhere);
        let said = String::from_utf8_lossy(&drawn.stderr);
        let said = said.lines().filter(|line| !line.contains("ICC support"));
        assert_eq!(said.collect::<Vec<_>>(), [""; 0], "{path}");
        assert!(drawn.status.success(), "{path}: {drawn:?}");
    }
    let nowhere = ["-q", "-o", "/dev/null", "-sDEVICE=nullpage"];
    let opened = run("gs", &[&nowhere[..], &paths[..]].concat());
    let is_silent = opened.stdout.is_empty() && opened.stderr.is_empty();
    assert!(opened.status.success() && is_silent, "{opened:?}");
}
