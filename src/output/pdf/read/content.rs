//! What a stream of content shows (ISO 32000-1, 7.8.2 and 9.4), read faster than by the library.
//!
//! Owns the common case alone: whatever is unusual is strange, and the library reads the page.

use crate::output::pdf::read::lexer::is_regular;

/// The deepest lists and dictionaries.
const DEEPEST: usize = 32;

/// The longest number.
const LONGEST: usize = 15;

/// Something that is not read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strange;

/// What a stream of content does.
pub(super) trait Shows {
    /// Chooses the font with a name.
    fn font(&mut self, name: &[u8]);

    /// Begins a new line.
    fn line(&mut self);

    /// Shows a string in the font.
    ///
    /// # Errors
    /// If that is not known.
    fn string(&mut self, string: &[u8]) -> Result<(), Strange>;
}

/// Reads a stream of content: hands what it does to `shows`.
///
/// # Errors
/// If there is something unusual in it.
pub(super) fn read(content: &[u8], shows: &mut impl Shows) -> Result<(), Strange> {
    let mut scanner = Scanner {
        bytes: content,
        at: 0,
        strings: Vec::new(),
        ends: Vec::new(),
    };
    loop {
        scanner.skip_blanks();
        if scanner.peek().is_none() {
            return Ok(());
        }
        scanner.operation(shows)?;
    }
}

/// A place in a stream of content.
struct Scanner<'c> {
    bytes: &'c [u8],
    at: usize,
    /// The strings of the operation, one behind the other, and where each ends.
    strings: Vec<u8>,
    ends: Vec<usize>,
}

impl<'c> Scanner<'c> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Reads the operands and the operator of an operation.
    fn operation(&mut self, shows: &mut impl Shows) -> Result<(), Strange> {
        self.strings.clear();
        self.ends.clear();
        let first = self.at;
        let mut has_operands = false;
        loop {
            self.skip_blanks();
            let start = self.at;
            if self.operand(true, 0)? {
                has_operands = true;
                continue;
            }
            let operator = self.word(start);
            self.at = start + operator.len();
            return self.show(operator, first, has_operands, shows);
        }
    }

    fn show(
        &self,
        operator: &[u8],
        first: usize,
        has_operands: bool,
        shows: &mut impl Shows,
    ) -> Result<(), Strange> {
        match operator {
            b"Td" | b"Tm" | b"BT" => shows.line(),
            b"Tf" if has_operands => match self.bytes.get(first) {
                Some(b'/') => shows.font(self.word(first + 1)),
                _ => return Err(Strange),
            },
            b"Tj" | b"TJ" => {
                let mut start = 0;
                for end in &self.ends {
                    shows.string(&self.strings[start..*end])?;
                    start = *end;
                }
            }
            // An inline image has bytes behind it.
            b"BI" => return Err(Strange),
            _ => {}
        }
        Ok(())
    }

    /// Returns the word at a place.
    fn word(&self, at: usize) -> &'c [u8] {
        let rest = &self.bytes[at..];
        let length = rest.iter().position(|byte| !is_regular(*byte));
        &rest[..length.unwrap_or(rest.len())]
    }

    /// Reads an operand; returns whether there was one, and not an operator. Its strings are kept if they can be shown.
    fn operand(&mut self, is_shown: bool, depth: usize) -> Result<bool, Strange> {
        if depth > DEEPEST {
            return Err(Strange);
        }
        match self.peek().ok_or(Strange)? {
            b'(' => self.literal(is_shown)?,
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth)?,
            b'<' => self.hexadecimal(is_shown)?,
            b'[' => self.list(is_shown, depth)?,
            b'/' => self.name()?,
            byte if is_regular(byte) => return self.number_or_operator(),
            _ => return Err(Strange),
        }
        Ok(true)
    }

    fn name(&mut self) -> Result<(), Strange> {
        let name = self.word(self.at + 1);
        self.at += 1 + name.len();
        if name.contains(&b'#') {
            Err(Strange)
        } else {
            Ok(())
        }
    }

    fn number_or_operator(&mut self) -> Result<bool, Strange> {
        let word = self.word(self.at);
        let is_operator = |byte: &u8| byte.is_ascii_alphabetic() || b"*'\"".contains(byte);
        let is_constant = [&b"true"[..], b"false", b"null"].contains(&word);
        if is_number(word) || is_constant {
            self.at += word.len();
            return Ok(true);
        }
        let begins = [&b"true"[..], b"false", b"null"]
            .iter()
            .any(|start| word.starts_with(start));
        if word.iter().all(is_operator) && !begins {
            return Ok(false);
        }
        Err(Strange)
    }

    fn list(&mut self, is_shown: bool, depth: usize) -> Result<(), Strange> {
        self.at += 1;
        loop {
            self.skip_blanks();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(());
            }
            if !self.operand(is_shown, depth + 1)? {
                return Err(Strange);
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<(), Strange> {
        self.at += 2;
        loop {
            self.skip_blanks();
            if self.bytes[self.at..].starts_with(b">>") {
                self.at += 2;
                return Ok(());
            }
            if self.peek() != Some(b'/') {
                return Err(Strange);
            }
            self.name()?;
            self.skip_blanks();
            if !self.operand(false, depth + 1)? {
                return Err(Strange);
            }
        }
    }

    fn end_string(&mut self, is_shown: bool, start: usize) {
        if is_shown {
            self.ends.push(self.strings.len());
        } else {
            self.strings.truncate(start);
        }
    }

    /// Reads a literal string (7.3.4.2).
    fn literal(&mut self, is_shown: bool) -> Result<(), Strange> {
        let start = self.strings.len();
        let mut depth = 1;
        self.at += 1;
        loop {
            let byte = self.peek().ok_or(Strange)?;
            self.at += 1;
            match byte {
                b'\\' => {
                    self.escape()?;
                    continue;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.end_string(is_shown, start);
                return Ok(());
            }
            if depth > DEEPEST {
                return Err(Strange);
            }
            self.strings.push(byte);
        }
    }

    /// Reads what stands behind a backslash.
    fn escape(&mut self) -> Result<(), Strange> {
        let byte = self.peek().ok_or(Strange)?;
        self.at += 1;
        let said = match byte {
            b'0'..=b'7' => self.octal(byte),
            b'\n' => return Ok(()),
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return Ok(());
            }
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            byte => byte,
        };
        self.strings.push(said);
        Ok(())
    }

    /// Reads up to three octal digits, of which the first is known; of what is too large, the low byte.
    fn octal(&mut self, first: u8) -> u8 {
        let mut number = first - b'0';
        for _ in 0..2 {
            match self.peek() {
                Some(digit @ b'0'..=b'7') => number = number << 3 | (digit - b'0'),
                _ => break,
            }
            self.at += 1;
        }
        number
    }

    /// Reads a hexadecimal string (7.3.4.3).
    fn hexadecimal(&mut self, is_shown: bool) -> Result<(), Strange> {
        let start = self.strings.len();
        let mut half = None;
        self.at += 1;
        loop {
            let byte = self.peek().ok_or(Strange)?;
            self.at += 1;
            if byte == b'>' {
                self.strings.extend(half.map(|high: u8| high << 4));
                self.end_string(is_shown, start);
                return Ok(());
            }
            let digit = char::from(byte).to_digit(16).ok_or(Strange)?;
            let digit = u8::try_from(digit).map_err(|_| Strange)?;
            half = match half {
                Some(high) => {
                    self.strings.push(high << 4 | digit);
                    None
                }
                None => Some(digit),
            };
        }
    }
}

/// Returns whether a word is a number: digits with a sign before them or a point among them.
fn is_number(word: &[u8]) -> bool {
    let unsigned = word
        .strip_prefix(b"-")
        .or(word.strip_prefix(b"+"))
        .unwrap_or(word);
    let point = unsigned.iter().position(|byte| *byte == b'.');
    let (whole, rest) = unsigned.split_at(point.unwrap_or(unsigned.len()));
    let fraction = rest.strip_prefix(b".").unwrap_or(rest);
    let is_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let digits = whole.len() + fraction.len();
    (1..=LONGEST).contains(&digits) && is_digits(whole) && is_digits(fraction)
}
