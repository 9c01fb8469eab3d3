//! The letters that cannot be made, and why.

use crate::diagnostic::{Diagnostic, Problems};

/// Problems, each told once with the targets whose letters have it.
#[derive(Debug, Default)]
pub(super) struct Refused(Vec<(Diagnostic, Vec<String>)>);

impl Refused {
    /// Adds the problems of the letter to a target.
    pub(super) fn add(&mut self, problems: Problems, target: &str) {
        for problem in problems.0 {
            match self.0.iter_mut().find(|(known, _)| *known == problem) {
                Some((_, targets)) => targets.push(target.to_owned()),
                None => self.0.push((problem, vec![target.to_owned()])),
            }
        }
    }

    /// The problems, which name the targets.
    pub(super) fn problems(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(|(mut problem, targets)| {
            problem.message = format!("{}: {}", targets.join(", "), problem.message);
            problem
        })
    }
}
