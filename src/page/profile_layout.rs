//! The tables of `profiles.toml` and their keys, for keys that stand in the wrong table.
//!
//! Each list is that of what its reader asks for; a test compares them.

use crate::fields::Layout;

/// The tables of profiles of paper.
pub(super) const PROFILES: Layout = &[
    ("the top of the file", &["profile"]),
    (
        "[[profile]]",
        &[
            "name",
            "title",
            "paper",
            "default_for",
            "window",
            "address",
            "lines",
            "return_line",
            "sender",
            "body",
            "edges",
            "clear",
            "marks",
        ],
    ),
    ("[[profile.clear]]", &["rect", "pages", "source"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::Source;
    use crate::fields::recording::record;
    use crate::page::schema;

    #[test]
    fn each_table_has_the_keys_that_its_reader_asks_for() {
        let text = "[[profile]]\nname = \"x\"\n[[profile.clear]]\nrect = [1, 1, 1, 1]\n";
        let source = Source::new("profiles.toml", text);
        let asked = record(|| drop(schema::read(&source))).keys;
        for (header, keys) in PROFILES {
            let path = match *header {
                "[[profile]]" => "profile[]",
                "[[profile.clear]]" => "profile[].clear[]",
                _ => "",
            };
            let keys: BTreeSet<&str> = keys.iter().copied().collect();
            let asked: BTreeSet<&str> = asked[path].keys().copied().collect();
            assert_eq!(keys, asked, "{header}");
        }
    }
}
