//! Claims: the dated facts that a letter may state and the demands that it may make, with their words for each target.

use crate::calendar::Date;
use crate::campaign::audience::{self, Addressed};
use crate::campaign::dated::{self, Dated};
use crate::campaign::target::Target;
use crate::campaign::texts::Texts;
use crate::campaign::unread::Unread;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Reporter, Table, Text};

/// The words for the targets that something concerns.
pub(crate) type Wording = Addressed<Texts>;

/// A state of knowledge about something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The id, which the records of one fact share.
    pub id: String,
    /// Whole sentences.
    pub text: Texts,
    /// The same in other words, for some targets.
    pub wordings: Vec<Wording>,
}

/// Something that a letter asks its addressee for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The id, which the records of one demand share.
    pub id: String,
    /// The kinds and ids of the targets it is made of.
    pub of: Vec<Text>,
    /// The kinds and ids of those of them that it is not made of.
    pub except: Vec<Text>,
    /// The words after the letter's "to:".
    pub text: Texts,
    /// The same in other words, for some targets.
    pub wordings: Vec<Wording>,
}

impl Fact {
    /// The words for a target on a day.
    pub fn text_for(&self, target: &Target, date: Date) -> &Texts {
        worded(&self.text, &self.wordings, target, date)
    }
}

impl Demand {
    /// Returns `true` if it is made of a target.
    pub fn is_made_of(&self, target: &Target) -> bool {
        let is_named = |words: &[Text]| audience::named(words, target).is_some();
        is_named(&self.of) && !is_named(&self.except)
    }

    /// The words for a target on a day.
    pub fn text_for(&self, target: &Target, date: Date) -> &Texts {
        worded(&self.text, &self.wordings, target, date)
    }
}

/// The wording for a target on a day, else the text for everybody.
fn worded<'c>(text: &'c Texts, wordings: &'c [Wording], target: &Target, date: Date) -> &'c Texts {
    audience::chosen(wordings, target, date).map_or(text, |wording| &wording.value)
}

/// Reads `[[fact]]`; notes what could not be read.
pub(crate) fn read_facts(
    tables: Vec<Table<'_>>,
    languages: &[String],
    unread: &mut Unread,
) -> Vec<Dated<Fact>> {
    let read = |table: Table<'_>| {
        let named = table.peek("id").map(str::to_owned);
        let fact = read_claim(table, languages, |_, id, text, wordings| Fact {
            id,
            text,
            wordings,
        });
        match (&fact, named) {
            (None, Some(id)) if is_variable_name(&id) => drop(unread.facts.insert(id)),
            (None, _) => unread.any_fact = true,
            (Some(_), _) => {}
        }
        fact
    };
    tables.into_iter().filter_map(read).collect()
}

/// Reads `[[demand]]`; notes whether one could not be read.
pub(crate) fn read_demands(
    tables: Vec<Table<'_>>,
    languages: &[String],
    unread: &mut Unread,
) -> Vec<Dated<Demand>> {
    let read = |table: Table<'_>| {
        let demand = read_claim(table, languages, |table, id, text, wordings| Demand {
            id,
            of: table.some_texts("for"),
            except: table.texts("except"),
            text,
            wordings,
        });
        let is_read = demand.as_ref().is_some_and(|demand| demand.is_whole);
        unread.any_demand |= !is_read;
        demand
    };
    tables.into_iter().filter_map(read).collect()
}

/// Reads what facts and demands have in common; `finish` reads the rest.
fn read_claim<T>(
    mut table: Table<'_>,
    languages: &[String],
    finish: impl Fn(&mut Table<'_>, String, Texts, Vec<Wording>) -> T,
) -> Option<Dated<T>> {
    let before = table.problem_count();
    let id = table
        .required("id")
        .and_then(|id| variable_name(table.reporter(), &id));
    let text = table
        .required_table("text")
        .map(|t| Texts::read(t, languages, true));
    let wordings = read_wordings(table.tables("wording"), languages);
    // Read in any case, so that every key of the table is asked for.
    let value = finish(
        &mut table,
        id.clone().unwrap_or_default(),
        text.clone().unwrap_or_default(),
        wordings,
    );
    dated::read(
        table,
        (id.is_some() && text.is_some()).then_some(value),
        before,
    )
}

/// Reads `[[fact.wording]]` or `[[demand.wording]]`.
fn read_wordings(tables: Vec<Table<'_>>, languages: &[String]) -> Vec<Wording> {
    let read_value = |table: &mut Table<'_>| {
        let text = table.required_table("text")?;
        Some(Texts::read(text, languages, true))
    };
    let tables = tables.into_iter();
    tables
        .filter_map(|table| audience::read(table, read_value))
        .collect()
}

fn is_variable_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(plain)
}

/// A name that a template can use: lower-case letters, digits and `_`, a letter first.
pub(crate) fn variable_name(reporter: Reporter<'_>, text: &Text) -> Option<String> {
    let name = &text.value;
    let good = is_variable_name(name);
    if !good {
        let message = format!("`{name}` cannot be used in a template");
        let help = "use lower-case letters, digits and `_`, a letter first";
        reporter.report(
            Diagnostic::found(Code::BadName, message)
                .at(text.place.clone())
                .help(help),
        );
    }
    good.then(|| name.clone())
}

/// The facts that may be stated on a day, one record an id, in the order of the file.
pub(crate) fn stated(facts: &[Dated<Fact>], date: Date) -> Vec<&Dated<Fact>> {
    current(facts, date, |fact| &fact.id)
}

/// The demands that are made of a target on a day, one record an id, in the order of the file.
pub(crate) fn demanded<'c>(
    demands: &'c [Dated<Demand>],
    target: &Target,
    date: Date,
) -> impl Iterator<Item = &'c Dated<Demand>> {
    let current = current(demands, date, |demand| &demand.id).into_iter();
    current.filter(move |demand| demand.value.is_made_of(target))
}

fn current<T>(records: &[Dated<T>], date: Date, id: impl Fn(&T) -> &String) -> Vec<&Dated<T>> {
    records
        .iter()
        .filter(|r| {
            let same = records
                .iter()
                .filter(|other| id(&other.value) == id(&r.value));
            dated::in_force(same, date)
                .next()
                .is_some_and(|first| std::ptr::eq(first, *r))
        })
        .collect()
}
