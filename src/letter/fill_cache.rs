//! The cache of a recipe: what the letters that it fills have in common is made once.
//!
//! Three things, each with everything that it depends on as its key: the frame of the letters to a target,
//! the text of letters whose values are the same, and the typography of each paragraph. A test holds true
//! that letters are the same without them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::cache::Memory;
use crate::calendar::Date;
use crate::diagnostic::Problems;
use crate::letter::addressing::Formalities;
use crate::letter::engine::{PLURAL, Reference, Value};
use crate::letter::markup::{Block, Span};
use crate::letter::order::Order;
use crate::letter::typography::Typography;

/// The most bytes of texts and of paragraphs that are kept, and as many of those before.
const MOST_BYTES: usize = 1 << 18;

/// The common part of the letters to a target on a date.
#[derive(Debug)]
pub struct Frame {
    /// The values that do not depend on who writes.
    pub values: BTreeMap<String, Value>,
    /// The words around the text, or the problems that prevent them.
    pub words: Result<Formalities, Problems>,
}

/// The text of a letter.
#[derive(Debug)]
pub struct FilledText {
    /// The body.
    pub body: Vec<Block>,
    /// The subject.
    pub subject: String,
}

/// The cache of a recipe.
#[derive(Debug)]
pub struct FillCache {
    /// The first parts of the names that the template uses, and those of the sender's values.
    used: BTreeSet<String>,
    frames: RefCell<BTreeMap<String, (Date, Rc<Frame>)>>,
    texts: RefCell<Memory<Vec<u8>, Rc<FilledText>>>,
    paragraphs: RefCell<Memory<Vec<u8>, Rc<Vec<Span>>>>,
}

impl FillCache {
    /// An empty cache of a template that uses some names.
    pub fn new(used: &[Reference]) -> Self {
        let first = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let names = used
            .iter()
            .flat_map(|used| [used.path.clone(), first(&used.path)]);
        Self {
            used: names.collect(),
            frames: RefCell::default(),
            texts: RefCell::new(Memory::new(MOST_BYTES)),
            paragraphs: RefCell::new(Memory::new(MOST_BYTES)),
        }
    }

    /// Returns `true` if the template uses a name.
    pub fn uses(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// The frame of the letters to a target of a date.
    pub fn frame(&self, order: &Order<'_>, make: impl FnOnce() -> Frame) -> Rc<Frame> {
        let id = order.target.id.as_str();
        if let Some((date, known)) = self.frames.borrow().get(id)
            && *date == order.date
        {
            return Rc::clone(known);
        }
        let frame = Rc::new(make());
        let kept = (order.date, Rc::clone(&frame));
        self.frames.borrow_mut().insert(id.to_owned(), kept);
        frame
    }

    /// The text of a letter.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn text(
        &self,
        order: &Order<'_>,
        make: impl FnOnce() -> Result<FilledText, Problems>,
    ) -> Result<Rc<FilledText>, Problems> {
        let key = self.key(order);
        if let Some(known) = self.texts.borrow_mut().get(&key[..]) {
            return Ok(known);
        }
        let text = Rc::new(make()?);
        let weight = key.len() + size(&text);
        self.texts.borrow_mut().learn(&key[..], &text, weight);
        Ok(text)
    }

    /// The typography of a body, paragraph by paragraph.
    pub fn set(&self, typography: &Typography, body: Vec<Block>) -> Vec<Block> {
        Typography::blocks_by(body, |spans| self.spans(typography, spans))
    }

    fn spans(&self, typography: &Typography, spans: Vec<Span>) -> Vec<Span> {
        let mut key = Vec::new();
        for span in &spans {
            span.write_key(&mut key);
        }
        if let Some(known) = self.paragraphs.borrow_mut().get(&key[..]) {
            return Vec::clone(&known);
        }
        let made = Rc::new(typography.spans(spans));
        let mut paragraphs = self.paragraphs.borrow_mut();
        paragraphs.learn(&key[..], &made, 2 * key.len());
        Vec::clone(&made)
    }

    /// Everything that the text depends on beside the template and the campaign.
    fn key(&self, order: &Order<'_>) -> Vec<u8> {
        let mut key = Vec::new();
        add(&mut key, Some(&order.target.id));
        add(&mut key, Some(&order.date.to_string()));
        // A paragraph that the template has no place for is an error.
        add(&mut key, order.personal);
        let sender = order.sender;
        let country = sender.country.map(|country| country.to_string());
        let values = [
            ("sender.name", sender.name.as_deref()),
            ("sender.role", sender.role.as_deref()),
            ("sender.organization", sender.organization.as_deref()),
            ("sender.country", country.as_deref()),
            ("sender.email", sender.email.as_deref()),
            ("sender.phone", sender.phone.as_deref()),
        ];
        // A sender without any value opens no block.
        key.push(u8::from(values.iter().any(|(_, value)| value.is_some())));
        for (_, value) in values.iter().filter(|(name, _)| self.used.contains(*name)) {
            add(&mut key, *value);
        }
        if self.uses(PLURAL) {
            key.push(u8::from(order.is_plural()));
        }
        let used = |(name, _): &(&String, &String)| self.used.contains(*name);
        for (name, value) in order.set.iter().filter(used) {
            add(&mut key, Some(name));
            add(&mut key, Some(value));
        }
        key
    }
}

/// Adds a value to a key so that it is told apart from what follows.
fn add(key: &mut Vec<u8>, value: Option<&str>) {
    let value = value.map(str::as_bytes);
    key.push(u8::from(value.is_some()));
    key.extend_from_slice(&value.map_or(0, <[u8]>::len).to_le_bytes());
    key.extend_from_slice(value.unwrap_or_default());
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
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::campaign::{Campaign, embedded};
    use crate::country::Country;
    use crate::diagnostic::Source;
    use crate::letter::furniture::Additions;
    use crate::letter::recipe::Recipe;
    use crate::sender::Sender;
    use proptest::prelude::*;

    /// A letter that uses some values of every kind, and others not.
    const LETTER: &str = r#"+++
title = "Test"
targets = ["government"]
subject = "A \"letter\"{{#if sender.role}} by the {{sender.role}}{{/if}}{{#if shift}}, {{shift}}{{/if}}"
status = "original"
[variables]
shift = "a shift"
motion = "a motion"
+++
I am {{#if sender.name}}*{{sender.name}}*{{else}}nobody{{/if}} - "{{date}}", {{facts.strike}}

{{#if personal}}{{personal}}{{/if}}

{{#each demands}}
- {{this}}{{#if ../sender.name}}, {{../sender.name}}{{/if}}
{{/each}}

{{#if sender}}Somebody{{else}}Nobody{{/if}} {{voice "writes" "write"}}, {{#with sender}}{{#if country}}{{country}}{{/if}}{{/with}} to {{target.office}} in {{target.city}}.
"#;

    /// The built-in campaign with that letter.
    static CAMPAIGN: LazyLock<Campaign> = LazyLock::new(|| {
        let mut folder = embedded::folder();
        for lang in ["en", "ru"] {
            let name = format!("letters/{lang}/government.md");
            folder.files.insert(name.clone(), Source::new(name, LETTER));
        }
        Campaign::read(&folder).0.unwrap()
    });

    /// Few values of each kind, so that many orders have some in common.
    fn sender() -> impl Strategy<Value = Sender> {
        let text = || proptest::option::of("(a|\"b\" - c\\.)".prop_map(String::from));
        let country = proptest::option::of(prop::sample::select(vec!["DE", "GB"]));
        let values = (text(), text(), text(), text(), country, others());
        values.prop_map(
            |(name, role, organization, email, country, co_signers)| Sender {
                name,
                co_signers,
                role,
                organization,
                email,
                country: country.and_then(Country::from_code),
                ..Sender::default()
            },
        )
    }

    /// Further names, mostly none.
    fn others() -> impl Strategy<Value = Vec<String>> {
        prop::sample::select(vec![0, 0, 1]).prop_map(|n| vec!["h".to_owned(); n])
    }

    proptest! {
        #[test]
        fn a_recipe_that_keeps_nothing_makes_the_same_letters(
            orders in proptest::collection::vec(
                (
                    sender(),
                    proptest::option::of("(d|e)"),
                    proptest::option::of("(f|g)"),
                    prop::sample::select(vec!["president", "prime-minister"]),
                    prop::sample::select(vec!["2011-12-18", "2026-11-23"]),
                    others(),
                    // Whose post reads Russian letters, and whose does not; and a message.
                    prop::sample::select(vec!["", "DE", "GB", "KZ", "RU"]),
                ),
                1..24,
            ),
            lang in prop::sample::select(vec!["en", "ru"]),
        ) {
            let campaign: &Campaign = &CAMPAIGN;
            let template = campaign.template("government", lang).unwrap();
            let recipe = Recipe::new(campaign, template).unwrap();
            for (sender, personal, shift, target, date, signatories, posted_in) in orders {
                let added = Additions { signatories, ..Additions::default() };
                let set = shift.map(|shift| ("shift".to_owned(), shift));
                let order = Order {
                    target: campaign.target(target).unwrap(),
                    sender: &sender,
                    country: Country::from_code(posted_in),
                    date: Date::parse(date).unwrap(),
                    personal: personal.as_deref(),
                    set: &set.into_iter().collect(),
                    added: &added,
                };
                let fresh = Recipe::new(campaign, template).unwrap();
                // What is made once is not kept.
                let filled = [&fresh, &recipe, &recipe].map(|recipe| format!("{:?}", recipe.fill(&order)));
                let [made, kept, again] = filled;
                prop_assert!(made.starts_with("Ok") || sender.name.is_none(), "{made}");
                prop_assert_eq!(&kept, &made);
                prop_assert_eq!(again, made);
            }
        }
    }
}
