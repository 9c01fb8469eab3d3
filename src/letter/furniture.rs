//! The parts around the text of a letter: reference, enclosures, copies, letterhead, the picture of
//! a signature.
//!
//! Owns these parts of a [`Letter`](super::Letter). Leaves reading files to the caller, who hands
//! over pictures.

use crate::campaign::Campaign;
use crate::campaign::channel::Channel;
use crate::campaign::forms::{Forms, LetterWords};
use crate::diagnostic::{Diagnostic, Problems};
use crate::picture::Picture;
use crate::sender::Sender;

/// The additions to letters beyond their text.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// The writer's own reference.
    pub reference: Option<String>,
    /// The enclosures.
    pub enclosures: Vec<String>,
    /// The people who sign beside the sender, each on a line of their own below the letter.
    pub signatories: Vec<String>,
    /// The picture of the sender's signature.
    pub signature: Option<Picture>,
    /// The logo of the sender's letterhead.
    pub logo: Option<Picture>,
    /// The channel.
    pub channel: Channel,
}

/// A picture and the words for those who do not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// A description of it, in the letter's language.
    pub alt: String,
}

/// The letterhead at the top of the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The name of the body.
    pub name: String,
    /// Lines below the name.
    pub lines: Vec<String>,
    /// The logo.
    pub logo: Option<Figure>,
}

/// The notations of a letter: lines that begin with a word, such as "Enclosures:".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notations {
    /// The reference.
    pub reference: Option<String>,
    /// The enclosures.
    pub enclosures: Option<String>,
    /// The people who get a copy.
    pub copies: Option<String>,
    /// The people who sign beside the sender.
    pub signatories: Option<Signatories>,
}

/// Many who sign a letter by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatories {
    /// The word above them.
    pub heading: String,
    /// Their names.
    pub names: Vec<String>,
}

/// Returns the notations of a letter, each after its word.
///
/// # Errors
/// Every word that the language lacks.
pub fn notations(
    campaign: &Campaign,
    forms: &Forms,
    added: &Additions,
) -> Result<Notations, Problems> {
    let words = &forms.words;
    let mut problems = Problems::default();
    let mut line = |key: &str, word: Option<&String>, text: String| {
        if text.is_empty() {
            return None;
        }
        if word.is_none() {
            problems.push(missing_word(forms, key));
        }
        Some(format!("{}: {text}", word?))
    };
    let reference = added.reference.clone().unwrap_or_default();
    let copies = line("copies", Some(&words.copies), copies_of(campaign));
    let found = Notations {
        reference: line("reference", words.reference.as_ref(), reference),
        enclosures: line(
            "enclosures",
            words.enclosures.as_ref(),
            added.enclosures.join("; "),
        ),
        copies,
        signatories: signatories(words, added),
    };
    if !added.signatories.is_empty() && found.signatories.is_none() {
        problems.push(missing_word(forms, "signatories"));
    }
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(found)
    }
}

/// The addresses that copies go to, on one line.
fn copies_of(campaign: &Campaign) -> String {
    let addresses = campaign.copies_to.email.iter();
    let addresses: Vec<&str> = addresses.map(|text| text.value.as_str()).collect();
    addresses.join(", ")
}

fn signatories(words: &LetterWords, added: &Additions) -> Option<Signatories> {
    let names = added.signatories.clone();
    let heading = words.signatories.clone().filter(|_| !names.is_empty())?;
    Some(Signatories { heading, names })
}

fn missing_word(forms: &Forms, key: &str) -> Diagnostic {
    let file = &forms.source.name;
    let help = format!("add `{key} = \"…\"` to `[words]` in `{file}`");
    Diagnostic::error(format!("`{file}` has no word for `{key}`")).help(help)
}

/// The picture of the sender's signature.
pub fn signature(sender: &Sender, words: &LetterWords, added: &Additions) -> Option<Figure> {
    let name = sender
        .name
        .as_ref()
        .or(sender.organization.as_ref())
        .map_or("", String::as_str);
    figure(added.signature.as_ref(), words.signature.as_ref(), name)
}

/// The sender's letterhead.
pub fn letterhead(sender: &Sender, words: &LetterWords, added: &Additions) -> Option<Letterhead> {
    let head = sender.letterhead.as_ref()?;
    Some(Letterhead {
        name: head.name.clone(),
        lines: head.lines.clone(),
        logo: figure(added.logo.as_ref(), words.logo.as_ref(), &head.name),
    })
}

fn figure(picture: Option<&Picture>, pattern: Option<&String>, name: &str) -> Option<Figure> {
    let pattern = pattern.map_or("{name}", String::as_str);
    Some(Figure {
        picture: picture?.clone(),
        alt: pattern.replace("{name}", name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::embedded;
    use crate::picture::tests::sample;
    use crate::sender::generated;

    #[test]
    fn pictures_are_described_in_the_words_of_the_language() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let mut words = campaign.forms["en"].words.clone();
        (words.signature, words.logo) = (None, Some("The logo of {name}".to_owned()));
        let mut sender = generated::whole();
        let added = Additions {
            signature: Some(sample()),
            logo: Some(sample()),
            ..Additions::default()
        };
        let signed = |sender: &Sender| signature(sender, &words, &added).unwrap().alt;
        assert_eq!(signed(&sender), "Ana");
        let head = letterhead(&sender, &words, &added).unwrap();
        assert_eq!((head.name.as_str(), head.lines.len()), ("Dock Union", 1));
        assert_eq!(head.logo.unwrap().alt, "The logo of Dock Union");
        sender.name = None;
        assert_eq!(signed(&sender), "Dock Union");
        let nothing = Additions::default();
        assert_eq!(signature(&sender, &words, &nothing), None);
        assert_eq!(letterhead(&sender, &words, &nothing).unwrap().logo, None);
    }
}
