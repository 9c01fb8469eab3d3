//! The tables of the files of a campaign and their keys, for keys that stand in the wrong table.
//!
//! Each list is that of what its reader asks for; a test compares them.

use crate::fields::Layout;

/// The tables of `targets.toml`.
pub(super) const TARGETS: Layout = &[
    (
        "the top of the file",
        &[
            "schema",
            "campaign",
            "fact",
            "demand",
            "argument",
            "exclusion",
            "target",
        ],
    ),
    (
        "[campaign]",
        &[
            "id",
            "from",
            "country",
            "languages",
            "name",
            "solidarity_to",
            "copies_to",
        ],
    ),
    ("[campaign.copies_to]", &["email", "lost"]),
    (
        "[campaign.solidarity_to]",
        &[
            "email",
            "lost",
            "country",
            "city",
            "office",
            "office_addressed",
            "office_plain",
        ],
    ),
    (
        "[[fact]]",
        &[
            "id",
            "text",
            "wording",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
    (
        "[[demand]]",
        &[
            "id",
            "for",
            "except",
            "text",
            "wording",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
    ("[[fact.wording]]", &["for", "from", "to", "text"]),
    ("[[demand.wording]]", &["for", "from", "to", "text"]),
    ("[[argument]]", &["for", "from", "to", "facts", "so"]),
    (
        "[[exclusion]]",
        &[
            "countries",
            "missions_in",
            "reason",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
    (
        "[[target]]",
        &[
            "id",
            "kind",
            "rank",
            "country",
            "city",
            "position",
            "reads",
            "from",
            "to",
            "existence",
            "successor",
            "prefers",
            "note",
            "office",
            "office_addressed",
            "office_plain",
            "standing",
            "holder",
            "serves",
            "contact",
        ],
    ),
    (
        "[[target.contact]]",
        &[
            "section",
            "post",
            "post_local",
            "post_local_lang",
            "phone",
            "fax",
            "email",
            "web",
            "left",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
    (
        "[[target.holder]]",
        &[
            "name",
            "addressed",
            "called",
            "gender",
            "ended",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
    (
        "[[target.serves]]",
        &[
            "countries",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
    (
        "[[target.standing]]",
        &[
            "rank",
            "office",
            "office_addressed",
            "office_plain",
            "tell",
            "from",
            "to",
            "source",
            "verified",
            "confidence",
            "note",
        ],
    ),
];

/// The tables of `forms.toml`.
pub(super) const FORMS: Layout = &[
    (
        "[[form]]",
        &[
            "rank",
            "gender",
            "addressee",
            "salutation",
            "closing",
            "source",
            "confidence",
        ],
    ),
    (
        "[words]",
        &[
            "date",
            "email",
            "phone",
            "copies",
            "page",
            "line_name",
            "line_address",
            "reference",
            "enclosures",
            "signature",
            "logo",
            "signatories",
            "fax",
        ],
    ),
    (
        "[words.fax]",
        &[
            "fax",
            "to",
            "office",
            "from",
            "organization",
            "reply",
            "date",
            "subject",
            "pages",
            "count",
            "message",
            "pass_on",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::campaign::{Campaign, Folder};
    use crate::diagnostic::{Problems, Source};

    /// The keys that the readers of a file ask a table for, by what they say to a key that nobody knows.
    fn asked(file: &str, header: &str) -> BTreeSet<String> {
        let mut text = String::new();
        if let Some((parent, _)) = header.trim_matches(['[', ']']).split_once('.') {
            let lists = ["target", "fact", "demand"];
            let parent = if lists.contains(&parent) {
                format!("[[{parent}]]")
            } else {
                format!("[{parent}]")
            };
            text = parent + "\n";
        }
        if header.starts_with('[') {
            text = text + header + "\n";
        }
        text += "zzz = 1\n";
        let mut problems = Problems::default();
        if file == "targets.toml" {
            let mut folder = Folder::default();
            folder
                .files
                .insert(file.to_owned(), Source::new(file, text));
            problems = Campaign::read(&folder).1;
        } else {
            super::super::forms::read(&Source::new(file, text), &mut problems);
        }
        let mut helps = problems
            .0
            .iter()
            .filter(|p| p.message.contains("key `zzz`"))
            .flat_map(|p| &p.help);
        let help = helps.next().unwrap();
        let keys = help.trim_start_matches("known keys: ").split(", ");
        keys.map(|key| key.trim_matches('`').to_owned()).collect()
    }

    #[test]
    fn each_table_has_the_keys_that_its_reader_asks_for() {
        for (file, layout) in [("targets.toml", TARGETS), ("forms.toml", FORMS)] {
            for (header, keys) in layout {
                let keys: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
                assert_eq!(keys, asked(file, header), "{file}: {header}");
            }
        }
    }
}
