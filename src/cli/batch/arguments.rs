//! The arguments that a batch was written with, by its record.
//!
//! The record is turned into the arguments of `batch`, so that one reader of arguments says what they mean. It is taken
//! apart without `..`: a new field does not compile until somebody decides which argument it is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::batch::record::batch_record::{
    BatchRecord, CampaignRecord, FaxFile, FaxRecord, FilesRecord, LettersRecord, MailRecord,
    MembersRecord,
};
use crate::batch::record::record_file::RECORD;
use crate::batch::record::words::Worded;
use crate::cli::args::batch::BatchArgs;
use crate::cli::args::command_line::Command;
use crate::cli::args::list::{ListArgs, ListFormatArg};
use crate::cli::args::parsing;
use crate::diagnostic::Diagnostic;

/// The folder of a batch, and the places of the files that it was made from, where they are elsewhere by now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchPlaces<'p> {
    /// The folder of the batch.
    pub folder: &'p Path,
    /// The members file.
    pub members: Option<&'p Path>,
    /// How it is read, where that is another way than it was.
    pub reading: Option<&'p ListArgs>,
    /// The sender file.
    pub from: Option<&'p Path>,
    /// The campaign.
    pub campaign: Option<&'p Path>,
}

/// Arguments that are being collected.
struct Arguments(Vec<OsString>);

impl Arguments {
    fn flag(&mut self, option: &str, is_given: bool) {
        self.0.extend(is_given.then(|| option.into()));
    }

    fn value(&mut self, option: &str, value: Option<&impl ToString>) {
        let given = value.map(|value| format!("{option}={}", value.to_string()));
        self.0.extend(given.map(OsString::from));
    }

    fn word(&mut self, option: &str, value: Option<&impl Worded>) {
        self.value(option, value.map(Worded::word).as_ref());
    }

    fn values(&mut self, option: &str, values: &[String]) {
        for value in values {
            self.value(option, Some(value));
        }
    }

    fn path(&mut self, option: &str, path: Option<PathBuf>) {
        let given = path.map(|path| [option.into(), path.into()]);
        self.0.extend(given.into_iter().flatten());
    }
}

/// The arguments that a batch was written with, by its record.
///
/// # Errors
/// If the record says nothing that a batch can be made from.
pub(crate) fn arguments(
    record: &BatchRecord,
    places: BatchPlaces<'_>,
) -> Result<BatchArgs, Diagnostic> {
    let mut arguments = Arguments(["protest-letter", "batch"].map(OsString::from).into());
    let folder = places.folder;
    arguments.path("-o", Some(folder.to_owned()));
    let place = |named: Option<&Path>, recorded| named.map(Path::to_owned).or(recorded);
    let members = place(places.members, Some(record.members_file(folder)));
    arguments.path("--members", members);
    arguments.path("--from", place(places.from, record.sender_file(folder)));
    add_options(&mut arguments, record, places.reading);
    match parsing::parse(&arguments.0).map(|cli| cli.command) {
        Ok(Command::Batch(mut batch)) => {
            let now = places.reading.map(|now| now.sheet_option);
            batch.reading.sheet_option = now.unwrap_or_default();
            Ok(*batch)
        }
        found => {
            let why = found.err().map(|wrong| wrong.page.text).unwrap_or_default();
            let message = format!(
                "`{}` does not say how the letters were made: {}",
                folder.join(RECORD).display(),
                why.lines()
                    .next()
                    .unwrap_or_default()
                    .trim_start_matches("error: ")
            );
            let help = "put it back as `batch` wrote it, or write the batch into a new folder";
            Err(Diagnostic::error(message).help(help))
        }
    }
}

/// Adds the options that a record stands for.
fn add_options(arguments: &mut Arguments, record: &BatchRecord, now: Option<&ListArgs>) {
    let BatchRecord {
        members,
        campaign,
        letters,
        files,
        mail,
        fax,
        // What the record says beside the options.
        form: _,
        program: _,
        from: _,
        written: _,
    } = record;
    let MembersRecord {
        skip_bad,
        household,
        signatories,
        encoding: _,
        members_format: _,
        sheet: _,
        column: _,
        file: _,
        sha256: _,
    } = members;
    add_list(arguments, members, now);
    arguments.flag("--skip-bad", *skip_bad);
    arguments.flag("--household", *household);
    arguments.flag("--signatories", *signatories);
    add_campaign(arguments, campaign);
    add_letters(arguments, letters);
    add_files(arguments, files);
    add_mail(arguments, mail);
    if let Some(fax) = fax {
        add_fax(arguments, fax);
    }
}

fn add_campaign(arguments: &mut Arguments, campaign: &CampaignRecord) {
    let CampaignRecord {
        copies_to,
        solidarity_to,
        folder: _,
        sha256: _,
    } = campaign;
    arguments.values("--copies-to", copies_to);
    arguments.values("--solidarity-to", solidarity_to);
}

fn add_mail(arguments: &mut Arguments, mail: &MailRecord) {
    let MailRecord {
        attach,
        copies,
        maildir,
    } = mail;
    arguments.word("--attach", attach.as_ref());
    arguments.flag("--copies", *copies);
    arguments.flag("--maildir", *maildir);
}

/// Adds the options that say how the list is read: as it was, but for what is said now.
fn add_list(arguments: &mut Arguments, record: &MembersRecord, now: Option<&ListArgs>) {
    let none = ListArgs::default();
    let now = now.unwrap_or(&none);
    let encoding = record.encoding.as_ref().map(Worded::word);
    arguments.value("--encoding", now.encoding.as_ref().or(encoding.as_ref()));
    let format = now.members_format.map(ListFormatArg::format);
    let format = format.or(record.members_format);
    arguments.word("--members-format", format.as_ref());
    arguments.value("--sheet", now.sheet.as_ref().or(record.sheet.as_ref()));
    let columns = record.column.iter();
    let columns = columns.map(|(column, field)| format!("{column}={field}"));
    let is_said = !now.column.is_empty();
    let columns = columns.filter(|_| !is_said).chain(now.column.clone());
    arguments.values("--column", &columns.collect::<Vec<_>>());
}

fn add_letters(arguments: &mut Arguments, letters: &LettersRecord) {
    let LettersRecord {
        target,
        all,
        date,
        country,
        letter,
        force,
        lang,
        personal,
        reference,
        enclosure,
        set,
        // It is no option: rows, where `--only` has words.
        only: _,
    } = letters;
    arguments.values("--target", target);
    arguments.flag("--all", *all);
    arguments.word("--date", Some(date));
    arguments.word("--country", country.as_ref());
    arguments.value("--letter", letter.as_ref());
    arguments.flag("--force", *force);
    arguments.value("--lang", lang.as_ref());
    let personal = personal.as_ref().map(|text| {
        // What begins with one is written with two: else it would name a file.
        let at = if text.starts_with('@') { "@" } else { "" };
        format!("{at}{text}")
    });
    arguments.value("--personal", personal.as_ref());
    arguments.value("--reference", reference.as_ref());
    arguments.values("--enclosure", enclosure);
    let set = set.iter().map(|(key, value)| format!("{key}={value}"));
    arguments.values("--set", &set.collect::<Vec<_>>());
}

fn add_files(arguments: &mut Arguments, files: &FilesRecord) {
    let FilesRecord {
        format,
        channel,
        combine,
        profile,
        duplex,
        split_pages,
        split_size,
        // It changes no letter.
        shared: _,
    } = files;
    let formats: Vec<String> = format.iter().map(Worded::word).collect();
    let formats = Some(formats.join(",")).filter(|formats| !formats.is_empty());
    arguments.value("--format", formats.as_ref());
    arguments.word("--channel", channel.as_ref());
    arguments.word("--combine", Some(combine));
    arguments.value("--profile", profile.as_ref());
    arguments.flag("--duplex", *duplex);
    arguments.value("--split-pages", split_pages.as_ref());
    arguments.value("--split-size", split_size.as_ref());
}

fn add_fax(arguments: &mut Arguments, fax: &FaxRecord) {
    let FaxRecord {
        fax_resolution,
        fax_coding,
        rtc,
        fax_format,
        fax_line,
        cover,
        per_line,
    } = fax;
    arguments.word("--fax-format", Some(fax_format));
    arguments.word("--fax-line", Some(fax_line));
    arguments.word("--cover", Some(cover));
    arguments.value("--per-line", per_line.as_ref());
    // The others are for TIFF files alone.
    if *fax_format == FaxFile::Tiff {
        arguments.word("--fax-resolution", Some(fax_resolution));
        arguments.word("--fax-coding", Some(fax_coding));
        arguments.flag("--rtc", *rtc);
    }
}
