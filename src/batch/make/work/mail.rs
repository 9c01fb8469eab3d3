//! Making one message: a file of its own or one of many.

use crate::batch::make::work::{LetterPiece, PieceContent, Worker};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::Letter;
use crate::letter::mailboxes::{self, Mailboxes};
use crate::members::Member;
use crate::output::Format;
use crate::output::mail::eml::{self, EmlStyle, Ends};
use crate::output::mail::{self, Attachment, Message, mbox};
use crate::page::Document;

impl<'c> Worker<'c> {
    /// Tries to make a letter and to find its sender and recipients, if it is mailed.
    ///
    /// # Errors
    /// Every reason why the letter cannot be made or mailed.
    pub fn attempt(&mut self, target: &'c Target, member: &Member) -> Result<(), Problems> {
        let (letter, _, _) = self.set(target, member)?;
        if self.request.way(target).is_mailed() {
            self.mailboxes(target, member, &letter.lang)?;
        }
        Ok(())
    }

    /// Returns the sender and the recipients of a message.
    ///
    /// # Errors
    /// Every address that cannot be used in a message.
    pub(super) fn mailboxes(
        &self,
        target: &Target,
        member: &Member,
        lang: &str,
    ) -> Result<Mailboxes, Problems> {
        let (request, sender) = (self.request, &member.sender);
        mailboxes::mailboxes(request.campaign, target, sender, request.date, lang)
    }

    /// Makes the message of a letter; `page` was set if it is attached.
    ///
    /// # Errors
    /// If the page cannot be written.
    pub(super) fn message(
        &mut self,
        letter: &Letter,
        page: Option<&Document>,
        between: Mailboxes,
    ) -> Result<Message, Diagnostic> {
        let mut attachments = Vec::new();
        if let Some(document) = page.filter(|_| self.request.attached) {
            attachments.push(Attachment {
                name: format!("{}.{}", letter.target, Format::Pdf.extension()),
                kind: "application/pdf",
                bytes: self.pdf(document)?.0,
            });
        }
        Ok(mail::message(letter, &mut self.text, between, attachments))
    }

    /// Returns a message as it is written, and one for each person who gets a copy of their own.
    pub(super) fn messages(&self, message: Message, whole: bool) -> Vec<LetterPiece> {
        let all = if self.request.copies {
            message.with_copies()
        } else {
            vec![message]
        };
        let pieces = all.iter().enumerate().map(|(n, message)| {
            let to = message.mailboxes.to.first().filter(|_| n > 0);
            LetterPiece {
                format: Format::Eml,
                copy: to.map(|to| to.address().as_str().to_owned()),
                content: PieceContent::Bytes(self.form(message, whole), None),
            }
        });
        pieces.collect()
    }

    /// Returns the bytes of a message as a file of its own, perhaps in a Maildir, or as one of many.
    fn form(&self, message: &Message, whole: bool) -> Vec<u8> {
        if !whole {
            return mbox::draft(message);
        }
        let ends = if self.request.maildir {
            Ends::Lf
        } else {
            Ends::CrLf
        };
        eml::write(
            message,
            EmlStyle {
                ends,
                ..EmlStyle::DRAFT
            },
        )
    }
}
