//! The inputs that a batch is made from, as its record has them.

use std::path::Path;

use crate::batch::plan::survey::Survey;
use crate::batch::record::inputs::{self, Inputs};
use crate::batch::{Faxing, Request};
use crate::campaign::Folder;
use crate::cli::args::batch::BatchArgs;
use crate::cli::shared::slots;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::{Digest, Hasher};
use crate::disk::{self, Readers};
use crate::letter::fax_lines::FaxLines;
use crate::letter::furniture::Additions;
use crate::output::Format;

/// The input that says what the campaign was.
pub const CAMPAIGN: &str = "campaign";

/// The input that says whether messages have their letter with them as a page.
pub const ATTACH: &str = "attach";

/// The input that says whether everybody who gets a copy gets a message of their own.
pub const COPIES: &str = "copies";

/// The input that says how finely the pages of faxes are drawn.
pub const RESOLUTION: &str = "fax_resolution";

/// The input that says how often members sign, where a letter has several signatures.
pub const SIGNATURES: &str = "signatures";

/// The format of letters that are faxed, as `batch.toml` says it.
pub const FAX: &str = "fax";

/// The input that says how many faxes there are.
pub const FAXES: &str = "faxes";

/// The input that says how many letters are written, one in two formats as two, where that is not all in each.
pub const ROWS: &str = "written";

/// The input that says which rows are without a signature below the letters of a branch.
pub const WITHOUT: &str = "rows_without_signature";

/// The inputs that are counted, or made of the rows: they follow from the others.
pub const COUNTED: [&str; 6] = [
    "letters",
    SIGNATURES,
    FAXES,
    ROWS,
    WITHOUT,
    inputs::REJECTED_ROWS,
];

/// The inputs of a batch. The number of cores that work on it and the part of it that is written change nothing.
///
/// # Errors
/// If the program runs in no folder.
pub fn inputs(
    args: &BatchArgs,
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
    add_letters(&mut inputs, request);
    if let Some(faxing) = &request.faxing {
        add_faxing(&mut inputs, faxing);
    }
    let options = values(args, request)
        .into_iter()
        .chain(flags(args, request));
    for (name, value) in options {
        if let Some(value) = value {
            inputs.add(name, &value);
        }
    }
    slots::record(&mut inputs, &args.slots);
    Ok(inputs)
}

/// Adds which letters there are, and in which forms.
fn add_letters(inputs: &mut Inputs, request: &Request<'_>) {
    inputs.add("date", &request.date);
    inputs.add("target", &request.words.join(","));
    if let Some(channel) = request.channel {
        inputs.add("channel", &channel.name());
    }
    let faxes = request.faxing.as_ref().map(|_| &Format::Fax);
    let formats = request.formats.iter().chain(faxes);
    let formats: Vec<String> = formats.map(Format::to_string).collect();
    inputs.add("format", &formats.join(","));
    inputs.add("combine", &format!("{:?}", request.combine).to_lowercase());
    if let Some(text) = &request.personal {
        inputs.add("personal", &Digest::of(text.as_bytes()));
    }
}

/// The options with a value.
fn values(args: &BatchArgs, request: &Request<'_>) -> [(&'static str, Option<String>); 8] {
    let set = request.set.iter();
    let set: Vec<String> = set.map(|(key, value)| format!("{key}={value}")).collect();
    let encoding = request.encoding.map(|encoding| encoding.name().to_owned());
    [
        (
            "country",
            request.country.map(|country| country.to_string()),
        ),
        ("encoding", encoding),
        ("lang", request.lang.clone()),
        ("letter", request.letter.clone()),
        ("profile", args.profile.clone()),
        ("set", Some(set.join("\n")).filter(|set| !set.is_empty())),
        (
            "split_pages",
            request.split_pages.map(|pages| pages.to_string()),
        ),
        (
            "split_size",
            request.split_size.map(|bytes| bytes.to_string()),
        ),
    ]
}

/// The options without a value.
fn flags(args: &BatchArgs, request: &Request<'_>) -> [(&'static str, Option<String>); 9] {
    [
        ("all", request.all),
        (ATTACH, request.attached),
        (COPIES, request.copies),
        ("maildir", request.maildir),
        ("duplex", request.duplex),
        ("household", request.household),
        ("signatories", request.signatories),
        (inputs::SHARED, request.readers == Readers::Group),
        ("skip_bad", args.skip_bad),
    ]
    .map(|(name, is_set)| (name, is_set.then(|| "yes".to_owned())))
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

/// Adds what the digests stand for, in words or as the way to it: by these `verify` makes the letters again.
fn add_words(
    inputs: &mut Inputs,
    args: &BatchArgs,
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

/// Adds how letters are faxed.
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

/// Adds how many letters there are, and which rows do not sign.
pub fn count(inputs: &mut Inputs, request: &Request<'_>, found: &Survey<'_>, faxes: usize) {
    inputs.add("letters", &found.letters());
    let (_, rows) = found.written(request);
    if rows != found.letters() * request.formats.len() {
        inputs.add(ROWS, &rows);
    }
    if request.faxing.is_some() {
        inputs.add(FAXES, &faxes);
    }
    if request.household {
        inputs.add(SIGNATURES, &found.signatures);
    }
    if request.signatories && !found.signers.rejected.is_empty() {
        let rows = found.signers.rejected.iter().map(usize::to_string);
        inputs.add(WITHOUT, &rows.collect::<Vec<_>>().join(", "));
    }
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
