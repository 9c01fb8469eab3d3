//! The record of a batch: the inputs that the arguments and the request name.

use std::path::Path;

use crate::batch::list::STDIN;
use crate::batch::plan::survey::Survey;
use crate::batch::record::batch_record::{
    BatchRecord, BranchRecord, CampaignRecord, FORM, FaxFile, FaxRecord, FilesRecord,
    LetterheadRecord, LettersRecord, MailRecord, MembersRecord, WrittenRecord,
};
use crate::batch::{Faxing, Request};
use crate::campaign::Folder;
use crate::cli::args::batch::BatchArgs;
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::disk::{self, Readers};
use crate::output::Format;
use crate::output::fax::tiff::TiffStyle;
use crate::picture::Picture;
use crate::sender::{Letterhead, Sender};

/// Returns the record of a batch in the folder `output`, without its counts. The number of cores that work on it and
/// the part of it that is written change nothing.
///
/// # Errors
/// If the current folder cannot be found.
pub(crate) fn record(
    args: &BatchArgs,
    campaign: (&Folder, Option<&Path>),
    (request, members): (&Request<'_>, Digest),
    output: &Path,
) -> Result<BatchRecord, Diagnostic> {
    Ok(BatchRecord {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        members: MembersRecord {
            file: members_file(output, args.members())?,
            sha256: members,
            encoding: request.members.options().encoding,
            members_format: request.members.options().format,
            sheet: request.members.options().sheet.clone(),
            column: request.members.options().columns.as_map().clone(),
            skip_bad: args.skip_bad,
            household: request.household,
            signatories: request.signatories,
        },
        campaign: of_campaign(args, campaign, output)?,
        letters: of_letters(args, request),
        files: of_files(args, request),
        mail: MailRecord {
            attach: request.attached.then_some(Format::Pdf),
            copies: request.copies,
            maildir: request.maildir,
        },
        fax: request.faxing.as_ref().map(of_faxes),
        from: args
            .from
            .as_deref()
            .map(|path| Ok::<_, Diagnostic>(of_branch(request, way(output, path)?)))
            .transpose()?,
        written: WrittenRecord::default(),
    })
}

/// Returns the path of the list of members; standard input has none.
fn members_file(output: &Path, path: &Path) -> Result<String, Diagnostic> {
    if path == Path::new(STDIN) {
        return Ok(STDIN.to_owned());
    }
    way(output, path)
}

/// Returns the path of a file, relative to the folder of the batch: moved together, both are still found.
fn way(output: &Path, path: &Path) -> Result<String, Diagnostic> {
    Ok(disk::way(output, path)?.display().to_string())
}

fn of_campaign(
    args: &BatchArgs,
    (folder, path): (&Folder, Option<&Path>),
    output: &Path,
) -> Result<CampaignRecord, Diagnostic> {
    Ok(CampaignRecord {
        folder: path.map(|path| way(output, path)).transpose()?,
        sha256: campaign_digest(folder),
        copies_to: args.slots.copies_to.clone(),
        solidarity_to: args.slots.solidarity_to.clone(),
    })
}

fn of_letters(args: &BatchArgs, request: &Request<'_>) -> LettersRecord {
    LettersRecord {
        target: request.words.clone(),
        all: request.all,
        date: request.date,
        country: request.country,
        letter: request.letter.clone(),
        force: request.for_any_target && args.letter.is_some(),
        lang: request.lang.clone(),
        personal: request.personal.clone(),
        reference: args.reference.clone(),
        enclosure: args.enclosure.clone(),
        set: request.set.clone(),
        only: request.only.clone().unwrap_or_default(),
    }
}

fn of_files(args: &BatchArgs, request: &Request<'_>) -> FilesRecord {
    let faxes = request.faxing.as_ref().map(|_| Format::Fax);
    let formats = request.formats.iter().copied().chain(faxes);
    FilesRecord {
        format: formats.filter(|_| request.channel.is_none()).collect(),
        channel: request.channel,
        combine: request.combine,
        profile: args.profile.clone(),
        duplex: request.duplex,
        split_pages: request.split_pages,
        split_size: args.split_size.map(|megabytes| megabytes.get().into()),
        shared: request.readers == Readers::Group,
    }
}

fn of_faxes(faxing: &Faxing) -> FaxRecord {
    let Faxing {
        style: TiffStyle {
            resolution,
            coding,
            rtc,
        },
        file,
        lines,
        cover,
        // Those of the campaign, which has a digest, and the profile, which is an input of all letters.
        profiles: _,
        profile: _,
        per_line,
    } = faxing;
    FaxRecord {
        fax_resolution: *resolution,
        fax_coding: *coding,
        rtc: *rtc,
        fax_format: match file {
            Format::Pdf => FaxFile::Pdf,
            Format::Layout => FaxFile::Layout,
            _ => FaxFile::Tiff,
        },
        fax_line: *lines,
        cover: *cover,
        per_line: *per_line,
    }
}

/// Returns what members have in common. Where the file of the logo is changes nothing, what it shows does. The names of
/// who signs are those of the members file, which has a digest of its own.
fn of_branch(request: &Request<'_>, file: String) -> BranchRecord {
    let Sender {
        name,
        role,
        organization,
        address,
        country,
        email,
        phone,
        fax,
        language,
        letterhead,
        // A signature is of one person, so it is nobody's here.
        signature: _,
        co_signers: _,
    } = request.branch.clone();
    let logo = request.added.logo.as_ref();
    BranchRecord {
        file,
        name,
        role,
        organization,
        address,
        country,
        email,
        phone,
        fax,
        language,
        letterhead: letterhead.map(|head| {
            let Letterhead {
                name,
                lines,
                logo: _,
            } = head;
            LetterheadRecord {
                name,
                lines,
                logo_sha256: logo.map(picture_digest),
            }
        }),
    }
}

/// Returns the digest of what a picture shows.
fn picture_digest(picture: &Picture) -> Digest {
    let Picture {
        width,
        height,
        gray,
        bits,
    } = picture;
    let mut hasher = Hasher::default();
    for size in [*width, *height, u32::from(*bits)] {
        hasher.add(&size.to_be_bytes());
    }
    hasher.add(gray);
    hasher.digest()
}

/// Returns how many letters there are, and which rows do not sign.
pub(crate) fn counts(request: &Request<'_>, found: &Survey<'_>, faxes: usize) -> WrittenRecord {
    let (_, rows) = found.written(request);
    let rejected = &found.signers.rejected;
    WrittenRecord {
        letters: found.letters(),
        rows,
        faxes,
        signatures: request.household.then_some(found.signatures),
        without_signature: if request.signatories {
            rejected.clone()
        } else {
            Vec::new()
        },
        rejected_sha256: None,
    }
}

/// Returns the digest of the texts of a campaign.
pub(crate) fn campaign_digest(folder: &Folder) -> Digest {
    let mut campaign = Hasher::default();
    for (path, source) in &folder.files {
        for part in [path.as_str(), &source.text] {
            campaign.add(part.as_bytes());
            campaign.add(&[0]);
        }
    }
    campaign.digest()
}
