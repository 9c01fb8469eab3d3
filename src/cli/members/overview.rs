//! What is in a list: counted while its rows are read, of which none is kept but the first.

use std::collections::BTreeMap;

use crate::alike::Alike;
use crate::counting::counted;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems, Untold};
use crate::members::{ColumnMeaning, Member, Members, Row};

/// The number of rows that are shown as address blocks.
const SHOWN: usize = 3;

/// What was found in a list.
#[derive(Debug, Default)]
pub(super) struct Overview {
    /// The program whose export it is.
    pub program: Option<&'static str>,
    pub columns: Vec<ColumnMeaning>,
    /// Whether a column says who agreed to sign.
    pub has_consent: bool,
    pub rows: usize,
    pub members: usize,
    pub without_consent: usize,
    pub wrong: usize,
    /// The rows that are none of members: totals, the header again, blank ones.
    pub left_out: usize,
    pub without_address: usize,
    /// The members by the code of their country, which is that of `--country` where they name none.
    pub countries: BTreeMap<Option<String>, usize>,
    /// The country of `--country`, and how many members with an address name none.
    usual: Option<Country>,
    unsaid: usize,
    pub first: Vec<Block>,
    /// Whether the list could not be read to its end.
    pub is_broken: bool,
    pub problems: Problems,
    pub untold: Untold,
    alike: Alike,
}

/// A member as a block of lines.
#[derive(Debug)]
pub(super) struct Block {
    /// The line of the list.
    pub line: usize,
    pub lines: Vec<String>,
}

impl Overview {
    /// Reads all rows of the list called `name`, whose members live in the `usual` country where they name none.
    /// Problems that say the same are told together, unless each is told `apart`.
    pub(super) fn of(
        name: &str,
        mut rows: Members<'_>,
        usual: Option<Country>,
        apart: bool,
    ) -> Self {
        let header = rows.header();
        let mut found = Self {
            program: header.program(),
            columns: header.meanings(),
            has_consent: header.has_consent(),
            usual,
            problems: header.notes.clone(),
            alike: if apart {
                Alike::apart()
            } else {
                Alike::default()
            },
            ..Self::default()
        };
        // What of it says only what each column was taken for stands in the list of columns.
        let advice = header.columns.clone().filter(|note| !note.help.is_empty());
        found.problems.0.extend(advice);
        let order = header.last_name_first();
        found.problems.0.extend(order.map(|order| order.error()));
        let doubt = header.without_sure_consent();
        let consent = doubt.or_else(|| header.without_consent(name));
        found.problems.0.extend(consent);
        for row in rows.by_ref() {
            found.add(row);
        }
        found.alike.complete(&mut found.problems);
        found.problems.0.extend(rows.taken());
        found.problems.0.extend(found.without_country());
        found
    }

    fn add(&mut self, row: Row) {
        match row {
            Row::Member(member) => self.add_member(&member),
            Row::NoConsent { .. } => self.without_consent += 1,
            Row::Bad(bad) => {
                self.wrong += 1;
                self.note_all(bad.problems, bad.line);
            }
            Row::LeftOut(left) => {
                self.left_out += left.rows;
                self.note(left.note, (left.line, left.rows));
            }
            Row::Broken(problem) => {
                self.is_broken = true;
                self.problems.push(problem);
            }
        }
        self.rows = self.members + self.without_consent + self.wrong;
    }

    fn add_member(&mut self, member: &Member) {
        let sender = &member.sender;
        self.members += 1;
        self.without_address += usize::from(sender.address.is_empty());
        let country = sender.country.or(self.usual);
        self.unsaid += usize::from(sender.country.is_none() && !sender.address.is_empty());
        let code = country.map(|country| country.to_string());
        *self.countries.entry(code).or_default() += 1;
        if self.first.len() < SHOWN {
            self.first.push(block(member, country));
        }
        self.note_all(member.warnings.clone(), member.line);
    }

    /// A note on members whose country nobody said.
    fn without_country(&self) -> Option<Diagnostic> {
        let count = self.unsaid;
        let is_untold = self.usual.is_none() && count > 0;
        let message = || {
            let names = if count == 1 { "names" } else { "name" };
            format!("{} {names} no country", counted(count, "member"))
        };
        let help =
            "`--country` says in which country such members live; it puts their addresses in order";
        is_untold.then(|| Diagnostic::note(message()).help(help))
    }

    fn note_all(&mut self, problems: Problems, line: usize) {
        for problem in problems.0 {
            self.note(problem, (line, 1));
        }
    }

    /// Records a problem of as many rows from a line on, with others that say the same.
    fn note(&mut self, problem: Diagnostic, rows: (usize, usize)) {
        let sense = Diagnostic {
            place: None,
            ..problem.clone()
        };
        let to = (&mut self.problems, &mut self.untold);
        self.alike.add(to, &sense, problem, rows);
    }
}

/// The lines that a letter from abroad has above its date: who writes, from where.
fn block(member: &Member, country: Option<Country>) -> Block {
    let sender = &member.sender;
    let country = country.filter(|_| !sender.address.is_empty());
    let country = country.map(|country: Country| country.name("en").to_uppercase());
    let names = sender.name.iter().chain(&sender.organization);
    Block {
        line: member.line,
        lines: names
            .chain(&sender.address)
            .cloned()
            .chain(country)
            .collect(),
    }
}
