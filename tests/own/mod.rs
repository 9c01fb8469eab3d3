//! Campaigns of one's own: the built-in one, written out and changed.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::Path;

use crate::program::program;

/// Writes the built-in campaign into a folder.
pub fn init(folder: &Path) {
    let output = program().args(["init", "--force"]).arg(folder).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// Changes a file of a campaign.
pub fn change(file: &Path, change: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(file).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text, "nothing changed in {}", file.display());
    fs::write(file, changed).unwrap();
}
