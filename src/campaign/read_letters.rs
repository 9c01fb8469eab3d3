//! Reading `letters/`: the forms of address, letters and partials of each language.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::campaign::folder::{Folder, TARGETS};
use crate::campaign::forms;
use crate::campaign::model::Campaign;
use crate::campaign::template;
use crate::diagnostic::{Code, Diagnostic, Place, Problems, Source};

impl Campaign {
    /// Notes the files below `letters/` that could not be read, and those that are none of a campaign.
    pub(super) fn note_unread(&mut self, folder: &Folder) {
        let others = folder.others.iter().filter(|path| !is_readme(path));
        self.unread.strays.extend(others.cloned());
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

    pub(super) fn read_letters(&mut self, folder: &Folder, problems: &mut Problems) {
        let mut unknown = BTreeSet::new();
        for (path, source) in &folder.files {
            let parts: Vec<&str> = path.split('/').collect();
            let ["letters", lang, rest @ ..] = parts.as_slice() else {
                continue;
            };
            if rest.is_empty() {
                if !is_readme(path) {
                    self.unread.strays.push(path.clone());
                }
            } else if !self.languages.iter().any(|known| known == lang) {
                if unknown.insert(*lang) {
                    problems.push(unknown_language(lang, source));
                }
            } else {
                if !is_read(rest) {
                    self.unread.strays.push(path.clone());
                }
                self.read_letter_file(lang, rest, source, problems);
            }
        }
        self.report_missing_forms(folder, problems);
    }

    fn report_missing_forms(&self, folder: &Folder, problems: &mut Problems) {
        let path = |lang: &String| format!("letters/{lang}/forms.toml");
        let lacks = |lang: &&String| {
            !self.forms.contains_key(*lang) && !folder.unread.contains(&path(lang))
        };
        for lang in self.languages.iter().filter(lacks) {
            let message = format!("there is no `{}`", path(lang));
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
                let mut forms = forms::read(source, problems);
                forms.judge_date(lang, problems);
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
}

/// The languages that have folders with letters.
pub(super) fn languages_of(folder: &Folder) -> Vec<String> {
    let language = |path: &String| {
        let mut parts = path.split('/').skip(1);
        let lang = parts.next().filter(|_| path.starts_with("letters/"))?;
        parts.next().map(|_| lang.to_owned())
    };
    let paths = folder.files.keys().chain(&folder.unread);
    let found: BTreeSet<String> = paths.filter_map(language).collect();
    found.into_iter().collect()
}

/// The problem of a folder that is called like a language that the campaign does not have; `source` is a file in it.
fn unknown_language(lang: &str, source: &Arc<Source>) -> Diagnostic {
    let message = format!("`{lang}` is not a language of this campaign");
    let help = format!("add it to `languages` in `{TARGETS}`, or take the folder away");
    let problem = Diagnostic::found(Code::UnknownLanguage, message);
    problem.at(Place::new(source, 0..0)).help(help)
}

/// Returns whether a file is for those who look into `letters/`: a README beside the folders of languages.
fn is_readme(path: &str) -> bool {
    let name = path.strip_prefix("letters/").unwrap_or(path);
    !name.contains('/') && name.to_lowercase().starts_with("readme")
}

/// Returns whether a file of a language is one that is read: forms of address, a letter or a partial.
fn is_read(parts: &[&str]) -> bool {
    match parts {
        [file] => *file == "forms.toml" || file.strip_suffix(".md").is_some(),
        ["partials", file] => file.strip_suffix(".md").is_some(),
        _ => false,
    }
}
