//! What letters are tried with: a sender, and values for the variables of a template.

use std::collections::BTreeMap;

use crate::campaign::Campaign;
use crate::campaign::template::Template;
use crate::sender::Sender;

/// Values for a template's own variables, so that it can be tried.
pub(super) fn sample_values(template: &Template) -> BTreeMap<String, String> {
    template
        .variables
        .iter()
        .map(|(key, what)| (key.clone(), what.clone()))
        .collect()
}

/// Makes a sender with everything that takes room on a page.
pub(super) fn sample_sender(campaign: &Campaign) -> Sender {
    let text = |text: &str| Some(text.to_owned());
    Sender {
        name: text("Maria Magdalena Example"),
        role: text("Branch secretary"),
        organization: text("Example Union of Workers, Branch 123"),
        address: ["123 Long Example Road", "Example Town", "AB12 3CD"]
            .map(str::to_owned)
            .to_vec(),
        country: Some(campaign.country),
        email: text("secretary.branch123@example.org"),
        phone: text("+44 20 7946 0000"),
        fax: text("+442079460001"),
        ..Sender::default()
    }
}
