//! The schema of `stationery.toml`: reading it, with a place for every mistake.

use std::cell::RefCell;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::fields::Table;
use crate::length::Length;
use crate::page::profile::Rect;
use crate::page::schema::{
    NO_MEASURE, Paper, Sources, is_measure, measure, read_area, read_countries, read_paper,
    read_source,
};
use crate::page::stationery::form::{Spot, Stationery, Stock};

/// The most labels side by side, and one below the other.
const MOST: u8 = 100;

/// The sheets and envelopes of a file.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(source: &Arc<Source>) -> Result<Stock, Problems> {
    let found = RefCell::new(Problems::default());
    let mut table = Table::parse(source, &source.text, &found);
    let sheets = table
        .tables("sheet")
        .into_iter()
        .filter_map(read_sheet)
        .collect();
    let envelopes = table
        .tables("envelope")
        .into_iter()
        .filter_map(read_envelope)
        .collect();
    table.finish();
    let problems = found.into_inner();
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(Stock { sheets, envelopes })
    }
}

fn read_sheet(mut table: Table<'_>) -> Option<Stationery> {
    let (name, title) = (table.required("name"), table.required("title"));
    let paper = table.required("paper");
    let paper = paper.and_then(|paper| read_paper(&table, &paper));
    let default_for = read_countries(&mut table);
    let mut sources = Sources::new();
    let labels = table
        .required_table("labels")
        .and_then(|t| read_labels(t, paper, &mut sources));
    let inside = table.required_table("text");
    let inside = inside.and_then(|mut text| {
        read_source("text", &mut text, &mut sources);
        let inside = measure(&mut text, "inside");
        text.finish();
        inside
    });
    table.finish();
    let (zone, (columns, rows), pitch) = labels?;
    let inside = inside?;
    let address = Rect {
        x: zone.x + inside,
        y: zone.y + inside,
        width: zone.width - inside * 2,
        height: zone.height - inside * 2,
    };
    Some(Stationery {
        name: name?.value,
        title: title?.value,
        paper: paper?,
        default_for,
        first: Spot {
            zone,
            address,
            sender: None,
        },
        columns,
        rows,
        pitch,
        sources,
    })
}

/// The first label, how many there are side by side and one below the other, and the pitch.
type LabelGrid = (Rect, (usize, usize), (Length, Length));

fn read_labels(
    mut table: Table<'_>,
    paper: Option<Paper>,
    sources: &mut Sources,
) -> Option<LabelGrid> {
    read_source("labels", &mut table, sources);
    let size = read_pair(&mut table, "size");
    let first = read_pair(&mut table, "first");
    let pitch = read_pair(&mut table, "pitch");
    let count = read_count(&mut table);
    let (place, reporter) = (table.place(), table.reporter());
    table.finish();
    let ((width, height), (x, y), pitch) = (size?, first?, pitch?);
    let (columns, rows) = count?;
    let label = Rect {
        x,
        y,
        width,
        height,
    };
    let (across, down) = paper?;
    let right = label.right() + pitch.0 * (i64::from(columns) - 1);
    let bottom = label.bottom() + pitch.1 * (i64::from(rows) - 1);
    if right > across || bottom > down {
        reporter.report(Diagnostic::error("the labels leave the sheet").at(place));
        return None;
    }
    Some((label, (columns.into(), rows.into()), pitch))
}

/// Two measures: right and down.
fn read_pair(table: &mut Table<'_>, key: &'static str) -> Option<(Length, Length)> {
    let numbers = table.numbers(key).unwrap_or_default();
    if let [right, down] = numbers[..]
        && is_measure(right)
        && is_measure(down)
    {
        return Some((Length::millimetres(right), Length::millimetres(down)));
    }
    let message = format!("`{key}` is not two measures; {NO_MEASURE}");
    table.report(Diagnostic::error(message).at(table.place()));
    None
}

fn read_count(table: &mut Table<'_>) -> Option<(u8, u8)> {
    let numbers = table.numbers("count").unwrap_or_default();
    let whole = |number: f64| (1..=MOST).find(|n| number.total_cmp(&f64::from(*n)).is_eq());
    let count = match numbers[..] {
        [columns, rows] => whole(columns).zip(whole(rows)),
        _ => None,
    };
    if count.is_none() {
        let message = format!("`count` is not [columns, rows], each from 1 to {MOST}");
        table.report(Diagnostic::error(message).at(table.place()));
    }
    count
}

fn read_envelope(mut table: Table<'_>) -> Option<Stationery> {
    let (name, title) = (table.required("name"), table.required("title"));
    let default_for = read_countries(&mut table);
    let mut sources = Sources::new();
    let paper = table.required_table("paper").and_then(|mut paper| {
        read_source("paper", &mut paper, &mut sources);
        let size = read_pair(&mut paper, "size");
        paper.finish();
        size
    });
    let mut area = |key: &'static str| {
        let area = table.required_table(key);
        area.and_then(|t| read_area(key, t, paper, &mut sources))
    };
    let (zone, address, sender) = (area("zone"), area("address"), area("sender"));
    table.finish();
    Some(Stationery {
        name: name?.value,
        title: title?.value,
        paper: paper?,
        default_for,
        first: Spot {
            zone: zone?,
            address: address?,
            sender: Some(sender?),
        },
        columns: 1,
        rows: 1,
        pitch: paper?,
        sources,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text = "[[sheet]]\nname = \"a\"\ntitle = \"A\"\npaper = \"a4\"\n\
            labels = { size = [70, 37], count = [3, 9], first = [0, 0.5], pitch = [70, 37], source = \"us\" }\n\
            text = { inside = 5, source = \"us\" }\nmargin = 1\n\
            [[sheet]]\nname = \"b\"\ntitle = \"B\"\npaper = \"a4\"\n\
            labels = { size = [70], count = [0, 8], first = [0, 0], pitch = [70, 37], source = \"us\" }\n\
            text = { inside = 5, source = \"us\" }\n\
            [[envelope]]\nname = \"c\"\ntitle = \"C\"\npaper = { size = [220, 110] }\n\
            zone = { rect = [15, 40, 300, 55], source = \"us\" }\n\
            address = { rect = [105, 48, 100, 47], source = \"us\" }\n";
        let problems = read(&Source::new("x", text)).unwrap_err();
        let found: Vec<(&str, usize)> = problems
            .0
            .iter()
            .map(|p| (p.message.as_str(), p.place.as_ref().unwrap().line()))
            .collect();
        assert_eq!(
            found,
            [
                ("the labels leave the sheet", 5),
                ("unknown key `margin` in `[[sheet]]`", 7),
                (
                    "`size` is not two measures; a measure is from 0 to 2000 millimetres",
                    12
                ),
                ("`count` is not [columns, rows], each from 1 to 100", 12),
                ("`paper` has no `source`; expected text in quotes", 17),
                ("`rect` leaves the sheet of 220 × 110 mm", 18),
                ("`[[envelope]]` has no `sender`; expected a table", 15),
            ]
        );
    }
}
