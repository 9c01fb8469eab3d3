//! How much a run has told, and what it left out.
//!
//! Errors go before what is no error, and what is told keeps its order.

use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Severity, Untold};
use crate::limits::{MESSAGES, NOTES};

/// What the run has told and left out so far.
static SO_FAR: Mutex<SoFar> = Mutex::new(SoFar {
    told: 0,
    untold: Untold {
        errors: 0,
        notes: 0,
    },
});

#[derive(Clone, Copy)]
struct SoFar {
    told: usize,
    untold: Untold,
}

impl SoFar {
    /// Those of some problems that are told.
    fn choose<'p>(&mut self, problems: &[&'p Diagnostic]) -> Vec<&'p Diagnostic> {
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        let all = problems.iter().filter(|problem| is_error(problem)).count();
        let errors = all.min(MESSAGES.saturating_sub(self.told));
        let notes = NOTES.saturating_sub(self.told + errors);
        let notes = notes.min(problems.len() - all);
        self.told += errors + notes;
        self.untold.errors += all - errors;
        self.untold.notes += problems.len() - all - notes;
        let mut left = [notes, errors];
        let has_room = |problem: &&&Diagnostic| {
            let left = &mut left[usize::from(is_error(problem))];
            let has_room = *left > 0;
            *left = left.saturating_sub(1);
            has_room
        };
        problems.iter().filter(has_room).copied().collect()
    }

    /// The line that says what was left out.
    fn rest(&self) -> Option<String> {
        let more = |count: usize, what: &str| {
            (count > 0).then(|| format!("{count} more {what}{}", if count == 1 { "" } else { "s" }))
        };
        let Untold { errors, notes } = self.untold;
        let counts = [more(errors, "error"), more(notes, "note")].map(Option::into_iter);
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let correct = "correct what is told above and give the same command again";
        (!counts.is_empty()).then(|| format!("not shown: {}; {correct}", counts.join(" and ")))
    }
}

/// Those of some problems that are told, counted.
pub fn chosen<'p>(problems: &[&'p Diagnostic]) -> Vec<&'p Diagnostic> {
    let mut so_far = SO_FAR.lock().unwrap_or_else(PoisonError::into_inner);
    so_far.choose(problems)
}

/// Counts problems that are not told.
pub fn leave_out(untold: Untold) {
    let mut so_far = SO_FAR.lock().unwrap_or_else(PoisonError::into_inner);
    so_far.untold.add(untold);
}

/// The line that says what was left out, if anything was.
pub fn rest() -> Option<String> {
    let so_far = SO_FAR.lock().unwrap_or_else(PoisonError::into_inner);
    so_far.rest()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(calls: &[Vec<Diagnostic>]) -> (Vec<String>, Option<String>) {
        let mut so_far = SoFar {
            told: 0,
            untold: Untold::default(),
        };
        let mut told = Vec::new();
        for call in calls {
            let found = so_far.choose(&call.iter().collect::<Vec<_>>());
            told.extend(found.into_iter().map(|problem| problem.message.clone()));
        }
        assert!(told.len() <= MESSAGES);
        (told, so_far.rest())
    }

    #[test]
    fn notes_leave_room_for_errors() {
        let notes = vec![Diagnostic::note("n"); 1_000];
        let errors = vec![Diagnostic::error("e"); 1_000];
        let (shown, rest) = told(&[notes.clone(), errors.clone()]);
        let errors_told = shown.iter().filter(|message| *message == "e").count();
        assert_eq!((shown.len(), errors_told), (MESSAGES, MESSAGES - NOTES));
        let rest = rest.unwrap();
        assert!(
            rest.contains("950 more errors and 950 more notes"),
            "{rest}"
        );
        let (shown, _) = told(&[[notes, errors].concat()]);
        assert!(shown.iter().all(|message| message == "e"));
    }

    #[test]
    fn what_is_told_keeps_its_order_and_few_are_all_told() {
        let few = ["a", "b", "c", "d"].map(Diagnostic::error);
        let mut few = few.to_vec();
        few[1].severity = Severity::Note;
        let (shown, rest) = told(&[few]);
        assert_eq!((shown.concat().as_str(), rest), ("abcd", None));
    }
}
