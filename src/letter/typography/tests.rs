//! Tests of typography: its effects language by language, and what it leaves alone.

use proptest::prelude::*;

use super::*;
use crate::letter::markup::Span;
use crate::letter::typography::mark::{NARROW, NO_BREAK};

const LANGS: [&str; 7] = ["en", "ru", "kk", "de", "fr", "uk", "sv"];

/// A text with no-break spaces as `~` and narrow ones as `^`.
fn set(lang: &str, text: &str) -> String {
    let text = Typography::of(lang).text(text);
    text.replace(NO_BREAK, "~").replace(NARROW, "^")
}

#[test]
fn quotes_are_those_of_the_language() {
    let text = "He said \"they call it 'order'\", didn't he? (\"Yes\")";
    assert_eq!(
        set("en", text),
        "He said “they call it ‘order’”, didn’t he? (“Yes”)"
    );
    assert_eq!(
        set("de", "Er sagt: \"Ja, 'gut'.\""),
        "Er sagt: „Ja, ‚gut‘.“"
    );
    assert_eq!(
        set("ru", "ТОО \"Бургылау\" и \"А \"Б\"\""),
        "ТОО «Бургылау» и~«А~„Б“»"
    );
    assert_eq!(
        set("kk", "\"ҚазМұнайГаз\" компаниясы"),
        "«ҚазМұнайГаз» компаниясы"
    );
    assert_eq!(set("fr", "Il dit : \"Non !\""), "Il dit~: «^Non^!^»");
    assert_eq!(
        set(
            "en",
            "rock 'n' roll, the '90s workers' rights, '10 dead', '20 years'"
        ),
        "rock ’n’ roll, the ’90s workers’ rights, ‘10 dead’, ‘20 years’"
    );
}

#[test]
fn an_apostrophe_is_no_quote() {
    for (text, expected) in [
        ("'tis late.", "’tis late."),
        ("'tis that they don't", "’tis that they don’t"),
        ("'tis 5 ' 6", "’tis 5 ’ 6"),
        ("don't say 'yes'", "don’t say ‘yes’"),
    ] {
        assert_eq!(set("en", text), expected);
    }
    // In German the quote that closes is not the apostrophe.
    for (text, expected) in [
        ("Er sagt 'gut'.", "Er sagt ‚gut‘."),
        ("'Das war's'", "‚Das war’s‘"),
        ("'gut.'Und' so", "‚gut.‘Und’ so"),
    ] {
        assert_eq!(set("de", text), expected);
    }
}

#[test]
fn dashes_and_dots_are_those_of_the_language() {
    assert_eq!(
        set("en", "pay - or not -- ever... 2011--2012"),
        "pay~– or not~– ever… 2011–2012"
    );
    assert_eq!(set("ru", "Это - протест"), "Это~— протест");
    assert_eq!(set("kk", "Бұл -- наразылық"), "Бұл~— наразылық");
    assert_eq!(
        set("en", "well-known, a ---b, -5, ...."),
        "well-known, a ---b, -5, ...."
    );
    assert_eq!(set("en", "so---never"), "so—never");
    assert_eq!(set("en", "so --- never"), "so~— never");
    assert_eq!(set("en", "a --b, c-- d"), "a --b, c-- d");
}

#[test]
fn a_number_stays_with_what_it_counts() {
    assert_eq!(
        set("en", "On 16 December 2011, 5 km, 10 000 people"),
        "On 16~December 2011, 5~km, 10~000 people"
    );
    assert_eq!(
        set("ru", "16 декабря 2011 года, 5 % и 3 млн тенге"),
        "16~декабря 2011~года, 5~% и~3~млн тенге"
    );
    assert_eq!(
        set("kk", "2011 жылғы 16 желтоқсанда"),
        "2011~жылғы 16~желтоқсанда"
    );
    assert_eq!(
        set("de", "am 16. Dezember um 5 Uhr, 20%"),
        "am 16.~Dezember um 5~Uhr, 20~%"
    );
    assert_eq!(set("en", "In 2011 December came"), "In 2011~December came");
    assert_eq!(set("en", "12 men, 10 0000"), "12 men, 10 0000");
    assert_eq!(set("uk", "5 грн"), "5~грн");
}

#[test]
fn names_and_numbers_stay_with_what_stands_before_them() {
    assert_eq!(
        set("ru", "Н. А. Назарбаев, г. Жанаозен, № 5"),
        "Н.~А.~Назарбаев, г.~Жанаозен, №~5"
    );
    assert_eq!(set("en", "Mr N. A. Nazarbayev"), "Mr~N.~A.~Nazarbayev");
    assert_eq!(
        set("ru", "В городе и на площади, не у дома"),
        "В~городе и~на~площади, не~у~дома"
    );
    assert_eq!(set("ru", "Так ли это?"), "Так~ли это?");
    assert_eq!(set("kk", "бола ма, әлде"), "бола~ма, әлде");
    assert_eq!(
        set("fr", "Mme Dupont ; n° 5 ? Oui!"),
        "Mme~Dupont^; n°~5^? Oui^!"
    );
    assert_eq!(
        set("fr", "Oui; non: si! (Non!) a;b (!) 10:30"),
        "Oui^; non~: si^! (Non^!) a;b (!) 10:30"
    );
    assert_eq!(
        set("uk", "м. Київ, до міста, що би"),
        "м.~Київ, до~міста, що~би"
    );
    assert_eq!(set("kk", "қ. Жаңаөзен"), "қ.~Жаңаөзен");
}

#[test]
fn a_mark_may_depend_on_another_style() {
    let span = |text: &str, strong| Span {
        text: text.to_owned(),
        strong,
        ..Span::default()
    };
    let spans = vec![
        span("a \"", false),
        span("b", true),
        span("\" on 5 ", false),
        span("May", true),
    ];
    let texts: Vec<String> = Typography::of("en")
        .spans(spans)
        .into_iter()
        .map(|span| span.text)
        .collect();
    assert_eq!(texts, ["a “", "b", "” on 5\u{a0}", "May"]);
}

#[test]
fn words_of_the_writer_come_out_as_written() {
    let own = "I -- \"O'Neill\"... 5% - me!";
    let text = format!("\"Dear {}\" - x", protect(own));
    assert_eq!(Typography::of("fr").text(&text).matches(own).count(), 1);
}

/// A text without what typography may change.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !(c.is_whitespace() || "\"'-–—.…“”‘’„‚«»".contains(*c)))
        .collect()
}

/// The words between spaces, without quotes, dashes and dots; French spaces are no boundary here.
fn split(text: &str) -> Vec<String> {
    let parts = text.split_whitespace().map(words);
    parts.filter(|word| !word.is_empty()).collect()
}

const TEXT: &str = "[a-eA-Eвскгмлн№НЖ0-9 \"'.,:;!?%()№«»–—\u{a0}\u{202f}-]{0,40}";

proptest! {
    #[test]
    fn doing_it_twice_changes_nothing(text in TEXT) {
        for lang in LANGS {
            let typography = Typography::of(lang);
            let once = typography.text(&text);
            prop_assert_eq!(typography.text(&once), once, "{}", lang);
        }
    }

    #[test]
    fn words_stay(text in TEXT) {
        for lang in LANGS {
            let set = Typography::of(lang).text(&text);
            prop_assert_eq!(words(&set), words(&text), "{}", lang);
            prop_assert!(!set.contains(['"', '\'']));
        }
        for lang in ["en", "ru", "kk", "uk"] {
            let set = Typography::of(lang).text(&text);
            prop_assert_eq!(split(&set), split(&text), "{}", lang);
        }
    }

    #[test]
    fn own_words_stay_to_the_letter(text in "[a-cA-C0-9 \"'.%!-]{1,30}") {
        for lang in ["en", "ru", "de"] {
            prop_assert_eq!(plain(&Typography::of(lang).text(&protect(&text))), text.clone());
        }
    }
}
