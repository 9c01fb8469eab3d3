//! What each code means: the sections of `docs/findings.md`.

use serde::Serialize;

use crate::cli::shared::listing::{ColumnFit, ListColumn, list as listed, report};
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::did_you_mean;

/// The explanations, a section a code.
const FINDINGS: &str = include_str!("../../../docs/findings.md");

/// The word for all codes.
const ALL: &str = "all";

/// The columns of the list of codes.
const COLUMNS: [ListColumn; 3] = [
    ListColumn::new("code", ColumnFit::Whole),
    ListColumn::new("severity", ColumnFit::Wide),
    ListColumn::new("what is found", ColumnFit::Cut),
];

/// A code and what it means.
#[derive(Serialize)]
struct ExplainedCode {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    explanation: &'static str,
}

/// All codes that were asked for.
#[derive(Serialize)]
struct ExplainedCodes {
    codes: Vec<ExplainedCode>,
}

/// Returns the explanation of a code; of `all`, the list of codes.
///
/// # Errors
/// If there is no such code.
pub(super) fn explained(asked: &str, as_json: bool) -> Result<String, Diagnostic> {
    let codes = asked_for(asked)?;
    if as_json {
        let codes = codes.into_iter().map(ExplainedCode::of).collect();
        return report("codes", 1, &ExplainedCodes { codes });
    }
    match codes[..] {
        [code] => Ok(format!(
            "{code} ({}): {}\n\n{}\n",
            code.severity().name(),
            code.title(),
            explanation(code)
        )),
        _ => Ok(list()),
    }
}

fn asked_for(asked: &str) -> Result<Vec<Code>, Diagnostic> {
    if asked.eq_ignore_ascii_case(ALL) {
        return Ok(Code::ALL.to_vec());
    }
    let code = Code::parse(asked).ok_or_else(|| {
        let codes = Code::ALL.iter().map(|code| code.name());
        let message = format!("there is no finding `{}`", asked.escape_debug());
        let near = did_you_mean(&asked.to_uppercase(), codes);
        let all = || "`check --explain` lists them".to_owned();
        Diagnostic::error(message).help(near.unwrap_or_else(all))
    })?;
    Ok(vec![code])
}

impl ExplainedCode {
    fn of(code: Code) -> Self {
        Self {
            code: code.name(),
            severity: code.severity().name(),
            title: code.title(),
            explanation: explanation(code),
        }
    }
}

/// Returns the explanation of a code: sentences, and an example where that helps.
pub(super) fn explanation(code: Code) -> &'static str {
    let heading = format!("\n## {code}\n");
    let section = FINDINGS.split_once(heading.as_str());
    let text = section.and_then(|(_, rest)| rest.split("\n## ").next());
    text.unwrap_or_default().trim()
}

/// Lists the codes.
fn list() -> String {
    let row = |code: &Code| {
        let cells = [code.name(), code.severity().name(), code.title()];
        cells.map(str::to_owned).to_vec()
    };
    let rows: Vec<Vec<String>> = Code::ALL.iter().map(row).collect();
    listed(&COLUMNS, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::sentences;

    #[test]
    fn every_code_is_explained_in_a_few_sentences_and_nothing_else_is() {
        let headings = FINDINGS.lines().filter_map(|line| line.strip_prefix("## "));
        let headings: Vec<&str> = headings.collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(
            headings, codes,
            "the sections are in the order of the codes"
        );
        for code in Code::ALL {
            let prose: Vec<&str> = explanation(*code).split("```").step_by(2).collect();
            let count = sentences(&prose.join(" ")).count();
            assert!((2..=7).contains(&count), "{code}: {count} sentences");
        }
    }
}
