//! Printing addresses: sheet after sheet, whole or not at all.

use std::io::Write;

use crate::batch::write::addresses::Unprinted;
use crate::calendar::Date;
use crate::cli::labels::label_failures::LabelFailures;
use crate::console::Console;
use crate::counting::counted;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::sheets::{AddressSheets, TITLE_LANGUAGE};
use crate::maker::letters::PrintedAddress;
use crate::output::pdf::{Failure, Info, PrintFile};
use crate::page::Document;
use crate::page::stationery::Stationery;

/// The taker of one address after the other, or of the reason why there is none.
pub(super) type Take<'t> =
    &'t mut dyn FnMut(Result<PrintedAddress, Unprinted>) -> Result<(), Problems>;

/// A file of sheets that is being filled.
pub(super) struct SheetPrinter<'p> {
    /// Its title.
    pub title: &'static str,
    /// The place that it is written to, for people.
    pub name: String,
    /// The date of the letters.
    pub date: Date,
    /// The sheet or envelope.
    pub form: &'p Stationery,
    /// The first free place of the first sheet, from 0.
    pub free_from: usize,
    /// Whether addresses that cannot be printed are left out.
    pub skip_bad: bool,
    /// The console that problems are told on.
    pub console: Console,
    /// The number of addresses that were printed.
    pub addresses: usize,
    /// The number of sheets that were written.
    pub sheets: usize,
    /// The addresses that could not be printed.
    pub missing: LabelFailures,
}

impl SheetPrinter<'_> {
    /// Fills sheets with the addresses that `each` hands over and writes each sheet when it is full.
    ///
    /// # Errors
    /// If the output cannot be written or `each` fails; an address that cannot be printed, unless those are left out.
    pub(super) fn fill<W: Write>(
        &mut self,
        out: W,
        each: impl FnOnce(Take<'_>) -> Result<(), Problems>,
    ) -> Result<W, Problems> {
        let mut sheets = AddressSheets::new(self.form, self.title, self.date, self.free_from);
        let mut file = PrintFile::new(out, &self.info());
        let mut notes = Problems::default();
        each(&mut |address| {
            match address {
                Ok((items, found)) => {
                    notes.add_new(found);
                    self.addresses += 1;
                    self.write(sheets.add(items), &mut file)?;
                }
                Err(unprinted) => self.missing.add(unprinted),
            }
            Ok(())
        })?;
        self.console.tell(&notes);
        self.judge()?;
        self.write(sheets.finish(), &mut file)?;
        Ok(file.finish().map_err(|e| self.problem(&e))?.0)
    }

    fn write<W: Write>(
        &mut self,
        sheet: Option<Document>,
        file: &mut PrintFile<W>,
    ) -> Result<(), Diagnostic> {
        if let Some(sheet) = sheet {
            self.sheets += 1;
            file.letter(&sheet, "").map_err(|e| self.problem(&e))?;
        }
        Ok(())
    }

    /// Checks that what could be printed is to be kept.
    fn judge(&self) -> Result<(), Diagnostic> {
        self.console.tell(&self.missing.problems());
        if !self.missing.is_empty() && !self.skip_bad {
            let message = "nothing was written, for there are addresses that cannot be printed";
            let help = "correct them, or give `--skip-bad` to print the others";
            return Err(Diagnostic::error(message).help(help));
        }
        if self.addresses == 0 {
            return Err(Diagnostic::error("there is no address to print"));
        }
        Ok(())
    }

    fn info(&self) -> Info {
        Info {
            title: self.title.to_owned(),
            lang: TITLE_LANGUAGE.to_owned(),
            date: self.date,
            author: None,
            keywords: Vec::new(),
        }
    }

    /// The sheets and addresses that were printed, for people.
    pub(super) fn summary(&self) -> String {
        let (n, m, form) = (self.addresses, self.sheets, &self.form.name);
        let name = &self.name;
        match self.form.first.sender {
            Some(_) => format!("wrote {} `{form}` into {name}", counted(n, "envelope")),
            None => format!(
                "wrote {} on {} `{form}` into {name}; print them in full size, not fitted to the page",
                counted(n, "label"),
                counted(m, "sheet")
            ),
        }
    }

    fn problem(&self, failure: &Failure) -> Diagnostic {
        let problem = Diagnostic::error(format!("cannot write {}: {failure}", self.name));
        match failure {
            Failure::Full => problem.help("give fewer targets at a time"),
            Failure::Output(_) | Failure::Library(_) | Failure::Empty | Failure::Glyphs => problem,
        }
    }
}
