//! The setting of text: lines of runs in the faces of a letter, and the characters that those lack.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::layout::lines::broken::{self, LineRequest};
use crate::layout::lines::line_cache::LineCache;
use crate::layout::lines::shaping::Lacking;
use crate::layout::setting::Setting;
use crate::length::Length;
use crate::letter::markup::Span;
use crate::page::{GlyphRun, Role};

/// Turns text into runs that start at the origin, and collects what the font lacks.
pub(super) struct Setter<'s> {
    cache: &'s mut LineCache,
    /// The settings of all text.
    pub setting: Setting,
    /// The number of blocks so far.
    pub blocks: usize,
    /// Characters that cannot be set, and the first word each of them stands in.
    lacking: Lacking,
    problems: Problems,
}

impl<'s> Setter<'s> {
    /// Creates a setter that uses a cache.
    pub(super) fn new(cache: &'s mut LineCache, setting: Setting) -> Self {
        Self {
            cache,
            setting,
            blocks: 0,
            lacking: Lacking::new(),
            problems: Problems::default(),
        }
    }

    /// Returns all problems, characters that cannot be set among them.
    pub(super) fn into_problems(mut self) -> Problems {
        if let Some(word) = self.lacking.values().next() {
            let list: Vec<String> = self
                .lacking
                .keys()
                .map(|c| format!("`{c}` (U+{:04X})", u32::from(*c)))
                .collect();
            let message = format!(
                "these characters cannot be set: {}; as in `{word}`",
                list.join(", ")
            );
            let way_out = self.setting.way_out;
            let help = format!("write them in Latin, Greek or Cyrillic letters{way_out}");
            let lacking: String = self.lacking.keys().collect();
            let problem = Diagnostic::found(Code::NoGlyph, message);
            self.problems.push(problem.help(help).because_of(&lacking));
        }
        self.problems
    }

    /// Records a problem.
    pub(super) fn report(&mut self, problem: Diagnostic) {
        if !self.problems.0.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Runs `set` in another language than the letter's, if one is given.
    pub(super) fn in_language<T>(
        &mut self,
        lang: Option<&str>,
        set: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let Some(lang) = lang else {
            return set(self);
        };
        let own = std::mem::replace(&mut self.setting.lang, lang.to_owned());
        let done = set(self);
        self.setting.lang = own;
        done
    }

    /// Numbers a new block.
    pub(super) fn block(&mut self) -> usize {
        self.blocks += 1;
        self.blocks - 1
    }

    /// Sets a text on one line.
    pub(super) fn line(
        &mut self,
        text: &str,
        size: Length,
        role: Role,
        block: usize,
    ) -> Vec<GlyphRun> {
        let mut shaping = self
            .cache
            .shaping(self.setting.face.family, &self.setting.lang);
        let runs = broken::single(&mut shaping, text, size);
        let lacking = std::mem::take(&mut shaping.lacking);
        self.lack(&lacking);
        let placed = |run: GlyphRun| GlyphRun { role, block, ..run };
        runs.into_iter().map(placed).collect()
    }

    /// Breaks spans into lines of at most `width`; a `\n` ends a line.
    pub(super) fn paragraph(
        &mut self,
        spans: &[Span],
        size: Length,
        width: Length,
        role: Role,
        block: usize,
    ) -> Vec<Vec<GlyphRun>> {
        let set = self.cache.lines(&LineRequest {
            spans,
            size,
            width,
            is_body: matches!(role, Role::Paragraph | Role::ListItem),
            family: self.setting.face.family,
            lang: &self.setting.lang,
        });
        self.lack(&set.lacking);
        let placed = |run: &GlyphRun| GlyphRun {
            role,
            block,
            ..run.clone()
        };
        let lines = set.lines.iter();
        lines
            .map(|line| line.iter().map(placed).collect())
            .collect()
    }

    /// Adds characters that cannot be set.
    fn lack(&mut self, lacking: &Lacking) {
        for (c, word) in lacking {
            self.lacking.entry(*c).or_insert_with(|| word.clone());
        }
    }
}
