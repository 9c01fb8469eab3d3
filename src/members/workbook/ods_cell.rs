//! A cell of an OpenDocument sheet, while it is read.

use crate::limits;
use crate::members::cells::is_power_of_ten;
use crate::members::workbook::numbers::plain;
use crate::members::workbook::xml::Element;

/// The cell that is being read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub times: usize,
    pub text: String,
    /// The number of paragraphs that began, and whether one is open.
    pub paragraphs: usize,
    pub is_open: bool,
    /// The number in it, if it is one.
    pub value: Option<f64>,
    /// The truth value in it, which the sheet shows in the language of its reader.
    pub truth: Option<bool>,
    /// The formula, if it has no value.
    pub formula: Option<String>,
    pub is_covered: bool,
}

impl Cell {
    /// Takes the start of an element in it (OpenDocument 1.3, part 3, 6.1: paragraphs and white space).
    pub(super) fn start(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "p" | "h" => {
                self.text
                    .push_str(if self.paragraphs > 0 { "\n" } else { "" });
                self.paragraphs += 1;
                self.is_open = true;
            }
            "s" if self.is_open => {
                let count = element.attribute("c").and_then(|count| count.parse().ok());
                let spaces = count.unwrap_or(1).min(limits::SHOWN);
                self.text.extend(std::iter::repeat_n(' ', spaces));
            }
            "tab" if self.is_open => self.text.push(' '),
            "line-break" if self.is_open => self.text.push('\n'),
            _ => {}
        }
    }

    /// Its text as the sheet shows it, and whether that is a number. A number that the sheet shows as a power of ten
    /// stands with all its digits.
    pub(super) fn shown(&self) -> (String, bool) {
        if let Some(truth) = self.truth {
            return (truth.to_string().to_uppercase(), false);
        }
        let text = match (&self.formula, self.value) {
            (Some(formula), _) if self.text.is_empty() => {
                format!(
                    "={}",
                    formula.trim_start_matches("of:").trim_start_matches('=')
                )
            }
            (_, Some(value)) if is_power_of_ten(&self.text) => plain(value),
            _ => self.text.clone(),
        };
        let is_number = self.value.is_some() && text.bytes().all(|byte| byte.is_ascii_digit());
        (text, is_number)
    }
}
