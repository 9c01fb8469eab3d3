//! Reading a campaign: its folder, file by file.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calendar::Date;
use crate::campaign::argument;
use crate::campaign::claims;
use crate::campaign::exclusion;
use crate::campaign::folder::{Folder, PROFILES, TARGETS};
use crate::campaign::forms;
use crate::campaign::layout;
use crate::campaign::model::Campaign;
use crate::campaign::read_target;
use crate::campaign::slot::{Slot, Supported};
use crate::campaign::template;
use crate::campaign::texts::Texts;
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
        let Some(source) = folder.files.get(TARGETS) else {
            let help = "`protest-letter init DIR` writes a folder to start from";
            problems.push(
                Diagnostic::found(Code::UnreadableFile, format!("there is no `{TARGETS}`"))
                    .help(help),
            );
            return (None, problems);
        };
        let found = RefCell::new(Problems::default());
        let campaign = read_targets(source, &found);
        problems.append(found.into_inner());
        let campaign = campaign.map(|mut campaign| {
            campaign.read_letters(folder, &mut problems);
            campaign.profiles = folder.files.get(PROFILES).cloned();
            campaign.report_twins(&mut problems);
            campaign
        });
        (campaign, problems)
    }

    fn read_letters(&mut self, folder: &Folder, problems: &mut Problems) {
        for (path, source) in &folder.files {
            let parts: Vec<&str> = path.split('/').collect();
            let ["letters", lang, rest @ ..] = parts.as_slice() else {
                continue;
            };
            if rest.is_empty() {
                continue; // a file beside the folders of languages, such as a README
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
            self.read_letter_file(lang, rest, source, problems);
        }
        for lang in self
            .languages
            .iter()
            .filter(|lang| !self.forms.contains_key(*lang))
        {
            let message = format!("there is no usable `letters/{lang}/forms.toml`");
            let help = "every language of the campaign needs its forms of address";
            problems.push(Diagnostic::found(Code::MissingForms, message).help(help));
        }
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
                if let Some(forms) = forms::read(source, problems) {
                    self.forms.insert(lang.to_owned(), forms);
                }
            }
            ["partials", file] => {
                let name = file.trim_end_matches(".md").to_owned();
                self.partials
                    .insert((lang.to_owned(), name), Arc::clone(source));
            }
            [file] => {
                if let Some(id) = file.strip_suffix(".md") {
                    self.templates
                        .extend(template::read(id, lang, source, problems));
                }
            }
            _ => {}
        }
    }

    fn report_twins(&self, problems: &mut Problems) {
        let mut seen = BTreeSet::new();
        for target in self
            .targets
            .iter()
            .filter(|target| !seen.insert(&target.id))
        {
            let message = format!("a second target `{}`", target.id);
            problems.push(Diagnostic::found(Code::Duplicate, message).at(target.place.clone()));
        }
    }
}

fn read_targets(source: &Arc<Source>, problems: &RefCell<Problems>) -> Option<Campaign> {
    let mut table = Table::parse(source, &source.text, problems).laid_out(layout::TARGETS);
    if let Some((schema, place)) = table.integer("schema").filter(|(n, _)| *n != SCHEMA) {
        let message = format!("schema {schema}; this program reads schema {SCHEMA}");
        table.report(Diagnostic::found(Code::WrongSchema, message).at(place));
    }
    let mut campaign = table.required_table("campaign").and_then(read_campaign)?;
    let languages = campaign.languages.clone();
    campaign.facts = claims::read_facts(table.tables("fact"), &languages);
    campaign.demands = claims::read_demands(table.tables("demand"), &languages);
    campaign.arguments = argument::read(table.tables("argument"), &languages);
    campaign.exclusions = exclusion::read(table.tables("exclusion"));
    let targets = table.tables("target").into_iter();
    campaign.targets = targets
        .filter_map(|t| read_target::read(t, &languages))
        .collect();
    if let Err(problem) = campaign.support() {
        table.report(problem);
    }
    table.finish();
    Some(campaign)
}

fn read_campaign(mut table: Table<'_>) -> Option<Campaign> {
    let id = table.required("id");
    let from = table
        .required("from")
        .and_then(|text| read_date(&table, &text));
    let country = table
        .required("country")
        .and_then(|c| read_target::read_country(&table, &c));
    let languages = read_languages(&mut table);
    let name = table
        .required_table("name")
        .map(|t| Texts::read(t, &languages, true));
    let solidarity_to = table
        .table("solidarity_to")
        .map(|table| Supported::read(table, &languages));
    let (solidarity_to, supported) = solidarity_to.unwrap_or_default();
    let copies_to = table.table("copies_to").map(Slot::read).unwrap_or_default();
    table.finish();
    Some(Campaign {
        id: id?.value,
        from: from?,
        country: country?,
        languages,
        name: name?,
        solidarity_to,
        supported,
        copies_to,
        facts: Vec::new(),
        demands: Vec::new(),
        arguments: Vec::new(),
        exclusions: Vec::new(),
        targets: Vec::new(),
        templates: Vec::new(),
        partials: BTreeMap::new(),
        forms: BTreeMap::new(),
        profiles: None,
    })
}

/// The languages, each once; a campaign needs one.
fn read_languages(table: &mut Table<'_>) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for text in table.few_required_texts("languages", LANGUAGES) {
        if text.value.len() > LANGUAGE {
            let message = format!("a language of more than {LANGUAGE} characters; expected a tag");
            let help = "write it as in `en` or `sr-Latn`";
            table.report(
                Diagnostic::found(Code::OverLimit, message)
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
    if languages.is_empty() {
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
