//! Mail of single letters: a message, a link or a command for every letter.

use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::cli::mail::options::{MailForm, MailOptions};
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::Typesetter;
use crate::letter::Letter;
use crate::letter::mailboxes::{self, Mailboxes};
use crate::output::mail::{self, Attachment, Message, link};
use crate::output::{self, Format, text};
use crate::page::profile::Profile;
use crate::selection::Criteria;
use crate::sender::Sender;

/// The maker of mail: what the letters of a run share.
pub struct MailMaker<'r> {
    /// The campaign.
    pub campaign: &'r Campaign,
    /// The sender.
    pub sender: &'r Sender,
    /// The country it is sent from, and the date.
    pub criteria: Criteria,
    /// The page of what is attached, if something is.
    pub profile: Option<&'r Profile>,
    /// Its options.
    pub options: MailOptions,
}

/// A letter in the form for a mail program.
pub struct MailPiece {
    /// The id of the target, and which copy it is.
    pub name: String,
    /// Its recipients, for people.
    pub to: String,
    /// The bytes that are written.
    pub bytes: Vec<u8>,
}

impl MailMaker<'_> {
    /// The mail of letters. `failed` gets why the others have none, `notes` what is to be known.
    pub fn make(
        &self,
        letters: &[Letter],
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Vec<MailPiece> {
        let (mut typesetter, mut writer) = (Typesetter::default(), text::TextWriter::default());
        let mut made = Vec::new();
        for letter in letters {
            let Some(target) = self.campaign.target(&letter.target) else {
                continue;
            };
            let parts = self.parts(&mut typesetter, letter, target);
            let (mailboxes, attachments) = match parts {
                Ok(parts) => parts,
                Err(problems) => {
                    failed.add_new(problems.0);
                    continue;
                }
            };
            let message = mail::message(letter, &mut writer, mailboxes, attachments);
            for (name, message) in self.with_copies(message, &target.id) {
                let bytes = self.options.bytes(&message);
                notes.add_new(self.length_note(&name, bytes.len().saturating_sub(1)));
                let to = mail::addresses(&message.mailboxes.to).replace(',', ", ");
                made.push(MailPiece { name, to, bytes });
            }
        }
        made
    }

    /// A message and its name; with one to everybody who gets a copy, if they get their own. No id has an underscore:
    /// no copy has the name of another target.
    fn with_copies(&self, message: Message, id: &str) -> Vec<(String, Message)> {
        if !self.options.has_copies {
            return vec![(id.to_owned(), message)];
        }
        let all = message.with_copies().into_iter().enumerate();
        all.map(|(n, message)| match n {
            0 => (id.to_owned(), message),
            n => (format!("{id}_copy-{n}"), message),
        })
        .collect()
    }

    /// The mailboxes of a letter, and its attachments.
    fn parts(
        &self,
        typesetter: &mut Typesetter,
        letter: &Letter,
        target: &Target,
    ) -> Result<(Mailboxes, Vec<Attachment>), Problems> {
        let date = self.criteria.date;
        let between = mailboxes::mailboxes(self.campaign, target, self.sender, date, &letter.lang);
        let attached = self.profile.map(|profile| {
            let document = typesetter.set(letter, profile)?;
            let bytes = output::pdf::write(&[&document]);
            Ok(Attachment {
                name: format!("{}.{}", target.id, Format::Pdf.extension()),
                kind: "application/pdf",
                bytes: bytes.map_err(|failure| Diagnostic::error(failure.to_string()))?,
            })
        });
        let mut problems = Problems::default();
        let between = problems.keep(between);
        let attached = problems.keep(
            attached
                .transpose()
                .map_err(|p: Problems| named(&target.id, p)),
        );
        between
            .zip(attached)
            .map(|(between, attached)| (between, attached.into_iter().collect()))
            .ok_or(problems)
    }

    fn length_note(&self, target: &str, length: usize) -> Vec<Diagnostic> {
        if self.options.form != MailForm::Link || length <= link::LONGEST {
            return Vec::new();
        }
        let message = format!(
            "{target}: the link has {length} characters; some systems refuse more than {}",
            link::LONGEST
        );
        let help = "`--format eml` writes a draft of any length, `--open` opens it";
        vec![Diagnostic::warning(message).help(help)]
    }
}

fn named(target: &str, mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        problem.message = format!("{target}: {}", problem.message);
    }
    problems
}
