//! The notes on the faxes of a batch: which lines they keep busy, and for how long.

use std::path::Path;

use crate::batch::Request;
use crate::batch::plan::fax_queue::{self, Called, Left, Load};
use crate::batch::plan::survey::Survey;
use crate::batch::record::fax_list;
use crate::batch::write::progress::Sent;
use crate::cli::batch::summary::kept;
use crate::cli::handover::fax_options;
use crate::console::Console;
use crate::counting::{counted, one_or_many};
use crate::diagnostic::{Diagnostic, Problems};
use crate::phone;

/// A line that is busy for longer is warned of, in seconds: nobody else's fax gets through meanwhile.
const BUSY: usize = 60 * 60;

/// The lines that are called. Those that will be busy for long are told, and what is not written.
///
/// # Errors
/// If the members file cannot be read again.
pub(super) fn called<'s>(
    request: &Request<'_>,
    found: &'s Survey<'_>,
    console: Console,
) -> Result<Vec<Called<'s>>, Problems> {
    let Some(faxing) = &request.faxing else {
        return Ok(Vec::new());
    };
    let called = fax_queue::called(request, faxing, found);
    let mut notes = fax_options::notes(&request.added);
    for load in fax_queue::loads(request, found, &called)? {
        match faxing.per_line {
            Some(most) => notes.extend(not_written(&load, most)),
            None => notes.extend(busy(&load)),
        }
    }
    console.tell(&Problems(notes));
    Ok(called)
}

/// A warning of a line that is busy for long.
fn busy(load: &Load) -> Option<Diagnostic> {
    let keep = one_or_many(load.faxes, "keeps", "keep");
    let message = format!(
        "{} to {} {keep} that line busy for about {}: nobody else gets through meanwhile",
        counted(load.faxes, "fax"),
        phone::readable(&load.number),
        duration(load.seconds)
    );
    let help = "give `--per-line N` to write the first N faxes to each number only";
    (load.seconds > BUSY).then(|| Diagnostic::warning(message).help(help))
}

/// A warning of the faxes to a number that are not written.
fn not_written(load: &Load, most: usize) -> Option<Diagnostic> {
    let count: usize = load.left.iter().map(|left| left.faxes).sum();
    let from = |left: &Left| {
        let (row, line) = left.first;
        format!("{} from row {row} (line {line}) on", left.target)
    };
    let from: Vec<String> = load.left.iter().map(from).collect();
    let message = format!(
        "not written for `--per-line {most}`: {count} of {} to {}: {}",
        counted(load.faxes + count, "fax"),
        phone::readable(&load.number),
        from.join(", ")
    );
    (count > 0).then(|| Diagnostic::warning(message))
}

/// Tells which faxes are there and how long they keep which line busy.
pub(super) fn tell(request: &Request<'_>, faxes: &Sent, output: &Path, console: Console) {
    let lines = faxes.lines.values();
    let (pages, seconds) = lines.fold((0, 0), |sum, line| (sum.0 + line.1, sum.1 + line.2));
    console.inform(&format!(
        "wrote {} of {}{} into `{}`: {} on the line",
        counted(faxes.count, "fax"),
        counted(pages, "page"),
        kept(faxes.kept),
        output.display(),
        counted(seconds.div_ceil(60), "minute")
    ));
    for (number, (count, pages, seconds)) in &faxes.lines {
        console.inform(&format!(
            "  {}: {}, {}, {}",
            phone::readable(number),
            counted(*count, "fax"),
            counted(*pages, "page"),
            duration(*seconds)
        ));
    }
    if faxes.count > 0 {
        let list = output.join(fax_list::name(request.shard));
        console.inform(&format!("what to call is in `{}`", list.display()));
    }
}

/// Some seconds as people say them.
fn duration(seconds: usize) -> String {
    const HOUR: usize = 60 * 60;
    match seconds {
        0..120 => counted(seconds, "second"),
        120..HOUR => counted(seconds.div_ceil(60), "minute"),
        _ => {
            // In tenths, rounded.
            let tenths = (seconds + HOUR / 20) / (HOUR / 10);
            format!("{}.{} hours", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_the_unit_of_their_size() {
        for (seconds, said) in [
            (119, "119 seconds"),
            (121, "3 minutes"),
            (3599, "60 minutes"),
            (3600, "1.0 hours"),
            (5579, "1.5 hours"),
            (5580, "1.6 hours"),
            (310_000, "86.1 hours"),
        ] {
            assert_eq!(duration(seconds), said);
        }
    }
}
