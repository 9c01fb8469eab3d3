//! The likely encoding of a text that is not UTF-8.
//!
//! The only module that names chardetng, which knows how often letters of a language stand beside each other. It does
//! not know the encodings of old Macs, so what it says is compared with them: a right encoding gives words, a wrong one
//! `MŸller` and `Stra§e`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::members::encoding::Encoding;

/// The number of bytes that are looked at, from the first one that is not UTF-8.
const SAMPLE: usize = 64 << 10;

/// The encodings that chardetng does not know and spreadsheet programs have saved in.
const OF_MACS: [&str; 2] = ["macintosh", "x-mac-cyrillic"];

/// The part of the words that have to look like words: an encoding below it is not named.
const MOST: f64 = 0.7;

/// How much better an encoding of Macs has to be.
const BETTER: f64 = 0.2;

/// The number of words that are looked at.
const WORDS: usize = 1_000;

/// What was seen of a text that should be UTF-8 and perhaps is not.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    /// The number of characters that are UTF-8 and not ASCII.
    wide: usize,
    /// The number of places that are not UTF-8.
    faults: usize,
    /// The number of bytes of the file before the first such place.
    first: u64,
    /// Bytes of the file around that place and behind it.
    sample: Vec<u8>,
    /// The number of bytes of the file before them.
    from: u64,
}

/// An encoding that a text looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likely {
    /// The encoding.
    pub encoding: Encoding,
    /// A word that shows it.
    pub word: String,
    /// The number of lines between the first place that is not UTF-8 and the word.
    pub lines: usize,
}

impl Doubt {
    /// Counts what was decoded as UTF-8.
    pub(super) fn pass(&mut self, decoded: &[u8]) {
        // All characters but those of ASCII begin with a byte from 0xC2 on.
        self.wide += decoded.iter().filter(|byte| **byte >= 0xc2).count();
    }

    /// Counts a place that is not UTF-8, with the number of bytes of the file before it.
    pub(super) fn fault(&mut self, offset: u64) {
        if self.faults == 0 {
            self.first = offset;
        }
        self.faults += 1;
    }

    /// Keeps bytes of the file, if they are near a place that is not UTF-8: those that were decoded last, and the last
    /// ones before them. `to` is the number of bytes of the file up to their end.
    pub(super) fn keep(&mut self, before: &[u8], bytes: &[u8], to: u64) {
        if self.faults == 0 || self.sample.len() >= SAMPLE {
            return;
        }
        if self.sample.is_empty() {
            self.from = to.saturating_sub((before.len() + bytes.len()) as u64);
            self.sample.extend_from_slice(before);
        }
        self.sample.extend_from_slice(bytes);
    }

    /// Returns whether the text is in another encoding: nearly nothing of it that is not ASCII is UTF-8, and that is
    /// more than one place.
    pub(super) fn is_other(&self) -> bool {
        self.faults > 1 && self.wide * 4 <= self.faults
    }

    /// Returns whether one place is all of the text that is not ASCII, so that it may be either.
    pub(super) fn is_open(&self) -> bool {
        (self.faults, self.wide) == (1, 0)
    }

    /// Returns the encoding that the text looks like.
    pub(super) fn likely(&self) -> Option<Likely> {
        let at = usize::try_from(self.first.saturating_sub(self.from)).unwrap_or(usize::MAX);
        let words = words(&self.sample);
        let guess = guess(&self.sample)?;
        let macs = OF_MACS.iter().filter_map(|name| Encoding::named(name).ok());
        let scored = |encoding: Encoding| (share_of_words(&words, encoding), encoding);
        let (mut score, mut encoding) = scored(guess);
        for (other, mac) in macs.map(scored) {
            if other > score + BETTER {
                (score, encoding) = (other, mac);
            }
        }
        if score < MOST {
            return None;
        }
        let shown = |(place, word): &(usize, &[u8])| {
            let word = looks_right(word, encoding)?;
            let is_long = word.chars().count() > 2 && *place + word.len() > at;
            is_long.then_some((*place, word))
        };
        let (place, word) = words.iter().find_map(shown)?;
        let between = self.sample.get(at..place).unwrap_or_default();
        Some(Likely {
            encoding,
            word,
            lines: lines(between),
        })
    }
}

/// The encoding that chardetng takes bytes for.
fn guess(bytes: &[u8]) -> Option<Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    Encoding::named(guess.name()).ok()
}

/// The number of lines that end in bytes.
fn lines(bytes: &[u8]) -> usize {
    let count = |end: u8| bytes.split(|byte| *byte == end).count() - 1;
    count(b'\r').max(count(b'\n'))
}

/// The words that are not ASCII, and where each begins. What divides them is no part of a character in any encoding.
fn words(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let is_between = |byte: &u8| *byte < 0x30 && *byte != b'\'' || matches!(*byte, b':' | b';');
    let mut at = 0;
    let mut words = Vec::new();
    for word in bytes.split(is_between) {
        if !word.is_ascii() && words.len() < WORDS {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    words
}

/// The part of the words that look right in an encoding.
fn share_of_words(words: &[(usize, &[u8])], encoding: Encoding) -> f64 {
    let right = |(_, word): &&(usize, &[u8])| looks_right(word, encoding).is_some();
    let count = words.iter().filter(right).count();
    #[expect(clippy::cast_precision_loss, reason = "there are at most 1,000")]
    let share = |count: usize| count as f64 / words.len().max(1) as f64;
    share(count)
}

/// The word in an encoding, if it is one: letters of one script, no capital behind a small letter.
fn looks_right(word: &[u8], encoding: Encoding) -> Option<String> {
    let text = encoding.decoded(word)?;
    let is_right =
        |c: char| c.is_ascii() || c.is_alphabetic() && !('\u{fb00}'..='\u{fb06}').contains(&c);
    if !text.chars().all(is_right) {
        return None;
    }
    let is_latin = |c: char| c.is_alphabetic() && c < '\u{370}';
    let is_other = |c: char| ('\u{370}'..'\u{1e00}').contains(&c);
    if text.contains(is_latin) && text.contains(is_other) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    (!chars.windows(3).any(is_odd) && !chars.windows(2).any(|two| is_late(two[0], two[1])))
        .then_some(text)
}

/// Returns whether a capital that is not ASCII stands within a word: `MÅller`.
fn is_odd(three: &[char]) -> bool {
    let [before, c, after] = three else {
        return false;
    };
    before.is_alphabetic() && !c.is_ascii() && c.is_uppercase() && after.is_lowercase()
}

/// Returns whether a capital stands behind a small letter, one of which is not ASCII: `MŸller`.
fn is_late(before: char, c: char) -> bool {
    before.is_lowercase() && c.is_uppercase() && !(before.is_ascii() && c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a text that begins here and was saved in an encoding.
    fn said(bytes: &[u8]) -> Option<Likely> {
        let mut doubt = Doubt::default();
        let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap();
        let faults = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        for _ in 0..faults {
            doubt.fault(first as u64);
        }
        doubt.keep(b"", bytes, bytes.len() as u64);
        doubt.likely()
    }

    fn bytes_of(text: &str, label: &str) -> Vec<u8> {
        Encoding::named(label).unwrap().encoded(text).unwrap()
    }

    const GERMAN: &str =
        "Name;Straße;Ort\nJörg Müller;Hauptstraße 3;Köln\nZoë Jäger;Gässchen 1;Düsseldorf\n";
    const FRENCH: &str =
        "nom;rue;ville\nHélène Lefèvre;allée des Chênes;Besançon\nRené;rue Foché;Orléans\n";
    const SPANISH: &str =
        "nombre;calle;ciudad\nJosé Núñez;Calle Peñón 3;Córdoba\nMaría Ibáñez;Avenida;León\n";
    const POLISH: &str = "Imię;Ulica;Miasto\nŁukasz Wiśniewski;Żwirki 3;Łódź\nMałgorzata Dąbrowska;Główna 1;Gdańsk\n";
    const RUSSIAN: &str =
        "имя;улица;город\nИван Петров;Садовая улица 3;Москва\nАнна Сидорова;Мира 1;Казань\n";
    const GREEK: &str = "όνομα;οδός;πόλη\nΓιώργος Παπαδόπουλος;Ερμού 3;Αθήνα\nΕλένη;Αιόλου;Πάτρα\n";
    const JAPANESE: &str = "名前;住所;市\n田中太郎;本町一丁目;東京\n鈴木花子;中央通り;大阪\n";

    #[test]
    fn encodings_are_told_from_the_words_that_they_give() {
        for (text, label) in [
            (GERMAN, "windows-1252"),
            (FRENCH, "windows-1252"),
            (SPANISH, "windows-1252"),
            (POLISH, "windows-1250"),
            (RUSSIAN, "windows-1251"),
            (RUSSIAN, "ibm866"),
            (RUSSIAN, "koi8-u"),
            (RUSSIAN, "x-mac-cyrillic"),
            (GREEK, "windows-1253"),
            (GERMAN, "macintosh"),
            (FRENCH, "macintosh"),
            (SPANISH, "macintosh"),
            (JAPANESE, "shift_jis"),
        ] {
            let found = said(&bytes_of(text, label));
            let found = found.unwrap_or_else(|| panic!("nothing for {label}: {text}"));
            assert_eq!(found.encoding.name().to_lowercase(), label, "{text}");
            assert!(text.contains(&found.word), "{label}: {found:?}");
            let line = text.lines().position(|line| line.contains(&found.word));
            let first = text.lines().position(|line| !line.is_ascii());
            assert_eq!(first.unwrap() + found.lines, line.unwrap(), "{found:?}");
        }
    }

    #[test]
    fn one_word_is_enough() {
        for word in [
            "Müller",
            "José",
            "Zoë",
            "Besançon",
            "Straße",
            "Ålesund",
            "Peña",
        ] {
            let text = format!("name,city\n{word},Leeds\n");
            let found = said(&bytes_of(&text, "windows-1252")).unwrap();
            assert_eq!(
                (found.encoding.name(), &*found.word),
                ("windows-1252", word)
            );
        }
    }

    #[test]
    fn what_looks_like_nothing_is_not_named() {
        // German of DOS, which no browser and no spreadsheet program reads today.
        assert_eq!(
            said(b"J\x94rg M\x81ller;K\x94ln;Gr\x81n\nB\x84r;H\x94h;\x8e\x99\x9a"),
            None
        );
        assert_eq!(said(b"\xff\xfe\x80\x81\x00\x01"), None);
    }

    #[test]
    fn a_text_with_much_utf8_is_utf8() {
        let mut doubt = Doubt::default();
        doubt.pass("Jörg Müller, Köln".as_bytes());
        for n in 0..3 {
            doubt.fault(n);
        }
        assert!(!doubt.is_other(), "three of each");
        for n in 0..9 {
            doubt.fault(n);
        }
        assert!(doubt.is_other());
        let mut once = Doubt::default();
        once.fault(3);
        assert!(!once.is_other(), "one place is a slip");
    }
}
