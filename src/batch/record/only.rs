//! The letters that a batch is restricted to: those of another batch that are made again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The letters that a batch is restricted to, by target: the rows of their signers.
///
/// Rows and not members, since two rows may say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Only(BTreeMap<String, SigningRows>);

impl Only {
    /// Returns whether there is no restriction in a record: a batch has at least one letter.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a letter to a target, with the rows of all who sign it.
    pub(crate) fn add(&mut self, target: &str, rows: &[usize]) {
        let known = self.0.entry(target.to_owned()).or_default();
        match rows {
            [row] => known.add_alone(*row),
            rows => known.add_together(rows),
        }
    }

    /// Returns whether the member of a row signs a letter to a target.
    pub(crate) fn has(&self, row: usize, target: &str) -> bool {
        self.0.get(target).is_some_and(|rows| rows.has(row))
    }

    /// Returns whether the member of a row signs any letter.
    pub(crate) fn has_row(&self, row: usize) -> bool {
        self.0.values().any(|rows| rows.has(row))
    }

    /// Returns the first row of those who sign a letter with the member of a row, if it signs with others.
    pub(crate) fn first(&self, row: usize) -> Option<usize> {
        self.0.values().find_map(|rows| rows.first(row))
    }
}

/// The rows of the signers of letters to one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SigningRows {
    /// Rows that sign alone: the first and the last of each range.
    alone: BTreeMap<usize, usize>,
    /// Rows that sign with others, each with the first row of its letter.
    together: BTreeMap<usize, usize>,
}

impl SigningRows {
    fn add_alone(&mut self, row: usize) {
        if self.has(row) {
            return;
        }
        let after = row
            .checked_add(1)
            .and_then(|next| self.alone.remove(&next))
            .unwrap_or(row);
        match self.alone.range_mut(..row).next_back() {
            Some((_, last)) if last.checked_add(1) == Some(row) => *last = after,
            _ => drop(self.alone.insert(row, after)),
        }
    }

    fn add_together(&mut self, rows: &[usize]) {
        let first = rows.iter().min().copied().unwrap_or_default();
        self.together.extend(rows.iter().map(|row| (*row, first)));
    }

    fn has(&self, row: usize) -> bool {
        let before = self.alone.range(..=row).next_back();
        before.is_some_and(|(_, last)| *last >= row) || self.together.contains_key(&row)
    }

    fn first(&self, row: usize) -> Option<usize> {
        self.together.get(&row).copied()
    }
}

impl SigningRows {
    /// Returns the rows as a text: `3-7,9+12` are the letters of the rows 3 to 7, and one that 9 and 12 sign.
    pub(crate) fn word(&self) -> String {
        let mut letters: BTreeMap<usize, String> = self
            .alone
            .iter()
            .map(|(first, last)| {
                let range = if first == last {
                    first.to_string()
                } else {
                    format!("{first}-{last}")
                };
                (*first, range)
            })
            .collect();
        for (row, first) in &self.together {
            let letter = letters.entry(*first).or_default();
            let sign = if letter.is_empty() { "" } else { "+" };
            *letter = format!("{letter}{sign}{row}");
        }
        letters.into_values().collect::<Vec<_>>().join(",")
    }

    /// Reads rows from such a text.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let mut found = Self::default();
        for letter in word.split(',') {
            let rows: Option<Vec<usize>> = letter.split('+').map(|row| row.parse().ok()).collect();
            match (rows.as_deref(), letter.split_once('-')) {
                (Some([row]), _) => found.add_alone(*row),
                (Some(rows), _) => found.add_together(rows),
                (None, Some((first, last))) => {
                    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
                    found.alone.insert(first, last);
                }
                (None, None) => return None,
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_as_they_were_added() {
        let mut only = Only::default();
        for row in [9, 3, 5, 4, 3] {
            only.add("president", &[row]);
        }
        only.add("president", &[12, 15]);
        only.add("ilo", &[15]);
        assert_eq!(only.0["president"].word(), "3-5,9,12+15");
        let has = |row| only.has(row, "president");
        assert!([3, 4, 5, 9, 12, 15].into_iter().all(has));
        assert!(![0, 2, 6, 8, 10, 13, 16].into_iter().any(has));
        assert!(only.has(15, "ilo") && !only.has(12, "ilo") && only.has_row(12));
        assert_eq!((only.first(15), only.first(3)), (Some(12), None));
    }

    #[test]
    fn what_is_no_row_is_not_read() {
        for wrong in [
            "",
            "a",
            "3-",
            "-3",
            "3,,4",
            "3+x",
            "3-4-5",
            "99999999999999999999",
        ] {
            assert_eq!(SigningRows::of_word(wrong), None, "{wrong}");
        }
        let far = SigningRows::of_word("1-18446744073709551615").unwrap();
        assert!(far.has(usize::MAX) && !far.has(0));
    }

    proptest! {
        #[test]
        fn rows_are_read_as_they_were_written(alone in proptest::collection::btree_set(0_usize..60, 0..40)) {
            let mut rows = SigningRows::default();
            alone.iter().rev().for_each(|row| rows.add_alone(*row));
            prop_assume!(!alone.is_empty());
            let found = SigningRows::of_word(&rows.word());
            prop_assert_eq!(found.as_ref(), Some(&rows));
            prop_assert!((0..62).all(|row| rows.has(row) == alone.contains(&row)));
        }
    }
}
