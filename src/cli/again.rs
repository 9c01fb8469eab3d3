//! What a batch was made from, found again by what its folder says of it.
//!
//! The record is turned into the arguments of `batch`, so that one reader of arguments says what they mean; whether
//! they mean the same as then is told by making a record of them.

use crate::batch::record::lists;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::args::{self, Batch, Command, Verify};
use super::batch::{
    CAMPAIGN, COUNTED, campaign_digest, inputs, members_changed, members_digest, request,
};
use super::{plan, slots};
use crate::batch::Request;
use crate::batch::plan::fax_queue;
use crate::batch::plan::survey;
use crate::batch::plan::survey::Survey;
use crate::batch::record::additions::Letters;
use crate::batch::record::inputs::{
    ANY_TARGET, CAMPAIGN_FOLDER, ENCLOSURES, FROM_FILE, Inputs, MEMBERS_FILE, PERSONAL_TEXT,
    REFERENCE,
};
use crate::batch::record::shard::Shard;
use crate::batch::write::run;
use crate::campaign::{Campaign, Folder};
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};

/// Inputs whose value stands behind an option.
const VALUES: [(&str, &str); 16] = [
    ("date", "--date"),
    ("target", "--target"),
    ("channel", "--channel"),
    ("format", "--format"),
    ("combine", "--combine"),
    ("country", "--country"),
    ("encoding", "--encoding"),
    ("lang", "--lang"),
    ("letter", "--letter"),
    ("profile", "--profile"),
    ("split_pages", "--split-pages"),
    (REFERENCE, "--reference"),
    ("fax_format", "--fax-format"),
    ("cover", "--cover"),
    ("fax_line", "--fax-line"),
    ("per_line", "--per-line"),
];

/// Inputs whose values, with something between them, stand behind an option each.
const LISTS: [(&str, char, &str); 4] = [
    ("set", '\n', "--set"),
    (ENCLOSURES, '\n', "--enclosure"),
    ("copies_to", ' ', "--copies-to"),
    ("solidarity_to", ' ', "--solidarity-to"),
];

/// Inputs that are an option.
const FLAGS: [(&str, &str); 9] = [
    ("all", "--all"),
    ("attach", "--attach=pdf"),
    ("copies", "--copies"),
    ("maildir", "--maildir"),
    ("duplex", "--duplex"),
    ("household", "--household"),
    ("signatories", "--signatories"),
    ("skip_bad", "--skip-bad"),
    (ANY_TARGET, "--force"),
];

/// Inputs whose value stands behind an option where faxes are TIFF files.
const OF_TIFF: [(&str, &str); 2] = [
    ("fax_resolution", "--fax-resolution"),
    ("fax_coding", "--fax-coding"),
];

/// What a batch was made from.
pub struct Basis<'v> {
    record: &'v Inputs,
    of: &'v Path,
    args: Batch,
    /// Where the campaign is; none for the one that is built in.
    path: Option<PathBuf>,
    folder: Folder,
    campaign: Campaign,
}

impl<'v> Basis<'v> {
    /// What the batch in a folder was made from by its record, where that was or in the places that are named.
    ///
    /// # Errors
    /// If the campaign cannot be read, or the record says nothing that a batch can be made from.
    pub fn find(
        record: &'v Inputs,
        given: &'v Verify,
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

    /// Whether the campaign is as it was.
    pub fn has_its_campaign(&self) -> bool {
        let recorded = self.record.inputs.get(CAMPAIGN);
        recorded == Some(&campaign_digest(&self.folder).to_string())
    }

    /// The campaign.
    pub fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// What was asked for, where some letters are there already.
    ///
    /// # Errors
    /// If what it names cannot be read.
    pub fn request(&self, already: Letters) -> Result<Request<'_>, Problems> {
        let mut request = request(&self.args, None, &self.campaign)?;
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
        let mut now = inputs(&self.args, from, request, self.of)?;
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
            return Err(members_changed(&request.members).into());
        }
        Ok(problems)
    }

    /// What an input is for people, by its name in the record.
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

/// The arguments that a batch was written with, by its record.
///
/// # Errors
/// If they are none.
fn arguments(record: &Inputs, given: &Verify) -> Result<Batch, Diagnostic> {
    let inputs = &record.inputs;
    let place = |named: &Option<PathBuf>, input| {
        let recorded = || record.place(input, &given.folder);
        named.clone().or_else(recorded)
    };
    let mut arguments: Vec<OsString> = ["protest-letter", "batch", "-o"].map(OsString::from).into();
    arguments.push(given.folder.clone().into());
    let members = place(&given.members, MEMBERS_FILE);
    for (option, path) in [
        ("--members", members),
        ("--from", place(&given.from, FROM_FILE)),
    ] {
        if let Some(path) = path {
            arguments.extend([option.into(), path.into()]);
        }
    }
    arguments.extend(options(inputs).into_iter().map(OsString::from));
    match args::parse(arguments).map(|cli| cli.command) {
        Ok(Command::Batch(batch)) => Ok(*batch),
        found => {
            let why = found.err().map(|wrong| wrong.text).unwrap_or_default();
            let message = format!(
                "`{}` does not say how the letters were made: {}",
                given.folder.display(),
                why.trim()
            );
            Err(Diagnostic::error(message))
        }
    }
}

/// The options that inputs stand for.
fn options(inputs: &BTreeMap<String, String>) -> Vec<String> {
    let value = |name: &str| inputs.get(name);
    let is_tiff = value("fax_format").is_some_and(|format| format == "tiff");
    let of_tiff = OF_TIFF.iter().filter(|_| is_tiff);
    // The formats follow from the channel, where one is given.
    let is_free = |name: &str| name != "format" || !inputs.contains_key("channel");
    let values = VALUES.iter().filter(|(name, _)| is_free(name));
    let values = values.chain(of_tiff);
    let values = values.filter_map(|(name, option)| Some(format!("{option}={}", value(name)?)));
    let lists = LISTS.iter().flat_map(|(name, between, option)| {
        let all = value(name).into_iter().flat_map(|all| all.split(*between));
        all.map(move |one| format!("{option}={one}"))
    });
    let flags = FLAGS.iter().filter(|(name, _)| value(name).is_some());
    let rtc = value("rtc").filter(|_| is_tiff).map(|_| "--rtc".to_owned());
    let flags = flags.map(|(_, option)| (*option).to_owned());
    let megabytes = value("split_size").and_then(|bytes| bytes.parse::<u64>().ok());
    let size = megabytes.map(|bytes| format!("--split-size={}", bytes / 1_000_000));
    let personal = value(PERSONAL_TEXT).map(|text| {
        // What begins with one is written with two: else it would name a file.
        let at = if text.starts_with('@') { "@" } else { "" };
        format!("--personal={at}{text}")
    });
    let others = [rtc, size, personal].into_iter().flatten();
    values.chain(lists).chain(flags).chain(others).collect()
}
