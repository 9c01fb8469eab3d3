//! `verify --again`: every letter made again from what the batch was made from.

use crate::batch::Request;
use crate::batch::plan::fax_queue;
use crate::batch::plan::survey::Survey;
use crate::batch::record::lists;
use crate::batch::record::shard::Shard;
use crate::batch::write::run;
use crate::cli::batch::basis::Basis;
use crate::cli::batch::refusals;
use crate::console::Console;
use crate::diagnostic::Problems;

/// Makes every letter again and tells how it differs from what the manifests say.
///
/// # Errors
/// If an input is another than it was, or cannot be read.
pub(super) fn compare(
    basis: &Basis<'_>,
    request: &Request<'_>,
    found: &Survey<'_>,
    console: Console,
) -> Result<Problems, Problems> {
    let members = request.members.digest()?;
    let called = request.faxing.as_ref();
    let called = called
        .map(|faxing| fax_queue::called(request, faxing, found))
        .unwrap_or_default();
    let of = lists::found(basis.of())?;
    let of = of.first().map_or(1, |(_, shard)| shard.of);
    let mut progress = console.progress(run::steps(request, found));
    let (mut problems, mut before) = (Problems::default(), 0);
    for number in 1..=of {
        let shard = Shard { number, of };
        let mut done = 0;
        let tick = |now| {
            done = now;
            progress.show(before + now);
        };
        let part = (basis.of(), shard);
        problems.append(run::again(request, found, &called, part, tick)?);
        before += done;
    }
    progress.finish();
    if request.members.digest()? != members {
        return Err(refusals::members_changed(request.members.path()).into());
    }
    Ok(problems)
}
