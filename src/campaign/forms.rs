//! Forms of address by language and rank, and the words that the program itself puts on a letter.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::campaign::dated::{Confidence, read_confidence};
use crate::campaign::fax::{self, FaxWords};
use crate::campaign::followers::without_followers;
use crate::campaign::layout;
use crate::campaign::target::Gender;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::fields::{Table, Text};
use crate::suggest::did_you_mean;

/// The form of address for holders of a rank.
#[derive(Clone, Debug)]
pub struct Form {
    /// The rank, as targets name it.
    pub rank: String,
    /// The gender of the holder; `None` serves where no holder is named.
    pub gender: Option<Gender>,
    /// The first lines of the address, templates with `{{office}}`, `{{office_plain}}`, `{{holder}}` and `{{called}}`.
    pub addressee: Vec<Text>,
    /// The salutation with its punctuation, a template of the same kind.
    pub salutation: Text,
    /// The complimentary close with its punctuation, a template of the same kind.
    pub closing: Text,
    /// The sources.
    pub source: Vec<String>,
    /// How well the sources support it.
    pub confidence: Confidence,
    /// The place of the form.
    pub place: Place,
}

impl Form {
    /// Returns `true` if one of its templates names a value.
    pub fn uses(&self, name: &str) -> bool {
        let ends = [&self.salutation, &self.closing];
        let texts = self.addressee.iter().chain(ends);
        let mut tags = texts.flat_map(|text| text.value.split("{{").skip(1));
        tags.any(|tag| {
            let tag = tag.split("}}").next().unwrap_or_default();
            let mut words = tag.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == name)
        })
    }

    /// Returns `true` if it has a place for the name of the holder.
    pub fn names_holder(&self) -> bool {
        self.uses("holder") || self.uses("called")
    }
}

/// The words of the program in one language.
#[derive(Clone, Debug)]
pub struct LetterWords {
    /// The strftime pattern of a long date.
    pub date: Text,
    /// Before an e-mail address.
    pub email: String,
    /// Before a phone number.
    pub phone: String,
    /// Before the names of those who get a copy.
    pub copies: String,
    /// Before the writer's own reference; only letters that have one need it.
    pub reference: Option<String>,
    /// Before the names of what is enclosed; only letters that enclose something need it.
    pub enclosures: Option<String>,
    /// Above the names of many who sign; only letters that they sign need it.
    pub signatories: Option<String>,
    /// The description of a picture of a signature, with `{name}`.
    pub signature: Option<String>,
    /// The description of a picture of a logo, with `{name}`.
    pub logo: Option<String>,
    /// The words of faxes; only a cover needs them.
    pub fax: Option<FaxWords>,
    /// At the foot of a page, with `{page}` and `{pages}`.
    pub page: String,
    /// Before a ruled line for the sender's name.
    pub line_name: String,
    /// Before ruled lines for the sender's address.
    pub line_address: String,
}

impl LetterWords {
    /// The words of a file that has none.
    fn none(place: Place) -> Self {
        Self {
            date: no_pattern(place),
            email: String::new(),
            phone: String::new(),
            copies: String::new(),
            reference: None,
            enclosures: None,
            signatories: None,
            signature: None,
            logo: None,
            fax: None,
            page: String::new(),
            line_name: String::new(),
            line_address: String::new(),
        }
    }
}

/// The forms and words of one language.
#[derive(Clone, Debug)]
pub struct Forms {
    /// The forms of address.
    pub forms: Vec<Form>,
    /// The words.
    pub words: LetterWords,
    /// The file.
    pub source: Arc<Source>,
    /// The ranks of forms that could not be read.
    pub unread: BTreeSet<String>,
    /// Whether forms of any rank may be there that could not be read.
    pub any_unread: bool,
}

impl Forms {
    /// The form for a rank and the gender of the holder, who may be unknown.
    pub fn of(&self, rank: &str, gender: Option<Gender>) -> Option<&Form> {
        let of_gender = |g| self.forms.iter().find(|f| f.rank == rank && f.gender == g);
        gender
            .and_then(|g| of_gender(Some(g)))
            .or_else(|| of_gender(None))
    }

    /// The problem of a rank that has no form here.
    pub fn missing(&self, rank: &Text) -> Diagnostic {
        let message = format!(
            "no form of address for `{}` in `{}`",
            rank.value, self.source.name
        );
        let help = if self.forms.iter().any(|form| form.rank == rank.value) {
            format!(
                "every `[[form]]` for `{}` has a `gender`: add one without, for a holder who is not named",
                rank.value
            )
        } else {
            did_you_mean(&rank.value, self.forms.iter().map(|f| f.rank.as_str()))
                .unwrap_or_else(|| format!("add a `[[form]]` with `rank = \"{}\"`", rank.value))
        };
        Diagnostic::found(Code::MissingForm, message)
            .at(rank.place.clone())
            .help(help)
    }
}

/// Reads `letters/LANG/forms.toml`.
pub fn read(source: &Arc<Source>, problems: &mut Problems) -> Forms {
    let found = RefCell::new(Problems::default());
    let mut table = Table::parse(source, &source.text, &found).laid_out(layout::FORMS);
    let mut lost = Lost::default();
    let tables = table.tables("form").into_iter();
    let mut forms: Vec<Form> = tables.filter_map(|t| lost.read_form(t)).collect();
    let place = table.place();
    let words = table.required_table("words");
    let mut words = words.map_or_else(|| LetterWords::none(place), read_words);
    let losses = table.losses();
    table.finish();
    let mut found = found.into_inner();
    let broken = without_followers(&mut found);
    lost.any |= !broken.is_empty() || losses.count("form") > 0;
    forms.retain(|form| !broken.has(&form.place));
    if broken.has(&words.date.place) {
        words.date = no_pattern(words.date.place);
    }
    problems.append(found);
    lost.leave_out_twins(&mut forms, problems);
    Forms {
        forms,
        words,
        source: Arc::clone(source),
        unread: lost.ranks,
        any_unread: lost.any,
    }
}

/// The ranks whose forms of address could not be read.
#[derive(Default)]
struct Lost {
    ranks: BTreeSet<String>,
    /// Whether there may be others of any rank.
    any: bool,
}

impl Lost {
    /// Reads a form, and notes the rank of one that cannot be read.
    fn read_form(&mut self, table: Table<'_>) -> Option<Form> {
        let rank = table.peek("rank").map(str::to_owned);
        let form = read_form(table);
        if form.is_none() {
            match rank.filter(|rank| !rank.trim().is_empty()) {
                Some(rank) => drop(self.ranks.insert(rank)),
                None => self.any = true,
            }
        }
        form
    }

    /// Reports the second of two forms for the same holders, and leaves both out: nobody knows which one counts.
    fn leave_out_twins(&mut self, forms: &mut Vec<Form>, problems: &mut Problems) {
        let mut seen = BTreeSet::new();
        let mut twice = BTreeSet::new();
        for form in &*forms {
            let key = (form.rank.clone(), form.gender);
            if seen.contains(&key) {
                let message = format!("a second form of address for `{}`", form.rank);
                let help = "take one out, or tell them apart by `gender`: one without it serves where no holder is named";
                let problem = Diagnostic::found(Code::Duplicate, message).help(help);
                problems.push(problem.at(form.place.clone()));
                twice.insert(key.clone());
            }
            seen.insert(key);
        }
        forms.retain(|form| !twice.contains(&(form.rank.clone(), form.gender)));
        self.ranks.extend(twice.into_iter().map(|(rank, _)| rank));
    }
}

fn read_form(mut table: Table<'_>) -> Option<Form> {
    let place = table.place();
    let rank = table.required("rank");
    let has_gender = table.has("gender");
    let gender = table.text("gender").and_then(|g| Gender::read(&table, &g));
    let addressee = table.some_texts("addressee");
    let salutation = table.required("salutation");
    let closing = table.required("closing");
    let source: Vec<String> = table
        .required_texts("source")
        .into_iter()
        .map(|t| t.value)
        .collect();
    let confidence = table
        .required("confidence")
        .and_then(|t| read_confidence(&table, &t));
    // One whose gender nobody knows is not one without.
    let is_clear = table.finish() && has_gender == gender.is_some();
    if !is_clear {
        return None;
    }
    Some(Form {
        rank: rank?.value,
        gender,
        addressee,
        salutation: salutation?,
        closing: closing?,
        source,
        confidence: confidence.unwrap_or(Confidence::Unsure),
        place,
    })
}

fn read_words(mut table: Table<'_>) -> LetterWords {
    let place = table.place();
    let date = table.required("date");
    let page = table.required("page");
    if let Some(page) = &page
        && !["{page}", "{pages}"]
            .iter()
            .all(|name| page.value.contains(name))
    {
        let message = format!("`{}` does not say which page it is of how many", page.value);
        let problem = Diagnostic::found(Code::PageWords, message).at(page.place.clone());
        table.report(problem.help(
            "write `{page}` and `{pages}` where the numbers go, as in `Page {page} of {pages}`",
        ));
    }
    let page = page.map(|text| text.value).unwrap_or_default();
    let mut word = |key| table.required(key).map(|t| t.value).unwrap_or_default();
    let words = (
        word("email"),
        word("phone"),
        word("copies"),
        word("line_name"),
        word("line_address"),
    );
    let mut maybe = |key| table.text(key).map(|t| t.value);
    let (reference, enclosures) = (maybe("reference"), maybe("enclosures"));
    let (signature, logo) = (maybe("signature"), maybe("logo"));
    let signatories = maybe("signatories");
    let fax = table.table("fax").and_then(fax::read);
    table.finish();
    let (email, phone, copies, line_name, line_address) = words;
    LetterWords {
        date: date.unwrap_or_else(|| no_pattern(place)),
        email,
        phone,
        copies,
        reference,
        enclosures,
        signatories,
        signature,
        logo,
        fax,
        page,
        line_name,
        line_address,
    }
}

/// Returns a date pattern to go on with where none could be read.
fn no_pattern(place: Place) -> Text {
    let value = "%Y-%m-%d".to_owned();
    Text { value, place }
}
