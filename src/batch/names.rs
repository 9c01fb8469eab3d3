//! Names of files that say what is in them and are safe on every system.
//!
//! The only module that names slug.

use crate::digest::Digest;
use crate::members::Member;

/// The longest part of a name that comes from data, in bytes.
const LONGEST: usize = 40;

/// A text as lower-case Latin letters, digits and hyphens; empty if nothing of it can be written so.
///
/// ```
/// use protest_letter::batch::names::slug;
/// assert_eq!(slug("Қазақ Ünion / №7 ../x"), "k-azak-union-no7-x");
/// assert_eq!(slug("\u{202e}!"), "");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = slug::slugify(text);
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// The name of the print file of a member's branch, and the branch as people write it. Branches whose
/// names differ by case or marks only are one.
pub fn branch(member: &Member) -> (String, String) {
    let name = member.branch.clone().unwrap_or_default();
    // No slug has an underscore.
    let slug = match slug::slugify(&name) {
        slug if slug.is_empty() && name.is_empty() => "without_branch".to_owned(),
        slug if slug.is_empty() || slug.len() > LONGEST => {
            let digest = Digest::of(name.as_bytes()).to_string();
            let start = self::slug(&name);
            format!(
                "{}_{}",
                start.get(..LONGEST - 9).unwrap_or(&start),
                &digest[..8]
            )
        }
        slug => slug,
    };
    (slug, name)
}

/// The name of a member's letter to a target, without its ending: `president/leeds-ana-silva-7`. The
/// number of the row makes it unlike any other.
pub fn letter(target: &str, member: &Member) -> String {
    let sender = &member.sender;
    let name = sender.name.as_ref().or(sender.organization.as_ref());
    let parts = [member.branch.as_ref(), name].into_iter().flatten();
    let parts = parts.map(|part| slug(part)).filter(|part| !part.is_empty());
    let row = member.row.to_string();
    let name: Vec<String> = parts.chain([row]).collect();
    format!("{target}/{}", name.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sender::Sender;

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
