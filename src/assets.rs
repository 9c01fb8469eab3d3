//! Files that come with the program: fonts and a colour profile.
//!
//! The only module that names `typst_assets`.

/// OpenType fonts, the styles of Libertinus Serif among them.
pub fn fonts() -> impl Iterator<Item = &'static [u8]> {
    typst_assets::fonts()
}

/// The ICC profile of a gray whose steps are those of sRGB.
pub const GRAY: &[u8] = typst_assets::icc::S_GREY_V4;
