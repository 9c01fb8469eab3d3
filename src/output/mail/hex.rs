//! Bytes as two hexadecimal digits in capitals, as every encoding of mail writes them.

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// Writes a byte after the mark of its encoding.
pub(super) fn push(out: &mut String, mark: char, byte: u8) {
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 15)]);
    out.extend([mark, digit(byte >> 4), digit(byte)]);
}
