//! Findings in the format of linters, for editors and the services that keep sources: SARIF 2.1.0 (OASIS, "Static
//! Analysis Results Interchange Format Version 2.1.0", March 2020; the sections are named with what they ask for).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::check::explain::explanation;
use crate::cli::check::findings::Findings;
use crate::cli::check::json::Region as Lines;
use crate::cli::shared::listing;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// The name of the folder of the campaign in a log (3.14.14).
const FOLDER: &str = "CAMPAIGN";

/// A log file (3.13).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'f> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'f>; 1],
}

/// A run of the program (3.14).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'f> {
    tool: Tool,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Vec<Finding<'f>>,
}

/// The tool (3.18).
#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

/// The program (3.19).
#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

/// A rule: a code (3.49).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    full_description: Message<'static>,
    help: Message<'static>,
    default_configuration: Configuration,
}

/// The settings of a rule (3.50).
#[derive(Serialize)]
struct Configuration {
    level: Severity,
}

/// A folder that others are relative to (3.4.3).
#[derive(Serialize)]
struct Base {
    description: Message<'static>,
}

/// A message (3.11).
#[derive(Serialize)]
struct Message<'m> {
    text: std::borrow::Cow<'m, str>,
}

/// A result (3.27).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'f> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: Severity,
    message: Message<'f>,
    locations: Vec<Location>,
}

/// A location (3.28).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

/// A location in a file (3.29).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// A file (3.4).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

/// A part of a file (3.30).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'m> Message<'m> {
    fn of(text: impl Into<std::borrow::Cow<'m, str>>) -> Self {
        Self { text: text.into() }
    }
}

impl Rule {
    fn of(code: Code) -> Self {
        let help = explanation(code);
        let first = help.split("\n\n").next().unwrap_or_default();
        Self {
            id: code.name(),
            short_description: Message::of(code.title()),
            full_description: Message::of(first.replace('\n', " ")),
            help: Message::of(help),
            default_configuration: Configuration {
                level: code.severity(),
            },
        }
    }
}

/// Returns the log of a check.
///
/// # Errors
/// If it has no shape of JSON.
pub(super) fn log_of(findings: &Findings) -> Result<String, Diagnostic> {
    let base = Base {
        description: Message::of("the folder of the campaign"),
    };
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        rules: Code::ALL.iter().map(|code| Rule::of(*code)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        original_uri_base_ids: BTreeMap::from([(FOLDER, base)]),
        column_kind: "unicodeCodePoints",
        results: findings.iter().map(finding).collect(),
    };
    listing::json(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    })
}

fn finding<'f>((path, found): (Option<&'f str>, &'f Diagnostic)) -> Finding<'f> {
    let help = found.help.iter().map(|help| format!("\n{help}"));
    let text = found.message.clone() + &help.collect::<String>();
    Finding {
        rule_id: found.code.map(Code::name),
        rule_index: found.code.and_then(index),
        level: found.severity,
        message: Message::of(text),
        locations: path.map(|path| location(path, found)).into_iter().collect(),
    }
}

/// Returns the place of a rule in the list of rules.
fn index(code: Code) -> Option<usize> {
    Code::ALL.iter().position(|known| *known == code)
}

fn location(path: &str, found: &Diagnostic) -> Location {
    let lines = found.place.as_ref().map(Lines::of);
    let region = lines.map(|lines| Region {
        start_line: lines.line,
        start_column: lines.column,
        end_line: lines.end_line,
        end_column: lines.end_column,
    });
    let artifact_location = Artifact {
        uri: uri(path),
        uri_base_id: FOLDER,
    };
    Location {
        physical_location: Physical {
            artifact_location,
            region,
        },
    }
}

/// Returns a path as a relative reference (RFC 3986, 4.2): what is not allowed there stands as `%` and two digits.
fn uri(path: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    path.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("letters/en/a b.md"), "letters/en/a%20b.md");
        assert_eq!(uri("letters/en/ё:1.md"), "letters/en/%D1%91%3A1.md");
    }
}
