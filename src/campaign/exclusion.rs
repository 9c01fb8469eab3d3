//! Exclusions: missions that people of a country are not sent to, however near these are.

use crate::calendar::Date;
use crate::campaign::dated::{self, Dated};
use crate::campaign::read_target::read_country;
use crate::country::Country;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Table;

/// Countries between which nobody is asked to write, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The countries that people write from.
    pub countries: Vec<Country>,
    /// The countries of the missions that they are not sent to.
    pub missions_in: Vec<Country>,
    /// The reason, as a note says it.
    pub reason: String,
}

/// Reads `[[exclusion]]`.
pub(crate) fn read(tables: Vec<Table<'_>>) -> Vec<Dated<Exclusion>> {
    tables.into_iter().filter_map(read_one).collect()
}

fn read_one(mut table: Table<'_>) -> Option<Dated<Exclusion>> {
    let before = table.problem_count();
    let countries = read_countries(&mut table, "countries");
    let missions_in = read_countries(&mut table, "missions_in");
    let reason = table.required("reason");
    let exclusion = reason.map(|reason| Exclusion {
        countries,
        missions_in,
        reason: reason.value,
    });
    dated::read(table, exclusion, before)
}

fn read_countries(table: &mut Table<'_>, key: &'static str) -> Vec<Country> {
    let problems = table.problem_count();
    let codes = table.required_texts(key);
    if codes.is_empty() && table.problem_count() == problems {
        let problem = Diagnostic::found(
            Code::EmptyValue,
            format!("`{key}` of an exclusion names no country"),
        );
        table.report(problem.at(table.place()));
    }
    let known = codes.iter().filter_map(|code| read_country(table, code));
    known.collect()
}

/// The exclusion by which nobody in the first country is sent to a mission in the second on a day, if there is one.
pub(crate) fn between(
    exclusions: &[Dated<Exclusion>],
    (country, there): (Country, Country),
    date: Date,
) -> Option<&Dated<Exclusion>> {
    exclusions.iter().find(|record| {
        let exclusion = &record.value;
        record.covers(date)
            && exclusion.countries.contains(&country)
            && exclusion.missions_in.contains(&there)
    })
}
