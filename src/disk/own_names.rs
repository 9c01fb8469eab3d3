//! The names of files that runs leave for themselves.

/// The start of the names of incomplete files.
pub(super) const TEMPORARY: &str = ".protest-letter-";

/// The number of letters and digits that follow in such a name.
pub(super) const SUFFIX: usize = 6;

/// The start of the names of lock files.
pub(super) const LOCK: &str = ".protest-letter.lock";

/// Returns whether a file has the name of a lock file.
pub(super) fn is_lock(name: &str) -> bool {
    let Some(part) = name.strip_prefix(LOCK) else {
        return false;
    };
    let is_number = |part: &str| part.parse::<usize>().is_ok();
    part.is_empty() || part == "-gate" || part.strip_prefix('-').is_some_and(is_number)
}

/// Returns whether a file has the name of an incomplete one. Other names with that start belong to others.
pub(super) fn is_temporary(name: &str) -> bool {
    let suffix = name.strip_prefix(TEMPORARY).unwrap_or_default();
    suffix.len() == SUFFIX && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns whether a name is one of the files that runs leave in a folder for themselves.
pub fn is_own(name: &str) -> bool {
    is_temporary(name) || is_lock(name)
}
