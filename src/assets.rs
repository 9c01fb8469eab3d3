//! Files that come with the program: fonts and a colour profile.
//!
//! The only module that names `typst_assets` and `notosans`.

/// OpenType fonts, the styles of Libertinus Serif among them.
pub(crate) fn fonts() -> impl Iterator<Item = &'static [u8]> {
    typst_assets::fonts()
}

/// Noto Sans (SIL Open Font License).
pub(crate) const SANS: &[u8] = notosans::REGULAR_TTF;
/// Noto Sans, bold.
pub(crate) const SANS_BOLD: &[u8] = notosans::BOLD_TTF;
/// Noto Sans, italic.
pub(crate) const SANS_ITALIC: &[u8] = notosans::ITALIC_TTF;
/// Noto Sans, italic and bold.
pub(crate) const SANS_BOLD_ITALIC: &[u8] = notosans::BOLD_ITALIC_TTF;

/// The ICC profile of a gray whose steps are those of sRGB.
pub(crate) const GRAY: &[u8] = typst_assets::icc::S_GREY_V4;
