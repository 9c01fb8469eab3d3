//! Numbers of things as people say them: one letter, two letters.

/// Returns a number with its noun, in the singular for one thing.
///
/// The noun is given in the singular; its plural is regular.
///
/// ```
/// # use protest_letter::counting::counted;
/// assert_eq!(counted(1, "letter"), "1 letter");
/// assert_eq!(counted(0, "letter"), "0 letters");
/// assert_eq!(counted(2, "fax"), "2 faxes");
/// assert_eq!(counted(2, "library"), "2 libraries");
/// ```
pub fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        return format!("1 {noun}");
    }
    let vowel = |before: &str| before.ends_with(['a', 'e', 'i', 'o', 'u']);
    let plural = match noun.strip_suffix('y') {
        Some(before) if !vowel(before) => format!("{before}ies"),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    format!("{number} {plural}")
}

/// Returns one of two words: the first for one thing, the second for any other number.
pub fn one_or_many<'w>(number: usize, one: &'w str, many: &'w str) -> &'w str {
    if number == 1 { one } else { many }
}
