//! Maildirs (maildir(5)): what a message is called in one, and what stays of that name.
//!
//! A mail program renames messages: their flags follow a colon, and it moves what it has seen from `new` to
//! `cur`. What stands before the colon stays, and is unlike that of any other message.

/// Where the messages of a Maildir are that a mail program has seen, and where those that it has not.
const CUR: &str = "/cur/";
const NEW: &str = "/new/";

/// Seen by nobody, and a draft (the info of a Maildir's file, version 2).
const FLAGS: &str = ":2,D";

/// What stands before the flags in the name of a file.
const COLON: char = ':';

/// The folders in a Maildir: all three have to be there.
pub const PARTS: [&str; 3] = ["cur", "new", "tmp"];

/// The file in a Maildir that says that a batch made it: then it is nobody else's. Mail programs pass over it.
pub const MADE: &str = ".protest-letter.made";

/// What that file says to people.
pub const MADE_BY: &str = "Made by `protest-letter batch`, which may remove this folder.\n";

/// The folders of a Maildir called `unit` that messages are in, with `/` at the end.
pub fn boxes(unit: &str) -> [String; 2] {
    [format!("{unit}{CUR}"), format!("{unit}{NEW}")]
}

/// What a draft in a Maildir called `unit` is called, of which `unique` stays.
pub fn draft(unit: &str, unique: &str) -> String {
    format!("{unit}{CUR}{unique}{FLAGS}")
}

/// The Maildir of a message that a batch named, and the part of its name that stays. `None` for other files.
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

/// The part of the name of a file in `cur` or `new` that stays.
pub fn unique(name: &str) -> &str {
    name.split_once(COLON).map_or(name, |(unique, _)| unique)
}

/// The name of a file of letters without the flags of a draft.
pub fn without_flags(file: &str) -> &str {
    file.strip_suffix(FLAGS).unwrap_or(file)
}
