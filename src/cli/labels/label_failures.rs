//! Addresses that could not be printed, told once however many letters they are of.

use crate::batch::write::addresses::Unprinted;
use crate::diagnostic::{Diagnostic, Problems};

/// The most problems that are told.
const MOST: usize = 200;

/// The reasons why addresses are missing, and the letters that they are of.
#[derive(Debug, Default)]
pub(super) struct LabelFailures {
    /// Each problem with the first letter that has it, and how many others do.
    told: Vec<(Diagnostic, String, usize)>,
    /// The number of problems that came when the list was full.
    untold: usize,
}

impl LabelFailures {
    /// Notes the problems of a letter.
    pub(super) fn add(&mut self, unprinted: Unprinted) {
        for problem in unprinted.problems.0 {
            let mut told = self.told.iter_mut();
            if let Some((.., others)) = told.find(|(known, ..)| *known == problem) {
                *others += 1;
            } else if self.told.len() < MOST {
                self.told.push((problem, unprinted.letter.clone(), 0));
            } else {
                self.untold += 1;
            }
        }
    }

    /// Tells whether every address was printed.
    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// The problems, for people.
    pub(super) fn problems(&self) -> Problems {
        let told = self.told.iter().map(|(problem, letter, others)| {
            let others = match others {
                0 => String::new(),
                1 => ", and one other letter".to_owned(),
                n => format!(", and {n} other letters"),
            };
            let mut problem = problem.clone();
            problem.message = format!("{letter}{others}: {}", problem.message);
            problem
        });
        let untold = (self.untold > 0).then(|| {
            let message = format!("there are {} further problems of this kind", self.untold);
            Diagnostic::error(message)
        });
        Problems(told.chain(untold).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_of_many_letters_is_told_once() {
        let mut failures = LabelFailures::default();
        for line in 2..5 {
            failures.add(Unprinted {
                letter: format!("line {line}, ilo"),
                problems: Diagnostic::error("too long").into(),
            });
        }
        let told = failures.problems();
        assert_eq!(told.0.len(), 1);
        assert_eq!(
            told.0[0].message,
            "line 2, ilo, and 2 other letters: too long"
        );
    }
}
