//! A cell of a row that is held, and how it is packed.
//!
//! A text of its own stands behind its length. A text that cells share is told by its number: programs number these
//! texts as they come, so that the next one is nearly always the first that no cell had before. That is 0, which packs
//! to nothing; any other is its number and one more.

use crate::members::varint;

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeldCell {
    /// Its text, as the list shows it.
    pub text: String,
    /// Whether it is a number, which cannot have zeros at its start.
    pub is_number: bool,
    /// The number of a text that cells share and its length, in place of a text of its own.
    pub shared: Option<(usize, usize)>,
}

/// What a packed cell is, in the lowest bits of the number that it begins with.
const NUMBER: usize = 1;
const SHARED: usize = 2;
const BITS: u32 = 2;

impl HeldCell {
    /// Makes it empty.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.is_number = false;
        self.shared = None;
    }

    /// Returns whether it says anything.
    pub(super) fn is_filled(&self) -> bool {
        self.shared.is_some() || !self.text.trim().is_empty()
    }

    /// Adds the cell to a packed row; the length of its text if that is shared.
    pub(super) fn pack(&self, order: &mut Order, to: &mut Vec<u8>) -> usize {
        if let Some((number, length)) = self.shared {
            varint::push(to, order.code(number) << BITS | SHARED);
            return length;
        }
        let kind = if self.is_number { NUMBER } else { 0 };
        varint::push(to, self.text.len() << BITS | kind);
        to.extend(self.text.bytes());
        0
    }
}

/// What stands in a packed row for a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PackedCell {
    /// A text of so many bytes, which follow, and whether it is a number.
    Own { length: usize, is_number: bool },
    /// The text of a number.
    Shared(usize),
}

impl PackedCell {
    /// What the number means that a packed cell begins with.
    pub(super) fn of(packed: usize, order: &mut Order) -> Self {
        if packed & SHARED != 0 {
            return Self::Shared(order.number(packed >> BITS));
        }
        Self::Own {
            length: packed >> BITS,
            is_number: packed & NUMBER != 0,
        }
    }
}

/// The order of shared texts: the number of the first that no cell had yet.
#[derive(Debug, Default)]
pub(super) struct Order {
    next: usize,
}

impl Order {
    fn code(&mut self, number: usize) -> usize {
        let code = if number == self.next { 0 } else { number + 1 };
        self.next = self.next.max(number + 1);
        code
    }

    fn number(&mut self, code: usize) -> usize {
        let number = code.checked_sub(1).unwrap_or(self.next);
        self.next = self.next.max(number + 1);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_come_in_order_are_nothing() {
        let (mut to, mut back) = (Order::default(), Order::default());
        for (number, code) in [(0, 0), (1, 0), (0, 1), (2, 0), (7, 8), (3, 4), (8, 0)] {
            assert_eq!((to.code(number), back.number(code)), (code, number));
        }
    }
}
