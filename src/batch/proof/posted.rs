//! The letters of a batch that go by post, by its manifests: their addresses, in the order of its print files.
//!
//! Owns that each of them has an address once, whatever the formats it is written in, and that letters which somebody
//! changed have none. Only what a row needs is held.

use std::collections::BTreeMap;
use std::path::Path;

use crate::batch::Request;
use crate::batch::make::signers;
use crate::batch::make::work::Worker;
use crate::batch::proof::rows::MemberRows;
use crate::batch::proof::wanted::MembersWanted;
use crate::batch::proof::whole::FoundLetters;
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::entry::Entry;
use crate::batch::record::identity::identity;
use crate::batch::record::locate::{FoundFile, Whereabouts};
use crate::batch::record::merged;
use crate::batch::record::only::Only;
use crate::batch::write::addresses::{ForOffices, Unprinted, parcel, printed};
use crate::campaign::target::Target;
use crate::counting::counted;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::Channel;
use crate::maker::letters::PrintedAddress;
use crate::members::Member;
use crate::page::stationery::Stationery;
use crate::parallel;

/// The most problems that are told.
const MOST_TOLD: usize = 100;

/// What helps where letters are not as they were written.
const AGAIN: &str = "give the command of the batch again: it writes what is missing or was changed";

/// The problems of letters and files, up to the number that is told.
#[derive(Default)]
struct LetterFaults {
    told: Problems,
    untold: usize,
}

impl LetterFaults {
    fn add(&mut self, fault: Diagnostic) {
        if self.told.0.len() < MOST_TOLD {
            self.told.push(fault);
        } else {
            self.untold += 1;
        }
    }

    /// Returns the problems, if there are any, with the number of those that are not told.
    fn ended(mut self) -> Result<(), Problems> {
        if self.untold > 0 {
            let message = format!("there are {} further problems of this kind", self.untold);
            self.told.push(Diagnostic::error(message));
        }
        if self.told.has_errors() {
            return Err(self.told);
        }
        Ok(())
    }
}

/// Returns whether a row is that of a posted letter in the format that has each of them once.
fn is_counted(entry: &Entry, format: Option<&str>) -> bool {
    entry.channel == Channel::Post && Some(entry.format.as_str()) == format
}

/// The number of letters by the country that they are posted in.
pub(crate) type PostedCountries = BTreeMap<String, (Country, usize)>;

/// A batch in a folder whose letters are posted.
#[derive(Clone, Copy)]
pub(crate) struct PostedBatch<'p> {
    /// The folder.
    pub folder: &'p Path,
    /// The record.
    pub record: &'p BatchRecord,
    /// The letters among them that are meant, by the rows of their first signers; none if all are.
    pub only: Option<&'p Only>,
}

/// A letter that is posted.
type PostedLetter<'r> = (&'r Target, Member);

impl PostedBatch<'_> {
    /// Returns the rows of the letters that go by post, each once.
    ///
    /// # Errors
    /// If a manifest cannot be read, or there is none. A damaged row comes as an error in its place.
    fn rows(self) -> Result<impl Iterator<Item = Result<Entry, Diagnostic>>, Diagnostic> {
        let format = self.format();
        let is_posted =
            move |entry: &Entry| is_counted(entry, format.as_deref()) && self.is_meant(entry);
        let rows = merged::rows(self.folder, self.record)?;
        Ok(rows.filter(move |row| row.as_ref().map_or(true, &is_posted)))
    }

    /// Returns whether the letter of a row is among those that are meant.
    fn is_meant(self, row: &Entry) -> bool {
        self.only.is_none_or(|only| only.has(row.row, &row.target))
    }

    /// Returns the name of the format whose rows have each posted letter once.
    fn format(self) -> Option<String> {
        let format = self.record.posted_format();
        format.map(|format| format.to_string())
    }

    /// Adds the number of letters by country, and checks that their files are as they were written, and that the
    /// manifests have every letter once.
    ///
    /// # Errors
    /// Every file that is not; letters that are there twice or are missing; a manifest that cannot be read.
    pub(crate) fn count(self, countries: &mut PostedCountries) -> Result<(), Problems> {
        let (files, format) = (Whereabouts::new(self.folder), self.format());
        let (mut faults, mut found) = (LetterFaults::default(), FoundLetters::default());
        let (mut rows, mut last) = (0, String::new());
        for row in merged::rows(self.folder, self.record)? {
            let row = row?;
            rows += 1;
            if !found.add(&row) {
                faults.add(self.twice(&row));
            }
            if let Some(country) = Country::from_code(&row.country)
                && is_counted(&row, format.as_deref())
                && self.is_meant(&row)
            {
                countries
                    .entry(row.country.clone())
                    .or_insert((country, 0))
                    .1 += 1;
            }
            // The rows of a file come one after the other.
            if row.channel == Channel::Post && row.file != last {
                self.fault(&files, &row)?
                    .into_iter()
                    .for_each(|fault| faults.add(fault));
                last = row.file;
            }
        }
        let wanted = self.record.written.rows;
        if rows != wanted && faults.told.0.is_empty() {
            faults.add(self.incomplete(rows, wanted));
        }
        faults.ended()
    }

    /// Returns the problem of a letter that is in the manifests twice.
    fn twice(self, row: &Entry) -> Diagnostic {
        let (line, target, folder) = (row.line, &row.target, self.folder.display());
        let message = format!(
            "the letter of line {line} to `{target}` is in the manifest of `{folder}` twice"
        );
        Diagnostic::error(message).help(AGAIN)
    }

    /// Returns the problem of manifests that do not have as many rows as the batch wrote.
    fn incomplete(self, rows: usize, wanted: usize) -> Diagnostic {
        let folder = self.folder.display();
        let rows = counted(rows, "letter");
        let message = format!("the manifest of `{folder}` has {rows}; expected {wanted}");
        Diagnostic::error(message).help(AGAIN)
    }

    /// Returns the problem of a file that is not as it was written.
    fn fault(self, files: &Whereabouts, row: &Entry) -> Result<Option<Diagnostic>, Diagnostic> {
        let what = match files.find(&row.file, row.whole)? {
            FoundFile::Whole(_) => return Ok(None),
            FoundFile::Changed(_) => "is not as the batch wrote it",
            FoundFile::Gone => "is not there any more",
        };
        let message = format!("`{}` {what}", self.folder.join(&row.file).display());
        Ok(Some(Diagnostic::error(message).help(AGAIN)))
    }

    /// Sets the address of every letter in the first place of a sheet and hands it to `take`, or the reasons why it
    /// cannot be printed.
    ///
    /// # Errors
    /// If a row is of nobody in the members file, a file cannot be read, or `take` fails.
    pub(crate) fn addresses<'r>(
        self,
        request: &'r Request<'r>,
        wanted: MembersWanted<'_>,
        form: &Stationery,
        offices: &mut ForOffices,
        mut take: impl FnMut(Result<PrintedAddress, Unprinted>) -> Result<(), Problems>,
    ) -> Result<(), Problems> {
        let mut members = MemberRows::new(wanted);
        let is_parcel = offices.is_parcel();
        let rows = self
            .rows()?
            .filter(|row| row.as_ref().map_or(true, |row| offices.has(&row.target)));
        let letters = rows.map(|row| {
            let (target, member) = letter(request, &mut members, &row?)?;
            let member = if is_parcel {
                parcel(request, member)
            } else {
                member
            };
            Ok((target, member))
        });
        let work = |worker: &mut Worker<'r>, letter: Result<PostedLetter<'r>, Problems>| {
            let (target, member) = letter?;
            Ok(printed(worker, target, &member, (form, false))?)
        };
        let worker = || Worker::new(request);
        let take = |address: Result<_, Problems>| take(address?);
        parallel::in_order(letters, request.jobs, worker, work, take)
    }
}

/// Returns the letter of a row: its target and its member.
///
/// # Errors
/// If the campaign does not have the target, or the members file does not have the member.
fn letter<'r>(
    request: &'r Request<'r>,
    members: &mut MemberRows<'_>,
    row: &Entry,
) -> Result<PostedLetter<'r>, Problems> {
    let name = format!("the letter of line {} to `{}`", row.line, row.target);
    let no_target = || {
        let message = format!("{name} goes to an office that the campaign does not have");
        Diagnostic::error(message).help("name its campaign with `--campaign`")
    };
    let target = request.campaign.target(&row.target).ok_or_else(no_target)?;
    let member = if row.row == 0 {
        Some(signers::branch(request))
    } else {
        members.signers(row)?
    };
    let nobody = || {
        let message = format!("{name} {}", members.nobody());
        Diagnostic::error(message).help("name the list that it was written from with `--members`")
    };
    let member = member.filter(|member| identity(member) == row.member);
    Ok((target, member.ok_or_else(nobody)?))
}
