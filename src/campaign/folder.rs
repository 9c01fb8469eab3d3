//! The folder of a campaign: its texts, before they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Source;

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
}
