//! Words shaped in the faces of a letter, and the characters that those lack.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Problems};
use crate::font::Style;
use crate::font::shape::Shaped;
use crate::hyphenation::Hyphenator;
use crate::layout::line_cache::LineCache;
use crate::layout::setting::Setting;
use crate::layout::spans::Spans;

/// Turns text into runs that start at the origin, and collects what the font lacks.
pub struct Setter<'s> {
    pub(super) cache: &'s mut LineCache,
    /// The settings of all text.
    pub setting: Setting,
    /// The number of blocks so far.
    pub blocks: usize,
    /// Characters that cannot be set, and the first word each of them stands in.
    unset: BTreeMap<char, String>,
    /// The number of times that such a character was met.
    pub(super) lacking: usize,
    problems: Problems,
}

/// A part of a word in one style and language.
#[derive(Clone)]
pub struct Fragment {
    /// The style.
    pub style: Style,
    /// The text, without the hyphen of a divided word.
    pub text: Rc<str>,
    /// The glyphs, with it.
    pub shaped: Rc<Shaped>,
    /// The language, where it is not that of the setting.
    pub lang: Option<String>,
}

impl<'s> Setter<'s> {
    /// Creates a setter that uses a cache.
    pub fn new(cache: &'s mut LineCache, setting: Setting) -> Self {
        Self {
            cache,
            setting,
            blocks: 0,
            unset: BTreeMap::new(),
            lacking: 0,
            problems: Problems::default(),
        }
    }

    /// Returns all problems, unset characters among them.
    pub fn into_problems(mut self) -> Problems {
        if let Some((_, word)) = self.unset.iter().next() {
            let list: Vec<String> = self
                .unset
                .keys()
                .map(|c| format!("`{c}` (U+{:04X})", u32::from(*c)))
                .collect();
            let message = format!(
                "these characters cannot be set: {}; as in `{word}`",
                list.join(", ")
            );
            let way_out = self.setting.way_out;
            let help = format!("write them in Latin, Greek or Cyrillic letters{way_out}");
            self.problems.push(Diagnostic::error(message).help(help));
        }
        self.problems
    }

    /// Records a problem.
    pub fn report(&mut self, problem: Diagnostic) {
        if !self.problems.0.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Runs `set` in another language than the letter's, if one is given.
    pub fn in_language<T>(&mut self, lang: Option<&str>, set: impl FnOnce(&mut Self) -> T) -> T {
        let Some(lang) = lang else {
            return set(self);
        };
        let own = std::mem::replace(&mut self.setting.lang, lang.to_owned());
        let done = set(self);
        self.setting.lang = own;
        done
    }

    /// Returns the style of text without emphasis.
    pub fn plain(&self) -> Style {
        Style::of(self.setting.face.family, false, false)
    }

    /// Numbers a new block.
    pub fn block(&mut self) -> usize {
        self.blocks += 1;
        self.blocks - 1
    }

    /// Shapes a range of the text in fragments, cut where the style or the language changes.
    pub fn fragments(&mut self, spans: &Spans, text: &str, range: Range<usize>) -> Vec<Fragment> {
        let parts = spans.within(range).map(|(span, part)| {
            let style = Style::of(self.setting.face.family, span.emphasis, span.strong);
            Fragment {
                lang: span.lang.clone(),
                ..self.fragment(style, &text[part])
            }
        });
        parts.collect()
    }

    /// Adds a hyphen to a fragment that is seen, not read: it stands for a soft hyphen, which
    /// readers of the file drop to join the word (ISO 32000-1, 14.8.2.2.3).
    pub fn hyphenated(&mut self, fragment: &Fragment) -> Fragment {
        let shown = self.fragment(fragment.style, &format!("{}\u{2010}", fragment.text));
        let mut shaped = Shaped::clone(&shown.shaped);
        if let Some(hyphen) = shaped.glyphs.last_mut() {
            hyphen.text = "\u{ad}".into();
        }
        Fragment {
            shaped: Rc::new(shaped),
            ..fragment.clone()
        }
    }

    /// Returns the language of spans that name none, and the hyphenator.
    pub fn dividing(&mut self) -> (&str, &mut Hyphenator) {
        (&self.setting.lang, &mut self.cache.hyphenator)
    }

    /// Returns the width of a hyphen in font units.
    pub fn hyphen(&mut self, style: Style) -> i64 {
        self.cache.shaper.shape(style, "\u{2010}").advance()
    }

    /// Returns the width of a text in font units.
    pub fn advance(&mut self, style: Style, text: &str) -> i64 {
        self.cache.shaper.shape(style, text).advance()
    }

    fn fragment(&mut self, style: Style, text: &str) -> Fragment {
        let (text, shaped) = self.cache.shaper.word(style, text);
        let leftward = text.chars().filter(|c| runs_leftward(*c));
        for c in shaped.missing.iter().copied().chain(leftward) {
            self.lacking += 1;
            self.unset.entry(c).or_insert_with(|| text.to_string());
        }
        Fragment {
            style,
            text,
            shaped,
            lang: None,
        }
    }
}

/// Returns whether a character belongs to a script that runs from right to left (Unicode UAX #9, classes R and
/// AL); lines run from left to right here.
fn runs_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
