//! The parts of a workbook that is a ZIP file: those of OOXML and of OpenDocument.
//!
//! The only module that names zip (PKWARE, .ZIP File Format Specification).

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use zip::ZipArchive;

use crate::limits;
use crate::members::workbook::xml::Xml;

/// A packed workbook.
pub(super) struct Package<R> {
    archive: ZipArchive<R>,
    /// The numbers of its parts by their names, in small letters and with `/`.
    parts: BTreeMap<String, usize>,
}

impl<R: Read + Seek> Package<R> {
    /// Opens it.
    ///
    /// # Errors
    /// If it cannot be read or is cut off.
    pub(super) fn open(from: R) -> io::Result<Self> {
        let archive = ZipArchive::new(from).map_err(failed)?;
        let names = archive.file_names_raw().enumerate();
        let parts = names.map(|(n, name)| (path(&String::from_utf8_lossy(name)), n));
        Ok(Self {
            parts: parts.collect(),
            archive,
        })
    }

    /// Returns whether it has a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&path(name))
    }

    /// Returns the part of a name, as XML. `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn xml<'p>(
        &'p mut self,
        name: &str,
    ) -> io::Result<Option<Xml<impl Read + use<'p, R>>>> {
        let Some(number) = self.parts.get(&path(name)) else {
            return Ok(None);
        };
        let part = self.archive.by_index(*number).map_err(failed)?;
        let packed = part.compressed_size().saturating_mul(limits::UNPACKING);
        let most = packed.saturating_add(limits::INPUT).min(limits::UNPACKED);
        Ok(Some(Xml::new(part, most)))
    }
}

/// The name of a part as it is looked up: some programs write `\` and others begin with `/`.
fn path(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

fn failed(error: zip::result::ZipError) -> io::Error {
    match error {
        zip::result::ZipError::Io(error) => error,
        error => io::Error::new(io::ErrorKind::InvalidData, error.to_string()),
    }
}
