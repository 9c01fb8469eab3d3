//! The variables of the environment that the program heeds, and whether it can use what they say. What they say is not
//! told, but for the day that counts as today.

use serde::Serialize;

use crate::cli::shared::plan;
use crate::console;

/// The variables, as `help environment` lists them.
const VARIABLES: [&str; 10] = [
    "SOURCE_DATE_EPOCH",
    "XDG_CONFIG_HOME",
    "HOME",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "PATH",
    "TMPDIR",
];

/// A variable.
#[derive(Serialize)]
pub(super) struct VariableRecord {
    /// Its name.
    pub name: &'static str,
    /// Whether it is set, and not empty.
    pub set: bool,
    /// What it does, if that needs a word.
    pub effect: Option<String>,
    /// Whether the program stops at what it says.
    pub wrong: bool,
}

/// The variables and their states.
pub(super) fn variables() -> Vec<VariableRecord> {
    VARIABLES.into_iter().map(variable).collect()
}

fn variable(name: &'static str) -> VariableRecord {
    let value = console::variable(name);
    let (effect, wrong) = match (name, value.as_deref()) {
        ("SOURCE_DATE_EPOCH", Some(_)) => match plan::date(None) {
            Ok(date) => (Some(format!("today is {date}")), false),
            Err(_) => (Some("expected seconds since 1970".to_owned()), true),
        },
        ("NO_COLOR", Some(_)) | ("TERM", Some("dumb")) => (Some("no colours".to_owned()), false),
        ("XDG_CONFIG_HOME", Some(path)) if std::path::Path::new(path).is_relative() => {
            (Some("not heeded: no absolute path".to_owned()), false)
        }
        _ => (None, false),
    };
    VariableRecord {
        name,
        set: value.is_some(),
        effect,
        wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The program heeds `HOME` where `XDG_CONFIG_HOME` is not set, which the page says in other words.
    #[test]
    fn the_variables_are_those_of_the_help_page() {
        let page = include_str!("../args/topics/environment.txt");
        let names = page.split(|c: char| !(c.is_ascii_uppercase() || c == '_'));
        let mut told: Vec<&str> = names.filter(|name| name.len() > 3).collect();
        told.push("HOME");
        told.sort_unstable();
        told.dedup();
        let mut known = VARIABLES.to_vec();
        known.sort_unstable();
        assert_eq!(told, known);
    }
}
