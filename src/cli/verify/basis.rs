//! The basis of a batch: what it was made from, found again by its record.
//!
//! A record of the arguments, made again, tells whether they mean the same as then.

use std::path::{Path, PathBuf};

use crate::batch::Request;
use crate::batch::plan::fax_queue;
use crate::batch::plan::survey::{self, Survey};
use crate::batch::record::additions::Letters;
use crate::batch::record::inputs::{CAMPAIGN_FOLDER, Inputs};
use crate::batch::record::lists;
use crate::batch::record::shard::Shard;
use crate::batch::write::run;
use crate::campaign::{Campaign, Folder};
use crate::cli::args::batch::BatchArgs;
use crate::cli::args::verify::VerifyArgs;
use crate::cli::batch::inputs::{self, CAMPAIGN, COUNTED, campaign_digest, members_digest};
use crate::cli::batch::{refusals, request};
use crate::cli::shared::{plan, slots};
use crate::cli::verify::arguments::arguments;
use crate::console::Console;
use crate::diagnostic::Problems;

/// The arguments, the campaign and the record that a batch was made from.
pub struct Basis<'v> {
    record: &'v Inputs,
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
    pub fn find(
        record: &'v Inputs,
        given: &'v VerifyArgs,
        campaign: Option<&Path>,
    ) -> Result<Self, Problems> {
        let args = arguments(record, given)?;
        let recorded = record.place(CAMPAIGN_FOLDER, &given.folder);
        let path = campaign.map(Path::to_owned).or(recorded);
        let folder = plan::folder(path.as_deref())?;
        let mut campaign = plan::sound(&folder)?;
        slots::fill(&mut campaign, &args.slots, &args.target)?;
        Ok(Self {
            record,
            of: &given.folder,
            args,
            path,
            folder,
            campaign,
        })
    }

    /// Tells whether the campaign is as it was.
    pub fn has_its_campaign(&self) -> bool {
        let recorded = self.record.inputs.get(CAMPAIGN);
        recorded == Some(&campaign_digest(&self.folder).to_string())
    }

    /// The campaign.
    pub fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// The request of the batch, where some letters are there already.
    ///
    /// # Errors
    /// If what it names cannot be read.
    pub fn request(&self, already: Letters) -> Result<Request<'_>, Problems> {
        let mut request = request::request(&self.args, None, &self.campaign)?;
        request.already = already;
        if self.args.signatories {
            request.added.signatories = survey::names(&request)?;
        }
        Ok(request)
    }

    /// The names of the inputs that are others than when the batch was written.
    ///
    /// # Errors
    /// If the members file cannot be read.
    pub fn changes(&self, request: &Request<'_>) -> Result<Vec<String>, Problems> {
        let from = (&self.folder, self.path.as_deref());
        let mut now = inputs::inputs(&self.args, from, request, self.of)?;
        now.add("members", &members_digest(request)?);
        let mut changes = now.differences(self.record);
        changes.retain(|name| !COUNTED.contains(&name.as_str()));
        Ok(changes)
    }

    /// Makes every letter again and tells how it differs from what the manifests say.
    ///
    /// # Errors
    /// If an input is another than it was, or cannot be read.
    pub fn compare(
        &self,
        request: &Request<'_>,
        found: &Survey<'_>,
        console: Console,
    ) -> Result<Problems, Problems> {
        let members = members_digest(request)?;
        let called = request.faxing.as_ref();
        let called = called.map(|faxing| fax_queue::called(request, faxing, found));
        let called = called.unwrap_or_default();
        let of = lists::found(self.of)?;
        let of = of.first().map_or(1, |(_, shard)| shard.of);
        let mut progress = console.progress(run::steps(request, found));
        let (mut problems, mut before) = (Problems::default(), 0);
        for number in 1..=of {
            let shard = Shard { number, of };
            let mut done = 0;
            let tick = |now| {
                done = now;
                progress.show(before + now);
            };
            problems.append(run::again(request, found, &called, (self.of, shard), tick)?);
            before += done;
        }
        progress.finish();
        if members_digest(request)? != members {
            return Err(refusals::members_changed(&request.members).into());
        }
        Ok(problems)
    }

    /// The words of an input for people, by its name in the record.
    pub fn named(&self, input: &str) -> String {
        let place = |path: &Path| format!("`{}`", path.display());
        match input {
            "members" => place(self.args.members()),
            "campaign" => {
                let built_in = || "the campaign that is built in".to_owned();
                self.path.as_deref().map_or_else(built_in, place)
            }
            "from" => match &self.args.from {
                Some(path) => format!(
                    "{} with its logo, the reference or the enclosures",
                    place(path)
                ),
                None => "the sender file, the reference or the enclosures".to_owned(),
            },
            "program" => {
                let version = env!("CARGO_PKG_VERSION");
                let other = self.record.inputs.get(input).map_or("", String::as_str);
                format!("the program, {version} where the letters are of {other},")
            }
            other => format!("the input `{other}`"),
        }
    }
}
