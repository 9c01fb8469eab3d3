//! The letters of a group: made, and put where they belong.

use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::program::Program;
use crate::cli::generate::delivery::{self, SetLetter};
use crate::cli::generate::generation::Generation;
use crate::cli::generate::groups::Group;
use crate::cli::handover::fax::{Fax, FaxMaker};
use crate::cli::handover::fax_options::{FaxOptions, Handover};
use crate::cli::mail::make::{MailMaker, MailPiece};
use crate::cli::mail::options::MailOptions;
use crate::cli::shared::destination::Destination;
use crate::console::Console;
use crate::diagnostic::Problems;
use crate::disk::Manner;
use crate::letter::Letter;
use crate::letter::composer::Composer;
use crate::output::Format;
use crate::page::profile::Profile;

/// The letters of a group, ready to be written.
pub enum MadeGroup<'g> {
    /// Faxes, and what they share.
    Faxes(FaxMaker<'g>, Vec<Fax>),
    /// Mail, and what it shares.
    Mail(MailMaker<'g>, Vec<MailPiece>),
    /// Letters in a format.
    Letters(Format, Vec<SetLetter>),
}

impl<'r> Generation<'r> {
    /// The letters of a group, ready to be written. `failed` gets why others could not be made.
    pub fn make<'g>(
        &'g self,
        args: &GenerateArgs,
        group: &'g Group<'r>,
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> MadeGroup<'g> {
        let letters = self.compose(group, notes, failed);
        let profile = group.profile.as_ref();
        match (group.route.format, profile, group.route.mail) {
            (Format::Fax, Some(profile), _) => {
                let maker = self.faxes(profile, args);
                let faxes = maker.make(&letters, notes, failed);
                MadeGroup::Faxes(maker, faxes)
            }
            (_, _, Some(options)) => {
                let maker = self.mail(options, profile);
                let mail = maker.make(&letters, notes, failed);
                MadeGroup::Mail(maker, mail)
            }
            (format, _, None) => {
                MadeGroup::Letters(format, delivery::set(letters, profile, failed))
            }
        }
    }

    /// The letters that could be made; `notes` gets what is to be known of them, `failed` why the others could not.
    fn compose(
        &self,
        group: &Group<'r>,
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Vec<Letter> {
        let mut composer = Composer::new(self.campaign, self.letter, self.lang)
            .for_any_target(self.options.for_any_target);
        let mut letters = Vec::new();
        for target in &group.targets {
            match composer.compose(&self.order(target, &group.route)) {
                Ok((letter, found)) => {
                    letters.push(letter);
                    notes.add_new(found);
                }
                Err(problems) => failed.add_new(problems.0),
            }
        }
        letters
    }

    /// The maker of the letters as faxes.
    fn faxes<'f>(&'f self, profile: &'f Profile, args: &GenerateArgs) -> FaxMaker<'f> {
        FaxMaker {
            campaign: self.campaign,
            sender: &self.options.sender,
            criteria: self.criteria,
            profile,
            options: FaxOptions::new(
                &args.fax,
                Handover {
                    program: args.program.and_then(Program::of_fax),
                    via: args.handover.fax_via.clone(),
                    gateway: self.options.gateway.clone(),
                },
                args.output.as_deref(),
            ),
        }
    }

    /// The maker of the letters as mail.
    fn mail<'m>(&'m self, options: MailOptions, profile: Option<&'m Profile>) -> MailMaker<'m> {
        MailMaker {
            campaign: self.campaign,
            sender: &self.options.sender,
            criteria: self.criteria,
            profile,
            options,
        }
    }
}

impl MadeGroup<'_> {
    /// Writes the letters where they belong. Returns how many files or streams were written; `failed` gets the
    /// problems of the others.
    pub fn deliver(
        &self,
        to: &Destination,
        manner: Manner,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        match self {
            Self::Faxes(maker, faxes) => maker.deliver(faxes, to, manner, failed, console),
            Self::Mail(maker, mail) => maker.deliver(mail, to, manner, failed, console),
            Self::Letters(format, made) => {
                delivery::deliver(made, *format, to, manner, failed, console)
            }
        }
    }
}
