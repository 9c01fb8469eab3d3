//! The contents of a batch's files: the pieces of a letter as bytes, or as pages for a print file.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::maker::{Content, Piece};
use crate::output::mail::eml::{self, EmlStyle, Ends};
use crate::output::mail::{Message, mbox};
use crate::output::pdf::PdfWriter;
use crate::output::{self, Format};
use crate::page::Document;

/// A letter in a format.
#[derive(Debug)]
pub(crate) struct LetterPiece {
    /// The format.
    pub format: Format,
    /// The address that gets this copy, if it is one.
    pub copy: Option<String>,
    /// The contents.
    pub content: PieceContent,
}

/// The contents of a letter in a format.
#[derive(Debug)]
pub(crate) enum PieceContent {
    /// Bytes, and their digest if it is known.
    Bytes(Vec<u8>, Option<Digest>),
    /// Pages, to be put into a print file.
    Pages(Arc<Document>),
}

/// The way that pieces are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PieceStyle {
    /// As parts of print files.
    Part,
    /// As files of their own.
    File,
    /// As files of their own in a Maildir.
    Maildir,
}

/// Returns a piece as it is written, and the digest of its text if it has one.
///
/// # Errors
/// If a PDF file cannot be written.
pub(crate) fn written(
    piece: Piece,
    style: PieceStyle,
    pdf: &mut PdfWriter,
) -> Result<(LetterPiece, Option<Digest>), Diagnostic> {
    let (mut copy, mut digest) = (None, None);
    let content = match piece.content {
        Content::Text(text) => {
            digest = Some(Digest::of(text.as_bytes()));
            PieceContent::Bytes(text.into_bytes(), digest)
        }
        Content::Message(message) => {
            digest = Some(Digest::of(message.body.as_bytes()));
            let to = message.mailboxes.to.first().filter(|_| piece.copy > 0);
            copy = to.map(|to| to.address().as_str().to_owned());
            PieceContent::Bytes(message_bytes(&message, style), None)
        }
        Content::Pages(document) => pages(piece.format, document, style, pdf)?,
    };
    let format = piece.format;
    Ok((
        LetterPiece {
            format,
            copy,
            content,
        },
        digest,
    ))
}

/// Returns pages as a file of their own, or as they are for a print file. Descriptions of pages are files of their own.
fn pages(
    format: Format,
    document: Arc<Document>,
    style: PieceStyle,
    pdf: &mut PdfWriter,
) -> Result<PieceContent, Diagnostic> {
    match (format, style) {
        (Format::Pdf, PieceStyle::Part) => Ok(PieceContent::Pages(document)),
        (Format::Pdf, _) => {
            let written = pdf.letter(&document);
            let (bytes, digest) =
                written.map_err(|failure| Diagnostic::error(failure.to_string()))?;
            Ok(PieceContent::Bytes(bytes, Some(digest)))
        }
        _ => {
            let bytes = output::description::write(&[&document]).into_bytes();
            Ok(PieceContent::Bytes(bytes, None))
        }
    }
}

fn message_bytes(message: &Message, style: PieceStyle) -> Vec<u8> {
    let ends = match style {
        PieceStyle::Part => return mbox::draft(message),
        PieceStyle::File => Ends::CrLf,
        PieceStyle::Maildir => Ends::Lf,
    };
    let style = EmlStyle {
        ends,
        ..EmlStyle::DRAFT
    };
    eml::write(message, style)
}
