//! What the arguments of `batch` ask for, and what a batch is made from.

use crate::batch::record::inputs;
use std::path::Path;

use super::sharing;
use crate::batch::make::route;
use crate::batch::record::additions::Letters;
use crate::batch::record::inputs::Inputs;
use crate::batch::record::shard::Shard;
use crate::batch::{Combine, Faxing, Request};
use crate::calendar::Date;
use crate::campaign::{Campaign, Folder};
use crate::cli::args::{self, Batch};
use crate::cli::{additions, fax, plan, slots};
use crate::console;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::{Digest, Hasher};
use crate::disk::{self, Readers};
use crate::letter::Channel;
use crate::letter::fax_lines::FaxLines;
use crate::letter::furniture::Additions;
use crate::members::Encoding;
use crate::output::Format;
use crate::page::profiles;
use crate::selection;
use crate::sender::Sender;

/// The input that says how finely the pages of faxes are drawn.
pub const RESOLUTION: &str = "fax_resolution";

/// The inputs that say what the campaign was, and whether messages have their letter with them as a page.
pub const CAMPAIGN: &str = "campaign";
pub const ATTACH: &str = "attach";

/// The input that says whether everybody who gets a copy gets a message of their own.
pub const COPIES: &str = "copies";

/// More letters are not made at a time.
const MOST_JOBS: usize = 256;

/// Everything that the arguments ask for. In `folder` the letters are written, if they are.
pub fn request<'c>(
    args: &Batch,
    folder: Option<&Path>,
    campaign: &'c Campaign,
) -> Result<Request<'c>, Problems> {
    let mut problems = Problems::default();
    let country_and_date = problems.keep(country_and_date(args, folder));
    problems.keep(selection::check(campaign, &args.target));
    let branch = problems.keep(branch(args.from.as_deref()));
    let personal = problems.keep(plan::personal(args.personal.as_deref()));
    let set = problems.keep(plan::settings(&args.set));
    let encoding = problems.keep(args.encoding.as_deref().map(Encoding::named).transpose());
    let readers = problems.keep(sharing::readers(args, folder));
    let shard = problems.keep(args.shard.as_deref().map_or(Ok(Shard::WHOLE), shard));
    let profiles = problems.keep(profiles::all(campaign.profiles.as_ref()));
    problems.keep(plan::choices(
        args.lang.as_deref(),
        args.letter.as_deref(),
        campaign,
    ));
    problems.keep(one_branch(args));
    let channel = args.channel.map(args::Channel::wanted);
    let mut formats = channel.map_or_else(|| formats(&args.format), route::formats);
    let is_faxed = formats.contains(&Format::Fax)
        || channel.is_some_and(|wanted| wanted.includes(Channel::Fax));
    let mut profile = args.profile.clone();
    let faxing = if is_faxed {
        formats.retain(|format| *format != Format::Fax);
        problems.keep(faxing(args, !formats.is_empty(), &mut profile))
    } else {
        None
    };
    let added = branch.as_ref().and_then(|branch| {
        let has_pages = formats.iter().any(|format| format.has_pages());
        let has_pages = has_pages || args.attach.is_some() || faxing.is_some();
        let how = (Channel::Post, has_pages);
        let (reference, enclosures) = (args.reference.as_deref(), &args.enclosure);
        problems.keep(additions::additions(reference, enclosures, branch, how))
    });
    if let (Some(profiles), Some(name)) = (&profiles, profile.as_deref()) {
        problems.keep(profiles::find(profiles, name).map(drop));
    }
    let words = args.target.iter().flat_map(|words| words.split(','));
    let words = words.map(str::trim).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    let (Some((country, date)), false) = (country_and_date, problems.has_errors()) else {
        return Err(problems);
    };
    selection::check_date(campaign, &words, date)?;
    Ok(Request {
        campaign,
        members: args.members().to_owned(),
        encoding: encoding.flatten(),
        words,
        all: args.selection.all,
        country,
        date,
        letter: args.letter.clone(),
        for_any_target: args.force,
        lang: args.lang.clone(),
        set: set.unwrap_or_default(),
        personal: personal.flatten(),
        added: added.unwrap_or_default(),
        branch: branch.unwrap_or_default(),
        formats,
        channel,
        attached: args.attach.is_some(),
        copies: args.copies,
        maildir: args.maildir,
        faxing,
        combine: match args.combine {
            args::Combine::Target => Combine::Target,
            args::Combine::Branch => Combine::Branch,
            args::Combine::All => Combine::All,
            args::Combine::None => Combine::None,
        },
        profiles: profiles.unwrap_or_default(),
        profile,
        duplex: args.duplex,
        signatories: args.signatories,
        household: args.household,
        already: Letters::default(),
        split_pages: args.split_pages.map(Into::into),
        readers: readers.unwrap_or_default(),
        split_size: args
            .split_size
            .map(|size| u64::from(size.get()) * 1_000_000),
        jobs: args
            .jobs
            .map_or_else(console::cores, Into::into)
            .min(MOST_JOBS),
        shard: shard.unwrap_or(Shard::WHOLE),
    })
}

/// How letters are faxed. A page that `name` asks for is taken out of it if it is one of faxes, or nothing is
/// posted.
///
/// # Errors
/// If there is no such page of faxes, and nothing is posted.
fn faxing(args: &Batch, is_posted: bool, name: &mut Option<String>) -> Result<Faxing, Problems> {
    let making = fax::making(&args.fax, fax::Handover::default(), None);
    let profiles = profiles::of_faxes()?;
    let is_of_faxes = |name: &mut String| profiles::find(&profiles, name).is_ok();
    let profile = name.take_if(|name| !is_posted || is_of_faxes(name));
    if let Some(name) = &profile {
        profiles::find(&profiles, name)?;
    }
    Ok(Faxing {
        style: making.style,
        file: making.file(),
        lines: making.line,
        cover: making.cover,
        profiles,
        profile,
        per_line: args.per_line.map(Into::into),
    })
}

/// The country and the date of the letters: without one, that of the batch that goes on in the folder.
fn country_and_date(
    args: &Batch,
    folder: Option<&Path>,
) -> Result<(Option<Country>, Date), Problems> {
    let mut selection = args.selection.clone();
    let is_given = selection.date.is_some() || console::variable("SOURCE_DATE_EPOCH").is_some();
    let folder = folder.filter(|_| !is_given && !args.force);
    if let Some(folder) = folder
        && let Some(known) = Inputs::read(folder)?
    {
        selection.date = known.inputs.get("date").cloned();
    }
    plan::country_and_date(&selection)
}

/// The digest of the members file.
///
/// # Errors
/// If it is not there or cannot be read more than once.
pub fn members_digest(request: &Request<'_>) -> Result<Digest, Problems> {
    let name = request.members.display();
    if disk::exists(&request.members)? && !disk::is_file(&request.members)? {
        let problem = format!("`{name}` is no file; it has to be read more than once");
        return Err(Diagnostic::error(problem)
            .help("save it as a file first")
            .into());
    }
    let found = disk::digest(&request.members)?;
    let missing = || Diagnostic::error(format!("cannot read `{name}`: it is not there")).into();
    found.map(|(digest, _)| digest).ok_or_else(missing)
}

/// What members have in common. A signature is of one person, so it is nobody's here.
fn branch(path: Option<&Path>) -> Result<Sender, Problems> {
    let branch = path.map(plan::sender_file).transpose()?.unwrap_or_default();
    Ok(Sender {
        signature: None,
        ..branch
    })
}

/// Letters of one branch are not divided by branches.
fn one_branch(args: &Batch) -> Result<(), Diagnostic> {
    if args.signatories && args.combine == args::Combine::Branch {
        let message = "`--combine branch` and `--signatories` do not go together";
        let help = "leave out `--combine`: all letters are of the branch that `--from` names";
        return Err(Diagnostic::error(message).help(help));
    }
    Ok(())
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
    for format in given.iter().copied().map(args::Format::as_output) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}

/// The digest of the texts of a campaign.
pub fn campaign_digest(folder: &Folder) -> Digest {
    let mut campaign = Hasher::default();
    for (path, source) in &folder.files {
        for part in [path.as_str(), &source.text] {
            campaign.add(part.as_bytes());
            campaign.add(&[0]);
        }
    }
    campaign.digest()
}

/// What a batch is made from. How many cores work on it and which part of it is written change nothing.
///
/// # Errors
/// If the program runs in no folder.
pub fn inputs(
    args: &Batch,
    (folder, path): (&Folder, Option<&Path>),
    request: &Request<'_>,
    output: &Path,
) -> Result<Inputs, Problems> {
    let mut inputs = Inputs::default();
    inputs.add("program", env!("CARGO_PKG_VERSION"));
    inputs.add(CAMPAIGN, &campaign_digest(folder));
    if let Some(path) = path {
        inputs.add_place(inputs::CAMPAIGN_FOLDER, path, output)?;
    }
    inputs.add_place(inputs::MEMBERS_FILE, args.members(), output)?;
    inputs.add("from", &from(request));
    add_words(&mut inputs, args, request, output)?;
    inputs.add("date", &request.date);
    inputs.add("target", &request.words.join(","));
    if let Some(channel) = request.channel {
        inputs.add("channel", &channel.name());
    }
    let faxes = request.faxing.as_ref().map(|_| &Format::Fax);
    let formats = request.formats.iter().chain(faxes);
    let formats: Vec<String> = formats.map(Format::to_string).collect();
    inputs.add("format", &formats.join(","));
    if let Some(faxing) = &request.faxing {
        add_faxing(&mut inputs, faxing);
    }
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
        (ATTACH, flag(request.attached)),
        (COPIES, flag(request.copies)),
        ("maildir", flag(request.maildir)),
        ("country", country),
        ("duplex", flag(request.duplex)),
        ("household", flag(request.household)),
        ("signatories", flag(request.signatories)),
        ("encoding", encoding),
        ("lang", request.lang.clone()),
        ("letter", request.letter.clone()),
        ("profile", args.profile.clone()),
        ("set", Some(set).filter(|set| !set.is_empty())),
        (inputs::SHARED, flag(request.readers == Readers::Group)),
        ("skip_bad", flag(args.skip_bad)),
        ("split_pages", split),
        ("split_size", size),
    ] {
        if let Some(value) = value {
            inputs.add(name, &value);
        }
    }
    slots::record(&mut inputs, &args.slots);
    Ok(inputs)
}

/// The digest of what members have in common. Where the file of the logo is changes nothing, what it shows does. The
/// names of who signs are those of the members file, which has a digest of its own.
fn from(request: &Request<'_>) -> Digest {
    let added = Additions {
        signatories: Vec::new(),
        ..request.added.clone()
    };
    let mut branch = request.branch.clone();
    let head = branch.letterhead.as_mut();
    let logo = head.and_then(|head| head.logo.take());
    let text = format!("{branch:?} {} {:?}", logo.is_some(), added);
    Digest::of(text.as_bytes())
}

/// What the digests stand for, in words or as the way to it: by these `verify` makes the letters again.
fn add_words(
    inputs: &mut Inputs,
    args: &Batch,
    request: &Request<'_>,
    output: &Path,
) -> Result<(), Diagnostic> {
    if let Some(path) = &args.from {
        inputs.add_place(inputs::FROM_FILE, path, output)?;
    }
    if let Some(text) = &request.personal {
        inputs.add(inputs::PERSONAL_TEXT, text);
    }
    if let Some(reference) = &args.reference {
        inputs.add(inputs::REFERENCE, reference);
    }
    if !args.enclosure.is_empty() {
        inputs.add(inputs::ENCLOSURES, &args.enclosure.join("\n"));
    }
    if args.force && args.letter.is_some() {
        inputs.add(inputs::ANY_TARGET, "yes");
    }
    Ok(())
}

/// How letters are faxed.
fn add_faxing(inputs: &mut Inputs, faxing: &Faxing) {
    let style = faxing.style;
    inputs.add(RESOLUTION, &style.resolution);
    inputs.add("fax_coding", &format!("{:?}", style.coding).to_lowercase());
    let file = match faxing.file {
        Format::Pdf => "pdf",
        Format::Layout => "layout",
        _ => "tiff",
    };
    inputs.add("fax_format", file);
    inputs.add("cover", &format!("{:?}", faxing.cover).to_lowercase());
    let line = match faxing.lines {
        FaxLines::All => "all".to_owned(),
        FaxLines::One(line) => line.to_string(),
    };
    inputs.add("fax_line", &line);
    if style.rtc {
        inputs.add("rtc", "yes");
    }
    if let Some(most) = faxing.per_line {
        inputs.add("per_line", &most);
    }
}
