//! Faxes as PNG: the pixels of the TIFF file, a file for each page.

use std::fs;

use tempfile::TempDir;

use crate::fax::good;
use crate::fax::pixels::Pixels;

#[test]
fn a_picture_has_the_pixels_of_the_file_that_is_sent() {
    for (resolution, across, down) in [
        ("standard", 8031, 3858),
        ("fine", 8031, 7717),
        ("superfine", 8031, 15394),
    ] {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let how = ["-q", "--cover", "yes", "--fax-resolution", resolution];
        good(&[&how[..], &["-o", &path("a.tif")]].concat());
        good(&[&how[..], &["-o", &path("a.png"), "--fax-format", "png"]].concat());
        let pages = Pixels::of(&path("a.tif"));
        assert_eq!(pages.len(), 2);
        for (n, page) in pages.iter().enumerate() {
            let file = fs::read(path(&format!("a-{}.png", n + 1))).unwrap();
            assert!(
                *page == Pixels::of_png(&file, (across, down)),
                "{resolution}, page {n}"
            );
        }
    }
}

/// The ending says the same as the option.
#[test]
fn the_ending_asks_for_a_picture() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    good(&["-q", "--cover", "no", "-o", &path("a.png")]);
    let printed = good(&["-q", "--cover", "no", "--fax-format", "png"]);
    assert!(fs::read(path("a.png")).unwrap() == printed);
}
