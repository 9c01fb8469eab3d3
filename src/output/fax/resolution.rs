//! The resolutions that fax machines print in.

use std::fmt;

/// Resolution of a fax (ITU-T T.4, 2; T.30).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resolution {
    /// 98 rows an inch.
    Standard,
    /// 196 rows an inch.
    #[default]
    Fine,
    /// 391 rows an inch.
    Superfine,
}

impl fmt::Display for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "standard",
            Self::Fine => "fine",
            Self::Superfine => "superfine",
        })
    }
}

/// Pixels in every row.
pub(crate) const WIDTH: usize = 1728;

impl Resolution {
    /// Dots an inch across and down, as TIFF says them (RFC 3949, 4.4.1).
    pub fn dots(self) -> (u32, u32) {
        match self {
            Self::Standard => (204, 98),
            Self::Fine => (204, 196),
            Self::Superfine => (204, 391),
        }
    }

    /// Returns the parameter K of T.4 (4.2.1.1).
    pub fn k(self) -> usize {
        match self {
            Self::Standard => 2,
            Self::Fine => 4,
            Self::Superfine => 8,
        }
    }
}
