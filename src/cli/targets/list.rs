//! The list of targets: a line for each, on a terminal or for other programs.

use crate::calendar::Date;
use crate::campaign::target::{Kind, Target};
use crate::cli::shared::listing::{ColumnFit, ListColumn, lines, table};
use crate::cli::targets::target_text::{LEFT, channels};
use crate::console::{self, Console};
use crate::diagnostic::Diagnostic;

/// Prints the list of targets on a date.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn print(targets: &[&Target], date: Date, console: Console) -> Result<(), Diagnostic> {
    if !console::stdout_is_terminal() {
        return console.data(as_lines(targets, date).as_bytes());
    }
    let table = as_table(targets, date);
    console.data(table.as_bytes())?;
    if table.contains('*') {
        console.inform("* leads to a building that the office has left");
    }
    Ok(())
}

/// The columns of the list on a terminal: id, office or place, channels.
const COLUMNS: [ListColumn; 3] = [
    ListColumn::new("id", ColumnFit::Whole),
    ListColumn::new("office", ColumnFit::Cut),
    ListColumn::new("reached by", ColumnFit::Wide),
];

/// The list for a terminal, in which missions are told apart by their place.
fn as_table(targets: &[&Target], date: Date) -> String {
    let row = |target: &&Target| {
        let is_mission = matches!(target.kind, Kind::Embassy | Kind::Consulate | Kind::Mission);
        let country = target.country.name("en");
        let office = match is_mission {
            true if target.city == country => country,
            true => format!("{}, {country}", target.city),
            false => target.office(date).best("en").to_owned(),
        };
        let channels = channels(target, date).join(" ");
        let channels = channels.replace(LEFT, "*");
        vec![target.id.clone(), office, channels]
    };
    table(&COLUMNS, &targets.iter().map(row).collect::<Vec<_>>())
}

/// The list for other programs.
fn as_lines(targets: &[&Target], date: Date) -> String {
    let row = |target: &&Target| {
        vec![
            target.id.clone(),
            target.kind.to_string(),
            target.country.to_string(),
            target.city.clone(),
            channels(target, date).join(","),
            target.office(date).best("en").to_owned(),
        ]
    };
    lines(&targets.iter().map(row).collect::<Vec<_>>())
}
