//! Faxes of single letters: the file for a program, or the message for a gateway.

use crate::cli::handover::fax_options::FaxOptions;
use crate::cli::handover::gateway;
use crate::diagnostic::Diagnostic;
use crate::letter::Letter;
use crate::letter::fax_lines::FaxLine;
use crate::maker::fax;
use crate::output;
use crate::output::fax::bitmap::Bitmap;
use crate::output::mail::Attachment;
use crate::page::Document;
use crate::selection::Criteria;
use crate::sender::Sender;

/// The handover of faxes: what those of a run share.
pub(crate) struct FaxHandover<'r> {
    /// The sender.
    pub sender: &'r Sender,
    /// The country they are sent from, and the date.
    pub criteria: Criteria,
    /// Their options.
    pub options: &'r FaxOptions,
}

/// A fax to a number.
pub(crate) struct Fax {
    /// The id of the target, and its line where it has several.
    pub name: String,
    /// The id of the target.
    pub target: String,
    /// The language of the letter.
    pub lang: String,
    /// The number that is called, in E.164.
    pub number: String,
    /// The pages.
    pub document: Document,
}

impl Fax {
    /// Creates the fax of a letter to a line of its target, set on pages.
    pub(crate) fn new(letter: &Letter, line: &FaxLine, document: Document) -> Self {
        Self {
            name: line.name(&letter.target),
            target: letter.target.clone(),
            lang: letter.lang.clone(),
            number: line.number.clone(),
            document,
        }
    }
}

impl FaxHandover<'_> {
    /// The pages as they will be on the line, whatever the file is.
    pub(crate) fn drawn(&self, fax: &Fax) -> Vec<Bitmap> {
        output::fax::pages(&[&fax.document], self.options.style.resolution)
    }

    /// The pages as pictures, a file for each.
    pub(crate) fn pictures(&self, drawn: &[Bitmap]) -> Result<Vec<Vec<u8>>, Diagnostic> {
        output::png::fax_pages(drawn, self.options.style.resolution)
    }

    /// The file: the pages, or the message that takes them to a gateway.
    pub(crate) fn bytes(&self, fax: &Fax, drawn: &[Bitmap]) -> Result<Vec<u8>, Diagnostic> {
        let form = (self.options.file(), self.options.style);
        let bytes = fax::bytes(&fax.document, drawn, form)?;
        let Some(gateway) = &self.options.gateway else {
            return Ok(bytes);
        };
        let file = Attachment {
            name: format!("{}.{}", fax.name, self.options.file().extension()),
            kind: gateway::kind(self.options.format),
            bytes,
        };
        gateway.draft(
            self.sender,
            &fax.number,
            (self.criteria.date, &fax.lang),
            file,
        )
    }
}
