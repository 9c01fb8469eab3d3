//! The campaign that the program carries within itself.

use crate::campaign::folder::Folder;
use crate::diagnostic::Source;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../", $path)))),*]
    };
}

/// The files of the built-in campaign: their paths and texts.
pub const FILES: &[(&str, &str)] = files![
    "targets.toml",
    "letters/en/akimat.md",
    "letters/en/company.md",
    "letters/en/court.md",
    "letters/en/embassy.md",
    "letters/en/forms.toml",
    "letters/en/government.md",
    "letters/en/ilo.md",
    "letters/en/interior.md",
    "letters/en/international.md",
    "letters/en/ombudsman.md",
    "letters/en/owner.md",
    "letters/en/partials/demands.md",
    "letters/en/prosecutor.md",
    "letters/en/solidarity.md",
    "letters/en/union.md",
    "letters/kk/akimat.md",
    "letters/kk/company.md",
    "letters/kk/court.md",
    "letters/kk/embassy.md",
    "letters/kk/forms.toml",
    "letters/kk/government.md",
    "letters/kk/ilo.md",
    "letters/kk/interior.md",
    "letters/kk/international.md",
    "letters/kk/ombudsman.md",
    "letters/kk/owner.md",
    "letters/kk/partials/demands.md",
    "letters/kk/prosecutor.md",
    "letters/kk/solidarity.md",
    "letters/kk/union.md",
    "letters/ru/akimat.md",
    "letters/ru/company.md",
    "letters/ru/court.md",
    "letters/ru/embassy.md",
    "letters/ru/forms.toml",
    "letters/ru/government.md",
    "letters/ru/ilo.md",
    "letters/ru/interior.md",
    "letters/ru/international.md",
    "letters/ru/ombudsman.md",
    "letters/ru/owner.md",
    "letters/ru/partials/demands.md",
    "letters/ru/prosecutor.md",
    "letters/ru/solidarity.md",
    "letters/ru/union.md",
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
        ..Folder::default()
    }
}
