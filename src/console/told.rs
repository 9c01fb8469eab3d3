//! The problems that a run has shown, and those that it left out.
//!
//! Errors take precedence over other problems; those that are shown keep their order.

use std::sync::{Mutex, PoisonError};

use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Severity, Untold};
use crate::limits::{MESSAGES, NOTES};

/// The problems that the run has shown and left out so far.
static SO_FAR: Mutex<SoFar> = Mutex::new(SoFar {
    told: 0,
    untold: Untold {
        errors: 0,
        warnings: 0,
        notes: 0,
    },
});

#[derive(Clone, Copy)]
struct SoFar {
    told: usize,
    untold: Untold,
}

impl SoFar {
    /// Chooses the problems to show: errors first, then warnings, then notes, as far as there is room.
    fn choose<'p>(&mut self, problems: &[&'p Diagnostic]) -> Vec<&'p Diagnostic> {
        let mut left = [0; 3];
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let most = if severity == Severity::Error {
                MESSAGES
            } else {
                NOTES
            };
            let all = problems.iter().filter(|p| p.severity == severity).count();
            let told = all.min(most.saturating_sub(self.told));
            self.told += told;
            left[severity as usize] = told;
            for _ in told..all {
                self.untold.count(severity);
            }
        }
        let has_room = |problem: &&&Diagnostic| {
            let left = &mut left[problem.severity as usize];
            let has_room = *left > 0;
            *left = left.saturating_sub(1);
            has_room
        };
        problems.iter().filter(has_room).copied().collect()
    }

    /// Returns the line that counts what was left out, and says how to see it.
    fn rest(&self) -> Option<String> {
        let more = |(count, what): (usize, &str)| {
            (count > 0).then(|| counted(count, &format!("more {what}")))
        };
        let Untold {
            errors,
            warnings,
            notes,
        } = self.untold;
        let counts: Vec<String> = [(errors, "error"), (warnings, "warning"), (notes, "note")]
            .into_iter()
            .filter_map(more)
            .collect();
        let (last, before) = counts.split_last()?;
        let counts = match before {
            [] => last.clone(),
            before => format!("{} and {last}", before.join(", ")),
        };
        let advice = if errors > 0 {
            "correct what is told above and give the same command again"
        } else {
            "with fewer targets or members at a time they are shown"
        };
        Some(format!("not shown: {counts}; {advice}"))
    }
}

/// Chooses and counts the problems to show.
pub(super) fn chosen<'p>(problems: &[&'p Diagnostic]) -> Vec<&'p Diagnostic> {
    let mut so_far = SO_FAR.lock().unwrap_or_else(PoisonError::into_inner);
    so_far.choose(problems)
}

/// Counts problems that are not shown.
pub(super) fn leave_out(untold: Untold) {
    let mut so_far = SO_FAR.lock().unwrap_or_else(PoisonError::into_inner);
    so_far.untold.add(untold);
}

/// Returns the line that counts what was left out, if anything was.
pub(super) fn rest() -> Option<String> {
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
    fn warnings_go_before_notes() {
        let notes = vec![Diagnostic::note("n"); 100];
        let warnings = vec![Diagnostic::warning("w"); 40];
        let (shown, rest) = told(&[[notes, warnings].concat()]);
        let warnings_told = shown.iter().filter(|message| *message == "w").count();
        assert_eq!((shown.len(), warnings_told), (NOTES, 40));
        let rest = rest.unwrap();
        assert!(
            rest.contains(": 90 more notes; with fewer targets"),
            "{rest}"
        );
    }

    #[test]
    fn what_is_told_keeps_its_order_and_few_are_all_told() {
        let mut few = ["a", "b", "c", "d"].map(Diagnostic::error).to_vec();
        few[1].severity = Severity::Note;
        let (shown, rest) = told(&[few]);
        assert_eq!((shown.concat().as_str(), rest), ("abcd", None));
    }
}
