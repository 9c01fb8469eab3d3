//! PDF files that `verify` reads.

use protest_letter::output::pdf;

/// Any bytes as a PDF file: its pages come in their order, and twice as the same.
pub fn words(input: &[u8]) {
    let read = || {
        let mut pages = Vec::new();
        let ended = pdf::texts(input, |number, text| pages.push((number, text)));
        (ended, pages)
    };
    let (ended, pages) = read();
    assert!(pages.is_sorted_by_key(|(number, _)| *number));
    assert_eq!(read(), (ended, pages));
}
