//! What the cells of a column answer: yes or no, when, or something else.

use crate::members::typed::is_day;
use crate::members::values::said;

/// What the first cells of a column say.
#[derive(Debug, Default)]
pub(super) struct Answers {
    filled: usize,
    /// How many say yes or no, and how many a date.
    said: usize,
    dates: usize,
    /// How many say no, or nothing.
    others: usize,
}

impl Answers {
    /// Looks at a cell.
    pub(super) fn look(&mut self, cell: &str) {
        let answer = said(cell);
        self.others += usize::from(answer == Some(false));
        if cell.trim().is_empty() {
            return;
        }
        self.filled += 1;
        self.said += usize::from(answer.is_some());
        self.dates += usize::from(answer.is_none() && is_day(cell));
    }

    /// Returns whether they may say who agreed: most say yes, no or a date, or there are none.
    pub(super) fn may_be(&self) -> bool {
        (self.said + self.dates) * 2 >= self.filled
    }

    /// Returns whether all say yes or no, and some no or nothing.
    pub(super) fn is_yes_or_no(&self) -> bool {
        self.said > 0 && self.said == self.filled && self.others > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> (bool, bool) {
        let mut answers = Answers::default();
        for cell in cells {
            answers.look(cell);
        }
        (answers.may_be(), answers.is_yes_or_no())
    }

    #[test]
    fn answers_are_told_from_other_values() {
        assert_eq!(of(&["yes", "no", ""]), (true, true));
        assert_eq!(of(&["x", "", ""]), (true, true));
        assert_eq!(of(&["yes", "yes"]), (true, false));
        assert_eq!(of(&["12.3.2026", ""]), (true, false));
        assert_eq!(of(&["", ""]), (true, false));
        assert_eq!(of(&["early", "late"]), (false, false));
        assert_eq!(of(&["1234", "1235"]), (false, false));
    }
}
