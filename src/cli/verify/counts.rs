//! The counts of a batch: as many letters and signatures as its record says.

use crate::batch::proof::verified::Verified;
use crate::batch::record::inputs::Inputs;
use crate::cli::batch::inputs::{FAX, FAXES, ROWS, SIGNATURES};
use crate::diagnostic::Diagnostic;

/// Compares how many letters there are with how many there were.
pub fn compare(record: &Inputs, verified: &mut Verified) {
    let letters = letters(record).filter(|wanted| verified.letters != *wanted);
    if let Some(wanted) = letters {
        let message = format!("the manifest has {} letters of {wanted}", verified.letters);
        let help = "the others could not be written: the run said why";
        verified
            .problems
            .push(Diagnostic::error(message).help(help));
    }
    let signatures = number(record, SIGNATURES);
    if let Some(wanted) = signatures.filter(|wanted| verified.signatures != *wanted) {
        let found = verified.signatures;
        let message = format!("members sign {found} times of {wanted}, by the manifest");
        let help = "somebody was left out, or a letter could not be written";
        verified
            .problems
            .push(Diagnostic::error(message).help(help));
    }
}

/// The number of letters and faxes that were written, one in two formats counted twice.
fn letters(record: &Inputs) -> Option<usize> {
    let formats = record.inputs.get("format").map_or(1, |formats| {
        let written = formats.split(',').filter(|format| *format != FAX);
        written.count()
    });
    let of_all = || number(record, "letters").map(|letters| letters * formats);
    let rows = number(record, ROWS).or_else(of_all)?;
    Some(rows + number(record, FAXES).unwrap_or_default())
}

fn number(record: &Inputs, name: &str) -> Option<usize> {
    record
        .inputs
        .get(name)
        .and_then(|number| number.parse().ok())
}
