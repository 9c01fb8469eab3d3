//! Making one faxed letter of a batch: set for each line that is called, drawn and turned into files.

use crate::batch::make::entry::LetterFiles;
use crate::batch::make::fingerprint;
use crate::batch::make::work::Worker;
use crate::batch::record::entry::{Entry, NOT_YET, PhoneCall};
use crate::batch::record::identity::identity;
use crate::batch::{Faxing, Request};
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::diagnostic::Problems;
use crate::digest::Digest;
use crate::layout::call;
use crate::letter::Channel;
use crate::letter::fax_lines::FaxLine;
use crate::maker::fax;
use crate::maker::pages::CountryProfiles;
use crate::members::Member;
use crate::output::Format;
use crate::output::fax::airtime;
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::raster::Rasterizer;
use crate::page::Document;

/// A maker of faxes, which keeps what they have in common.
pub(crate) struct Faxer<'c> {
    worker: Worker<'c>,
    faxing: &'c Faxing,
    rasterizer: Rasterizer,
}

impl<'c> Faxer<'c> {
    /// Creates a maker of faxes for a request.
    pub(crate) fn new(request: &'c Request<'c>, faxing: &'c Faxing) -> Self {
        let pages = CountryProfiles::new(&faxing.profiles, faxing.profile.as_deref());
        Self {
            worker: Worker::with(request, Some(Channel::Fax), pages),
            faxing,
            rasterizer: Rasterizer::new(faxing.style.resolution),
        }
    }

    /// Makes a letter as a fax to each of its lines, which come with the names of their files.
    ///
    /// # Errors
    /// Every reason why the fax cannot be made.
    pub(crate) fn make<'l>(
        &mut self,
        target: &'c Target,
        member: &Member,
        calls: impl Iterator<Item = (&'l FaxLine, &'l String)>,
    ) -> Result<LetterFiles, Problems> {
        let Worker {
            request,
            orders,
            maker,
            ..
        } = &mut self.worker;
        let (template, given) = orders.of(maker, target, member)?;
        let order = given.order();
        let (letter, mut notes) = maker.compose(&order)?;
        let cover = self.faxing.cover;
        notes.extend(call::language_note(request.campaign, &letter, cover));
        let mut files = Vec::new();
        for (line, name) in calls {
            let document = maker.fax(&letter, &order, (&line.number, cover))?;
            let pages = self.rasterizer.pages(&document);
            let bytes = fax::bytes(&document, &pages, (self.faxing.file, self.faxing.style))?;
            let fax = (line.number.as_str(), &document, &pages[..]);
            let entry = Entry {
                file: name.clone(),
                country: request.code_of(member),
                whole: Digest::of(&bytes),
                ..entry(template, member, target, fax)
            };
            files.push((entry, bytes));
        }
        Ok(LetterFiles { files, notes })
    }

    /// Returns the digest of the words of a fax to a number, and its number of pages.
    ///
    /// # Errors
    /// Every reason why the fax cannot be made.
    pub(crate) fn words(
        &mut self,
        target: &'c Target,
        member: &Member,
        number: &str,
    ) -> Result<(Digest, usize), Problems> {
        let document = self.set(target, member, number)?;
        Ok((fingerprint::of(&document), document.pages.len()))
    }

    /// Tries to fax a letter to a line, and returns the seconds that would take if `timed`, else 0.
    ///
    /// # Errors
    /// Every reason why the letter cannot be faxed.
    pub(crate) fn attempt(
        &mut self,
        target: &'c Target,
        member: &Member,
        line: &FaxLine,
        timed: bool,
    ) -> Result<usize, Problems> {
        let document = self.set(target, member, &line.number)?;
        Ok(if timed {
            seconds(&self.rasterizer.pages(&document))
        } else {
            0
        })
    }

    /// Sets a letter as a fax to a number.
    fn set(
        &mut self,
        target: &'c Target,
        member: &Member,
        number: &str,
    ) -> Result<Document, Problems> {
        let Worker { orders, maker, .. } = &mut self.worker;
        let (_, given) = orders.of(maker, target, member)?;
        let order = given.order();
        let (letter, _) = maker.compose(&order)?;
        maker.fax(&letter, &order, (number, self.faxing.cover))
    }
}

/// Returns the manifest entry of a fax to a number, whose file and country are not named yet.
fn entry(
    template: &Template,
    member: &Member,
    target: &Target,
    (number, document, pages): (&str, &Document, &[Bitmap]),
) -> Entry {
    Entry {
        file: String::new(),
        format: Format::Fax.to_string(),
        first_page: 1,
        pages: document.pages.len(),
        row: member.row,
        line: member.line,
        member: identity(member),
        target: target.id.clone(),
        language: template.lang.clone(),
        template: template.id.clone(),
        country: String::new(),
        channel: Channel::Fax,
        call: Some(PhoneCall {
            number: number.to_owned(),
            seconds: seconds(pages),
        }),
        copy: None,
        letter: fingerprint::of(document),
        whole: NOT_YET,
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
