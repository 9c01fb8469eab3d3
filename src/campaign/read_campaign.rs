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
use crate::campaign::layout;
use crate::campaign::model::Campaign;
use crate::campaign::read_letters::languages_of;
use crate::campaign::read_target;
use crate::campaign::slot::{Slot, Supported};
use crate::campaign::target::Target;
use crate::campaign::texts;
use crate::campaign::texts::Texts;
use crate::campaign::unread::Unread;
use crate::country::Country;
use crate::diagnostic::{Code, Diagnostic, Problems, Source};
use crate::fields::{Broken, Table, Text, without_followers};
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
            let broken = without_followers(&mut found);
            if broken.has_syntax || found.has(Code::OverLimit) {
                campaign.unread.all_records();
            }
            campaign.note_lost(|header| broken.may_have(header));
            campaign.set_aside(&broken);
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

    /// Sets the targets aside whose records are broken: something made up stands in them.
    fn set_aside(&mut self, broken: &Broken) {
        let is_broken = |target: &mut Target| broken.has(&target.place);
        self.unread
            .targets
            .extend(self.targets.extract_if(.., is_broken));
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
    let losses = table.losses();
    if let Err(problem) = campaign.support() {
        table.report(problem);
        campaign.unread.any_target = true;
    }
    table.finish();
    campaign.note_lost(|header| losses.count(header) > 0);
    campaign
}

impl Campaign {
    /// Notes the records of which a header is lost.
    fn note_lost(&mut self, is_lost: impl Fn(&str) -> bool) {
        let unread = &mut self.unread;
        unread.any_fact |= is_lost("fact");
        unread.any_demand |= is_lost("demand");
        unread.any_argument |= is_lost("argument");
        unread.any_target |= is_lost("target") || is_lost("campaign.solidarity_to");
    }

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
    let (solidarity_to, mut supported) = read_supported(&mut table, &languages);
    let copies_to = table.table("copies_to").map(Slot::read).unwrap_or_default();
    // A key that nobody knows may be that of those who are supported.
    if !table.finish() {
        supported.set_broken();
    }
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

/// Reads `[campaign.solidarity_to]`, if it is there.
fn read_supported(table: &mut Table<'_>, languages: &[String]) -> (Slot, Supported) {
    let before = table.problem_count();
    let read = table.table("solidarity_to");
    let read = read.map(|table| Supported::read(table, languages));
    let is_wrong = read.is_none() && table.problem_count() > before;
    let (slot, mut supported) = read.unwrap_or_default();
    if is_wrong {
        supported.set_broken();
    }
    (slot, supported)
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
