//! The cover of a fax: to whom, from whom, how many pages, what about.

use crate::layout::lines::measure;
use crate::layout::sending::Sending;
use crate::layout::setter::Setter;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::letter::{Letter, Line};
use crate::page::profile::Profile;
use crate::page::{GlyphRun, Item, Page, Role};
use crate::phone;

/// The size of the heading, and that of all else.
const HEADING: Length = Length::points(24);
const SIZE: Length = Length::points(11);

/// The baseline of the heading, in millimetres.
const TOP: f64 = 35.0;

/// The room between what a row says and the word before it, between rows, and above what follows them.
const GUTTER: Length = Length::points(18);
const GAP: Length = Length::points(7);
const BREAK: Length = Length::points(24);

/// A page that is being filled from the top.
struct Sheet<'f, 's> {
    setter: &'f mut Setter<'s>,
    lang: Option<&'f str>,
    items: Vec<Item>,
    x: Length,
    width: Length,
    /// The end of what is there.
    y: Length,
}

/// Sets the cover of a letter in a fax of so many pages.
pub(crate) fn page(
    setter: &mut Setter<'_>,
    letter: &Letter,
    profile: &Profile,
    sending: Sending<'_>,
    count: usize,
) -> Page {
    let words = sending.words;
    let mut sheet = Sheet {
        setter,
        lang: sending.lang,
        items: Vec::new(),
        x: profile.body.x,
        width: profile.body.width,
        y: Length::millimetres(TOP),
    };
    sheet.heading(&words.fax);
    let rows = rows(letter, sending, count);
    let words_before = rows.iter().map(|row| sheet.word(row.word, 0));
    let indent = words_before
        .map(|runs| measure::width(&runs))
        .max()
        .unwrap_or_default()
        + GUTTER;
    for row in &rows {
        sheet.row(row, indent);
    }
    sheet.y += BREAK;
    sheet.paragraph(&words.message);
    sheet.paragraph(&words.pass_on);
    Page { items: sheet.items }
}

/// A row of the cover.
struct CoverRow<'r> {
    /// The word before it.
    word: &'r str,
    /// Its text.
    value: String,
    /// The language of that, where it is not the letter's.
    lang: Option<&'r str>,
}

/// Collects the rows of the cover; unknown values are left out.
fn rows<'r>(letter: &'r Letter, sending: Sending<'r>, count: usize) -> Vec<CoverRow<'r>> {
    let (words, sender) = (sending.words, sending.sender);
    let (to, office) = addressee(letter);
    let from = sender.name.as_ref().or(sender.organization.as_ref());
    let organization = sender
        .organization
        .as_ref()
        .filter(|_| sender.name.is_some());
    let fax = sender.fax.as_deref().map(phone::readable);
    let fax = fax.map(|number| format!("{}: {number}", words.fax));
    let others = letter.reply.iter().map(|line| line.text().to_owned());
    let reply: Vec<String> = fax.into_iter().chain(others).collect();
    let lang = letter.recipient.first().and_then(Line::lang);
    let rows = [
        (&words.to, to, lang),
        (&words.office, office, lang),
        (&words.fax, sending.number.to_owned(), None),
        (&words.from, from.cloned().unwrap_or_default(), None),
        (
            &words.organization,
            organization.cloned().unwrap_or_default(),
            None,
        ),
        (&words.reply, reply.join(" · "), None),
        (&words.date, letter.date_line.clone(), None),
        (
            &words.pages,
            words.count.replace("{pages}", &count.to_string()),
            None,
        ),
        (&words.subject, letter.subject.clone(), None),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, value, _)| !value.is_empty())
        .map(|(word, value, lang)| CoverRow { word, value, lang });
    rows.collect()
}

/// Splits the addressee into the person and the office, which languages write in either order.
fn addressee(letter: &Letter) -> (String, String) {
    let lines = letter
        .recipient
        .iter()
        .take(letter.addressee_lines)
        .map(Line::text);
    let (office, person): (Vec<&str>, Vec<&str>) =
        lines.partition(|line| line.contains(&letter.office));
    let (person, office) = (person.join(", "), office.join(", "));
    if person.is_empty() {
        (office, String::new())
    } else {
        (person, office)
    }
}

impl Sheet<'_, '_> {
    fn heading(&mut self, text: &str) {
        let block = self.setter.block();
        let (width, lang) = (self.width, self.lang);
        let lines = self.setter.in_language(lang, |setter| {
            setter.paragraph(&[strong(text)], HEADING, width, Role::Paragraph, block)
        });
        self.lines(lines, Length::ZERO, HEADING);
        self.y += BREAK;
    }

    /// Sets the word before a row, which is in the language of the words.
    fn word(&mut self, word: &str, block: usize) -> Vec<GlyphRun> {
        let (width, lang) = (self.width, self.lang);
        let lines = self.setter.in_language(lang, |setter| {
            setter.paragraph(&[strong(word)], SIZE, width, Role::Paragraph, block)
        });
        lines.into_iter().flatten().collect()
    }

    fn row(&mut self, row: &CoverRow<'_>, indent: Length) {
        let block = self.setter.block();
        let top = self.y;
        let word = self.word(row.word, block);
        self.lines(vec![word], Length::ZERO, SIZE);
        self.y = top;
        let (span, width) = (plain(&row.value), self.width - indent);
        let lines = self.setter.in_language(row.lang, |setter| {
            setter.paragraph(&[span], SIZE, width, Role::Paragraph, block)
        });
        self.lines(lines, indent, SIZE);
        self.y += GAP;
    }

    fn paragraph(&mut self, text: &str) {
        let (block, width, lang) = (self.setter.block(), self.width, self.lang);
        let lines = self.setter.in_language(lang, |setter| {
            setter.paragraph(&[plain(text)], SIZE, width, Role::Paragraph, block)
        });
        self.lines(lines, Length::ZERO, SIZE);
        self.y += GAP;
    }

    /// Adds lines below what is there.
    fn lines(&mut self, lines: Vec<Vec<GlyphRun>>, indent: Length, size: Length) {
        for mut runs in lines {
            self.y += size.scale(130, 100);
            measure::shift(&mut runs, self.x + indent, self.y);
            self.items.extend(runs.into_iter().map(Item::Run));
        }
    }
}

fn plain(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        ..Span::default()
    }
}

fn strong(text: &str) -> Span {
    Span {
        strong: true,
        ..plain(text)
    }
}
