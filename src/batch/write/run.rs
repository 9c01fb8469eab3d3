//! The run: letters made on all cores, files written in order, the manifest beside them.

use crate::batch::record::lists;
use std::path::Path;

use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::Survey;
use crate::batch::record::fax_list;
use crate::batch::record::ledger::Ledger;
use crate::batch::record::shard::Shard;
use crate::batch::record::write_ahead::WriteAhead;
use crate::batch::write::again::{Book, Comparison};
use crate::batch::{Combine, Request};
use crate::diagnostic::{Diagnostic, Problems};

use crate::batch::write::print_files::units;
use crate::batch::write::progress::{BatchRun, Summary};

/// Returns the number of letters and faxes of a run: a letter that is posted and faxed counts twice.
pub(crate) fn steps(request: &Request<'_>, survey: &Survey<'_>) -> usize {
    let targets = survey.targets.iter();
    let steps = targets.map(|(target, letters)| {
        let route = request.route(target);
        letters * (usize::from(!route.formats.is_empty()) + usize::from(route.is_faxed()))
    });
    steps.sum()
}

/// Writes the letters of a batch into a folder, and its faxes to the lines that are `called`. `tick` is called after
/// every letter with the number done; its error stops the run.
///
/// # Errors
/// If a file cannot be written, the members file cannot be read again, or `tick` fails. Files that were written stay,
/// and the next run goes on from there.
pub(crate) fn run<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    called: &'r [Called<'r>],
    folder: &'r Path,
    tick: impl FnMut(usize) -> Result<(), Diagnostic>,
) -> Result<Summary, Problems> {
    let readers = request.readers;
    let ledger = Ledger::begin(folder, request.shard, readers)?;
    let names = WriteAhead::begin(folder, request.shard, readers, ledger.earlier()?)?;
    let book = Book::Growing(ledger);
    let mut run = BatchRun::new(
        request,
        survey,
        (folder, request.shard),
        (book, &names),
        tick,
    )?;
    run.letters(called)?;
    run.book.finish(|manifest| match &request.faxing {
        Some(faxing) => {
            let list = folder.join(fax_list::name(request.shard));
            let resolution = faxing.style.resolution.to_string();
            fax_list::write(manifest, &list, &resolution, request.readers)
        }
        None => Ok(()),
    })?;
    names.finish()?;
    Ok(run.summary)
}

/// Makes the letters of a part of a batch again, and compares them with the manifest of that part in the folder.
/// Nothing is written. Returns the differences.
///
/// # Errors
/// If the manifest cannot be read, or the members file cannot be read again.
pub(crate) fn again<'r>(
    request: &'r Request<'r>,
    survey: &'r Survey<'r>,
    called: &'r [Called<'r>],
    (folder, shard): (&'r Path, Shard),
    mut tick: impl FnMut(usize),
) -> Result<Problems, Problems> {
    let tick = |done| {
        tick(done);
        Ok(())
    };
    let names = WriteAhead::unwritten(folder);
    let book = Book::Finished(Comparison::open(&folder.join(lists::name(shard)))?);
    let mut run = BatchRun::new(request, survey, (folder, shard), (book, &names), tick)?;
    run.letters(called)?;
    let mut problems = run.summary.failed;
    problems.append(run.book.differences()?);
    Ok(problems)
}

impl<'r, T: FnMut(usize) -> Result<(), Diagnostic>> BatchRun<'r, T> {
    /// Makes all letters and faxes of the part.
    fn letters(&mut self, called: &'r [Called<'r>]) -> Result<(), Problems> {
        let (request, survey) = (self.request, self.survey);
        match request.combine {
            _ if request.formats.is_empty() => {}
            Combine::None => self.separate()?,
            _ if request.maildir => self.separate()?,
            Combine::Target | Combine::Branch | Combine::All => {
                for (n, unit) in units(request, survey).iter().enumerate() {
                    if self.shard.has(n) {
                        self.print_file(unit)?;
                    }
                }
            }
        }
        match &request.faxing {
            Some(faxing) => self.faxes(faxing, called),
            None => Ok(()),
        }
    }
}
