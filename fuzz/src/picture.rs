//! Pictures.

use protest_letter::picture::{LOGO, Picture, SIGNATURE};

use super::problems;

/// A PNG file.
pub fn png(input: &[u8]) {
    for print in [LOGO, SIGNATURE] {
        match Picture::from_png("a.png", input, print) {
            Err(problem) => problems::check_one(&problem),
            Ok(picture) => {
                let pixels = picture.width as usize * picture.height as usize;
                assert!(pixels > 0 && picture.gray.len() == pixels);
                let row = (picture.width as usize * usize::from(picture.bits)).div_ceil(8);
                assert!(
                    picture.is_bilevel() || picture.packed().len() == row * picture.height as usize
                );
                let again = Picture::from_png("a.png", input, print);
                assert!(
                    again.is_ok_and(|again| again == picture),
                    "another picture from the same file"
                );
            }
        }
    }
}
