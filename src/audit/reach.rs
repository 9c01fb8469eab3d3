//! Reach: letters that no target gets on any date.

use std::collections::BTreeSet;

use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::diagnostic::{Code, Diagnostic, Problems};

/// Reports every letter that no target gets, once for all languages.
pub(super) fn audit(campaign: &Campaign, problems: &mut Problems) {
    let unread = &campaign.unread;
    if unread.any_target || !unread.targets.is_empty() || !unread.letters.is_empty() {
        return; // they may be what the letter is for
    }
    let unsupported = campaign.unsupported();
    let targets = campaign.targets.iter().chain(&unsupported);
    let is_left = |target: &&Target| target.to.is_none_or(|to| to.last() >= campaign.from);
    let reached: BTreeSet<&str> = targets
        .filter(is_left)
        .filter_map(|target| campaign.letter_for(target))
        .collect();
    for id in campaign.letter_ids() {
        if reached.contains(id) {
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
