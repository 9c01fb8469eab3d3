//! A letter in the form for a mail program: a message, a link or a command.

use crate::cli::mail::options::{MailForm, MailOptions};
use crate::diagnostic::Diagnostic;
use crate::maker::piece;
use crate::maker::{Content, Piece};
use crate::output::mail::{self, link};

/// A letter in the form for a mail program.
pub(crate) struct MailPiece {
    /// The id of the target, and which copy it is.
    pub name: String,
    /// Its recipients, for people.
    pub to: String,
    /// The bytes that are written.
    pub bytes: Vec<u8>,
}

impl MailOptions {
    /// The form of a piece of the letter to a target, if it is a message.
    pub(crate) fn piece(self, target: &str, piece: &Piece) -> Option<MailPiece> {
        let Content::Message(message) = &piece.content else {
            return None;
        };
        Some(MailPiece {
            name: piece::name(target, piece.copy),
            to: mail::addresses(&message.mailboxes.to).replace(',', ", "),
            bytes: self.bytes(message),
        })
    }

    /// The warning that a link is too long for some systems.
    pub(crate) fn length_note(self, made: &MailPiece) -> Option<Diagnostic> {
        let length = made.bytes.len().saturating_sub(1);
        if self.form != MailForm::Link || length <= link::LONGEST {
            return None;
        }
        let message = format!(
            "{}: the link has {length} characters; some systems refuse more than {}",
            made.name,
            link::LONGEST
        );
        let help = "`--format eml` writes a draft of any length, `--open` opens it";
        Some(Diagnostic::warning(message).help(help))
    }
}
