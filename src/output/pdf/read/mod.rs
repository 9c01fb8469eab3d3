//! The texts of PDF files, read page by page.
//!
//! A file of any size is read in pieces: its cross-reference table (`table`), the tree of its pages (`page_tree`), and of
//! each page what it shows (`page`), several at once. What pages have in common is read once. A file that is strange
//! (encrypted, damaged, of two tables) is read whole by the library (`whole`), which is the judge of what a file says: a
//! test holds both to the same texts.

mod content;
mod font;
mod indirect;
mod lexer;
mod objects;
mod page;
mod page_tree;
mod place;
mod rows;
mod source;
mod table;
mod whole;

use crate::diagnostic::Diagnostic;
use crate::limits::WHOLE_PDF;
use crate::output::pdf::read::objects::Objects;
use crate::output::pdf::read::page::PageReader;
use crate::output::pdf::read::page_tree::PageTree;
use crate::output::pdf::read::source::{Trouble, Window};
use crate::output::pdf::read::table::Table;
use crate::parallel;

pub use source::Source;

/// The reason why reading piece by piece ends.
enum Stop<E> {
    /// Something is strange.
    Strange(&'static str),
    /// Something failed.
    Failed(E),
}

impl<E: From<Diagnostic>> From<Diagnostic> for Stop<E> {
    fn from(problem: Diagnostic) -> Self {
        Self::Failed(problem.into())
    }
}

impl<E: From<Diagnostic>> From<Trouble> for Stop<E> {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Strange(what) => Self::Strange(what),
            Trouble::Failed(problem) => problem.into(),
        }
    }
}

/// Reads the text of every page of a file with `jobs` workers, with a line break where a new line begins. A worker
/// makes something of it with `make`, and `each` gets that with the number of the page, from 1, in their order. Returns
/// what is wrong with the file, if it is no PDF file or a broken one.
///
/// # Errors
/// If the file cannot be read; the first error of `each`.
pub fn texts<S: Source, R: Send, E: From<Diagnostic>>(
    source: &S,
    jobs: usize,
    make: impl Fn(&str) -> R + Sync,
    mut each: impl FnMut(u32, R) -> Result<(), E>,
) -> Result<Option<String>, E> {
    let mut known = 0;
    let streamed = streamed(source, jobs, &make, |made| {
        known += 1;
        each(known, made)
    });
    let strange = match streamed {
        Ok(()) => return Ok(None),
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Strange(what)) => what,
    };
    if source.size() > WHOLE_PDF {
        let most = WHOLE_PDF >> 20;
        let what = "it is larger than that which is read at once";
        return Ok(Some(format!("{strange}, and {what} ({most} MiB)")));
    }
    let size = usize::try_from(source.size()).unwrap_or(usize::MAX);
    let bytes = source.read(0, size)?;
    match whole::texts(&bytes, known, |number, text| each(number, make(&text))) {
        Ok(ended) => ended.map(|()| None),
        Err(message) => Ok(Some(message)),
    }
}

/// Reads the text of every page piece by piece.
fn streamed<S: Source, R: Send, E: From<Diagnostic>>(
    source: &S,
    jobs: usize,
    make: &(impl Fn(&str) -> R + Sync),
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), Stop<E>> {
    let table = Table::read(&mut Window::new(source))?;
    let table = &table;
    let pages = PageTree::new(Objects::new(source, table), table.root)?;
    let worker = || PageReader::new(Objects::new(source, table));
    let work = |reader: &mut PageReader<'_, S>, page| Ok(make(&reader.text(page?)?));
    parallel::in_order(pages, jobs, worker, work, |made: Result<R, Trouble>| {
        each(made?).map_err(Stop::Failed)
    })
}

#[cfg(test)]
mod tests;
