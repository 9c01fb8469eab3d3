//! Reach: letters that no target gets on any date, and files that nothing reads.

use std::collections::BTreeSet;

use crate::audit::coverage;
use crate::campaign::Campaign;
use crate::campaign::target::{Kind, Target};
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic, Problems};

/// Reports every file below `letters/` that lies where nothing is read.
pub(super) fn strays(campaign: &Campaign, problems: &mut Problems) {
    for path in &campaign.unread.strays {
        let message = format!("`{path}` is not read");
        let help = "letters lie in the folder of their language, as `letters/en/NAME.md`, and partials in \
                    `letters/en/partials/`; the names of both end with `.md`";
        problems.push(Diagnostic::found(Code::StrayFile, message).help(help));
    }
}

/// Reports every letter that no target gets, once for all languages.
pub(super) fn audit(campaign: &Campaign, problems: &mut Problems) {
    let unread = &campaign.unread;
    let lacks_target = unread.any_target || campaign.lacks_supported();
    if lacks_target || !unread.targets.is_empty() || !unread.letters.is_empty() {
        return; // they may be what the letter is for
    }
    let unsupported = campaign.unsupported();
    let targets = campaign.targets.iter().chain(&unsupported);
    let is_left = |target: &&Target| target.to.is_none_or(|to| to.last() >= campaign.from);
    let reached: BTreeSet<&str> = targets
        .filter(is_left)
        .filter_map(|target| campaign.letter_for(target))
        .collect();
    let lacks_letters = coverage::lonely(campaign).next().is_some();
    for id in campaign.letter_ids() {
        let is_for_nobody = lacks_letters && names_nobody(campaign, id);
        if reached.contains(id) || is_for_nobody || is_told_otherwise(campaign, id) {
            continue;
        }
        let mut languages = campaign.languages.iter();
        let letter = languages.find_map(|lang| campaign.template(id, lang));
        let place = letter.map(|letter| {
            let first = letter.targets.first();
            first.map_or_else(|| letter.place(), |text| text.place.clone())
        });
        let message = format!("no target ever gets the letter `{id}`");
        let help = "name kinds or ids in `targets` that the campaign has and that no other letter takes, or take \
                    the letter away";
        let problem = Diagnostic::found(Code::UnreachableLetter, message).help(help);
        problems.push(Diagnostic { place, ..problem });
    }
}

/// Returns whether a letter names no targets at all.
fn names_nobody(campaign: &Campaign, id: &str) -> bool {
    let mut letters = campaign.templates.iter().filter(|letter| letter.id == id);
    letters.all(|letter| letter.targets.is_empty())
}

/// Returns whether another finding says why nobody gets a letter: it names a target that does not exist, or one that another
/// letter names too.
fn is_told_otherwise(campaign: &Campaign, id: &str) -> bool {
    let words = |template: &Template| -> BTreeSet<String> {
        template
            .targets
            .iter()
            .map(|target| target.value.clone())
            .collect()
    };
    let letters = campaign.templates.iter();
    let (own, others): (Vec<&Template>, Vec<&Template>) =
        letters.partition(|letter| letter.id == id);
    let own: BTreeSet<String> = own.into_iter().flat_map(words).collect();
    let is_known = |word: &String| {
        Kind::parse(word).is_some() || campaign.targets.iter().any(|target| target.id == *word)
    };
    let is_shared = |word: &String| others.iter().any(|other| words(other).contains(word));
    own.iter().any(|word| !is_known(word) || is_shared(word))
}
