//! The values of a record as words: as the command line takes them, and back.
//!
//! A wrong word is an error that says what was expected.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::batch::record::batch_record::{Combine, FaxFile};
use crate::batch::record::only::SigningRows;
use crate::calendar::Date;
use crate::campaign::channel::Channel;
use crate::country::Country;
use crate::digest::Digest;
use crate::layout::sending::Cover;
use crate::letter::channel::ChannelChoice;
use crate::letter::fax_lines::FaxLines;
use crate::members::{Encoding, ListFormat};
use crate::output::Format;
use crate::output::fax::Resolution;
use crate::output::fax::coding::Coding;

/// A value that is one word in a record.
pub(crate) trait Worded: Sized {
    /// The words that are expected, for people.
    const EXPECTED: &'static str;

    /// Returns the word of the value.
    fn word(&self) -> String;

    /// Returns the value of a word.
    fn of_word(word: &str) -> Option<Self>;
}

/// Implements [`Worded`] for an enum of a few words.
macro_rules! few_words {
    ($type:ty, $expected:literal, $($value:path = $word:literal),+) => {
        impl Worded for $type {
            const EXPECTED: &'static str = $expected;

            fn word(&self) -> String {
                let word = match self { $($value => $word),+ };
                word.to_owned()
            }

            fn of_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some($value),)+
                    _ => None,
                }
            }
        }
    };
}

few_words!(
    Combine,
    "`target`, `branch`, `all` or `none`",
    Self::Target = "target",
    Self::Branch = "branch",
    Self::All = "all",
    Self::None = "none"
);
few_words!(
    FaxFile,
    "`tiff`, `pdf` or `layout`",
    Self::Tiff = "tiff",
    Self::Pdf = "pdf",
    Self::Layout = "layout"
);
few_words!(
    Resolution,
    "`standard`, `fine` or `superfine`",
    Self::Standard = "standard",
    Self::Fine = "fine",
    Self::Superfine = "superfine"
);
few_words!(
    Coding,
    "`mh`, `mr` or `mmr`",
    Self::Mh = "mh",
    Self::Mr = "mr",
    Self::Mmr = "mmr"
);
few_words!(
    Cover,
    "`auto`, `yes` or `no`",
    Self::Auto = "auto",
    Self::Yes = "yes",
    Self::No = "no"
);

impl Worded for Format {
    const EXPECTED: &'static str = "a format such as `pdf`";

    fn word(&self) -> String {
        self.to_string()
    }

    fn of_word(word: &str) -> Option<Self> {
        let mut known = Self::ALL.into_iter();
        known.find(|format| format.to_string() == word)
    }
}

impl Worded for Date {
    const EXPECTED: &'static str = "a date such as 2026-11-23";

    fn word(&self) -> String {
        self.to_string()
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}

impl Worded for Country {
    const EXPECTED: &'static str = "the code of a country such as GB";

    fn word(&self) -> String {
        self.to_string()
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::from_code(word)
    }
}

impl Worded for Digest {
    const EXPECTED: &'static str = "64 digits of a SHA-256";

    fn word(&self) -> String {
        self.to_string()
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}

impl Worded for Encoding {
    const EXPECTED: &'static str = "an encoding such as windows-1251";

    fn word(&self) -> String {
        self.name().to_owned()
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::named(word).ok()
    }
}

impl Worded for ListFormat {
    const EXPECTED: &'static str = "a format of lists such as xlsx";

    fn word(&self) -> String {
        ListFormat::word(*self).to_owned()
    }

    fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, known)| *known == word)
            .map(|(format, _)| format)
    }
}

impl Worded for ChannelChoice {
    const EXPECTED: &'static str = "`email`, `post`, `fax`, `phone` or `auto`";

    fn word(&self) -> String {
        self.name().to_owned()
    }

    fn of_word(word: &str) -> Option<Self> {
        let asked = Channel::ALL.into_iter().map(Self::One);
        let mut known = asked.chain([Self::Any]);
        known.find(|choice| choice.name() == word)
    }
}

impl Worded for FaxLines {
    const EXPECTED: &'static str = "a number from 1, or `all`";

    fn word(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::One(line) => line.to_string(),
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        match word {
            "all" => Some(Self::All),
            number => number.parse().ok().map(Self::One),
        }
    }
}

impl Worded for SigningRows {
    const EXPECTED: &'static str = "rows such as `3-7,9+12`";

    fn word(&self) -> String {
        self.word()
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::of_word(word)
    }
}

/// Implements serde's traits for types that are words.
macro_rules! as_words {
    ($($type:ty),+) => {
        $(
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(&self.word())
                }
            }

            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let word = String::deserialize(deserializer)?;
                    let wrong = || Error::invalid_value(Unexpected::Str(&word), &Self::EXPECTED);
                    Self::of_word(&word).ok_or_else(wrong)
                }
            }
        )+
    };
}

as_words!(
    Combine,
    FaxFile,
    Format,
    Resolution,
    Coding,
    Cover,
    Date,
    Country,
    Digest,
    Encoding,
    ListFormat,
    ChannelChoice,
    FaxLines,
    SigningRows
);

#[cfg(test)]
mod tests {
    use super::*;

    fn kept<T: Worded + PartialEq + std::fmt::Debug>(words: &[&str]) {
        for word in words {
            let value = T::of_word(word).unwrap_or_else(|| panic!("{word}"));
            assert_eq!(value.word(), *word);
        }
        assert!(T::of_word("no such word").is_none());
    }

    #[test]
    fn every_word_is_read_back() {
        kept::<Combine>(&["target", "branch", "all", "none"]);
        kept::<FaxFile>(&["tiff", "pdf", "layout"]);
        kept::<Format>(&["text", "pdf", "layout", "fax", "eml", "mailto"]);
        kept::<Resolution>(&["standard", "fine", "superfine"]);
        kept::<Coding>(&["mh", "mr", "mmr"]);
        kept::<Cover>(&["auto", "yes", "no"]);
        kept::<Date>(&["2026-11-23"]);
        kept::<Country>(&["GB"]);
        kept::<Encoding>(&["windows-1251"]);
        kept::<ListFormat>(&ListFormat::ALL.map(|(_, word)| word));
        kept::<ChannelChoice>(&["email", "post", "fax", "phone", "auto"]);
        kept::<FaxLines>(&["all", "2"]);
        kept::<SigningRows>(&["3", "3-7,9+12,20"]);
        kept::<Digest>(&["ab".repeat(32).as_str()]);
    }
}
