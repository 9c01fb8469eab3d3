//! Address books: vCard 4.0 (RFC 6350), 3.0 (RFC 2426) and 2.1, a card a member.
//!
//! A card becomes a row of a list with the columns [`COLUMNS`]. Of several addresses that at home counts before others,
//! and one at work last.

mod cards;
mod person;

use std::io::{BufReader, Read};

use crate::counting::{counted, one_or_many};
use crate::diagnostic::Place;
use crate::diagnostic::{Diagnostic, Problems, Source};
use crate::members::decoding::cannot_read;
use crate::members::encoding::Encoding;
use crate::members::held::{HeldCell, Packed, Packer};
use crate::members::options::ListOptions;
use crate::members::vcard::cards::{Card, Cards};
use crate::members::vcard::person::{COLUMNS, Kind};

/// What was found in an address book beside people.
#[derive(Debug, Default)]
struct Counts {
    groups: usize,
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
    let mut cards = Cards::new(BufReader::new(from));
    let (mut packer, mut counts) = (Packer::new(), Counts::default());
    add(&mut packer, name, 1, COLUMNS.map(str::to_owned).into())?;
    while let Some(card) = cards.next().map_err(|error| cannot_read(name, &error))? {
        let text = text(name, &card, options)?;
        for person in person::people(&text) {
            counts.groups += usize::from(person.kind == Kind::Group);
            counts.addresses += usize::from(person.addresses > 1);
            counts.emails += usize::from(person.emails > 1);
            if person.kind != Kind::Group {
                add(&mut packer, name, card.line, person.cells)?;
            }
        }
    }
    let rows = packer.finish();
    if rows.rows() + counts.groups == 1 {
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
fn text(name: &str, card: &Card, options: &ListOptions) -> Result<String, Diagnostic> {
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
    let encoding = options.encoding.unwrap_or(Encoding::UTF_8);
    encoding.decoded(&card.text).ok_or_else(|| {
        let message = format!("the card that begins here is not {}", encoding.name());
        let help = "export it as vCard 3.0 or 4.0, which are UTF-8, or give its encoding, such as \
                    `--encoding windows-1252`";
        Diagnostic::error(message).at(place()).help(help)
    })
}

fn notes(name: &str, counts: &Counts) -> Vec<Diagnostic> {
    let (groups, several) = (counts.groups, counts.addresses);
    let skipped = (groups > 0).then(|| {
        let message = format!(
            "`{name}` has {} that {} no person; left out",
            counted(groups, "card"),
            one_or_many(groups, "is", "are")
        );
        Diagnostic::note(message).help("groups and places do not sign")
    });
    let chosen = (several + counts.emails > 0).then(|| {
        let message = format!(
            "{} of `{name}` {} several addresses, and {} several e-mail addresses",
            counted(several, "person"),
            one_or_many(several, "has", "have"),
            counts.emails
        );
        let help = "that at home is taken before others, and that at work last";
        Diagnostic::note(message).help(help)
    });
    skipped.into_iter().chain(chosen).collect()
}
