//! The values that letters are compared with.

use std::collections::BTreeSet;

use crate::batch::Request;
use crate::batch::list::MembersList;
use crate::batch::plan::fax_queue::Called;
use crate::batch::plan::survey::Survey;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::output::fax::Resolution;

/// The values that letters are compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    /// The number of workers.
    pub jobs: usize,
    /// The members file.
    pub members: MembersWanted<'w>,
    /// The resolution of the faxes, if there are any.
    pub resolution: Option<Resolution>,
    /// The values that messages are compared with.
    pub mail: Mail<'w>,
    /// The values that rows are compared with, if the batch can be requested again.
    pub grounds: Option<Grounds<'w>>,
}

/// The members file that letters are compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MembersWanted<'w> {
    /// The list.
    pub list: &'w MembersList,
    /// Its rows that were left out.
    pub without: &'w BTreeSet<usize>,
    /// Whether it has changed since the letters were written, so that rows may have moved.
    pub may_move: bool,
}

/// The values that messages are compared with, beside their rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mail<'w> {
    /// The campaign, if it is unchanged since the letters were written.
    pub campaign: Option<&'w Campaign>,
    /// The date of the letters.
    pub date: Option<Date>,
    /// Whether each letter is attached as a page.
    pub is_attached: bool,
    /// Whether each person who gets a copy gets a message of their own.
    pub has_copies: bool,
}

/// The values that the rows of a manifest are compared with, if the batch can be requested again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grounds<'w> {
    /// The request.
    pub request: &'w Request<'w>,
    /// The survey of the members file, if it is unchanged.
    pub survey: Option<&'w Survey<'w>>,
    /// The lines that are called.
    pub called: &'w [Called<'w>],
}
