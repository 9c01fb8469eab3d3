//! The codes of what `check` finds: one for each sort of mistake, with its severity and a title.
//!
//! `docs/findings.md` explains each of them; `check --explain` prints that.

use std::fmt;

use super::severity::Severity;

macro_rules! codes {
    ($($variant:ident $code:literal $severity:ident $title:literal)*) => {
        /// A sort of mistake in a campaign.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = $title]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in the order in which they are listed.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the code as it is shown and asked for.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// Returns the severity of its findings.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// Returns what is wrong, in a few words.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                }
            }
        }
    };
}

codes! {
    // Files and the shape of what is in them.
    UnreadableFile "UNREADABLE-FILE" Error "a file that is missing, or cannot be read"
    TomlSyntax "TOML-SYNTAX" Error "a file that is no TOML"
    OverLimit "OVER-LIMIT" Error "something that is longer, or more, than is read"
    UnknownKey "UNKNOWN-KEY" Error "a key that nobody knows"
    MissingKey "MISSING-KEY" Error "a key that has to be there"
    WrongType "WRONG-TYPE" Error "a value of another type"
    EmptyValue "EMPTY-VALUE" Error "something without content"
    ControlCharacter "CONTROL-CHARACTER" Error "a character that is for machines"
    LineBreak "LINE-BREAK" Error "a line break in a text of one line"
    WrongSchema "WRONG-SCHEMA" Error "a file for another version of the program"
    // Values of records.
    BadDate "BAD-DATE" Error "a date that is none"
    BadPeriod "BAD-PERIOD" Error "a time that cannot be"
    BadId "BAD-ID" Error "an id that cannot be one"
    BadName "BAD-NAME" Error "a name that templates cannot use"
    Duplicate "DUPLICATE" Error "the same thing twice"
    UnknownKind "UNKNOWN-KIND" Error "a kind of target that is none"
    UnknownWord "UNKNOWN-WORD" Error "a word that is not one of those expected"
    UnknownCountry "UNKNOWN-COUNTRY" Error "a country code that is none"
    UnknownLanguage "UNKNOWN-LANGUAGE" Error "a language that the campaign does not have"
    MissingText "MISSING-TEXT" Error "a text that a language lacks"
    MissingSource "MISSING-SOURCE" Error "a record that does not say who says it"
    BadPosition "BAD-POSITION" Error "a position that is not on the globe"
    NumberForm "NUMBER-FORM" Error "a phone or fax number that is not in the international form"
    NumberPlan "NUMBER-PLAN" Error "a phone or fax number that its country does not have"
    BadEmail "BAD-EMAIL" Error "an e-mail address that is none"
    IncompleteStanding "INCOMPLETE-STANDING" Error "a standing with half of what it needs"
    IncompleteSlot "INCOMPLETE-SLOT" Error "letters of solidarity to nobody"
    UnusedSlot "UNUSED-SLOT" Warning "addresses for letters of solidarity that are not used"
    BadProfile "BAD-PROFILE" Error "a page profile that cannot be printed"
    // Records beside each other.
    UnknownTarget "UNKNOWN-TARGET" Error "a target that does not exist"
    UnknownFact "UNKNOWN-FACT" Error "a fact that does not exist"
    UnknownChannel "UNKNOWN-CHANNEL" Error "a channel that the target does not have"
    NoPosition "NO-POSITION" Error "a mission that is never the nearest"
    NoChannel "NO-CHANNEL" Warning "a target that cannot be reached"
    NoCalled "NO-CALLED" Warning "a holder whom a salutation cannot name"
    Overlap "OVERLAP" Error "two records for the same time"
    RivalTerms "RIVAL-TERMS" Warning "two holders of an office at the same time"
    RivalRecords "RIVAL-RECORDS" Note "a contact or rank that began before an earlier one ended"
    Gap "GAP" Note "a time without a record, between two others"
    WordingOutOfTime "WORDING-OUT-OF-TIME" Error "a wording that holds when its record does not"
    ArgumentWithoutFact "ARGUMENT-WITHOUT-FACT" Error "an argument from a fact that is not known then"
    StaleAddress "STALE-ADDRESS" Warning "a postal address that nobody has verified for years"
    StaleFax "STALE-FAX" Warning "a fax number that nobody has verified for years"
    StaleEmail "STALE-EMAIL" Warning "an e-mail address that nobody has verified for years"
    StalePhone "STALE-PHONE" Warning "a phone number that nobody has verified for years"
    LongAddress "LONG-ADDRESS" Warning "an address with too many lines"
    Postcode "POSTCODE" Warning "an address without a postcode of its country"
    TownLine "TOWN-LINE" Warning "a postcode that is not on the line of the town"
    SmallWindow "SMALL-WINDOW" Note "an address that a small window does not show"
    // Letters.
    NoFrontMatter "NO-FRONT-MATTER" Error "a letter without its head"
    MissingForms "MISSING-FORMS" Error "a language without forms of address"
    MissingForm "MISSING-FORM" Error "a rank without a form of address"
    DatePattern "DATE-PATTERN" Error "a pattern that is no date"
    PageWords "PAGE-WORDS" Error "words for the number of a page without the number"
    StrayFile "STRAY-FILE" Warning "a file that is not read"
    MissingLetter "MISSING-LETTER" Error "a letter that a language lacks"
    NoLetter "NO-LETTER" Error "targets that no letter is written for"
    RivalLetters "RIVAL-LETTERS" Error "two letters for the same target"
    OtherTargets "OTHER-TARGETS" Error "a translation for other targets"
    UnreachableLetter "UNREACHABLE-LETTER" Warning "a letter that no target gets"
    TranslationBehind "TRANSLATION-BEHIND" Warning "a translation that lacks what the original has"
    UnreviewedTranslation "UNREVIEWED-TRANSLATION" Note "a translation that nobody has reviewed"
    SimilarLetters "SIMILAR-LETTERS" Note "letters that say nearly the same"
    RepeatedParagraph "REPEATED-PARAGRAPH" Note "a paragraph that stands twice"
    TemplateSyntax "TEMPLATE-SYNTAX" Error "a template that is broken"
    NotInLetters "NOT-IN-LETTERS" Error "something that templates of letters cannot have"
    BadMarkup "BAD-MARKUP" Error "markup that letters cannot have"
    UnknownVariable "UNKNOWN-VARIABLE" Error "a name that has no value"
    UnknownPartial "UNKNOWN-PARTIAL" Error "a partial that does not exist"
    WrongUse "WRONG-USE" Error "a name that is used as what it is not"
    PartialLoop "PARTIAL-LOOP" Error "a partial that takes in itself"
    NoValue "NO-VALUE" Error "a name that has no value on some date"
    NoDemands "NO-DEMANDS" Error "a letter that asks for nothing"
    TooManyPages "TOO-MANY-PAGES" Error "a letter of more than one page"
    OffPage "OFF-PAGE" Error "something where the page has no place for it"
    NoRoom "NO-ROOM" Error "something that does not fit its field"
    NoGlyph "NO-GLYPH" Error "characters that no font has"
}

impl Code {
    /// Returns the code of a name, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|code| code.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_different_words_in_capitals() {
        for (n, code) in Code::ALL.iter().enumerate() {
            let name = code.name();
            let is_plain = |c: char| c.is_ascii_uppercase() || c == '-';
            assert!(name.chars().all(is_plain), "{name}");
            assert!(
                Code::ALL[..n].iter().all(|other| other.name() != name),
                "{name}"
            );
            assert_eq!(Code::parse(&name.to_lowercase()), Some(*code));
        }
    }
}
