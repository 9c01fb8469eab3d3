//! Territories: parts of a state that have a country code of their own, and no missions of other states that
//! speak for themselves.
//!
//! ISO 3166-1 gives them codes and says in its remarks, as the United Nations do in M49, which state each
//! belongs to or is administered by. Left out is what belongs to no state or what states disagree on: AQ, EH,
//! PS, TW.

/// The codes of states, each with those of its territories, in the order of the codes.
#[rustfmt::skip]
const TERRITORIES: [(&str, &[&str]); 10] = [
    ("AU", &["CC", "CX", "HM", "NF"]),
    ("CN", &["HK", "MO"]),
    ("DK", &["FO", "GL"]),
    ("FI", &["AX"]),
    ("FR", &["BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"]),
    ("GB", &["AI", "BM", "FK", "GG", "GI", "GS", "IM", "IO", "JE", "KY", "MS", "PN", "SH", "TC", "VG"]),
    ("NL", &["AW", "BQ", "CW", "SX"]),
    ("NO", &["BV", "SJ"]),
    ("NZ", &["CK", "NU", "TK"]),
    ("US", &["AS", "GU", "MP", "PR", "UM", "VI"]),
];

/// The code of the state that a territory belongs to.
pub(super) fn state_of(code: &str) -> Option<&'static str> {
    let mut states = TERRITORIES.iter();
    let found = states.find(|(_, territories)| territories.contains(&code));
    found.map(|(state, _)| *state)
}
