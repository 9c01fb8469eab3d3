//! Files that the program writes and reads again.
#![expect(
    clippy::disallowed_methods,
    reason = "inputs of fuzzing are files of its own"
)]

use protest_letter::batch::record::lists;
use std::fs;
use std::path::Path;

use protest_letter::batch::record::entry::Entry;
use protest_letter::batch::record::ledger::Ledger;
use protest_letter::batch::record::manifest;
use protest_letter::batch::record::record_file::{self, RECORD};
use protest_letter::batch::record::shard::Shard;
use protest_letter::diagnostic::Source;
use protest_letter::disk::Readers;
use protest_letter::sender::Sender;
use tempfile::TempDir;

use super::parts::text;
use super::problems;

/// A sender file.
pub fn sender(input: &[u8]) {
    let Some(text) = text(input) else {
        return;
    };
    match Sender::read(&Source::new("sender.toml", text)) {
        Err(found) => {
            assert!(found.has_errors(), "no sender and no reason");
            problems::check(&found);
        }
        Ok(sender) => {
            let written = sender.write().unwrap_or_else(|why| panic!("{why}"));
            let again = Sender::read(&Source::new("sender.toml", written.as_str()));
            assert_eq!(again, Ok(sender), "{written}");
        }
    }
}

/// A manifest. What is read of it is written by a ledger and read again.
pub fn manifest(input: &[u8]) {
    in_folder(|folder| {
        let path = folder.join(lists::name(Shard::WHOLE));
        fs::write(&path, input).expect("there is room for a file");
        let files = manifest::files(&path).unwrap_or_else(|why| panic!("{why:?}"));
        for file in files {
            match file {
                Ok(file) => assert!(lists::is_letter(&file)),
                Err(problem) => problems::check_one(&problem),
            }
        }
        let entries = read(&path);
        fs::remove_file(&path).expect("the file is there");
        let mut ledger = Ledger::begin(folder, Shard::WHOLE, Readers::Owner)
            .unwrap_or_else(|why| panic!("{why:?}"));
        ledger
            .add(&entries)
            .and_then(|()| ledger.finish(|_| Ok(())))
            .unwrap_or_else(|why| panic!("{why:?}"));
        assert!(
            read(&path) == entries,
            "{entries:?} became {:?}",
            read(&path)
        );
    });
}

fn read(path: &Path) -> Vec<Entry> {
    let rows = manifest::read(path).unwrap_or_else(|why| panic!("{why:?}"));
    let mut entries = Vec::new();
    for row in rows {
        match row {
            Ok(entry) => entries.push(entry),
            Err(problem) => problems::check_one(&problem),
        }
    }
    entries
}

/// The record of a batch, `batch.toml`.
pub fn record(input: &[u8]) {
    in_folder(|folder| {
        fs::write(folder.join(RECORD), input).expect("there is room for a file");
        match record_file::read(folder) {
            Err(found) => {
                assert!(found.has_errors(), "no record and no reason");
                problems::check(&found);
            }
            Ok(found) => {
                let record = found.expect("the file is there");
                record_file::write(&record, folder).unwrap_or_else(|why| panic!("{why:?}"));
                let again = record_file::read(folder).unwrap_or_else(|why| panic!("{why:?}"));
                assert_eq!(again, Some(record));
            }
        }
    });
}

/// Does something in a folder that was empty before, one for the whole run.
fn in_folder(act: impl FnOnce(&Path)) {
    thread_local! {
        static FOLDER: TempDir = tempfile::tempdir().expect("there is room for a folder");
    }
    FOLDER.with(|folder| {
        for entry in fs::read_dir(folder.path())
            .expect("the folder is there")
            .flatten()
        {
            fs::remove_file(entry.path()).expect("the file is there");
        }
        act(folder.path());
    });
}
