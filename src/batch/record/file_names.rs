//! File names that describe their contents and are safe on every system.
//!
//! The only module that names slug.

use std::path::Path;

use crate::batch::record::maildir;
use crate::campaign::ids::is_reserved;
use crate::digest::Digest;
use crate::members::Member;
use crate::members::spelling::caseless;
use crate::output::Format;
use crate::output::mail::mbox;

/// The longest part of a name that comes from data, in bytes.
const LONGEST: usize = 40;

/// Returns a text as lower-case Latin letters, digits and hyphens; empty if none of it can be written so.
///
/// ```
/// use protest_letter::batch::record::file_names::slug;
/// assert_eq!(slug("Қазақ Ünion / №7 ../x"), "k-azak-union-no7-x");
/// assert_eq!(slug("\u{202e}!"), "");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = slug::slugify(text);
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// Returns the key that tells the branch of a member from others. Branches whose names differ only by case, accents or
/// blanks are one.
pub fn branch(member: &Member) -> String {
    caseless(member.branch.as_deref().unwrap_or_default())
}

/// Returns whether a slug can be a file name as it is: neither empty nor too long, and no device.
pub fn is_name(slug: &str) -> bool {
    !slug.is_empty() && slug.len() <= LONGEST && !is_reserved(slug)
}

/// Returns the name of the print file of a branch. If another branch has the same name, or the name cannot be used for
/// a file, a part of a digest follows, which no other branch has.
pub fn branch_file(branch: &str, is_alone: bool) -> String {
    let whole = branch_slug(branch);
    if branch.is_empty() {
        // No slug has an underscore.
        return "without_branch".to_owned();
    }
    if is_alone && is_name(&whole) {
        return whole;
    }
    let mut digest = Digest::of(branch.as_bytes()).to_string();
    digest.truncate(8);
    let start = slug(branch);
    let start = start.get(..LONGEST - 10).unwrap_or(&start);
    // With a letter before it, a digest is never the number of a part of a file.
    format!("{start}_b{digest}")
}

/// Returns the whole name of a branch as it would be in that of a file.
pub fn branch_slug(branch: &str) -> String {
    slug::slugify(branch)
}

/// Returns the name of a member's letter to a target, without its ending: `president/leeds-ana-silva-7`. The number of
/// the row makes it unique.
pub fn letter(target: &str, member: &Member) -> String {
    let sender = &member.sender;
    let name = sender.name.as_ref().or(sender.organization.as_ref());
    let parts = [member.branch.as_ref(), name]
        .into_iter()
        .flatten()
        .map(|part| slug(part))
        .filter(|part| !part.is_empty());
    let row = member.row.to_string();
    let name: Vec<String> = parts.chain([row]).collect();
    format!("{target}/{}", name.join("-"))
}

/// Returns the format of a file of letters, by its name.
pub fn format(file: &str) -> Option<Format> {
    let file = Path::new(maildir::without_flags(file));
    let ending = file.extension()?.to_str()?;
    if ending == mbox::EXTENSION {
        return Some(Format::Eml);
    }
    // No batch writes pictures.
    Format::of_extension(ending).filter(|format| *format != Format::Png)
}

/// The sign before the number of a print file that is one of several; no other name has it.
pub const PART: char = '_';

/// Returns the ending of the name of a print file in a format.
pub fn ending(format: Format) -> &'static str {
    match format {
        Format::Eml => mbox::EXTENSION,
        format => format.extension(),
    }
}

/// Returns the name of a print file without its number, and the number; `None` if it has none.
///
/// ```
/// use protest_letter::batch::record::file_names::number;
/// assert_eq!(number("embassy-gb_12.pdf"), Some(("embassy-gb.pdf".to_owned(), 12)));
/// assert_eq!(number("without_branch.pdf"), None);
/// ```
pub fn number(file: &str) -> Option<(String, usize)> {
    let (stem, ending) = file.rsplit_once('.')?;
    let (name, number) = stem.rsplit_once(PART)?;
    Some((format!("{name}.{ending}"), number.parse().ok()?))
}

/// Returns whether a file is a print file of a name.
pub fn is_part(file: &str, name: &str) -> bool {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let rest = stem.strip_prefix(name);
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix(PART).unwrap_or_default();
        rest.is_empty() || number.parse::<usize>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::batch::plan::branch;
    use crate::batch::plan::branch::Branch;
    use crate::limits::ID as LONGEST_ID;
    use crate::sender::Sender;

    #[test]
    fn a_branch_is_known_however_it_is_spelled() {
        let of = |name: &str| {
            branch(&Member {
                branch: Some(name.to_owned()),
                ..Member::default()
            })
        };
        assert_eq!(of("Zürich  Süd "), of("ZURICH sud"));
        for (one, other) in [
            ("北京", "背景"),
            ("C", "C++"),
            ("Local 1.2", "Local 1-2"),
            ("Цех 1/2", "Цех 1-2"),
        ] {
            let [one, other] = [of(one), of(other)];
            assert_ne!(one, other);
            assert_eq!(branch_slug(&one), branch_slug(&other));
            assert_ne!(branch_file(&one, false), branch_file(&other, false));
        }
        assert_eq!(branch_file(&of("Цех 1"), true), "tsekh-1");
        assert_eq!(branch_file("", true), "without_branch");
        let long = branch_file(&of(&"a b".repeat(100)), true);
        assert!(long.len() <= LONGEST && long.contains("_b"), "{long}");
    }

    /// Windows reserves such names, with any ending.
    #[test]
    fn a_branch_called_like_a_device_has_a_file_all_the_same() {
        for device in ["con", "NUL", "Aux.", "COM1", " lpt9 "] {
            let key = caseless(device);
            let file = branch_file(&key, true);
            assert!(
                is_reserved(&branch_slug(&key)) && !is_reserved(&file),
                "{file}"
            );
        }
        assert_eq!(branch_file("con 1", true), "con-1");
    }

    /// The longest id, and the additions of outputs, routes and Maildirs to a name.
    const ADDED: [&str; 3] = ["-100000-100001.pdf.part", "_copy-1000000.eml", ".tif"];

    fn is_safe(name: &str) -> bool {
        let stem = name.split('.').next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        !is_reserved(stem)
            && name.len() <= 255
            && name.chars().all(plain)
            && name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            && !name.ends_with('.')
    }

    proptest! {
        /// Whatever members and branches are called, their files can be on Linux, macOS and Windows: all names are
        /// lower-case ASCII, so that neither case nor the forms of Unicode make two names one.
        #[test]
        fn names_are_safe_on_every_system(
            names in prop::collection::vec(
                "(con|NUL|aux|com[0-9]|LPT1|\\.\\.|/|\\\\|-rf|~|\u{202e}|\u{e9}|e\u{301}|[<>:\"|?*\u{0}-\u{1f}. ]|\\PC){0,12}",
                1..12,
            ),
            row in 1_usize..,
        ) {
            let mut found = BTreeMap::new();
            for name in &names {
                let key = caseless(name);
                found.insert(key.clone(), Branch { name: name.clone(), ..Branch::default() });
                let member = Member {
                    row,
                    branch: Some(name.clone()),
                    sender: Sender { name: Some(name.repeat(20)), ..Sender::default() },
                    ..Member::default()
                };
                let id = "a".repeat(LONGEST_ID);
                let letter = letter(&id, &member);
                let file = letter.rsplit('/').next().unwrap_or_default();
                for added in ADDED {
                    prop_assert!(is_safe(&format!("{file}{added}")), "{file}");
                }
                prop_assert_eq!(letter.matches('/').count(), 1);
            }
            let count = found.len();
            let (branches, _) = branch::named(found);
            let files: BTreeSet<&str> = branches.iter().map(|branch| branch.file.as_str()).collect();
            prop_assert_eq!(files.len(), count, "{:?}", &branches);
            for file in files {
                for added in ADDED {
                    prop_assert!(is_safe(&format!("{file}{added}")), "{file}");
                }
            }
        }
    }

    #[test]
    fn a_letter_is_named_for_its_member_and_row() {
        let member = |name: &str, branch: Option<&str>| Member {
            row: 7,
            branch: branch.map(str::to_owned),
            sender: Sender {
                name: Some(name.to_owned()),
                ..Sender::default()
            },
            ..Member::default()
        };
        let leeds = letter("president", &member("Ana Silva", Some("Leeds 1")));
        assert_eq!(leeds, "president/leeds-1-ana-silva-7");
        assert_eq!(letter("ilo", &member("../..", None)), "ilo/7");
        let long = letter("ilo", &member(&"a b".repeat(100), None));
        assert!(long.len() < 60, "{long}");
    }
}
