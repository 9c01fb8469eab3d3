//! The words that the program itself puts on a fax and its cover, in one language.

use crate::fields::Table;

/// The words of faxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaxWords {
    /// Before the number that is called, and the heading of a cover.
    pub fax: String,
    /// Before who it is for.
    pub to: String,
    /// Before the office.
    pub office: String,
    /// Before who sends.
    pub from: String,
    /// Before the sender's organization.
    pub organization: String,
    /// Before how to answer.
    pub reply: String,
    /// Before the date.
    pub date: String,
    /// Before how many pages there are.
    pub pages: String,
    /// The number of pages, with `{pages}`; the cover is one of them.
    pub count: String,
    /// Before the subject.
    pub subject: String,
    /// A line that says what follows.
    pub message: String,
    /// A line that asks to pass the fax on if somebody else holds the office by now.
    pub pass_on: String,
}

impl FaxWords {
    /// The words in English, for languages that have none.
    pub fn english() -> Self {
        let own = |text: &str| text.to_owned();
        Self {
            fax: own("Fax"),
            to: own("To"),
            office: own("Office"),
            from: own("From"),
            organization: own("Organization"),
            reply: own("Reply to"),
            date: own("Date"),
            pages: own("Pages"),
            count: own("{pages}, including this one"),
            subject: own("Subject"),
            message: own("A letter to you is on the following pages."),
            pass_on: own(
                "If the person named here no longer holds the office, please pass this fax on to the \
                 present holder.",
            ),
        }
    }
}

/// Reads `[words.fax]`, which has every word or is not there.
pub fn read(mut table: Table<'_>) -> Option<FaxWords> {
    let mut word = |key| table.required(key).map(|text| text.value);
    let (fax, to, office) = (word("fax"), word("to"), word("office"));
    let (from, organization) = (word("from"), word("organization"));
    let (reply, date, subject) = (word("reply"), word("date"), word("subject"));
    let (pages, count) = (word("pages"), word("count"));
    let (message, pass_on) = (word("message"), word("pass_on"));
    table.finish();
    Some(FaxWords {
        fax: fax?,
        to: to?,
        office: office?,
        from: from?,
        organization: organization?,
        reply: reply?,
        date: date?,
        pages: pages?,
        count: count?,
        subject: subject?,
        message: message?,
        pass_on: pass_on?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, embedded};

    #[test]
    fn every_language_has_the_words_and_english_those_of_the_program() {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        for (lang, forms) in &campaign.forms {
            let words = forms.words.fax.as_ref().unwrap();
            assert!(words.count.contains("{pages}"), "{lang}");
            assert_eq!(*words == FaxWords::english(), lang == "en", "{lang}");
        }
    }
}
