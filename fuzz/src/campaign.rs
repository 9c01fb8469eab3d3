//! Campaign folders.

use std::collections::BTreeSet;

use protest_letter::campaign::{Campaign, forms as address, template};

use super::parts::{FORMS, LETTER, PARTIAL, TARGETS, folder, parts, source, text};
use super::{letter, problems};

/// `targets.toml`, with the parts `forms`, `letter` and `part` as further files.
pub fn whole(input: &[u8]) {
    let Some(text) = text(input) else {
        return;
    };
    let file = |(name, text)| match name {
        "" => Some((TARGETS, text)),
        "forms" => Some((FORMS, text)),
        "letter" => Some((LETTER, text)),
        "part" => Some((PARTIAL, text)),
        _ => None,
    };
    let (campaign, found) = Campaign::read(&folder(parts(text).into_iter().filter_map(file)));
    problems::check(&found);
    let Some(campaign) = campaign.filter(|_| !found.has_errors()) else {
        return;
    };
    holds(&campaign);
    letter::some(&campaign, campaign.from);
}

/// What every campaign holds.
fn holds(campaign: &Campaign) {
    let ids: BTreeSet<&str> = campaign
        .targets
        .iter()
        .map(|target| target.id.as_str())
        .collect();
    assert_eq!(ids.len(), campaign.targets.len(), "an id stands twice");
    assert!(!campaign.languages.is_empty());
    for target in &campaign.targets {
        assert_eq!(
            campaign.target(&target.id).map(|found| &found.id),
            Some(&target.id)
        );
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(
            !target.id.is_empty() && target.id.bytes().all(plain),
            "{}",
            target.id
        );
        assert!(
            !target.id.starts_with('-'),
            "{} is read as an option",
            target.id
        );
    }
    for template in &campaign.templates {
        assert!(template.source.text.get(template.body.clone()).is_some());
        assert!(campaign.languages.contains(&template.lang));
    }
}

/// `forms.toml`, and the part `letter` as a letter with its front matter.
pub fn forms(input: &[u8]) {
    let Some(text) = text(input) else {
        return;
    };
    for (name, text) in parts(text) {
        let (source, mut found) = source(name, &text);
        if name == "letter" {
            let template = template::read("letter", "en", &source, &mut found);
            let body = template.map(|template| template.text().len());
            assert!(body.is_none_or(|length| length <= text.len()));
        } else {
            address::read(&source, &mut found);
        }
        problems::check(&found);
    }
}
