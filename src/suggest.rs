//! "Did you mean": the known word nearest to a mistyped one.

use crate::limits;

/// Returns the word of `known` that `typed` was most likely meant to be, if any is near enough.
///
/// Near means a Jaro-Winkler similarity of at least 0.8, or that one begins with the other. A text of more than
/// [`limits::GUESSED`] characters is no mistyped word.
///
/// ```
/// use protest_letter::suggest::nearest;
/// assert_eq!(nearest("embasy", ["embassy", "company"]), Some("embassy"));
/// assert_eq!(nearest("xyzzy", ["embassy", "company"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if !is_word(typed) {
        return None;
    }
    let lower = typed.to_lowercase();
    known
        .into_iter()
        .map(|word| (similarity(&lower, &word.to_lowercase()), word))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// Returns the sentence that offers the nearest word.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(typed, known).map(|word| format!("did you mean `{word}`?"))
}

/// Returns whether a text is short enough to be a mistyped word.
pub fn is_word(typed: &str) -> bool {
    typed.chars().nth(limits::GUESSED).is_none()
}

/// Returns the similarity of two words in lower case: 0 to 1, by Jaro-Winkler.
pub fn similarity(typed: &str, word: &str) -> f64 {
    if typed.len() >= 3 && word.starts_with(typed) {
        0.9
    } else {
        strsim::jaro_winkler(typed, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_no_mistyped_word() {
        let known = "a".repeat(limits::GUESSED);
        let near = |more: usize| nearest(&"a".repeat(limits::GUESSED + more), [known.as_str()]);
        assert!(near(0).is_some());
        assert_eq!(near(1), None);
    }
}
