//! The text of a template as a person sees it who has not compiled it: its paragraphs, and the names in its tags.

/// Iterates over the names in the tags of a template, each as often as it stands there.
pub(crate) fn in_tags(text: &str) -> impl Iterator<Item = String> {
    let tags = text.split("{{").skip(1);
    tags.flat_map(|tag| {
        let tag = tag.split("}}").next().unwrap_or_default();
        let words = tag.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.'));
        words.filter(|word| !word.is_empty()).map(str::to_owned)
    })
}

/// Iterates over the paragraphs of a template: what stands between blank lines.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let all = text.split("\n\n").map(str::trim);
    all.filter(|paragraph| !paragraph.is_empty())
}

/// Returns a text of a template without its tags, with single blanks.
pub(crate) fn own_words(text: &str) -> String {
    let mut parts = text.split("{{");
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once("}}").map_or("", |(_, rest)| rest);
        words.push(' ');
        words.push_str(rest);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_the_words_around_them_are_told_apart() {
        let text = "One {{#if facts.toll}}{{facts.toll}}{{/if}} two.\n\n\n\n{{> demands}}\n";
        let names: Vec<String> = in_tags(text).collect();
        assert_eq!(names, ["if", "facts.toll", "facts.toll", "if", "demands"]);
        assert_eq!(paragraphs(text).count(), 2);
        assert_eq!(own_words(text), "One two.");
    }
}
