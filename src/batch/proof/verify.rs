//! The proof: the files of a batch are read again and compared with its manifest and the members file.
//!
//! Owns the check that every letter is complete and is that of its member. It reads files only, whatever made them.

use crate::batch::proof::columns::Columns;
use crate::batch::proof::order::RowOrder;
use crate::batch::proof::rows::MemberRows;
use crate::batch::proof::said::{BESIDE, has, has_among};
use crate::batch::proof::verified::Verified;
use crate::batch::proof::wanted::{Grounds, Mail, Wanted};
use crate::batch::proof::whole::FoundLetters;
use crate::batch::record::lists;
use std::collections::HashSet;
use std::path::Path;

use crate::batch::Combine;
use crate::batch::make::signers;
use crate::batch::proof::assembly::{FileRows, Read};
use crate::batch::proof::read_back;
use crate::batch::proof::strays::KnownFiles;
use crate::batch::record::entry::Entry;
use crate::batch::record::identity::identity;
use crate::batch::record::locate::Whereabouts;
use crate::batch::record::manifest;
use crate::batch::record::{fax_list, file_names};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::members::Member;
use crate::members::spelling::key;
use crate::output::Format;

/// The state of the comparison.
struct Proof<'w> {
    rows: MemberRows<'w>,
    columns: Option<Columns<'w>>,
    order: Option<RowOrder<'w>>,
    mail: Mail<'w>,
    grounds: Option<Grounds<'w>>,
}

/// Compares the files of a folder with its manifests and a members file. `tick` gets the number of letters that are
/// done, now and then.
///
/// # Errors
/// If the manifests or the members file cannot be read.
pub(crate) fn verify(
    folder: &Path,
    wanted: &Wanted<'_>,
    tick: &mut dyn FnMut(usize),
) -> Result<Verified, Problems> {
    let manifests = lists::all(folder)?;
    if manifests.is_empty() {
        return Err(lists::none(folder).into());
    }
    let mut reading = Reading {
        verified: Verified::default(),
        found: FoundLetters::default(),
        known: KnownFiles::default(),
        proof: Proof::new(wanted),
        tick,
    };
    let files = Whereabouts::new(folder);
    for path in manifests {
        reading.proof.begin(wanted);
        let mut rows = ManifestRows {
            rows: manifest::read(&path)?,
            file: None,
            behind: None,
            reading: &mut reading,
        };
        while let Some(first) = rows.first()? {
            let problem = read_back::letters(&files, first, wanted.jobs, &mut rows)?;
            rows.reading.verified.problems.0.extend(problem);
        }
        if let Some(resolution) = wanted.resolution {
            let wrong = fax_list::verify(&path, &resolution.to_string())?;
            reading.verified.problems.0.extend(wrong);
        }
    }
    let Reading {
        mut verified,
        known,
        found,
        ..
    } = reading;
    verified.problems.0.extend(known.strays(folder)?);
    if let Some(grounds) = wanted.grounds {
        verified.problems.0.extend(found.missing(grounds)?);
    }
    Ok(verified)
}

/// The state of reading a folder.
struct Reading<'w, 't> {
    verified: Verified,
    found: FoundLetters,
    known: KnownFiles,
    proof: Proof<'w>,
    tick: &'t mut dyn FnMut(usize),
}

/// The rows of a manifest, file by file.
struct ManifestRows<'r, 'w, 't, I> {
    rows: I,
    /// The file that is read, with its digest.
    file: Option<(String, Digest)>,
    /// The first row of the file behind it.
    behind: Option<Entry>,
    reading: &'r mut Reading<'w, 't>,
}

impl<I: Iterator<Item = Result<Entry, Diagnostic>>> ManifestRows<'_, '_, '_, I> {
    /// Returns the first row of the next file.
    fn first(&mut self) -> Result<Option<Entry>, Problems> {
        let first = match self.behind.take() {
            None => self.rows.next().transpose()?,
            first => first,
        };
        if let Some(first) = &first {
            self.reading.verified.files += 1;
            self.file = Some((first.file.clone(), first.whole));
            self.reading.count(first);
        }
        Ok(first)
    }
}

impl<I: Iterator<Item = Result<Entry, Diagnostic>>> FileRows for ManifestRows<'_, '_, '_, I> {
    fn next(&mut self) -> Result<Option<Entry>, Problems> {
        if self.behind.is_some() {
            return Ok(None);
        }
        let Some(next) = self.rows.next().transpose()? else {
            return Ok(None);
        };
        let is_same = |(file, whole): &(String, Digest)| *file == next.file && *whole == next.whole;
        if !self.file.as_ref().is_some_and(is_same) {
            self.behind = Some(next);
            return Ok(None);
        }
        self.reading.count(&next);
        Ok(Some(next))
    }

    fn take(&mut self, entry: &Entry, read: Option<Read>) -> Result<(), Problems> {
        let Reading {
            verified, proof, ..
        } = &mut *self.reading;
        if let Some(read) = read {
            return verified.letter(entry, &read, proof);
        }
        verified.wrong(entry, "is not in it");
        Ok(())
    }
}

impl Reading<'_, '_> {
    /// Counts the row of a letter.
    fn count(&mut self, entry: &Entry) {
        self.verified.letters += 1;
        self.verified.entry(entry, &mut self.known, &mut self.found);
        (self.tick)(self.verified.letters);
    }
}

impl<'w> Proof<'w> {
    fn new(wanted: &Wanted<'w>) -> Self {
        Self {
            rows: MemberRows::new(wanted.members),
            columns: wanted.grounds.map(Columns::new),
            order: None,
            mail: wanted.mail,
            grounds: wanted.grounds,
        }
    }

    /// Begins a manifest, whose rows have an order of their own.
    fn begin(&mut self, wanted: &Wanted<'w>) {
        self.order = wanted.grounds.and_then(|grounds| {
            let survey = grounds.survey?;
            Some(RowOrder::new(grounds.request, survey))
        });
    }
}

impl Verified {
    /// Counts the row of a letter, which may be there once.
    fn entry(&mut self, entry: &Entry, known: &mut KnownFiles, found: &mut FoundLetters) {
        known.add(entry);
        let is_posted = !entry.is_fax();
        self.signatures += entry.member.split('+').count() * usize::from(is_posted);
        if !found.add(entry) {
            self.wrong(entry, "is in the manifest twice");
        }
    }

    /// Checks a letter of a file.
    fn letter(
        &mut self,
        entry: &Entry,
        read: &Read,
        proof: &mut Proof<'_>,
    ) -> Result<(), Problems> {
        let says = read.says.as_ref();
        if says.is_some_and(|says| says.digest != entry.letter) {
            self.wrong(entry, "is not the one that was written");
        }
        self.pixels += usize::from(says.is_none());
        self.judge_pages(entry, proof.grounds.map(|grounds| grounds.request.combine));
        self.judge_row(entry, says.is_none(), proof)?;
        let lines = says.map(|says| &says.lines[..]);
        let rows = &mut proof.rows;
        if entry.row == 0 {
            return self.judge_signatories(entry, lines.unwrap_or_default(), rows);
        }
        let others = rows.others(entry)?;
        match rows.of(entry)? {
            Some(member) => {
                let message = says.and_then(|says| says.message.as_ref());
                if let (Some(message), Some(lines)) = (message, lines) {
                    self.judge_message(entry, (message, lines), member, &proof.mail);
                }
                self.judge(entry, lines, member, &others);
            }
            None => self.wrong(entry, proof.rows.nobody()),
        }
        Ok(())
    }

    /// Checks that the pages of a letter begin where those of its format do. In a PDF file, the reader compares the
    /// page numbers.
    fn judge_pages(&mut self, entry: &Entry, combine: Option<Combine>) {
        let pages = (entry.first_page, entry.pages);
        let is_first = entry.first_page == 1 && entry.pages > 0;
        let is_right = match file_names::format(&entry.file) {
            _ if entry.is_fax() => is_first,
            Some(Format::Pdf) => true,
            Some(Format::Layout) => match combine {
                Some(Combine::None) => is_first,
                Some(_) => pages == (0, 0),
                None => is_first || pages == (0, 0),
            },
            _ => pages == (0, 0),
        };
        if !is_right {
            let what = format!(
                "has `first_page` `{}` and `pages` `{}` in the manifest, and its file has not",
                entry.first_page, entry.pages
            );
            self.wrong(entry, &what);
        }
    }

    /// Checks the content and the place of a letter's row; for pixels, also that its digest and number of pages are
    /// those of the member's letter.
    fn judge_row(
        &mut self,
        entry: &Entry,
        is_pixels: bool,
        proof: &mut Proof<'_>,
    ) -> Result<(), Problems> {
        let (Some(grounds), Some(columns)) = (proof.grounds, &mut proof.columns) else {
            return Ok(());
        };
        let member = match entry.row {
            0 if grounds.request.signatories => Some(signers::branch(grounds.request)),
            0 => None,
            _ => proof.rows.signers(entry)?,
        };
        // A missing member is reported when names are compared.
        let Some(member) = member else { return Ok(()) };
        let (piece, differences) = columns.compare(entry, &member)?;
        let is_right = differences.is_empty();
        for what in differences {
            self.wrong(entry, &what);
        }
        if let Some(order) = &mut proof.order
            && !order.follows(entry, piece.unwrap_or_default())
        {
            let what = "stands in the manifest where another has to: the order is that of files, targets and members";
            self.wrong(entry, what);
        }
        if is_pixels
            && is_right
            && let Some((words, pages)) = columns.words(entry, &member)?
            && (words, pages) != (entry.letter, entry.pages)
        {
            let what =
                "has `letter_sha256` or `pages` in the manifest that its member's letter has not";
            self.wrong(entry, what);
        }
        Ok(())
    }

    /// Checks that a letter is that of its member and of the others of a household; its content counts if its lines can
    /// be read.
    fn judge(
        &mut self,
        entry: &Entry,
        lines: Option<&[String]>,
        member: &Member,
        others: &[Option<String>],
    ) {
        if others.iter().any(Option::is_none) {
            let what = "is signed by somebody whom the members file does not have";
            self.wrong(entry, what);
        }
        if entry.member.split('+').next() != Some(&identity(member)) {
            self.wrong(entry, "is of somebody else than the row is now");
        }
        let Some(lines) = lines else { return };
        let sender = &member.sender;
        let names = sender.name.iter().chain(&sender.organization).take(1);
        let wanted = names.chain(others.iter().flatten()).chain(&sender.address);
        for line in wanted.filter(|line| !has(lines, &key(line))) {
            self.wrong(entry, &format!("does not say `{line}`, as the row does"));
        }
    }

    /// Checks that all members sign a letter of the branch.
    fn judge_signatories(
        &mut self,
        entry: &Entry,
        lines: &[String],
        rows: &MemberRows<'_>,
    ) -> Result<(), Problems> {
        let whole: HashSet<&str> = lines.iter().map(String::as_str).collect();
        for member in rows.everybody()? {
            let member = member?;
            let name = member
                .sender
                .name
                .or(member.sender.organization)
                .unwrap_or_default();
            let key = key(&name);
            let is_there = || whole.contains(key.as_str()) || has_among(lines, &key, BESIDE);
            if !is_there() {
                self.wrong(entry, &format!("is not signed by `{name}`"));
            }
        }
        Ok(())
    }
}
