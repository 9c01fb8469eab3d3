//! `faxes.csv`: the faxes of a batch, one row each, for whoever sends them.
//!
//! Made from a manifest, row by row, so that it is the same however often a run was stopped.

use crate::batch::record::lists;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::batch::record::entry::Entry;
use crate::batch::record::lists::in_the_way;
use crate::batch::record::manifest;
use crate::batch::record::shard::Shard;
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::disk::{self, Draft, Readers};
use crate::members::record_writer::RecordWriter;
use crate::phone;

/// The columns.
const COLUMNS: [&str; 8] = [
    "file",
    "number",
    "dialled",
    "target",
    "row",
    "pages",
    "seconds",
    "resolution",
];

/// Returns the name of the list of a part of the files.
pub(crate) fn name(shard: Shard) -> String {
    lists::name(shard).replacen("manifest", "faxes", 1)
}

/// Returns the path of the list beside a manifest, finished or not.
fn beside(manifest: &Path) -> Option<PathBuf> {
    let name = manifest.file_name()?.to_str()?;
    let (stem, _) = name.split_once(".csv")?;
    let name = format!("{stem}.csv").replacen("manifest", "faxes", 1);
    Some(manifest.with_file_name(name))
}

/// Checks before long work that no other file stands where the list is to be.
///
/// # Errors
/// If one does.
pub(crate) fn check(folder: &Path, shard: Shard) -> Result<(), Diagnostic> {
    let path = folder.join(name(shard));
    if disk::exists(&path)? && !is_ours(&path)? {
        return Err(in_the_way(&path));
    }
    Ok(())
}

/// Removes the list beside a manifest; returns whether there was one.
///
/// # Errors
/// If the list cannot be removed.
pub(crate) fn remove(manifest: &Path) -> Result<bool, Diagnostic> {
    match beside(manifest) {
        Some(path) if disk::exists(&path)? && is_ours(&path)? => disk::remove(&path),
        _ => Ok(false),
    }
}

fn is_ours(path: &Path) -> Result<bool, Diagnostic> {
    if !disk::is_plain(path)? {
        return Ok(false);
    }
    lists::begins(path, &head())
}

/// Writes the list of the faxes in a manifest; without faxes, there is none.
///
/// # Errors
/// If the manifest cannot be read or the list cannot be written.
pub(crate) fn write(
    manifest: &Path,
    path: &Path,
    resolution: &str,
    readers: Readers,
) -> Result<(), Diagnostic> {
    let mut draft = Draft::new(path, readers)?;
    let faxes = each(manifest, resolution, |bytes| {
        let written = draft.write_all(bytes);
        written.map_err(|error| draft.problem(&error))
    })?;
    if faxes == 0 {
        return remove(manifest).map(drop);
    }
    draft.place().map(drop)
}

/// Returns what is wrong with the list beside a manifest, if anything is.
///
/// # Errors
/// If the list cannot be read.
pub(crate) fn verify(manifest: &Path, resolution: &str) -> Result<Option<Diagnostic>, Diagnostic> {
    let Some(path) = beside(manifest) else {
        return Ok(None);
    };
    let mut hasher = Hasher::default();
    let faxes = each(manifest, resolution, |bytes| {
        hasher.add(bytes);
        Ok(())
    })?;
    let wanted: Digest = hasher.digest();
    let what = match disk::digest(&path)? {
        Some(_) if faxes == 0 && is_ours(&path)? => "is there, and the manifest has no faxes",
        _ if faxes == 0 => return Ok(None),
        Some((found, _)) if found == wanted => return Ok(None),
        Some(_) => "does not say what the manifest does",
        None => "is not there",
    };
    let message = format!("`{}` {what}", path.display());
    let help = "write the batch again: letters that are there and whole stay";
    Ok(Some(Diagnostic::error(message).help(help)))
}

/// Hands the bytes of the list to `each`, part by part; returns the number of faxes.
fn each(
    manifest: &Path,
    resolution: &str,
    mut take: impl FnMut(&[u8]) -> Result<(), Diagnostic>,
) -> Result<usize, Diagnostic> {
    take(&head())?;
    let mut faxes = 0;
    for entry in manifest::read(manifest)? {
        if let Some(row) = row(&entry?, resolution) {
            take(&row)?;
            faxes += 1;
        }
    }
    Ok(faxes)
}

fn head() -> Vec<u8> {
    record(&COLUMNS)
}

/// Returns the row of an entry, if it is a fax.
fn row(entry: &Entry, resolution: &str) -> Option<Vec<u8>> {
    let call = entry.call.as_ref().filter(|_| entry.is_fax())?;
    let [row, pages, seconds] = [entry.row, entry.pages, call.seconds].map(|n| n.to_string());
    Some(record(&[
        &entry.file,
        &call.number,
        &dialled(&call.number, &entry.country),
        &entry.target,
        &row,
        &pages,
        &seconds,
        resolution,
    ]))
}

/// Returns the number as it is dialled, without the marks for people; `~` waits for a dial tone.
fn dialled(number: &str, country: &str) -> String {
    let is_dialled = |c: &char| c.is_ascii_digit() || matches!(c, '+' | '~');
    let dialled = phone::dialled(number, country);
    dialled.chars().filter(is_dialled).collect()
}

/// Returns a record as CSV; in memory that cannot fail.
fn record(cells: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = RecordWriter::new(&mut out, ',');
    let written = writer
        .write(cells.iter().copied())
        .and_then(|()| writer.finish().map(drop));
    debug_assert!(written.is_ok());
    out
}
