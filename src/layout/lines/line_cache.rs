//! The cache of a typesetter: the words it has shaped, and the lines of the paragraphs it has broken lately.
//!
//! Most paragraphs of a batch are those of every letter. The key of lines is all that their maker is handed.

use std::rc::Rc;

use crate::cache::{HashedKey, Memory};
use crate::font::Family;
use crate::layout::lines::broken::{self, LineRequest, SetLines};
use crate::layout::lines::shaping::{Shaping, Words};

/// The most glyphs of paragraphs that are kept, and as many of those before: a few megabytes, some eighty
/// letters that have nothing in common.
const MOST_GLYPHS: usize = 1 << 15;

/// Words, and the lines of recent paragraphs.
#[derive(Debug)]
pub(crate) struct LineCache {
    words: Words,
    paragraphs: Memory<Vec<u8>, Rc<SetLines>>,
    key: HashedKey,
}

impl Default for LineCache {
    fn default() -> Self {
        Self::up_to(MOST_GLYPHS)
    }
}

impl LineCache {
    /// Creates a cache for paragraphs of so many glyphs; with 0, it keeps nothing but words.
    pub(crate) fn up_to(glyphs: usize) -> Self {
        Self {
            words: Words::default(),
            paragraphs: Memory::new(glyphs),
            key: HashedKey::default(),
        }
    }

    /// Returns the lines of a paragraph, broken anew where they are not known.
    pub(crate) fn lines(&mut self, request: &LineRequest<'_>) -> Rc<SetLines> {
        self.key.set(request);
        if let Some(known) = self.paragraphs.get(self.key.bytes()) {
            return known;
        }
        let set = Rc::new(broken::broken(&mut self.words, request));
        let runs = set.lines.iter().flatten();
        let glyphs = runs.map(|run| run.glyphs.len() + 1).sum::<usize>() + 1;
        self.paragraphs.learn(self.key.bytes(), &set, glyphs);
        set
    }

    /// Returns a shaping of text that is not broken into lines.
    pub(crate) fn shaping<'s>(&'s mut self, family: Family, lang: &'s str) -> Shaping<'s> {
        Shaping::new(&mut self.words, family, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::fit::FITS;
    use crate::layout::setter::Setter;
    use crate::layout::setting::Setting;
    use crate::length::Length;
    use crate::letter::markup::Span;
    use crate::page::Role;
    use crate::page::profile::Typeface;
    use crate::sender::generated::variants;
    use proptest::prelude::*;

    /// What a request borrows.
    #[derive(Clone, Debug)]
    struct OwnedRequest {
        spans: Vec<Span>,
        size: Length,
        width: Length,
        is_body: bool,
        family: Family,
        lang: &'static str,
    }

    impl OwnedRequest {
        fn request(&self) -> LineRequest<'_> {
            LineRequest {
                spans: &self.spans,
                size: self.size,
                width: self.width,
                is_body: self.is_body,
                family: self.family,
                lang: self.lang,
            }
        }

        /// Its lines from a cache.
        fn lines(&self, cache: &mut LineCache) -> String {
            format!("{:?}", cache.lines(&self.request()))
        }

        fn key(&self) -> Vec<u8> {
            let mut key = HashedKey::default();
            key.set(&self.request());
            key.bytes().to_vec()
        }
    }

    /// Spans of few different texts, so that some come again with something else changed.
    fn span() -> impl Strategy<Value = Span> {
        let word = "(negotiation|of|fi|Жанаозене|расследование|中|\n| ){1,2}";
        let span = (word, any::<bool>(), any::<bool>(), any::<bool>());
        span.prop_map(|(text, emphasis, strong, foreign)| Span {
            text,
            emphasis,
            strong,
            lang: foreign.then(|| "ru".to_owned()),
        })
    }

    fn request() -> impl Strategy<Value = OwnedRequest> {
        let measures = (9..11_i64, 60..64_i64);
        let families = prop::sample::select(vec![Family::Serif, Family::Sans]);
        let langs = prop::sample::select(vec!["en", "ru"]);
        let spans = prop::collection::vec(span(), 0..3);
        (spans, measures, any::<bool>(), families, langs).prop_map(
            |(spans, (size, width), is_body, family, lang)| OwnedRequest {
                spans,
                size: Length::points(size),
                width: Length::points(width),
                is_body,
                family,
                lang,
            },
        )
    }

    proptest! {
        #[test]
        fn known_lines_are_those_that_would_be_made(
            requests in prop::collection::vec(request(), 1..30),
            most in prop::sample::select(vec![40, MOST_GLYPHS]),
        ) {
            let (mut known, mut unknown) = (LineCache::up_to(most), LineCache::up_to(0));
            for request in requests {
                prop_assert_eq!(request.lines(&mut known), request.lines(&mut unknown));
            }
        }

        /// The settings of a setter that lines do not depend on change nothing either.
        #[test]
        fn a_setter_sets_the_same_with_and_without_what_is_known(
            paragraphs in prop::collection::vec((request(), 0..FITS.len()), 1..30),
        ) {
            let (mut known, mut unknown) = (LineCache::default(), LineCache::up_to(0));
            for (block, (request, fit)) in paragraphs.into_iter().enumerate() {
                let [with, without] = [&mut known, &mut unknown].map(|cache| {
                    let OwnedRequest { spans, size, width, is_body, family, lang } = &request;
                    let role = if *is_body { Role::ListItem } else { Role::Address };
                    let face = Typeface { family: *family, ..Typeface::default() };
                    let lang = (*lang).to_owned();
                    let mut setter = Setter::new(cache, Setting { fit: FITS[fit], face, lang, way_out: "" });
                    let lines = setter.paragraph(spans, *size, *width, role, block);
                    (lines, setter.into_problems().0)
                });
                prop_assert_eq!(with, without);
            }
        }
    }

    fn base() -> OwnedRequest {
        let text = "the negotiation of an independent negotiation, the negotiation of an inquiry";
        let span = Span {
            text: text.to_owned(),
            emphasis: false,
            strong: false,
            lang: None,
        };
        OwnedRequest {
            spans: vec![span],
            size: Length::points(11),
            width: Length::points(60),
            is_body: true,
            family: Family::Serif,
            lang: "en",
        }
    }

    /// Requests that each differ from [`base`] in one field, named with it.
    fn others() -> Vec<(&'static str, OwnedRequest)> {
        let base = &base();
        let mut others: Vec<(&str, OwnedRequest)> = variants!(OwnedRequest of base, {
            spans: Vec::new(),
            size: Length::points(12),
            width: Length::points(75),
            is_body: false,
            family: Family::Sans,
            lang: "ru",
        });
        let span = &base.spans[0];
        let spans: Vec<(&str, Span)> = variants!(Span of span, {
            text: "an inquiry".to_owned(),
            emphasis: true,
            strong: true,
            lang: Some("kk".to_owned()),
        });
        others.extend(spans.into_iter().map(|(field, span)| {
            let spans = vec![span];
            (
                field,
                OwnedRequest {
                    spans,
                    ..base.clone()
                },
            )
        }));
        others
    }

    /// The mutants of the key: with a field left out, the lines of one request would be taken for those of another.
    #[test]
    fn every_field_of_a_request_changes_the_lines_and_the_key() {
        let (mut known, base) = (LineCache::default(), base());
        for (field, other) in others() {
            let [made, of_other] = [&base, &other].map(|of| of.lines(&mut LineCache::up_to(0)));
            assert_ne!(made, of_other, "{field} changes no lines");
            assert_ne!(base.key(), other.key(), "{field} is left out of the key");
            for (request, lines) in [(&base, &made), (&base, &made), (&other, &of_other)] {
                assert_eq!(request.lines(&mut known), *lines, "{field}");
            }
        }
    }

    #[test]
    fn lines_that_come_again_are_not_broken_again() {
        let (mut cache, base) = (LineCache::default(), base());
        let [_, second, third] = [(), (), ()].map(|()| cache.lines(&base.request()));
        assert!(Rc::ptr_eq(&second, &third));
        // What is too heavy is not kept: each glyph, each run and the paragraph itself count as one.
        let runs = second.lines.iter().flatten();
        let weight = runs.map(|run| run.glyphs.len() + 1).sum::<usize>() + 1;
        for (most, is_kept) in [(0, false), (weight - 1, false), (weight, true)] {
            let mut cache = LineCache::up_to(most);
            let [_, second, third] = [(), (), ()].map(|()| cache.lines(&base.request()));
            assert_eq!(Rc::ptr_eq(&second, &third), is_kept, "{most}");
        }
    }

    #[test]
    fn characters_that_cannot_be_set_are_told_each_time() {
        let mut cache = LineCache::default();
        let spans = [Span {
            text: "中文".to_owned(),
            ..Span::default()
        }];
        for _ in 0..3 {
            let request = OwnedRequest {
                spans: spans.to_vec(),
                ..base()
            };
            assert_eq!(cache.lines(&request.request()).lacking.len(), 2);
        }
    }
}
