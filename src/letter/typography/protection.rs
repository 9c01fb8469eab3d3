//! The protection of a writer's own words, whose marks stay as typed.

/// Characters that are never replaced in a writer's own words, and what stands for them meanwhile:
/// code points that Unicode keeps for the inside of programs (The Unicode Standard, 23.7).
const PROTECTED: [(char, char); 6] = [
    ('"', '\u{fdd0}'),
    ('\'', '\u{fdd1}'),
    ('-', '\u{fdd2}'),
    ('.', '\u{fdd3}'),
    ('%', '\u{fdd4}'),
    ('!', '\u{fdd5}'),
];

/// A writer's own words, made so that typography leaves their marks alone.
pub fn protect(value: &str) -> String {
    let stand_in = |c| {
        PROTECTED
            .iter()
            .find(|(own, _)| *own == c)
            .map_or(c, |p| p.1)
    };
    value.chars().map(stand_in).collect()
}

/// The character that a stand-in stands for; any other as it is.
pub(super) fn restored(c: char) -> char {
    PROTECTED
        .iter()
        .find(|(_, inside)| *inside == c)
        .map_or(c, |p| p.0)
}
