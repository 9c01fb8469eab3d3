//! Coverage: letters that a language lacks, targets that no letter is written for, and letters for the same target.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::contacts;
use crate::campaign::Campaign;
use crate::campaign::target::{Kind, Target};
use crate::campaign::template::Template;
use crate::diagnostic::{Code, Diagnostic, Problems};

/// Judges which letters there are, and for whom.
pub(super) fn audit(campaign: &Campaign, problems: &mut Problems) {
    incomplete(campaign, problems);
    rivals(campaign, problems);
}

/// Reports letters that claim the same target, and translations that claim others than the rest.
fn rivals(campaign: &Campaign, problems: &mut Problems) {
    let is_read = |letter: &&Template| !campaign.unread.may_have_letter(&letter.id, &letter.lang);
    let letters: Vec<&Template> = campaign.templates.iter().filter(is_read).collect();
    for (n, template) in letters.iter().enumerate() {
        for text in &template.targets {
            let claims = |other: &&&Template| {
                other.id != template.id
                    && other.lang == template.lang
                    && other.targets.iter().any(|t| t.value == text.value)
            };
            if let Some(other) = letters[..n].iter().find(claims) {
                let message = format!(
                    "`{}` and `{}` are both written for `{}`",
                    other.id, template.id, text.value
                );
                let help = "name a kind or id in one letter only";
                problems.push(
                    Diagnostic::found(Code::RivalLetters, message)
                        .at(text.place.clone())
                        .help(help),
                );
            }
        }
        let words = |t: &Template| {
            t.targets
                .iter()
                .map(|t| t.value.clone())
                .collect::<BTreeSet<_>>()
        };
        let first = letters[..n].iter().find(|other| other.id == template.id);
        if let Some(first) = first.filter(|first| words(first) != words(template)) {
            let message = format!(
                "`{}` is written for other targets in `{}` than in `{}`",
                template.id, template.lang, first.lang
            );
            problems.push(Diagnostic::found(Code::OtherTargets, message).at(template.place()));
        }
    }
}

/// Templates that a language lacks, and targets that no letter is written for.
fn incomplete(campaign: &Campaign, problems: &mut Problems) {
    for id in campaign.letter_ids() {
        for lang in &campaign.languages {
            let is_there = campaign.template(id, lang).is_some();
            if !is_there && !campaign.unread.may_have_letter(id, lang) {
                let message = format!("the letter `{id}` is missing in `{lang}`");
                let help = format!("write `letters/{lang}/{id}.md`");
                problems.push(Diagnostic::found(Code::MissingLetter, message).help(help));
            }
        }
    }
    let is_for_nobody = |letter: &Template| letter.targets.is_empty();
    let is_unsure = campaign.templates.iter().any(is_for_nobody);
    if is_unsure || !campaign.unread.letters.is_empty() || contacts::names_unknown(campaign) {
        return; // they may be for any target
    }
    let lonely = campaign
        .targets
        .iter()
        .filter(|target| campaign.letter_for(target).is_none());
    let mut kinds: BTreeMap<Kind, &Target> = BTreeMap::new();
    for target in lonely {
        kinds.entry(target.kind).or_insert(target);
    }
    for (kind, target) in kinds {
        let message = format!("no letter is written for the kind `{kind}`");
        let help = "name the kind in `targets` of a letter";
        problems.push(
            Diagnostic::found(Code::NoLetter, message)
                .at(target.place.clone())
                .help(help),
        );
    }
}
