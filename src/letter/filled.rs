//! The filled letter: everything that it says, part by part, before anybody lays it out.

use crate::calendar::Date;
use crate::campaign::template::Status;
use crate::diagnostic::Place;
use crate::letter::furniture::{Figure, Letterhead, Signatories};
use crate::letter::line::Line;
use crate::letter::markup::Block;

/// A finished letter, not yet laid out.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The id of the target.
    pub target: String,
    /// The id of the template.
    pub template: String,
    /// The language, a BCP 47 tag.
    pub lang: String,
    /// The date.
    pub date: Date,
    /// The letterhead at the top of the first page.
    pub letterhead: Option<Letterhead>,
    /// The lines of the sender: name, organization (unless the letterhead names it) and address.
    pub sender: Vec<Line>,
    /// The ways to answer other than by post: e-mail and phone.
    pub reply: Vec<Line>,
    /// The sender on one line, for the return address above the recipient's; empty if not known.
    pub return_line: Vec<String>,
    /// The address: addressee, lines, and for foreign post the country.
    pub recipient: Vec<Line>,
    /// The number of its first lines, which name the addressee and the office.
    pub addressee_lines: usize,
    /// The office, as those lines write it: like them in the letter's language or in one that the post reads.
    pub office: String,
    /// For foreign post: the same with the lines of the country's own script above the country. To
    /// be printed where it has room.
    pub recipient_in_two_scripts: Option<Vec<Line>>,
    /// The place of the address in the data.
    pub recipient_place: Place,
    /// The date as printed.
    pub date_line: String,
    /// The writer's own reference, with the word before it.
    pub reference: Option<String>,
    /// The subject.
    pub subject: String,
    /// The salutation.
    pub salutation: String,
    /// The body.
    pub body: Vec<Block>,
    /// The complimentary close.
    pub closing: String,
    /// The picture of the signature.
    pub signature_picture: Option<Figure>,
    /// Below the signature: name, role, organization.
    pub signature: Vec<Line>,
    /// The enclosures, with the word before them.
    pub enclosures: Option<String>,
    /// The people who get a copy, with the word before them.
    pub copies: Option<String>,
    /// The people who sign beside the sender.
    pub signatories: Option<Signatories>,
    /// "Page x of y", with `{page}` and `{pages}`.
    pub page_words: String,
    /// The status of the text: whether it was reviewed.
    pub status: Status,
}
