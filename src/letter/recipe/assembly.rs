//! The assembly of a letter: its text and all that stands around it.

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::letter::addressing::{Addressee, Formalities};
use crate::letter::filled::Letter;
use crate::letter::furniture;
use crate::letter::order::Order;
use crate::letter::parties;
use crate::letter::recipe::Recipe;
use crate::letter::recipe::fill_cache::FilledText;

impl Recipe<'_> {
    /// Puts the letter of an order together.
    ///
    /// # Errors
    /// A date that cannot be printed, or a word that the language lacks.
    pub(super) fn letter(
        &self,
        order: &Order<'_>,
        around: &Formalities,
        addressee: &Addressee,
        text: &FilledText,
    ) -> Result<Letter, Problems> {
        let (lang, words) = (&self.template.lang, &self.forms.words);
        let date_line = self.date_line(order.date)?;
        let notations = furniture::notations(self.campaign, self.forms, order.added)?;
        let to = addressee.lines(lang);
        let addressee_lines = to.len();
        let home = order.sender.country.or(order.country);
        let answered_to = home.filter(|home| order.target.country != *home);
        let recipient = parties::recipient(to, order.target, order.country, order.date, lang);
        let record = order
            .target
            .post(order.date)
            .map(|record| record.place.clone());
        Ok(Letter {
            target: order.target.id.clone(),
            template: self.template.id.clone(),
            lang: lang.clone(),
            date: order.date,
            letterhead: furniture::letterhead(order.sender, words, order.added),
            sender: parties::sender(order.sender, words, answered_to, lang),
            reply: parties::reply(order.sender, words),
            return_line: parties::return_line(order.sender),
            recipient: recipient.plain,
            addressee_lines,
            office: addressee.office.clone(),
            recipient_in_two_scripts: recipient.in_two_scripts,
            recipient_place: record.unwrap_or_else(|| order.target.place.clone()),
            date_line,
            reference: notations.reference,
            subject: text.subject.clone(),
            salutation: around.salutation.clone(),
            body: text.body.clone(),
            closing: around.closing.clone(),
            signature_picture: furniture::signature(order.sender, words, order.added),
            signature: parties::signature(order.sender, words),
            enclosures: notations.enclosures,
            copies: notations.copies,
            signatories: notations.signatories,
            page_words: words.page.clone(),
            status: self.template.status,
        })
    }

    /// The date as letters in the language say it.
    fn date_line(&self, date: Date) -> Result<String, Diagnostic> {
        let pattern = &self.forms.words.date;
        date.format(&pattern.value, &self.template.lang).ok_or_else(|| {
            let message = format!(
                "`{}` is no date pattern of strftime, or the names of months are not known in this language",
                pattern.value
            );
            Diagnostic::found(Code::DatePattern, message).at(pattern.place.clone())
        })
    }
}
