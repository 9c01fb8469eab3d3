//! The arguments of mail, for `generate`.

use crate::cli::args::derive::{Args, ValueEnum};
use crate::cli::args::program::{MailProgram, Program};
use crate::cli::args::shared::{FormatArg, HOW};
use crate::letter::{self, channel::ChannelChoice};

/// How messages are made.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = HOW)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct MailArgs {
    /// Attach the letter as a page: pdf
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub attach: Option<Attached>,
    /// Write to each who gets a copy
    ///
    /// A message of its own for everybody who gets a copy, instead of their names under Cc.
    #[arg(long)]
    pub copies: bool,
    /// Open the draft in your mail program
    ///
    /// In the one of your desktop; you send it yourself.
    #[arg(long)]
    pub open: bool,
    /// Print only the subject, for scripts
    #[arg(long, conflicts_with = "to_only", hide_short_help = true)]
    pub subject_only: bool,
    /// Print only the e-mail addresses, for scripts
    ///
    /// Those of the office.
    #[arg(long, hide_short_help = true)]
    pub to_only: bool,
}

/// What a letter is attached as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Attached {
    /// Pages
    Pdf,
}

/// How letters go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChannelArg {
    /// E-mail: a message
    Email,
    /// Post: pages
    Post,
    /// Fax: pages for fax machines
    Fax,
    /// Phone: the text, to be read out
    Phone,
    /// What the target prefers, else the way in writing that is relied on most, else phone or its web page
    Auto,
}

impl ChannelArg {
    /// The channel that it stands for.
    pub(crate) fn wanted(self) -> ChannelChoice {
        ChannelChoice::One(match self {
            Self::Email => letter::Channel::Email,
            Self::Post => letter::Channel::Post,
            Self::Fax => letter::Channel::Fax,
            Self::Phone => letter::Channel::Phone,
            Self::Auto => return ChannelChoice::Any,
        })
    }

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        self.wanted().name()
    }

    /// The reason why an option is of no use where letters do not take `of`; `given` is the channel that they take, if one is
    /// asked for.
    pub(crate) fn not_for(option: &str, of: letter::Channel, given: Option<Self>) -> String {
        let (what, format) = match of {
            letter::Channel::Fax => ("faxes", "fax"),
            _ => ("messages", "eml"),
        };
        match given {
            None => format!("`{option}` is for {what}: give `--format {format}`"),
            Some(_) => format!("`{option}` is for {what}: give `--channel {}`", of.name()),
        }
    }
}

impl MailProgram {
    /// The format of what it gets.
    fn format(self) -> FormatArg {
        match self {
            Self::Sendmail
            | Self::Msmtp
            | Self::Mutt
            | Self::Neomutt
            | Self::Himalaya
            | Self::Thunderbird
            | Self::Outlook
            | Self::AppleMail => FormatArg::Eml,
            Self::SNail => FormatArg::Text,
            Self::Notmuch | Self::Aerc | Self::Mailto => FormatArg::Mailto,
        }
    }
}

impl Program {
    /// The format of what it gets.
    pub(crate) fn format(self) -> FormatArg {
        match self {
            Self::Fax(_) | Self::Gateway => FormatArg::Fax,
            Self::Mail(program) => program.format(),
        }
    }

    /// The channel of what it gets.
    pub(crate) fn channel(self) -> letter::Channel {
        match self {
            Self::Fax(_) | Self::Gateway => letter::Channel::Fax,
            Self::Mail(_) => letter::Channel::Email,
        }
    }
}

impl MailArgs {
    /// The contradiction of arguments that are right one by one; `format` is the format by its name or by
    /// the ending of the file, or that of the messages that `channel` asks for.
    pub(crate) fn contradiction(
        &self,
        program: Option<Program>,
        format: Option<crate::output::Format>,
        channel: Option<ChannelArg>,
    ) -> Option<String> {
        use crate::output::Format::{Eml, Mailto};
        if self.subject_only || self.to_only {
            return self.not_alone(program, format, channel);
        }
        let not_for = |option| Some(ChannelArg::not_for(option, letter::Channel::Email, channel));
        if self.open && program.is_some() {
            return Some(
                "`--open` hands a draft to the desktop's mail program: leave out `--for`"
                    .to_owned(),
            );
        }
        if self.open && channel.is_some_and(|channel| channel != ChannelArg::Email) {
            return not_for("--open");
        }
        if self.open && format != Some(Eml) {
            return Some("`--open` opens a message: give `--format eml`, or no format".to_owned());
        }
        let is_mail = program.and_then(Program::of_mail).is_some();
        if self.copies && !is_mail && !matches!(format, Some(Eml | Mailto)) {
            return not_for("--copies");
        }
        if self.attach.is_none() || format == Some(Eml) {
            return None;
        }
        let Some(program) = program else {
            return not_for("--attach");
        };
        Some(format!(
            "`--for {}` has no place for an attachment: write a message with `--format eml`",
            program.name()
        ))
    }

    /// The contradiction of what is given beside `--subject-only` or `--to-only`, which print text and nothing else.
    fn not_alone(
        &self,
        program: Option<Program>,
        format: Option<crate::output::Format>,
        channel: Option<ChannelArg>,
    ) -> Option<String> {
        let option = if self.subject_only {
            "--subject-only"
        } else {
            "--to-only"
        };
        let is_text = format.is_none_or(|format| format == crate::output::Format::Text);
        let is_other = program.is_some() || channel.is_some() || !is_text;
        let more = self.open || self.copies || self.attach.is_some();
        (is_other || more).then(|| {
            format!(
                "`{option}` prints text: give it without a program, channel, attachment or other format"
            )
        })
    }
}
