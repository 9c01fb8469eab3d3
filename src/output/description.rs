//! The page description as readable text, for goldens and for people who check a layout.
//!
//! One line an item: `run X Y STYLE SIZE ROLE BLOCK LANG WIDTH | words`, `rule X Y X Y THICKNESS ROLE`
//! and `image X Y WIDTH HEIGHT figure BLOCK COLUMNSxROWS FINGERPRINT | what it shows`. A mark is a run or a rule behind
//! `mark` and its colour, `RRGGBB`. Positions and
//! widths are millimetres from the top-left corner, sizes points; a picture's columns and rows are
//! pixels.

use std::fmt::Write;

use crate::font::UNITS;
use crate::page::{Document, GlyphRun, Image, Item, Mark, MarkShape, Role, Rule};

/// Describes the documents one after the other.
pub fn write(documents: &[&Document]) -> String {
    let mut out = String::new();
    for document in documents {
        // Writing to a string cannot fail.
        let _ = describe(&mut out, document);
    }
    out
}

/// Returns the words of described documents: of each, the runs of every page.
///
/// ```
/// use protest_letter::output::description::read;
/// let text = "document en\npage 1\n  run 1 | a | b\n  rule 1\npage 2\n\u{c}document en\npage 1\n";
/// assert_eq!(read(text), [vec![vec!["a | b"], vec![]], vec![vec![]]]);
/// ```
pub fn read(text: &str) -> Vec<Vec<Vec<&str>>> {
    let mut documents: Vec<Vec<Vec<&str>>> = Vec::new();
    for line in text.lines() {
        let line = line.trim_start_matches('\u{c}');
        if line.starts_with("document ") {
            documents.push(Vec::new());
        }
        let Some(pages) = documents.last_mut() else {
            continue;
        };
        if line.starts_with("page ") {
            pages.push(Vec::new());
        }
        let words = line
            .strip_prefix("  run ")
            .and_then(|run| run.split_once(" | "));
        if let (Some(page), Some((_, words))) = (pages.last_mut(), words) {
            page.push(words);
        }
    }
    documents
}

fn describe(out: &mut String, document: &Document) -> std::fmt::Result {
    let (width, height) = document.paper;
    writeln!(
        out,
        "document {} {:.1} x {:.1} date {} pages {} | {}",
        document.lang,
        width.to_millimetres(),
        height.to_millimetres(),
        document.date,
        document.pages.len(),
        document.title
    )?;
    for (n, page) in document.pages.iter().enumerate() {
        writeln!(out, "page {}", n + 1)?;
        for item in &page.items {
            match item {
                Item::Run(item) => run(out, item)?,
                Item::Rule(item) => rule(out, item)?,
                Item::Image(item) => image(out, item)?,
                Item::Mark(item) => mark(out, item)?,
            }
        }
    }
    Ok(())
}

fn mark(out: &mut String, mark: &Mark) -> std::fmt::Result {
    let [red, green, blue] = mark.colour.0;
    write!(out, "  mark {red:02x}{green:02x}{blue:02x}")?;
    match &mark.shape {
        MarkShape::Line(line) => rule(out, line),
        MarkShape::Text(text) => run(out, text),
    }
}

fn run(out: &mut String, run: &GlyphRun) -> std::fmt::Result {
    writeln!(
        out,
        "  run {:.2} {:.2} {} {:.2} {} {} {} {:.2} | {}",
        run.x.to_millimetres(),
        run.y.to_millimetres(),
        run.style,
        run.size.to_points(),
        run.role.name(),
        run.block,
        run.lang,
        run.width(UNITS).to_millimetres(),
        run.text
    )
}

fn rule(out: &mut String, rule: &Rule) -> std::fmt::Result {
    writeln!(
        out,
        "  rule {:.2} {:.2} {:.2} {:.2} {:.2} {}",
        rule.from.0.to_millimetres(),
        rule.from.1.to_millimetres(),
        rule.to.0.to_millimetres(),
        rule.to.1.to_millimetres(),
        rule.thickness.to_points(),
        rule.role.name()
    )
}

fn image(out: &mut String, image: &Image) -> std::fmt::Result {
    writeln!(
        out,
        "  image {:.2} {:.2} {:.2} {:.2} {} {} {}x{} {:016x} | {}",
        image.x.to_millimetres(),
        image.y.to_millimetres(),
        image.width.to_millimetres(),
        image.height.to_millimetres(),
        Role::Figure.name(),
        image.block,
        image.picture.width,
        image.picture.height,
        image.picture.fingerprint(),
        image.alt
    )
}
