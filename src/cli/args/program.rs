//! The programs that `generate --for` knows: those that send faxes and those that send mail.

use crate::cli::args::derive::{PossibleValue, ValueEnum};
use crate::cli::args::fax::FaxProgram;

/// A program that letters are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// One that sends faxes.
    Fax(FaxProgram),
    /// One that sends mail or opens drafts.
    Mail(MailProgram),
    /// A service that turns mail into faxes.
    Gateway,
}

/// Programs that send mail or open drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MailProgram {
    /// A message for `sendmail -t -i`
    Sendmail,
    /// A message for `msmtp -t`
    Msmtp,
    /// A message for `mutt -H -`
    Mutt,
    /// A message for `neomutt -H FILE`
    Neomutt,
    /// Headers and text for `s-nail -t`, which encodes them itself
    #[value(alias = "mailx")]
    SNail,
    /// A message for `himalaya message send`
    Himalaya,
    /// The command that opens a draft in Emacs
    Notmuch,
    /// The command that opens a draft
    Aerc,
    /// A draft as a file (.eml)
    Thunderbird,
    /// A draft as a file (.eml)
    Outlook,
    /// A draft as a file (.eml)
    AppleMail,
    /// A link that opens a draft
    Mailto,
}

impl ValueEnum for Program {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: &[Program] = &[
            Program::Fax(FaxProgram::Hylafax),
            Program::Fax(FaxProgram::Asterisk),
            Program::Fax(FaxProgram::Freeswitch),
            Program::Fax(FaxProgram::Efax),
            Program::Gateway,
            Program::Mail(MailProgram::Sendmail),
            Program::Mail(MailProgram::Msmtp),
            Program::Mail(MailProgram::Mutt),
            Program::Mail(MailProgram::Neomutt),
            Program::Mail(MailProgram::SNail),
            Program::Mail(MailProgram::Himalaya),
            Program::Mail(MailProgram::Notmuch),
            Program::Mail(MailProgram::Aerc),
            Program::Mail(MailProgram::Thunderbird),
            Program::Mail(MailProgram::Outlook),
            Program::Mail(MailProgram::AppleMail),
            Program::Mail(MailProgram::Mailto),
        ];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Fax(program) => program.to_possible_value(),
            Self::Mail(program) => program.to_possible_value(),
            Self::Gateway => {
                let help = "A draft to a service that turns mail into faxes, see --gateway";
                Some(PossibleValue::new("gateway").help(help))
            }
        }
    }
}

impl Program {
    /// All programs.
    #[cfg(test)]
    pub(crate) fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// The program, if it sends faxes.
    pub(crate) fn of_fax(self) -> Option<FaxProgram> {
        match self {
            Self::Fax(program) => Some(program),
            Self::Mail(_) | Self::Gateway => None,
        }
    }

    /// The program, if it sends mail or opens drafts.
    pub(crate) fn of_mail(self) -> Option<MailProgram> {
        match self {
            Self::Mail(program) => Some(program),
            Self::Fax(_) | Self::Gateway => None,
        }
    }

    /// Its name on the command line.
    pub(crate) fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_can_be_named() {
        let fax = FaxProgram::value_variants().len();
        let mail = MailProgram::value_variants().len();
        assert_eq!(Program::value_variants().len(), fax + mail + 1);
    }
}
