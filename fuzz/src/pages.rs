//! PDF files that `verify` reads.

use protest_letter::diagnostic::Diagnostic;
use protest_letter::output::pdf;

/// Any bytes as a PDF file: its pages come in their order, and twice as the same.
pub fn words(input: &[u8]) {
    let read = || {
        let mut pages = Vec::new();
        let ended = pdf::texts(&input, 1, str::to_owned, |number, text| {
            pages.push((number, text));
            Ok::<(), Diagnostic>(())
        });
        (ended, pages)
    };
    let (ended, pages) = read();
    assert!(pages.is_sorted_by_key(|(number, _)| *number));
    assert_eq!(read(), (ended, pages));
}
