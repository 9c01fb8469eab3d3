//! Standing: that an office stood, as what, and who says so.

use super::dated::{self, Dated};
use super::texts::Texts;
use crate::diagnostic::Diagnostic;
use crate::fields::{Table, Text};

/// That an office stood, and what it was where that differs from what the target says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The word for its form of address, such as that of a mission that is led by a chargé d'affaires.
    pub rank: Option<Text>,
    /// Its name, in the nominative; there if there is a rank.
    pub office: Texts,
    /// Its name as an address line inflects it, where it differs.
    pub office_addressed: Texts,
    /// What everybody is told who writes while the record holds.
    pub tell: Option<String>,
}

/// Reads `[[target.standing]]`.
pub fn read(mut table: Table<'_>, languages: &[String]) -> Option<Dated<Standing>> {
    let rank = table.text("rank");
    let office = table
        .table("office")
        .map(|t| Texts::read(t, languages, true));
    let inflected = table
        .table("office_addressed")
        .map(|t| Texts::read(t, languages, false));
    if rank.is_some() != office.is_some() {
        let problem = Diagnostic::error("`rank` and `office` of a standing go together");
        let help = "say what the office was called while it had that rank";
        table.report(problem.at(table.place()).help(help));
    }
    let standing = Standing {
        rank,
        office: office.unwrap_or_default(),
        office_addressed: inflected.unwrap_or_default(),
        tell: table.text("tell").map(|t| t.value),
    };
    dated::read(table, Some(standing))
}
