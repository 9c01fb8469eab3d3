//! Reading a campaign: its folder, file by file.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calendar::Date;
use crate::campaign::argument::{self, Argument};
use crate::campaign::audience::Addressed;
use crate::campaign::claims;
use crate::campaign::exclusion;
use crate::campaign::folder::{Folder, PROFILES, TARGETS};
use crate::campaign::forms;
use crate::campaign::layout;
use crate::campaign::model::Campaign;
use crate::campaign::read_target;
use crate::campaign::slot::{Slot, Supported};
use crate::campaign::template;
use crate::campaign::texts;
use crate::campaign::texts::Texts;
use crate::campaign::unread::{Unread, without_followers};
use crate::country::Country;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};
use crate::fields::{Table, Text};
use crate::limits::{LANGUAGE, LANGUAGES};

/// The version of the schema that this program reads.
pub const SCHEMA: i64 = 1;

impl Campaign {
    /// Reads a folder. A campaign comes back whenever one can be made of it, with what is wrong
    /// beside it; it must not be used if an error is among that.
    pub fn read(folder: &Folder) -> (Option<Self>, Problems) {
        let mut problems = Problems::default();
        let mut campaign = if let Some(source) = folder.files.get(TARGETS) {
            let found = RefCell::new(Problems::default());
            let mut campaign = read_targets(source, &languages_of(folder), &found);
            let mut found = found.into_inner();
            if without_followers(&mut found) || found.has(Code::OverLimit) {
                campaign.unread.all_records();
            }
            problems.append(found);
            campaign
        } else if folder.unread.contains(TARGETS) {
            unreadable(languages_of(folder))
        } else {
            let help = "`protest-letter init DIR` writes a folder to start from";
            let problem =
                Diagnostic::found(Code::UnreadableFile, format!("there is no `{TARGETS}`"));
            problems.push(problem.help(help));
            return (None, problems);
        };
        campaign.read_letters(folder, &mut problems);
        campaign.note_unread(folder);
        campaign.profiles = folder.files.get(PROFILES).cloned();
        campaign.report_twins(&mut problems);
        (Some(campaign), problems)
    }

    /// Notes the files below `letters/` that are there and could not be read.
    fn note_unread(&mut self, folder: &Folder) {
        for path in &folder.unread {
            let parts: Vec<&str> = path.split('/').collect();
            let without = |file: &str| file.trim_end_matches(".md").to_owned();
            match parts.as_slice() {
                ["letters", lang, "forms.toml"] => {
                    self.unread.any_rank.insert((*lang).to_owned());
                }
                ["letters", lang, "partials", file] => {
                    let partial = ((*lang).to_owned(), without(file));
                    self.unread.partials.insert(partial);
                }
                ["letters", lang, file] => {
                    let letter = ((*lang).to_owned(), without(file));
                    self.unread.letters.insert(letter);
                }
                _ => {}
            }
        }
    }

    fn read_letters(&mut self, folder: &Folder, problems: &mut Problems) {
        for (path, source) in &folder.files {
            let parts: Vec<&str> = path.split('/').collect();
            let ["letters", lang, rest @ ..] = parts.as_slice() else {
                continue;
            };
            if rest.is_empty() {
                // A file beside the folders of languages, such as a README.
                if !lang.to_lowercase().starts_with("readme") {
                    self.unread.strays.push(path.clone());
                }
                continue;
            }
            if !self.languages.iter().any(|l| l == lang) {
                let message = format!("`{lang}` is not a language of this campaign");
                let help = format!("add it to `languages` in `{TARGETS}`, or take the folder away");
                problems.push(
                    Diagnostic::found(Code::UnknownLanguage, message)
                        .at(Place::new(source, 0..0))
                        .help(help),
                );
                continue;
            }
            if !is_read(rest) {
                self.unread.strays.push(path.clone());
            }
            self.read_letter_file(lang, rest, source, problems);
        }
        for lang in self
            .languages
            .iter()
            .filter(|lang| !self.forms.contains_key(*lang))
            .filter(|lang| {
                !folder
                    .unread
                    .contains(&format!("letters/{lang}/forms.toml"))
            })
        {
            let message = format!("there is no `letters/{lang}/forms.toml`");
            let help = "every language of the campaign needs its forms of address";
            problems.push(Diagnostic::found(Code::MissingForms, message).help(help));
        }
    }

    fn read_letter(&mut self, id: &str, lang: &str, source: &Arc<Source>, problems: &mut Problems) {
        let before = problems.0.len();
        let letter = template::read(id, lang, source, problems);
        let is_told = problems.0.len() > before;
        let is_for_nobody = |letter: &template::Template| letter.targets.is_empty();
        if is_told && letter.as_ref().is_none_or(is_for_nobody) {
            self.unread.letters.insert((lang.to_owned(), id.to_owned()));
        }
        self.templates.extend(letter);
    }

    fn read_letter_file(
        &mut self,
        lang: &str,
        rest: &[&str],
        source: &Arc<Source>,
        problems: &mut Problems,
    ) {
        match rest {
            ["forms.toml"] => {
                let forms = forms::read(source, problems);
                let unread = forms
                    .unread
                    .iter()
                    .map(|rank| (lang.to_owned(), rank.clone()));
                self.unread.ranks.extend(unread);
                if forms.any_unread {
                    self.unread.any_rank.insert(lang.to_owned());
                }
                self.forms.insert(lang.to_owned(), forms);
            }
            ["partials", file] => {
                let name = file.trim_end_matches(".md").to_owned();
                self.partials
                    .insert((lang.to_owned(), name), Arc::clone(source));
            }
            [file] => {
                if let Some(id) = file.strip_suffix(".md") {
                    self.read_letter(id, lang, source, problems);
                }
            }
            _ => {}
        }
    }

    fn report_twins(&self, problems: &mut Problems) {
        let mut seen = BTreeSet::new();
        let unread = self
            .unread
            .targets
            .iter()
            .filter(|target| !target.id.is_empty());
        for target in self
            .targets
            .iter()
            .chain(unread)
            .filter(|target| !seen.insert(&target.id))
        {
            let message = format!("a second target `{}`", target.id);
            problems.push(Diagnostic::found(Code::Duplicate, message).at(target.place.clone()));
        }
    }
}

/// The languages that have folders with letters.
fn languages_of(folder: &Folder) -> Vec<String> {
    let language = |path: &String| {
        let mut parts = path.split('/').skip(1);
        let lang = parts.next().filter(|_| path.starts_with("letters/"))?;
        parts.next().map(|_| lang.to_owned())
    };
    let paths = folder.files.keys().chain(&folder.unread);
    let found: BTreeSet<String> = paths.filter_map(language).collect();
    found.into_iter().collect()
}

/// A campaign of which nothing is known but the languages of its letters.
fn unreadable(languages: Vec<String>) -> Campaign {
    let mut unread = Unread {
        from: true,
        ..Unread::default()
    };
    unread.all_records();
    Campaign {
        id: String::new(),
        from: Date::EARLIEST,
        country: Country::ANY,
        languages,
        name: Texts::default(),
        solidarity_to: Slot::default(),
        supported: Supported::default(),
        copies_to: Slot::default(),
        facts: Vec::new(),
        demands: Vec::new(),
        arguments: Vec::new(),
        exclusions: Vec::new(),
        targets: Vec::new(),
        templates: Vec::new(),
        partials: BTreeMap::new(),
        forms: BTreeMap::new(),
        profiles: None,
        unread,
    }
}

/// Reads `targets.toml`; `written` are the languages that have letters, for a file that does not say its own.
fn read_targets(
    source: &Arc<Source>,
    written: &[String],
    problems: &RefCell<Problems>,
) -> Campaign {
    let mut table = Table::parse(source, &source.text, problems).laid_out(layout::TARGETS);
    if let Some((schema, place)) = table.integer("schema").filter(|(n, _)| *n != SCHEMA) {
        let message = format!("schema {schema}; this program reads schema {SCHEMA}");
        table.report(Diagnostic::found(Code::WrongSchema, message).at(place));
    }
    let campaign = table.required_table("campaign");
    let mut campaign = match campaign {
        Some(campaign) => read_campaign(campaign, written),
        None => Campaign {
            unread: Unread {
                from: true,
                ..Unread::default()
            },
            ..unreadable(written.to_vec())
        },
    };
    campaign.read_records(&mut table);
    if let Err(problem) = campaign.support() {
        table.report(problem);
        campaign.unread.any_target = true;
    }
    table.finish();
    campaign
}

impl Campaign {
    /// Reads the records of all sorts, and notes what could not be read.
    fn read_records(&mut self, table: &mut Table<'_>) {
        let (languages, unread) = (&self.languages, &mut self.unread);
        self.facts = claims::read_facts(table.tables("fact"), languages, unread);
        self.demands = claims::read_demands(table.tables("demand"), languages, unread);
        self.arguments = argument::read(table.tables("argument"), languages);
        let is_broken = |argument: &Addressed<Argument>| {
            argument.of.is_empty() || argument.value.facts.is_empty()
        };
        unread.any_argument |= self.arguments.iter().any(is_broken);
        self.exclusions = exclusion::read(table.tables("exclusion"));
        for table in table.tables("target") {
            let read = read_target::read(table, languages);
            unread.any_target |= !read.has_id;
            let target = &read.target;
            let says_something =
                read.has_id || !target.contacts.is_empty() || !target.holders.is_empty();
            if read.is_whole {
                self.targets.push(read.target);
            } else if says_something {
                unread.targets.push(read.target);
            }
        }
    }
}

fn read_campaign(mut table: Table<'_>, written: &[String]) -> Campaign {
    let id = table.required("id");
    let from = table
        .required("from")
        .and_then(|text| read_date(&table, &text));
    let country = table
        .required("country")
        .and_then(|c| read_target::read_country(&table, &c));
    let problems = table.problem_count();
    let mut languages = read_languages(&mut table);
    if languages.is_empty() || table.problem_count() > problems {
        let others = written.iter().filter(|lang| !languages.contains(lang));
        let others: Vec<String> = others.cloned().collect();
        languages.extend(others);
    }
    let name = table
        .required_table("name")
        .map(|t| Texts::read(t, &languages, true));
    let solidarity_to = table
        .table("solidarity_to")
        .map(|table| Supported::read(table, &languages));
    let (solidarity_to, supported) = solidarity_to.unwrap_or_default();
    let copies_to = table.table("copies_to").map(Slot::read).unwrap_or_default();
    table.finish();
    Campaign {
        id: id.map(|id| id.value).unwrap_or_default(),
        from: from.unwrap_or(Date::EARLIEST),
        country: country.unwrap_or(Country::ANY),
        name: name.unwrap_or_default(),
        solidarity_to,
        supported,
        copies_to,
        unread: Unread {
            from: from.is_none(),
            ..Unread::default()
        },
        ..unreadable(languages)
    }
}

/// The languages, each once; a campaign needs one.
fn read_languages(table: &mut Table<'_>) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    let problems = table.problem_count();
    for text in table.few_required_texts("languages", LANGUAGES) {
        if text.value.len() > LANGUAGE {
            let message = format!("a language of more than {LANGUAGE} characters; expected a tag");
            let help = "write it as in `en` or `sr-Latn`";
            table.report(
                Diagnostic::found(Code::OverLimit, message)
                    .at(text.place)
                    .help(help),
            );
        } else if !texts::is_language_tag(&text.value) {
            let message = format!("`{}` is no language tag of BCP 47", text.value);
            let help =
                "write it as in `en`, `pt-BR` or `sr-Latn`, as the folder in `letters/` is called";
            table.report(
                Diagnostic::found(Code::UnknownWord, message)
                    .at(text.place)
                    .help(help),
            );
        } else if languages.contains(&text.value) {
            let message = format!("`{}` stands twice in `languages`", text.value);
            table.report(Diagnostic::found(Code::Duplicate, message).at(text.place));
        } else {
            languages.push(text.value);
        }
    }
    if languages.is_empty() && table.problem_count() == problems {
        table.report(
            Diagnostic::found(Code::EmptyValue, "a campaign without a language").at(table.place()),
        );
    }
    languages
}

fn read_date(table: &Table<'_>, text: &Text) -> Option<Date> {
    let date = Date::parse(&text.value);
    if date.is_none() {
        let message = format!("`{}` is not a date; expected YYYY-MM-DD", text.value);
        table.report(Diagnostic::found(Code::BadDate, message).at(text.place.clone()));
    }
    date
}

/// Returns whether a file of a language is one that is read: forms of address, a letter or a partial.
fn is_read(parts: &[&str]) -> bool {
    match parts {
        [file] => *file == "forms.toml" || file.strip_suffix(".md").is_some(),
        ["partials", file] => file.strip_suffix(".md").is_some(),
        _ => false,
    }
}
