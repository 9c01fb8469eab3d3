//! `batch`: the letters of many members.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::args::{self, Batch};
use super::{Exit, additions, plan};
use crate::batch::folder::{self, Inputs};
use crate::batch::run::{self, Summary};
use crate::batch::survey::{self, Survey};
use crate::batch::{Combine, Request, Shard};
use crate::campaign::{Campaign, Folder};
use crate::console::{self, Console};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::{Digest, Hasher};
use crate::disk::{self, Draft};
use crate::members::{Encoding, Rejected};
use crate::output::Format;
use crate::page::profile;
use crate::sender::Sender;

/// The file of the rows that were not written.
const REJECTED: &str = "rejected.csv";

/// Runs the command.
pub fn run(args: &Batch, campaign: Option<&Path>, console: Console) -> Result<Exit, Problems> {
    let folder = plan::folder(campaign)?;
    let campaign = plan::sound(&folder)?;
    let mut request = request(args, &campaign)?;
    if args.signatories {
        request.added.signatories = survey::names(&request)?;
    }
    let output = args.output.as_deref().filter(|_| !args.dry_run);
    let output = match args.output.as_deref() {
        Some(whole) if args.new_only => {
            let (folder, earlier) = folder::next_addition(whole)?;
            request.already = earlier;
            Some(folder).filter(|_| output.is_some())
        }
        _ => output.map(Path::to_owned),
    };
    let mut rejected = Rejects::new(args, output.as_deref());
    let found = survey::survey(&request, |header, row| rejected.add(header, row))?;
    console.tell(&found.problems);
    tell_survey(&request, &found, console);
    let is_bad = found.problems.has_errors();
    let Some(output) = output.as_deref() else {
        return Ok(if is_bad { Exit::SomeFailed } else { Exit::Done });
    };
    if is_bad && !args.skip_bad {
        return Err(rows_are_wrong().into());
    }
    if found.letters() == 0 && found.already > 0 {
        console.inform("every letter is there already");
        return Ok(Exit::Done);
    }
    if found.letters() == 0 {
        return Err(Diagnostic::error("there is nobody to write letters for").into());
    }
    let inputs = inputs(args, &folder, &request)?;
    folder::prepare(output, &inputs, args.force, args.shard.is_some())?;
    let rejected = rejected.place()?;
    let mut progress = console.progress(found.letters());
    let summary = run::run(&request, &found, output, |done| progress.show(done))?;
    progress.finish();
    if disk::digest(&request.members)?.map(|(digest, _)| digest.to_string())
        != inputs.inputs.get("members").cloned()
    {
        let problem = members_changed(&args.members);
        return Err(problem.help("write the batch again with `--force`").into());
    }
    console.tell(&summary.notes);
    console.tell(&summary.failed);
    tell_summary(&request, &summary, output, console);
    if rejected {
        let path = output.join(REJECTED);
        console.inform(&format!(
            "the rows that are wrong are in `{}`; correct them and write them too",
            path.display()
        ));
    }
    let failed = is_bad || summary.failed.has_errors();
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}

/// The members file was another one at the end than at the beginning.
pub(super) fn members_changed(path: &Path) -> Diagnostic {
    Diagnostic::error(format!("`{}` changed while it was read", path.display()))
}

/// Why nothing was written.
pub(super) fn rows_are_wrong() -> Diagnostic {
    let problem = Diagnostic::error("nothing was written, for there are rows that are wrong");
    problem.help("correct them, or give `--skip-bad` to write the letters of the others")
}

/// Everything that the arguments ask for.
pub(super) fn request<'c>(args: &Batch, campaign: &'c Campaign) -> Result<Request<'c>, Problems> {
    let mut problems = Problems::default();
    let country_and_date = problems.keep(plan::country_and_date(&args.selection));
    let branch = problems.keep(branch(args.from.as_deref()));
    let personal = problems.keep(plan::personal(args.personal.as_deref()));
    let set = problems.keep(plan::settings(&args.set));
    let encoding = problems.keep(args.encoding.as_deref().map(Encoding::named).transpose());
    let shard = problems.keep(args.shard.as_deref().map_or(Ok(Shard::WHOLE), shard));
    let profiles = problems.keep(profile::all(campaign.profiles.as_ref()));
    problems.keep(plan::choices(
        args.lang.as_deref(),
        args.letter.as_deref(),
        campaign,
    ));
    let formats = formats(&args.format);
    let added = branch.as_ref().and_then(|branch| {
        let format = formats
            .iter()
            .find(|f| **f != Format::Text)
            .unwrap_or(&Format::Text);
        let (reference, enclosures) = (args.reference.as_deref(), &args.enclosure);
        problems.keep(additions::additions(reference, enclosures, branch, *format))
    });
    if let (Some(profiles), Some(name)) = (&profiles, args.profile.as_deref()) {
        problems.keep(profile::find(profiles, name).map(drop));
    }
    let words = args.target.iter().flat_map(|words| words.split(','));
    let words = words.map(str::trim).filter(|word| !word.is_empty());
    let (Some((country, date)), false) = (country_and_date, problems.has_errors()) else {
        return Err(problems);
    };
    Ok(Request {
        campaign,
        members: args.members.clone(),
        encoding: encoding.flatten(),
        words: words.map(str::to_owned).collect(),
        all: args.selection.all,
        country,
        date,
        letter: args.letter.clone(),
        lang: args.lang.clone(),
        set: set.unwrap_or_default(),
        personal: personal.flatten(),
        added: added.unwrap_or_default(),
        branch: branch.unwrap_or_default(),
        formats,
        combine: match args.combine {
            args::Combine::Target => Combine::Target,
            args::Combine::Branch => Combine::Branch,
            args::Combine::All => Combine::All,
            args::Combine::None => Combine::None,
        },
        profiles: profiles.unwrap_or_default(),
        profile: args.profile.clone(),
        duplex: args.duplex,
        signatories: args.signatories,
        household: args.household,
        already: HashSet::new(),
        split_pages: args.split_pages.map(Into::into),
        split_size: args
            .split_size
            .map(|size| u64::from(size.get()) * 1_000_000),
        jobs: args.jobs.map_or_else(console::cores, Into::into),
        shard: shard.unwrap_or(Shard::WHOLE),
    })
}

/// What members have in common. A signature is of one person, so it is nobody's here.
fn branch(path: Option<&Path>) -> Result<Sender, Problems> {
    let branch = path.map(plan::sender_file).transpose()?.unwrap_or_default();
    Ok(Sender {
        signature: None,
        ..branch
    })
}

fn shard(text: &str) -> Result<Shard, Diagnostic> {
    Shard::parse(text).ok_or_else(|| {
        let problem = Diagnostic::error(format!("`{text}` is no part; expected I/N"));
        problem.help("for example 1/4, 2/4, 3/4 and 4/4 for four runs")
    })
}

/// The formats, each once.
fn formats(given: &[args::Format]) -> Vec<Format> {
    let mut formats = Vec::new();
    for format in given.iter().copied().map(plan::format) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}

/// What a batch is made from. How many cores work on it and which part of it is written change nothing.
fn inputs(args: &Batch, folder: &Folder, request: &Request<'_>) -> Result<Inputs, Problems> {
    let mut inputs = Inputs::default();
    inputs.add("program", env!("CARGO_PKG_VERSION"));
    let mut campaign = Hasher::default();
    for (path, source) in &folder.files {
        for part in [path.as_str(), &source.text] {
            campaign.add(part.as_bytes());
            campaign.add(&[0]);
        }
    }
    inputs.add("campaign", &campaign.digest());
    let (members, _) = disk::digest(&args.members)?.unwrap_or((Digest([0; 32]), 0));
    inputs.add("members", &members);
    inputs.add("members_file", &disk::absolute(&args.members)?.display());
    let branch = format!("{:?} {:?}", request.branch, request.added);
    inputs.add("from", &Digest::of(branch.as_bytes()));
    inputs.add("date", &request.date);
    inputs.add("target", &request.words.join(","));
    let formats: Vec<String> = request.formats.iter().map(Format::to_string).collect();
    inputs.add("format", &formats.join(","));
    inputs.add("combine", &format!("{:?}", request.combine).to_lowercase());
    if let Some(text) = &request.personal {
        inputs.add("personal", &Digest::of(text.as_bytes()));
    }
    let country = request.country.map(|country| country.to_string());
    let encoding = request.encoding.map(|encoding| encoding.name().to_owned());
    let size = request.split_size.map(|bytes| bytes.to_string());
    let split = request.split_pages.map(|pages| pages.to_string());
    let set = request
        .set
        .iter()
        .map(|(key, value)| format!("{key}={value}"));
    let set = set.collect::<Vec<_>>().join("\n");
    let flag = |is_set: bool| is_set.then(|| "yes".to_owned());
    for (name, value) in [
        ("all", flag(request.all)),
        ("country", country),
        ("duplex", flag(request.duplex)),
        ("household", flag(request.household)),
        ("signatories", flag(request.signatories)),
        ("encoding", encoding),
        ("lang", request.lang.clone()),
        ("letter", request.letter.clone()),
        ("profile", request.profile.clone()),
        ("set", Some(set).filter(|set| !set.is_empty())),
        ("skip_bad", flag(args.skip_bad)),
        ("split_pages", split),
        ("split_size", size),
    ] {
        if let Some(value) = value {
            inputs.add(name, &value);
        }
    }
    Ok(inputs)
}

/// The file of rejected rows, begun with the first of them.
struct Rejects {
    path: Option<PathBuf>,
    file: Option<Rejected<Vec<u8>>>,
}

impl Rejects {
    fn new(args: &Batch, output: Option<&Path>) -> Self {
        let path = output.filter(|_| args.skip_bad);
        Self {
            path: path.map(|folder| folder.join(REJECTED)),
            file: None,
        }
    }

    fn add(
        &mut self,
        header: &crate::members::Header,
        row: &crate::members::BadRow,
    ) -> Result<(), Diagnostic> {
        if self.path.is_none() {
            return Ok(());
        }
        let failed = |error: std::io::Error| Diagnostic::error(error.to_string());
        if self.file.is_none() {
            self.file = Some(Rejected::begin(Vec::new(), header).map_err(failed)?);
        }
        match &mut self.file {
            Some(file) => file.add(row).map_err(failed),
            None => Ok(()),
        }
    }

    /// Writes the file, if there is a row in it; whether there is.
    fn place(self) -> Result<bool, Diagnostic> {
        let (Some(path), Some(file)) = (self.path, self.file) else {
            return Ok(false);
        };
        let bytes = file.finish();
        let bytes = bytes.map_err(|error| Diagnostic::error(error.to_string()))?;
        let mut draft = Draft::new(&path)?;
        let written = std::io::Write::write_all(&mut draft, &bytes);
        written.map_err(|error| draft.problem(&error))?;
        draft.place()?;
        Ok(true)
    }
}

fn tell_survey(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    tell_rows(found, console);
    let same = found.letters() - found.personal;
    if request.personal.is_none() && same > 1 {
        console.inform(&format!(
            "letters without a personal paragraph, of which those to one target say the same: {same}"
        ));
    }
}

/// Who signs how many letters, and who does not.
pub(super) fn tell_rows(found: &Survey<'_>, console: Console) {
    let targets: Vec<String> = found
        .targets
        .iter()
        .map(|(target, count)| format!("{} {count}", target.id))
        .collect();
    console.inform(&format!(
        "{} members sign {} letters: {}",
        found.members,
        found.letters(),
        targets.join(", ")
    ));
    if found.without_consent > 0 {
        console.inform(&format!(
            "left out without consent: {} rows",
            found.without_consent
        ));
    }
    if !found.signers.rejected.is_empty() {
        console.inform(&format!(
            "rows that are wrong: {}",
            found.signers.rejected.len()
        ));
    }
}

fn tell_summary(request: &Request<'_>, summary: &Summary, output: &Path, console: Console) {
    let pages: usize = summary
        .pages
        .iter()
        .map(|(pages, count)| pages * count)
        .sum();
    let kept = match summary.kept {
        0 => String::new(),
        kept => format!(", {kept} of them from an earlier run"),
    };
    console.inform(&format!(
        "wrote {} letters{kept} in {} files into `{}`",
        summary.letters,
        summary.files,
        output.display()
    ));
    if summary.missing > 0 {
        console.inform(&format!(
            "letters that could not be written: {}",
            summary.missing
        ));
    }
    if pages > 0 {
        let sides = if request.duplex { 2 } else { 1 };
        let sheets: Vec<String> = sheets(summary, sides)
            .into_iter()
            .map(|(sheets, letters)| format!("{letters} of {sheets} ({} g)", weight(sheets)))
            .collect();
        console.inform(&format!(
            "{pages} pages; letters by sheets and weight with an envelope: {}",
            sheets.join(", ")
        ));
    }
}

/// How many letters have so many sheets.
fn sheets(summary: &Summary, sides: usize) -> std::collections::BTreeMap<usize, usize> {
    let mut sheets = std::collections::BTreeMap::new();
    for (pages, letters) in &summary.pages {
        *sheets.entry(pages.div_ceil(sides)).or_default() += letters;
    }
    sheets
}

/// The weight of a letter in grams: sheets of A4 at 80 g/m² (ISO 216: a sixteenth of a square metre) and
/// an envelope DL or C6/5 of 5 g.
fn weight(sheets: usize) -> usize {
    5 * sheets + 5
}
