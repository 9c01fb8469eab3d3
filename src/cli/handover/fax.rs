//! Faxes of single letters: the pages for every fax line of a target.

use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::cli::args::fax::FaxFormat;
use crate::cli::handover::fax_options::FaxOptions;
use crate::cli::handover::gateway;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::Typesetter;
use crate::layout::call::{self, FaxCall};
use crate::letter::Letter;
use crate::letter::fax_lines::{self, FaxLine};
use crate::output;
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::tiff;
use crate::output::mail::Attachment;
use crate::page::Document;
use crate::page::profile::Profile;
use crate::selection::Criteria;
use crate::sender::Sender;

/// The maker of faxes: what those of a run share.
pub struct FaxMaker<'r> {
    /// The campaign.
    pub campaign: &'r Campaign,
    /// The sender.
    pub sender: &'r Sender,
    /// The country they are sent from, and the date.
    pub criteria: Criteria,
    /// Their page.
    pub profile: &'r Profile,
    /// Their options.
    pub options: FaxOptions,
}

/// A fax to a number.
pub struct Fax {
    /// The id of the target, and its line where it has several.
    pub name: String,
    /// The id of the target.
    pub target: String,
    /// The language of the letter.
    pub lang: String,
    /// The number that is called, in E.164.
    pub number: String,
    /// The pages.
    pub document: Document,
}

impl FaxMaker<'_> {
    /// The faxes of letters. `failed` gets why others could not be made, `notes` what is to be known.
    pub fn make(
        &self,
        letters: &[Letter],
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Vec<Fax> {
        let mut typesetter = Typesetter::default();
        let mut faxes = Vec::new();
        for letter in letters {
            let Some(target) = self.campaign.target(&letter.target) else {
                continue;
            };
            let lines = fax_lines::lines(target, self.criteria.date, self.options.line);
            let Some(lines) = failed.keep(lines) else {
                continue;
            };
            let note = call::language_note(self.campaign, letter, self.options.cover);
            notes.add_new(note.into_iter().collect());
            for line in lines {
                match self.fax(&mut typesetter, letter, target, line) {
                    Ok(fax) => faxes.push(fax),
                    Err(problems) => failed.add_new(named(&target.id, problems)),
                }
            }
        }
        faxes
    }

    /// The fax of a letter to a line of its target.
    fn fax(
        &self,
        typesetter: &mut Typesetter,
        letter: &Letter,
        target: &Target,
        line: FaxLine,
    ) -> Result<Fax, Problems> {
        let call = FaxCall {
            campaign: self.campaign,
            sender: self.sender,
            country: self.criteria.country,
            number: &line.number,
            cover: self.options.cover,
        };
        let document = typesetter.fax_to(letter, self.profile, call)?;
        Ok(Fax {
            name: line.name(&target.id),
            target: target.id.clone(),
            lang: letter.lang.clone(),
            number: line.number,
            document,
        })
    }

    /// The pages as they will be on the line, whatever the file is.
    pub fn drawn(&self, fax: &Fax) -> Vec<Bitmap> {
        output::fax::pages(&[&fax.document], self.options.style.resolution)
    }

    /// The file: the pages, or the message that takes them to a gateway.
    pub fn bytes(&self, fax: &Fax, drawn: &[Bitmap]) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.pages(&fax.document, drawn)?;
        let Some(gateway) = &self.options.gateway else {
            return Ok(bytes);
        };
        let file = Attachment {
            name: format!("{}.{}", fax.name, self.options.file().extension()),
            kind: gateway::kind(self.options.format),
            bytes,
        };
        gateway.draft(
            self.sender,
            &fax.number,
            (self.criteria.date, &fax.lang),
            file,
        )
    }

    fn pages(&self, document: &Document, drawn: &[Bitmap]) -> Result<Vec<u8>, Diagnostic> {
        match self.options.format {
            FaxFormat::Tiff => Ok(tiff::write(drawn, self.options.style)),
            FaxFormat::Pdf => output::pdf::write(&[document])
                .map_err(|failure| Diagnostic::error(failure.to_string())),
            FaxFormat::Layout => Ok(output::description::write(&[document]).into_bytes()),
        }
    }
}

fn named(target: &str, problems: Problems) -> Vec<Diagnostic> {
    let named = |mut problem: Diagnostic| {
        problem.message = format!("{target}: {}", problem.message);
        problem
    };
    problems.0.into_iter().map(named).collect()
}
