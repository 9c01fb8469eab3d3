//! The name of a row: whole, in parts, or as an address book shows it.

use crate::diagnostic::Diagnostic;
use crate::members::cells::shortened;
use crate::members::choices::LAST_FIRST;
use crate::members::columns::Column;
use crate::members::header::NameColumn;
use crate::members::name::{may_be_last_first, turned, without_form};
use crate::members::reading::RowReader;
use crate::members::typed::check_name;

/// The parts of a name, in the order in which they are printed.
const PARTS: [Column; 3] = [Column::FirstName, Column::MiddleName, Column::LastName];

impl RowReader<'_> {
    /// The name, as it is printed.
    pub(super) fn name(&mut self) -> Option<String> {
        let name = self.written_name().filter(|name| !name.is_empty())?;
        if let Err(problem) = check_name(&name)
            && let Some(n) = self.name_column()
        {
            let problem = self.told(n, &name, problem);
            self.report(n, problem);
        }
        Some(name)
    }

    /// The first column that says something of the name.
    fn name_column(&self) -> Option<usize> {
        let columns = [Column::Name].into_iter().chain(PARTS);
        let mut columns = columns.chain([Column::DisplayName]);
        columns.find_map(|column| {
            let n = self.header.index(column)?;
            self.filled(n).map(|_| n)
        })
    }

    fn written_name(&mut self) -> Option<String> {
        if self.header.index(Column::Name).is_some() {
            let name = self.line(Column::Name)?;
            return Some(self.in_order(name));
        }
        let parts: Vec<String> = PARTS
            .into_iter()
            .filter_map(|part| self.line(part))
            .collect();
        if parts.is_empty() {
            return self.shown_name();
        }
        if let ([last], Some(n)) = (&parts[..], self.header.index(Column::LastName)) {
            self.warn_of_both(n, last);
        }
        let prefix = self
            .line(Column::Prefix)
            .map(|prefix| without_form(&prefix));
        let suffix = self.line(Column::Suffix);
        let all = prefix.into_iter().chain([parts.join(" ")]).chain(suffix);
        let all: Vec<String> = all.filter(|part| !part.is_empty()).collect();
        Some(all.join(" "))
    }

    /// The whole name as an address book shows it. Where nobody typed one, it may be an e-mail address, and of an
    /// organization it is the name of that.
    fn shown_name(&mut self) -> Option<String> {
        let n = self.header.index(Column::DisplayName)?;
        let shown = self.filled(n).filter(|name| !name.contains('@'))?;
        let employer = self.header.index(Column::Employer);
        if employer.and_then(|n| self.filled(n)) == Some(shown) {
            return None;
        }
        self.check(n);
        let name = self.line_of(n, shown)?;
        self.warn_of_order(n, &name);
        Some(name)
    }

    /// A whole name with the first name first.
    fn in_order(&mut self, name: String) -> String {
        if self.header.names != NameColumn::LastFirst || !name.contains(',') {
            if let (NameColumn::Unsaid, Some(n)) =
                (&self.header.names, self.header.index(Column::Name))
            {
                self.warn_of_order(n, &name);
            }
            return name;
        }
        if let Some(turned) = turned(&name) {
            return turned;
        }
        if let Some(n) = self.header.index(Column::Name) {
            let (title, shown) = (self.header.title(n), shortened(&name));
            let message =
                format!("`{title}` is `{shown}`; expected `{LAST_FIRST}`: it is printed so");
            let help = "write it as `last, first`, or without a comma";
            self.report(n, Diagnostic::warning(message).help(help));
        }
        name
    }

    /// Warns of a last name that stands alone and has the first name in it.
    fn warn_of_both(&mut self, n: usize, name: &str) {
        if self.filled(n) == Some(name) && may_be_last_first(name) {
            self.warn_of_last_first(
                n,
                name,
                "write the first name into its own column".to_owned(),
            );
        }
    }

    /// Warns of a name that reads as if the last name stood first in it, where nobody said how names are written.
    fn warn_of_order(&mut self, n: usize, name: &str) {
        // Nearly no name reads so: the advice is not put together for each.
        if !may_be_last_first(name) {
            return;
        }
        let word = self.header.word(n);
        let help = format!(
            "`--column '{word}={LAST_FIRST}'` turns all that have a comma, `--column '{word}=name'` none"
        );
        self.warn_of_last_first(n, name, help);
    }

    fn warn_of_last_first(&mut self, n: usize, name: &str, help: String) {
        let (title, shown) = (self.header.title(n), shortened(name));
        let message = format!(
            "the last name stands first, and letters are signed so: `{title}` is `{shown}`"
        );
        self.report(n, Diagnostic::warning(message).help(help));
    }
}
