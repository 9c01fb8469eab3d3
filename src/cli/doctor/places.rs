//! Paths as they are shown to others: without the name of the user.

use std::path::{MAIN_SEPARATOR, Path};

use crate::console;

/// A path with `~` for the home folder.
pub(super) fn shown(path: &Path) -> String {
    let home = console::home();
    let below = home.as_deref().filter(|home| home.parent().is_some());
    match below.and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~{MAIN_SEPARATOR}{}", rest.display()),
        None => path.display().to_string(),
    }
}
