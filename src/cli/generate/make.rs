//! The letters of a group: made, and put where they belong.

use std::sync::Arc;

use crate::campaign::target::Target;
use crate::cli::args::generate::GenerateArgs;
use crate::cli::generate::delivery::{self, FormattedLetter, WrittenForm};
use crate::cli::generate::generation::Generation;
use crate::cli::generate::groups::Group;
use crate::cli::generate::refused::Refused;
use crate::cli::handover::fax::{Fax, FaxHandover};
use crate::cli::mail::mail_piece::MailPiece;
use crate::cli::mail::options::MailOptions;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::call;
use crate::letter::Letter;
use crate::letter::composer::Composer;
use crate::maker::pages::CountryProfiles;
use crate::maker::{Maker, Piece, Route};
use crate::output::Format;

/// The letters of a group, ready to be written.
pub(super) enum MadeGroup {
    /// Faxes.
    Faxes(Vec<Fax>),
    /// Mail, in its form.
    Mail(MailOptions, Vec<MailPiece>),
    /// Letters in a format.
    Letters(Format, Vec<FormattedLetter>),
}

impl MadeGroup {
    /// The group of a form that has no letters yet.
    fn new(group: &Group<'_>) -> Self {
        match (group.form.format, group.form.mail) {
            (_, Some(options)) => Self::Mail(options, Vec::new()),
            (Format::Fax, None) => Self::Faxes(Vec::new()),
            (format, None) => Self::Letters(format, Vec::new()),
        }
    }

    /// Adds the pieces of a letter; returns notes on them.
    fn add(&mut self, letter: &Letter, pieces: Vec<Piece>) -> Vec<Diagnostic> {
        let target = &letter.target;
        match self {
            Self::Faxes(_) => Vec::new(),
            Self::Mail(options, mails) => {
                let made = pieces
                    .iter()
                    .filter_map(|piece| options.piece(target, piece));
                let made: Vec<MailPiece> = made.collect();
                let notes = made
                    .iter()
                    .filter_map(|mail| options.length_note(mail))
                    .collect();
                mails.extend(made);
                notes
            }
            Self::Letters(_, letters) => {
                let piece = |piece: Piece| FormattedLetter {
                    target: target.clone(),
                    content: piece.content,
                };
                letters.extend(pieces.into_iter().map(piece));
                Vec::new()
            }
        }
    }
}

impl<'r> Generation<'r> {
    /// The letters of a group, ready to be written. `failed` gets why others could not be made.
    pub(super) fn make(
        &self,
        group: &Group<'r>,
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> MadeGroup {
        let mut made = MadeGroup::new(group);
        let mut maker = self.maker(group);
        let mut refused = Refused::default();
        let mut composed = Vec::new();
        for routed in &group.targets {
            match maker.compose(&self.order(routed.0, &group.form)) {
                Ok((letter, found)) => {
                    notes.add_new(found);
                    composed.push((letter, routed));
                }
                Err(problems) => failed.add_new(problems.0),
            }
        }
        for target in &group.unreached {
            if let Err(problems) = maker.compose(&self.order(target, &group.form)) {
                failed.add_new(problems.0);
            }
        }
        for (letter, (target, route)) in &composed {
            let routed = (letter, *target, route);
            match self.set(&mut maker, group, routed, (&mut made, &mut refused)) {
                Ok(found) => notes.add_new(found),
                Err(problems) => refused.add(problems, &letter.target),
            }
        }
        failed.0.extend(refused.problems());
        made
    }

    /// The maker of the letters of a group.
    fn maker<'g>(&'g self, group: &'g Group<'r>) -> Maker<'g> {
        let composer = Composer::new(self.campaign, self.letter, self.lang)
            .for_any_target(self.options.for_any_target);
        let pages = CountryProfiles::one(group.profile.as_ref());
        Maker::new(self.campaign, composer, pages)
    }

    /// Adds a composed letter to its group: set on pages, as pieces or as faxes. Returns notes on it. What is wrong with a
    /// page that is drawn with its zones is told, and the page is there.
    ///
    /// # Errors
    /// Every reason why it cannot be made.
    fn set(
        &self,
        maker: &mut Maker<'_>,
        group: &Group<'r>,
        (letter, target, route): (&Letter, &Target, &Route),
        (made, refused): (&mut MadeGroup, &mut Refused),
    ) -> Result<Vec<Diagnostic>, Problems> {
        let order = self.order(target, &group.form);
        if let MadeGroup::Faxes(faxes) = made {
            let cover = self.options.fax.cover;
            for line in &route.lines {
                let call = (line.number.as_str(), cover);
                let document = if self.options.zones {
                    let (document, offences) = maker.fax_with_zones(letter, &order, call)?;
                    refused.add(offences, &letter.target);
                    document
                } else {
                    maker.fax(letter, &order, call)?
                };
                faxes.push(Fax::new(letter, line, document));
            }
            let note = call::language_note(self.campaign, letter, cover);
            return Ok(note.into_iter().collect());
        }
        let document = if self.options.zones {
            let (document, offences) = maker.with_zones(letter, &order)?;
            refused.add(offences, &letter.target);
            Some(document)
        } else {
            maker.set(letter, &order, route)?
        };
        let document = document.map(Arc::new);
        let pieces = maker.pieces(letter, document.as_ref(), (&order, route))?;
        Ok(made.add(letter, pieces))
    }

    /// Writes the letters of a group where they belong. Returns how many files or streams were written; `failed` gets
    /// the problems of the others.
    pub(super) fn deliver(
        &self,
        args: &GenerateArgs,
        made: &MadeGroup,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        let (to, manner) = (&self.options.destination, args.manner());
        match made {
            MadeGroup::Faxes(faxes) => {
                let handover = FaxHandover {
                    sender: &self.options.sender,
                    criteria: self.criteria,
                    options: &self.options.fax,
                };
                handover.deliver(faxes, to, manner, failed, console)
            }
            MadeGroup::Mail(options, mail) => options.deliver(mail, to, manner, failed, console),
            MadeGroup::Letters(format, letters) => {
                let form = WrittenForm {
                    format: *format,
                    dots: args.dots(),
                    manner,
                };
                delivery::deliver(letters, form, to, failed, console)
            }
        }
    }
}
