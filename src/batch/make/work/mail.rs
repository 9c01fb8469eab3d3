//! The work on one letter that is mailed: its message, as a file of its own or as one of many.

use crate::batch::make::work::{Content, Piece, Worker};
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
    /// Whether a letter can be made, and between whom it goes be told, where it is mailed.
    ///
    /// # Errors
    /// Every reason why not.
    pub fn attempt(&mut self, target: &'c Target, member: &Member) -> Result<(), Problems> {
        let (letter, _, _) = self.set(target, member)?;
        if self.request.way(target).is_mailed() {
            self.mailboxes(target, member, &letter.lang)?;
        }
        Ok(())
    }

    /// Between whom a message goes.
    ///
    /// # Errors
    /// Every address that cannot stand in one.
    pub(super) fn mailboxes(
        &self,
        target: &Target,
        member: &Member,
        lang: &str,
    ) -> Result<Mailboxes, Problems> {
        let (request, sender) = (self.request, &member.sender);
        mailboxes::mailboxes(request.campaign, target, sender, request.date, lang)
    }

    /// The message of a letter, which was set if its page goes with it.
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

    /// A message as it is written, and the same to each who gets one of their own.
    pub(super) fn messages(&self, message: Message, whole: bool) -> Vec<Piece> {
        let all = if self.request.copies {
            message.with_copies()
        } else {
            vec![message]
        };
        let pieces = all.iter().enumerate().map(|(n, message)| {
            let to = message.mailboxes.to.first().filter(|_| n > 0);
            Piece {
                format: Format::Eml,
                copy: to.map(|to| to.address().as_str().to_owned()),
                content: Content::Bytes(self.form(message, whole), None),
            }
        });
        pieces.collect()
    }

    /// A message as a file of its own, in a Maildir perhaps, or as one of many.
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
