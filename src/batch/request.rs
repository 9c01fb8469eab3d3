//! The request for a batch.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::batch::list::MembersList;
use crate::batch::record::additions::Letters;
use crate::batch::record::batch_record::Combine;
use crate::batch::record::only::Only;
use crate::batch::record::shard::Shard;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Readers;
use crate::layout::sending::Cover;
use crate::letter::channel::ChannelChoice;
use crate::letter::composer::Composer;
use crate::letter::fax_lines::FaxLines;
use crate::letter::furniture::Additions;
use crate::maker::route::Routes;
use crate::maker::{Route, RouteRule};
use crate::members::{Member, Members};
use crate::output::Format;
use crate::output::fax::tiff;
use crate::page::profile::Profile;
use crate::sender::Sender;

/// The request for a batch.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct Request<'c> {
    /// The campaign.
    pub campaign: &'c Campaign,
    /// The list of members.
    pub members: MembersList,
    /// The words of `--target`.
    pub words: Vec<String>,
    /// Whether whole kinds are taken.
    pub all: bool,
    /// The country of posting, if it is not the member's.
    pub country: Option<Country>,
    /// The date of the letters.
    pub date: Date,
    /// The requested letter.
    pub letter: Option<String>,
    /// Whether it also goes to targets that it is not written for.
    pub for_any_target: bool,
    /// The requested language.
    pub lang: Option<String>,
    /// Values for the letters' own variables; a member's own take precedence.
    pub set: BTreeMap<String, String>,
    /// The paragraph for members who have none of their own.
    pub personal: Option<String>,
    /// The additions to the letters' text.
    pub added: Additions,
    /// The branch: the details that members have in common.
    pub branch: Sender,
    /// The formats that letters are written in, other than faxes.
    pub formats: Vec<Format>,
    /// The channel of the letters, if it decides which of the formats they are written in.
    pub channel: Option<ChannelChoice>,
    /// Whether the letter is attached to its message as a page.
    pub attached: bool,
    /// Whether each person who gets a copy gets a message of their own.
    pub copies: bool,
    /// Whether messages that would share a file go into a Maildir instead.
    pub maildir: bool,
    /// The options for faxes, if letters are faxed.
    pub faxing: Option<Faxing>,
    /// The letters that share a file.
    pub combine: Combine,
    /// The available profiles.
    pub profiles: Vec<Profile>,
    /// The requested profile.
    pub profile: Option<String>,
    /// Whether every letter begins on a new sheet when printed on both sides.
    pub duplex: bool,
    /// The page limit of a print file.
    pub split_pages: Option<usize>,
    /// Whether the branch writes one letter to each target, which all members sign.
    pub signatories: bool,
    /// Whether members at one address sign one letter.
    pub household: bool,
    /// Whether each problem of a row is told by itself, however many there are.
    pub all_problems: bool,
    /// Whether rows without an address of who signs are told: labels show none.
    pub tells_addresses: bool,
    /// The letters of earlier batches, which are not written again.
    pub already: Letters,
    /// The letters that it is restricted to, if it has some letters of another batch alone.
    pub only: Option<Only>,
    /// The size limit of a print file, in bytes.
    pub split_size: Option<u64>,
    /// The readers of the written files.
    pub readers: Readers,
    /// The number of letters that are made at the same time.
    pub jobs: usize,
    /// The part of the files that is written.
    pub shard: Shard,
    /// The routes of the letters to each target, worked out when the first is asked for.
    pub routes: OnceLock<Routes>,
}

/// The options for faxes: each is a file for each line that is called, whatever letters for the post are.
#[derive(Clone, Debug)]
pub struct Faxing {
    /// The drawing and coding of the pages.
    pub style: tiff::TiffStyle,
    /// The format of the files: fax, PDF or layout.
    pub file: Format,
    /// The lines of a target that are called.
    pub lines: FaxLines,
    /// Whether there is a cover page.
    pub cover: Cover,
    /// The available profiles.
    pub profiles: Vec<Profile>,
    /// The requested profile.
    pub profile: Option<String>,
    /// The largest number of faxes to one number, if there is a limit.
    pub per_line: Option<usize>,
}

impl<'c> Request<'c> {
    /// Returns whether print files are divided, so that each has a number.
    pub fn is_split(&self) -> bool {
        self.split_pages.is_some() || self.split_size.is_some()
    }

    /// Reads the rows of the list of members, from its beginning.
    ///
    /// # Errors
    /// If the file cannot be read or its header is wrong.
    pub fn rows(&self) -> Result<Members<'static>, Problems> {
        self.members.rows()
    }

    /// Returns the country that a member writes from, if one is given.
    pub fn country_of(&self, member: &Member) -> Option<Country> {
        let own = member.sender.country.or(self.branch.country);
        self.country.or(own)
    }

    /// Returns the code of that country; empty if none is given.
    pub fn code_of(&self, member: &Member) -> String {
        code(self.country_of(member))
    }

    /// Returns what is asked of the routes of letters.
    fn rule(&self) -> RouteRule {
        RouteRule {
            formats: self.formats.clone(),
            channel: self.channel,
            paper: Format::Pdf,
            lines: self.faxing.as_ref().map(|faxing| faxing.lines),
            has_copies: self.copies,
            is_attached: self.attached,
        }
    }

    /// Returns the route of the letters to a target.
    pub fn route(&self, target: &Target) -> &Route {
        &self.route_and_problems(target).0
    }

    /// Returns the route, and why letters to the target do not go out as requested: errors if there are none.
    pub fn route_and_problems(&self, target: &Target) -> &(Route, Vec<Diagnostic>) {
        let routes = || Routes::new(&self.rule(), self.campaign, self.date);
        self.routes.get_or_init(routes).to(target)
    }

    /// Returns whether letters are set on pages, for the post or as attachments of messages.
    pub fn sets_pages(&self) -> bool {
        self.attached || self.formats.iter().any(|format| format.has_pages())
    }

    /// Returns the composer of the requested letters.
    pub(crate) fn composer(&self) -> Composer<'c> {
        let (letter, lang) = (self.letter.as_deref(), self.lang.as_deref());
        Composer::new(self.campaign, letter, lang).for_any_target(self.for_any_target)
    }

    /// Returns a member as a sender: what the row does not give comes from the branch, except a signature.
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

/// Returns the code of a country; empty if there is none.
pub(crate) fn code(country: Option<Country>) -> String {
    country.map_or_else(String::new, |country| country.to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::page::profiles;

    /// Returns a request of a campaign, for PDF in a file for each target.
    pub(crate) fn request(campaign: &Campaign) -> Request<'_> {
        Request {
            campaign,
            members: MembersList::default(),
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
            profiles: profiles::built_in().unwrap(),
            profile: None,
            duplex: false,
            split_pages: None,
            signatories: false,
            household: false,
            all_problems: false,
            tells_addresses: true,
            already: Letters::default(),
            only: None,
            split_size: None,
            readers: Readers::Owner,
            jobs: 1,
            shard: Shard::WHOLE,
            routes: OnceLock::new(),
        }
    }
}
