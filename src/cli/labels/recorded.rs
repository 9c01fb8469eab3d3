//! The letters of a batch that was written, found again by its record: those of its folder, then those of its
//! additions.
//!
//! Owns that an address is that of the letter in the folder: what the letters were made from has to be as it was. Only
//! the members file may be another, where it still has whoever wrote.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::list::STDIN;
use crate::batch::proof::posted::{PostedBatch, PostedCountries};
use crate::batch::proof::wanted::MembersWanted;
use crate::batch::record::additions::{self, Letters};
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::differences::InputKind;
use crate::batch::record::only::Only;
use crate::batch::record::{lists, record_file};
use crate::batch::write::addresses::{ForOffices, Unprinted};
use crate::calendar::Date;
use crate::cli::args::labels::AddressesArgs;
use crate::cli::args::list::ListArgs;
use crate::cli::batch::again;
use crate::cli::batch::arguments::BatchPlaces;
use crate::cli::batch::basis::Basis;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::maker::letters::PrintedAddress;
use crate::page::stationery::Stationery;

/// The batches of a folder: the one that it is of, and its additions.
pub(super) struct RecordedBatches<'a> {
    args: &'a AddressesArgs,
    /// How the list is read.
    reading: ListArgs,
    campaign: Option<&'a Path>,
    /// The folder of each with its record.
    all: Vec<(PathBuf, BatchRecord)>,
    /// The date of the letters of the first.
    pub date: Date,
}

impl<'a> RecordedBatches<'a> {
    /// Finds the batches of a folder.
    ///
    /// # Errors
    /// If the folder holds no batch, or a record cannot be read.
    pub(super) fn find(
        folder: &Path,
        args: &'a AddressesArgs,
        campaign: Option<&'a Path>,
    ) -> Result<Self, Problems> {
        let first = record_file::read_needed(folder)?;
        let date = first.letters.date;
        let mut all = vec![(folder.to_owned(), first)];
        // Words mean the letters of the folder that is named: rows of an addition may have the same numbers.
        let additions = if args.only.is_empty() {
            additions::all(folder)?
        } else {
            Vec::new()
        };
        for (_, addition) in additions {
            // An empty one has just begun.
            if lists::all(&addition)?.is_empty() && !record_file::is_there(&addition)? {
                continue;
            }
            all.push((addition.clone(), record_file::read_needed(&addition)?));
        }
        Ok(Self {
            args,
            reading: args.reading.of_members_sheet(args.members_sheet.as_ref()),
            campaign,
            all,
            date,
        })
    }

    /// The message that no letter goes by post.
    pub(super) fn no_post(&self) -> String {
        let folder = self
            .all
            .first()
            .map(|(folder, _)| folder.display().to_string());
        let folder = folder.unwrap_or_default();
        format!("no letter of the batch in `{folder}` goes by post")
    }

    /// Returns the problems of files that a batch was made from and that are not there any more.
    fn moved(&self, folder: &Path, record: &BatchRecord) -> Result<Vec<Diagnostic>, Diagnostic> {
        let args = self.args;
        let files = [
            (
                "--members",
                args.members.is_some(),
                Some(record.members_file(folder)),
            ),
            (
                "--from",
                args.sender.from.is_some(),
                record.sender_file(folder),
            ),
            (
                "--campaign",
                self.campaign.is_some(),
                record.campaign_folder(folder),
            ),
        ];
        let mut problems = Vec::new();
        for (option, is_named, path) in files {
            let path = path.filter(|_| !is_named);
            if let Some(path) = path
                && !disk::exists(&path)?
            {
                let message = format!(
                    "`{}`, which the letters were made from, is not there",
                    path.display()
                );
                let help = if path.ends_with(STDIN) {
                    format!(
                        "the list came from standard input: save it as a file, and name that with `{option}`"
                    )
                } else {
                    format!("say with `{option}` where it is by now")
                };
                problems.push(Diagnostic::error(message).help(help));
            }
        }
        Ok(problems)
    }

    /// The words of `--only`.
    pub(super) fn only(&self) -> &[String] {
        &self.args.only
    }

    /// Finds what they were made from.
    ///
    /// # Errors
    /// If something of it cannot be read.
    pub(super) fn bases<'s>(&'s self) -> Result<Vec<Basis<'s>>, Problems> {
        let mut problems = Problems::default();
        for (folder, record) in &self.all {
            problems.0.extend(self.moved(folder, record)?);
        }
        if problems.has_errors() {
            return Err(problems);
        }
        let places = |folder: &'s Path| BatchPlaces {
            folder,
            members: self.args.members.as_deref(),
            reading: Some(&self.reading),
            from: self.args.sender.from.as_deref(),
            campaign: self.campaign,
        };
        let bases = self.all.iter();
        let bases: Vec<Basis<'s>> = bases
            .filter_map(|(folder, record)| problems.keep(Basis::find(record, places(folder))))
            .collect();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(bases)
    }
}

/// The posted letters of a batch, with what they were made from.
struct RecordedLetters<'b> {
    batch: PostedBatch<'b>,
    request: Request<'b>,
    /// The letters that are meant, if not all are.
    only: Option<Only>,
    /// Whether the members file is another by now.
    may_move: bool,
}

/// The posted letters of batches, in the order of their files.
pub(super) struct PostedLetters<'b> {
    of: Vec<RecordedLetters<'b>>,
    /// The number of letters by the country that they are posted in.
    pub countries: PostedCountries,
}

impl<'b> PostedLetters<'b> {
    /// Finds the letters that go by post, those that the words of `--only` mean if there are any. Tells where a members
    /// file is another.
    ///
    /// # Errors
    /// If another input or a letter is not as it was, or a word means no letter.
    pub(super) fn find(
        bases: &'b [Basis<'b>],
        only: &[String],
        console: Console,
    ) -> Result<Self, Problems> {
        let (mut problems, mut countries) = (Problems::default(), PostedCountries::new());
        let mut of = Vec::new();
        for basis in bases {
            let letters = problems.keep(RecordedLetters::find(basis, only));
            let Some(letters) = letters else { continue };
            problems.keep(letters.batch().count(&mut countries));
            of.push(letters);
        }
        if problems.has_errors() {
            return Err(problems);
        }
        let moved = of.iter().filter(|letters| letters.may_move);
        let notes: Vec<Diagnostic> = moved.map(RecordedLetters::note).collect();
        let mut told = Problems::default();
        told.add_new(notes);
        console.tell(&told);
        Ok(Self { of, countries })
    }

    /// The number of letters.
    pub(super) fn letters(&self) -> usize {
        self.countries.values().map(|(_, letters)| letters).sum()
    }

    /// Sets the address of every letter and hands it to `take`, or the reasons why it cannot be printed.
    ///
    /// # Errors
    /// If a letter is of nobody in the members file, a file cannot be read, or `take` fails.
    pub(super) fn addresses(
        &self,
        form: &Stationery,
        offices: &mut ForOffices,
        mut take: impl FnMut(Result<PrintedAddress, Unprinted>) -> Result<(), Problems>,
    ) -> Result<(), Problems> {
        let nobody = BTreeSet::new();
        for letters in &self.of {
            let request = &letters.request;
            let wanted = MembersWanted {
                list: &request.members,
                without: &nobody,
                may_move: letters.may_move,
            };
            let batch = letters.batch();
            batch.addresses(request, wanted, form, offices, &mut take)?;
        }
        Ok(())
    }
}

impl<'b> RecordedLetters<'b> {
    /// Finds the letters of a batch.
    ///
    /// # Errors
    /// If what they were made from is not as it was, but for the members file and the program.
    fn find(basis: &'b Basis<'b>, only: &[String]) -> Result<Self, Problems> {
        let request = basis.request(Letters::default())?;
        let changes = basis.changes(&request).map_err(elsewhere)?;
        let may_be = [InputKind::Members, InputKind::Program];
        let others = changes
            .iter()
            .filter(|change| !may_be.contains(&change.kind));
        let problems = others.map(|change| basis.problem(change).help(put_back(change.kind)));
        let problems = Problems(problems.collect());
        if problems.has_errors() {
            return Err(problems);
        }
        let is_of_members = changes
            .iter()
            .any(|change| change.kind == InputKind::Members);
        let only = if only.is_empty() {
            None
        } else {
            let (picked, _) = again::find(only, basis, &request)?;
            Some(picked.first_rows())
        };
        Ok(Self {
            batch: basis.posted(),
            request,
            only,
            may_move: is_of_members,
        })
    }

    /// The batch, with the letters that are meant.
    fn batch(&self) -> PostedBatch<'_> {
        PostedBatch {
            only: self.only.as_ref(),
            ..self.batch
        }
    }

    /// The note that the members file is another.
    fn note(&self) -> Diagnostic {
        let name = self.request.members.name();
        let message = format!("`{name}` is not as it was when the letters were written");
        Diagnostic::note(message).help("its members are found by what their rows say")
    }
}

/// What helps where an input is not as it was.
fn put_back(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Campaign => {
            "the addresses would not be those of the letters: put it back, or say with `--campaign` where it is"
        }
        InputKind::Branch => {
            "the addresses would not be those of the letters: put it back, or say with `--from` where it is"
        }
        InputKind::Members | InputKind::Program | InputKind::Choice | InputKind::Count => {
            "put `batch.toml` back as `batch` wrote it, or write the batch into a new folder"
        }
    }
}

/// Adds to the problems of a members file what helps if it is elsewhere.
fn elsewhere(problems: Problems) -> Problems {
    let helped = problems.0.into_iter().map(|problem| {
        let help = problem.help.is_empty();
        problem.maybe_help(help.then(|| "say with `--members` where it is".to_owned()))
    });
    Problems(helped.collect())
}
