//! Files of others in the folder of a batch where a print file or a list has to be.
//!
//! They are found before anything is removed or written, so that no run ends half done.

use crate::batch::record::file_names;
use crate::batch::record::lists;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::batch::record::shard::Shard;
use crate::batch::record::{fax_list, write_ahead};
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;

/// The print files and the list that a run is going to write.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    /// Their names without a number, and the number of letters that they hold.
    pub files: HashMap<String, usize>,
    /// Whether each has a number.
    pub is_split: bool,
    /// The part of the files whose faxes are listed, if there are any.
    pub faxes: Option<Shard>,
}

impl Planned {
    /// Returns whether a run may use this name. Each of several files holds at least one letter.
    fn has(&self, file: &str) -> bool {
        if !self.is_split {
            return self.files.contains_key(file);
        }
        let Some((name, number)) = file_names::number(file) else {
            return false;
        };
        let letters = self.files.get(&name);
        letters.is_some_and(|letters| (1..=*letters).contains(&number))
    }

    /// Checks that every name is free, or is that of a file in some manifests and lists of names.
    ///
    /// # Errors
    /// Each file that is in the way.
    pub(crate) fn check(&self, folder: &Path, lists: &[&str]) -> Result<(), Problems> {
        let mut there: BTreeSet<String> = disk::names(folder, "")?
            .into_iter()
            .filter(|name| self.has(name))
            .collect();
        for list in lists {
            if there.is_empty() {
                break;
            }
            write_ahead::files(&folder.join(list), |file| {
                there.remove(file);
                Ok(())
            })?;
        }
        let problems = there
            .iter()
            .map(|file| lists::in_the_way(&folder.join(file)));
        let list = self.faxes.map(|shard| fax_list::check(folder, shard));
        let problems: Vec<Diagnostic> = problems.chain(list.and_then(Result::err)).collect();
        if problems.is_empty() {
            return Ok(());
        }
        Err(Problems(problems))
    }
}
