//! Where a fault can be, and the variable that asks for it.

/// The variable that lists faults.
pub const VARIABLE: &str = "PROTEST_LETTER_FAULTS";

/// The point of a fault: an operation on the disk, or a stage of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A file is opened for reading.
    Open,
    /// A file is made, or opened for writing.
    Create,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// Written data is put on the disk.
    Sync,
    /// A file is given a name.
    Rename,
    /// A file is removed.
    Remove,
    /// The metadata of a path is read.
    Look,
    /// The names in a folder are read.
    List,
    /// A folder is made.
    MakeFolder,
    /// A folder is removed.
    RemoveFolder,
    /// A file is locked.
    Lock,
    /// Stage: a row of a members file is read.
    Row,
    /// Stage: a worker gets ready.
    Worker,
    /// Stage: a letter is composed.
    Letter,
    /// Stage: a letter is set on pages.
    Pages,
    /// Stage: a letter is turned into bytes.
    Bytes,
    /// Stage: a letter is put among those that are complete.
    Record,
    /// Stage: a letter is read again.
    Reread,
}
