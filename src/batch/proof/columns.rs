//! The columns of a manifest, compared with those that the members file, the campaign and the request give.
//!
//! Owns what a row has to say of a letter before the letter is made: all but its pages and its digests, which are read
//! from its file.

use crate::batch::make::fax::Faxer;
use crate::batch::proof::wanted::Grounds;
use crate::batch::record::entry;
use crate::batch::record::entry::{COLUMNS, Entry, PhoneCall};
use crate::batch::record::file_names;
use crate::batch::record::identity::identity;
use crate::batch::write::apart::Apart;
use crate::batch::{Combine, Request};
use crate::campaign::target::Target;
use crate::diagnostic::Problems;
use crate::digest::Digest;
use crate::letter::Channel;
use crate::letter::composer::Composer;
use crate::letter::fax_lines::FaxLine;
use crate::letter::mailboxes;
use crate::members::Member;
use crate::output::Format;

/// The columns that are compared.
const COMPARED: [&str; 11] = [
    "file", "format", "row", "line", "member", "language", "template", "channel", "country",
    "number", "copy",
];

/// The expected rows of letters.
pub(crate) struct Columns<'w> {
    request: &'w Request<'w>,
    composer: Composer<'w>,
    /// The names of letters that share no file, if the members file gives them.
    apart: Option<Apart<'w>>,
    faxer: Option<Faxer<'w>>,
}

impl<'w> Columns<'w> {
    /// Creates it from the request and, if it is unchanged, the members file.
    pub(crate) fn new(grounds: Grounds<'w>) -> Self {
        let request = grounds.request;
        let survey = grounds.survey;
        let faxing = request.faxing.as_ref().filter(|_| survey.is_some());
        Self {
            request,
            composer: request.composer(),
            apart: survey.map(|survey| Apart::new(request, survey)),
            faxer: faxing.map(|faxing| Faxer::new(request, faxing)),
        }
    }

    /// Returns the rows of a member's letter to a target, those of its faxes last, without pages, digests and the
    /// numbers of divided print files. If the members file has changed, the rows have no file.
    ///
    /// # Errors
    /// If there is no letter for the target.
    pub(crate) fn rows(&self, target: &Target, member: &Member) -> Result<Vec<Entry>, Problems> {
        let own = self.request.sender(member).language;
        let template = self.composer.template(target, own.as_deref())?;
        let row = Entry {
            file: String::new(),
            format: String::new(),
            first_page: 0,
            pages: 0,
            row: member.row,
            line: member.line,
            member: identity(member),
            target: target.id.clone(),
            language: template.lang.clone(),
            template: template.id.clone(),
            country: self.request.code_of(member),
            channel: Channel::Post,
            call: None,
            copy: None,
            letter: entry::NOT_YET,
            whole: entry::NOT_YET,
        };
        let mut rows = self.written(target, member, &row)?;
        rows.extend(self.faxed(target, member, &row));
        Ok(rows)
    }

    /// Returns the rows of what is written of a letter: one of each format, and of each copy.
    fn written(
        &self,
        target: &Target,
        member: &Member,
        row: &Entry,
    ) -> Result<Vec<Entry>, Problems> {
        let route = self.request.route(target);
        let (campaign, date) = (self.request.campaign, self.request.date);
        let cc = if route.copies > 0 {
            mailboxes::mailboxes(campaign, target, &member.sender, date, &row.language)?.cc
        } else {
            Vec::new()
        };
        let mut apart = self.files(target, member).into_iter();
        let piece = |(format, copy): (Format, usize)| {
            let channel = match format {
                Format::Eml => Channel::Email,
                _ => route.channel,
            };
            let numbers = channel.by_hand(target, date).join(" ");
            let copy = copy.checked_sub(1).and_then(|n| cc.get(n));
            Entry {
                file: apart
                    .next()
                    .unwrap_or_else(|| self.print_file(target, member, format)),
                format: format.to_string(),
                channel,
                call: (channel == Channel::Phone).then_some(PhoneCall {
                    number: numbers,
                    seconds: 0,
                }),
                copy: copy.map(|copy| copy.address().as_str().to_owned()),
                ..row.clone()
            }
        };
        Ok(route.pieces().map(piece).collect())
    }

    /// Returns the names of a letter's files, if it shares no file and they are known.
    fn files(&self, target: &Target, member: &Member) -> Vec<String> {
        let route = self.request.route(target);
        let is_apart = self.request.combine == Combine::None || self.request.maildir;
        let apart = self.apart.as_ref().filter(|_| is_apart);
        apart.map_or_else(Vec::new, |apart| apart.files(target, member, route))
    }

    /// Returns the name of a letter's print file, if it is in one and the name is known.
    fn print_file(&self, target: &Target, member: &Member, format: Format) -> String {
        let unit = match (&self.apart, self.request.combine) {
            (None, _) | (_, Combine::None) => return String::new(),
            (Some(apart), combine) => apart.unit(combine, target, member),
        };
        format!("{unit}.{}", file_names::ending(format))
    }

    /// Returns the rows of the faxes of a letter.
    fn faxed(&self, target: &Target, member: &Member, row: &Entry) -> Vec<Entry> {
        let faxing = self.request.faxing.as_ref();
        let Some(faxing) = faxing else {
            return Vec::new();
        };
        let stem = file_names::letter(&target.id, member);
        let fax = |line: &FaxLine| Entry {
            file: match self.apart {
                Some(_) => format!("{}.{}", line.name(&stem), faxing.file.extension()),
                None => String::new(),
            },
            format: Format::Fax.to_string(),
            channel: Channel::Fax,
            call: Some(PhoneCall {
                number: line.number.clone(),
                seconds: 0,
            }),
            ..row.clone()
        };
        self.request.route(target).lines.iter().map(fax).collect()
    }

    /// Returns the columns in which the row of a letter is wrong, and the index of the row among those of the letter.
    ///
    /// # Errors
    /// If there is no letter of the member to the target.
    pub(crate) fn compare(
        &self,
        entry: &Entry,
        member: &Member,
    ) -> Result<(Option<usize>, Vec<String>), Problems> {
        let Some(target) = self.request.campaign.target(&entry.target) else {
            return Ok((
                None,
                vec!["is to a target that the campaign does not have".to_owned()],
            ));
        };
        let rows = self.rows(target, member)?;
        let number = |entry: &Entry| entry.call.as_ref().map(|call| call.number.clone());
        let same = |row: &&Entry| {
            (&row.format, &row.copy, number(row)) == (&entry.format, &entry.copy, number(entry))
        };
        let alike = |row: &&Entry| row.format == entry.format;
        let found = rows.iter().find(same).or_else(|| rows.iter().find(alike));
        let Some(wanted) = found else {
            let formats: Vec<&str> = rows.iter().map(|row| row.format.as_str()).collect();
            let what = format!(
                "has `format` `{}` in the manifest; expected `{}`",
                entry.format,
                formats.join("` or `")
            );
            return Ok((None, vec![what]));
        };
        let place = rows.iter().position(|row| row == wanted);
        Ok((place, self.differences(entry, wanted)))
    }

    /// Returns the columns in which a row differs from the expected one.
    fn differences(&self, entry: &Entry, wanted: &Entry) -> Vec<String> {
        let cells = entry.cells().into_iter().zip(wanted.cells());
        let cells = COLUMNS.iter().zip(cells);
        let compared = cells.filter(|(column, _)| COMPARED.contains(column));
        let other = compared.filter(|(column, (found, wanted))| match **column {
            "file" => !self.is_file(found, wanted),
            // In another members file a row may have another place.
            "row" | "line" => self.apart.is_some() && found != wanted,
            _ => found != wanted,
        });
        let told = other.map(|(column, (found, wanted))| {
            format!("has `{column}` `{found}` in the manifest; expected `{wanted}`")
        });
        told.collect()
    }

    /// Returns whether a file has the expected name, as far as that is known.
    fn is_file(&self, found: &str, wanted: &str) -> bool {
        let is_part = || file_names::number(found).is_some_and(|(name, n)| name == wanted && n > 0);
        wanted.is_empty() || found == wanted || self.request.is_split() && is_part()
    }

    /// Makes the digest of the words of a fax and its number of pages, if the members file is unchanged: they cannot be
    /// read from its pixels.
    ///
    /// # Errors
    /// If the fax cannot be made.
    pub(crate) fn words(
        &mut self,
        entry: &Entry,
        member: &Member,
    ) -> Result<Option<(Digest, usize)>, Problems> {
        let target = self.request.campaign.target(&entry.target);
        let (Some(faxer), Some(target), Some(call)) = (&mut self.faxer, target, &entry.call) else {
            return Ok(None);
        };
        faxer.words(target, member, &call.number).map(Some)
    }
}
