//! The names that a template may use, and the problems of those that it must not.

use std::collections::BTreeSet;

use crate::campaign::Campaign;
use crate::campaign::template::Template;
use crate::diagnostic::Diagnostic;
use crate::letter::engine::{PARTIAL, PLURAL, Reference, Use};
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

/// The names of groups of names.
const GROUPS: [&str; 4] = ["campaign", "facts", "sender", "target"];

/// The name of the list.
const LIST: &str = "demands";

/// The name of the place for a personal paragraph.
pub(crate) const PERSONAL: &str = "personal";

/// The names that the letters of a campaign can use.
#[derive(Debug)]
pub(crate) struct Variables(BTreeSet<String>);

impl Variables {
    /// The names for one template: the common ones, the campaign's facts, its partials in the
    /// template's language and the template's own variables.
    pub(crate) fn of(campaign: &Campaign, template: &Template) -> Self {
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
    pub(crate) fn check(&self, used: &[Reference]) -> Vec<Diagnostic> {
        used.iter().filter_map(|used| self.judge(used)).collect()
    }

    fn judge(&self, used: &Reference) -> Option<Diagnostic> {
        if !self.0.contains(&used.path) {
            return Some(self.problem(used));
        }
        let path = used.path.as_str();
        let is_group = GROUPS.contains(&path);
        let (message, help) = match used.used_as {
            Use::Printed if is_group => (format!("`{path}` is no text but a group of names"), None),
            Use::Printed if path == PLURAL => (
                format!("`{PLURAL}` is no text: use `{{{{#if {PLURAL}}}}}`"),
                None,
            ),
            Use::Printed if path == LIST => (
                format!("`{LIST}` is a list: use `{{{{#each {LIST}}}}}`"),
                None,
            ),
            Use::Opens("each") if path != LIST => (
                format!("`{{{{#each}}}}` cannot go over `{path}`, which is no list"),
                Some(format!(
                    "the list is `{LIST}`; to ask whether there is a text, use `if`"
                )),
            ),
            Use::Opens("with") if !is_group => (
                format!("`{{{{#with}}}}` cannot go into `{path}`, which is no group of names"),
                Some(format!("groups are `{}`", GROUPS.join("`, `"))),
            ),
            _ => return None,
        };
        let problem = Diagnostic::error(message).at(used.place.clone());
        Some(problem.maybe_help(help))
    }

    /// The help for a name of the top level that is used inside a block.
    fn above(&self, path: &str) -> Option<String> {
        let (_, name) = path.rsplit_once('.')?;
        let help = format!("inside `each` and `with`, write `../{name}`");
        self.0.contains(name).then_some(help)
    }

    fn problem(&self, used: &Reference) -> Diagnostic {
        let (what, name) = match used.path.strip_prefix(PARTIAL) {
            Some(name) => ("partial", name),
            None => ("variable", used.path.as_str()),
        };
        let message = format!("unknown {what} `{name}`");
        let known = self.0.iter().map(String::as_str);
        let help = match what {
            "partial" => did_you_mean(name, known.filter_map(|k| k.strip_prefix(PARTIAL))),
            _ => self
                .above(name)
                .or_else(|| did_you_mean(name, known.filter(|k| !k.starts_with(PARTIAL)))),
        };
        Diagnostic::error(message)
            .at(used.place.clone())
            .maybe_help(help.or_else(|| {
                (what == "variable")
                    .then(|| "a variable of your own is declared under `[variables]`".to_owned())
            }))
    }
}
