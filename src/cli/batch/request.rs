//! The request that the arguments of `batch` mean.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::batch::record::additions::Letters;
use crate::batch::record::record_file;
use crate::batch::record::shard::Shard;
use crate::batch::{Combine, Faxing, MembersList, Request};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::cli::args::batch::{BatchArgs, CombineArg};
use crate::cli::args::list::ListArgs;
use crate::cli::args::mail::ChannelArg;
use crate::cli::args::shared::FormatArg;
use crate::cli::batch::sharing;
use crate::cli::handover::fax_options::{FaxOptions, Handover};
use crate::cli::shared::list_options::list_options;
use crate::cli::shared::{additions, plan, senders};
use crate::console;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Readers;
use crate::letter::Channel;
use crate::letter::channel::ChannelChoice;
use crate::letter::furniture::Additions;
use crate::maker::route;
use crate::members::ListOptions;
use crate::output::Format;
use crate::page::profile::Profile;
use crate::page::profiles;
use crate::selection;
use crate::sender::Sender;

/// The most letters that are made at a time.
const MOST_JOBS: usize = 256;

/// Everything that the arguments ask for. In `folder` the letters are written, if they are.
///
/// # Errors
/// Everything that is wrong with the arguments.
pub(crate) fn request<'c>(
    args: &BatchArgs,
    folder: Option<&Path>,
    campaign: &'c Campaign,
) -> Result<Request<'c>, Problems> {
    let parts = Parts::read(args, folder, campaign)?;
    let words = words(&args.target);
    let (date, forms) = (parts.date, parts.forms);
    selection::check_date(campaign, &words, date)?;
    Ok(Request {
        campaign,
        members: MembersList::new(args.members(), parts.list),
        words,
        all: args.selection.all,
        country: parts.country,
        date,
        letter: args.letter.clone(),
        for_any_target: args.force,
        lang: args.lang.clone(),
        set: parts.set,
        personal: parts.personal,
        added: forms.added,
        branch: parts.branch,
        formats: forms.formats,
        channel: forms.channel,
        attached: args.attach.is_some(),
        copies: args.copies,
        maildir: args.maildir,
        faxing: forms.faxing,
        combine: combine(args.combine),
        profiles: parts.profiles,
        profile: forms.profile,
        duplex: args.duplex,
        signatories: args.signatories,
        household: args.household,
        all_problems: args.all_problems,
        tells_addresses: true,
        already: Letters::default(),
        only: None,
        split_pages: args.split_pages.map(Into::into),
        readers: parts.readers,
        split_size: args
            .split_size
            .map(|size| u64::from(size.get()) * 1_000_000),
        jobs: jobs(args),
        shard: parts.shard,
        routes: OnceLock::new(),
    })
}

/// The number of letters that are made at a time.
pub(super) fn jobs(args: &BatchArgs) -> usize {
    let jobs = args.jobs.map_or_else(console::cores, Into::into);
    jobs.min(MOST_JOBS)
}

/// The parts of a request that are read or checked.
struct Parts {
    country: Option<Country>,
    date: Date,
    branch: Sender,
    personal: Option<String>,
    set: BTreeMap<String, String>,
    list: ListOptions,
    readers: Readers,
    shard: Shard,
    profiles: Vec<Profile>,
    forms: LetterForms,
}

impl Parts {
    /// Reads them.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    fn read(
        args: &BatchArgs,
        folder: Option<&Path>,
        campaign: &Campaign,
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let country_and_date = problems.keep(country_and_date(args, folder));
        problems.keep(selection::check(campaign, &args.target));
        let branch = problems.keep(branch(args.from.as_deref()));
        let personal = problems.keep(plan::personal(args.personal.as_deref()));
        let set = problems.keep(plan::settings(&args.set));
        let reading = ListArgs {
            column: columns(args, folder),
            ..args.reading.of_sheet(args.sheet.as_ref())
        };
        let posting = country_and_date.as_ref().and_then(|(country, _)| *country);
        let usual = posting.or(branch.as_ref().and_then(|branch| branch.country));
        let list = problems.keep(list_options(&reading, usual, campaign));
        let readers = problems.keep(sharing::readers(args, folder));
        let shard = problems.keep(args.shard.as_deref().map_or(Ok(Shard::WHOLE), shard));
        let profiles = problems.keep(profiles::all(campaign.profiles.as_ref()));
        let (lang, letter) = (args.lang.as_deref(), args.letter.as_deref());
        problems.keep(plan::choices(lang, letter, campaign));
        problems.keep(one_branch(args));
        let forms = LetterForms::of(args, branch.as_ref(), &mut problems);
        if let (Some(profiles), Some(name)) = (&profiles, forms.profile.as_deref()) {
            problems.keep(profiles::find(profiles, name).map(drop));
        }
        match country_and_date {
            Some((country, date)) if !problems.has_errors() => Ok(Self {
                country,
                date,
                branch: branch.unwrap_or_default(),
                personal: personal.flatten(),
                set: set.unwrap_or_default(),
                list: list.unwrap_or_default(),
                readers: readers.unwrap_or_default(),
                shard: shard.unwrap_or(Shard::WHOLE),
                profiles: profiles.unwrap_or_default(),
                forms,
            }),
            _ => Err(problems),
        }
    }
}

/// The forms that letters take.
struct LetterForms {
    channel: Option<ChannelChoice>,
    /// The formats that they are written in, none if they are only faxed.
    formats: Vec<Format>,
    faxing: Option<Faxing>,
    /// The name of their page, if it is not one of faxes.
    profile: Option<String>,
    /// The additions to their text.
    added: Additions,
}

impl LetterForms {
    /// The forms that the arguments ask for. `problems` gets what is wrong with them.
    fn of(args: &BatchArgs, branch: Option<&Sender>, problems: &mut Problems) -> Self {
        let channel = args.channel.map(ChannelArg::wanted);
        let mut formats = channel.map_or_else(
            || formats(&args.format),
            |channel| route::formats(channel, Format::Pdf),
        );
        let is_faxed = formats.contains(&Format::Fax)
            || channel.is_some_and(|wanted| wanted.includes(Channel::Fax));
        let mut profile = args.profile.clone();
        let faxing = if is_faxed {
            formats.retain(|format| *format != Format::Fax);
            problems.keep(faxing(args, !formats.is_empty(), &mut profile))
        } else {
            None
        };
        let has_pages = formats.iter().any(|format| format.has_pages());
        let has_pages = has_pages || args.attach.is_some() || faxing.is_some();
        let added = branch.and_then(|branch| {
            let how = (Channel::Post, has_pages);
            let (reference, enclosures) = (args.reference.as_deref(), &args.enclosure);
            problems.keep(additions::additions(reference, enclosures, branch, how))
        });
        Self {
            channel,
            formats,
            faxing,
            profile,
            added: added.unwrap_or_default(),
        }
    }
}

/// The words of `--target`, one by one.
fn words(given: &[String]) -> Vec<String> {
    let words = given
        .iter()
        .flat_map(|words| words.split(','))
        .map(str::trim)
        .filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The letters that share a file.
fn combine(given: CombineArg) -> Combine {
    match given {
        CombineArg::Target => Combine::Target,
        CombineArg::Branch => Combine::Branch,
        CombineArg::All => Combine::All,
        CombineArg::None => Combine::None,
    }
}

/// The options of the faxes. A page that `name` asks for is taken out of it if it is one of faxes, or nothing is
/// posted.
///
/// # Errors
/// If there is no such page of faxes, and nothing is posted.
fn faxing(
    args: &BatchArgs,
    is_posted: bool,
    name: &mut Option<String>,
) -> Result<Faxing, Problems> {
    let options = FaxOptions::new(&args.fax, Handover::default(), None);
    let profiles = profiles::of_faxes()?;
    let is_of_faxes = |name: &mut String| profiles::find(&profiles, name).is_ok();
    let profile = name.take_if(|name| !is_posted || is_of_faxes(name));
    if let Some(name) = &profile {
        profiles::find(&profiles, name)?;
    }
    Ok(Faxing {
        style: options.style,
        file: options.file(),
        lines: options.line,
        cover: options.cover,
        profiles,
        profile,
        per_line: args.per_line.map(Into::into),
    })
}

/// The country and the date of the letters: without a date, that of the batch that goes on in the folder.
fn country_and_date(
    args: &BatchArgs,
    folder: Option<&Path>,
) -> Result<(Option<Country>, Date), Problems> {
    let mut selection = args.selection.clone();
    let is_given = selection.date.is_some() || console::variable("SOURCE_DATE_EPOCH").is_some();
    let folder = folder.filter(|_| !is_given && !args.force);
    if let Some(folder) = folder
        && let Some(known) = record_file::read(folder)?
    {
        selection.date = Some(known.letters.date.to_string());
    }
    plan::country_and_date(&selection)
}

/// What columns of the list mean: as was said, else as the batch has it that goes on in the folder or is added to.
fn columns(args: &BatchArgs, folder: Option<&Path>) -> Vec<String> {
    if !args.reading.column.is_empty() || args.force {
        return args.reading.column.clone();
    }
    let whole = folder.and_then(Path::parent).filter(|_| args.new_only);
    // A record that cannot be read is told when the folder is made ready.
    let known = folder
        .into_iter()
        .chain(whole)
        .find_map(|folder| record_file::read(folder).ok()?);
    let said = known.map(|known| known.members.column).unwrap_or_default();
    said.iter()
        .map(|(column, field)| format!("{column}={field}"))
        .collect()
}

/// The sender with what members have in common. A signature is of one person, so it is nobody's here.
fn branch(path: Option<&Path>) -> Result<Sender, Problems> {
    let branch = path
        .map(senders::sender_file)
        .transpose()?
        .unwrap_or_default();
    Ok(Sender {
        signature: None,
        ..branch
    })
}

/// Checks that letters of one branch are not divided by branches.
fn one_branch(args: &BatchArgs) -> Result<(), Diagnostic> {
    if args.signatories && args.combine == CombineArg::Branch {
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
fn formats(given: &[FormatArg]) -> Vec<Format> {
    let mut formats = Vec::new();
    for format in given.iter().copied().map(FormatArg::as_output) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}
