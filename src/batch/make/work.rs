//! Making one letter: composed, set and turned into the contents of its files.

mod mail;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::batch::Request;
use crate::batch::make::fingerprint;
use crate::batch::record::identity::identity;
use crate::campaign::target::Target;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::faults::{self, Point};
use crate::layout::Typesetter;
use crate::letter::composer::Composer;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::letter::{Channel, Letter};
use crate::members::Member;
use crate::output::{self, Format};
use crate::page::profile::Profile;
use crate::page::profiles;
use crate::page::stationery::Stationery;
use crate::page::{Document, Item};
use crate::sender::Sender;

/// A maker of letters, which keeps what they have in common.
#[derive(Debug)]
pub struct Worker<'c> {
    pub(super) request: &'c Request<'c>,
    pub(super) composer: Composer<'c>,
    pub(super) typesetter: Typesetter,
    text: output::text::TextWriter,
    pdf: output::pdf::PdfWriter,
    /// The additions to letters of single members, where the letters of a batch are the branch's.
    alone: Option<Additions>,
    /// The additions to letters, where they differ from those of the request.
    instead: Option<Additions>,
    pub(super) pages: CountryProfiles<'c>,
}

/// The page profiles by the country of posting.
#[derive(Debug)]
pub(super) struct CountryProfiles<'c> {
    all: &'c [Profile],
    /// The name of the requested profile.
    name: Option<&'c str>,
    known: BTreeMap<String, Profile>,
}

/// A letter that was made.
#[derive(Debug)]
pub struct MadeLetter<'c> {
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

/// A letter in a format.
#[derive(Debug)]
pub struct LetterPiece {
    /// The format.
    pub format: Format,
    /// The address that gets this copy, if it is one.
    pub copy: Option<String>,
    /// The contents.
    pub content: PieceContent,
}

/// The contents of a letter in a format.
#[derive(Debug)]
pub enum PieceContent {
    /// Bytes, and their digest if it is known.
    Bytes(Vec<u8>, Option<Digest>),
    /// Pages, to be put into a print file.
    Pages(Arc<Document>),
}

/// An address that was set, and notes on its letter.
pub type Address = (Vec<Item>, Vec<Diagnostic>);

impl<'c> Request<'c> {
    /// Returns the composer of the requested letters.
    pub(crate) fn composer(&self) -> Composer<'c> {
        let (letter, lang) = (self.letter.as_deref(), self.lang.as_deref());
        Composer::new(self.campaign, letter, lang).for_any_target(self.for_any_target)
    }
}

impl<'c> Worker<'c> {
    /// Creates a worker for a request.
    pub fn new(request: &'c Request<'c>) -> Self {
        faults::enter(Point::Worker);
        let alone = request.signatories.then(|| Additions {
            signatories: Vec::new(),
            ..request.added.clone()
        });
        Self {
            request,
            composer: request.composer(),
            typesetter: Typesetter::default(),
            text: output::text::TextWriter::default(),
            pdf: output::pdf::PdfWriter::default(),
            alone,
            instead: None,
            pages: CountryProfiles::new(&request.profiles, request.profile.as_deref()),
        }
    }

    /// Creates a worker for a request, with other additions to the letters and other pages.
    pub(super) fn with(
        request: &'c Request<'c>,
        added: Additions,
        (profiles, profile): (&'c [Profile], Option<&'c str>),
    ) -> Self {
        Self {
            instead: Some(added),
            pages: CountryProfiles::new(profiles, profile),
            ..Self::new(request)
        }
    }

    /// Makes the letter of a member to a target in every format; `whole` letters are files of their own.
    ///
    /// # Errors
    /// Every reason why the letter cannot be made.
    pub fn make(
        &mut self,
        target: &'c Target,
        member: &Member,
        whole: bool,
    ) -> Result<MadeLetter<'c>, Problems> {
        let own = self.request.sender(member).language;
        let template = self.composer.template(target, own.as_deref())?;
        let way = self.request.way(target);
        let (letter, document, notes) = self.set(target, member)?;
        let document = document.map(Arc::new);
        let (contents, digest) =
            self.pieces((target, member), &letter, document.as_ref(), whole)?;
        let sender = &member.sender;
        let signer = sender.name.as_ref().or(sender.organization.as_ref());
        // A page that goes with a message is not printed.
        let document = document.filter(|_| way.formats.iter().any(|format| format.has_pages()));
        Ok(MadeLetter {
            row: member.row,
            line: member.line,
            member: identity(member),
            target: &target.id,
            signer: signer.cloned().unwrap_or_default(),
            lang: &template.lang,
            template: &template.id,
            country: self.request.code_of(member),
            channel: way.channel,
            numbers: self.numbers(target, way.channel),
            pages: document.as_ref().map_or(0, |document| document.pages.len()),
            text: digest,
            words: document.as_deref().map(fingerprint::of),
            contents,
            notes,
        })
    }

    /// Makes a letter in every format, and the digest of its text if a format has one.
    ///
    /// # Errors
    /// Every reason why the letter cannot be made.
    fn pieces(
        &mut self,
        (target, member): (&'c Target, &Member),
        letter: &Letter,
        document: Option<&Arc<Document>>,
        whole: bool,
    ) -> Result<(Vec<LetterPiece>, Option<Digest>), Problems> {
        let mut digest = None;
        let mut contents = Vec::new();
        for format in &self.request.way(target).formats {
            let content = match (format, document) {
                (Format::Pdf, Some(document)) if !whole => {
                    PieceContent::Pages(Arc::clone(document))
                }
                (Format::Text, _) => {
                    self.request.needed_country(member)?;
                    let text = self.text.letter(letter).into_bytes();
                    digest = Some(Digest::of(&text));
                    PieceContent::Bytes(text, digest)
                }
                (Format::Eml, document) => {
                    let between = self.mailboxes(target, member, &letter.lang)?;
                    let message = self.message(letter, document.map(Arc::as_ref), between)?;
                    digest = Some(Digest::of(message.body.as_bytes()));
                    contents.extend(self.messages(message, whole));
                    continue;
                }
                (_, Some(document)) => self.whole(*format, document)?,
                (_, None) => continue,
            };
            contents.push(LetterPiece {
                format: *format,
                copy: None,
                content,
            });
        }
        Ok((contents, digest))
    }

    /// Sets the letter of a member to a target, on pages if a format has them.
    ///
    /// # Errors
    /// Every reason why the letter cannot be set.
    pub fn set(
        &mut self,
        target: &'c Target,
        member: &Member,
    ) -> Result<(Letter, Option<Document>, Vec<Diagnostic>), Problems> {
        let (letter, notes) = self.compose(target, member)?;
        let way = self.request.way(target);
        let is_attached = self.request.attached && way.is_mailed();
        let has_pages = is_attached || way.formats.iter().any(|format| format.has_pages());
        if !has_pages {
            return Ok((letter, None, notes));
        }
        let profile = self.pages.of(self.request.needed_country(member)?)?;
        let document = self.typesetter.set(&letter, profile)?;
        Ok((letter, Some(document), notes))
    }

    /// Composes the letter of a member to a target, with notes on it.
    ///
    /// # Errors
    /// Every reason why the letter cannot be composed.
    pub fn compose(
        &mut self,
        target: &'c Target,
        member: &Member,
    ) -> Result<(Letter, Vec<Diagnostic>), Problems> {
        let request = self.request;
        let sender = request.sender(member);
        let set = self.values(target, member, &sender)?;
        let alone = self.alone.as_ref().filter(|_| member.row > 0);
        let mut added = Cow::Borrowed(alone.or(self.instead.as_ref()).unwrap_or(&request.added));
        let channel = request.way(target).channel;
        if self.instead.is_none() && added.channel != channel {
            added.to_mut().channel = channel;
        }
        self.composer.compose(&Order {
            target,
            sender: &sender,
            country: request.country_of(member),
            date: request.date,
            personal: member.personal.as_deref().or(request.personal.as_deref()),
            set: &set,
            added: &added,
        })
    }

    /// Returns the phone numbers of a target, if letters to it are read out.
    fn numbers(&self, target: &Target, channel: Channel) -> String {
        if channel != Channel::Phone {
            return String::new();
        }
        channel.by_hand(target, self.request.date).join(" ")
    }

    /// Sets the address of a letter in the first place of a sheet, with notes on the letter. The letter is set too: one
    /// that cannot be set has no address, so that addresses and letters match.
    ///
    /// # Errors
    /// Every reason why the address cannot be printed.
    pub fn address(
        &mut self,
        target: &'c Target,
        member: &Member,
        form: &Stationery,
    ) -> Result<Address, Problems> {
        self.request.needed_country(member)?;
        let (letter, _, notes) = self.set(target, member)?;
        Ok((self.typesetter.address(&letter, form)?, notes))
    }

    /// Returns the values of the template's own variables: the member's, else those given for all. Columns that the
    /// template does not use are for other templates.
    fn values(
        &self,
        target: &Target,
        member: &Member,
        sender: &Sender,
    ) -> Result<BTreeMap<String, String>, Problems> {
        let template = self.composer.template(target, sender.language.as_deref())?;
        let mut values = self.request.set.clone();
        let known = |key: &&String| template.variables.contains_key(*key);
        let own = member.variables.iter().filter(|(key, _)| known(key));
        values.extend(own.map(|(key, value)| (key.clone(), value.clone())));
        Ok(values)
    }

    /// Makes a file of its own from a letter on pages.
    fn whole(&mut self, format: Format, document: &Document) -> Result<PieceContent, Diagnostic> {
        if format == Format::Pdf {
            let (bytes, digest) = self.pdf(document)?;
            return Ok(PieceContent::Bytes(bytes, Some(digest)));
        }
        let bytes = output::description::write(&[document]).into_bytes();
        Ok(PieceContent::Bytes(bytes, None))
    }

    /// Makes a PDF file from a letter, with its digest.
    fn pdf(&mut self, document: &Document) -> Result<(Vec<u8>, Digest), Diagnostic> {
        let written = self.pdf.letter(document);
        written.map_err(|failure| Diagnostic::error(failure.to_string()))
    }
}

impl<'c> CountryProfiles<'c> {
    fn new(all: &'c [Profile], name: Option<&'c str>) -> Self {
        Self {
            all,
            name,
            known: BTreeMap::new(),
        }
    }

    /// Returns the profile for a country.
    pub(super) fn of(&mut self, country: Country) -> Result<&Profile, Diagnostic> {
        let code = country.to_string();
        if !self.known.contains_key(&code) {
            let chosen = profiles::choose(self.all.to_vec(), self.name, country)?;
            self.known.insert(code.clone(), chosen);
        }
        let lost = || Diagnostic::error(format!("there is no page for `{code}`"));
        self.known.get(&code).ok_or_else(lost)
    }
}
