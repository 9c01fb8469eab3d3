//! Faxes: a letter set for a fax machine, with its cover and the line that says who sends.
//!
//! The pages are those of a letter in a profile of faxes; nothing is made smaller. Where a posted letter has
//! room to be written on, a fax has none, for it goes out as it is.

use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::lines::measure;
use crate::layout::parts::cover;
use crate::layout::sending::{Cover, Sending};
use crate::layout::setter::Setter;
use crate::layout::typesetter::Typesetter;
use crate::layout::zones;
use crate::length::Length;
use crate::letter::furniture::Figure;
use crate::letter::{Letter, Line};
use crate::page::profile::{Profile, Rect};
use crate::page::{Document, GlyphRun, Item, Page, Role};
use crate::phone;
use crate::sender::Sender;

/// Sizes of the line that says who sends, tried from the largest.
const SIZES: [Length; 3] = [
    Length::centipoints(1000),
    Length::centipoints(950),
    Length::centipoints(900),
];

/// The least room between its two ends.
const GAP: Length = Length::points(12);

impl Typesetter {
    /// Sets a letter as a fax.
    ///
    /// # Errors
    /// A character that the font lacks; what does not fit its field; a name that is too long for the line
    /// that says who sends.
    pub fn fax(
        &mut self,
        letter: &Letter,
        profile: &Profile,
        sending: Sending<'_>,
    ) -> Result<Document, Problems> {
        let letter = for_fax(letter, sending);
        let document = self.document(&letter, profile)?;
        let (document, first, mut problems) = self.sent(document, &letter, profile, sending);
        problems.append(zones::check_from(&document, profile, first));
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(document)
    }

    /// Adds the cover and the line that says who sends to a letter that was prepared for fax and set. Returns it with the
    /// number of pages before the letter, and everything that is wrong with these additions.
    pub(super) fn sent(
        &mut self,
        mut document: Document,
        letter: &Letter,
        profile: &Profile,
        sending: Sending<'_>,
    ) -> (Document, usize, Problems) {
        let has_cover = match sending.cover {
            Cover::Auto => document.pages.len() > 1,
            Cover::Yes => true,
            Cover::No => false,
        };
        let mut setter = self.setter(letter, profile);
        setter.blocks = blocks(&document.pages);
        if has_cover {
            let count = document.pages.len() + 1;
            let cover = cover::page(&mut setter, letter, profile, sending, count);
            document.pages.insert(0, cover);
        }
        if let Some(line) = profile.line {
            identify(&mut setter, letter, line, sending, &mut document.pages);
        }
        (document, usize::from(has_cover), setter.into_problems())
    }
}

/// Prepares a letter for fax: with the number behind the addressee, and without what is for paper: an address
/// in a second script for the post, lines to write on, pictures with shades.
pub(super) fn for_fax(letter: &Letter, sending: Sending<'_>) -> Letter {
    let mut letter = letter.clone();
    let number = format!("{}: {}", sending.words.fax, sending.number);
    let number = Line::of(number, sending.lang.unwrap_or(&letter.lang), &letter.lang);
    let at = letter.addressee_lines.min(letter.recipient.len());
    letter.recipient.insert(at, number);
    letter
        .recipient
        .retain(|line| !matches!(line, Line::Ruled(_)));
    letter.recipient_in_two_scripts = None;
    letter.return_line.clear();
    let is_sharp = |figure: &Figure| figure.picture.is_bilevel();
    letter.signature_picture = letter.signature_picture.filter(is_sharp);
    if let Some(head) = &mut letter.letterhead {
        head.logo = head.logo.take().filter(is_sharp);
    }
    letter
}

/// Returns the number of the first block that is free.
fn blocks(pages: &[Page]) -> usize {
    let runs = pages.iter().flat_map(Page::runs);
    runs.map(|run| run.block + 1).max().unwrap_or_default()
}

/// Puts the line that says who sends, when, and which page this is on every page (47 CFR 68.318(d)).
fn identify(
    setter: &mut Setter<'_>,
    letter: &Letter,
    place: Rect,
    sending: Sending<'_>,
    pages: &mut [Page],
) {
    let count = pages.len();
    for (n, page) in pages.iter_mut().enumerate() {
        let number = letter
            .page_words
            .replace("{page}", &(n + 1).to_string())
            .replace("{pages}", &count.to_string());
        let right = format!("{} · {number}", letter.date_line);
        let Some(runs) = line(setter, &who(sending.sender), &right, place) else {
            return setter.report(too_long());
        };
        // It is read first, and no part of the text.
        let rest = std::mem::take(&mut page.items);
        page.items = runs.into_iter().map(Item::Run).chain(rest).collect();
    }
}

/// Lists forms of the sender's name with a fax or phone number, from the longest to the shortest.
fn who(sender: &Sender) -> Vec<String> {
    let (name, body) = (sender.name.as_deref(), sender.organization.as_deref());
    let fax = sender.fax.as_deref().map(phone::readable);
    let number = fax.as_deref().or(sender.phone.as_deref());
    let joined = |parts: &[Option<&str>]| {
        let parts: Vec<&str> = parts.iter().copied().flatten().collect();
        parts.join(" · ")
    };
    vec![
        joined(&[name, body, number]),
        joined(&[body.or(name), number]),
    ]
}

/// Sets the line in the largest size in which it fits, of the longest text that does.
fn line(
    setter: &mut Setter<'_>,
    left: &[String],
    right: &str,
    place: Rect,
) -> Option<Vec<GlyphRun>> {
    let block = setter.block();
    for (left, size) in left.iter().flat_map(|left| SIZES.map(|size| (left, size))) {
        let mut ends = [left.as_str(), right].map(|text| {
            let runs = setter.line(text, size, Role::Header, block);
            (measure::width(&runs), runs)
        });
        if ends[0].0 + GAP + ends[1].0 > place.width {
            continue;
        }
        let y = place.bottom() - size.scale(26, 100);
        let xs = [place.x, place.right() - ends[1].0];
        for ((_, runs), x) in ends.iter_mut().zip(xs) {
            measure::shift(runs, x, y);
        }
        let [(_, left), (_, right)] = ends;
        return Some(left.into_iter().chain(right).collect());
    }
    None
}

fn too_long() -> Diagnostic {
    let message = "the name of the sender is too long for the line that says who sends a fax";
    Diagnostic::error(message).help("shorten `--organization` or `--name`")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::Date;
    use crate::campaign::fax::FaxWords;
    use crate::campaign::{Campaign, embedded};
    use crate::country::Country;
    use crate::letter::furniture::Additions;
    use crate::letter::order::Order;
    use crate::letter::recipe::Recipe;
    use crate::page::profiles::{find, of_faxes};

    fn sender(name: &str, organization: &str) -> Sender {
        Sender {
            name: Some(name.to_owned()),
            organization: Some(organization.to_owned()),
            phone: Some("+44 20 7946 0018".to_owned()),
            ..Sender::default()
        }
    }

    /// A fax to the president in a profile that something happened to.
    fn fax(sender: &Sender, cover: Cover, change: fn(&mut Profile)) -> Result<Document, Problems> {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let template = campaign.template("government", "en").unwrap();
        let order = Order {
            target: campaign.target("president").unwrap(),
            sender,
            country: Country::from_code("GB"),
            date: Date::parse("2011-12-17").unwrap(),
            personal: None,
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        let recipe = Recipe::new(&campaign, template).unwrap();
        let (letter, _) = recipe.fill(&order).unwrap();
        let mut profile = find(&of_faxes().unwrap(), "fax-a4").unwrap().clone();
        change(&mut profile);
        let sending = Sending {
            sender,
            number: "+7 7172 74 56 31",
            words: &FaxWords::english(),
            lang: None,
            cover,
        };
        Typesetter::default().fax(&letter, &profile, sending)
    }

    /// The lines at the top of each page.
    fn lines(document: &Document) -> Vec<String> {
        let header = |page: &Page| {
            let runs = page.runs().filter(|run| run.role == Role::Header);
            let texts: Vec<&str> = runs.map(|run| run.text.as_str()).collect();
            texts.join(" | ")
        };
        document.pages.iter().map(header).collect()
    }

    #[test]
    fn every_page_says_who_sends_and_the_cover_counts() {
        let ana = sender("Ana", "Branch 7");
        let document = fax(&ana, Cover::Yes, |_| {}).unwrap();
        let left = "Ana · Branch 7 · +44 20 7946 0018 | 17 December 2011";
        let expected = [1, 2].map(|n| format!("{left} · Page {n} of 2"));
        assert_eq!(lines(&document), expected);
        let cover = &document.pages[0];
        assert!(cover.runs().any(|run| run.text == "2, including this one"));
        let without = fax(&ana, Cover::Auto, |_| {}).unwrap();
        assert_eq!(without.pages.len(), 1);
    }

    #[test]
    fn the_number_of_the_machine_comes_before_a_phone() {
        let ana = Sender {
            fax: Some("+442079460019".to_owned()),
            ..sender("Ana", "Branch 7")
        };
        let document = fax(&ana, Cover::Yes, |_| {}).unwrap();
        assert!(lines(&document)[0].starts_with("Ana · Branch 7 · +44 20 7946 0019 |"));
        let cover: Vec<&str> = document.pages[0]
            .runs()
            .map(|run| run.text.as_str())
            .collect();
        let reply = "Fax: +44 20 7946 0019 · Phone: +44 20 7946 0018";
        assert!(cover.join(" ").contains(reply), "{cover:?}");
    }

    #[test]
    fn a_long_name_gives_way_to_its_organization_and_is_never_cut() {
        let name = "Someone whose parents could not agree on any name and gave several";
        let document = fax(&sender(name, "Branch 7"), Cover::No, |_| {}).unwrap();
        assert!(lines(&document)[0].starts_with("Branch 7 · +44 20 7946 0018 |"));
        let problems = fax(&sender(name, &name.repeat(2)), Cover::No, |_| {}).unwrap_err();
        assert!(problems.0[0].message.contains("too long"), "{problems:?}");
    }

    #[test]
    fn what_stands_as_high_as_the_line_is_caught() {
        let ana = sender("Ana", "Branch 7");
        let high = fax(&ana, Cover::No, |profile| {
            profile.sender.y = Length::millimetres(9.0);
        });
        let says = |problems: Problems, end: &str| {
            let mut messages = problems.0.iter().map(|problem| &problem.message);
            assert!(
                messages.any(|message| message.ends_with(end)),
                "{problems:?}"
            );
        };
        says(high.unwrap_err(), "the line that says who sends");
        let low = fax(&ana, Cover::No, |profile| {
            profile.edges.top = Length::millimetres(10.0);
        });
        says(low.unwrap_err(), "above the printable area");
    }
}
