//! The order of a manifest: by target and member, in the order of the files.

use crate::batch::record::file_names;
use std::collections::BTreeMap;

use crate::batch::plan::survey::Survey;
use crate::batch::record::entry::Entry;
use crate::batch::{Combine, Request};
use crate::output::Format;

/// The place of a letter: its print file, its target, its row and its piece.
type RowPlace = (usize, usize, usize, usize);

/// The progress through a manifest.
pub(crate) struct RowOrder<'w> {
    request: &'w Request<'w>,
    survey: &'w Survey<'w>,
    /// The place of the last letter in each sequence with an order of its own: each format of print files, single
    /// files, faxes.
    last: BTreeMap<String, RowPlace>,
    /// The number of the last print file, by its format and the print file that it is a part of.
    parts: BTreeMap<(String, usize), usize>,
    /// The last file: whether it is a fax, its print file and its format.
    file: (bool, usize, usize),
}

impl<'w> RowOrder<'w> {
    /// Creates a progress with nothing read yet.
    pub(crate) fn new(request: &'w Request<'w>, survey: &'w Survey<'w>) -> Self {
        Self {
            request,
            survey,
            last: BTreeMap::new(),
            parts: BTreeMap::new(),
            file: (false, 0, 0),
        }
    }

    /// Returns whether the next letter, a piece of all those of its member to its target, comes after those before it.
    pub(crate) fn follows(&mut self, entry: &Entry, piece: usize) -> bool {
        let is_apart = self.request.combine == Combine::None || self.request.maildir;
        let is_shared = !is_apart && !entry.is_fax();
        let unit = if is_shared { self.unit(entry) } else { 0 };
        let place = (unit, self.target(entry), entry.row, piece);
        let stream = match (entry.is_fax(), is_shared) {
            (false, false) => String::new(),
            _ => entry.format.clone(),
        };
        let follows = self.last.get(&stream).is_none_or(|last| *last < place);
        self.last.insert(stream, place);
        follows && self.is_next_file(entry, unit, is_shared)
    }

    /// Returns whether the file of a letter does not belong before the last one.
    fn is_next_file(&mut self, entry: &Entry, unit: usize, is_shared: bool) -> bool {
        let mut formats = self.request.formats.iter();
        let is_it = |format: &Format| format.to_string() == entry.format;
        // Parts of print files are listed as each is full, whatever their formats.
        let is_by_format = is_shared && !self.request.is_split();
        let format = formats.position(|format| is_by_format && is_it(format));
        let file = (entry.is_fax(), unit, format.unwrap_or_default());
        let part = file_names::number(&entry.file).map_or(0, |(_, number)| number);
        let part = if is_shared { part } else { 0 };
        let known = self.parts.entry((entry.format.clone(), unit)).or_default();
        let follows = self.file <= file && *known <= part;
        (self.file, *known) = (file, part);
        follows
    }

    /// Returns the place of a letter's target among all.
    fn target(&self, entry: &Entry) -> usize {
        let mut targets = self.survey.targets.iter();
        let place = targets.position(|(target, _)| target.id == entry.target);
        place.unwrap_or(usize::MAX)
    }

    /// Returns the place of a letter's print file among all.
    fn unit(&self, entry: &Entry) -> usize {
        match self.request.combine {
            Combine::Target => self.target(entry),
            Combine::Branch => {
                let mut branches = self.survey.branches.iter();
                let place =
                    branches.position(|branch| file_names::is_part(&entry.file, &branch.file));
                place.unwrap_or(usize::MAX)
            }
            Combine::All | Combine::None => 0,
        }
    }
}
