//! What letters are compared with.

use std::collections::BTreeSet;
use std::path::Path;

use crate::batch::Request;
use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::Survey;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::members::Encoding;

/// What letters are compared with.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// The members file.
    pub members: &'w Path,
    /// Its encoding, where that is not UTF-8.
    pub encoding: Option<Encoding>,
    /// The rows of it that were left out.
    pub without: &'w BTreeSet<usize>,
    /// Whether it is another than when the letters were written, so that a row may stand elsewhere.
    pub may_move: bool,
    /// The resolution of the faxes, if there are any.
    pub resolution: Option<&'w str>,
    /// What messages are compared with.
    pub mail: Mail<'w>,
    /// What rows are compared with, where the batch can be asked for again.
    pub grounds: Option<Grounds<'w>>,
}

/// What messages are compared with, beside their rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mail<'w> {
    /// The campaign, where it is as it was when the letters were written.
    pub campaign: Option<&'w Campaign>,
    /// The date of the letters.
    pub date: Option<Date>,
    /// Whether each has its letter with it as a page.
    pub is_attached: bool,
    /// Whether everybody who gets a copy gets a message of their own.
    pub has_copies: bool,
}

/// What the rows of a manifest are compared with, where the batch can be asked for again.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'w> {
    /// What was asked for.
    pub request: &'w Request<'w>,
    /// What the members file gives, where it is as it was.
    pub survey: Option<&'w Survey<'w>>,
    /// The lines that are called.
    pub called: &'w [Called<'w>],
}
