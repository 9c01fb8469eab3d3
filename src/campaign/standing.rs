//! Standing: records that an office stood, as what, and who says so.
//!
//! Any record of an office shows that it stood: somebody held it, it served a country, it could be reached.

use crate::campaign::dated::{self, Dated};
use crate::campaign::office::Office;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Table, Text};

/// A record that an office stood, with its rank and names where they differ from those of the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The word for its form of address, such as that of a mission that is led by a chargé d'affaires.
    pub rank: Option<Text>,
    /// Its names; there if there is a rank.
    pub office: Option<Office>,
    /// A note for everybody who writes while the record holds.
    pub tell: Option<String>,
}

/// Reads `[[target.standing]]`.
pub(crate) fn read(mut table: Table<'_>, languages: &[String]) -> Option<Dated<Standing>> {
    let problems = table.problem_count();
    let rank = table.text("rank");
    let office = table.table("office");
    let office = Office::read(&mut table, office, languages);
    if rank.is_some() != office.is_some() && table.problem_count() == problems {
        let problem = Diagnostic::found(
            Code::IncompleteStanding,
            "`rank` and `office` of a standing go together",
        );
        let help = "say what the office was called while it had that rank";
        table.report(problem.at(table.place()).help(help));
    }
    let standing = Standing {
        rank,
        office,
        tell: table.text("tell").map(|t| t.value),
    };
    dated::read(table, Some(standing), problems)
}
