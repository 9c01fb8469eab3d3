//! Which of several columns rows took: counted for one note.

use std::collections::BTreeMap;

use crate::counting::counted;
use crate::diagnostic::Diagnostic;
use crate::members::header::Header;

/// What a row took of several columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// The column, of an address the first of its columns.
    pub column: usize,
    /// Whether the row had another to choose.
    pub more: bool,
}

/// What a row took, where there was something to choose.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taken {
    pub address: Option<Choice>,
    pub email: Option<Choice>,
    pub phone: Option<Choice>,
}

/// What the rows of a list took.
#[derive(Debug, Default)]
pub(super) struct TakenCounts {
    addresses: Counts,
    emails: Counts,
    phones: Counts,
}

/// The rows by the column that they took, and how many could have taken another.
#[derive(Debug, Default)]
struct Counts {
    columns: BTreeMap<usize, usize>,
    more: usize,
}

impl TakenCounts {
    /// Counts a row.
    pub(super) fn add(&mut self, taken: &Taken) {
        let Taken {
            address,
            email,
            phone,
        } = taken;
        self.addresses.add(*address);
        self.emails.add(*email);
        self.phones.add(*phone);
    }

    /// The note on them, if rows had something to choose.
    pub(super) fn note(&self, header: &Header) -> Option<Diagnostic> {
        let told = [
            ("address", &self.addresses),
            ("e-mail address", &self.emails),
            ("phone number", &self.phones),
        ];
        let told: Vec<String> = told
            .into_iter()
            .filter_map(|(what, counts)| counts.told(what, header))
            .collect();
        let message = format!(
            "of several columns, the first by kind was taken: {}",
            told.join("; ")
        );
        let help =
            "home comes before work, and a mobile phone before both; `--column` says otherwise";
        (!told.is_empty()).then(|| Diagnostic::note(message).help(help))
    }
}

impl Counts {
    fn add(&mut self, choice: Option<Choice>) {
        if let Some(Choice { column, more }) = choice {
            *self.columns.entry(column).or_default() += 1;
            self.more += usize::from(more);
        }
    }

    fn told(&self, what: &str, header: &Header) -> Option<String> {
        if self.more == 0 && self.columns.len() < 2 {
            return None;
        }
        let columns = self.columns.iter().map(|(column, rows)| {
            format!("{} from `{}`", counted(*rows, what), header.title(*column))
        });
        let more =
            (self.more > 0).then(|| format!("{} had more than one", counted(self.more, "row")));
        let told: Vec<String> = columns.chain(more).collect();
        Some(told.join(", "))
    }
}
