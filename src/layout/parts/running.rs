//! Items that run through the pages and are no part of the text: marks at the edge, the header of later
//! pages, page numbers. All of it is artifacts (ISO 32000-1, 14.8.2.2).

use crate::layout::lines::measure;
use crate::layout::parts::block::HAIR;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::Letter;
use crate::letter::markup::Span;
use crate::page::profile::Profile;
use crate::page::{GlyphRun, Item, Page, Role, Rule};

/// The sizes of headers and page numbers; smaller ones serve long names.
const SIZES: [Length; 4] = [
    Length::centipoints(900),
    Length::centipoints(800),
    Length::centipoints(700),
    Length::centipoints(600),
];

/// The lines that a header takes at most: below them the text begins.
const HEADER_LINES: usize = 2;

/// The first baseline of a header, in millimetres: below what the least exact printers leave blank.
const HEADER: f64 = 15.0;

/// The distance of the page number from the text, in millimetres.
const FOOT: f64 = 10.0;

/// Makes fold and punch marks at the left edge, 3.5 to 8 mm from it.
pub(crate) fn marks(profile: &Profile) -> impl Iterator<Item = Item> + '_ {
    let mark = |y: Length, end: f64| {
        let (from, to) = ((Length::millimetres(3.5), y), (Length::millimetres(end), y));
        Item::Rule(Rule {
            from,
            to,
            thickness: HAIR,
            role: Role::Artifact,
        })
    };
    let folds = profile.folds.iter().map(move |y| mark(*y, 6.5));
    folds.chain(profile.punch.map(move |y| mark(y, 8.0)))
}

/// Adds "Page x of y" at the foot of the first page, and a header on every later one, of a letter that has
/// several.
pub(crate) fn number_pages(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    pages: &mut [Page],
) {
    let count = pages.len();
    if count < 2 {
        return;
    }
    for (n, page) in pages.iter_mut().enumerate() {
        let words = letter
            .page_words
            .replace("{page}", &(n + 1).to_string())
            .replace("{pages}", &count.to_string());
        let runs = if n == 0 {
            foot(setter, &words, profile)
        } else {
            header(setter, letter, &words, profile)
        };
        page.items.extend(runs.into_iter().map(Item::Run));
    }
}

/// Sets the page number in the middle below the text.
fn foot(setter: &mut Setter<'_>, number: &str, profile: &Profile) -> Vec<GlyphRun> {
    let block = setter.block();
    let mut runs = setter.line(number, SIZES[0], Role::Footer, block);
    let width = measure::width(&runs);
    let x = profile.body.x + (profile.body.width - width).scale(1, 2);
    let y = profile.body.bottom() + Length::millimetres(FOOT);
    let y = y.min(profile.printable().bottom() - SIZES[0].scale(1, 2));
    measure::shift(&mut runs, x, y);
    runs
}

/// Sets the addressee, the date and, at the right, the page number.
fn header(
    setter: &mut Setter<'_>,
    letter: &Letter,
    number: &str,
    profile: &Profile,
) -> Vec<GlyphRun> {
    let block = setter.block();
    let body = profile.body;
    let top = Length::millimetres(HEADER);
    let mut number = setter.line(number, SIZES[0], Role::Header, block);
    let right = body.width - measure::width(&number);
    measure::shift(&mut number, body.x + right, top);
    let spans = about(letter);
    let room = right - Length::millimetres(5.0);
    let mut lines = Vec::new();
    let mut size = SIZES[0];
    for smaller in SIZES {
        size = smaller;
        lines = setter.paragraph(&spans, size, room, Role::Header, block);
        if lines.len() <= HEADER_LINES {
            break;
        }
    }
    let mut y = top;
    for line in &mut lines {
        measure::shift(line, body.x, y);
        y += size.scale(12, 10);
    }
    lines.into_iter().flatten().chain(number).collect()
}

/// Returns the first line of the address and the date.
fn about(letter: &Letter) -> Vec<Span> {
    let addressee = letter
        .recipient
        .first()
        .filter(|line| !line.text().is_empty());
    let span = |text: &str, lang: Option<&str>| Span {
        text: text.to_owned(),
        lang: lang.map(str::to_owned),
        ..Span::default()
    };
    let addressee = addressee.map(|line| span(line.text(), line.lang()));
    let date = match addressee {
        Some(_) => format!(" · {}", letter.date_line),
        None => letter.date_line.clone(),
    };
    addressee.into_iter().chain([span(&date, None)]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::Date;
    use crate::campaign::{Campaign, embedded};
    use crate::country::Country;
    use crate::layout::Typesetter;
    use crate::letter::furniture::Additions;
    use crate::letter::order::Order;
    use crate::letter::recipe::Recipe;
    use crate::page::profiles::built_in;
    use crate::sender::Sender;

    fn words(page: &Page, role: Role) -> String {
        let runs = page.items.iter().filter_map(|item| match item {
            Item::Run(run) if run.role == role => Some(run.text.as_str()),
            _ => None,
        });
        runs.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn later_pages_say_whom_when_and_which() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let template = campaign.template("company", "en").unwrap();
        let order = Order {
            target: campaign.target("kazmunaygaz").unwrap(),
            sender: &Sender::default(),
            country: Country::from_code("GB"),
            date: Date::parse("2011-12-18").unwrap(),
            personal: Some(&"Words and more of them. ".repeat(300)),
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        let recipe = Recipe::new(&campaign, template).unwrap();
        let (letter, _) = recipe.fill(&order).unwrap();
        for profile in built_in().unwrap() {
            let pages = Typesetter::default().set(&letter, &profile).unwrap().pages;
            let count = pages.len();
            assert_eq!(words(&pages[0], Role::Footer), format!("Page 1 of {count}"));
            assert_eq!(words(&pages[0], Role::Header), "");
            assert_eq!(words(&pages[1], Role::Footer), "");
            let header = words(&pages[1], Role::Header);
            let expected = "Mr Bolat Akchulakov · 18 December 2011 | Page 2 of";
            assert!(header.starts_with(expected), "{header}");
        }
    }
}
