//! The list of members, gone over as often as a batch needs it.

use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::console;
use crate::diagnostic::{Diagnostic, Problems, reason};
use crate::digest::Digest;
use crate::disk;
use crate::limits;
use crate::members::{HeldList, LOOK, ListOptions, Members};

/// Stands for standard input in place of a file.
pub const STDIN: &str = "-";

/// What to do where a list from standard input is needed again.
const SAVE: &str = "save it as a file, and name that with `--members`";

/// The list of members.
#[derive(Clone, Debug, Default)]
pub struct MembersList {
    path: PathBuf,
    options: ListOptions,
    /// What is held of it, found when its rows are first asked for.
    held: Arc<OnceLock<Held>>,
    /// What came from standard input.
    input: Arc<OnceLock<Arc<[u8]>>>,
}

/// What is held of a list.
#[derive(Debug)]
enum Held {
    /// Nothing: the file is read again each time.
    Nothing,
    /// The bytes of a text from standard input.
    Bytes(Arc<[u8]>),
    /// The rows of a workbook or an address book.
    Rows(HeldList),
}

impl MembersList {
    /// The list in a file, or in standard input if that is `-`.
    pub fn new(path: &Path, options: ListOptions) -> Self {
        Self {
            path: path.to_owned(),
            options,
            ..Self::default()
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the list for messages.
    pub fn name(&self) -> String {
        if self.is_input() {
            "standard input".to_owned()
        } else {
            self.path.display().to_string()
        }
    }

    /// Returns whether it comes from standard input.
    pub fn is_input(&self) -> bool {
        self.path == Path::new(STDIN)
    }

    /// How it is read.
    pub fn options(&self) -> &ListOptions {
        &self.options
    }

    /// Returns the digest of the file.
    ///
    /// # Errors
    /// If it is not there or cannot be read more than once.
    pub fn digest(&self) -> Result<Digest, Problems> {
        if self.is_input() {
            return Ok(Digest::of(&self.input()?));
        }
        self.check_file()?;
        let name = self.name();
        let found = disk::digest(&self.path)?;
        let missing = || {
            let advice = self.path.ends_with(STDIN).then(|| SAVE.to_owned());
            Diagnostic::error(format!("cannot read `{name}`: it is not there")).maybe_help(advice)
        };
        let digest = found.map(|(digest, _)| digest);
        digest.ok_or_else(|| missing().into())
    }

    /// The same list, one of whose columns means a field.
    #[must_use]
    pub fn with_column(&self, column: &str, field: &str) -> Self {
        let options = ListOptions {
            columns: self.options.columns.with(column, field),
            ..self.options.clone()
        };
        Self {
            options,
            ..self.clone()
        }
    }

    /// Reads its rows, from its beginning.
    ///
    /// # Errors
    /// If the file cannot be read or its header is wrong.
    pub fn rows(&self) -> Result<Members<'static>, Problems> {
        let held = if let Some(held) = self.held.get() {
            held
        } else {
            let found = self.hold()?;
            self.held.get_or_init(|| found)
        };
        match held {
            Held::Rows(rows) => rows.rows(&self.options),
            Held::Bytes(bytes) => {
                let bytes = Cursor::new(Arc::clone(bytes));
                Members::open(&self.name(), bytes, &self.options)
            }
            Held::Nothing => {
                let file = self.open()?;
                Members::open(&self.name(), file, &self.options)
            }
        }
    }

    /// Holds what cannot be read again and again.
    fn hold(&self) -> Result<Held, Problems> {
        let name = self.name();
        if self.is_input() {
            let bytes = self.input()?;
            let start = &bytes[..bytes.len().min(LOOK)];
            if HeldList::is_text(&name, start, &self.options)? {
                return Ok(Held::Bytes(bytes));
            }
            let read = || HeldList::read(&name, start, Cursor::new(&bytes), &self.options);
            let rows = disk::in_small_pages(read)?;
            return Ok(Held::Rows(rows));
        }
        let failed = |error: io::Error| {
            Diagnostic::error(format!("cannot read `{name}`: {}", reason(&error)))
        };
        self.check_file()?;
        let mut file = self.open()?;
        let mut start = Vec::new();
        let read = file.by_ref().take(LOOK as u64).read_to_end(&mut start);
        read.map_err(failed)?;
        if HeldList::is_text(&name, &start, &self.options)? {
            return Ok(Held::Nothing);
        }
        file.rewind().map_err(failed)?;
        let read = || HeldList::read(&name, &start, BufReader::new(file), &self.options);
        let rows = disk::in_small_pages(read)?;
        Ok(Held::Rows(rows))
    }

    /// Checks that the list can be read again and again.
    fn check_file(&self) -> Result<(), Diagnostic> {
        if disk::exists(&self.path)? && !disk::is_file(&self.path)? {
            let name = self.path.display();
            let problem = format!("`{name}` is no file; it has to be read more than once");
            let help = "save it as a file first, or send it to standard input and give `-` for it";
            return Err(Diagnostic::error(problem).help(help));
        }
        Ok(())
    }

    /// Opens the file.
    fn open(&self) -> Result<impl Read + Seek + Send + use<>, Diagnostic> {
        // What a record says of a list from standard input.
        if self.path.ends_with(STDIN) && !disk::exists(&self.path)? {
            let message = "the list came from standard input, which cannot be read again";
            return Err(Diagnostic::error(message).help(SAVE));
        }
        disk::open(&self.path)
    }

    /// Everything from standard input, which is read once.
    fn input(&self) -> Result<Arc<[u8]>, Problems> {
        if let Some(bytes) = self.input.get() {
            return Ok(Arc::clone(bytes));
        }
        let bytes = disk::read_bounded(&self.name(), console::input(), limits::INPUT)?;
        Ok(Arc::clone(self.input.get_or_init(|| bytes.into())))
    }
}
