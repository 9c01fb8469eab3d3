//! A row of a manifest: the place of a letter.

use std::io;

use crate::digest::Digest;
use crate::letter::Channel;
use crate::members::record_writer::RecordWriter;

/// The columns.
pub const COLUMNS: [&str; 18] = [
    "file",
    "format",
    "first_page",
    "last_page",
    "pages",
    "row",
    "line",
    "member",
    "target",
    "language",
    "template",
    "channel",
    "country",
    "number",
    "seconds",
    "copy",
    "letter_sha256",
    "file_sha256",
];

/// The largest number of pages of a file.
const MOST_PAGES: usize = 1_000_000_000;

/// The number and duration of a fax, or the numbers for a phone call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneCall {
    /// The number that is called, in E.164; for a phone call also others, separated by spaces.
    pub number: String,
    /// The estimated time that a fax keeps the line busy, in seconds.
    pub seconds: usize,
}

/// A row: the place of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file, relative to the folder of the batch.
    pub file: String,
    /// The format.
    pub format: String,
    /// The page of the file that it begins on, from 1; 0 if there are no pages.
    pub first_page: usize,
    /// The number of pages.
    pub pages: usize,
    /// The row of the members file, from 1.
    pub row: usize,
    /// The line of that row.
    pub line: usize,
    /// The member's identity: a digest of the cells of the row.
    pub member: String,
    /// The id of the target.
    pub target: String,
    /// The language.
    pub language: String,
    /// The id of the template.
    pub template: String,
    /// The country of posting, as a code of ISO 3166; empty for a message whose country is not known.
    pub country: String,
    /// The channel.
    pub channel: Channel,
    /// The fax or phone call, if it is one.
    pub call: Option<PhoneCall>,
    /// The e-mail address of the person who gets this copy, if it is one.
    pub copy: Option<String>,
    /// The digest of the letter: of its bytes in a text file, of its text in a message, of the words of each of
    /// its pages in a PDF file; see [`crate::batch::make::fingerprint`].
    pub letter: Digest,
    /// The digest of the file.
    pub whole: Digest,
}

impl Entry {
    /// Returns the page of the file that it ends on.
    pub fn last_page(&self) -> usize {
        (self.first_page + self.pages).saturating_sub(1)
    }

    /// Returns whether it is a fax, which is a file of its own.
    pub fn is_fax(&self) -> bool {
        self.channel == Channel::Fax
    }

    /// Returns the cells of its row, in the order of [`COLUMNS`].
    pub fn cells(&self) -> [String; COLUMNS.len()] {
        let (number, seconds) = match &self.call {
            Some(call) if self.is_fax() => (call.number.clone(), call.seconds.to_string()),
            Some(call) => (call.number.clone(), String::new()),
            None => Default::default(),
        };
        [
            self.file.clone(),
            self.format.clone(),
            self.first_page.to_string(),
            self.last_page().to_string(),
            self.pages.to_string(),
            self.row.to_string(),
            self.line.to_string(),
            self.member.clone(),
            self.target.clone(),
            self.language.clone(),
            self.template.clone(),
            self.channel.name().to_owned(),
            self.country.clone(),
            number,
            seconds,
            self.copy.clone().unwrap_or_default(),
            self.letter.to_string(),
            self.whole.to_string(),
        ]
    }

    /// Reads an entry from the cells of a row.
    ///
    /// # Errors
    /// A description of the first wrong cell.
    pub fn read(cells: Vec<String>) -> Result<Self, String> {
        let cells: [String; COLUMNS.len()] = cells
            .try_into()
            .map_err(|cells: Vec<String>| wrong_count(cells.len()))?;
        let [
            file,
            format,
            first,
            last,
            pages,
            row,
            line,
            member,
            target,
            language,
            template,
            channel,
            country,
            number,
            seconds,
            copy,
            letter,
            whole,
        ] = cells;
        let number_in =
            |column, text: &str| text.parse().map_err(|_| wrong(column, text, "a number"));
        let digest_in = |column, text: &str| {
            Digest::parse(text).ok_or_else(|| wrong(column, text, "64 digits of a SHA-256"))
        };
        let channel = Channel::parse(&channel).ok_or_else(|| {
            wrong(
                "channel",
                &channel,
                "`post`, `fax`, `email`, `phone` or `web`",
            )
        })?;
        let call = match channel {
            Channel::Fax => Some(PhoneCall {
                number,
                seconds: number_in("seconds", &seconds)?,
            }),
            _ if !seconds.is_empty() => {
                return Err(wrong("seconds", &seconds, "nothing, for it is no fax"));
            }
            Channel::Phone => Some(PhoneCall { number, seconds: 0 }),
            _ if !number.is_empty() => {
                return Err(wrong("number", &number, "nothing, for nobody is called"));
            }
            _ => None,
        };
        let entry = Self {
            file,
            format,
            first_page: number_in("first_page", &first)?,
            pages: number_in("pages", &pages)?,
            row: number_in("row", &row)?,
            line: number_in("line", &line)?,
            member,
            target,
            language,
            template,
            country,
            channel,
            call,
            copy: Some(copy).filter(|copy| !copy.is_empty()),
            letter: digest_in("letter_sha256", &letter)?,
            whole: digest_in("file_sha256", &whole)?,
        };
        if entry.first_page.max(entry.pages) > MOST_PAGES {
            return Err(wrong("pages", &pages, "fewer pages than that"));
        }
        let end = entry.last_page().to_string();
        if end != last {
            let message =
                format!("`last_page` is `{last}`; expected `{end}` by `first_page` and `pages`");
            return Err(message);
        }
        Ok(entry)
    }
}

/// Returns the message for a row with the wrong number of cells.
fn wrong_count(found: usize) -> String {
    format!("it has {found} cells; expected {}", COLUMNS.len())
}

/// Returns the message for a wrong cell.
fn wrong(column: &str, found: &str, expected: &str) -> String {
    format!("`{column}` is `{found}`; expected {expected}")
}

/// The digest of a file that is not complete.
pub const NOT_YET: Digest = Digest([0; 32]);

/// Returns the header of a manifest.
pub fn head() -> Vec<u8> {
    table(|writer| writer.write(COLUMNS))
}

/// Returns entries as rows.
pub fn rows(entries: &[Entry]) -> Vec<u8> {
    table(|writer| {
        let mut cells = entries.iter().map(Entry::cells);
        cells.try_for_each(|cells| writer.write(cells.iter().map(String::as_str)))
    })
}

/// Returns rows as CSV; in memory that cannot fail.
fn table(write: impl FnOnce(&mut RecordWriter<&mut Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = RecordWriter::new(&mut out, ',');
    let written = write(&mut writer).and_then(|()| writer.finish().map(drop));
    debug_assert!(written.is_ok());
    out
}
