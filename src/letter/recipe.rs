//! The recipe: a template made ready once and filled for many letters.

mod assembly;
mod fill_cache;
mod values;

use std::rc::Rc;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::dated::{Span, uncovered};
use crate::campaign::forms::Forms;
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::faults::{self, Point};
use crate::letter::addressing::Addressing;
use crate::letter::compile::variables::{PERSONAL, Variables};
use crate::letter::engine::{Engine, FillError, PLURAL, Reference, UsedNames, Value};
use crate::letter::filled::Letter;
use crate::letter::markup::{self, Block};
use crate::letter::order::Order;
use crate::letter::recipe::fill_cache::{FillCache, FilledText, Frame, Given};
use crate::letter::typography::CachedTypography;
use crate::letter::{advice, claims, compile};
use crate::suggest::did_you_mean;

/// A template and the forms of its language, compiled and checked.
#[derive(Debug)]
pub struct Recipe<'c> {
    campaign: &'c Campaign,
    template: &'c Template,
    forms: &'c Forms,
    body: Engine,
    plain: Engine,
    addressing: Addressing<'c>,
    typography: CachedTypography,
    /// The names that the body and the subject use.
    used: UsedNames,
    /// The place where the template lists the demands unconditionally, if it does.
    demanding: Option<Place>,
    cache: FillCache,
}

impl<'c> Recipe<'c> {
    /// Compiles a template of the campaign.
    ///
    /// # Errors
    /// Broken syntax, unknown names, markup that letters cannot have: all of them.
    pub fn new(campaign: &'c Campaign, template: &'c Template) -> Result<Self, Problems> {
        let Some(forms) = campaign.forms.get(&template.lang) else {
            let message = format!("no forms of address in `{}`", template.lang);
            return Err(Diagnostic::found(Code::MissingForms, message)
                .at(template.place())
                .into());
        };
        let mut problems = Problems::default();
        let names = Variables::of(campaign, template);
        let mut body = Engine::new(markup::escape);
        let mut plain = Engine::new(str::to_owned);
        let mut used = compile::body(campaign, template, &mut body, &names, &mut problems);
        used.extend(compile::subject(
            template,
            &mut plain,
            &names,
            &mut problems,
        ));
        let addressing = Addressing::new(campaign, forms, &template.lang, &mut problems);
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Self {
            campaign,
            template,
            forms,
            body,
            plain,
            addressing,
            typography: CachedTypography::of(&template.lang),
            demanding: used
                .iter()
                .find(|used| lists_demands(used))
                .map(|used| used.place.clone()),
            used: UsedNames::of(&used),
            cache: FillCache::default(),
        })
    }

    /// Forgets all that it made.
    #[cfg(test)]
    pub(super) fn forget(&self) {
        self.cache.forget();
        self.typography.forget();
    }

    /// Fills the template.
    ///
    /// # Errors
    /// A value that the template needs and nobody gave.
    pub fn fill(&self, order: &Order<'_>) -> Result<(Letter, Vec<Diagnostic>), Problems> {
        faults::enter(Point::Letter);
        let mut problems = self.check_order(order);
        let given = self.given(order);
        let (frame, text) = if self.is_of_campaign(order.target) {
            let frame = self
                .cache
                .frame(order.target, order.date, self, Self::frame);
            let text = self.cache.text(&frame, &given, self, Self::text);
            (frame, text)
        } else {
            let frame = Rc::new(self.frame(order.target, order.date));
            let text = self.text(&frame, &given).map(Rc::new);
            (frame, text)
        };
        match (&frame.words, text) {
            (Ok(words), Ok(text)) if problems.0.is_empty() => {
                let addressee = words.addressees.read(order.country, order.target.country);
                let letter = self.letter(order, words, addressee, &text)?;
                let (target, date) = (order.target, order.date);
                let names_holder = self.addressing.names_holder(target, date, addressee);
                let notes = advice::notes(self.campaign, self.template, names_holder, order);
                Ok((letter, notes))
            }
            (words, text) => {
                let found = [words.as_ref().err().cloned(), text.err()];
                found
                    .into_iter()
                    .flatten()
                    .for_each(|more| problems.append(more));
                Err(problems)
            }
        }
    }

    /// Everything that the text of an order is filled with.
    pub(super) fn given(&self, order: &Order<'_>) -> Given {
        Given {
            target: order.target.id.clone(),
            date: order.date,
            own: values::own(order, &self.template.lang, &self.used),
        }
    }

    /// Tells whether a target is one of the campaign's own, which its id stands for. Those of slots are made when they
    /// are needed: nothing of them is kept.
    fn is_of_campaign(&self, target: &Target) -> bool {
        let targets = self.campaign.targets.as_ptr_range();
        targets.contains(&std::ptr::from_ref(target))
    }

    /// The part that does not depend on the writer.
    fn frame(&self, target: &Target, date: Date) -> Frame {
        let words = self
            .check_demands(target, date)
            .and_then(|()| self.addressing.words(target, date, self.typography.plain()));
        let pattern = &self.forms.words.date.value;
        let lang = &self.template.lang;
        let printed = date.format(pattern, lang);
        Frame {
            values: values::common(self.campaign, target, date, printed, lang),
            words,
        }
    }

    fn text(&self, frame: &Frame, given: &Given) -> Result<FilledText, Problems> {
        let common = frame.values.clone();
        let values = Value::Map(common.into_iter().chain(given.own.clone()).collect());
        let body = self.fill_body(given, &values);
        let subject = self
            .plain
            .fill(compile::SUBJECT, &values)
            .map_err(|error| self.unfilled(error));
        match (body, subject) {
            (Ok(body), Ok(subject)) => Ok(FilledText {
                body,
                subject: self.typography.plain().text(subject.trim()),
            }),
            (body, subject) => {
                let mut problems = body.err().unwrap_or_default();
                problems.append(subject.err().unwrap_or_default());
                Err(problems)
            }
        }
    }

    fn check_order(&self, order: &Order<'_>) -> Problems {
        let mut problems = Problems::default();
        let id = &self.template.id;
        let known = &self.template.variables;
        for key in order.set.keys().filter(|key| !known.contains_key(*key)) {
            let message = format!("the letter `{id}` has no variable `{key}`");
            let help = did_you_mean(key, known.keys().map(String::as_str)).unwrap_or_else(|| {
                let list: Vec<&str> = known.keys().map(String::as_str).collect();
                if list.is_empty() {
                    "it has no variables of its own".to_owned()
                } else {
                    format!("its variables are `{}`", list.join("`, `"))
                }
            });
            problems.push(Diagnostic::error(message).help(help));
        }
        problems
    }

    /// Checks that something is asked of the target, where the template lists demands.
    ///
    /// # Errors
    /// If no demand is made of it.
    pub fn check_demands(&self, target: &Target, date: Date) -> Result<(), Problems> {
        let lang = &self.template.lang;
        let is_empty = || claims::demands(self.campaign, target, date, lang).is_empty();
        let Some(place) = self.demanding.as_ref().filter(|_| is_empty()) else {
            return Ok(());
        };
        let message = format!(
            "the letter `{}` lists demands, and the campaign makes none of `{}` on {date}",
            self.template.id, target.id
        );
        let help = format!(
            "add a `[[demand]]` for `{}` that holds then, or put the list into `{{{{#if demands}}}}`",
            target.kind
        );
        Err(Diagnostic::found(Code::NoDemands, message)
            .at(place.clone())
            .help(help)
            .into())
    }

    /// Returns `true` if its words differ between one writer and several.
    pub fn is_voiced(&self) -> bool {
        self.used.contains(PLURAL)
    }

    fn fill_body(&self, given: &Given, values: &Value) -> Result<Vec<Block>, Problems> {
        let text = self
            .body
            .fill(compile::BODY, values)
            .map_err(|error| self.unfilled(error))?;
        if let Some(Value::Text(personal)) = given.own.get(PERSONAL)
            && !text.contains(&markup::escape(personal))
        {
            return Err(self.no_place_for_personal().into());
        }
        let blocks = markup::parse(&text).map_err(|unsupported| {
            let found: Vec<&str> = unsupported.iter().map(|u| u.what).collect();
            let message = format!("the filled letter has {}", found.join(", "));
            Problems::from(Diagnostic::found(Code::BadMarkup, message).at(self.template.place()))
        })?;
        Ok(self.typography.blocks(blocks))
    }

    fn no_place_for_personal(&self) -> Diagnostic {
        let (id, lang) = (&self.template.id, &self.template.lang);
        let message = format!("the letter `{id}` in `{lang}` has no place for a personal text");
        let help = format!("put `{{{{{PERSONAL}}}}}` where it belongs");
        Diagnostic::error(message)
            .at(self.template.place())
            .help(help)
    }

    /// The times at which a name of a fact has no value.
    fn times_without(&self, name: &str) -> Option<String> {
        let id = name.strip_prefix("facts.")?;
        let records = self
            .campaign
            .facts
            .iter()
            .filter(|fact| fact.value.id == id);
        let since = self.campaign.from;
        let times = uncovered(records, since);
        (!times.is_empty()).then(|| format!(" {}", said(&times, since)))
    }

    /// The problem of a template that could not be filled, with what to do about it.
    fn unfilled(&self, error: FillError) -> Problems {
        let times = error
            .missing
            .as_deref()
            .and_then(|name| self.times_without(name));
        let help = match error.missing {
            Some(name) if self.template.variables.contains_key(&name) => {
                format!("give `--set {name}=…`, or wrap it in `{{{{#if {name}}}}}`")
            }
            Some(name) => format!("wrap it in `{{{{#if {name}}}}}` if it may be missing"),
            None => return error.problem.into(),
        };
        let mut problem = error.problem;
        problem.message += &times.unwrap_or_default();
        problem.help(help).into()
    }
}

/// Says a list of times.
fn said(times: &[Span], since: Date) -> String {
    let one = |(first, last): &Span| match last {
        Some(last) if *first == since => format!("before {}", last.next()),
        Some(last) => format!("from {first} to {last}"),
        None => format!("from {first} on"),
    };
    times.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Returns `true` if a name prints demands even where there may be none.
fn lists_demands(used: &Reference) -> bool {
    let is_asked = used.conditions.iter().any(|path| path == "demands");
    used.path == "demands[]" && !is_asked
}

#[cfg(test)]
mod tests;
