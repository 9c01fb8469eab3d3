//! Rows that are none of members: totals, remarks, the header again, blank rows, people who died or
//! refused.
//!
//! Owns that nobody who signs is taken for a total: such a row has neither an address nor an e-mail address, nothing
//! but words of totals in its first filled cell, and nothing but numbers in the others. A remark, such as the date of
//! the list, begins with a word that only remarks begin with.

use crate::diagnostic::Diagnostic;
use crate::members::cells::shortened;
use crate::members::columns::{Column, ColumnUse, Part};
use crate::members::header::Header;
use crate::members::member::LeftOut;
use crate::members::record::Record;
use crate::members::spelling::key;
use crate::members::values::answer;

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

/// Words that remarks on a list begin with, which go on with a date or a number.
#[rustfmt::skip]
const REMARKS: [&str; 20] = [
    "asof", "asat", "date", "page", "printed", "exported",
    "stand", "datum", "seite", "gedruckt", "erstellt",
    "etat", "etatau", "imprime", "fecha", "pagina", "impreso",
    "посостоянию", "дата", "страница",
];

/// What tells rows of members from others.
pub(super) struct LeftOuts {
    /// The columns that say who died or refused.
    refusals: Vec<usize>,
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
        let is_refusal =
            |used: &ColumnUse| matches!(used, ColumnUse::Known(Column::Deceased | Column::Refusal));
        let those = |is_one: &dyn Fn(&ColumnUse) -> bool| {
            let uses = header.uses.iter().enumerate();
            uses.filter(|(_, used)| is_one(used))
                .map(|(n, _)| n)
                .collect()
        };
        Self {
            contacts: those(&is_contact),
            refusals: those(&is_refusal),
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
        } else if self
            .is_beside_members(record, |first| says_total(first) || is_alone(record, first))
        {
            "a total"
        } else if self.is_beside_members(record, is_remark) {
            "a remark"
        } else {
            return self.refused(name, header, record, row);
        };
        let shown = shortened(first_text(record)?);
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

    /// Returns the row of a member who died or refused.
    fn refused(&self, name: &str, header: &Header, record: &Record, row: usize) -> Option<LeftOut> {
        let said = |n: &&usize| {
            record
                .cells
                .get(**n)
                .is_some_and(|cell| answer("", cell) == Ok(true))
        };
        let column = *self.refusals.iter().find(said)?;
        let (who, title) = (shortened(first_text(record)?), header.title(column));
        let message = format!(
            "line {} `{who}` is left out: `{title}` is `{}`",
            record.line,
            shortened(&record.cells[column])
        );
        let shared =
            format!("`{title}` says that members died or refused: their rows are left out");
        let word = header.word(column);
        let help = format!("`--column '{word}=none'` if it says something else");
        let note = Diagnostic::note(message).help(help);
        Some(LeftOut {
            row: Some(row),
            line: record.line,
            rows: 1,
            note: note
                .among(&format!("`{who}`"), &shared, "")
                .at(record.cell_place(name, column)),
        })
    }

    /// Returns whether a row says nothing of a member: no address or other contact, `is_first` of its first filled
    /// cell, and numbers in the others.
    fn is_beside_members(&self, record: &Record, is_first: impl Fn(&str) -> bool) -> bool {
        let cell = |n: &usize| record.cells.get(*n).map_or("", |cell| cell.trim());
        // A bare number is no address: it is the total itself.
        let is_contact = |cell: &str| !cell.is_empty() && !is_bare_number(cell);
        if self.contacts.iter().any(|n| is_contact(cell(n))) {
            return false;
        }
        let mut filled = record.cells.iter().map(|cell| cell.trim());
        let mut filled = filled.by_ref().filter(|cell| !cell.is_empty());
        // A number of the row may stand before it.
        let mut says = false;
        let is_either = |cell: &str| {
            let is_it = is_first(cell);
            says |= is_it;
            is_it || is_number(cell)
        };
        filled.all(is_either) && says
    }
}

/// The first text of a row, or its first cell if it has numbers alone.
fn first_text(record: &Record) -> Option<&String> {
    let mut filled = record.cells.iter().filter(|cell| !cell.trim().is_empty());
    let mut texts = filled
        .clone()
        .filter(|cell| cell.contains(char::is_alphabetic));
    texts.next().or_else(|| filled.next())
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

/// Returns whether a text is a number, and nothing else stands in its row.
fn is_alone(record: &Record, text: &str) -> bool {
    let filled = record.cells.iter().filter(|cell| !cell.trim().is_empty());
    text.parse().is_ok_and(|number: u32| number > 0) && filled.count() == 1
}

/// Returns whether a text is a remark on the list, such as the date of its rows or the number of a page.
fn is_remark(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).map(key);
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let begins = [first.clone(), first + &second]
        .iter()
        .any(|word| REMARKS.contains(&word.as_str()));
    text.len() <= LONGEST && begins && text.contains(|c: char| c.is_ascii_digit())
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
    fn remarks_are_told_from_names() {
        for remark in [
            "Stand: 1.5.2026",
            "Stand 1. Mai 2026",
            "As of 12 May 2026",
            "Page 1 of 3",
            "État au 1er mai 2026",
            "По состоянию на 01.05.2026",
            "Fecha: 1/5/2026",
        ] {
            assert!(is_remark(remark), "{remark}");
        }
        for name in [
            "Stand",
            "Ana Stand 2",
            "Paige 1",
            "Ana",
            "",
            "12",
            "Date Masamune",
        ] {
            assert!(!is_remark(name), "{name}");
        }
    }

    #[test]
    fn every_word_can_be_found() {
        for word in TOTALS
            .iter()
            .chain(&COUNTED)
            .chain(&BETWEEN)
            .chain(&REMARKS)
        {
            assert_eq!(*word, key(word), "{word}");
        }
    }
}
