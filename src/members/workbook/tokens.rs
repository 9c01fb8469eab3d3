//! What the formulas of Excel 97 workbooks give, as far as their tokens tell ([MS-XLS], 2.5.198).
//!
//! LibreOffice without a window, and libraries that write workbooks, save formulas without their values: all are 0. A
//! formula that can only give a text shows it.

/// The operator `&`, which joins texts (`PtgConcat`).
const CONCAT: u8 = 0x08;

/// Functions with as many arguments as they need, and with others (`PtgFunc`, `PtgFuncVar`), in each class of value.
const FUNCTIONS: [u8; 3] = [0x21, 0x41, 0x61];
const VARIABLE: [u8; 3] = [0x22, 0x42, 0x62];

/// The numbers of functions that give a text (Ftab): DOLLAR, FIXED, REPT, MID, TEXT, CHAR, LOWER, UPPER, PROPER, LEFT,
/// RIGHT, TRIM, REPLACE, SUBSTITUTE, CLEAN, CONCATENATE.
const TEXTS: [u16; 16] = [
    13, 14, 30, 31, 48, 111, 112, 113, 114, 115, 116, 118, 119, 120, 162, 336,
];

/// Returns whether a formula gives a text or an error, by what is done last in it.
pub(super) fn give_text(tokens: &[u8]) -> bool {
    let is_text = |low: u8, high: u8| TEXTS.contains(&u16::from_le_bytes([low, high]));
    match tokens {
        [.., CONCAT] => true,
        [.., kind, _, low, high] if VARIABLE.contains(kind) => is_text(*low, *high),
        [.., kind, low, high] if FUNCTIONS.contains(kind) => is_text(*low, *high),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_that_ends_with_a_text_gives_one() {
        for (tokens, expected) in [
            // A2&" "&B2; CONCATENATE(A2," ",B2); PROPER(B3)
            (
                &b"\x4c\0\0\xfe\xc0\x17\x01\0\x20\x08\x4c\0\0\xff\xc0\x08"[..],
                true,
            ),
            (
                b"\x44\x01\0\0\xc0\x17\x01\0\x20\x44\x01\0\x01\xc0\x42\x03\x50\x01",
                true,
            ),
            (b"\x44\x02\0\x01\xc0\x41\x72\0", true),
            // SUM(F2:F9); A2; a shared formula
            (b"\x25\x01\0\x08\0\x05\xc0\x05\xc0\x42\x01\x04\0", false),
            (b"\x44\x01\0\0\xc0", false),
            (b"\x01\x01\0\x02\0", false),
            (b"", false),
        ] {
            assert_eq!(give_text(tokens), expected, "{tokens:x?}");
        }
    }
}
