//! The schema of `profiles.toml`: reading it, with a place for every mistake.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::profile::{Clear, Edges, MOST_LINES, Profile, Rect};
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::fields::{Table, Text};
use crate::length::Length;

/// ISO 216 A4, in millimetres.
const A4: (f64, f64) = (210.0, 297.0);

/// US Letter, 8.5 by 11 inches (ANSI/ASME Y14.1), in millimetres.
const LETTER: (f64, f64) = (215.9, 279.4);

/// The least width and height of the text, in millimetres: room for a few words and lines.
const SMALLEST_BODY: f64 = 50.0;

/// The width and height of a sheet.
type Paper = (Length, Length);

/// Sources of measures, by the keys of the tables that hold them.
type Sources = BTreeMap<&'static str, String>;

/// The profiles of a file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(source: &Arc<Source>) -> Result<Vec<Profile>, Problems> {
    let found = RefCell::new(Problems::default());
    let mut table = Table::parse(source, &source.text, &found);
    let mut seen = BTreeSet::new();
    let tables = table.tables("profile").into_iter();
    let profiles: Vec<Profile> = tables.filter_map(|t| read_profile(t, &mut seen)).collect();
    table.finish();
    let problems = found.into_inner();
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(profiles)
    }
}

fn read_profile(mut table: Table<'_>, seen: &mut BTreeSet<String>) -> Option<Profile> {
    let name = table.required("name");
    if let Some(twin) = name.as_ref().filter(|n| !seen.insert(n.value.clone())) {
        let message = format!("a second profile `{}`", twin.value);
        table.report(Diagnostic::error(message).at(twin.place.clone()));
    }
    let title = table.required("title");
    let paper = table.required("paper");
    let paper = paper.and_then(|paper| read_paper(&table, &paper));
    let default_for = read_countries(&mut table);
    let mut sources = Sources::new();
    let window = table.table("window");
    let window = window.and_then(|t| read_area("window", t, paper, &mut sources));
    let address = table.required_table("address");
    let address = address.and_then(|t| read_area("address", t, paper, &mut sources));
    let lines = table.number("lines").and_then(whole_number);
    let return_line = table.table("return_line");
    let return_line = return_line.and_then(|t| read_area("return_line", t, paper, &mut sources));
    let sender = table.required_table("sender");
    let sender = sender.and_then(|t| read_area("sender", t, paper, &mut sources));
    let body = table.required_table("body").zip(paper);
    let body = body.and_then(|(t, paper)| read_body(t, paper, &mut sources));
    let edges = table.table("edges").map(|t| read_edges(t, &mut sources));
    let clear = table.tables("clear").into_iter();
    let clear = clear.filter_map(|t| read_clear(t, paper)).collect();
    let marks = table.table("marks").map(|t| read_marks(t, &mut sources));
    let (folds, punch) = marks.unwrap_or_default();
    table.finish();
    Some(Profile {
        name: name?.value,
        title: title?.value,
        paper: paper?,
        default_for,
        window: window.or(address)?,
        address: address?,
        lines: lines.unwrap_or(MOST_LINES),
        return_line,
        sender: sender?,
        body: body?,
        edges: edges.unwrap_or_default(),
        clear,
        folds,
        punch,
        sources,
    })
}

/// A whole number of lines, if it is one.
fn whole_number(number: f64) -> Option<usize> {
    (1_u8..100)
        .find(|n| f64::from(*n).total_cmp(&number).is_eq())
        .map(usize::from)
}

fn read_paper(table: &Table<'_>, paper: &Text) -> Option<Paper> {
    let (width, height) = match paper.value.as_str() {
        "a4" => A4,
        "letter" => LETTER,
        other => {
            let message = format!("`{other}` is not a paper; expected `a4` or `letter`");
            table.report(Diagnostic::error(message).at(paper.place.clone()));
            return None;
        }
    };
    Some((Length::millimetres(width), Length::millimetres(height)))
}

fn read_countries(table: &mut Table<'_>) -> Vec<String> {
    let codes = table.texts("default_for");
    let unknown = |code: &&Text| code.value != "*" && Country::from_code(&code.value).is_none();
    for code in codes.iter().filter(unknown) {
        let message = format!(
            "`{}` is not a country; expected a code such as `DE`, or `*`",
            code.value
        );
        table.report(Diagnostic::error(message).at(code.place.clone()));
    }
    let upper = |code: Text| code.value.to_ascii_uppercase();
    codes.into_iter().map(upper).collect()
}

fn read_area(
    key: &'static str,
    mut table: Table<'_>,
    paper: Option<Paper>,
    sources: &mut Sources,
) -> Option<Rect> {
    read_source(key, &mut table, sources);
    let rect = read_rect(&mut table, paper);
    table.finish();
    rect
}

fn read_source(key: &'static str, table: &mut Table<'_>, sources: &mut Sources) {
    if let Some(source) = table.required("source") {
        sources.insert(key, source.value);
    }
}

/// `rect`: a rectangle with an area, on the sheet.
fn read_rect(table: &mut Table<'_>, paper: Option<Paper>) -> Option<Rect> {
    let place = table.place();
    let reporter = table.reporter();
    let wrong = |message: String| reporter.report(Diagnostic::error(message).at(place.clone()));
    let numbers = table.numbers("rect").unwrap_or_default();
    let [x, y, width, height] = numbers[..] else {
        wrong("`rect` is not [x, y, width, height] in millimetres".to_owned());
        return None;
    };
    let [x, y, width, height] = [x, y, width, height].map(Length::millimetres);
    let rect = Rect {
        x,
        y,
        width,
        height,
    };
    let (across, down) = paper?;
    if x.min(y) < Length::ZERO || rect.right() > across || rect.bottom() > down {
        let (across, down) = (across.to_millimetres(), down.to_millimetres());
        wrong(format!("`rect` leaves the sheet of {across} × {down} mm"));
        return None;
    }
    if width.min(height) <= Length::ZERO {
        wrong("`rect` has no area".to_owned());
        return None;
    }
    Some(rect)
}

fn read_body(mut table: Table<'_>, paper: Paper, sources: &mut Sources) -> Option<Rect> {
    read_source("body", &mut table, sources);
    let (place, reporter) = (table.place(), table.reporter());
    let wrong = |message: &str| reporter.report(Diagnostic::error(message).at(place.clone()));
    let mut edge = |key| table.number(key).map(Length::millimetres);
    let edges = (edge("top"), edge("left"), edge("right"), edge("bottom"));
    let (Some(top), Some(left), Some(right), Some(bottom)) = edges else {
        wrong("`body` needs `top`, `left`, `right` and `bottom`, in millimetres");
        return None;
    };
    let rect = Rect {
        x: left,
        y: top,
        width: paper.0 - left - right,
        height: paper.1 - top - bottom,
    };
    let negative = left.min(top).min(right).min(bottom) < Length::ZERO;
    if negative || rect.width.min(rect.height) < Length::millimetres(SMALLEST_BODY) {
        wrong("`body` leaves no room for the text");
        return None;
    }
    table.finish();
    Some(rect)
}

fn read_edges(mut table: Table<'_>, sources: &mut Sources) -> Edges {
    read_source("edges", &mut table, sources);
    let mut edge = |key| Length::millimetres(table.number(key).unwrap_or_default());
    let edges = Edges {
        left: edge("left"),
        right: edge("right"),
        top: edge("top"),
        bottom: edge("bottom"),
    };
    table.finish();
    edges
}

fn read_clear(mut table: Table<'_>, paper: Option<Paper>) -> Option<Clear> {
    let source = table.required("source");
    let pages = table.text("pages");
    let every_page = match pages.as_ref().map(|text| text.value.as_str()) {
        None | Some("first") => false,
        Some("all") => true,
        Some(other) => {
            let message = format!("`{other}` is not `first` or `all`");
            let place = pages
                .as_ref()
                .map_or(table.place(), |text| text.place.clone());
            table.report(Diagnostic::error(message).at(place));
            false
        }
    };
    let rect = read_rect(&mut table, paper);
    table.finish();
    Some(Clear {
        rect: rect?,
        every_page,
        source: source?.value,
    })
}

fn read_marks(mut table: Table<'_>, sources: &mut Sources) -> (Vec<Length>, Option<Length>) {
    read_source("marks", &mut table, sources);
    let folds = table.numbers("folds").unwrap_or_default();
    let punch = table.number("punch").map(Length::millimetres);
    table.finish();
    (folds.into_iter().map(Length::millimetres).collect(), punch)
}
