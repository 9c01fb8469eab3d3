//! The record of a batch: what its letters were made from, in the words of the command line.
//!
//! Every input has a key of its own, which is the name of its option with `_` for `-`. Files have a path, relative to
//! the folder of the batch, and a digest. [`differences`](crate::batch::record::differences) compares two records, and
//! [`record_file`](crate::batch::record::record_file) reads and writes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::record::only::Only;
use crate::calendar::Date;
use crate::campaign::channel::Channel;
use crate::country::Country;
use crate::digest::Digest;
use crate::disk::Readers;
use crate::layout::sending::Cover;
use crate::letter::channel::ChannelChoice;
use crate::letter::fax_lines::FaxLines;
use crate::members::{Encoding, ListFormat};
use crate::output::Format;
use crate::output::fax::Resolution;
use crate::output::fax::coding::Coding;

/// The number of the form of record that this version writes and reads. The first form had no number.
pub(crate) const FORM: i64 = 2;

/// The record of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BatchRecord {
    /// The number of the form.
    pub form: i64,
    /// The version of the program.
    pub program: String,
    /// The members file.
    pub members: MembersRecord,
    /// The campaign.
    pub campaign: CampaignRecord,
    /// The letters.
    pub letters: LettersRecord,
    /// The form and division of the files.
    pub files: FilesRecord,
    /// The messages.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mail: MailRecord,
    /// The faxes, if letters may be faxed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fax: Option<FaxRecord>,
    /// The branch, if a sender file was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<BranchRecord>,
    /// The counts, which follow from the rest.
    pub written: WrittenRecord,
}

/// The members file of a batch, and who of its members signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MembersRecord {
    /// The path.
    pub file: String,
    /// The digest of the file.
    pub sha256: Digest,
    /// The encoding, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// The format of the list, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_format: Option<ListFormat>,
    /// The sheet of the workbook, by name or number, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// What columns mean that have other titles than usual: fields by titles, letters or numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub column: BTreeMap<String, String>,
    /// Whether wrong rows were left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub skip_bad: bool,
    /// Whether members at one address sign one letter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub household: bool,
    /// Whether the branch writes one letter to each target, which all members sign.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signatories: bool,
}

/// The campaign of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CampaignRecord {
    /// The path of the folder; none for the campaign that is built in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The digest of the texts.
    pub sha256: Digest,
    /// The addresses of people who get copies too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies_to: Vec<String>,
    /// The addresses that letters of solidarity go to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub solidarity_to: Vec<String>,
}

/// The letters of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LettersRecord {
    /// The words of `--target`.
    pub target: Vec<String>,
    /// Whether whole kinds of targets were taken.
    #[serde(default, skip_serializing_if = "is_default")]
    pub all: bool,
    /// The date.
    pub date: Date,
    /// The country of posting, if it was not the member's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The letter, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
    /// Whether that letter also went to targets that it is not written for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub force: bool,
    /// The language, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The paragraph for members who have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<String>,
    /// The reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The enclosures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosure: Vec<String>,
    /// The values of the letters' own variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// The rows of the signers of each letter by target, if they are some letters of another batch.
    #[serde(default, skip_serializing_if = "Only::is_empty")]
    pub only: Only,
}

/// The form and division of a batch's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FilesRecord {
    /// The formats; none if a channel decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub format: Vec<Format>,
    /// The channel, if it decides the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelChoice>,
    /// The letters that share a file.
    pub combine: Combine,
    /// The page, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Whether every letter begins on a new sheet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub duplex: bool,
    /// The page limit of a print file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_pages: Option<usize>,
    /// The size limit of a print file, in megabytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_size: Option<u64>,
    /// Whether the group can read the files.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shared: bool,
}

/// The messages of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MailRecord {
    /// The format of the attached letter, if it is attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attach: Option<Format>,
    /// Whether each person who gets a copy gets a message of their own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub copies: bool,
    /// Whether messages that would share a file are in a Maildir.
    #[serde(default, skip_serializing_if = "is_default")]
    pub maildir: bool,
}

/// The faxes of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FaxRecord {
    /// The resolution of the pages.
    pub fax_resolution: Resolution,
    /// The coding of the pages.
    pub fax_coding: Coding,
    /// Whether the end of each page is marked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rtc: bool,
    /// The format of the files.
    pub fax_format: FaxFile,
    /// The lines of a target that are called.
    pub fax_line: FaxLines,
    /// The choice of a cover.
    pub cover: Cover,
    /// The largest number of faxes to one number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_line: Option<usize>,
}

/// The branch of a batch: what members have in common, as the sender file said it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BranchRecord {
    /// The path of the sender file.
    pub file: String,
    /// The name of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The role of that person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The lines of the address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// The country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The number of the fax machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fax: Option<String>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The head of the letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<LetterheadRecord>,
}

/// The head of a branch's letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LetterheadRecord {
    /// The name of the body.
    pub name: String,
    /// The lines below the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The digest of the logo's pixels, if it is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_sha256: Option<Digest>,
}

/// The counts of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WrittenRecord {
    /// The number of letters.
    pub letters: usize,
    /// The number of their rows in manifests, one for each format and copy.
    pub rows: usize,
    /// The number of faxes.
    pub faxes: usize,
    /// The number of signatures, if a letter may have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<usize>,
    /// The rows without a signature below the letters of a branch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_signature: Vec<usize>,
    /// The digest of the file of rejected rows, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected_sha256: Option<Digest>,
}

/// The letters that share a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// Those to one target.
    Target,
    /// Those of one branch.
    Branch,
    /// All.
    All,
    /// None: each letter is a file.
    None,
}

/// The format of the files of faxes, as `--fax-format` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxFile {
    /// TIFF.
    Tiff,
    /// PDF.
    Pdf,
    /// The page description.
    Layout,
}

/// Returns whether a value is the one that is left out of the file.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl BatchRecord {
    /// Returns the readers of the batch's files.
    pub fn readers(&self) -> Readers {
        if self.files.shared {
            Readers::Group
        } else {
            Readers::Owner
        }
    }

    /// Returns the path of the members file, for a record in a folder.
    pub fn members_file(&self, folder: &Path) -> PathBuf {
        folder.join(&self.members.file)
    }

    /// Returns the path of the campaign, for a record in a folder; none for the one that is built in.
    pub fn campaign_folder(&self, folder: &Path) -> Option<PathBuf> {
        let path = self.campaign.folder.as_ref();
        path.map(|path| folder.join(path))
    }

    /// Returns the path of the sender file, for a record in a folder.
    pub fn sender_file(&self, folder: &Path) -> Option<PathBuf> {
        let from = self.from.as_ref();
        from.map(|from| folder.join(&from.file))
    }

    /// Returns whether messages may be among the letters.
    pub fn may_be_mailed(&self) -> bool {
        let by_channel = |channel: ChannelChoice| channel.includes(Channel::Email);
        self.files
            .channel
            .map_or_else(|| self.files.format.contains(&Format::Eml), by_channel)
    }

    /// Returns the format whose rows in a manifest have each posted letter once.
    pub fn posted_format(&self) -> Option<Format> {
        let posted = Format::of_channel(Channel::Post);
        let is_paper = |format: &&Format| !matches!(format, Format::Eml | Format::Fax);
        match self.files.channel {
            Some(channel) => channel.includes(Channel::Post).then_some(posted),
            None => self.files.format.iter().find(is_paper).copied(),
        }
    }
}

#[cfg(test)]
mod schema;
#[cfg(test)]
pub(crate) mod tests;
