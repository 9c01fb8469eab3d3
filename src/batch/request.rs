//! What a batch is asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::batch::record::additions::Letters;
use crate::batch::record::shard::Shard;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::{self, Readers};
use crate::layout::sending::Cover;
use crate::letter::channel::Wanted;
use crate::letter::fax_lines::Lines;
use crate::letter::furniture::Additions;
use crate::members::{Encoding, Member, Members};
use crate::output::Format;
use crate::output::fax::tiff;
use crate::page::profile::Profile;
use crate::sender::Sender;

/// What a batch is asked for.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct Request<'c> {
    /// The campaign.
    pub campaign: &'c Campaign,
    /// The members file.
    pub members: PathBuf,
    /// Its encoding, if it is not UTF-8.
    pub encoding: Option<Encoding>,
    /// The words of `--target`.
    pub words: Vec<String>,
    /// Whether whole kinds are taken.
    pub all: bool,
    /// The country of posting, where it is not the member's.
    pub country: Option<Country>,
    /// The date of the letters.
    pub date: Date,
    /// The letter that was asked for.
    pub letter: Option<String>,
    /// Whether it also goes to targets that it is not written for.
    pub for_any_target: bool,
    /// The language that was asked for.
    pub lang: Option<String>,
    /// Values for the letters' own variables; a member's own go before them.
    pub set: BTreeMap<String, String>,
    /// The paragraph of members who have none of their own.
    pub personal: Option<String>,
    /// What the letters get beyond their text.
    pub added: Additions,
    /// The branch: what members have in common.
    pub branch: Sender,
    /// The formats that letters are written in, but faxes.
    pub formats: Vec<Format>,
    /// The channel that letters take, where that decides in which of the formats they are written.
    pub channel: Option<Wanted>,
    /// Whether messages have the letter with them as a page.
    pub attached: bool,
    /// Whether everybody who gets a copy gets a message of their own.
    pub copies: bool,
    /// Whether messages that would share a file are those of a Maildir instead.
    pub maildir: bool,
    /// How letters are faxed, if they are.
    pub faxing: Option<Faxing>,
    /// Which letters share a file.
    pub combine: Combine,
    /// The profiles that there are.
    pub profiles: Vec<Profile>,
    /// The profile that was asked for.
    pub profile: Option<String>,
    /// Whether every letter begins on a sheet of its own when printed on both sides.
    pub duplex: bool,
    /// A print file ends before it has more pages.
    pub split_pages: Option<usize>,
    /// Whether the branch writes one letter to each target, which all members sign.
    pub signatories: bool,
    /// Whether members at one address sign one letter.
    pub household: bool,
    /// The letters that earlier batches have, which are not written again.
    pub already: Letters,
    /// A print file ends before it has more bytes.
    pub split_size: Option<u64>,
    /// Who can read what is written.
    pub readers: Readers,
    /// How many letters are written at a time.
    pub jobs: usize,
    /// Which part of the files is written.
    pub shard: Shard,
}

/// How letters are faxed: each is a file for each line that is called, whatever letters for the post are.
#[derive(Clone, Debug)]
pub struct Faxing {
    /// How the pages are drawn and coded.
    pub style: tiff::TiffStyle,
    /// The files: of fax, PDF or layout.
    pub file: Format,
    /// Which lines of a target are called.
    pub lines: Lines,
    /// Whether there is a cover.
    pub cover: Cover,
    /// The profiles that there are.
    pub profiles: Vec<Profile>,
    /// The profile that was asked for.
    pub profile: Option<String>,
    /// How many faxes to one number are written, where not all are.
    pub per_line: Option<usize>,
}

/// Which letters share a file.
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

impl Request<'_> {
    /// Whether print files are divided, so that each has a number.
    pub fn is_split(&self) -> bool {
        self.split_pages.is_some() || self.split_size.is_some()
    }

    /// The rows of the members file, from its beginning.
    ///
    /// # Errors
    /// If it cannot be read or its header is wrong.
    pub fn rows(&self) -> Result<Members<impl std::io::Read + use<>>, Problems> {
        let name = self.members.display().to_string();
        Members::open(&name, disk::open(&self.members)?, self.encoding)
    }

    /// The country that a member writes from, if one is given.
    pub fn country_of(&self, member: &Member) -> Option<Country> {
        let own = member.sender.country.or(self.branch.country);
        self.country.or(own)
    }

    /// The code of that country; empty if none is given.
    pub fn code_of(&self, member: &Member) -> String {
        code(self.country_of(member))
    }

    /// The country of a letter that cannot be made without one.
    ///
    /// # Errors
    /// If none is given.
    pub fn needed_country(&self, member: &Member) -> Result<Country, Diagnostic> {
        self.country_of(member).ok_or_else(|| {
            let message = "the letter needs the country that it is posted in";
            Diagnostic::error(message).help("name it in a column `country`, or give `--country`")
        })
    }

    /// A member as a sender: what the row does not say, the branch does. A signature is nobody else's.
    pub fn sender(&self, member: &Member) -> Sender {
        let (own, branch) = (member.sender.clone(), &self.branch);
        let address = if own.address.is_empty() {
            (branch.address.clone(), own.country.or(branch.country))
        } else {
            (own.address, own.country.or(branch.country))
        };
        Sender {
            organization: own
                .organization
                .or_else(|| member.branch.clone())
                .or_else(|| branch.organization.clone()),
            address: address.0,
            country: address.1,
            language: own.language.or_else(|| branch.language.clone()),
            fax: branch.fax.clone(),
            letterhead: branch.letterhead.clone(),
            signature: None,
            ..own
        }
    }
}

/// The code of a country; empty if there is none.
pub fn code(country: Option<Country>) -> String {
    country.map_or_else(String::new, |country| country.to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::page::profile;

    /// A request of a campaign, for PDF in a file for each target.
    pub fn request(campaign: &Campaign) -> Request<'_> {
        Request {
            campaign,
            members: PathBuf::new(),
            encoding: None,
            words: Vec::new(),
            all: false,
            country: None,
            date: Date::parse("2026-11-23").unwrap(),
            letter: None,
            for_any_target: false,
            lang: None,
            set: BTreeMap::new(),
            personal: None,
            added: Additions::default(),
            branch: Sender::default(),
            formats: vec![Format::Pdf],
            channel: None,
            attached: false,
            copies: false,
            maildir: false,
            faxing: None,
            combine: Combine::Target,
            profiles: profile::built_in().unwrap(),
            profile: None,
            duplex: false,
            split_pages: None,
            signatories: false,
            household: false,
            already: Letters::default(),
            split_size: None,
            readers: Readers::Owner,
            jobs: 1,
            shard: Shard::WHOLE,
        }
    }
}
