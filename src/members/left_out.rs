//! Rows that are none of members: totals, the header again, blank rows.
//!
//! Owns that nobody who signs is taken for a total: such a row has neither an address nor an e-mail address, nothing
//! but words of totals in its first filled cell, and nothing but numbers in the others.

use crate::diagnostic::Diagnostic;
use crate::members::cells::shortened;
use crate::members::columns::{Column, ColumnUse, Part};
use crate::members::header::Header;
use crate::members::member::LeftOut;
use crate::members::record::Record;
use crate::members::spelling::key;

/// The longest text that is read as a total, in bytes.
const LONGEST: usize = 80;

/// Words for totals, in lower case and without accents.
#[rustfmt::skip]
const TOTALS: [&str; 38] = [
    "total", "totals", "subtotal", "sum", "count", "overall", "altogether",
    "gesamt", "gesamtzahl", "gesamtsumme", "gesamtanzahl", "summe", "zwischensumme", "insgesamt", "anzahl", "mitgliederzahl",
    "totaux", "totale", "soustotal", "somme", "effectif",
    "totales", "suma", "recuento", "cantidad",
    "итого", "итог", "всего", "сумма", "количество", "подытог", "численность",
    "барлыгы", "барлығы", "жиыны", "қорытынды", "корытынды", "саны",
];

/// Words for what is counted.
#[rustfmt::skip]
const COUNTED: [&str; 42] = [
    "member", "members", "person", "persons", "people", "row", "rows", "name", "names", "entry", "entries", "signatures",
    "mitglied", "mitglieder", "mitgliedern", "person", "personen", "eintrag", "eintrage", "zeilen", "namen", "unterschriften",
    "membre", "membres", "personnes", "adherents", "lignes", "noms",
    "miembro", "miembros", "personas", "afiliados", "filas", "nombres",
    "член", "члена", "членов", "человек", "чел", "участников", "строк", "муше",
];

/// Words that stand between them.
#[rustfmt::skip]
const BETWEEN: [&str; 28] = [
    "of", "the", "in", "all", "grand", "number", "no", "der", "die", "aller", "alle", "an", "zahl", "und",
    "de", "des", "du", "le", "les", "general", "generale", "nombre", "los", "el", "todos", "numero", "no", "общее",
];

/// What tells rows of members from others.
pub(super) struct LeftOuts {
    /// The columns where a member has an address or an e-mail address.
    contacts: Vec<usize>,
    /// The first blank row since the last one that was given, and how many there are.
    blank: Option<(usize, usize)>,
}

impl LeftOuts {
    /// What tells them below a header.
    pub(super) fn new(header: &Header) -> Self {
        let is_contact = |used: &ColumnUse| match used {
            ColumnUse::Known(Column::Address(_, part)) => *part != Part::Country,
            ColumnUse::Known(Column::Email(_) | Column::Phone(_)) => true,
            _ => false,
        };
        let uses = header.uses.iter().enumerate();
        let contacts = uses.filter(|(_, used)| is_contact(used)).map(|(n, _)| n);
        Self {
            contacts: contacts.collect(),
            blank: None,
        }
    }

    /// Counts a blank row.
    pub(super) fn blank(&mut self, record: &Record) {
        let (_, count) = self.blank.get_or_insert((record.line, 0));
        *count += 1;
    }

    /// Returns whether there are blank rows since the last row that was given.
    pub(super) fn has_blanks(&self) -> bool {
        self.blank.is_some()
    }

    /// The blank rows since the last row that was given. Those that nothing follows are none.
    pub(super) fn blanks(&mut self) -> Option<LeftOut> {
        let (line, rows) = self.blank.take()?;
        let lines = if rows > 1 {
            format!("{rows} from line {line} on")
        } else {
            format!("line {line}")
        };
        let message = if rows > 1 {
            format!("{rows} rows from line {line} on are blank and skipped")
        } else {
            format!("line {line} is blank and skipped")
        };
        let note = Diagnostic::note(message).among(&lines, "blank rows are skipped", "");
        Some(LeftOut {
            row: None,
            line,
            rows,
            note,
        })
    }

    /// Returns whether a row has no member, and what it has; `row` is its number.
    pub(super) fn left_out(
        &self,
        name: &str,
        header: &Header,
        record: &Record,
        row: usize,
    ) -> Option<LeftOut> {
        let what = if is_header(header, record) {
            "the header again"
        } else if self.is_total(record) {
            "a total"
        } else {
            return None;
        };
        let first = record.cells.iter().find(|cell| !cell.trim().is_empty())?;
        let shown = shortened(first);
        let message = format!(
            "line {} `{shown}` is {what}, not a member: it is left out",
            record.line
        );
        let shared = format!("{what} stands where a member should: the rows are left out");
        let place = record.place(name, 0..record.text.len());
        let note = Diagnostic::note(message).among(&format!("`{shown}`"), &shared, "");
        Some(LeftOut {
            row: Some(row),
            line: record.line,
            rows: 1,
            note: note.at(place),
        })
    }

    fn is_total(&self, record: &Record) -> bool {
        let cell = |n: &usize| record.cells.get(*n).map_or("", |cell| cell.trim());
        // A bare number is no address: it is the total itself.
        let is_contact = |cell: &str| !cell.is_empty() && !is_bare_number(cell);
        if self.contacts.iter().any(|n| is_contact(cell(n))) {
            return false;
        }
        let mut filled = record.cells.iter().map(|cell| cell.trim());
        let mut filled = filled.by_ref().filter(|cell| !cell.is_empty());
        filled.next().is_some_and(says_total) && filled.all(is_number)
    }
}

/// Returns whether a row says what the header says.
fn is_header(header: &Header, record: &Record) -> bool {
    let titles = header.cells();
    let is_same = |(cell, title): (&String, &String)| {
        let (cell, title) = (cell.trim(), title.trim());
        cell.eq_ignore_ascii_case(title)
            || cell.len() == title.len() && cell.to_lowercase() == title.to_lowercase()
    };
    record.cells.len() >= titles.len() && record.cells.iter().zip(titles).all(is_same)
}

/// Returns whether a text counts something: a word for a total, or a number and what it counts.
fn says_total(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.map(key).filter(|word| !word.is_empty()).collect();
    let is_one = |list: &[&str], word: &String| list.contains(&word.as_str());
    let is_digits = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let has = |list: &[&str]| words.iter().any(|word| is_one(list, word));
    let is_known = |word: &String| {
        is_digits(word) || is_one(&TOTALS, word) || is_one(&COUNTED, word) || is_one(&BETWEEN, word)
    };
    words.iter().all(is_known) && (has(&TOTALS) || has(&COUNTED) && words.iter().any(is_digits))
}

/// Returns whether a cell has a short number and nothing else.
fn is_bare_number(cell: &str) -> bool {
    cell.len() < 4 && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a cell is a number, perhaps with a unit.
fn is_number(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    cell.contains(|c: char| c.is_ascii_digit()) && letters <= 3 || says_total(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_names() {
        for total in [
            "Gesamt: 1 Mitglied",
            "Gesamt",
            "Total",
            "TOTAL:",
            "Grand total 12",
            "Summe",
            "Итого",
            "Итого: 12 членов",
            "Всего человек: 12",
            "Барлығы: 12",
            "Total général",
            "Nombre de membres : 12",
            "Total de miembros: 12",
            "Anzahl der Mitglieder: 12",
            "12 Mitglieder",
            "Number of members: 45",
        ] {
            assert!(says_total(total), "{total}");
        }
        for name in [
            "Total Recall",
            "Ana Total",
            "Sum Yung",
            "Summer",
            "Members",
            "Mitglieder",
            "12",
            "",
            "Anna Gesamt",
            "Le Nombre",
            "Юрий Всего",
            "3 Ways",
        ] {
            assert!(!says_total(name), "{name}");
        }
    }

    #[test]
    fn every_word_can_be_found() {
        for word in TOTALS.iter().chain(&COUNTED).chain(&BETWEEN) {
            assert_eq!(*word, key(word), "{word}");
        }
    }
}
