//! The arguments that a batch was written with, by its record.
//!
//! The record is turned into the arguments of `batch`, so that one reader of arguments says what they mean.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::batch::record::inputs::{
    ANY_TARGET, ENCLOSURES, FROM_FILE, Inputs, MEMBERS_FILE, PERSONAL_TEXT, REFERENCE,
};
use crate::cli::args::batch::BatchArgs;
use crate::cli::args::command_line::{self, Command};
use crate::cli::args::verify::VerifyArgs;
use crate::diagnostic::Diagnostic;

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

/// The arguments that a batch was written with, by its record.
///
/// # Errors
/// If the record says nothing that a batch can be made from.
pub fn arguments(record: &Inputs, given: &VerifyArgs) -> Result<BatchArgs, Diagnostic> {
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
    match command_line::parse(arguments).map(|cli| cli.command) {
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
