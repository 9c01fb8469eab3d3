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
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::entry::Entry;
use crate::batch::record::identity::identity;
use crate::batch::record::locate::{FoundFile, Whereabouts};
use crate::batch::record::merged;
use crate::batch::write::addresses::{ForOffices, Unprinted, parcel, printed};
use crate::campaign::target::Target;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::Channel;
use crate::maker::letters::Address;
use crate::members::Member;
use crate::page::stationery::Stationery;
use crate::parallel;

/// The most files that are told.
const MOST_TOLD: usize = 100;

/// The number of letters by the country that they are posted in.
pub(crate) type PostedCountries = BTreeMap<String, (Country, usize)>;

/// A batch in a folder whose letters are posted.
#[derive(Clone, Copy)]
pub(crate) struct PostedBatch<'p> {
    /// The folder.
    pub folder: &'p Path,
    /// The record.
    pub record: &'p BatchRecord,
}

/// A letter that is posted.
type PostedLetter<'r> = (&'r Target, Member);

impl PostedBatch<'_> {
    /// Returns the rows of the letters that go by post, each once.
    ///
    /// # Errors
    /// If a manifest cannot be read, or there is none. A damaged row comes as an error in its place.
    fn rows(self) -> Result<impl Iterator<Item = Result<Entry, Diagnostic>>, Diagnostic> {
        let format = self.record.posted_format();
        let format = format.map(|format| format.to_string());
        let is_posted = move |entry: &Entry| {
            entry.channel == Channel::Post && Some(&entry.format) == format.as_ref()
        };
        let rows = merged::rows(self.folder, self.record)?;
        Ok(rows.filter(move |row| row.as_ref().map_or(true, &is_posted)))
    }

    /// Adds the number of letters by country, and checks that their files are as they were written.
    ///
    /// # Errors
    /// Every file that is not; a manifest that cannot be read.
    pub(crate) fn count(self, countries: &mut PostedCountries) -> Result<(), Problems> {
        let files = Whereabouts::new(self.folder);
        let (mut problems, mut last) = (Problems::default(), String::new());
        for row in self.rows()? {
            let row = row?;
            if let Some(country) = Country::from_code(&row.country) {
                countries
                    .entry(row.country.clone())
                    .or_insert((country, 0))
                    .1 += 1;
            }
            // The rows of a file come one after the other.
            if row.file != last && problems.0.len() < MOST_TOLD {
                problems.0.extend(self.fault(&files, &row)?);
                last = row.file;
            }
        }
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(())
    }

    /// Returns the problem of a file that is not as it was written.
    fn fault(self, files: &Whereabouts, row: &Entry) -> Result<Option<Diagnostic>, Diagnostic> {
        let what = match files.find(&row.file, row.whole)? {
            FoundFile::Whole(_) => return Ok(None),
            FoundFile::Changed(_) => "is not as the batch wrote it",
            FoundFile::Gone => "is not there any more",
        };
        let message = format!("`{}` {what}", self.folder.join(&row.file).display());
        let help = "give the command of the batch again: it writes what is missing or was changed";
        Ok(Some(Diagnostic::error(message).help(help)))
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
        mut take: impl FnMut(Result<Address, Unprinted>) -> Result<(), Problems>,
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
            Ok(printed(worker, target, &member, form)?)
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
