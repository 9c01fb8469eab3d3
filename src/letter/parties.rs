//! The two parties of a letter: the lines that say who writes and to whom.

use super::Line;
use crate::calendar::Date;
use crate::campaign::forms::{Form, Words};
use crate::campaign::target::Target;
use crate::country::Country;
use crate::sender::Sender;

/// Ruled lines for an address that nobody knows.
const UNKNOWN_ADDRESS_LINES: usize = 2;

/// The first lines of the recipient's address are filled templates; then come the address of the
/// date or ruled lines, and the country for foreign post.
pub fn recipient(
    addressee: Vec<String>,
    target: &Target,
    sender_country: Country,
    date: Date,
    lang: &str,
) -> Vec<Line> {
    let foreign = target.country != sender_country;
    let mut lines: Vec<Line> = addressee.into_iter().map(Line::Text).collect();
    match target.post(date).map(|record| &record.value) {
        Some(contact) => {
            let local = !foreign && !contact.post_local.is_empty();
            let post = if local {
                &contact.post_local
            } else {
                &contact.post
            };
            lines.extend(post.iter().cloned().map(Line::Text));
        }
        None => lines.extend(vec![Line::Ruled(String::new()); UNKNOWN_ADDRESS_LINES]),
    }
    if foreign {
        lines.push(Line::Text(country_line(
            target.country,
            sender_country,
            lang,
        )));
    }
    lines
}

/// The country in capitals, in the letter's language if the country of posting speaks it, else in
/// English (UPU: the language of the country of posting or one that is known internationally).
fn country_line(country: Country, posted_in: Country, lang: &str) -> String {
    country
        .name(if posted_in.speaks(lang) { lang } else { "en" })
        .to_uppercase()
}

/// The lines that say who writes; with the country of posting for foreign post; ruled where nobody is
/// named.
pub fn sender(
    sender: &Sender,
    words: &Words,
    posted_abroad_in: Option<Country>,
    lang: &str,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |text: Option<String>| lines.extend(text.map(Line::Text));
    add(sender.name.clone());
    add(sender.organization.clone());
    for line in &sender.address {
        add(Some(line.clone()));
    }
    if let (Some(country), false) = (posted_abroad_in, sender.address.is_empty()) {
        add(Some(country_line(country, country, lang)));
    }
    let mut ruled = Vec::new();
    if sender.is_anonymous() {
        ruled.push(Line::Ruled(words.line_name.clone()));
    }
    if sender.address.is_empty() && sender.is_anonymous() {
        ruled.push(Line::Ruled(words.line_address.clone()));
        ruled.push(Line::Ruled(String::new()));
    }
    ruled.extend(lines);
    ruled
}

/// The lines that say how to answer beside by post.
pub fn reply(sender: &Sender, words: &Words) -> Vec<Line> {
    let email = sender
        .email
        .as_ref()
        .map(|email| format!("{}: {email}", words.email));
    let phone = sender
        .phone
        .as_ref()
        .map(|phone| format!("{}: {phone}", words.phone));
    email.into_iter().chain(phone).map(Line::Text).collect()
}

/// The parts of the line above the recipient's address in a window: name and address.
pub fn return_line(sender: &Sender) -> Vec<String> {
    if sender.address.is_empty() {
        return Vec::new();
    }
    let name = sender.name.as_ref().or(sender.organization.as_ref());
    name.into_iter().chain(&sender.address).cloned().collect()
}

/// The lines under the place for the signature.
pub fn signature(sender: &Sender, words: &Words) -> Vec<Line> {
    let ruled = sender
        .is_anonymous()
        .then(|| Line::Ruled(words.line_name.clone()));
    let parts = [&sender.name, &sender.role, &sender.organization];
    let printed = parts.into_iter().flatten().cloned().map(Line::Text);
    ruled.into_iter().chain(printed).collect()
}

/// The name of the holder as an address line in `lang` inflects it, if the form prints a name.
pub fn addressed_holder(target: &Target, date: Date, lang: &str) -> Option<String> {
    let holder = &super::advice::named_holder(target, date)?.value;
    let name = holder
        .addressed
        .get(lang)
        .unwrap_or_else(|| holder.name.best(lang));
    Some(name.to_owned())
}

/// The name of the office as an address line in `lang` inflects it.
pub fn addressed_office(target: &Target, lang: &str) -> String {
    let inflected = target.office_addressed.get(lang);
    inflected
        .unwrap_or_else(|| target.office.best(lang))
        .to_owned()
}

/// Whether a form prints the holder's name.
pub fn names_holder(form: &Form) -> bool {
    form.addressee
        .iter()
        .any(|line| line.value.contains("holder"))
}
