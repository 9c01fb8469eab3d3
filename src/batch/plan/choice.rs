//! The targets that members write to, and the number of letters to each.

use std::collections::BTreeMap;

use crate::batch::record::file_names;
use crate::batch::{Combine, Request};
use crate::campaign::target::Target;
use crate::members::Member;

/// A target of a member, and the number of the word of `--target` that asked for it.
pub(crate) type Choice<'c> = (usize, &'c Target);

/// The number of letters to each target, by the word that asked for it and its place in the campaign.
pub(crate) type Counts<'c> = BTreeMap<(usize, usize), (&'c Target, usize)>;

/// Returns what keeps members of a household apart: other values for the template, or another print file.
pub(crate) fn apart(request: &Request<'_>, member: &Member) -> String {
    let branch = (request.combine == Combine::Branch).then(|| file_names::branch(member));
    // Who signed alone, though at the same address, does so again.
    let first = request.only.as_ref();
    let first = first.map(|only| only.first(member.row).unwrap_or(member.row));
    format!("{branch:?} {:?} {first:?}", member.variables)
}
