//! The options of mail: the form of a letter for each mail program, and what it asks of the sender.

use crate::campaign::Campaign;
use crate::cli::args::mail::MailArgs;
use crate::cli::args::program::MailProgram;
use crate::diagnostic::Diagnostic;
use crate::output::Format;
use crate::output::mail::eml::{self, EmlStyle, Ends};
use crate::output::mail::{self, Message, headers, link};
use crate::sender::Sender;
use crate::shell;

/// A message for a program that sends it.
const FINISHED: EmlStyle = EmlStyle {
    is_draft: false,
    ends: Ends::Lf,
};

/// The form of a letter for a mail program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MailForm {
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

/// The options of mail.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MailOptions {
    /// The form of each letter.
    pub form: MailForm,
    program: Option<MailProgram>,
    /// Whether the drafts are opened.
    pub opened: bool,
}

impl MailOptions {
    /// The options that the arguments mean; `None` if they do not ask for mail.
    pub(crate) fn new(
        args: &MailArgs,
        program: Option<MailProgram>,
        format: Format,
    ) -> Option<Self> {
        let form = match (program, format) {
            _ if args.subject_only => MailForm::Subject,
            _ if args.to_only => MailForm::To,
            (Some(program), _) => form(program),
            (None, Format::Eml) => MailForm::Message(EmlStyle::DRAFT),
            (None, Format::Mailto) => MailForm::Link,
            (None, _) => return None,
        };
        Some(Self {
            form,
            program,
            opened: args.open,
        })
    }

    /// Checks that the sender has what the message needs; a note where a program fills it in.
    ///
    /// # Errors
    /// If a program sends the message as it is, and nobody is named as its sender.
    pub(crate) fn check_sender(self, sender: &Sender) -> Result<Option<Diagnostic>, Diagnostic> {
        let is_needed = matches!(
            self.program,
            Some(MailProgram::Sendmail | MailProgram::Msmtp | MailProgram::Himalaya)
        );
        let is_written = matches!(self.form, MailForm::Message(_) | MailForm::Headers);
        if sender.email.is_some() || !is_written {
            return Ok(None);
        }
        if is_needed {
            let message = "a message says from which address it comes, and the sender has none";
            return Err(Diagnostic::error(message).help(GIVE_ADDRESS));
        }
        Ok(Some(without_sender()))
    }

    /// Tells whether only one letter goes into a file or a stream.
    pub(crate) fn stands_alone(self) -> bool {
        matches!(self.form, MailForm::Message(_) | MailForm::Headers)
    }

    /// The ending of files.
    pub(crate) fn ending(self) -> &'static str {
        match self.form {
            MailForm::Message(_) => Format::Eml.extension(),
            MailForm::Command(_) => "sh",
            MailForm::Headers | MailForm::Link | MailForm::Subject | MailForm::To => {
                Format::Text.extension()
            }
        }
    }

    /// A message in its form.
    pub(crate) fn bytes(self, message: &Message) -> Vec<u8> {
        let line = |text: &str| format!("{text}\n").into_bytes();
        match self.form {
            MailForm::Message(style) => eml::write(message, style),
            MailForm::Headers => headers::write(message).into_bytes(),
            MailForm::Link => line(&link::write(message)),
            MailForm::Command(words) => {
                line(&format!("{words} {}", shell::quoted(&link::write(message))))
            }
            MailForm::Subject => line(&message.subject),
            MailForm::To => line(&mail::addresses(&message.mailboxes.to)),
        }
    }
}

fn form(program: MailProgram) -> MailForm {
    match program {
        MailProgram::Sendmail | MailProgram::Msmtp | MailProgram::Mutt | MailProgram::Neomutt => {
            MailForm::Message(FINISHED)
        }
        MailProgram::Himalaya => MailForm::Message(EmlStyle {
            is_draft: false,
            ends: Ends::CrLf,
        }),
        MailProgram::Thunderbird | MailProgram::Outlook | MailProgram::AppleMail => {
            MailForm::Message(EmlStyle::DRAFT)
        }
        MailProgram::SNail => MailForm::Headers,
        MailProgram::Notmuch => MailForm::Command("notmuch emacs-mua"),
        MailProgram::Aerc => MailForm::Command("aerc"),
        MailProgram::Mailto => MailForm::Link,
    }
}

const GIVE_ADDRESS: &str = "give `--email`, `--from FILE`, or save it with `protest-letter sender`";

/// The note on a draft that nobody is named in as its sender.
pub(crate) fn without_sender() -> Diagnostic {
    let message = "no e-mail address of the sender: the mail program has to put one in";
    Diagnostic::note(message).help(GIVE_ADDRESS)
}

/// The note that nobody gets a copy, if they were asked for.
pub(crate) fn without_copies(are_asked: bool, campaign: &Campaign) -> Option<Diagnostic> {
    let slot = &campaign.copies_to;
    let is_missed = are_asked && slot.email.is_empty();
    is_missed.then(|| {
        let problem = Diagnostic::warning("this campaign has no addresses for copies")
            .maybe_help(slot.lost.clone());
        problem.help("give them with `--copies-to ADDRESS`")
    })
}
