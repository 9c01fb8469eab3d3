//! The blocks of address: the sender's, the return-address line, the recipient's in its window.

use crate::layout::lines::measure;
use crate::layout::parts::block::{Field, LARGEST, SENDER_SIZE, UNBROKEN, block, fit, whole};
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::{Letter, Line};
use crate::page::profile::Profile;
use crate::page::{Item, Role};

/// The size of the return-address line.
const RETURN_SIZE: Length = Length::centipoints(750);

/// Help for lines that do not fit a page.
const ANOTHER_PROFILE: &str = "take another `--profile`";

/// Sets the sender's name and address, and how to answer if that fits too; returns what did not fit,
/// to be set elsewhere.
pub(crate) fn sender<'l>(
    setter: &mut Setter<'_>,
    letter: &'l Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) -> &'l [Line] {
    let number = setter.block();
    let all: Vec<Line> = letter.sender.iter().chain(&letter.reply).cloned().collect();
    let field = Field {
        rect: profile.sender,
        role: Role::Sender,
        largest: SENDER_SIZE.max(profile.face.text),
        unbroken: UNBROKEN,
        instead: ANOTHER_PROFILE,
    };
    if let Ok(found) = fit(setter, &all, field, number) {
        items.extend(found);
        &[]
    } else {
        block(
            setter,
            &letter.sender,
            field,
            "the sender's address",
            None,
            items,
        );
        &letter.reply
    }
}

/// Returns the field of the recipient's address on a letter: its window.
pub(crate) fn window(profile: &Profile) -> Field {
    Field {
        rect: profile.address,
        role: Role::Address,
        largest: LARGEST,
        unbroken: UNBROKEN,
        instead: ANOTHER_PROFILE,
    }
}

/// Sets the recipient's address in its field, in two scripts if they have room there.
pub(crate) fn recipient(
    setter: &mut Setter<'_>,
    letter: &Letter,
    field: Field,
    items: &mut Vec<Item>,
) {
    if let Some(lines) = &letter.recipient_in_two_scripts
        && let Some(found) = whole(setter, lines, field)
    {
        return items.extend(found);
    }
    let what = format!("the address of `{}`", letter.target);
    let place = Some(&letter.recipient_place);
    block(setter, &letter.recipient, field, &what, place, items);
}

/// Sets the sender on one line above the recipient's address, smaller if it has to be.
pub(crate) fn return_line(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    items: &mut Vec<Item>,
) {
    let (Some(rect), false) = (profile.return_line, letter.return_line.is_empty()) else {
        return;
    };
    let words = letter.return_line.join(" · ");
    let block = setter.block();
    let mut runs = setter.line(&words, RETURN_SIZE, Role::Artifact, block);
    let width = measure::width(&runs);
    if width > rect.width {
        let size = RETURN_SIZE.scale(rect.width.0, width.0);
        if size < Length::points(5) {
            // Too small to read: the sender's block says the same.
            return;
        }
        runs = setter.line(&words, size, Role::Artifact, block);
    }
    measure::shift(&mut runs, rect.x, rect.y + rect.height.scale(3, 4));
    items.extend(runs.into_iter().map(Item::Run));
}
