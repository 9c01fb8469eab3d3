//! The basis of a batch that was written: what it was made from, found again by its record.
//!
//! A record of the arguments, made again, tells whether they mean the same as then.

use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::plan::survey;
use crate::batch::proof::posted::PostedBatch;
use crate::batch::record::additions::Letters;
use crate::batch::record::batch_record::BatchRecord;
use crate::batch::record::differences::{Change, InputKind, differences};
use crate::campaign::{Campaign, Folder};
use crate::cli::args::batch::BatchArgs;
use crate::cli::batch::arguments::{BatchPlaces, arguments};
use crate::cli::batch::record::{campaign_digest, record};
use crate::cli::batch::request;
use crate::cli::shared::{plan, slots};
use crate::diagnostic::{Diagnostic, Problems};

/// The arguments, the campaign and the record that a batch was made from.
pub(crate) struct Basis<'v> {
    record: &'v BatchRecord,
    /// The folder of the batch.
    of: &'v Path,
    args: BatchArgs,
    /// The path of the campaign; none for the one that is built in.
    path: Option<PathBuf>,
    folder: Folder,
    campaign: Campaign,
}

impl<'v> Basis<'v> {
    /// Finds what the batch in a folder was made from, where its record says or in the places that are named.
    ///
    /// # Errors
    /// If the campaign cannot be read, or the record says nothing that a batch can be made from.
    pub(crate) fn find(record: &'v BatchRecord, places: BatchPlaces<'v>) -> Result<Self, Problems> {
        let args = arguments(record, places)?;
        let recorded = || record.campaign_folder(places.folder);
        let path = places.campaign.map(Path::to_owned).or_else(recorded);
        let folder = plan::folder(path.as_deref())?;
        let mut campaign = plan::sound(&folder)?;
        slots::fill(&mut campaign, &args.slots, &args.target)?;
        Ok(Self {
            record,
            of: places.folder,
            args,
            path,
            folder,
            campaign,
        })
    }

    /// The arguments.
    pub(crate) fn args(&self) -> &BatchArgs {
        &self.args
    }

    /// The texts of the campaign, and its path if it is not built in.
    pub(crate) fn source(&self) -> (&Folder, Option<&Path>) {
        (&self.folder, self.path.as_deref())
    }

    /// The record of the batch.
    pub(crate) fn record(&self) -> &BatchRecord {
        self.record
    }

    /// The folder of the batch.
    pub(crate) fn of(&self) -> &Path {
        self.of
    }

    /// The batch, whose letters may be posted.
    pub(crate) fn posted(&self) -> PostedBatch<'_> {
        PostedBatch {
            folder: self.of,
            record: self.record,
            only: None,
        }
    }

    /// Tells whether the campaign is as it was.
    pub(crate) fn has_its_campaign(&self) -> bool {
        self.record.campaign.sha256 == campaign_digest(&self.folder)
    }

    /// The campaign.
    pub(crate) fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// The request of the batch, where some letters are there already.
    ///
    /// # Errors
    /// If what it names cannot be read.
    pub(crate) fn request(&self, already: Letters) -> Result<Request<'_>, Problems> {
        let mut request = request::request(&self.args, None, &self.campaign)?;
        request.already = already;
        let only = &self.record.letters.only;
        request.only = (!only.is_empty()).then(|| only.clone());
        if self.args.signatories {
            request.added.signatories = survey::names(&request)?;
        }
        Ok(request)
    }

    /// The inputs that are others than when the batch was written.
    ///
    /// # Errors
    /// If the members file cannot be read.
    pub(crate) fn changes(&self, request: &Request<'_>) -> Result<Vec<Change>, Problems> {
        let campaign = (&self.folder, self.path.as_deref());
        let made = (request, request.members.digest()?);
        let mut now = record(&self.args, campaign, made, self.of)?;
        // They follow from the others.
        now.written = self.record.written.clone();
        Ok(differences(self.record, &now)?)
    }

    /// The problem that an input is another than when the batch was written.
    pub(crate) fn problem(&self, change: &Change) -> Diagnostic {
        let message = format!(
            "{} is not as it was when the letters were written (`{}` in `batch.toml`)",
            self.named(change),
            change.key
        );
        Diagnostic::error(message)
    }

    /// The words for an input that changed.
    fn named(&self, change: &Change) -> String {
        let place = |path: &Path| format!("`{}`", path.display());
        match change.kind {
            InputKind::Branch if change.is_of_whole_file() => change.name.clone(),
            InputKind::Choice if change.key == "members.sheet" => {
                format!("`{}`", self.args.reading.sheet_option.word())
            }
            InputKind::Members => place(self.args.members()),
            InputKind::Campaign => {
                let built_in = || "the campaign that is built in".to_owned();
                self.path.as_deref().map_or_else(built_in, place)
            }
            InputKind::Branch => {
                let what = change
                    .told
                    .strip_prefix(&change.name)
                    .unwrap_or_default()
                    .trim_start_matches(": ")
                    .trim_end_matches(" changed");
                let file = self.args.from.as_deref().map_or_else(String::new, place);
                format!("{what} in {file}")
            }
            InputKind::Program => {
                let version = env!("CARGO_PKG_VERSION");
                let other = &self.record.program;
                format!("the program, {version} where the letters are of {other},")
            }
            InputKind::Choice | InputKind::Count => change.name.clone(),
        }
    }
}
