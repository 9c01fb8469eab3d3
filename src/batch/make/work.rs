//! Making one letter of a batch: ordered, made and turned into the contents of its files.

use std::sync::Arc;

use crate::batch::Request;
use crate::batch::make::contents::{self, LetterPiece, PieceStyle};
use crate::batch::make::fingerprint;
use crate::batch::make::orders::Orders;
use crate::batch::record::identity::identity;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::faults::{self, Point};
use crate::letter::{Channel, Letter};
use crate::maker::letters::{PrintedAddress, needed_country};
use crate::maker::pages::CountryProfiles;
use crate::maker::{Maker, Piece, Route};
use crate::members::Member;
use crate::output::pdf::PdfWriter;
use crate::page::stationery::Stationery;

/// A worker on the letters of a batch, which keeps what they have in common.
#[derive(Debug)]
pub(crate) struct Worker<'c> {
    pub(super) request: &'c Request<'c>,
    pub(super) orders: Orders<'c>,
    pub(super) maker: Maker<'c>,
    pdf: PdfWriter,
}

/// A letter that was made.
#[derive(Debug)]
pub(crate) struct MadeLetter<'c> {
    /// The row of the member.
    pub row: usize,
    /// The line of the row in the members file.
    pub line: usize,
    /// The member's identity in the manifest.
    pub member: String,
    /// The id of the target.
    pub target: &'c str,
    /// The signer's name for a bookmark.
    pub signer: String,
    /// The language.
    pub lang: &'c str,
    /// The id of the template.
    pub template: &'c str,
    /// The code of the country of posting; empty for a message whose country is not known.
    pub country: String,
    /// The channel of what is written, other than messages and faxes.
    pub channel: Channel,
    /// The numbers to phone, separated by spaces, if it is read out.
    pub numbers: String,
    /// The number of pages, if it has any.
    pub pages: usize,
    /// The digest of the letter as text, if a format is text or a message.
    pub text: Option<Digest>,
    /// The digest of the words of its pages, if it has any.
    pub words: Option<Digest>,
    /// The letter in each format.
    pub contents: Vec<LetterPiece>,
    /// Notes on it.
    pub notes: Vec<Diagnostic>,
}

impl<'c> Worker<'c> {
    /// Creates a worker for a request.
    pub(crate) fn new(request: &'c Request<'c>) -> Self {
        let pages = CountryProfiles::new(&request.profiles, request.profile.as_deref());
        Self::with(request, None, pages)
    }

    /// Creates a worker for letters that take a channel, or that of each target, on these pages.
    pub(super) fn with(
        request: &'c Request<'c>,
        channel: Option<Channel>,
        pages: CountryProfiles<'c>,
    ) -> Self {
        faults::enter(Point::Worker);
        Self {
            request,
            orders: Orders::new(request, channel),
            maker: Maker::new(request.campaign, request.composer(), pages),
            pdf: PdfWriter::default(),
        }
    }

    /// Makes the letter of a member to a target in every format; `whole` letters are files of their own.
    ///
    /// # Errors
    /// Every reason why the letter cannot be made.
    pub(crate) fn make(
        &mut self,
        target: &'c Target,
        member: &Member,
        whole: bool,
    ) -> Result<MadeLetter<'c>, Problems> {
        let route = self.request.route(target);
        let (template, given) = self.orders.of(&self.maker, target, member)?;
        let order = given.order();
        let (letter, notes) = self.maker.compose(&order)?;
        let document = self.maker.set(&letter, &order, route)?.map(Arc::new);
        let pieces = self
            .maker
            .pieces(&letter, document.as_ref(), (&order, route))?;
        let (contents, text) = self.contents(pieces, whole)?;
        let sender = &member.sender;
        let signer = sender.name.as_ref().or(sender.organization.as_ref());
        // A page that goes with a message is not printed.
        let document = document.filter(|_| route.is_printed());
        Ok(MadeLetter {
            row: member.row,
            line: member.line,
            member: identity(member),
            target: &target.id,
            signer: signer.cloned().unwrap_or_default(),
            lang: &template.lang,
            template: &template.id,
            country: self.request.code_of(member),
            channel: route.channel,
            numbers: self.numbers(target, route.channel),
            pages: document.as_ref().map_or(0, |document| document.pages.len()),
            text,
            words: document.as_deref().map(fingerprint::of),
            contents,
            notes,
        })
    }

    /// Returns pieces as they are written, and the digest of their text if one has it.
    fn contents(
        &mut self,
        pieces: Vec<Piece>,
        whole: bool,
    ) -> Result<(Vec<LetterPiece>, Option<Digest>), Diagnostic> {
        let style = match (whole, self.request.maildir) {
            (false, _) => PieceStyle::Part,
            (true, false) => PieceStyle::File,
            (true, true) => PieceStyle::Maildir,
        };
        let mut text = None;
        let mut contents = Vec::new();
        for piece in pieces {
            let (written, digest) = contents::written(piece, style, &mut self.pdf)?;
            text = digest.or(text);
            contents.push(written);
        }
        Ok((contents, text))
    }

    /// Tries to make a letter and to find its sender and recipients, if it is mailed.
    ///
    /// # Errors
    /// Every reason why the letter cannot be made or mailed.
    pub(crate) fn attempt(&mut self, target: &'c Target, member: &Member) -> Result<(), Problems> {
        let route = self.request.route(target);
        let (_, given) = self.orders.of(&self.maker, target, member)?;
        let order = given.order();
        let (letter, _) = self.maker.compose(&order)?;
        self.maker.set(&letter, &order, route)?;
        if route.is_mailed() {
            self.maker.mailboxes(&order, &letter.lang)?;
        }
        Ok(())
    }

    /// Composes the letter of a member to a target, with notes on it.
    ///
    /// # Errors
    /// Every reason why the letter cannot be composed.
    pub(crate) fn compose(
        &mut self,
        target: &'c Target,
        member: &Member,
    ) -> Result<(Letter, Vec<Diagnostic>), Problems> {
        let (_, given) = self.orders.of(&self.maker, target, member)?;
        self.maker.compose(&given.order())
    }

    /// Returns the phone numbers of a target, if letters to it are read out.
    fn numbers(&self, target: &Target, channel: Channel) -> String {
        if channel != Channel::Phone {
            return String::new();
        }
        channel.by_hand(target, self.request.date).join(" ")
    }

    /// Sets the address of a letter in the first place of a sheet, with notes on the letter. `is_new` letters are set
    /// too: one that cannot be set has no address.
    ///
    /// # Errors
    /// Every reason why the address cannot be printed.
    pub(crate) fn address(
        &mut self,
        target: &'c Target,
        member: &Member,
        (form, is_new): (&Stationery, bool),
    ) -> Result<PrintedAddress, Problems> {
        let (_, given) = self.orders.of(&self.maker, target, member)?;
        let order = given.order();
        if !is_new {
            return self.maker.address(&order, &Route::default(), form);
        }
        needed_country(&order)?;
        self.maker.address(&order, self.request.route(target), form)
    }
}
