//! The composer: letters for targets, each from the template that is for it.
//!
//! Owns which template and which language a letter takes. Templates are compiled when they are first
//! needed and kept.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::filled::Letter;
use crate::letter::order::Order;
use crate::letter::recipe::Recipe;

/// Writes letters of one campaign.
#[derive(Debug)]
pub struct Composer<'c> {
    campaign: &'c Campaign,
    letter: Option<String>,
    lang: Option<String>,
    for_any_target: bool,
    /// The templates that were needed, by id and language, or what is wrong with them.
    recipes: BTreeMap<(&'c str, &'c str), Result<Recipe<'c>, Problems>>,
}

impl<'c> Composer<'c> {
    /// A composer that takes the letter and the language that were asked for, where they were.
    pub fn new(campaign: &'c Campaign, letter: Option<&str>, lang: Option<&str>) -> Self {
        Self {
            campaign,
            letter: letter.map(str::to_owned),
            lang: lang.map(str::to_owned),
            for_any_target: false,
            recipes: BTreeMap::new(),
        }
    }

    /// Sets whether the letter that was asked for also goes to targets that it is not written for, with a warning.
    pub fn for_any_target(self, any: bool) -> Self {
        Self {
            for_any_target: any,
            ..self
        }
    }

    /// The letter of an order, and notes on it.
    ///
    /// # Errors
    /// If there is no template for it, or it cannot be filled.
    pub fn compose(&mut self, order: &Order<'_>) -> Result<(Letter, Vec<Diagnostic>), Problems> {
        let template = self.template(order.target, order.sender.language.as_deref())?;
        let (letter, mut notes) = self.recipe(template)?.fill(order)?;
        if !template.is_for(order.target) {
            let message = format!("{}: {}", order.target.id, not_for(template, order.target));
            notes.insert(0, Diagnostic::warning(message));
        }
        Ok((letter, notes))
    }

    /// Checks that there is a letter to a target on a date that says something of it, whoever writes.
    ///
    /// # Errors
    /// If there is no template for it, or one that lists demands and has none, or is broken.
    pub fn check(&mut self, target: &Target, date: Date) -> Result<(), Problems> {
        let template = self.template(target, None)?;
        self.recipe(template)?.check_demands(target, date)
    }

    fn recipe(&mut self, template: &'c Template) -> Result<&Recipe<'c>, Problems> {
        let campaign = self.campaign;
        let known = self.recipes.entry((&template.id, &template.lang));
        let recipe = known.or_insert_with(|| Recipe::new(campaign, template));
        recipe.as_ref().map_err(Clone::clone)
    }

    /// The template for a target and a sender who writes in a language.
    ///
    /// # Errors
    /// If there is none, or it is not written for the target.
    pub fn template(&self, target: &Target, own: Option<&str>) -> Result<&'c Template, Diagnostic> {
        let template = self.named(target, own)?;
        if self.for_any_target || template.is_for(target) {
            return Ok(template);
        }
        let message = format!("{}: {}", target.id, not_for(template, target));
        let usual = self.campaign.letter_for(target);
        let usual = usual
            .map(|id| format!("the letter for it is `{id}`, which it gets without `--letter`"));
        Err(Diagnostic::error(message)
            .maybe_help(usual)
            .help("give `--force` to write it all the same"))
    }

    fn named(&self, target: &Target, own: Option<&str>) -> Result<&'c Template, Diagnostic> {
        let campaign = self.campaign;
        let id = self.letter.as_deref();
        let id = id.or_else(|| campaign.letter_for(target)).ok_or_else(|| {
            let message = format!("no letter is written for `{}` ({})", target.id, target.kind);
            Diagnostic::error(message).help("name one with `--letter`")
        })?;
        let lang = self.language(target, id, own);
        campaign.template(id, lang).ok_or_else(|| {
            let known: Vec<&str> = campaign
                .templates
                .iter()
                .filter(|other| other.id == id)
                .map(|template| template.lang.as_str())
                .collect();
            let message = format!("there is no letter `{id}` in `{lang}`");
            Diagnostic::error(message).help(format!("it is there in `{}`", known.join("`, `")))
        })
    }

    /// The language asked for, else the sender's own, else the campaign's first that the target reads.
    fn language<'l>(&'l self, target: &Target, letter: &str, own: Option<&'l str>) -> &'l str {
        let has = |lang: &str| self.campaign.template(letter, lang).is_some();
        let read =
            |lang: &&String| has(lang) && (target.reads.is_empty() || target.reads.contains(lang));
        let languages = &self.campaign.languages;
        let first = languages.iter().find(read).or(languages.first());
        let asked = self.lang.as_deref();
        asked
            .or(own.filter(|lang| has(lang)))
            .or(first.map(String::as_str))
            .unwrap_or("en")
    }
}

/// The message that a letter is written for other targets.
fn not_for(template: &Template, target: &Target) -> String {
    let words: Vec<&str> = template
        .targets
        .iter()
        .map(|text| text.value.as_str())
        .collect();
    let (id, kind) = (&template.id, target.kind);
    format!(
        "the letter `{id}` is written for `{}`, not for this target of the kind `{kind}`",
        words.join("`, `")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::embedded;

    #[test]
    fn a_letter_is_in_the_first_language_that_there_is_and_that_the_target_reads() {
        let mut campaign = Campaign::read(&embedded::folder()).0.unwrap();
        campaign.languages = ["sv", "en", "ru"].map(str::to_owned).into();
        let mut target = campaign.target("president").unwrap().clone();
        for (asked, own, reads, expected) in [
            (None, None, "", "en"),
            (None, None, "ru", "ru"),
            (None, None, "fr", "sv"),
            (None, Some("ru"), "", "ru"),
            (None, Some("sv"), "", "en"),
            (Some("kk"), Some("ru"), "en", "kk"),
        ] {
            target.reads = reads.split_whitespace().map(str::to_owned).collect();
            let composer = Composer::new(&campaign, None, asked);
            let found = composer.language(&target, "government", own);
            assert_eq!(found, expected, "{asked:?}, {own:?}, {reads:?}");
        }
    }

    #[test]
    fn a_letter_that_is_not_there_in_a_language_says_in_which_it_is() {
        let mut campaign = Campaign::read(&embedded::folder()).0.unwrap();
        campaign
            .templates
            .retain(|template| template.id != "government" || template.lang == "ru");
        let target = campaign.target("president").unwrap();
        let composer = Composer::new(&campaign, None, Some("sv"));
        let problem = composer.template(target, None).unwrap_err();
        assert_eq!(problem.message, "there is no letter `government` in `sv`");
        assert_eq!(problem.help, ["it is there in `ru`"]);
    }
}
