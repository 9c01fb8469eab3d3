//! The faults of the pages of a letter: what has one cause is told once, at the place of the cause.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::campaign::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::letter::{Letter, Line};

/// The faults of the pages of a letter in all profiles.
#[derive(Default)]
pub(super) struct PageFaults(BTreeMap<(Code, String), PageFault>);

/// A fault of a page.
struct PageFault {
    /// What is wrong, with the measures of the first profile that has it.
    message: String,
    /// The profiles where it is the same.
    same: Vec<String>,
    /// The profiles where it has other measures.
    others: Vec<String>,
    /// Its place in the data, as far as the layout knows it.
    place: Option<Place>,
}

/// A letter whose pages have faults, and whom it is for.
#[derive(Clone, Copy)]
pub(super) struct JudgedLetter<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The letter.
    pub letter: &'a Letter,
    /// Its template.
    pub template: &'a Template,
    /// Its target.
    pub target: &'a Target,
    /// Who it is from, if that is to be told.
    pub from: &'a str,
    /// Its date.
    pub date: Date,
}

impl PageFaults {
    /// Adds all that is wrong in a profile: what is of one sort is one fault.
    pub(super) fn add(&mut self, found: Problems, profile: &str) {
        let mut sorts: BTreeMap<Code, Vec<Diagnostic>> = BTreeMap::new();
        for problem in found.0 {
            let code = problem.code.unwrap_or(Code::NoRoom);
            sorts.entry(code).or_default().push(problem);
        }
        for (code, problems) in sorts {
            let join = |text: fn(&Diagnostic) -> &str| {
                let texts: Vec<&str> = problems.iter().map(text).collect();
                texts.join("; ")
            };
            let message = join(|problem| &problem.message);
            let place = problems.iter().find_map(|problem| problem.place.clone());
            let fault = self
                .0
                .entry((code, join(Diagnostic::cause)))
                .or_insert(PageFault {
                    message: message.clone(),
                    same: Vec::new(),
                    others: Vec::new(),
                    place,
                });
            let profiles = if fault.message == message {
                &mut fault.same
            } else {
                &mut fault.others
            };
            profiles.push(profile.to_owned());
        }
    }

    /// Reports the faults that were not told yet; `told` are the causes of those that were.
    pub(super) fn report(
        self,
        judged: JudgedLetter<'_>,
        told: &mut BTreeSet<String>,
        problems: &mut Problems,
    ) {
        for ((code, cause), fault) in self.0 {
            let place = judged.cause(code, &cause, fault.place.as_ref());
            // What was wrong on an earlier day, in another letter or in the letter of one person, need not be told again.
            let where_from = match &place {
                Some(place) => format!("{} {}", place.source.name, place.span.start),
                None => judged.name(),
            };
            if told.insert(format!("{where_from} {} {cause}", code.name())) {
                let message = format!(
                    "{}{} of {}: {}",
                    judged.name(),
                    judged.from,
                    judged.date,
                    fault.told()
                );
                let place = place.unwrap_or_else(|| judged.template.place());
                problems.push(Diagnostic::found(code, message).at(place));
            }
        }
    }
}

impl PageFault {
    fn told(&self) -> String {
        let others = match self.others.as_slice() {
            [] => String::new(),
            others => format!("; likewise in `{}`", others.join("`, `")),
        };
        format!("{} in `{}`{others}", self.message, self.same.join("`, `"))
    }
}

impl JudgedLetter<'_> {
    fn name(self) -> String {
        let (template, target) = (self.template, self.target);
        format!(
            "`{}` in `{}` to `{}`",
            template.id, template.lang, target.id
        )
    }

    /// Returns the place of the cause of a fault, if it is closer than the letter itself.
    fn cause(self, code: Code, cause: &str, place: Option<&Place>) -> Option<Place> {
        match code {
            Code::NoGlyph => cause.chars().find_map(|c| self.place_of(c)),
            Code::NoRoom => place.map(|place| self.longest(place).clone()),
            _ => place.cloned(),
        }
    }

    /// Returns the place of the longest line of the address: the record of the contact, or of the office.
    fn longest<'a>(&'a self, contact: &'a Place) -> &'a Place {
        let lines = self.letter.recipient.iter().map(Line::text);
        let longest = lines.max_by_key(|line| line.chars().count());
        let is_posted = |line: &str| {
            let record = self.target.post(self.date);
            let posted = record.map_or(&[][..], |record| &record.value.post);
            posted.iter().any(|own| own == line)
        };
        match longest {
            Some(line) if !is_posted(line) => &self.target.place,
            _ => contact,
        }
    }

    /// Returns the place of a character that the letter has from the data.
    fn place_of(self, c: char) -> Option<Place> {
        let (campaign, lang) = (self.campaign, &self.letter.lang);
        let partials = campaign.partials.iter().filter(|((of, _), _)| of == lang);
        let partials = partials.map(|(_, source)| source);
        let mut sources = [&self.template.source].into_iter().chain(partials);
        let in_letter = sources.find_map(|source| find(source, 0..source.text.len(), c));
        let has = |texts: &Texts| texts.get(lang).is_some_and(|text| text.contains(c));
        let facts = campaign.facts.iter();
        let facts = facts
            .filter(|record| {
                has(&record.value.text) || record.value.wordings.iter().any(|w| has(&w.value))
            })
            .map(|record| &record.place);
        let demands = campaign.demands.iter();
        let demands = demands
            .filter(|record| {
                has(&record.value.text) || record.value.wordings.iter().any(|w| has(&w.value))
            })
            .map(|record| &record.place);
        let arguments = campaign.arguments.iter();
        let arguments = arguments
            .filter(|one| one.value.so.as_ref().is_some_and(has))
            .map(|one| &one.place);
        let records = facts.chain(demands).chain(arguments);
        let mut records = records.chain([&self.target.place]);
        let in_records = || records.find_map(|place| in_record(place, c));
        let forms = campaign.forms.get(lang).map(|forms| &forms.source);
        let in_forms = || forms.and_then(|source| find(source, 0..source.text.len(), c));
        in_letter.or_else(in_records).or_else(in_forms)
    }
}

/// Returns the place of a character in the record that begins at a place.
fn in_record(place: &Place, c: char) -> Option<Place> {
    let (text, start) = (&place.source.text, place.span.start);
    let headers = text[start..].match_indices("\n[").map(|(at, _)| start + at);
    let is_next = |at: &usize| {
        let name = text[at + 1..].split(']').next();
        name.is_some_and(|name| !name.contains('.'))
    };
    let end = headers.into_iter().find(is_next).unwrap_or(text.len());
    find(&place.source, start..end, c)
}

fn find(source: &Arc<Source>, range: Range<usize>, c: char) -> Option<Place> {
    let at = range.start + source.text[range].find(c)?;
    Some(Place::new(source, at..at + c.len_utf8()))
}
