//! Maildirs (maildir(5)): the names of messages, and the part of a name that stays.
//!
//! A mail program renames messages: their flags follow a colon, and it moves seen messages from `new` to `cur`. The
//! part before the colon stays, and is unique.

/// The folders of a Maildir for messages that a mail program has seen, and for new ones.
const CUR: &str = "/cur/";
const NEW: &str = "/new/";

/// The flags of a draft that nobody has seen (the info of a Maildir's file, version 2).
const FLAGS: &str = ":2,D";

/// The sign before the flags in the name of a file.
const COLON: char = ':';

/// The folders in a Maildir, which must all be there.
pub const PARTS: [&str; 3] = ["cur", "new", "tmp"];

/// The file that marks a Maildir as made by a batch. Mail programs ignore it.
pub const MADE: &str = ".protest-letter.made";

/// The text of that file, for people.
pub const MADE_BY: &str = "Made by `protest-letter batch`, which may remove this folder.\n";

/// Returns the folders of a Maildir called `unit` that messages are in, with `/` at the end.
pub fn boxes(unit: &str) -> [String; 2] {
    [format!("{unit}{CUR}"), format!("{unit}{NEW}")]
}

/// Returns the name of a draft in a Maildir called `unit`, of which `unique` stays.
pub fn draft(unit: &str, unique: &str) -> String {
    format!("{unit}{CUR}{unique}{FLAGS}")
}

/// Returns the Maildir of a message that a batch named, and the part of its name that stays; `None` for other files.
///
/// ```
/// use protest_letter::batch::record::maildir;
/// let file = maildir::draft("president", "0f.eml");
/// assert_eq!(maildir::message(&file), Some(("president", "0f.eml")));
/// assert_eq!(maildir::message("president/0f.eml"), None);
/// ```
pub fn message(file: &str) -> Option<(&str, &str)> {
    let (unit, name) = file.rsplit_once(CUR)?;
    Some((unit, name.strip_suffix(FLAGS)?))
}

/// Returns the part of the name of a file in `cur` or `new` that stays.
pub fn unique(name: &str) -> &str {
    name.split_once(COLON).map_or(name, |(unique, _)| unique)
}

/// Returns the name of a file of letters without the flags of a draft.
pub fn without_flags(file: &str) -> &str {
    file.strip_suffix(FLAGS).unwrap_or(file)
}
