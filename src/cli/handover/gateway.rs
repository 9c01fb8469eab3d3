//! Messages to gateways that turn mail into faxes.
//!
//! No standard says what commercial ones take; three forms cover them. The one that a standard describes
//! is RFC 3192: the number in the address, after `FAX=`.

use crate::calendar::Date;
use crate::cli::args::fax::FaxFormat;
use crate::diagnostic::Diagnostic;
use crate::email::{Address, Mailbox};
use crate::letter::mailboxes::{self, Mailboxes};
use crate::output::mail::eml::{self, EmlStyle, Ends};
use crate::output::mail::{Attachment, Message};
use crate::sender::Sender;

/// The beginning of the name of a gateway of RFC 3192 (section 2: global phone numbers).
const STANDARD: &str = "FAX=@";

/// A gateway, by the way that it is told the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gateway {
    /// `FAX=+…@` this domain, with a TIFF file (RFC 3192).
    Standard(String),
    /// The digits before the `@` of this domain, with a PDF file.
    Number(String),
    /// The digits as the subject of a message to this address, with a PDF file.
    Subject(Address),
}

impl Gateway {
    /// Reads the value of `--gateway`: `FAX=@DOMAIN`, a domain or an address.
    ///
    /// # Errors
    /// If it is none of them.
    pub(crate) fn read(text: &str) -> Result<Self, Diagnostic> {
        let is_domain = |domain: &str| Address::parse(&format!("1@{domain}")).is_some();
        let found = match text.strip_prefix(STANDARD) {
            Some(domain) => is_domain(domain).then(|| Self::Standard(domain.to_owned())),
            None if is_domain(text) => Some(Self::Number(text.to_owned())),
            None => Address::parse(text).map(Self::Subject),
        };
        found.ok_or_else(|| {
            let message = format!("`--gateway {text}` is no gateway");
            let help = "expected a domain for messages to NUMBER@DOMAIN, an address for messages with the number \
                        as their subject, or FAX=@DOMAIN for a gateway of RFC 3192";
            Diagnostic::error(message).help(help)
        })
    }

    /// The files that it takes, unless others are asked for.
    pub(crate) fn format(&self) -> FaxFormat {
        match self {
            Self::Standard(_) => FaxFormat::Tiff,
            Self::Number(_) | Self::Subject(_) => FaxFormat::Pdf,
        }
    }

    /// The draft of the message that has a file sent to a number in E.164. It says nothing beside: what
    /// stands in a body would be faxed too.
    ///
    /// # Errors
    /// If the sender's address cannot stand in a message.
    pub(crate) fn draft(
        &self,
        sender: &Sender,
        number: &str,
        (date, lang): (Date, &str),
        file: Attachment,
    ) -> Result<Vec<u8>, Diagnostic> {
        let digits = number.trim_start_matches('+');
        let (to, subject) = match self {
            Self::Standard(domain) => (Address::parse(&format!("FAX=+{digits}@{domain}")), ""),
            Self::Number(domain) => (Address::parse(&format!("{digits}@{domain}")), ""),
            Self::Subject(address) => (Some(address.clone()), digits),
        };
        let to =
            to.ok_or_else(|| Diagnostic::error(format!("no gateway takes the number `{number}`")))?;
        let message = Message {
            mailboxes: Mailboxes {
                from: mailboxes::of_sender(sender)?,
                to: vec![Mailbox::new(None, to)],
                cc: Vec::new(),
            },
            subject: subject.to_owned(),
            body: String::new(),
            lang: lang.to_owned(),
            date,
            attachments: vec![file],
        };
        let style = EmlStyle {
            is_draft: true,
            ends: Ends::CrLf,
        };
        Ok(eml::write(&message, style))
    }
}

/// The media type of a file for a gateway.
pub(crate) fn kind(format: FaxFormat) -> &'static str {
    match format {
        FaxFormat::Tiff => "image/tiff",
        FaxFormat::Pdf => "application/pdf",
        FaxFormat::Layout => "text/plain",
        FaxFormat::Png => "image/png",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_is_known_by_its_form() {
        let domain = "fax.example.com".to_owned();
        let address = Address::parse("in@fax.example.com").unwrap();
        for (text, expected) in [
            ("FAX=@fax.example.com", Gateway::Standard(domain.clone())),
            ("fax.example.com", Gateway::Number(domain)),
            ("in@fax.example.com", Gateway::Subject(address)),
        ] {
            assert_eq!(Gateway::read(text), Ok(expected));
        }
        for text in [
            "",
            "fax",
            "a b.example",
            "a@b@c.example",
            "x.example\nBcc: a",
            "FAX=@",
        ] {
            assert!(Gateway::read(text).is_err(), "{text:?}");
        }
    }
}
