//! The cache of a recipe: what the letters that it fills have in common is made once.
//!
//! Two things: the frame of the letters to a target of a date, and the text of letters whose values are the same. A
//! maker is a plain function that sees nothing but the recipe, a key and, for a text, the frame that the key decides:
//! what a key leaves out cannot come into a letter. The targets are those of one campaign, where an id is one target.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::cache::Memory;
use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::diagnostic::Problems;
use crate::letter::addressing::Formalities;
use crate::letter::engine::{Value, Values};
use crate::letter::markup::{Block, Span};

/// The most bytes of texts that are kept, and as many of those before.
const MOST_BYTES: usize = 1 << 18;

/// The common part of the letters to a target on a date.
#[derive(Debug)]
pub(super) struct Frame {
    /// The values that do not depend on who writes.
    pub values: Values,
    /// The words around the text, or the problems that prevent them.
    pub words: Result<Formalities, Problems>,
}

/// Everything that the text of a letter is filled with, beside the template and the campaign.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Given {
    /// The id of the target: with the date, it decides the values that do not depend on who writes.
    pub target: String,
    /// The date.
    pub date: Date,
    /// The values of the writer's own that the template uses.
    pub own: Values,
}

/// The text of a letter.
#[derive(Debug)]
pub(super) struct FilledText {
    /// The body.
    pub body: Vec<Block>,
    /// The subject.
    pub subject: String,
}

/// The cache of one recipe.
#[derive(Debug)]
pub(super) struct FillCache {
    /// The last frame of each target.
    frames: RefCell<BTreeMap<String, (Date, Rc<Frame>)>>,
    texts: RefCell<Memory<Given, Rc<FilledText>>>,
}

impl Default for FillCache {
    fn default() -> Self {
        Self {
            frames: RefCell::default(),
            texts: RefCell::new(Memory::new(MOST_BYTES)),
        }
    }
}

impl FillCache {
    /// The frame of the letters to a target of a date, made by a recipe where it is not known.
    pub(super) fn frame<R>(
        &self,
        target: &Target,
        date: Date,
        recipe: &R,
        make: fn(&R, &Target, Date) -> Frame,
    ) -> Rc<Frame> {
        if let Some((of, known)) = self.frames.borrow().get(&target.id)
            && *of == date
        {
            return Rc::clone(known);
        }
        let frame = Rc::new(make(recipe, target, date));
        let kept = (date, Rc::clone(&frame));
        self.frames.borrow_mut().insert(target.id.clone(), kept);
        frame
    }

    /// The text of a letter in its frame that is filled with some values, made by a recipe where it is not known.
    ///
    /// # Errors
    /// Those of `make`.
    pub(super) fn text<R>(
        &self,
        frame: &Frame,
        given: &Given,
        recipe: &R,
        make: fn(&R, &Frame, &Given) -> Result<FilledText, Problems>,
    ) -> Result<Rc<FilledText>, Problems> {
        if let Some(known) = self.texts.borrow_mut().get(given) {
            return Ok(known);
        }
        let text = Rc::new(make(recipe, frame, given)?);
        let weight = size_of_values(&given.own) + size(&text);
        self.texts.borrow_mut().learn(given, &text, weight);
        Ok(text)
    }

    /// Forgets everything.
    #[cfg(test)]
    pub(crate) fn forget(&self) {
        let Self { frames, texts } = self;
        frames.borrow_mut().clear();
        *texts.borrow_mut() = Memory::new(MOST_BYTES);
    }
}

/// The bytes of values, about.
fn size_of_values(values: &Values) -> usize {
    let of_value = |value: &Value| match value {
        Value::Text(text) => text.len(),
        Value::Flag(_) => 0,
        Value::List(texts) => texts.iter().map(String::len).sum(),
        Value::Map(values) => size_of_values(values),
    };
    let sizes = values
        .iter()
        .map(|(name, value)| size_of::<Value>() + name.len() + of_value(value));
    sizes.sum()
}

/// The bytes of a text.
fn size(text: &FilledText) -> usize {
    let of_spans = |spans: &[Span]| -> usize {
        let sizes = spans.iter().map(|span| size_of::<Span>() + span.text.len());
        sizes.sum()
    };
    let of_block = |block: &Block| match block {
        Block::Paragraph(spans) => of_spans(spans),
        Block::List { items, .. } => items.iter().map(|item| of_spans(item)).sum(),
    };
    text.subject.len() + text.body.iter().map(of_block).sum::<usize>()
}

#[cfg(test)]
mod tests;
