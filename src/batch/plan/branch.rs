//! Branches and the names of their files.

use std::collections::BTreeMap;

use crate::batch::record::file_names;
use crate::diagnostic::Diagnostic;

/// The note on branches whose files have other names.
const OTHERWISE: &str = "branches whose names are too long, have no letters, or stand for devices on Windows are \
                         called otherwise in the names of files";

/// A branch.
#[derive(Debug, Default)]
pub(crate) struct Branch {
    /// The key that tells it from other branches.
    pub key: String,
    /// Its name as people write it.
    pub name: String,
    /// The name of its print file, without an ending.
    pub file: String,
    /// The number of its members who sign, with a household as one.
    pub members: usize,
    /// The number of letters they write.
    pub letters: usize,
}

/// Names the files of branches, in the order of those names, with notes on the branches whose files have other names.
pub(crate) fn named(found: BTreeMap<String, Branch>) -> (Vec<Branch>, Vec<Diagnostic>) {
    let slugs: Vec<String> = found
        .keys()
        .map(|key| file_names::branch_slug(key))
        .collect();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &slugs {
        *alike.entry(slug).or_default() += 1;
    }
    let (mut all, mut twins, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for ((key, branch), slug) in found.into_iter().zip(&slugs) {
        let is_alone = alike.get(slug.as_str()) == Some(&1);
        let file = file_names::branch_file(&key, is_alone);
        let told = format!("`{}` in `{file}`", branch.name);
        match is_alone {
            _ if key.is_empty() => {}
            false => twins.push((file.clone(), told)),
            true if !file_names::is_name(slug) => others.push((file.clone(), told)),
            true => {}
        }
        all.push(Branch {
            key,
            file,
            ..branch
        });
    }
    all.sort_unstable_by(|one, other| one.file.cmp(&other.file));
    let notes = [
        told(
            "branches whose names are alike have files of their own",
            twins,
        ),
        told(OTHERWISE, others),
    ];
    (all, notes.into_iter().flatten().collect())
}

/// Returns a note that lists branches in the order of their files.
fn told(what: &str, mut branches: Vec<(String, String)>) -> Option<Diagnostic> {
    branches.sort_unstable();
    let list: Vec<String> = branches.into_iter().map(|(_, told)| told).collect();
    (!list.is_empty()).then(|| Diagnostic::note(format!("{what}: {}", list.join(", "))))
}
