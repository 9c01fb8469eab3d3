//! Our lines against TeX's: the shipped letters, set in the same font, size and measure.
//!
//! Raggedness is the sum of the squared gaps in points between the end of a line and the right edge,
//! over all lines but the last ones of paragraphs and list items. TeX's figures come from
//! `scripts/raggedness-by-tex`, which reads what `paragraphs_for_tex` prints.

use std::collections::BTreeMap;
use std::fmt::Write;

use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::font::UNITS;
use protest_letter::layout::Typesetter;
use protest_letter::length::Length;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::order::Order;
use protest_letter::letter::recipe::Recipe;
use protest_letter::page::profile::{Profile, Rect};
use protest_letter::page::profiles::built_in;
use protest_letter::page::{Document, GlyphRun, Item, Role};
use protest_letter::sender::Sender;

/// The measure of the body in millimetres.
const MEASURE: f64 = 165.0;

/// How far list items stand in, in points.
const INDENT: f64 = 16.0;

/// Square points by which equal lines may differ.
const ROUNDING: f64 = 1.0;

const TARGETS: [&str; 4] = ["president", "embassy-gb", "kazmunaygaz", "ilo"];
const LANGS: [&str; 3] = ["en", "ru", "kk"];
const DATES: [&str; 2] = ["2011-12-17", "2026-11-23"];

/// TeX's raggedness of each letter, by `LuaLaTeX` of TeX Live 2022 and Libertinus Serif of typst-assets
/// 0.15.1: with `\raggedright`; with `\RaggedRight` held to our rules for hyphens; and for information
/// with `\RaggedRight` as it comes, which puts hyphens in a row and divides last words.
const TEX: [(&str, [f64; 3]); 24] = [
    ("embassy-gb en 2011-12-17", [1092.3, 2572.8, 2572.8]),
    ("embassy-gb en 2026-11-23", [1940.8, 2178.5, 2178.5]),
    ("embassy-gb kk 2011-12-17", [12564.6, 11271.9, 11271.9]),
    ("embassy-gb kk 2026-11-23", [15054.4, 15402.9, 15552.4]),
    ("embassy-gb ru 2011-12-17", [6243.4, 4833.5, 2716.1]),
    ("embassy-gb ru 2026-11-23", [6280.5, 2984.0, 2648.7]),
    ("ilo en 2011-12-17", [3130.2, 1510.2, 1510.2]),
    ("ilo en 2026-11-23", [6846.4, 2252.3, 2252.3]),
    ("ilo kk 2011-12-17", [9876.9, 11471.1, 11471.1]),
    ("ilo kk 2026-11-23", [12283.9, 12008.4, 14254.8]),
    ("ilo ru 2011-12-17", [9309.0, 2484.4, 1785.1]),
    ("ilo ru 2026-11-23", [12359.2, 3094.1, 2386.0]),
    ("kazmunaygaz en 2011-12-17", [1489.3, 456.5, 456.5]),
    ("kazmunaygaz en 2026-11-23", [2378.1, 1374.5, 1374.5]),
    ("kazmunaygaz kk 2011-12-17", [6645.1, 6645.1, 6645.1]),
    ("kazmunaygaz kk 2026-11-23", [12301.7, 14753.7, 15164.7]),
    ("kazmunaygaz ru 2011-12-17", [2737.9, 2913.8, 1859.0]),
    ("kazmunaygaz ru 2026-11-23", [13489.3, 3397.9, 2133.5]),
    ("president en 2011-12-17", [929.8, 929.8, 929.8]),
    ("president en 2026-11-23", [2921.6, 2770.4, 2770.4]),
    ("president kk 2011-12-17", [3763.5, 2265.4, 2265.4]),
    ("president kk 2026-11-23", [15719.9, 13724.4, 13873.8]),
    ("president ru 2011-12-17", [9738.0, 1850.3, 1850.3]),
    ("president ru 2026-11-23", [11031.2, 5087.2, 2095.9]),
];

/// A paragraph or list item: its lines, each with its text and its width in points.
#[derive(Debug, Default)]
struct Paragraph {
    measure: f64,
    size: f64,
    lines: Vec<(String, f64)>,
}

impl Paragraph {
    fn raggedness(&self) -> f64 {
        let gaps = self
            .lines
            .iter()
            .rev()
            .skip(1)
            .map(|(_, width)| self.measure - width);
        gaps.map(|gap| {
            assert!(gap > -0.01, "a line is too wide: {:?}", self.lines);
            gap.powi(2)
        })
        .sum()
    }

    fn text(&self) -> String {
        self.lines.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A column that is as long as it need be, so that every letter has the usual size.
fn profile() -> Profile {
    let mut profile = built_in().unwrap().remove(0);
    // A sheet without an end, so that every letter is on one page.
    profile.paper.1 = Length::millimetres(6000.0);
    profile.body = Rect {
        width: Length::millimetres(MEASURE),
        height: Length::millimetres(5000.0),
        ..profile.body
    };
    profile
}

/// The paragraphs of every letter, by its name.
fn letters() -> BTreeMap<String, Vec<Paragraph>> {
    let (campaign, _) = Campaign::read(&embedded::folder());
    let campaign = campaign.unwrap();
    let mut letters = BTreeMap::new();
    for lang in LANGS {
        for date in DATES {
            for target in TARGETS {
                let document = document(&campaign, target, lang, date);
                letters.insert(format!("{target} {lang} {date}"), paragraphs(&document));
            }
        }
    }
    letters
}

fn document(campaign: &Campaign, target: &str, lang: &str, date: &str) -> Document {
    let target = campaign.target(target).unwrap();
    let id = campaign.letter_for(target).unwrap();
    let recipe = Recipe::new(campaign, campaign.template(id, lang).unwrap()).unwrap();
    let sender = Sender {
        name: Some("Jane Doe".to_owned()),
        ..Sender::default()
    };
    let order = Order {
        target,
        sender: &sender,
        country: Country::from_code("GB"),
        date: Date::parse(date).unwrap(),
        personal: None,
        set: &BTreeMap::new(),
        added: &Additions::default(),
    };
    let (letter, _) = recipe.fill(&order).unwrap();
    Typesetter::default().set(&letter, &profile()).unwrap()
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let mut blocks: BTreeMap<usize, BTreeMap<Length, Vec<&GlyphRun>>> = BTreeMap::new();
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let Item::Run(run) = item
            && matches!(run.role, Role::Paragraph | Role::ListItem)
        {
            let lines = blocks.entry(run.block).or_default();
            lines.entry(run.y).or_default().push(run);
        }
    }
    blocks.into_values().map(paragraph).collect()
}

fn paragraph(lines: BTreeMap<Length, Vec<&GlyphRun>>) -> Paragraph {
    let mut paragraph = Paragraph::default();
    for runs in lines.into_values() {
        let first = runs[0];
        let indent = if first.role == Role::ListItem {
            INDENT
        } else {
            0.0
        };
        paragraph.measure = Length::millimetres(MEASURE).to_points() - indent;
        paragraph.size = first.size.to_points();
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let width: Length = runs.iter().map(|run| run.width(UNITS)).sum();
        paragraph
            .lines
            .push((text, (width - blanks(runs[runs.len() - 1])).to_points()));
    }
    paragraph
}

/// The width of the blanks at the end of a run, which nobody sees.
fn blanks(run: &GlyphRun) -> Length {
    let blanks = run
        .glyphs
        .iter()
        .rev()
        .take_while(|glyph| glyph.text == " ");
    let units = blanks.map(|glyph| i64::from(glyph.advance)).sum();
    run.size.scale(units, i64::from(UNITS))
}

#[test]
fn no_letter_is_more_ragged_than_by_tex() {
    let letters = letters();
    let mut report = String::new();
    let mut lost = Vec::new();
    for (name, [plain, divided, as_it_comes]) in TEX {
        let ours: f64 = letters[name].iter().map(Paragraph::raggedness).sum();
        writeln!(
            report,
            "{name}: {ours:.1}, TeX {plain}, {divided} ({as_it_comes})"
        )
        .unwrap();
        // TeX rounds otherwise than we do.
        if ours > plain.min(divided) + ROUNDING {
            lost.push(name);
        }
    }
    assert_eq!(TEX.len(), letters.len());
    assert!(
        lost.is_empty(),
        "more ragged than by TeX: {lost:?}\n{report}"
    );
}

/// Prints every paragraph for `scripts/raggedness-by-tex`: letter, language, measure and size in
/// points, our raggedness, text, with tabs between them.
#[test]
#[expect(clippy::disallowed_macros, reason = "printing is what it is for")]
fn paragraphs_for_tex() {
    for (name, paragraphs) in letters() {
        let lang = name.split(' ').nth(1).unwrap();
        for paragraph in paragraphs {
            let Paragraph { measure, size, .. } = paragraph;
            let (ours, text) = (paragraph.raggedness(), paragraph.text());
            assert!(
                !text.trim().is_empty() && !text.contains(['\t', '\n']),
                "{name}"
            );
            println!("TEX\t{name}\t{lang}\t{measure}\t{size}\t{ours:.1}\t{text}");
        }
    }
}
