//! Sentences of a text (Unicode, UAX 29, 5).
//!
//! The only module that names `unicode_segmentation`.

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text, without what has no letter or digit in it.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let all = text.split_sentence_bounds().map(str::trim);
    all.filter(|sentence| sentence.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_semicolon_end_no_sentence() {
        let text = "Convention No. 87 protects it; we ask. “Who did it?” ;";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(
            found,
            ["Convention No. 87 protects it; we ask.", "“Who did it?” ;"]
        );
    }
}
