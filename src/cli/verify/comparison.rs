//! The comparison of a batch with its basis: what is another by now, and what can be compared all the same.

use crate::batch::Request;
use crate::batch::plan::fax_queue::{self, Called};
use crate::batch::plan::survey::{self, Survey};
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::differences::{Change, InputKind, sentence};
use crate::campaign::Campaign;
use crate::cli::batch::basis::Basis;
use crate::diagnostic::{Diagnostic, Problems};

/// The basis that a batch is compared with, as far as it was found.
pub(super) struct BasisComparison<'g> {
    /// The basis of the batch.
    pub basis: Option<&'g Basis<'g>>,
    request: Option<&'g Request<'g>>,
    /// The inputs that are others than they were, where that can be told.
    changes: Option<Vec<Change>>,
}

impl<'g> BasisComparison<'g> {
    /// The comparison with a basis and its request, as far as they were found.
    ///
    /// # Errors
    /// If the members file cannot be read.
    pub(super) fn new(
        basis: Option<&'g Basis<'g>>,
        request: Option<&'g Request<'g>>,
    ) -> Result<Self, Problems> {
        let changes = basis.zip(request);
        let changes = changes.map(|(basis, request)| basis.changes(request));
        Ok(Self {
            basis,
            request,
            changes: changes.transpose()?,
        })
    }

    /// Tells whether the members file is another one, and nothing else that the letters are made from.
    pub(super) fn has_other_members(&self) -> bool {
        let mut changes = self.changes.iter().flatten();
        self.request().is_some() && changes.any(|change| change.kind == InputKind::Members)
    }

    /// The request, where all but the members and the program are as they were.
    pub(super) fn request(&self) -> Option<&'g Request<'g>> {
        let changes = self.changes.as_ref()?;
        let may_be = [InputKind::Members, InputKind::Program];
        let mut others = changes
            .iter()
            .filter(|change| !may_be.contains(&change.kind));
        self.request.filter(|_| others.next().is_none())
    }

    /// Checks that nothing is another than it was.
    ///
    /// # Errors
    /// Every input that is.
    pub(super) fn refuse(&self) -> Result<(), Problems> {
        let help = "without it, no letter can be made again as it was: put it back, or verify without `--again`";
        let changes = self.changes.iter().flatten();
        let told = changes.filter_map(|change| Some(self.basis?.problem(change).help(help)));
        let problems: Vec<Diagnostic> = told.collect();
        if problems.is_empty() {
            return Ok(());
        }
        Err(Problems(problems))
    }

    /// The survey of the members file, where it is as it was.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn survey(&self) -> Result<Option<Survey<'g>>, Problems> {
        let request = self.request().filter(|_| !self.has_other_members());
        request
            .map(|request| survey::survey(request, |_, _| Ok(())))
            .transpose()
    }

    /// The lines that are called.
    pub(super) fn called<'s>(&self, survey: Option<&'s Survey<'g>>) -> Vec<Called<'s>> {
        let faxing = self
            .request()
            .and_then(|request| Some((request, request.faxing.as_ref()?)));
        let called = faxing.zip(survey);
        called.map_or_else(Vec::new, |((request, faxing), survey)| {
            fax_queue::called(request, faxing, survey)
        })
    }

    /// The campaign, where it is as it was.
    pub(super) fn campaign(&self) -> Option<&'g Campaign> {
        let basis = self.basis.filter(|basis| basis.has_its_campaign());
        basis.map(Basis::campaign)
    }

    /// Notes on what could not be compared.
    pub(super) fn notes(&self, record: &BatchRecord) -> Vec<Diagnostic> {
        if self.request().is_some() {
            return Vec::new();
        }
        let of_letters = self.note_of_letters();
        self.note_of_messages(record)
            .into_iter()
            .chain([of_letters])
            .collect()
    }

    /// The note that the mailboxes of messages are not compared, if there are messages.
    fn note_of_messages(&self, record: &BatchRecord) -> Option<Diagnostic> {
        (self.campaign().is_none() && record.may_be_mailed()).then(|| {
            let message = "the campaign is not as it was when the messages were written: their To and Cc are not compared";
            Diagnostic::note(message).help("name the campaign of that time with `--campaign`")
        })
    }

    /// The note that nothing is compared which only the basis of the batch tells.
    fn note_of_letters(&self) -> Diagnostic {
        let changes: Vec<Change> = self
            .changes
            .iter()
            .flatten()
            .filter(|change| change.kind != InputKind::Members)
            .cloned()
            .collect();
        let why = if changes.is_empty() {
            "what the letters were made from is not found".to_owned()
        } else {
            let told = sentence(&changes);
            format!("what the letters were made from is not as it was ({told})")
        };
        let what = "neither who has no letter nor what only that tells of a letter is compared";
        let help = "name the campaign with `--campaign` and the sender file with `--from`";
        Diagnostic::note(format!("{why}: {what}")).help(help)
    }
}
