//! The campaign that the program carries within itself.

use super::Folder;
use crate::diagnostic::Source;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../", $path)))),*]
    };
}

/// The files of the built-in campaign: their paths and texts.
pub const FILES: &[(&str, &str)] = files![
    "targets.toml",
    "letters/en/company.md",
    "letters/en/embassy.md",
    "letters/en/forms.toml",
    "letters/en/government.md",
    "letters/en/international.md",
    "letters/en/solidarity.md",
    "letters/kk/company.md",
    "letters/kk/embassy.md",
    "letters/kk/forms.toml",
    "letters/kk/government.md",
    "letters/kk/international.md",
    "letters/kk/solidarity.md",
    "letters/ru/company.md",
    "letters/ru/embassy.md",
    "letters/ru/forms.toml",
    "letters/ru/government.md",
    "letters/ru/international.md",
    "letters/ru/solidarity.md",
];

/// The built-in campaign as a folder.
pub fn folder() -> Folder {
    let files = FILES.iter().map(|(path, text)| {
        (
            (*path).to_owned(),
            Source::new(format!("{path} (built in)"), *text),
        )
    });
    Folder {
        files: files.collect(),
    }
}
