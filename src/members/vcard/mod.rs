//! Address books: vCard 4.0 (RFC 6350), 3.0 (RFC 2426) and 2.1, a card a member.
//!
//! A card becomes a row of a list with the columns [`COLUMNS`]. Of several addresses that at home counts before others,
//! and one at work last.

mod address;
mod book;
mod cards;
mod person;
mod plain;

use std::io::Read;

use crate::counting::{counted, one_or_many};
use crate::diagnostic::Place;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::members::decoding::cannot_read;
use crate::members::doubt::Doubt;
use crate::members::held::{Packed, Packer};
use crate::members::held_cell::HeldCell;
use crate::members::options::ListOptions;
use crate::members::vcard::book::Book;
use crate::members::vcard::cards::{Card, Cards};
use crate::members::vcard::person::{COLUMNS, Kind};
use crate::members::vcard::plain::{Undecoded, plain};

/// What was found in an address book beside people.
#[derive(Debug, Default)]
struct Counts {
    groups: usize,
    /// Cards that say nothing that is read, such as a picture alone.
    empty: usize,
    addresses: usize,
    emails: usize,
}

/// Reads the address book called `name`.
///
/// # Errors
/// If it cannot be read, a card is cut off or too long, or it is in another encoding than said.
pub(super) fn read(
    name: &str,
    from: impl Read,
    options: &ListOptions,
) -> Result<(Packed, Problems), Problems> {
    let book = Book::open(name, from, options.encoding)?;
    let (mut cards, is_decoded) = (Cards::new(book.bytes), book.is_decoded);
    let (mut packer, mut counts) = (Packer::new(), Counts::default());
    add(&mut packer, name, 1, COLUMNS.map(str::to_owned).into())?;
    while let Some(card) = cards.next().map_err(|error| cannot_read(name, &error))? {
        let text = text(name, &card, options, is_decoded)?;
        for person in person::people(&text) {
            let is_empty = person.cells.iter().all(String::is_empty);
            counts.groups += usize::from(person.kind == Kind::Group);
            counts.empty += usize::from(person.kind != Kind::Group && is_empty);
            counts.addresses += usize::from(person.addresses > 1);
            counts.emails += usize::from(person.emails > 1);
            if person.kind != Kind::Group {
                add(&mut packer, name, card.line, person.cells)?;
            }
        }
    }
    let rows = packer.finish();
    if rows.rows() + counts.groups + counts.empty == 1 {
        let message = format!("`{name}` has no card that can be read");
        let help = "export the address book again, as vCard 3.0 or 4.0 in UTF-8";
        return Err(Diagnostic::error(message).help(help).into());
    }
    Ok((rows, Problems(notes(name, &counts))))
}

fn add(packer: &mut Packer, name: &str, line: usize, cells: Vec<String>) -> Result<(), Diagnostic> {
    let cells = cells.into_iter().map(|text| HeldCell {
        text,
        ..HeldCell::default()
    });
    let added = packer.add(line, &cells.collect::<Vec<_>>());
    added.map_err(|_| {
        let message = format!("the card in line {line} of `{name}` is too large, or the file is");
        Diagnostic::error(message).help("delete what no letter needs from it")
    })
}

/// The text of a card.
fn text(
    name: &str,
    card: &Card,
    options: &ListOptions,
    is_decoded: bool,
) -> Result<String, Diagnostic> {
    let place = || {
        let first = "BEGIN:VCARD";
        Place::new(&Source::excerpt(name, first, card.line), 0..first.len())
    };
    if !card.is_whole {
        let message =
            "the card that begins here is cut off, or has more than 1 MiB without its pictures";
        let help = "export the address book again; a card ends with the line `END:VCARD`";
        return Err(Diagnostic::error(message).at(place()).help(help));
    }
    let said = options.encoding.filter(|_| !is_decoded);
    plain(&card.text, said, is_decoded).map_err(|why| undecoded(&why).at(place()))
}

/// The problem of a card with a line in another encoding than said, with the one that it looks like.
fn undecoded(why: &Undecoded) -> Diagnostic {
    let mut doubt = Doubt::default();
    let first = why.line.iter().position(|byte| !byte.is_ascii());
    doubt.fault(first.unwrap_or_default() as u64);
    doubt.keep(b"", &why.line, why.line.len() as u64);
    let (looks, give) = match doubt.likely() {
        Some(likely) => (
            format!(
                ": it looks like {} (`{}`)",
                likely.encoding.name(),
                likely.word
            ),
            likely.encoding.name().to_lowercase(),
        ),
        None => (String::new(), "windows-1252".to_owned()),
    };
    let what = match &why.label {
        Some(label) => format!("has the encoding `{label}`, which is not known"),
        None => format!("is not {}", why.encoding.name()),
    };
    let message = format!("the card that begins here {what}{looks}");
    let help =
        format!("give `--encoding {give}`, or export it as vCard 3.0 or 4.0, which are UTF-8");
    Diagnostic::error(message).help(help)
}

fn notes(name: &str, counts: &Counts) -> Vec<Diagnostic> {
    let (groups, empty, several) = (counts.groups, counts.empty, counts.addresses);
    let skipped = [
        (groups, one_or_many(groups, "is no person", "are no person")),
        (
            empty,
            one_or_many(empty, "says nothing of a person", "say nothing of a person"),
        ),
    ];
    let skipped: Vec<String> = skipped
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} that {what}", counted(count, "card")))
        .collect();
    let skipped = (!skipped.is_empty()).then(|| {
        let message = format!("`{name}` has {}; left out", skipped.join(" and "));
        Diagnostic::note(message).help("groups and places do not sign")
    });
    let chosen = (several + counts.emails > 0).then(|| {
        let has = |count: usize| one_or_many(count, "has", "have");
        let people =
            |count: usize| format!("{} of `{name}` {}", counted(count, "person"), has(count));
        let message = match (several, counts.emails) {
            (0, emails) => format!("{} several e-mail addresses", people(emails)),
            (several, 0) => format!("{} several addresses", people(several)),
            (several, emails) => format!(
                "{} several addresses, and {emails} several e-mail addresses",
                people(several)
            ),
        };
        let help = "that at home is taken before others, and that at work last";
        Diagnostic::note(message).help(help)
    });
    skipped.into_iter().chain(chosen).collect()
}
