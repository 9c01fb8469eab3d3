//! The words around the text of a letter: the lines that name the addressee, the salutation and the close.

use crate::country::Country;
use crate::letter::addressing::script::Script;
use crate::letter::line::Line;

/// The words around the text.
#[derive(Debug)]
pub(crate) struct Formalities {
    /// The first lines of the recipient's address, from wherever the letter is posted.
    pub addressees: Addressees,
    /// The salutation.
    pub salutation: String,
    /// The complimentary close.
    pub closing: String,
}

/// The lines of an address that name the addressee, in one language.
#[derive(Debug)]
pub(crate) struct Addressee {
    pub(super) lines: Vec<String>,
    /// The office, as the lines write it.
    pub office: String,
    pub(super) lang: String,
    pub(super) script: Script,
}

/// The addressee in the language of the letter and, where that is not in Latin script, in one that is.
#[derive(Debug)]
pub(crate) struct Addressees {
    pub(super) own: Addressee,
    pub(super) latin: Option<Addressee>,
}

impl Addressee {
    /// The lines, for a letter in a language.
    pub(crate) fn lines(&self, letter: &str) -> Vec<Line> {
        let lines = self.lines.iter().cloned();
        lines
            .map(|line| Line::of(line, &self.lang, letter))
            .collect()
    }
}

impl Addressees {
    /// The lines that the post reads on its way. A message that nobody posts is read at its end only.
    pub(crate) fn read(&self, posted_in: Option<Country>, to: Country) -> &Addressee {
        let script = self.own.script;
        let on_the_way = posted_in.into_iter().chain([to]);
        let mut unread = on_the_way.filter(|country| !script.is_read_in(*country, &self.own.lang));
        let latin = self.latin.as_ref().filter(|_| unread.next().is_some());
        latin.unwrap_or(&self.own)
    }
}
