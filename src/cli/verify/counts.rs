//! The counts of a batch: as many letters and signatures as its record says.

use crate::batch::proof::verified::Verified;
use crate::batch::record::batch_record::BatchRecord;
use crate::counting::counted;
use crate::diagnostic::Diagnostic;

/// Compares how many letters there are with how many there were.
pub(super) fn compare(record: &BatchRecord, verified: &mut Verified) {
    let wanted = record.written.rows + record.written.faxes;
    if verified.letters != wanted {
        let found = counted(verified.letters, "letter");
        let message = format!("the manifest has {found} of {wanted}");
        let help = "the others could not be written: the run said why";
        verified
            .problems
            .push(Diagnostic::error(message).help(help));
    }
    let signatures = record.written.signatures;
    if let Some(wanted) = signatures.filter(|wanted| verified.signatures != *wanted) {
        let found = verified.signatures;
        let message = format!("members sign {found} times of {wanted}, by the manifest");
        let help = "somebody was left out, or a letter could not be written";
        verified
            .problems
            .push(Diagnostic::error(message).help(help));
    }
}
