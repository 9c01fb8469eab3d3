//! Ids of targets and letters: they are words of a command line and names of files, on every system.

use crate::campaign::target::Kind;
use crate::limits;

/// The names that Windows keeps for devices, whatever ending they have, beside those with a number (Microsoft, "Naming
/// Files, Paths, and Namespaces"); of these, the ones with a superscript digit are no ids.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns `true` if a name in lower case, without its ending, is one that Windows keeps for a device.
///
/// ```
/// use protest_letter::campaign::ids::is_reserved;
/// assert!(is_reserved("nul") && is_reserved("com1"));
/// assert!(!is_reserved("nul-1") && !is_reserved("com") && !is_reserved("com10"));
/// ```
pub fn is_reserved(name: &str) -> bool {
    DEVICES.contains(&name)
        || matches!(
            name.as_bytes(),
            [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
        )
}

/// The reason why a text cannot be the id of a target; `None` if it can.
pub fn wrong_target(id: &str) -> Option<&'static str> {
    if Kind::parse(id).is_some() || id == "all" {
        return Some("is a kind of target and cannot be an id");
    }
    wrong(id)
}

/// The reason why a text cannot be an id; `None` if it can.
pub fn wrong(id: &str) -> Option<&'static str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if id.is_empty() || !id.bytes().all(plain) {
        Some("is not an id: use lower-case letters, digits and `-`")
    } else if id.starts_with('-') {
        Some("begins with `-`, and would be read as an option: begin an id with a letter or digit")
    } else if id.len() > limits::ID {
        Some("is longer than 64 characters: it is the name of files")
    } else if is_reserved(id) {
        Some(
            "is a name that Windows keeps for a device, and no file can have it: choose another id",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_be_typed_and_be_the_name_of_a_file() {
        for id in [
            "president",
            "embassy-gb",
            "1",
            "a-",
            "com",
            "com10",
            "console",
            "nul-1",
        ] {
            assert_eq!(wrong_target(id), None, "{id}");
        }
        let long = "a".repeat(limits::ID + 1);
        for id in [
            "", "-rf", "-", "A", "a_b", "a.b", "a/b", "..", "é", "con", "aux", "com0", "lpt9",
            "all", &long,
        ] {
            assert!(wrong_target(id).is_some(), "{id}");
        }
        assert_eq!(wrong(&long[1..]), None);
    }
}
