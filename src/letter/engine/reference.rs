//! References: the names that a template uses, and what for.

use std::collections::BTreeSet;

use crate::diagnostic::Place;

/// A name that a template uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The path from the top, such as `facts.toll`; within a list, `LIST[]`.
    pub path: String,
    /// The use that is made of it.
    pub used_as: Use,
    /// The paths that must have a value for it to be used.
    pub conditions: Vec<String>,
    /// The place where it is used.
    pub place: Place,
}

/// The use of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Its value is printed.
    Printed,
    /// It opens a block: the name of that.
    Opens(&'static str),
    /// It takes in a partial, or chooses a text.
    Asked,
}

/// The prefix of the name of a partial in [`Reference::path`].
pub(crate) const PARTIAL: &str = "> ";

/// The name of the flag that is set where several people write.
pub(crate) const PLURAL: &str = "plural";

/// The names that a template uses, and the groups that they are in.
#[derive(Debug)]
pub(crate) struct UsedNames(BTreeSet<String>);

impl UsedNames {
    /// The names of references.
    pub(crate) fn of(used: &[Reference]) -> Self {
        let group = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
        let names = used
            .iter()
            .flat_map(|used| [used.path.clone(), group(&used.path)]);
        Self(names.collect())
    }

    /// Returns `true` if a name or a group is among them.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}
