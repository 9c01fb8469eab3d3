//! Making letters: composed, set, and turned into pieces.

use std::sync::Arc;

use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::Typesetter;
use crate::layout::call::FaxCall;
use crate::layout::sending::Cover;
use crate::letter::Letter;
use crate::letter::composer::Composer;
use crate::letter::mailboxes::{self, Mailboxes};
use crate::letter::order::Order;
use crate::maker::pages::CountryProfiles;
use crate::maker::piece::{Content, Piece};
use crate::maker::route::Route;
use crate::output::Format;
use crate::output::mail::{self, Attachment, Message};
use crate::output::pdf::PdfWriter;
use crate::output::text::TextWriter;
use crate::page::stationery::Stationery;
use crate::page::{Document, Item};

/// An address that was set, and notes on its letter.
pub(crate) type PrintedAddress = (Vec<Item>, Vec<Diagnostic>);

/// A maker of letters, which keeps what they have in common.
#[derive(Debug)]
pub(crate) struct Maker<'c> {
    campaign: &'c Campaign,
    composer: Composer<'c>,
    typesetter: Typesetter,
    text: TextWriter,
    pdf: PdfWriter,
    pages: CountryProfiles<'c>,
}

impl<'c> Maker<'c> {
    /// Creates a maker of the letters of a campaign that a composer fills, on these pages.
    pub(crate) fn new(
        campaign: &'c Campaign,
        composer: Composer<'c>,
        pages: CountryProfiles<'c>,
    ) -> Self {
        Self {
            campaign,
            composer,
            typesetter: Typesetter::default(),
            text: TextWriter::default(),
            pdf: PdfWriter::default(),
            pages,
        }
    }

    /// Returns the template of a letter to a target, in the language that its sender writes.
    ///
    /// # Errors
    /// If there is none for the target.
    pub(crate) fn template(
        &self,
        target: &Target,
        language: Option<&str>,
    ) -> Result<&'c Template, Diagnostic> {
        self.composer.template(target, language)
    }

    /// Composes the letter of an order, with notes on it.
    ///
    /// # Errors
    /// Every reason why the letter cannot be composed.
    pub(crate) fn compose(
        &mut self,
        order: &Order<'_>,
    ) -> Result<(Letter, Vec<Diagnostic>), Problems> {
        self.composer.compose(order)
    }

    /// Sets the letter of an order on pages, if its route has them.
    ///
    /// # Errors
    /// Every reason why the letter cannot be set.
    pub(crate) fn set(
        &mut self,
        letter: &Letter,
        order: &Order<'_>,
        route: &Route,
    ) -> Result<Option<Document>, Problems> {
        if !route.has_pages() {
            return Ok(None);
        }
        let profile = self.pages.of(needed_country(order)?)?;
        self.typesetter.set(letter, profile).map(Some)
    }

    /// Sets the letter of an order on pages with their zones drawn over them, and returns everything that is wrong with
    /// them: they are drawn all the same.
    ///
    /// # Errors
    /// If there is no page.
    pub(crate) fn with_zones(
        &mut self,
        letter: &Letter,
        order: &Order<'_>,
    ) -> Result<(Document, Problems), Problems> {
        let profile = self.pages.of(needed_country(order)?)?;
        self.typesetter.with_zones(letter, profile)
    }

    /// Makes the pieces of a letter that was composed and set.
    ///
    /// # Errors
    /// Every reason why a piece cannot be made.
    pub(crate) fn pieces(
        &mut self,
        letter: &Letter,
        document: Option<&Arc<Document>>,
        (order, route): (&Order<'_>, &Route),
    ) -> Result<Vec<Piece>, Problems> {
        let mut pieces = Vec::new();
        for format in &route.formats {
            let content = match (format, document) {
                (Format::Text | Format::Mailto, _) => {
                    needed_country(order)?;
                    Content::Text(self.text.letter(letter))
                }
                (Format::Eml, document) => {
                    let document = document.filter(|_| route.is_attached);
                    let message = self.message(letter, document.map(Arc::as_ref), order)?;
                    pieces.extend(messages(message, route));
                    continue;
                }
                (Format::Pdf | Format::Layout | Format::Fax | Format::Png, Some(document)) => {
                    Content::Pages(Arc::clone(document))
                }
                (Format::Pdf | Format::Layout | Format::Fax | Format::Png, None) => continue,
            };
            pieces.push(Piece {
                format: *format,
                copy: 0,
                content,
            });
        }
        Ok(pieces)
    }

    /// Returns the sender and the recipients of the message of an order in a language.
    ///
    /// # Errors
    /// Every address that cannot be used in a message.
    pub(crate) fn mailboxes(&self, order: &Order<'_>, lang: &str) -> Result<Mailboxes, Problems> {
        mailboxes::mailboxes(self.campaign, order.target, order.sender, order.date, lang)
    }

    /// Makes the message of a letter, with a page attached.
    fn message(
        &mut self,
        letter: &Letter,
        page: Option<&Document>,
        order: &Order<'_>,
    ) -> Result<Message, Problems> {
        let between = self.mailboxes(order, &letter.lang)?;
        let mut attachments = Vec::new();
        if let Some(document) = page {
            let written = self.pdf.letter(document);
            let (bytes, _) = written.map_err(|failure| Diagnostic::error(failure.to_string()))?;
            attachments.push(Attachment {
                name: format!("{}.{}", letter.target, Format::Pdf.extension()),
                kind: "application/pdf",
                bytes,
            });
        }
        Ok(mail::message(letter, &mut self.text, between, attachments))
    }

    /// Sets a letter as a fax to a number.
    ///
    /// # Errors
    /// Every reason why the letter cannot be set.
    pub(crate) fn fax(
        &mut self,
        letter: &Letter,
        order: &Order<'_>,
        (number, cover): (&str, Cover),
    ) -> Result<Document, Problems> {
        let call = self.call(order, number, cover)?;
        let profile = self.pages.of(call.country)?;
        self.typesetter.fax_to(letter, profile, call)
    }

    /// Sets a letter as a fax to a number as [`Maker::with_zones`] does.
    ///
    /// # Errors
    /// If there is no page.
    pub(crate) fn fax_with_zones(
        &mut self,
        letter: &Letter,
        order: &Order<'_>,
        (number, cover): (&str, Cover),
    ) -> Result<(Document, Problems), Problems> {
        let call = self.call(order, number, cover)?;
        let profile = self.pages.of(call.country)?;
        self.typesetter.fax_with_zones(letter, profile, call)
    }

    /// Returns the call of a number that sends the letter of an order.
    fn call<'o>(
        &self,
        order: &Order<'o>,
        number: &'o str,
        cover: Cover,
    ) -> Result<FaxCall<'o>, Diagnostic>
    where
        'c: 'o,
    {
        Ok(FaxCall {
            campaign: self.campaign,
            sender: order.sender,
            country: needed_country(order)?,
            number,
            cover,
        })
    }

    /// Sets the address of the letter of an order in the first place of a sheet, with notes on the letter. The letter is
    /// set on its pages too: one that cannot be set has no address, so that addresses and letters match.
    ///
    /// # Errors
    /// Every reason why the address cannot be printed.
    pub(crate) fn address(
        &mut self,
        order: &Order<'_>,
        route: &Route,
        form: &Stationery,
    ) -> Result<PrintedAddress, Problems> {
        let (letter, notes) = self.compose(order)?;
        self.set(&letter, order, route)?;
        Ok((self.typesetter.address(&letter, form)?, notes))
    }
}

/// Returns the message to the office, and one for each person who gets a copy of their own.
fn messages(message: Message, route: &Route) -> impl Iterator<Item = Piece> {
    let all = if route.copies > 0 {
        message.with_copies()
    } else {
        vec![message]
    };
    all.into_iter().enumerate().map(|(copy, message)| Piece {
        format: Format::Eml,
        copy,
        content: Content::Message(Box::new(message)),
    })
}

/// Returns the country of a letter that cannot be made without one.
///
/// # Errors
/// If none is given.
pub(crate) fn needed_country(order: &Order<'_>) -> Result<Country, Diagnostic> {
    order.country.ok_or_else(|| {
        let message = "the letter needs the country that it is posted in";
        Diagnostic::error(message).help("name it in a column `country`, or give `--country`")
    })
}
