//! The addresses of a batch or of one sender's letters, printed into a file.

use std::path::Path;

use crate::batch::Request;
use crate::batch::plan::survey::{self, Survey};
use crate::batch::write::addresses::{self, ForOffices, Unprinted};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::cli::args::batch::BatchArgs;
use crate::cli::args::labels::AddressesArgs;
use crate::cli::args::shared::FormatArg;
use crate::cli::batch::request::request;
use crate::cli::batch::{refusals, summary};
use crate::cli::exit::Exit;
use crate::cli::labels::choice::StationeryChoice;
use crate::cli::labels::label_failures::LabelFailures;
use crate::cli::labels::print::{SheetPrinter, Take};
use crate::cli::labels::recorded::{PostedLetters, RecordedBatches};
use crate::cli::shared::destination::{self, Destination};
use crate::cli::shared::{plan, senders};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Draft};
use crate::letter::composer::Composer;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::maker::pages::CountryProfiles;
use crate::maker::{Maker, Route};
use crate::page::stationery::Stationery;
use crate::selection;

/// Addresses that are printed on sheets or envelopes.
pub(super) struct AddressJob<'a> {
    /// The arguments.
    pub args: &'a AddressesArgs,
    /// The sheets or envelopes.
    pub choice: StationeryChoice<'a>,
    /// The title of the file.
    pub title: &'static str,
    /// The console that problems are told on.
    pub console: Console,
}

impl AddressJob<'_> {
    /// Prints the addresses of letters that members post.
    ///
    /// # Errors
    /// Wrong arguments or rows, a members file that changes meanwhile, and what cannot be written.
    pub(super) fn of_members(
        &self,
        members: &Path,
        campaign: &Campaign,
        destination: &Destination,
    ) -> Result<Exit, Problems> {
        let args = batch_of(self.args, members);
        let mut request = request(&args, None, campaign)?;
        request.tells_addresses = false;
        let named = self.choice.named()?;
        let digest = disk::digest(members)?;
        let found = self.survey(&request)?;
        let usual = || self.choice.usual(&found.countries, self.console);
        let form = named.map_or_else(usual, Ok)?;
        let mut progress = self.console.progress(found.letters());
        let mut offices = ForOffices::new(self.args.parcel);
        let exit = self.print(&form, request.date, destination, |take| {
            let mut done = 0;
            addresses::set(&request, &found, &form, &mut offices, |address| {
                done += 1;
                progress.show(done);
                take(address)
            })?;
            if disk::digest(members)? != digest {
                return Err(refusals::members_changed(members).into());
            }
            Ok(())
        })?;
        progress.finish();
        let is_bad = found.problems.has_errors();
        Ok(if is_bad { Exit::SomeFailed } else { exit })
    }

    /// Prints the addresses of the posted letters of batches that were written.
    ///
    /// # Errors
    /// What the letters were made from or a letter that is not as it was, and what cannot be written.
    pub(super) fn of_batches(
        &self,
        batches: &RecordedBatches<'_>,
        destination: &Destination,
    ) -> Result<Exit, Problems> {
        let named = self.choice.named()?;
        let bases = batches.bases()?;
        let posted = PostedLetters::find(&bases, batches.only(), self.console)?;
        if posted.letters() == 0 {
            let problem = Diagnostic::error(batches.no_post());
            return Err(problem
                .help("its letters are messages, faxes or read out: their addresses are in them")
                .into());
        }
        let usual = || self.choice.usual(&posted.countries, self.console);
        let form = named.map_or_else(usual, Ok)?;
        let mut progress = self.console.progress(posted.letters());
        let mut offices = ForOffices::new(self.args.parcel);
        let exit = self.print(&form, batches.date, destination, |take| {
            let mut done = 0;
            posted.addresses(&form, &mut offices, |address| {
                done += 1;
                progress.show(done);
                take(address)
            })
        })?;
        progress.finish();
        Ok(exit)
    }

    /// Judges the rows of the members file, and tells what was found.
    fn survey<'r>(&self, request: &'r Request<'r>) -> Result<Survey<'r>, Problems> {
        let found = survey::survey(request, |_, _| Ok(()))?;
        self.console.tell(&found.problems);
        self.console.leave_out(found.untold);
        summary::tell_rows(&found, self.console);
        if found.problems.has_errors() && !self.args.skip_bad {
            return Err(refusals::rows_are_wrong().into());
        }
        Ok(found)
    }

    /// Prints the addresses of the letters of one sender.
    ///
    /// # Errors
    /// Wrong arguments, and what cannot be written.
    pub(super) fn of_one(
        &self,
        campaign: &Campaign,
        destination: &Destination,
    ) -> Result<Exit, Problems> {
        let args = self.args;
        let (lang, letter) = (args.lang.as_deref(), args.letter.as_deref());
        plan::choices(lang, letter, campaign)?;
        let (sender, _) = senders::sender(&args.sender)?;
        let set = plan::settings(&args.set)?;
        let (criteria, note) = plan::criteria(&args.selection, campaign, &sender)?;
        let form = self.choice.of_country(criteria.country)?;
        let chosen = selection::choose(campaign, &args.target, criteria)?;
        let rules = chosen
            .iter()
            .filter_map(|choice| choice.note(campaign, criteria));
        self.console
            .tell(&Problems(note.into_iter().chain(rules).collect()));
        let composer = Composer::new(campaign, letter, lang).for_any_target(args.force);
        let mut maker = Maker::new(campaign, composer, CountryProfiles::one(None));
        self.print(&form, criteria.date, destination, |take| {
            chosen.iter().try_for_each(|choice| {
                let order = Order {
                    target: choice.target,
                    sender: &sender,
                    country: Some(criteria.country),
                    date: criteria.date,
                    personal: None,
                    set: &set,
                    added: &Additions::default(),
                };
                // Nothing says on which page the letter is: its address is all that is set.
                let address = maker.address(&order, &Route::default(), &form);
                take(address.map_err(|problems| Unprinted {
                    letter: choice.target.id.clone(),
                    problems,
                }))
            })
        })
    }

    /// Prints the addresses that `each` hands over.
    fn print(
        &self,
        form: &Stationery,
        date: Date,
        destination: &Destination,
        each: impl FnOnce(Take<'_>) -> Result<(), Problems>,
    ) -> Result<Exit, Problems> {
        let mut printer = SheetPrinter {
            title: self.title,
            name: named(destination),
            date,
            form,
            free_from: self.choice.start - 1,
            skip_bad: self.args.skip_bad,
            console: self.console,
            addresses: 0,
            sheets: 0,
            missing: LabelFailures::default(),
        };
        self.console
            .tell(&Problems(destination::clear(destination)));
        match destination {
            Destination::File(path) => {
                let draft = printer.fill(Draft::new(path, self.args.readers.get())?, each)?;
                draft.place_over(self.args.force)?;
            }
            Destination::Standard | Destination::Folder(_) => {
                let bytes = printer.fill(Vec::new(), each)?;
                self.console.data(&bytes)?;
            }
        }
        self.console.inform(&printer.summary());
        Ok(if printer.missing.is_empty() {
            Exit::Done
        } else {
            Exit::SomeFailed
        })
    }
}

/// The name of a destination, for people.
fn named(destination: &Destination) -> String {
    match destination {
        Destination::File(path) => format!("`{}`", path.display()),
        Destination::Standard | Destination::Folder(_) => "standard output".to_owned(),
    }
}

/// The batch of letters that members post.
fn batch_of(args: &AddressesArgs, members: &Path) -> BatchArgs {
    BatchArgs {
        members: Some(members.to_owned()),
        target: args.target.clone(),
        selection: args.selection.clone(),
        format: vec![FormatArg::Pdf],
        skip_bad: args.skip_bad,
        from: args.sender.from.clone(),
        reading: args.reading.of_members_sheet(args.members_sheet.as_ref()),
        sheet: args.members_sheet.clone(),
        letter: args.letter.clone(),
        force: args.force,
        lang: args.lang.clone(),
        set: args.set.clone(),
        ..BatchArgs::default()
    }
}
