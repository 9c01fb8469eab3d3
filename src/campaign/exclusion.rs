//! Exclusions: missions that people of a country are not sent to, however near these are.

use super::dated::{self, Dated};
use super::read_target::read_country;
use crate::calendar::Date;
use crate::country::Country;
use crate::fields::Table;

/// Between which countries nobody is asked to write, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Where people write from.
    pub countries: Vec<Country>,
    /// Where the missions stand that they are not sent to.
    pub missions_in: Vec<Country>,
    /// Why, as a note says it.
    pub reason: String,
}

/// Reads `[[exclusion]]`.
pub fn read(tables: Vec<Table<'_>>) -> Vec<Dated<Exclusion>> {
    tables.into_iter().filter_map(read_one).collect()
}

fn read_one(mut table: Table<'_>) -> Option<Dated<Exclusion>> {
    let mut countries = |key| {
        let codes = table.required_texts(key);
        let read = codes.iter().filter_map(|code| read_country(&table, code));
        read.collect::<Vec<Country>>()
    };
    let (from, to) = (countries("countries"), countries("missions_in"));
    let reason = table.required("reason");
    let exclusion = reason.map(|reason| Exclusion {
        countries: from,
        missions_in: to,
        reason: reason.value,
    });
    dated::read(table, exclusion)
}

/// Why nobody in the first country is sent to a mission in the second on a day, if so.
pub fn between(
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
