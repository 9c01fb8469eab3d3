//! The syntax of numbers, strings and references in a file (ISO 32000-1, 7.3), added to a buffer.

use crate::length::Length;

/// A buffer that grows by what a file is made of. Every method gives the buffer back.
pub(super) trait Syntax {
    /// Bytes as they are: names, operators, delimiters.
    fn raw(&mut self, bytes: &str) -> &mut Self;
    /// Writes a whole number.
    fn integer(&mut self, number: usize) -> &mut Self;
    /// A number of thousandths, with no more digits than it needs.
    fn thousandths(&mut self, number: i64) -> &mut Self;
    /// Writes a reference to an object (7.3.10).
    fn reference(&mut self, object: u32) -> &mut Self;
    /// Writes a literal string (7.3.4.2): shorter than a hexadecimal one, and it compresses better.
    fn literal(&mut self, bytes: &[u8]) -> &mut Self;
    /// Writes a text string (7.9.2.2): ASCII where that is enough, else UTF-16 with a byte order mark.
    fn text(&mut self, text: &str) -> &mut Self;
}

impl Syntax for Vec<u8> {
    fn raw(&mut self, bytes: &str) -> &mut Self {
        self.extend_from_slice(bytes.as_bytes());
        self
    }

    fn integer(&mut self, number: usize) -> &mut Self {
        let mut digits = [0; 20];
        let mut start = digits.len();
        let mut rest = number;
        loop {
            start -= 1;
            digits[start] = digit(rest % 10);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.extend_from_slice(&digits[start..]);
        self
    }

    fn thousandths(&mut self, number: i64) -> &mut Self {
        if number < 0 {
            self.push(b'-');
        }
        let number = usize::try_from(number.unsigned_abs()).unwrap_or_default();
        let (whole, mut rest) = (number / 1000, number % 1000);
        if whole > 0 || rest == 0 {
            self.integer(whole);
        }
        if rest > 0 {
            self.push(b'.');
        }
        while rest > 0 {
            self.push(digit(rest / 100));
            rest = rest % 100 * 10;
        }
        self
    }

    fn reference(&mut self, object: u32) -> &mut Self {
        self.integer(object as usize).raw(" 0 R")
    }

    fn literal(&mut self, bytes: &[u8]) -> &mut Self {
        self.push(b'(');
        for byte in bytes {
            literal_byte(self, *byte);
        }
        self.push(b')');
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return self.literal(text.as_bytes());
        }
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        let bytes: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
        self.literal(&bytes)
    }
}

/// Adds the entry of a tree node for the nodes below it (7.7.3.2, 7.9.7).
pub(super) fn write_kids(kids: impl Iterator<Item = u32>, out: &mut Vec<u8>) {
    out.raw("/Kids[");
    for kid in kids {
        out.reference(kid).raw(" ");
    }
    out.raw("]");
}

/// Adds a byte of a literal string. A carriage return would be read as a line feed.
pub(super) fn literal_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'\r' => out.extend(b"\\r"),
        b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
        _ => out.push(byte),
    }
}

fn digit(number: usize) -> u8 {
    b'0' + u8::try_from(number).unwrap_or_default()
}

/// A length in thousandths of a point, rounded once, here: finer than any printer.
pub(super) fn thousandths(length: Length) -> i64 {
    length.scale(1000, Length::points(1).0).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>) -> &mut Vec<u8>) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn numbers_have_the_digits_they_need() {
        for (number, expected) in [
            (0, "0"),
            (7, ".007"),
            (-50, "-.05"),
            (100, ".1"),
            (-12_345, "-12.345"),
            (595_000, "595"),
        ] {
            assert_eq!(written(|out| out.thousandths(number)), expected);
        }
        assert_eq!(written(|out| out.integer(10_203)), "10203");
        assert_eq!(written(|out| out.integer(0)), "0");
        assert_eq!(
            written(|out| out.integer(usize::MAX)),
            usize::MAX.to_string()
        );
    }

    #[test]
    fn strings_are_escaped() {
        assert_eq!(
            written(|out| out.literal(b"a(\\)\r\n")),
            "(a\\(\\\\\\)\\r\n)"
        );
    }

    #[test]
    fn text_is_ascii_where_that_is_enough() {
        assert_eq!(written(|out| out.text("Ana")), "(Ana)");
        let mut out = Vec::new();
        out.text("я(");
        assert_eq!(out, b"(\xFE\xFF\x04\x4F\x00\\()");
    }

    #[test]
    fn lengths_are_rounded_to_the_nearest_thousandth() {
        assert_eq!(thousandths(Length::points(-3)), -3000);
        assert_eq!(thousandths(Length::millimetres(210.0)), 595_276);
    }
}
