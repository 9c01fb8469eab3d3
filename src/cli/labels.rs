//! `labels` and `envelopes`: an address for every letter, in the order of the letters.

use std::collections::BTreeMap;
use std::path::Path;

use super::args::{self, Addresses, Envelopes, Labels};
use super::destination::{self, Destination};
use super::label_failures::Missing;
use super::print::{Print, Take};
use super::{Exit, batch, plan};
use crate::batch::plan::survey;
use crate::batch::plan::survey::Survey;
use crate::batch::write::addresses;
use crate::batch::write::addresses::Unprinted;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::console::Console;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Draft};
use crate::layout::Typesetter;
use crate::letter::composer::Composer;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::page::stationery::{self, Stationery};
use crate::selection;

/// What is printed on what.
struct Job<'a> {
    args: &'a Addresses,
    /// What there is to choose from, what one of it is called, and the name that was asked for.
    stock: (Vec<Stationery>, &'static str, Option<&'a str>),
    /// The first free place, from 1.
    start: usize,
    title: &'static str,
    console: Console,
}

/// Prints labels.
pub fn labels(args: &Labels, folder: Option<&Path>, console: Console) -> Result<Exit, Problems> {
    let sheets = stationery::built_in()?.sheets;
    let job = Job {
        args: &args.addresses,
        stock: (sheets, "sheet", args.sheet.as_deref()),
        start: args.start.into(),
        title: "Address labels",
        console,
    };
    job.run(folder)
}

/// Prints envelopes.
pub fn envelopes(
    args: &Envelopes,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let envelopes = stationery::built_in()?.envelopes;
    let job = Job {
        args: &args.addresses,
        stock: (envelopes, "envelope", args.size.as_deref()),
        start: 1,
        title: "Envelopes",
        console,
    };
    job.run(folder)
}

impl Job<'_> {
    fn run(&self, folder: Option<&Path>) -> Result<Exit, Problems> {
        let mut problems = Problems::default();
        let destination = problems.keep(destination(self.args));
        let campaign = problems.keep(plan::campaign(folder));
        let (Some(destination), Some(campaign)) = (destination, campaign) else {
            return Err(problems);
        };
        match &self.args.members {
            Some(members) => self.of_members(members, &campaign, &destination),
            None => self.of_one(&campaign, &destination),
        }
    }

    /// The addresses of the letters of a batch.
    fn of_members(
        &self,
        members: &Path,
        campaign: &Campaign,
        destination: &Destination,
    ) -> Result<Exit, Problems> {
        let args = batch_of(self.args, members);
        let mut request = batch::request(&args, None, campaign)?;
        let named = self.named_form()?;
        let digest = disk::digest(members)?;
        if args.signatories {
            request.added.signatories = survey::names(&request)?;
        }
        let found = survey::survey(&request, |_, _| Ok(()))?;
        self.console.tell(&found.problems);
        self.console.leave_out(found.untold);
        batch::tell_rows(&found, self.console);
        let is_bad = found.problems.has_errors();
        if is_bad && !self.args.skip_bad {
            return Err(batch::rows_are_wrong().into());
        }
        let form = named.map_or_else(|| self.usual_form(&found), Ok)?;
        let mut progress = self.console.progress(found.letters());
        let exit = self.print(&form, request.date, destination, |take| {
            let mut done = 0;
            addresses::set(&request, &found, &form, |address| {
                done += 1;
                progress.show(done);
                take(address)
            })?;
            if disk::digest(members)? != digest {
                return Err(batch::members_changed(members).into());
            }
            Ok(())
        })?;
        progress.finish();
        Ok(if is_bad { Exit::SomeFailed } else { exit })
    }

    /// The addresses of the letters of one sender.
    fn of_one(&self, campaign: &Campaign, destination: &Destination) -> Result<Exit, Problems> {
        let args = self.args;
        let (lang, letter) = (args.lang.as_deref(), args.letter.as_deref());
        plan::choices(lang, letter, campaign)?;
        let (sender, _) = plan::sender(&args.sender)?;
        let set = plan::settings(&args.set)?;
        let (criteria, note) = plan::criteria(&args.selection, campaign, &sender)?;
        let form = self.form(criteria.country)?;
        let chosen = selection::choose(campaign, &args.target, criteria)?;
        let notes = chosen
            .iter()
            .filter_map(|choice| choice.note(campaign, criteria));
        self.console
            .tell(&Problems(note.into_iter().chain(notes).collect()));
        let mut composer = Composer::new(campaign, letter, lang).for_any_target(args.force);
        let mut typesetter = Typesetter::default();
        let mut address = |target| {
            let (letter, notes) = composer.compose(&Order {
                target,
                sender: &sender,
                country: Some(criteria.country),
                date: criteria.date,
                personal: None,
                set: &set,
                added: &Additions::default(),
            })?;
            Ok((typesetter.address(&letter, &form)?, notes))
        };
        self.print(&form, criteria.date, destination, |take| {
            chosen
                .iter()
                .map(|choice| choice.target)
                .try_for_each(|target| {
                    take(address(target).map_err(|problems| Unprinted {
                        letter: target.id.clone(),
                        problems,
                    }))
                })
        })
    }

    /// The sheet or envelope that was asked for, if one was.
    fn named_form(&self) -> Result<Option<Stationery>, Diagnostic> {
        let (all, what, name) = &self.stock;
        let form = name.map(|name| stationery::find(all.clone(), what, name));
        form.transpose()?
            .map(|form| self.with_start(form))
            .transpose()
    }

    /// The sheet or envelope that was asked for, else that of the country.
    fn form(&self, country: Country) -> Result<Stationery, Diagnostic> {
        let (all, what, name) = &self.stock;
        self.with_start(stationery::choose(all.clone(), what, *name, country)?)
    }

    /// A sheet or envelope that has the first free place.
    fn with_start(&self, form: Stationery) -> Result<Stationery, Diagnostic> {
        if self.start > form.count() {
            let message = format!("`--start {}` is not on the sheet", self.start);
            let help = format!("`{}` has {} labels", form.name, form.count());
            return Err(Diagnostic::error(message).help(help));
        }
        Ok(form)
    }

    /// The sheet or envelope that is usual where most letters come from.
    fn usual_form(&self, found: &Survey<'_>) -> Result<Stationery, Diagnostic> {
        let mut forms: BTreeMap<String, (usize, Country)> = BTreeMap::new();
        for (country, letters) in found.countries.values() {
            let name = self.form(*country)?.name;
            forms.entry(name).or_insert((0, *country)).0 += letters;
        }
        let usual = forms.iter().max_by_key(|(_, (letters, _))| *letters);
        let Some((name, (letters, country))) = usual else {
            return Err(batch::nobody());
        };
        if forms.len() > 1 {
            let (all, what) = (found.letters(), self.stock.1);
            self.console.inform(&format!(
                "the {what} is `{name}`, as is usual for {letters} of {all} letters; `--{}` takes another",
                self.option()
            ));
        }
        self.form(*country)
    }

    /// What the option is called that names a sheet or an envelope.
    fn option(&self) -> &'static str {
        if self.stock.1 == "sheet" {
            "sheet"
        } else {
            "size"
        }
    }

    /// Prints the addresses that `each` hands over.
    fn print(
        &self,
        form: &Stationery,
        date: Date,
        destination: &Destination,
        each: impl FnOnce(Take<'_>) -> Result<(), Problems>,
    ) -> Result<Exit, Problems> {
        let mut print = Print {
            title: self.title,
            name: match destination {
                Destination::File(path) => format!("`{}`", path.display()),
                Destination::Standard | Destination::Folder(_) => "standard output".to_owned(),
            },
            date,
            form,
            free_from: self.start - 1,
            skip_bad: self.args.skip_bad,
            console: self.console,
            addresses: 0,
            sheets: 0,
            missing: Missing::default(),
        };
        self.console
            .tell(&Problems(destination::clear(destination)));
        match destination {
            Destination::File(path) => {
                let draft = print.fill(Draft::new(path, self.args.readers.get())?, each)?;
                draft.place_over(self.args.force)?;
            }
            Destination::Standard | Destination::Folder(_) => {
                let bytes = print.fill(Vec::new(), each)?;
                self.console.data(&bytes)?;
            }
        }
        self.console.inform(&print.summary());
        Ok(if print.missing.is_empty() {
            Exit::Done
        } else {
            Exit::SomeFailed
        })
    }
}

/// Where they are written to.
fn destination(args: &Addresses) -> Result<Destination, Diagnostic> {
    let (destination, _) = destination::choose(Some(&args.output), Some(args::Format::Pdf))?;
    let path = args.output.display();
    match &destination {
        Destination::Standard => {}
        Destination::Folder(_) => {
            let problem = Diagnostic::error(format!("`{path}` is a folder"));
            return Err(problem.help("give `-o FILE.pdf`: all addresses are in one file"));
        }
        Destination::File(file) => {
            let is_pdf = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("pdf");
            if !file.extension().is_some_and(is_pdf) {
                let problem = Diagnostic::error(format!("`{path}` does not end with .pdf"));
                return Err(problem.help("addresses are written as PDF"));
            }
            disk::keep(file, args.force)?;
        }
    }
    Ok(destination)
}

/// The batch whose letters the addresses are of.
fn batch_of(args: &Addresses, members: &Path) -> args::Batch {
    args::Batch {
        members: Some(members.to_owned()),
        target: args.target.clone(),
        selection: args.selection.clone(),
        format: args.format.clone(),
        combine: args.combine,
        household: args.household,
        signatories: args.signatories,
        skip_bad: args.skip_bad,
        from: args.sender.from.clone(),
        encoding: args.encoding.clone(),
        letter: args.letter.clone(),
        force: args.force,
        lang: args.lang.clone(),
        set: args.set.clone(),
        profile: args.profile.clone(),
        ..args::Batch::default()
    }
}
