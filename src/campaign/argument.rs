//! Arguments: which facts speak to whom, in which order, and what follows from them.
//!
//! An argument says nothing that its facts do not say: they have the sources.

use crate::calendar::Date;
use crate::campaign::audience::{self, Addressed};
use crate::campaign::claims::{self, Fact};
use crate::campaign::dated::Dated;
use crate::campaign::target::Target;
use crate::campaign::texts::Texts;
use crate::fields::{Table, Text};

/// Facts, and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The ids of the facts, in the order in which they are said.
    pub facts: Vec<Text>,
    /// The conclusion from them.
    pub so: Option<Texts>,
}

/// Reads `[[argument]]`.
pub(crate) fn read(tables: Vec<Table<'_>>, languages: &[String]) -> Vec<Addressed<Argument>> {
    let read_value = |table: &mut Table<'_>| {
        let facts = table.some_texts("facts");
        let so = table
            .table("so")
            .map(|texts| Texts::read(texts, languages, true));
        Some(Argument { facts, so })
    };
    let tables = tables.into_iter();
    tables
        .filter_map(|table| audience::read(table, read_value))
        .collect()
}

/// The argument for a target on a day, with the records of its facts in its order. There is none where one of the
/// facts has no record then: what follows from all of them does not follow from some.
pub(crate) fn in_force<'c>(
    arguments: &'c [Addressed<Argument>],
    facts: &'c [Dated<Fact>],
    target: &Target,
    date: Date,
) -> Option<(&'c Argument, Vec<&'c Dated<Fact>>)> {
    let argument = &audience::chosen(arguments, target, date)?.value;
    let stated = claims::stated(facts, date);
    let record = |id: &Text| {
        let mut stated = stated.iter();
        stated.find(|fact| fact.value.id == id.value).copied()
    };
    let records: Option<Vec<_>> = argument.facts.iter().map(record).collect();
    Some((argument, records?))
}
