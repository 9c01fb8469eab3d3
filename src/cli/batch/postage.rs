//! What the postage of letters depends on: where they are posted, where they go, their sheets and weight.

use std::collections::BTreeMap;

use crate::batch::write::progress::PrintedLetter;

/// The weights up to which letters usually cost the same, in grams (Universal Postal Convention, article 17-104).
const CLASSES: [usize; 7] = [20, 50, 100, 250, 500, 1000, 2000];

/// The weight of a sheet of A4 at 80 g/m² (ISO 216: a sixteenth of a square metre), and of an envelope DL or C6/5, in
/// grams.
const SHEET: usize = 5;
const ENVELOPE: usize = 5;

/// Letters that cost the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Postage {
    /// The code of the country that they are posted in.
    pub from: String,
    /// The code of the country that they go to.
    pub to: String,
    /// The number of letters.
    pub letters: usize,
    /// The number of sheets of each.
    pub sheets: usize,
    /// The number of pages of all.
    pub pages: usize,
    /// The weight of each with its envelope, in grams.
    pub grams: usize,
    /// The weight up to which letters usually cost the same as these, in grams.
    pub class: Option<usize>,
}

/// Returns the letters that cost the same, by country and sheets.
pub(super) fn rows(printed: &BTreeMap<PrintedLetter, usize>, is_duplex: bool) -> Vec<Postage> {
    let sides = if is_duplex { 2 } else { 1 };
    let mut rows: BTreeMap<(&str, &str, usize), (usize, usize)> = BTreeMap::new();
    for (letter, count) in printed {
        let sheets = letter.pages.div_ceil(sides);
        let row = rows.entry((&letter.from, &letter.to, sheets)).or_default();
        row.0 += count;
        row.1 += count * letter.pages;
    }
    let postage = |((from, to, sheets), (letters, pages)): ((&str, &str, usize), _)| {
        let grams = SHEET * sheets + ENVELOPE;
        Postage {
            from: from.to_owned(),
            to: to.to_owned(),
            letters,
            sheets,
            pages,
            grams,
            class: CLASSES.into_iter().find(|most| grams <= *most),
        }
    };
    rows.into_iter().map(postage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_as_many_sheets_to_one_country_cost_the_same() {
        let letter = |to: &str, pages| PrintedLetter {
            from: "GB".to_owned(),
            to: to.to_owned(),
            pages,
        };
        let printed = [
            (letter("KZ", 1), 3),
            (letter("KZ", 2), 4),
            (letter("GB", 4), 5),
        ];
        let found = |is_duplex| -> Vec<(String, usize, usize, usize, usize, Option<usize>)> {
            let rows = rows(&printed.clone().into(), is_duplex).into_iter();
            let cells = |row: Postage| {
                (
                    row.to,
                    row.letters,
                    row.sheets,
                    row.pages,
                    row.grams,
                    row.class,
                )
            };
            rows.map(cells).collect()
        };
        let of = |to: &str, letters, sheets, pages, grams, class| {
            (to.to_owned(), letters, sheets, pages, grams, Some(class))
        };
        let apart = [
            of("GB", 5, 4, 20, 25, 50),
            of("KZ", 3, 1, 3, 10, 20),
            of("KZ", 4, 2, 8, 15, 20),
        ];
        assert_eq!(found(false), apart);
        assert_eq!(
            found(true),
            [of("GB", 5, 2, 20, 15, 20), of("KZ", 7, 1, 11, 10, 20)]
        );
    }
}
