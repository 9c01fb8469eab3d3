//! Problems of many rows that say the same: one message for all.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Problems, Untold};

/// The most lines that a message names.
const LINES: usize = 5;

/// Puts together what is said of several rows of a list: what is wrong, of how many rows, in which lines the first of
/// them stand. What is said of one row stays as it is.
#[derive(Debug, Default)]
pub struct Alike {
    /// The groups by what they say.
    known: HashMap<String, usize>,
    groups: Vec<Group>,
    /// Whether every problem is told by itself.
    is_apart: bool,
    /// Whether there are more lines than were named.
    has_more: bool,
}

/// What several rows have in common.
#[derive(Debug)]
struct Group {
    /// The index of its first problem among the messages.
    told: usize,
    /// What is said of all.
    message: String,
    /// What they are.
    class: String,
    /// The number of problems, and of rows.
    problems: usize,
    rows: usize,
    /// Whether all have one value.
    is_same: bool,
    /// The first of them: the line and what each has of its own.
    first: Vec<(usize, String)>,
}

impl Alike {
    /// Creates one that tells every problem by itself, however many there are.
    pub fn apart() -> Self {
        Self {
            is_apart: true,
            ..Self::default()
        }
    }

    /// Returns whether rows have problems whose lines no message names.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    /// Adds a problem of a row in a line to the messages, or to the one that says the same. `sense` is what it says
    /// without its place; a sense with a place is one of that place.
    pub fn add(
        &mut self,
        (problems, untold): (&mut Problems, &mut Untold),
        sense: &Diagnostic,
        told: Diagnostic,
        (line, rows): (usize, usize),
    ) {
        if self.is_apart {
            problems.push(told);
            return;
        }
        let key = key(sense);
        if let Some(group) = self.known.get(&key).and_then(|n| self.groups.get_mut(*n)) {
            group.add(sense, line, rows);
            return;
        }
        let place = problems.0.len();
        problems.add_told(told, untold);
        if place < problems.0.len() {
            self.known.insert(key, self.groups.len());
            self.groups.push(Group::new(sense, place, line, rows));
        }
    }

    /// Completes the messages that stand for several rows.
    pub fn complete(&mut self, problems: &mut Problems) {
        self.known.clear();
        for group in std::mem::take(&mut self.groups) {
            let told = problems.0.get_mut(group.told);
            if let Some(told) = told.filter(|_| group.problems > 1) {
                self.has_more |= group.problems > LINES;
                group.tell(told);
            }
        }
    }
}

/// What a problem says, for comparison.
fn key(sense: &Diagnostic) -> String {
    let shared = sense
        .shared
        .as_ref()
        .and_then(|shared| shared.message.as_ref());
    let place = sense.place.as_ref();
    let place = place.map(|place| (&place.source.name, place.source.first_line, &place.span));
    let (severity, message) = (sense.severity, shared.unwrap_or(&sense.message));
    format!("{severity:?}\0{message}\0{:?}\0{place:?}", sense.help)
}

impl Group {
    fn new(sense: &Diagnostic, told: usize, line: usize, rows: usize) -> Self {
        let (message, class) = match &sense.shared {
            Some(shared) => (shared.message.as_ref(), shared.class.clone()),
            None => (None, String::new()),
        };
        let mut group = Self {
            told,
            message: message.unwrap_or(&sense.message).clone(),
            class,
            problems: 0,
            rows: 0,
            is_same: true,
            first: Vec::new(),
        };
        group.add(sense, line, rows);
        group
    }

    fn add(&mut self, sense: &Diagnostic, line: usize, rows: usize) {
        let shared = sense
            .shared
            .as_ref()
            .filter(|shared| shared.message.is_some());
        let of = shared.map_or("", |shared| &shared.of);
        self.problems += 1;
        self.rows += rows;
        self.is_same &= self.first.first().is_none_or(|(_, first)| first == of);
        if self.first.len() < LINES {
            self.first.push((line, of.to_owned()));
        }
    }

    /// Makes the message of the first that of all.
    fn tell(&self, told: &mut Diagnostic) {
        let what = if self.class.is_empty() {
            "rows"
        } else {
            &self.class
        };
        let of = self.first.first().map_or("", |(_, of)| of);
        let message = if self.is_same && of.starts_with('`') {
            self.message.replacen("`…`", of, 1)
        } else {
            self.message.clone()
        };
        told.message = format!("{message} ({} {what})", self.rows);
        told.help.insert(0, self.lines());
    }

    /// The lines of the first, each with what it has of its own.
    fn lines(&self) -> String {
        let more = self.problems - self.first.len();
        let more = (more > 0).then(|| format!(" and {more} more"));
        let more = more.unwrap_or_default();
        let named = |(line, of): &(usize, String)| match self.class.as_str() {
            "" if self.is_same => line.to_string(),
            "" => format!("{line} {of}"),
            _ => of.clone(),
        };
        let named: Vec<String> = self.first.iter().map(named).collect();
        let lines = if self.class.is_empty() { "lines " } else { "" };
        format!("{lines}{}{more}", named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Source};
    use crate::limits::MESSAGES;

    fn told(alike: &mut Alike, found: impl IntoIterator<Item = Diagnostic>) -> (Problems, Untold) {
        let (mut problems, mut untold) = (Problems::default(), Untold::default());
        for (n, problem) in found.into_iter().enumerate() {
            let source = Source::excerpt("x.csv", "a", n + 2);
            let placed = problem.clone().at(Place::new(&source, 0..1));
            alike.add((&mut problems, &mut untold), &problem, placed, (n + 2, 1));
        }
        alike.complete(&mut problems);
        (problems, untold)
    }

    fn grouped(found: impl IntoIterator<Item = Diagnostic>) -> Vec<(String, Vec<String>)> {
        let (problems, _) = told(&mut Alike::default(), found);
        problems
            .0
            .into_iter()
            .map(|told| (told.message, told.help))
            .collect()
    }

    fn wrong(value: &str) -> Diagnostic {
        let problem = Diagnostic::error(format!("`PLZ` is `{value}`; expected 5 digits"));
        problem.help("type it again").of_value(value)
    }

    #[test]
    fn what_one_row_has_stays_as_it_is() {
        let all = [wrong("1067"), Diagnostic::warning("no address")];
        let whole: Vec<_> = all.clone().map(|told| (told.message, told.help)).to_vec();
        assert_eq!(grouped(all), whole);
    }

    #[test]
    fn equal_problems_are_one_with_their_number_and_first_lines() {
        let [(message, help)] = &grouped(vec![wrong("Scotlnd"); 48])[..] else {
            panic!()
        };
        assert_eq!(message, "`PLZ` is `Scotlnd`; expected 5 digits (48 rows)");
        assert_eq!(help[0], "lines 2, 3, 4, 5, 6 and 43 more");
        assert_eq!(help[1], "type it again");
        let two = grouped(vec![Diagnostic::error("no name"); 2]);
        assert_eq!(two[0].0, "no name (2 rows)");
        assert_eq!(two[0].1, ["lines 2, 3"]);
    }

    #[test]
    fn different_values_of_one_mistake_are_named() {
        let values = (1000..1300).map(|n| wrong(&n.to_string()));
        let [(message, help)] = &grouped(values)[..] else {
            panic!()
        };
        assert_eq!(message, "`PLZ` is `…`; expected 5 digits (300 rows)");
        let lines = "lines 2 `1000`, 3 `1001`, 4 `1002`, 5 `1003`, 6 `1004` and 295 more";
        assert_eq!(help[0], lines);
    }

    #[test]
    fn people_who_name_their_lines_are_counted_as_people() {
        let pair = |n: usize| {
            let one = format!("line {n} again");
            Diagnostic::warning(one).among(&format!("lines 2 and {n} (Ana)"), "twice", "people")
        };
        let [(message, help)] = &grouped([pair(9), pair(12)])[..] else {
            panic!()
        };
        assert_eq!(message, "twice (2 people)");
        assert_eq!(help[0], "lines 2 and 9 (Ana), lines 2 and 12 (Ana)");
    }

    /// Another remedy, severity or place of a campaign is another problem.
    #[test]
    fn what_differs_is_not_put_together() {
        let source = Source::new("letters/en/protest.md", "a\nb\n");
        let in_campaign = |at: usize| Diagnostic::error("m").at(Place::new(&source, at..at + 1));
        let (mut problems, mut untold) = (Problems::default(), Untold::default());
        let mut alike = Alike::default();
        let all = [
            Diagnostic::error("m"),
            Diagnostic::warning("m"),
            Diagnostic::error("m").help("h"),
            in_campaign(0),
            in_campaign(2),
        ];
        for problem in all.iter().chain(&all) {
            let to = (&mut problems, &mut untold);
            alike.add(to, problem, problem.clone(), (2, 1));
        }
        alike.complete(&mut problems);
        assert_eq!(problems.0.len(), all.len());
        assert!(problems.0.iter().all(|told| told.message == "m (2 rows)"));
    }

    #[test]
    fn there_are_as_many_groups_as_anybody_reads() {
        let all = |count: usize| (0..count).map(|n| Diagnostic::error(n.to_string()));
        let mut alike = Alike::default();
        let (problems, untold) = told(&mut alike, all(1_000));
        assert_eq!(problems.0.len(), MESSAGES);
        assert_eq!(untold.errors, 1_000 - MESSAGES);
        let (problems, untold) = told(&mut Alike::apart(), all(1_000).chain(all(1_000)));
        assert_eq!((problems.0.len(), untold.errors), (2_000, 0));
    }

    #[test]
    fn whether_lines_are_left_out_is_known() {
        let mut alike = Alike::default();
        told(&mut alike, vec![wrong("1"); 5]);
        assert!(!alike.has_more());
        told(&mut alike, vec![wrong("1"); 6]);
        assert!(alike.has_more());
    }
}
