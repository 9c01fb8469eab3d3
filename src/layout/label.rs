//! Labels and envelopes: addresses on sheets of their own.
//!
//! Owns where an address stands on its label or envelope; `sheets` fills sheet after sheet. Whatever stands
//! outside its place is an error that says by how much, as on the pages of letters.

use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::fit::FITS;
use crate::layout::ink::{clashes, inks};
use crate::layout::parts::address;
use crate::layout::parts::block::{Field, LARGEST, block};
use crate::layout::setter::Setter;
use crate::layout::setting::Setting;
use crate::layout::typesetter::Typesetter;
use crate::length::Length;
use crate::letter::{Letter, Line};
use crate::page::profile::Typeface;
use crate::page::stationery::{Spot, Stationery};
use crate::page::{Item, Role};

/// The largest type of a return address: smaller than any other on the envelope, so that machines do not
/// take it for the recipient's.
const RETURN_ADDRESS: Length = Length::centipoints(900);

/// Down to this size, smaller type is better than a broken line: on a label, which is narrow, even smaller
/// than in the window of a letter.
const UNBROKEN: Length = Length::centipoints(900);

/// Advice for lines that do not fit.
const ANOTHER_SHEET: &str = "take a `--sheet` of larger labels";
const ANOTHER_SIZE: &str = "take a larger `--size`";

impl Typesetter {
    /// Sets the recipient's address of a letter in the first place of a sheet, in two scripts if they have
    /// room there, and the sender's if there is a place for it.
    ///
    /// # Errors
    /// A character that the font lacks; lines that do not fit; whatever stands outside its place.
    pub fn address(&mut self, letter: &Letter, form: &Stationery) -> Result<Vec<Item>, Problems> {
        let setting = Setting {
            fit: FITS[0],
            face: Typeface::default(),
            lang: letter.lang.clone(),
            way_out: "",
        };
        let mut setter = Setter::new(&mut self.cache, setting);
        let (spot, mut items) = (&form.first, Vec::new());
        if spot.sender.is_some() {
            sender(&mut setter, letter, spot, &mut items);
        }
        let field = Field {
            rect: spot.address,
            role: Role::Address,
            largest: LARGEST,
            unbroken: UNBROKEN,
            instead: instead(spot),
        };
        address::recipient(&mut setter, letter, field, &mut items);
        let mut problems = setter.into_problems();
        if spot.sender.is_none() {
            items = centred(items, spot);
        }
        problems.append(check(&items, form));
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(items)
    }
}

fn instead(spot: &Spot) -> &'static str {
    if spot.sender.is_some() {
        ANOTHER_SIZE
    } else {
        ANOTHER_SHEET
    }
}

/// Sets the sender's name and address, where the address is known.
fn sender(setter: &mut Setter<'_>, letter: &Letter, spot: &Spot, items: &mut Vec<Item>) {
    let (Some(rect), false) = (spot.sender, letter.return_line.is_empty()) else {
        return;
    };
    let is_known = |line: &&Line| !matches!(line, Line::Ruled(_));
    let lines: Vec<Line> = letter.sender.iter().filter(is_known).cloned().collect();
    let field = Field {
        rect,
        role: Role::Sender,
        largest: RETURN_ADDRESS,
        unbroken: UNBROKEN,
        instead: instead(spot),
    };
    block(setter, &lines, field, "the sender's address", None, items);
}

/// Moves an address as far from the upper edge of its place as from the lower one: there a printer's error does
/// least harm.
fn centred(items: Vec<Item>, spot: &Spot) -> Vec<Item> {
    let inks = inks(&items);
    let top = inks.iter().map(|ink| ink.top).min().unwrap_or_default();
    let bottom = inks.iter().map(|ink| ink.bottom).max().unwrap_or_default();
    let room = spot.address.height - (bottom - top);
    let down = spot.address.y + room.scale(1, 2) - top;
    let moved = |item: Item| item.moved(Length::ZERO, down);
    items.into_iter().map(moved).collect()
}

/// Finds items outside their place, in the place of another or over it.
fn check(items: &[Item], form: &Stationery) -> Problems {
    let zone = form.first.zone;
    let place = match form.first.sender {
        None => "its label",
        Some(_) => "the part of the envelope that the post reads",
    };
    let mut problems = Problems::default();
    let inks = inks(items);
    for (n, ink) in inks.iter().enumerate() {
        let fault = match (ink.role, form.first.sender) {
            (Role::Address, _) => ink.outside(zone).map(|by| format!("{by} {place}")),
            (_, Some(sender)) => ink.outside(sender).map(|by| format!("{by} its field")),
            (_, None) => ink.inside(zone).map(|by| format!("{by} {place}")),
        };
        let found = fault.into_iter().chain(clashes(ink, &inks[n + 1..]));
        let told = found.map(|fault| format!("{} stands {fault}", ink.name()));
        problems.0.extend(told.map(Diagnostic::error));
    }
    problems
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::Date;
    use crate::campaign::{Campaign, embedded};
    use crate::country::Country;
    use crate::layout::sheets::AddressSheets;
    use crate::letter::furniture::Additions;
    use crate::letter::order::Order;
    use crate::letter::recipe::Recipe;
    use crate::page::stationery::built_in;
    use crate::sender::Sender;

    fn date() -> Date {
        Date::parse("2026-11-23").unwrap()
    }

    /// The letter to the president from London.
    fn letter() -> Letter {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let template = campaign.template("government", "en").unwrap();
        let line = |text: &str| text.to_owned();
        let sender = Sender {
            name: Some(line("Ana Silva")),
            address: vec![line("1 High Street"), line("London")],
            ..Sender::default()
        };
        let order = Order {
            target: campaign.target("president").unwrap(),
            sender: &sender,
            country: Country::from_code("GB"),
            date: date(),
            personal: None,
            set: &BTreeMap::new(),
            added: &Additions::default(),
        };
        let recipe = Recipe::new(&campaign, template).unwrap();
        recipe.fill(&order).unwrap().0
    }

    fn label() -> Stationery {
        built_in().unwrap().sheets.remove(0)
    }

    fn envelope() -> Stationery {
        built_in().unwrap().envelopes.remove(0)
    }

    fn problems(form: &Stationery) -> Vec<String> {
        let set = Typesetter::default().address(&letter(), form);
        let problems = set.err().unwrap_or_default().0;
        problems
            .into_iter()
            .map(|problem| problem.message)
            .collect()
    }

    #[test]
    fn lines_that_leave_their_label_say_by_how_much() {
        let mut form = label();
        form.first.address.x += Length::millimetres(-5.0);
        assert_eq!(
            problems(&form)[0],
            "`His Excellency Mr Kassym-Jomart Tokayev` stands 2.0 mm left of its label"
        );
    }

    #[test]
    fn a_sender_where_the_post_reads_is_caught() {
        let mut form = envelope();
        let sender = form.first.sender.as_mut().unwrap();
        (sender.x, sender.y) = (form.first.address.x, form.first.address.y);
        let found = problems(&form);
        assert!(
            found[0].starts_with("`Ana Silva` stands over `His Exc"),
            "{found:?}"
        );
    }

    #[test]
    fn a_return_address_is_smaller_and_stands_where_it_is_known() {
        let mut typesetter = Typesetter::default();
        let mut letter = letter();
        let sizes = |items: &[Item], role: Role| -> Vec<Length> {
            let runs = items.iter().filter_map(|item| match item {
                Item::Run(run) if run.role == role => Some(run.size),
                _ => None,
            });
            runs.collect()
        };
        let items = typesetter.address(&letter, &envelope()).unwrap();
        assert_eq!(
            sizes(&items, Role::Sender).len(),
            4,
            "name, two lines, country"
        );
        assert!(sizes(&items, Role::Sender)[0] < sizes(&items, Role::Address)[0]);
        letter.return_line.clear();
        let items = typesetter.address(&letter, &envelope()).unwrap();
        assert_eq!(sizes(&items, Role::Sender), []);
    }

    #[test]
    fn an_address_in_two_scripts_stands_where_it_has_room() {
        let mut letter = letter();
        letter.recipient = vec![Line::Text("A".to_owned())];
        letter.recipient_in_two_scripts = Some(vec![Line::Text("B".to_owned()); 5]);
        let mut typesetter = Typesetter::default();
        let mut form = label();
        assert_eq!(typesetter.address(&letter, &form).unwrap().len(), 5);
        form.first.address.height = Length::millimetres(10.0);
        assert_eq!(typesetter.address(&letter, &form).unwrap().len(), 1);
    }

    #[test]
    fn sheets_are_filled_from_the_first_free_place() {
        let (form, mut typesetter) = (label(), Typesetter::default());
        let items = typesetter.address(&letter(), &form).unwrap();
        let mut sheets = AddressSheets::new(&form, "Labels", date(), 19);
        assert!(sheets.add(items.clone()).is_none());
        let full = sheets.add(items.clone()).unwrap();
        let blocks: Vec<usize> = full.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Run(run) => Some(run.block),
                _ => None,
            })
            .collect();
        let (first, last) = (blocks[0], blocks[blocks.len() - 1]);
        assert!(first < last, "each address is a block of its own");
        assert!(sheets.add(items.clone()).is_none());
        assert_eq!(sheets.finish().unwrap().pages[0].items, items);
        let none = AddressSheets::new(&form, "Labels", date(), 0);
        assert!(none.finish().is_none(), "no empty sheet");
    }
}
