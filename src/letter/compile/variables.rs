//! The names that a template may use, and the problems of those that it must not.

use std::collections::BTreeSet;

use crate::campaign::Campaign;
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic};
use crate::letter::engine::{PARTIAL, PLURAL, Reference, Use};
use crate::suggest::{did_you_mean, nearest};

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

/// The most names that are listed.
const LISTED: usize = 30;

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

    /// The names that some letter of a language can use; `None` without letters.
    pub(crate) fn of_language(campaign: &Campaign, lang: &str) -> Option<Self> {
        let mut letters = campaign
            .templates
            .iter()
            .filter(|letter| letter.lang == lang);
        let mut names = Self::of(campaign, letters.next()?);
        names
            .0
            .extend(letters.flat_map(|letter| letter.variables.keys().cloned()));
        Some(names)
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
        let problem = Diagnostic::found(Code::WrongUse, message).at(used.place.clone());
        Some(problem.maybe_help(help))
    }

    /// The help for a name of the top level that is used inside a block.
    fn above(&self, path: &str) -> Option<String> {
        let (_, name) = path.rsplit_once('.')?;
        let help = format!("inside `each` and `with`, write `../{name}`");
        self.0.contains(name).then_some(help)
    }

    fn problem(&self, used: &Reference) -> Diagnostic {
        let known = self.0.iter().map(String::as_str);
        let (code, message, help) = if let Some(name) = used.path.strip_prefix(PARTIAL) {
            let near = did_you_mean(name, known.filter_map(|k| k.strip_prefix(PARTIAL)));
            let message = format!("unknown partial `{name}`");
            (Code::UnknownPartial, message, near)
        } else {
            let message = format!("unknown variable `{}`", used.path);
            (
                Code::UnknownVariable,
                message,
                Some(self.advice(&used.path)),
            )
        };
        let problem = Diagnostic::found(code, message).at(used.place.clone());
        problem.maybe_help(help)
    }

    /// The advice on a variable that is not known.
    fn advice(&self, name: &str) -> String {
        let of_group = || {
            GROUPS
                .into_iter()
                .find_map(|group| self.in_group(group, name))
        };
        let variables = self.0.iter().filter(|known| !known.starts_with(PARTIAL));
        let near = || did_you_mean(name, variables.map(String::as_str));
        let own = || "a variable of your own is declared under `[variables]`".to_owned();
        let above = self.above(name);
        above.or_else(of_group).or_else(near).unwrap_or_else(own)
    }

    /// The advice on a name after that of a group: the nearest that there is, else all.
    fn in_group(&self, group: &str, name: &str) -> Option<String> {
        let after = |known: &'_ str| {
            known
                .strip_prefix(group)?
                .strip_prefix('.')
                .map(str::to_owned)
        };
        let typed = after(name)?;
        let known: Vec<String> = self.0.iter().filter_map(|known| after(known)).collect();
        let near = nearest(&typed, known.iter().map(String::as_str));
        Some(match near {
            Some(near) => format!("did you mean `{group}.{near}`?"),
            None if known.is_empty() => format!("the campaign has no {group}"),
            None => {
                let more = if known.len() > LISTED { ", …" } else { "" };
                let known = &known[..known.len().min(LISTED)];
                format!("after `{group}.` there is `{}`{more}", known.join("`, `"))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::embedded;
    use crate::diagnostic::{Place, Source};

    fn names() -> Variables {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        Variables::of(&campaign, campaign.template("government", "en").unwrap())
    }

    #[test]
    fn every_name_is_used_as_what_it_stands_for() {
        let names = names();
        let place = Place::new(&Source::new("x", ""), 0..0);
        for (path, used_as, problem) in [
            ("date", Use::Printed, None),
            (
                "target",
                Use::Printed,
                Some("is no text but a group of names"),
            ),
            ("plural", Use::Printed, Some("is no text: use")),
            ("plural", Use::Opens("if"), None),
            ("demands", Use::Printed, Some("is a list: use")),
            ("demands", Use::Opens("each"), None),
            ("demands", Use::Opens("if"), None),
            ("date", Use::Opens("each"), Some("which is no list")),
            ("sender", Use::Opens("with"), None),
            (
                "date",
                Use::Opens("with"),
                Some("which is no group of names"),
            ),
        ] {
            let used = Reference {
                path: path.to_owned(),
                used_as,
                conditions: Vec::new(),
                place: place.clone(),
            };
            let found = names.judge(&used).map(|problem| problem.message);
            let is_right = match (&found, problem) {
                (Some(message), Some(expected)) => message.contains(expected),
                (None, None) => true,
                _ => false,
            };
            assert!(is_right, "{path} {used_as:?}: {found:?}");
        }
    }

    #[test]
    fn the_names_after_that_of_a_group_are_listed_up_to_a_number() {
        let facts =
            |count: usize| Variables((0..count).map(|n| format!("facts.n{n:02}")).collect());
        let help = |count: usize| facts(count).in_group("facts", "facts.xylophone").unwrap();
        assert_eq!(help(0), "the campaign has no facts");
        assert_eq!(help(1), "after `facts.` there is `n00`");
        assert!(help(LISTED).ends_with("`n29`"));
        assert!(help(LISTED + 1).ends_with("`n29`, …"));
        assert!(help(LISTED + 2).ends_with("`n29`, …"));
        assert_eq!(facts(2).in_group("facts", "fact"), None);
    }
}
