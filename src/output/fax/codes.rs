//! The code words of runs (ITU-T T.4, tables 2 to 4) and of modes (table 4 and T.6, table 1).
//!
//! A code word is written here as its digits, so that it can be compared with the standard by eye.

/// A code word: its bits in the low end, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// The bits.
    pub bits: u16,
    /// The number of bits.
    pub length: u8,
}

/// The longest run with a code word of its own; longer ones have several.
pub(super) const LONGEST: usize = 2560;

/// The end of a line.
pub(super) const EOL: Code = code("000000000001");
/// A one in behind an end of line says that the next row is coded by itself.
pub(super) const ONE: Code = code("1");
/// And a zero that it is coded by the row above.
pub(super) const ZERO: Code = code("0");
/// Pass mode.
pub(super) const PASS: Code = code("0001");
/// Horizontal mode.
pub(super) const HORIZONTAL: Code = code("001");
/// Vertical mode, from three to the left of the changing element above to three to the right.
pub(super) const VERTICAL: [Code; 7] = [
    code("0000010"),
    code("000010"),
    code("010"),
    code("1"),
    code("011"),
    code("000011"),
    code("0000011"),
];

/// Returns the code word of a run of at most 63 pixels, or of a multiple of 64 up to [`LONGEST`].
pub(super) fn run(black: bool, length: usize) -> Code {
    let (terminating, make_up) = if black {
        (&BLACK, &BLACK_64)
    } else {
        (&WHITE, &WHITE_64)
    };
    match (length, length / 64) {
        (0..64, _) => terminating[length],
        (_, 1..=27) => make_up[length / 64 - 1],
        (_, n) => LONG_64[(n - 28).min(LONG_64.len() - 1)],
    }
}

const fn code(digits: &str) -> Code {
    let digits = digits.as_bytes();
    let (mut bits, mut n) = (0, 0);
    while n < digits.len() {
        bits = bits << 1 | (digits[n] - b'0') as u16;
        n += 1;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no code word has more than 13 digits"
    )]
    let length = digits.len() as u8;
    Code { bits, length }
}

const fn table<const N: usize>(digits: [&str; N]) -> [Code; N] {
    let mut codes = [EOL; N];
    let mut n = 0;
    while n < N {
        codes[n] = code(digits[n]);
        n += 1;
    }
    codes
}

/// Runs of 0 to 63 white pixels.
static WHITE: [Code; 64] = table([
    "00110101", "000111", "0111", "1000", "1011", "1100", "1110", "1111", "10011", "10100",
    "00111", "01000", "001000", "000011", "110100", "110101", "101010", "101011", "0100111",
    "0001100", "0001000", "0010111", "0000011", "0000100", "0101000", "0101011", "0010011",
    "0100100", "0011000", "00000010", "00000011", "00011010", "00011011", "00010010", "00010011",
    "00010100", "00010101", "00010110", "00010111", "00101000", "00101001", "00101010", "00101011",
    "00101100", "00101101", "00000100", "00000101", "00001010", "00001011", "01010010", "01010011",
    "01010100", "01010101", "00100100", "00100101", "01011000", "01011001", "01011010", "01011011",
    "01001010", "01001011", "00110010", "00110011", "00110100",
]);

/// Runs of 0 to 63 black pixels.
static BLACK: [Code; 64] = table([
    "0000110111",
    "010",
    "11",
    "10",
    "011",
    "0011",
    "0010",
    "00011",
    "000101",
    "000100",
    "0000100",
    "0000101",
    "0000111",
    "00000100",
    "00000111",
    "000011000",
    "0000010111",
    "0000011000",
    "0000001000",
    "00001100111",
    "00001101000",
    "00001101100",
    "00000110111",
    "00000101000",
    "00000010111",
    "00000011000",
    "000011001010",
    "000011001011",
    "000011001100",
    "000011001101",
    "000001101000",
    "000001101001",
    "000001101010",
    "000001101011",
    "000011010010",
    "000011010011",
    "000011010100",
    "000011010101",
    "000011010110",
    "000011010111",
    "000001101100",
    "000001101101",
    "000011011010",
    "000011011011",
    "000001010100",
    "000001010101",
    "000001010110",
    "000001010111",
    "000001100100",
    "000001100101",
    "000001010010",
    "000001010011",
    "000000100100",
    "000000110111",
    "000000111000",
    "000000100111",
    "000000101000",
    "000001011000",
    "000001011001",
    "000000101011",
    "000000101100",
    "000001011010",
    "000001100110",
    "000001100111",
]);

/// Runs of 64 to 1,728 white pixels, by steps of 64.
static WHITE_64: [Code; 27] = table([
    "11011",
    "10010",
    "010111",
    "0110111",
    "00110110",
    "00110111",
    "01100100",
    "01100101",
    "01101000",
    "01100111",
    "011001100",
    "011001101",
    "011010010",
    "011010011",
    "011010100",
    "011010101",
    "011010110",
    "011010111",
    "011011000",
    "011011001",
    "011011010",
    "011011011",
    "010011000",
    "010011001",
    "010011010",
    "011000",
    "010011011",
]);

/// Runs of 64 to 1,728 black pixels, by steps of 64.
static BLACK_64: [Code; 27] = table([
    "0000001111",
    "000011001000",
    "000011001001",
    "000001011011",
    "000000110011",
    "000000110100",
    "000000110101",
    "0000001101100",
    "0000001101101",
    "0000001001010",
    "0000001001011",
    "0000001001100",
    "0000001001101",
    "0000001110010",
    "0000001110011",
    "0000001110100",
    "0000001110101",
    "0000001110110",
    "0000001110111",
    "0000001010010",
    "0000001010011",
    "0000001010100",
    "0000001010101",
    "0000001011010",
    "0000001011011",
    "0000001100100",
    "0000001100101",
]);

/// Runs of 1,792 to 2,560 pixels of either colour, by steps of 64.
static LONG_64: [Code; 13] = table([
    "00000001000",
    "00000001100",
    "00000001101",
    "000000010010",
    "000000010011",
    "000000010100",
    "000000010101",
    "000000010110",
    "000000010111",
    "000000011100",
    "000000011101",
    "000000011110",
    "000000011111",
]);

#[cfg(test)]
mod tests {
    use super::*;

    /// No code word begins with another of its colour, or with an end of line.
    #[test]
    fn code_words_can_be_told_apart() {
        for black in [false, true] {
            let lengths = (0..64).chain((64..=LONGEST).step_by(64));
            let codes: Vec<Code> = lengths
                .map(|length| run(black, length))
                .chain([EOL])
                .collect();
            for (n, a) in codes.iter().enumerate() {
                for b in &codes[n + 1..] {
                    let shorter = a.length.min(b.length);
                    let begin = |code: &Code| code.bits >> (code.length - shorter);
                    assert_ne!(begin(a), begin(b), "{a:?} {b:?}");
                }
            }
        }
    }

    /// The code words of a colour fill what the standard has room for (Kraft's sum): a digit that is
    /// wrong would leave a hole or overlap.
    #[test]
    fn modes_can_be_told_apart() {
        let codes = VERTICAL.iter().chain([&PASS, &HORIZONTAL]);
        let sum: u32 = codes.map(|code| 1 << (7 - code.length)).sum();
        // What is left are the extensions and the end of line, 0000001 and 0000000.
        assert_eq!(sum, (1 << 7) - 2);
    }
}
