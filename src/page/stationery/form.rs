//! Forms of stationery: a sheet or an envelope, and the places for addresses on it.

use std::collections::BTreeMap;

use crate::length::Length;
use crate::page::profile::Rect;

/// A sheet of labels, or an envelope: a sheet with one place for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stationery {
    /// Its name on the command line.
    pub name: String,
    /// Its description.
    pub title: String,
    /// The width and height of the sheet.
    pub paper: (Length, Length),
    /// The countries of posting it is the default for; `*` for the rest.
    pub default_for: Vec<String>,
    /// The first place, at the top left.
    pub first: Spot,
    /// The number of places side by side.
    pub columns: usize,
    /// The number of places one below the other.
    pub rows: usize,
    /// The distance from one place to the next: right and down.
    pub pitch: (Length, Length),
    /// The sources of the measures, by their keys in the file.
    pub sources: BTreeMap<&'static str, String>,
}

/// A place for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The zone that the recipient's address must not leave and nothing else may enter: a label, or the part of an
    /// envelope that the post reads.
    pub zone: Rect,
    /// The area inside of it where the address is set.
    pub address: Rect,
    /// The area where the sender's address is set, if there is one.
    pub sender: Option<Rect>,
}

impl Stationery {
    /// The number of places on a sheet.
    pub fn count(&self) -> usize {
        self.columns * self.rows
    }

    /// The distance of a place, from 0, to the first one: right and down. They follow in rows.
    pub fn offset(&self, place: usize) -> (Length, Length) {
        let steps = |n: usize| i64::try_from(n).unwrap_or_default();
        let (column, row) = (place % self.columns, place / self.columns);
        (self.pitch.0 * steps(column), self.pitch.1 * steps(row))
    }
}

/// The sheets of labels and the envelopes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// The sheets.
    pub sheets: Vec<Stationery>,
    /// The envelopes.
    pub envelopes: Vec<Stationery>,
}
