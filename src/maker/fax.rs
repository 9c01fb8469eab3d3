//! Faxes as bytes, and what a fax asks of its sender.

use crate::diagnostic::Diagnostic;
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::tiff::{self, TiffStyle};
use crate::output::{self, Format};
use crate::page::Document;
use crate::sender::Sender;

/// Checks that a fax can say who sends it.
///
/// # Errors
/// If the sender has no name; the help says where the caller takes one from.
pub(crate) fn check_sender(sender: &Sender, help: &str) -> Result<(), Diagnostic> {
    if !sender.is_anonymous() {
        return Ok(());
    }
    let problem = Diagnostic::error("a fax says who sends it, and no sender is given");
    Err(problem.help(help))
}

/// Returns the bytes of a fax: the pages as they were drawn for the line, as PDF, or as their description.
///
/// # Errors
/// If a PDF file cannot be written.
pub(crate) fn bytes(
    document: &Document,
    drawn: &[Bitmap],
    (format, style): (Format, TiffStyle),
) -> Result<Vec<u8>, Diagnostic> {
    match format {
        Format::Pdf => output::pdf::write(&[document])
            .map_err(|failure| Diagnostic::error(failure.to_string())),
        Format::Layout => Ok(output::description::write(&[document]).into_bytes()),
        // Pictures are a file for each page; who writes them asks for them.
        _ => Ok(tiff::write(drawn, style)),
    }
}
