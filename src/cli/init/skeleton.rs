//! The smallest campaign that `check` has nothing against, with comments for its author.

macro_rules! files {
    ($($path:literal = $file:literal),*) => {
        &[$(($path, include_str!(concat!("skeleton/", $file)))),*]
    };
}

/// The files: their paths in a campaign folder, and their texts.
pub(super) const FILES: &[(&str, &str)] = files![
    "targets.toml" = "targets.toml",
    "letters/en/forms.toml" = "forms.toml",
    "letters/en/letter.md" = "letter.md"
];

/// The id of its target.
pub(super) const TARGET: &str = "example-company";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_target_is_there() {
        let (_, targets) = FILES[0];
        assert!(targets.contains(&format!("id = \"{TARGET}\"")));
    }
}
