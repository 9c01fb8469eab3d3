//! The folder of a campaign: its texts, before they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Source;
use crate::limits::FILES;

/// The name of the file with the targets.
pub const TARGETS: &str = "targets.toml";

/// The name of the file with a campaign's own page profiles.
pub const PROFILES: &str = "profiles.toml";

/// The texts of a campaign folder, by their paths in it (with `/`).
#[derive(Debug, Default)]
pub struct Folder {
    /// The files.
    pub files: BTreeMap<String, Arc<Source>>,
    /// The files that are there and could not be read.
    pub unread: BTreeSet<String>,
    /// The files below `letters/` that are neither `.md` nor `.toml`, which are not read.
    pub others: BTreeSet<String>,
}

impl Folder {
    /// Notes a file that is not read, unless an editor keeps it beside the one that it writes. Of many, some are enough
    /// to tell.
    pub fn add_other(&mut self, path: String) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let is_backup = name.ends_with('~') || name.starts_with('#');
        if !is_backup && self.others.len() < FILES {
            self.others.insert(path);
        }
    }
}
