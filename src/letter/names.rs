//! The names that a template may use, and the problems of those that it must not.

use std::collections::BTreeSet;

use super::engine::{PARTIAL, PLURAL, Used};
use crate::campaign::Campaign;
use crate::campaign::template::Template;
use crate::diagnostic::Diagnostic;
use crate::suggest::did_you_mean;

/// Names that every letter can use.
const COMMON: [&str; 20] = [
    "argument",
    "campaign",
    "campaign.name",
    "date",
    "demands",
    "demands[]",
    "facts",
    "personal",
    "plural",
    "sender",
    "sender.country",
    "sender.email",
    "sender.name",
    "sender.organization",
    "sender.phone",
    "sender.role",
    "target",
    "target.city",
    "target.holder",
    "target.office",
];

/// The name of the place for a personal paragraph.
pub const PERSONAL: &str = "personal";

/// The names that the letters of a campaign can use.
#[derive(Debug)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// The names for one template: the common ones, the campaign's facts, its partials in the
    /// template's language and the template's own variables.
    pub fn of(campaign: &Campaign, template: &Template) -> Self {
        let facts = campaign
            .facts
            .iter()
            .map(|fact| format!("facts.{}", fact.value.id));
        let partials = campaign
            .partials
            .keys()
            .filter(|(lang, _)| *lang == template.lang);
        let partials = partials.map(|(_, name)| format!("{PARTIAL}{name}"));
        let common = COMMON.iter().map(|name| (*name).to_owned());
        let variables = template.variables.keys().cloned();
        Self(
            common
                .chain(facts)
                .chain(partials)
                .chain(variables)
                .collect(),
        )
    }

    /// The problems of the names that were used but are not offered.
    pub fn check(&self, used: &[Used]) -> Vec<Diagnostic> {
        used.iter().filter_map(|used| self.judge(used)).collect()
    }

    fn judge(&self, used: &Used) -> Option<Diagnostic> {
        if !self.0.contains(&used.path) {
            return Some(self.problem(used));
        }
        let group = ["campaign", "facts", "sender", "target"].contains(&used.path.as_str());
        let message = match used.path.as_str() {
            path if group && used.printed => format!("`{path}` is no text but a group of names"),
            PLURAL if used.printed => format!("`{PLURAL}` is no text: use `{{{{#if {PLURAL}}}}}`"),
            "demands" if used.printed => "`demands` is a list: use `{{#each demands}}`".to_owned(),
            _ => return None,
        };
        Some(Diagnostic::error(message).at(used.place.clone()))
    }

    fn problem(&self, used: &Used) -> Diagnostic {
        let (what, name) = match used.path.strip_prefix(PARTIAL) {
            Some(name) => ("partial", name),
            None => ("variable", used.path.as_str()),
        };
        let message = format!("unknown {what} `{name}`");
        let known = self.0.iter().map(String::as_str);
        let help = match what {
            "partial" => did_you_mean(name, known.filter_map(|k| k.strip_prefix(PARTIAL))),
            _ => did_you_mean(name, known.filter(|k| !k.starts_with(PARTIAL))),
        };
        Diagnostic::error(message)
            .at(used.place.clone())
            .maybe_help(help.or_else(|| {
                (what == "variable")
                    .then(|| "a variable of your own is declared under `[variables]`".to_owned())
            }))
    }
}
