//! The sizes and the spacing that a letter may be set in.

use crate::length::Length;

/// Type sizes and spacing that a letter is set in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// The size of the text.
    pub size: Length,
    /// The distance of baselines, in per cent of the size.
    pub leading: i64,
    /// The room between paragraphs, in per cent of the size.
    pub gap: i64,
    /// The room for the signature.
    pub signature: Length,
}

impl Fit {
    const fn new(centipoints: i64, leading: i64, gap: i64, signature: i64) -> Self {
        let (size, signature) = (Length::centipoints(centipoints), Length::points(signature));
        Self {
            size,
            leading,
            gap,
            signature,
        }
    }
}

/// Fits of the text, the usual one first; tighter ones serve to keep a letter on one page.
pub(super) const FITS: [Fit; 6] = [
    Fit::new(1100, 122, 55, 38),
    Fit::new(1050, 122, 55, 38),
    Fit::new(1000, 120, 50, 34),
    Fit::new(1000, 115, 40, 30),
    Fit::new(950, 115, 40, 30),
    Fit::new(950, 110, 30, 28),
];
