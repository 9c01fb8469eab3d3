//! The schema of `profiles.toml`: reading it, with a place for every mistake.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::country::Country;
use crate::diagnostic::{Code, Diagnostic, Problems, Source};
use crate::fields::{Table, Text, without_followers};
use crate::font::Family;
use crate::length::Length;
use crate::page::profile::{Clear, Edges, MOST_LINES, Profile, Rect, Typeface};
use crate::page::profile_layout::PROFILES;

/// ISO 216 A4, in millimetres.
const A4: (f64, f64) = (210.0, 297.0);

/// US Letter, 8.5 by 11 inches (ANSI/ASME Y14.1), in millimetres.
const LETTER: (f64, f64) = (215.9, 279.4);

/// The least width and height of the text, in millimetres: room for a few words and lines.
const SMALLEST_BODY: f64 = 50.0;

/// The fewest lines of an address: addressee, street, town.
const LEAST_LINES: usize = 3;

/// The largest measure, in millimetres: a sheet is far smaller.
const LARGEST: f64 = 2000.0;

/// The range of the smallest size of type, in points: no letter is set larger than 11.
const POINTS: std::ops::RangeInclusive<f64> = 6.0..=11.0;

/// The width and height of a sheet.
pub(super) type Paper = (Length, Length);

/// Sources of measures, by the keys of the tables that hold them.
pub(super) type Sources = BTreeMap<&'static str, String>;

/// The profiles of a file for letters on paper.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(source: &Arc<Source>) -> Result<Vec<Profile>, Problems> {
    read_all(source, false)
}

/// The profiles of a file for faxes, which have keys of their own.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read_faxes(source: &Arc<Source>) -> Result<Vec<Profile>, Problems> {
    read_all(source, true)
}

fn read_all(source: &Arc<Source>, faxes: bool) -> Result<Vec<Profile>, Problems> {
    let found = RefCell::new(Problems::default());
    let mut table = Table::parse(source, &source.text, &found).laid_out(PROFILES);
    let mut seen = BTreeSet::new();
    let tables = table.tables("profile").into_iter();
    let profiles: Vec<Profile> = tables
        .filter_map(|t| read_profile(t, &mut seen, faxes))
        .collect();
    table.finish();
    let mut problems = found.into_inner();
    without_followers(&mut problems);
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(profiles)
    }
}

/// Returns `true` if a text can be typed as the name of a profile.
fn is_name(text: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().all(known)
}

fn read_profile(mut table: Table<'_>, seen: &mut BTreeSet<String>, fax: bool) -> Option<Profile> {
    let name = table.required("name");
    if let Some(twin) = name.as_ref().filter(|n| !seen.insert(n.value.clone())) {
        let message = format!("a second profile `{}`", twin.value);
        table.report(Diagnostic::found(Code::Duplicate, message).at(twin.place.clone()));
    }
    if let Some(odd) = name.as_ref().filter(|name| !is_name(&name.value)) {
        let message = format!("`{}` is no name of a profile", odd.value.escape_debug());
        let help = "expected letters, digits, `-` and `_`";
        table.report(
            Diagnostic::found(Code::BadProfile, message)
                .at(odd.place.clone())
                .help(help),
        );
    }
    let title = table.required("title");
    let paper = table.required("paper");
    let paper = paper.and_then(|paper| read_paper(&table, &paper));
    let default_for = read_countries(&mut table);
    let mut sources = Sources::new();
    let window = table
        .table("window")
        .and_then(|t| read_area("window", t, paper, &mut sources));
    let address = table
        .required_table("address")
        .and_then(|t| read_area("address", t, paper, &mut sources));
    let lines = read_lines(&mut table);
    let return_line = table
        .table("return_line")
        .and_then(|t| read_area("return_line", t, paper, &mut sources));
    let sender = table
        .required_table("sender")
        .and_then(|t| read_area("sender", t, paper, &mut sources));
    let body = table
        .required_table("body")
        .zip(paper)
        .and_then(|(t, paper)| read_body(t, paper, &mut sources));
    let (face, line) = if fax {
        let face = table.table("type").map(|t| read_face(t, &mut sources));
        let line = table.table("line");
        (
            face,
            line.and_then(|t| read_area("line", t, paper, &mut sources)),
        )
    } else {
        (None, None)
    };
    let edges = table.table("edges").map(|t| read_edges(t, &mut sources));
    let clear = table
        .tables("clear")
        .into_iter()
        .filter_map(|t| read_clear(t, paper))
        .collect();
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
        face: face.unwrap_or_default(),
        line,
        edges: edges.unwrap_or_default(),
        clear,
        folds,
        punch,
        sources,
    })
}

/// The number of lines of address with room, if the key is there.
fn read_lines(table: &mut Table<'_>) -> Option<usize> {
    let number = table.number("lines")?;
    let is_given = |n: &usize| u8::try_from(*n).is_ok_and(|n| number.total_cmp(&n.into()).is_eq());
    let lines = (LEAST_LINES..=MOST_LINES).find(is_given);
    if lines.is_none() {
        let message = format!("`lines` is not a whole number from {LEAST_LINES} to {MOST_LINES}");
        table.report(Diagnostic::found(Code::BadProfile, message).at(table.place()));
    }
    lines
}

/// The problem of a number that is no measure.
pub(super) const NO_MEASURE: &str = "a measure is from 0 to 2000 millimetres";

/// Returns `true` if a number can be a measure.
pub(super) fn is_measure(number: f64) -> bool {
    (0.0..=LARGEST).contains(&number)
}

/// A measure, if the key is there and it is one.
pub(super) fn measure(table: &mut Table<'_>, key: &'static str) -> Option<Length> {
    let number = table.number(key)?;
    if is_measure(number) {
        return Some(Length::millimetres(number));
    }
    table.report(
        Diagnostic::found(Code::BadProfile, format!("`{key}`: {NO_MEASURE}")).at(table.place()),
    );
    None
}

/// The paper of a name.
pub(super) fn read_paper(table: &Table<'_>, paper: &Text) -> Option<Paper> {
    let (width, height) = match paper.value.as_str() {
        "a4" => A4,
        "letter" => LETTER,
        other => {
            let message = format!("`{other}` is not a paper; expected `a4` or `letter`");
            table.report(Diagnostic::found(Code::BadProfile, message).at(paper.place.clone()));
            return None;
        }
    };
    Some((Length::millimetres(width), Length::millimetres(height)))
}

/// The countries in `default_for`.
pub(super) fn read_countries(table: &mut Table<'_>) -> Vec<String> {
    let codes = table.texts("default_for");
    let unknown = |code: &&Text| code.value != "*" && Country::from_code(&code.value).is_none();
    for code in codes.iter().filter(unknown) {
        let message = format!(
            "`{}` is not a country; expected a code such as `DE`, or `*`",
            code.value
        );
        table.report(Diagnostic::found(Code::UnknownCountry, message).at(code.place.clone()));
    }
    let upper = |code: Text| code.value.to_ascii_uppercase();
    codes.into_iter().map(upper).collect()
}

/// A rectangle on the sheet, with its source.
pub(super) fn read_area(
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

/// The source that a table of measures names.
pub(super) fn read_source(key: &'static str, table: &mut Table<'_>, sources: &mut Sources) {
    if let Some(source) = table.required("source") {
        sources.insert(key, source.value);
    }
}

/// `rect`: a rectangle with an area, on the sheet.
fn read_rect(table: &mut Table<'_>, paper: Option<Paper>) -> Option<Rect> {
    let place = table.place();
    let reporter = table.reporter();
    let wrong = |message: String| {
        reporter.report(Diagnostic::found(Code::BadProfile, message).at(place.clone()));
    };
    let numbers = table.numbers("rect").unwrap_or_default();
    let [x, y, width, height] = numbers[..] else {
        wrong("`rect` is not [x, y, width, height] in millimetres".to_owned());
        return None;
    };
    if [x, y, width, height].iter().any(|n| !is_measure(*n)) {
        wrong(NO_MEASURE.to_owned());
        return None;
    }
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
    let wrong = |message: &str| {
        reporter.report(Diagnostic::found(Code::BadProfile, message).at(place.clone()));
    };
    let mut edge = |key| measure(&mut table, key);
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

/// `type`: the family, and the smallest sizes in points.
fn read_face(mut table: Table<'_>, sources: &mut Sources) -> Typeface {
    read_source("type", &mut table, sources);
    let family = table.text("family");
    let family = match family.as_ref().map(|text| text.value.as_str()) {
        None | Some("serif") => Family::Serif,
        Some("sans") => Family::Sans,
        Some(other) => {
            let message = format!("`{other}` is not `serif` or `sans`");
            table.report(Diagnostic::found(Code::BadProfile, message).at(table.place()));
            Family::default()
        }
    };
    let mut size = |key| match table.number(key) {
        None => Length::ZERO,
        #[expect(clippy::cast_possible_truncation, reason = "it is at most 11")]
        Some(points) if POINTS.contains(&points) => {
            Length::centipoints((points * 100.0).round() as i64)
        }
        Some(_) => {
            let message = format!("`{key}` is not a size from 6 to 11 points");
            table.report(Diagnostic::found(Code::BadProfile, message).at(table.place()));
            Length::ZERO
        }
    };
    let (text, least) = (size("text"), size("least"));
    table.finish();
    Typeface {
        family,
        text,
        least,
    }
}

fn read_edges(mut table: Table<'_>, sources: &mut Sources) -> Edges {
    read_source("edges", &mut table, sources);
    let mut edge = |key| measure(&mut table, key).unwrap_or_default();
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
            table.report(Diagnostic::found(Code::BadProfile, message).at(place));
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
    let punch = measure(&mut table, "punch");
    if folds.iter().any(|fold| !is_measure(*fold)) {
        let message = format!("`folds`: {NO_MEASURE}");
        table.report(Diagnostic::found(Code::BadProfile, message).at(table.place()));
        return (Vec::new(), punch);
    }
    table.finish();
    (folds.into_iter().map(Length::millimetres).collect(), punch)
}
