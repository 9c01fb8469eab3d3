//! Numbers in as few bytes as they need: seven bits a byte, the lowest first; all but the last byte have the highest
//! bit.

/// Adds a number.
pub(super) fn push(to: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        to.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    to.push(number.to_le_bytes()[0]);
}

/// The number that stands at a place, and the place behind it; `None` if none does.
pub(super) fn at(bytes: &[u8], mut place: usize) -> Option<(usize, usize)> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(place)?;
        place += 1;
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((number, place));
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_added_is_found(numbers in prop::collection::vec(any::<usize>(), 0..20)) {
            let mut bytes = Vec::new();
            for number in &numbers {
                push(&mut bytes, *number);
            }
            let (mut place, mut found) = (0, Vec::new());
            while let Some((number, behind)) = at(&bytes, place) {
                found.push(number);
                place = behind;
            }
            prop_assert_eq!(&found, &numbers);
            prop_assert_eq!(place, bytes.len());
        }
    }
}
