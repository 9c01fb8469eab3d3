//! Exact lengths on paper.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// A length in 1/9144 inch: whole points (127), millimetres (360) and inches (9144) are whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

const PER_POINT: i64 = 127;
/// Exact in `f64`.
const PER_MILLIMETRE: f64 = 360.0;

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// So many hundredths of a point.
    pub const fn centipoints(n: i64) -> Self {
        Self(n * PER_POINT / 100)
    }

    /// So many whole points.
    pub const fn points(n: i64) -> Self {
        Self(n * PER_POINT)
    }

    /// The nearest length to so many millimetres.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a page is far below 2^53 units"
    )]
    pub const fn millimetres(mm: f64) -> Self {
        Self((mm * PER_MILLIMETRE).round() as i64)
    }

    /// In millimetres.
    #[expect(clippy::cast_precision_loss, reason = "a page is far below 2^53 units")]
    pub fn to_millimetres(self) -> f64 {
        self.0 as f64 / PER_MILLIMETRE
    }

    /// In points of 1/72 inch.
    #[expect(clippy::cast_precision_loss, reason = "a page is far below 2^53 units")]
    pub fn to_points(self) -> f64 {
        self.0 as f64 / PER_POINT as f64
    }

    /// This length times `numerator / denominator`, rounded to the nearest unit.
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        let product = self.0 * numerator;
        let half = denominator / 2 * product.signum();
        Self((product + half) / denominator)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, n: i64) -> Self {
        Self(self.0 * n)
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        Self(lengths.map(|l| l.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_millimetres_and_inches_agree() {
        assert_eq!(Length::points(72), Length::millimetres(25.4));
        assert_eq!(Length::millimetres(25.4), Length(9144));
    }

    #[test]
    fn scaling_rounds_half_away_from_zero() {
        assert_eq!(Length(5).scale(1, 2), Length(3));
        assert_eq!(Length(-5).scale(1, 2), Length(-3));
    }
}
