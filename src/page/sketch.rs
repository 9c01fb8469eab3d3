//! Sketches: a profile drawn as text, for people.
//!
//! One column is 3 mm wide, one row 6 mm high, so that a sheet keeps its shape on most terminals. The
//! list under the drawing has the measures to the tenth of a millimetre, with their sources.

use crate::length::Length;
use crate::page::profile::{Edges, Profile, Rect};

/// The width of a column, in millimetres.
const COLUMN: f64 = 3.0;

/// The height of a row, in millimetres.
const ROW: f64 = 6.0;

/// Columns left of the sheet, for heights.
const GUTTER: usize = 6;

/// Corners and lines of a box: top left, top right, bottom left, bottom right, across, down.
type BoxChars = [char; 6];

const SHEET: BoxChars = ['┏', '┓', '┗', '┛', '━', '┃'];
const WINDOW: BoxChars = ['╔', '╗', '╚', '╝', '═', '║'];
const PRINTABLE: BoxChars = ['·'; 6];
const AREA: BoxChars = ['┌', '┐', '└', '┘', '─', '│'];

/// The filling of a zone that must stay empty.
const CLEAR: char = '░';

/// The profile as a drawing, with a list of its measures.
pub fn sketch(profile: &Profile) -> String {
    let (width, height) = profile.paper;
    let head = format!(
        "{}: {}\n{} × {} mm, in a drawing of {COLUMN} mm a column and {ROW} mm a row\n",
        profile.name,
        profile.title,
        millimetres(width),
        millimetres(height)
    );
    let entry = |(what, measure, source)| format!("{what:12} {measure}\n{:12} {source}\n", "");
    let list: Vec<String> = measures(profile).into_iter().map(entry).collect();
    [head, drawing(profile), list.concat()].join("\n")
}

fn drawing(profile: &Profile) -> String {
    let mut canvas = Canvas::new(profile.paper);
    if profile.edges != Edges::default() {
        canvas.frame(profile.printable(), PRINTABLE, "");
    }
    for clear in &profile.clear {
        canvas.fill(clear.rect);
    }
    canvas.frame(profile.window, WINDOW, "");
    canvas.frame(profile.sender, AREA, "sender");
    canvas.frame(profile.body, AREA, "body");
    canvas.label(profile.address, "recipient");
    if let Some(rect) = profile.return_line {
        canvas.label(rect, "return line");
    }
    if let Some(rect) = profile.line {
        canvas.label(rect, "sender line");
    }
    canvas.sheet(profile.paper);
    for fold in &profile.folds {
        canvas.mark(*fold, '╌');
    }
    if let Some(punch) = profile.punch {
        canvas.mark(punch, '○');
    }
    for rect in [profile.window, profile.sender, profile.body] {
        canvas.measure(rect);
    }
    canvas.finish()
}

/// Returns the measures of a profile: each with its name, its millimetres and its source.
pub(crate) fn measures(profile: &Profile) -> Vec<(&'static str, String, &str)> {
    let source = |key: &str| profile.sources.get(key).map_or("", String::as_str);
    let mut list = vec![
        ("window", span(profile.window), source("window")),
        ("recipient", span(profile.address), source("address")),
    ];
    let return_line = profile.return_line.map(span);
    list.extend(return_line.map(|span| ("return line", span, source("return_line"))));
    let line = profile.line.map(span);
    list.extend(line.map(|span| ("sender line", span, source("line"))));
    list.push(("sender", span(profile.sender), source("sender")));
    list.push(("body", span(profile.body), source("body")));
    if let Some(edges) = profile.sources.get("edges") {
        list.push(("printable", span(profile.printable()), edges));
    }
    for clear in &profile.clear {
        let pages = if clear.every_page { ", every page" } else { "" };
        list.push(("empty", span(clear.rect) + pages, &clear.source));
    }
    if let Some(marks) = profile.sources.get("marks") {
        let folds = profile
            .folds
            .iter()
            .map(|y| format!("fold y {}", millimetres(*y)));
        let punch = profile
            .punch
            .iter()
            .map(|y| format!("punch y {}", millimetres(*y)));
        let all: Vec<String> = folds.chain(punch).collect();
        list.push(("marks", all.join(", "), marks));
    }
    list
}

/// Returns where a rectangle is, in millimetres.
pub(crate) fn span(rect: Rect) -> String {
    let [left, right, top, bottom] = [rect.x, rect.right(), rect.y, rect.bottom()].map(millimetres);
    format!("x {left}–{right}, y {top}–{bottom}")
}

/// Millimetres to the tenth, without a needless zero.
pub fn millimetres(length: Length) -> String {
    let text = format!("{:.1}", length.to_millimetres());
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A page of characters: the sheet, heights left of it, and widths below it.
struct Canvas {
    rows: Vec<Vec<char>>,
}

/// The cells that a rectangle covers: the first and last of its columns and rows.
#[derive(Clone, Copy)]
struct Cells {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl Cells {
    fn of(rect: Rect) -> Self {
        let (left, right) = (cell(rect.x, COLUMN), cell(rect.right(), COLUMN));
        let (top, bottom) = (cell(rect.y, ROW), cell(rect.bottom(), ROW));
        Self {
            left: GUTTER + left,
            right: GUTTER + right.max(left + 1) - 1,
            top,
            bottom: bottom.max(top + 1) - 1,
        }
    }
}

impl Canvas {
    fn new((width, height): (Length, Length)) -> Self {
        let row = vec![' '; GUTTER + cell(width, COLUMN) + GUTTER];
        Self {
            rows: vec![row; cell(height, ROW) + 1],
        }
    }

    fn put(&mut self, column: usize, row: usize, what: char) {
        let row = self.rows.get_mut(row);
        if let Some(cell) = row.and_then(|cells| cells.get_mut(column)) {
            *cell = what;
        }
    }

    fn write(&mut self, column: usize, row: usize, text: &str) {
        for (n, c) in text.chars().enumerate() {
            self.put(column + n, row, c);
        }
    }

    /// Writes where nothing stands yet.
    fn write_if_free(&mut self, column: usize, row: usize, text: &str) {
        let end = column + text.chars().count() + 1;
        let cells = self.rows.get(row).and_then(|row| row.get(column..end));
        if cells.is_some_and(|cells| cells.iter().all(|c| *c == ' ')) {
            self.write(column, row, text);
        }
    }

    fn fill(&mut self, rect: Rect) {
        let cells = Cells::of(rect);
        let across = CLEAR.to_string().repeat(cells.right - cells.left + 1);
        for row in cells.top..=cells.bottom {
            self.write(cells.left, row, &across);
        }
    }

    /// A box with its name in its upper edge.
    fn frame(&mut self, rect: Rect, pen: BoxChars, name: &str) {
        let Cells {
            left,
            right,
            top,
            bottom,
        } = Cells::of(rect);
        let [top_left, top_right, bottom_left, bottom_right, across, down] = pen;
        let line = across.to_string().repeat(right - left);
        for row in top..=bottom {
            self.put(left, row, down);
            self.put(right, row, down);
        }
        for (row, first, last) in [
            (top, top_left, top_right),
            (bottom, bottom_left, bottom_right),
        ] {
            self.write(left, row, &line);
            self.put(left, row, first);
            self.put(right, row, last);
        }
        self.write(left + 2, top, name);
    }

    fn sheet(&mut self, (width, height): (Length, Length)) {
        let (x, y) = (Length::ZERO, Length::ZERO);
        let rect = Rect {
            x,
            y,
            width,
            height,
        };
        self.frame(rect, SHEET, "");
    }

    /// A name at the start of the text in a field.
    fn label(&mut self, rect: Rect, name: &str) {
        let cells = Cells::of(rect);
        let row = cells.top + usize::from(cells.bottom > cells.top);
        self.write(cells.left + 1, row, name);
    }

    /// A mark at the left edge.
    fn mark(&mut self, y: Length, what: char) {
        let row = cell(y, ROW);
        self.write_if_free(0, row, &millimetres(y));
        self.put(GUTTER + 1, row, what);
        self.put(GUTTER + 2, row, what);
    }

    /// The millimetres of the edges of a rectangle, left of the sheet and below it.
    fn measure(&mut self, rect: Rect) {
        let (cells, below) = (Cells::of(rect), self.rows.len() - 1);
        self.write_if_free(0, cells.top, &millimetres(rect.y));
        self.write_if_free(0, cells.bottom, &millimetres(rect.bottom()));
        self.write_if_free(cells.left, below, &millimetres(rect.x));
        self.write_if_free(cells.right, below, &millimetres(rect.right()));
    }

    fn finish(self) -> String {
        let lines = self.rows.into_iter().map(|row| {
            let line: String = row.into_iter().collect();
            line.trim_end().to_owned() + "\n"
        });
        lines.collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sheet has a hundred cells, none of them negative"
)]
fn cell(length: Length, size: f64) -> usize {
    (length.to_millimetres() / size).round().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::profiles;

    #[test]
    fn every_profile_is_drawn_with_all_its_parts() {
        for profile in profiles::built_in().unwrap() {
            let text = sketch(&profile);
            for part in ["recipient", "sender", "body", "╔", "┏"] {
                assert!(
                    text.contains(part),
                    "{}: no {part} in\n{text}",
                    profile.name
                );
            }
            assert_eq!(
                text.contains('░'),
                !profile.clear.is_empty(),
                "{}",
                profile.name
            );
            assert_eq!(
                text.contains("fold y"),
                !profile.folds.is_empty(),
                "{}",
                profile.name
            );
            for source in profile.sources.values() {
                assert!(text.contains(source), "{}: {source}", profile.name);
            }
        }
    }

    #[test]
    fn millimetres_have_no_needless_zero() {
        assert_eq!(millimetres(Length::millimetres(105.0)), "105");
        assert_eq!(millimetres(Length::millimetres(62.7)), "62.7");
    }
}
