//! The two parties of a letter: the lines that say who writes and to whom.

use crate::calendar::Date;
use crate::campaign::forms::LetterWords;
use crate::campaign::target::{Contact, Kind, Target};
use crate::country::Country;
use crate::letter::line::Line;
use crate::sender::Sender;

/// Ruled lines for an address that nobody knows.
const UNKNOWN_ADDRESS_LINES: usize = 2;

/// The most lines of an address that windows and post offices take.
const MOST_LINES: usize = 7;

/// The language of an address whose record names none (ISO 639-2: undetermined).
const UNDETERMINED: &str = "und";

/// The recipient's address.
pub(crate) struct Recipient {
    /// In one script.
    pub plain: Vec<Line>,
    /// In two scripts, where the record has them and seven lines hold them.
    pub in_two_scripts: Option<Vec<Line>>,
}

/// The first lines of the recipient's address name the addressee; then come the address of the
/// date or ruled lines, and the country for foreign post. Post from abroad is read twice: in the
/// country of posting, which needs Latin letters and the country's name, and at its end, where the
/// country's own script helps (UPU, Letter Post Regulations: also in the letters of the country of
/// destination). So is a message that nobody posts.
pub(crate) fn recipient(
    addressee: Vec<Line>,
    target: &Target,
    posted_in: Option<Country>,
    date: Date,
    lang: &str,
) -> Recipient {
    let foreign = posted_in != Some(target.country);
    let mut lines = addressee;
    let mut local = Vec::new();
    match target.post(date).map(|record| &record.value) {
        Some(contact) => {
            local = local_lines(contact, lang);
            let post = contact.post.iter().cloned().map(Line::Text);
            match (foreign, local.is_empty()) {
                (false, false) => lines.append(&mut local),
                _ => lines.extend(post),
            }
        }
        // Nobody posts letters to the people who are supported.
        None if target.kind == Kind::Solidarity => lines.push(Line::Text(target.city.clone())),
        None => lines.extend(vec![Line::Ruled(String::new()); UNKNOWN_ADDRESS_LINES]),
    }
    let country = foreign.then(|| country_line(target.country, posted_in, lang));
    let all = lines.len() + local.len() + usize::from(foreign);
    let in_two_scripts = (foreign && !local.is_empty() && all <= MOST_LINES).then(|| {
        let above = lines.iter().cloned().chain(local);
        above.chain(country.clone()).collect()
    });
    Recipient {
        plain: lines.into_iter().chain(country).collect(),
        in_two_scripts,
    }
}

/// The lines of an address in the script of its country.
fn local_lines(contact: &Contact, lang: &str) -> Vec<Line> {
    let local = contact.post_local_lang.as_deref().unwrap_or(UNDETERMINED);
    let lines = contact.post_local.iter().cloned();
    lines.map(|line| Line::of(line, local, lang)).collect()
}

/// The country in capitals, in the letter's language if the country of posting speaks it, else in
/// English (UPU: the language of the country of posting or one that is known internationally).
fn country_line(country: Country, posted_in: Option<Country>, lang: &str) -> Line {
    let is_spoken = posted_in.is_some_and(|posted_in| posted_in.speaks(lang));
    let printed = if is_spoken { lang } else { "en" };
    Line::of(country.name(printed).to_uppercase(), printed, lang)
}

/// The lines that say who writes; with the sender's country for an answer from abroad; ruled where
/// nobody is named. The body that the letterhead names is not named again.
pub(crate) fn sender(
    sender: &Sender,
    words: &LetterWords,
    answered_from_abroad_to: Option<Country>,
    lang: &str,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |text: Option<String>| lines.extend(text.map(Line::Text));
    add(sender.name.clone());
    let organization = sender.organization.clone();
    add(organization.filter(|_| sender.letterhead.is_none()));
    for line in &sender.address {
        add(Some(line.clone()));
    }
    if let (Some(country), false) = (answered_from_abroad_to, sender.address.is_empty()) {
        lines.push(country_line(country, Some(country), lang));
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
pub(crate) fn reply(sender: &Sender, words: &LetterWords) -> Vec<Line> {
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
pub(crate) fn return_line(sender: &Sender) -> Vec<String> {
    if sender.address.is_empty() {
        return Vec::new();
    }
    let name = sender.name.as_ref().or(sender.organization.as_ref());
    name.into_iter().chain(&sender.address).cloned().collect()
}

/// The lines under the place for the signature: everybody who signs, then the role and the body.
pub(crate) fn signature(sender: &Sender, words: &LetterWords) -> Vec<Line> {
    let ruled = sender
        .is_anonymous()
        .then(|| Line::Ruled(words.line_name.clone()));
    let names = sender.name.iter().chain(&sender.co_signers);
    let printed = names.chain(&sender.role).chain(&sender.organization);
    ruled
        .into_iter()
        .chain(printed.cloned().map(Line::Text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, embedded};

    fn address(lines: usize, from: &str, lang: &str) -> Recipient {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let target = campaign.target("kazmunaygaz").unwrap();
        let date = Date::parse("2011-12-18").unwrap();
        let country = Country::from_code(from);
        let addressee = vec![Line::Text("A".to_owned()); lines];
        recipient(addressee, target, country, date, lang)
    }

    fn foreign(text: &str, lang: &str) -> Line {
        Line::of(text.to_owned(), lang, "")
    }

    #[test]
    fn the_local_script_stands_above_the_country() {
        let lines = address(2, "GB", "en").in_two_scripts.unwrap();
        assert_eq!(lines.len(), 7);
        assert_eq!(lines[5], foreign("010000 Астана", "ru"));
        assert_eq!(lines[6], Line::Text("KAZAKHSTAN".to_owned()));
    }

    #[test]
    fn eight_lines_are_too_many() {
        let recipient = address(3, "GB", "en");
        assert_eq!(recipient.in_two_scripts, None);
        assert_eq!(recipient.plain.len(), 6);
    }

    #[test]
    fn at_home_the_local_script_stands_alone() {
        let recipient = address(1, "KZ", "kk");
        assert_eq!(recipient.in_two_scripts, None);
        assert_eq!(recipient.plain[2], foreign("010000 Астана", "ru"));
    }

    #[test]
    fn where_nobody_knows_the_country_of_posting_the_other_is_in_english() {
        for (from, printed) in [
            ("", "KAZAKHSTAN"),
            ("GB", "KAZAKHSTAN"),
            ("RU", "КАЗАХСТАН"),
        ] {
            let lines = address(1, from, "ru").plain;
            let found = lines.last().map(Line::text);
            assert_eq!(found, Some(printed), "{from}");
        }
    }

    #[test]
    fn everybody_of_a_household_signs() {
        let text = |text: &str| Some(text.to_owned());
        let household = Sender {
            name: text("Ana"),
            co_signers: vec!["Bob".to_owned()],
            role: text("Members"),
            organization: text("Branch"),
            ..Sender::default()
        };
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let words = &campaign.forms["en"].words;
        let names = ["Ana", "Bob", "Members", "Branch"].map(|n| Line::Text(n.to_owned()));
        assert_eq!(signature(&household, words), names);
    }

    #[test]
    fn a_country_in_another_language_says_so() {
        let plain = address(1, "GB", "ru").plain;
        assert_eq!(plain.last(), Some(&foreign("KAZAKHSTAN", "en")));
    }
}
