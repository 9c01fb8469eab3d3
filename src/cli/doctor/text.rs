//! What was found, for people.

use crate::cli::doctor::built_in::{CampaignRecord, FontRecord};
use crate::cli::doctor::diagnosis::Diagnosis;
use crate::cli::doctor::programs::{DesktopRecord, ProgramRecord};
use crate::cli::doctor::saved::SavedRecord;
use crate::counting::counted;

/// The width of the column of what a line is about.
const COLUMN: usize = 15;

/// The report, a few lines for each part.
pub(super) fn of(found: &Diagnosis) -> String {
    let Diagnosis {
        program,
        system,
        processor,
        ..
    } = found;
    let data = found.libraries.iter();
    let data = data.map(|it| format!("{}: {} {}", it.knows, it.name, it.version));
    let variables = found.variables.iter().map(|it| {
        let state = if it.set { "set" } else { "not set" };
        let effect = it
            .effect
            .as_ref()
            .map_or_else(String::new, |effect| format!(": {effect}"));
        format!("{:18} {state}{effect}", it.name)
    });
    let parts = [
        ("campaign", vec![campaign(&found.campaign)]),
        ("data", data.collect()),
        ("fonts", found.fonts.iter().map(font).collect()),
        ("saved sender", vec![sender(&found.sender)]),
        ("mail programs", programs(&found.mail_programs)),
        ("fax programs", programs(&found.fax_programs)),
        ("desktop", vec![desktop(&found.desktop)]),
        ("environment", variables.collect()),
    ];
    let lines = parts.into_iter().flat_map(|(about, lines)| {
        let about = [about].into_iter().chain(std::iter::repeat(""));
        let lines = about.zip(lines);
        lines.map(|(about, line)| format!("{about:COLUMN$}{line}\n"))
    });
    let head = format!("protest-letter {program}, {system}, {processor}\n\n");
    [head].into_iter().chain(lines).collect()
}

fn campaign(record: &CampaignRecord) -> String {
    let place = match &record.folder {
        Some(folder) => format!("`{folder}`"),
        None => "built in".to_owned(),
    };
    let Some(content) = &record.content else {
        let errors = counted(record.errors, "error");
        let folder = record.folder.as_deref().map(|folder| format!(" {folder}"));
        let folder = folder.unwrap_or_default();
        return format!("{place}: broken, {errors}; `protest-letter check{folder}` says which");
    };
    let verified = content.verified.as_ref();
    let verified = verified.map_or_else(String::new, |date| format!(", newest source {date}"));
    format!(
        "{}, {place}: {}, {}{verified}, schema {}",
        content.id,
        counted(content.offices, "office"),
        counted(content.languages.len(), "language"),
        content.schema
    )
}

fn font(record: &FontRecord) -> String {
    let version = record.version.as_deref().unwrap_or("of unknown version");
    let styles = counted(record.styles, "style");
    let scripts = record.scripts.join(", ");
    let partly = record.scripts_in_part.join(", ");
    let partly = if partly.is_empty() {
        partly
    } else {
        format!("; not in all styles {partly}")
    };
    format!(
        "{} {version}, built in: {styles}, {scripts}{partly}",
        record.name
    )
}

fn sender(record: &SavedRecord) -> String {
    let Some(file) = &record.file else {
        return "none: there is no home folder to keep one in".to_owned();
    };
    if let Some(problem) = &record.problem {
        return format!(
            "`{file}`: broken, {problem}; `protest-letter generate --target embassy` says what"
        );
    }
    if !record.saved {
        return format!("none in `{file}`; `protest-letter sender` saves one");
    }
    match record.readable_by {
        Some("only you") => format!("`{file}`: in order, only you can read it"),
        Some(readers) => format!("`{file}`: in order, but {readers} can read it"),
        None => format!("`{file}`: in order"),
    }
}

fn programs(known: &[ProgramRecord]) -> Vec<String> {
    let found = known.iter().filter_map(|it| Some((it, it.path.as_ref()?)));
    let lines = found.flat_map(|(it, path)| {
        let command = format!("  {}", it.command);
        [format!("{}: `{path}`", it.name), command]
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        let files: Vec<&str> = known.iter().map(|it| it.file).collect();
        return vec![format!("none of {}", files.join(", "))];
    }
    lines
}

fn desktop(record: &DesktopRecord) -> String {
    let opener = record.opener;
    match (&record.path, record.screen) {
        (Some(path), true) => {
            let line = "`protest-letter generate --target embassy --open` opens a draft";
            format!("{opener}: `{path}`; {line}")
        }
        (Some(path), false) => {
            format!("{opener}: `{path}`, but no screen; `generate --open` needs both")
        }
        (None, true) => format!("a screen, but no {opener}; `generate --open` needs both"),
        (None, false) => format!("no {opener} and no screen; `generate --open` needs both"),
    }
}
