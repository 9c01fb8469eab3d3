//! The campaign as letters use it: everything that its folder says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calendar::Date;
use crate::campaign::argument::Argument;
use crate::campaign::audience::Addressed;
use crate::campaign::claims::{Demand, Fact};
use crate::campaign::dated::Dated;
use crate::campaign::exclusion::Exclusion;
use crate::campaign::forms::Forms;
use crate::campaign::slot::{Slot, Supported};
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::campaign::texts::Texts;
use crate::campaign::unread::Unread;
use crate::country::Country;
use crate::diagnostic::Source;

/// A campaign, ready to choose and write from.
#[derive(Debug)]
pub struct Campaign {
    /// Short and stable.
    pub id: String,
    /// The first date that a letter may bear.
    pub from: Date,
    /// The sender's country where nothing else says it; never that of a member of a batch.
    pub country: Country,
    /// The languages, the default first.
    pub languages: Vec<String>,
    /// The campaign's name.
    pub name: Texts,
    /// The addresses for letters of solidarity.
    pub solidarity_to: Slot,
    /// The people who get letters of solidarity there.
    pub supported: Supported,
    /// The addresses for copies.
    pub copies_to: Slot,
    /// The facts, each with its dates.
    pub facts: Vec<Dated<Fact>>,
    /// The demands, each with its dates.
    pub demands: Vec<Dated<Demand>>,
    /// The arguments: which facts speak to which targets.
    pub arguments: Vec<Addressed<Argument>>,
    /// The missions that people of a country are not sent to.
    pub exclusions: Vec<Dated<Exclusion>>,
    /// The offices.
    pub targets: Vec<Target>,
    /// The letters, by language and id.
    pub templates: Vec<Template>,
    /// Parts of letters, by language and name.
    pub partials: BTreeMap<(String, String), Arc<Source>>,
    /// Forms of address and words, by language.
    pub forms: BTreeMap<String, Forms>,
    /// The file of its own page profiles, which `page` reads.
    pub profiles: Option<Arc<Source>>,
    /// What could not be read of it.
    pub unread: Unread,
}

impl Campaign {
    /// The target of an id.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.id == id)
    }

    /// The names of the variables of its letters' own.
    pub fn variables(&self) -> BTreeSet<String> {
        let own = self
            .templates
            .iter()
            .flat_map(|letter| letter.variables.keys());
        own.cloned().collect()
    }

    /// The letter of an id in a language.
    pub fn template(&self, id: &str, lang: &str) -> Option<&Template> {
        self.templates.iter().find(|t| t.id == id && t.lang == lang)
    }

    /// The ids of the letters, each once.
    pub fn letter_ids(&self) -> BTreeSet<&str> {
        self.templates.iter().map(|t| t.id.as_str()).collect()
    }

    /// The id of the letter written for a target: one that names its id, else its kind.
    pub fn letter_for(&self, target: &Target) -> Option<&str> {
        let naming = |word: &str| {
            self.templates
                .iter()
                .find(|t| t.targets.iter().any(|text| text.value == word))
        };
        naming(&target.id)
            .or_else(|| naming(target.kind.name()))
            .map(|t| t.id.as_str())
    }
}
