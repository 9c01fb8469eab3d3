//! The mailboxes of a letter that goes by e-mail: its sender, the office and those who get copies.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::diagnostic::{Diagnostic, Problems};
use crate::email::{Address, Mailbox};
use crate::fields::Text;
use crate::letter::advice;
use crate::sender::Sender;

/// The mailboxes of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailboxes {
    /// The sender; `None` without an e-mail address.
    pub from: Option<Mailbox>,
    /// The office, by each of its addresses; never empty.
    pub to: Vec<Mailbox>,
    /// The recipients of copies.
    pub cc: Vec<Mailbox>,
}

/// The mailboxes of a letter in `lang` to a target: those of its main office in force on the date, and
/// those that the campaign wants copies to go to.
///
/// # Errors
/// If no address is known on the date, and every address that cannot stand in a message.
pub fn mailboxes(
    campaign: &Campaign,
    target: &Target,
    sender: &Sender,
    date: Date,
    lang: &str,
) -> Result<Mailboxes, Problems> {
    let mut problems = Problems::default();
    let from = problems.keep(of_sender(sender)).flatten();
    let records = target.reached(date, |contact| !contact.email.is_empty());
    let known = records.iter().flat_map(|record| &record.value.email);
    let to = all(known, Some(target.office(date).best(lang)), &mut problems);
    if records.is_empty() {
        problems.push(advice::not_reached(target, date, "e-mail address"));
    }
    let mut cc = all(&campaign.copies_to.email, None, &mut problems);
    cc.retain(|copy| to.iter().all(|other| !other.address().is(copy.address())));
    if problems.has_errors() {
        return Err(problems);
    }
    Ok(Mailboxes { from, to, cc })
}

/// The mailbox of the sender, called by the name or else the organization.
///
/// # Errors
/// If the address cannot stand in a message.
pub fn of_sender(sender: &Sender) -> Result<Option<Mailbox>, Diagnostic> {
    let Some(text) = &sender.email else {
        return Ok(None);
    };
    let name = sender.name.as_ref().or(sender.organization.as_ref());
    let address = Address::parse(text).ok_or_else(|| unusable(text))?;
    Ok(Some(Mailbox::new(name.map(String::as_str), address)))
}

/// The mailboxes of addresses in the data, each once.
fn all<'t>(
    texts: impl IntoIterator<Item = &'t Text>,
    name: Option<&str>,
    problems: &mut Problems,
) -> Vec<Mailbox> {
    let mut found: Vec<Mailbox> = Vec::new();
    for text in texts {
        match Address::parse(&text.value) {
            Some(address) if found.iter().all(|other| !other.address().is(&address)) => {
                found.push(Mailbox::new(name, address));
            }
            Some(_) => {}
            None => problems.push(unusable(&text.value).at(text.place.clone())),
        }
    }
    found
}

fn unusable(address: &str) -> Diagnostic {
    let message = format!("the e-mail address `{address}` cannot stand in a message");
    let help = "expected a form such as name@example.org, without quotes, in Latin letters; write a domain in other \
                letters in its form `xn--…`";
    Diagnostic::error(message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::embedded;

    fn to(id: &str, date: &str) -> Result<Mailboxes, Problems> {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let target = campaign.target(id).unwrap();
        let date = Date::parse(date).unwrap();
        mailboxes(&campaign, target, &Sender::default(), date, "en")
    }

    #[test]
    fn every_address_of_the_date_gets_the_letter_once() {
        let found = to("embassy-gb", "2026-11-23").unwrap();
        let addresses: Vec<&str> = found.to.iter().map(|to| to.address().as_str()).collect();
        assert_eq!(addresses, ["london@mfa.kz", "london@kazembassy.org.uk"]);
        assert_eq!(found.from, None);
    }

    #[test]
    fn an_address_that_stands_twice_gets_one_letter() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let mut target = campaign.target("embassy-gb").unwrap().clone();
        for record in &mut target.contacts {
            let again = record.value.email.clone();
            record.value.email.extend(again);
        }
        let date = Date::parse("2026-11-23").unwrap();
        let found = mailboxes(&campaign, &target, &Sender::default(), date, "en").unwrap();
        assert_eq!(found, to("embassy-gb", "2026-11-23").unwrap());
    }

    #[test]
    fn an_office_without_an_address_says_how_it_is_reached() {
        let problems = to("embassy-gb", "2011-12-17").unwrap_err();
        assert!(problems.0[0].message.contains("no e-mail address is known"));
        assert!(problems.0[0].help[0].contains("it can be reached by"));
    }
}
