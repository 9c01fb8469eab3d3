//! PDF files that are compared without what compression makes of them.

use std::fs;

use tempfile::TempDir;

use super::run;

/// A PDF file without compression, and without the identifier that is made from its bytes.
pub fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("packed.pdf");
    fs::write(&path, pdf).unwrap();
    let arguments = [
        "--qdf",
        "--object-streams=disable",
        "--stream-data=uncompress",
        "--no-original-object-ids",
        "--static-id",
        path.to_str().unwrap(),
        "-",
    ];
    let output = run("qpdf", &arguments);
    assert!(output.status.success(), "{output:?}");
    let lines = output.stdout.split_inclusive(|byte| *byte == b'\n');
    let is_kept = |line: &&[u8]| !line.starts_with(b"  /ID [<");
    lines.filter(is_kept).flatten().copied().collect()
}
