//! What holds of every problem: it points inside its source, it can be told, and nothing in it steers a terminal.

use protest_letter::diagnostic::{Diagnostic, Problems};
use protest_letter::report;

/// How many of the problems of an input are told: telling one takes as long as its source.
const MOST_TOLD: usize = 8;

pub fn check(problems: &Problems) {
    problems.0.iter().for_each(place);
    problems.0.iter().take(MOST_TOLD).for_each(tell);
}

pub fn check_one(problem: &Diagnostic) {
    place(problem);
    tell(problem);
}

fn place(problem: &Diagnostic) {
    let Some(place) = &problem.place else {
        return;
    };
    let text = &place.source.text;
    assert!(
        text.get(place.span.clone()).is_some(),
        "{:?} is outside of {:?}",
        place.span,
        text
    );
    let lines = text.matches('\n').count() + place.source.first_line;
    assert!(
        (1..=lines).contains(&place.line()),
        "line {} of {lines}",
        place.line()
    );
}

fn tell(problem: &Diagnostic) {
    let plain = report::render(problem, false);
    assert!(!plain.trim().is_empty(), "nothing is told of {problem:?}");
    let steers = |c: char| c.is_control() && c != '\n';
    assert!(!plain.contains(steers), "{plain:?}");
    report::render(problem, true);
}
