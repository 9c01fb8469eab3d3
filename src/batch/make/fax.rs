//! Making one faxed letter: set for each line that is called, drawn and turned into files.

use crate::batch::make::entry::LetterFiles;
use crate::batch::make::fingerprint;
use crate::batch::make::work::Worker;
use crate::batch::record::entry::{Entry, PhoneCall};
use crate::batch::record::identity::identity;
use crate::batch::{Faxing, Request};
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::layout::call::{self, FaxCall};
use crate::letter::fax_lines::FaxLine;
use crate::letter::furniture::Additions;
use crate::letter::{Channel, Letter};
use crate::members::Member;
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::raster::Rasterizer;
use crate::output::fax::{airtime, tiff};
use crate::output::{self, Format};
use crate::page::Document;

/// A maker of faxes, which keeps what they have in common.
pub struct Faxer<'c> {
    worker: Worker<'c>,
    faxing: &'c Faxing,
    rasterizer: Rasterizer,
}

impl<'c> Faxer<'c> {
    /// Creates a maker of faxes for a request.
    pub fn new(request: &'c Request<'c>, faxing: &'c Faxing) -> Self {
        let added = Additions {
            channel: Channel::Fax,
            ..request.added.clone()
        };
        let pages = (&faxing.profiles[..], faxing.profile.as_deref());
        let worker = Worker::with(request, added, pages);
        Self {
            worker,
            faxing,
            rasterizer: Rasterizer::new(faxing.style.resolution),
        }
    }

    /// Makes a letter as a fax to each of its lines, which come with the names of their files.
    ///
    /// # Errors
    /// Every reason why the fax cannot be made.
    pub fn make<'l>(
        &mut self,
        target: &'c Target,
        member: &Member,
        calls: impl Iterator<Item = (&'l FaxLine, &'l String)>,
    ) -> Result<LetterFiles, Problems> {
        let own = self.worker.request.sender(member).language;
        let template = self.worker.composer.template(target, own.as_deref())?;
        let (letter, mut notes) = self.compose(target, member)?;
        notes.extend(call::language_note(
            self.worker.request.campaign,
            &letter,
            self.faxing.cover,
        ));
        let mut files = Vec::new();
        for (line, name) in calls {
            let document = self.set(&letter, member, &line.number)?;
            let pages = self.rasterizer.pages(&document);
            let bytes = self.bytes(&document, &pages)?;
            let entry = Entry {
                file: name.clone(),
                format: Format::Fax.to_string(),
                first_page: 1,
                pages: document.pages.len(),
                row: member.row,
                line: member.line,
                member: identity(member),
                target: target.id.clone(),
                language: template.lang.clone(),
                template: template.id.clone(),
                country: self.worker.request.code_of(member),
                channel: Channel::Fax,
                call: Some(PhoneCall {
                    number: line.number.clone(),
                    seconds: seconds(&pages),
                }),
                copy: None,
                letter: fingerprint::of(&document),
                whole: Digest::of(&bytes),
            };
            files.push((entry, bytes));
        }
        Ok(LetterFiles { files, notes })
    }

    /// Returns the digest of the words of a fax to a number, and its number of pages.
    ///
    /// # Errors
    /// Every reason why the fax cannot be made.
    pub fn words(
        &mut self,
        target: &'c Target,
        member: &Member,
        number: &str,
    ) -> Result<(Digest, usize), Problems> {
        let (letter, _) = self.compose(target, member)?;
        let document = self.set(&letter, member, number)?;
        Ok((fingerprint::of(&document), document.pages.len()))
    }

    /// Tries to fax a letter to a line, and returns the seconds that would take if `timed`, else 0.
    ///
    /// # Errors
    /// Every reason why the letter cannot be faxed.
    pub fn attempt(
        &mut self,
        target: &'c Target,
        member: &Member,
        line: &FaxLine,
        timed: bool,
    ) -> Result<usize, Problems> {
        let (letter, _) = self.compose(target, member)?;
        let document = self.set(&letter, member, &line.number)?;
        Ok(if timed {
            seconds(&self.rasterizer.pages(&document))
        } else {
            0
        })
    }

    fn compose(
        &mut self,
        target: &'c Target,
        member: &Member,
    ) -> Result<(Letter, Vec<Diagnostic>), Problems> {
        self.worker.compose(target, member)
    }

    fn set(
        &mut self,
        letter: &Letter,
        member: &Member,
        number: &str,
    ) -> Result<Document, Problems> {
        let request = self.worker.request;
        let country = request.needed_country(member)?;
        let call = FaxCall {
            campaign: request.campaign,
            sender: &request.sender(member),
            country,
            number,
            cover: self.faxing.cover,
        };
        let profile = self.worker.pages.of(country)?;
        self.worker.typesetter.fax_to(letter, profile, call)
    }

    fn bytes(&self, document: &Document, pages: &[Bitmap]) -> Result<Vec<u8>, Diagnostic> {
        match self.faxing.file {
            Format::Pdf => output::pdf::write(&[document])
                .map_err(|failure| Diagnostic::error(failure.to_string())),
            Format::Layout => Ok(output::description::write(&[document]).into_bytes()),
            _ => Ok(tiff::write(pages, self.faxing.style)),
        }
    }
}

/// Returns the time that pages keep the line busy, in whole seconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some hundred seconds"
)]
fn seconds(pages: &[Bitmap]) -> usize {
    airtime::seconds(pages).round().max(0.0) as usize
}
