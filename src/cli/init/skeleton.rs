//! The smallest campaign that `check` has nothing against, with comments for its author.

use crate::calendar::Date;

macro_rules! files {
    ($($path:literal = $file:literal),*) => {
        &[$(($path, include_str!(concat!("skeleton/", $file)))),*]
    };
}

/// The files: their paths in a campaign folder, and their texts.
const FILES: &[(&str, &str)] = files![
    "targets.toml" = "targets.toml",
    "letters/en/forms.toml" = "forms.toml",
    "letters/en/letter.md" = "letter.md"
];

/// The day on which it begins, in the files as they are here.
const DAY: &str = "2026-01-01";

/// Returns its files as of a day: it begins then, and what it knows was read then.
pub(super) fn files(day: Date) -> impl Iterator<Item = (&'static str, String)> {
    let day = day.to_string();
    let files = FILES.iter();
    files.map(move |(path, text)| (*path, text.replace(DAY, &day)))
}

/// The id of its target.
pub(super) const TARGET: &str = "example-company";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_target_and_its_day_are_there() {
        let day = Date::parse("2031-02-03").unwrap();
        let (_, targets) = files(day).next().unwrap();
        assert!(targets.contains(&format!("id = \"{TARGET}\"")));
        let days = targets.matches("= \"2031-02-03\"").count();
        assert_eq!(days, 2, "{targets}");
    }
}
