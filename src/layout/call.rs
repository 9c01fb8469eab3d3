//! A fax to a number: the letter with the number as the sender's country writes it, in the words that the
//! campaign has.

use crate::campaign::Campaign;
use crate::campaign::fax::FaxWords;
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::layout::sending::{Cover, Sending};
use crate::layout::typesetter::Typesetter;
use crate::letter::Letter;
use crate::page::Document;
use crate::page::profile::Profile;
use crate::phone;
use crate::sender::Sender;

/// A call to a number that sends a letter as a fax.
#[derive(Clone, Copy, Debug)]
pub struct FaxCall<'c> {
    /// The campaign.
    pub campaign: &'c Campaign,
    /// The sender.
    pub sender: &'c Sender,
    /// The country that is called from.
    pub country: Country,
    /// The number that is called, in E.164.
    pub number: &'c str,
    /// The choice of a cover. One that is not asked for is never in another language than the letter.
    pub cover: Cover,
}

impl Typesetter {
    /// Sets a letter as a fax to a number.
    ///
    /// # Errors
    /// As for [`Typesetter::fax`].
    pub fn fax_to(
        &mut self,
        letter: &Letter,
        profile: &Profile,
        call: FaxCall<'_>,
    ) -> Result<Document, Problems> {
        call.send(letter, |sending| self.fax(letter, profile, sending))
    }
}

impl FaxCall<'_> {
    /// Sets a letter with what is said of its call.
    pub(super) fn send<T>(self, letter: &Letter, set: impl FnOnce(Sending<'_>) -> T) -> T {
        let english = FaxWords::english();
        let known = words(self.campaign, letter);
        let cover = match self.cover {
            Cover::Auto if known.is_none() => Cover::No,
            cover => cover,
        };
        set(Sending {
            sender: self.sender,
            number: &phone::written(self.number, &self.country.to_string()),
            words: known.unwrap_or(&english),
            lang: known.is_none().then_some("en"),
            cover,
        })
    }
}

/// Notes that a cover is in another language than its letter.
pub(crate) fn language_note(
    campaign: &Campaign,
    letter: &Letter,
    cover: Cover,
) -> Option<Diagnostic> {
    if words(campaign, letter).is_some() || cover != Cover::Yes {
        return None;
    }
    let lang = &letter.lang;
    let message =
        format!("the cover is in English: `letters/{lang}/forms.toml` has no words for it");
    Some(Diagnostic::note(message).help("add `[words.fax]`"))
}

/// Returns the words of faxes in the language of a letter, if the campaign has them.
pub(crate) fn words<'c>(campaign: &'c Campaign, letter: &Letter) -> Option<&'c FaxWords> {
    let forms = campaign.forms.get(&letter.lang)?;
    forms.words.fax.as_ref()
}
