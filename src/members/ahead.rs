//! Records that were looked at before their turn.

use std::collections::VecDeque;

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::record::Record;
use crate::members::source::Source;

/// The records of a source, some of which were read already.
pub(super) struct Ahead<'r> {
    from: Box<dyn Source + Send + 'r>,
    ready: VecDeque<Result<Record, Diagnostic>>,
}

impl<'r> Ahead<'r> {
    /// The records of a source.
    pub(super) fn new(from: Box<dyn Source + Send + 'r>) -> Self {
        Self {
            from,
            ready: VecDeque::new(),
        }
    }

    /// Puts records back that were taken: they come next.
    pub(super) fn put_back(&mut self, mut records: VecDeque<Result<Record, Diagnostic>>) {
        records.append(&mut self.ready);
        self.ready = records;
    }

    /// The next records, as many as there are up to `most`, which come in their turn all the same.
    pub(super) fn look(&mut self, most: usize) -> impl Iterator<Item = &Record> {
        while self.ready.len() < most {
            let Some(record) = self.from.next() else {
                break;
            };
            let is_last = record.is_err();
            self.ready.push_back(record);
            if is_last {
                break;
            }
        }
        self.ready.iter().filter_map(|record| record.as_ref().ok())
    }
}

impl Iterator for Ahead<'_> {
    type Item = Result<Record, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ready.pop_front().or_else(|| self.from.next())
    }
}

impl Source for Ahead<'_> {
    fn name(&self) -> &str {
        self.from.name()
    }

    fn encoding(&self) -> &'static str {
        self.from.encoding()
    }

    fn delimiter(&self) -> char {
        self.from.delimiter()
    }

    fn notes(&self) -> Problems {
        self.from.notes()
    }

    fn left(&self) -> Option<usize> {
        Some(self.from.left()? + self.ready.len())
    }
}
