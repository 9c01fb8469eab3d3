//! Mail of `generate`: a message, a link or a command for every letter.

mod deliver;

use super::args::{MailArgs, MailProgram};
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::Typesetter;
use crate::letter::Letter;
use crate::letter::mailboxes::{self, Mailboxes};
use crate::output::mail::eml::{self, EmlStyle, Ends};
use crate::output::mail::{self, Attachment, Message, headers, link};
use crate::output::{self, Format, text};
use crate::page::profile::Profile;
use crate::selection::Criteria;
use crate::sender::Sender;
use crate::shell;

/// A message for a program that sends it.
const FINISHED: EmlStyle = EmlStyle {
    is_draft: false,
    ends: Ends::Lf,
};

/// The form of a letter for a mail program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A finished message.
    Message(EmlStyle),
    /// Headers and text that nothing encodes.
    Headers,
    /// A link.
    Link,
    /// The command of these words and the link.
    Command(&'static str),
    /// The subject alone.
    Subject,
    /// The addresses alone.
    To,
}

/// How mail is made.
#[derive(Clone, Copy, Debug)]
pub struct Making {
    form: Form,
    program: Option<MailProgram>,
    opened: bool,
    /// Whether everybody who gets a copy gets a message of their own.
    has_copies: bool,
}

/// What the mail of a run shares.
pub struct Run<'r> {
    /// The campaign.
    pub campaign: &'r Campaign,
    /// Who sends it.
    pub sender: &'r Sender,
    /// The country it is sent from, and the date.
    pub criteria: Criteria,
    /// The page of what is attached, if something is.
    pub profile: Option<&'r Profile>,
    /// How it is made.
    pub making: Making,
}

/// A letter in the form for a mail program.
pub struct Mail {
    /// The id of the target, and which copy it is.
    name: String,
    to: String,
    bytes: Vec<u8>,
}

/// What the arguments mean; `None` if they do not ask for mail.
pub fn making(args: &MailArgs, program: Option<MailProgram>, format: Format) -> Option<Making> {
    let form = match (program, format) {
        _ if args.subject_only => Form::Subject,
        _ if args.to_only => Form::To,
        (Some(program), _) => form(program),
        (None, Format::Eml) => Form::Message(EmlStyle::DRAFT),
        (None, Format::Mailto) => Form::Link,
        (None, _) => return None,
    };
    Some(Making {
        form,
        program,
        opened: args.open,
        has_copies: args.copies,
    })
}

fn form(program: MailProgram) -> Form {
    match program {
        MailProgram::Sendmail | MailProgram::Msmtp | MailProgram::Mutt | MailProgram::Neomutt => {
            Form::Message(FINISHED)
        }
        MailProgram::Himalaya => Form::Message(EmlStyle {
            is_draft: false,
            ends: Ends::CrLf,
        }),
        MailProgram::Thunderbird | MailProgram::Outlook | MailProgram::AppleMail => {
            Form::Message(EmlStyle::DRAFT)
        }
        MailProgram::SNail => Form::Headers,
        MailProgram::Notmuch => Form::Command("notmuch emacs-mua"),
        MailProgram::Aerc => Form::Command("aerc"),
        MailProgram::Mailto => Form::Link,
    }
}

const GIVE_ADDRESS: &str = "give `--email`, `--from FILE`, or save it with `protest-letter sender`";

/// The note on a draft that nobody is named in as its sender.
pub fn without_sender() -> Diagnostic {
    let message = "no e-mail address of the sender: the mail program has to put one in";
    Diagnostic::note(message).help(GIVE_ADDRESS)
}

/// The note that nobody gets a copy, if they were asked for.
pub fn without_copies(are_asked: bool, campaign: &Campaign) -> Option<Diagnostic> {
    let slot = &campaign.copies_to;
    let is_missed = are_asked && slot.email.is_empty();
    is_missed.then(|| {
        let problem = Diagnostic::warning("this campaign has no addresses for copies");
        let problem = problem.maybe_help(slot.lost.clone());
        problem.help("give them with `--copies-to ADDRESS`")
    })
}

impl Making {
    /// Whether the sender has what the message needs; a note where a program fills it in.
    ///
    /// # Errors
    /// If a program sends the message as it is, and nobody is named as its sender.
    pub fn check_sender(self, sender: &Sender) -> Result<Option<Diagnostic>, Diagnostic> {
        let is_needed = matches!(
            self.program,
            Some(MailProgram::Sendmail | MailProgram::Msmtp | MailProgram::Himalaya)
        );
        let is_written = matches!(self.form, Form::Message(_) | Form::Headers);
        if sender.email.is_some() || !is_written {
            return Ok(None);
        }
        if is_needed {
            let message = "a message says from which address it comes, and the sender has none";
            return Err(Diagnostic::error(message).help(GIVE_ADDRESS));
        }
        Ok(Some(without_sender()))
    }

    /// Whether only one letter goes into a file or a stream.
    fn stands_alone(self) -> bool {
        matches!(self.form, Form::Message(_) | Form::Headers)
    }

    fn ending(self) -> &'static str {
        match self.form {
            Form::Message(_) => Format::Eml.extension(),
            Form::Command(_) => "sh",
            Form::Headers | Form::Link | Form::Subject | Form::To => Format::Text.extension(),
        }
    }

    fn bytes(self, message: &Message) -> Vec<u8> {
        let line = |text: &str| format!("{text}\n").into_bytes();
        match self.form {
            Form::Message(style) => eml::write(message, style),
            Form::Headers => headers::write(message).into_bytes(),
            Form::Link => line(&link::write(message)),
            Form::Command(words) => {
                line(&format!("{words} {}", shell::quoted(&link::write(message))))
            }
            Form::Subject => line(&message.subject),
            Form::To => line(&mail::addresses(&message.mailboxes.to)),
        }
    }
}

impl Run<'_> {
    /// The mail of letters. `failed` gets why the others have none, `notes` what is to be known.
    pub fn make(
        &self,
        letters: &[Letter],
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Vec<Mail> {
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
                let bytes = self.making.bytes(&message);
                notes.add_new(self.length_note(&name, bytes.len().saturating_sub(1)));
                let to = mail::addresses(&message.mailboxes.to).replace(',', ", ");
                made.push(Mail { name, to, bytes });
            }
        }
        made
    }

    /// A message and its name; with one to everybody who gets a copy, if they get their own. No id has an underscore:
    /// no copy has the name of another target.
    fn with_copies(&self, message: Message, id: &str) -> Vec<(String, Message)> {
        if !self.making.has_copies {
            return vec![(id.to_owned(), message)];
        }
        let all = message.with_copies().into_iter().enumerate();
        all.map(|(n, message)| match n {
            0 => (id.to_owned(), message),
            n => (format!("{id}_copy-{n}"), message),
        })
        .collect()
    }

    /// Between whom a letter goes, and what is attached to it.
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
        if self.making.form != Form::Link || length <= link::LONGEST {
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
