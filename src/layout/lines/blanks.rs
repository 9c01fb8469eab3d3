//! The blanks of a line that is a little too wide, squeezed so that it fits.

use std::sync::Arc;

use crate::font::UNITS;
use crate::font::shape::Glyph;
use crate::length::Length;
use crate::page::GlyphRun;

/// No blank is squeezed by more than one part in so many; `breaking` asks for one in five at most.
const LEAST_PARTS: i64 = 4;

/// Squeezes the blanks of a line that is wider than `width`, all alike. A line that would need more
/// than that, with a word that is too long by itself, stays.
pub(crate) fn squeeze(runs: &mut [GlyphRun], width: Length) {
    let Some(size) = runs.first().map(|run| run.size) else {
        return;
    };
    let over = seen_width(runs) - width;
    if over <= Length::ZERO {
        return;
    }
    // Font units, rounded up.
    let units = (over.0 * i64::from(UNITS) + size.0 - 1) / size.0.max(1);
    let trailing = trailing(runs).count();
    let mut blanks: Vec<&mut i32> = runs
        .iter_mut()
        .flat_map(|run| Arc::make_mut(&mut run.glyphs))
        .filter(|glyph| is_blank(glyph))
        .map(|glyph| &mut glyph.advance)
        .collect();
    blanks.truncate(blanks.len().saturating_sub(trailing));
    let all: i64 = blanks.iter().map(|advance| i64::from(**advance)).sum();
    if units * LEAST_PARTS > all {
        return;
    }
    let count = i64::try_from(blanks.len()).unwrap_or(i64::MAX);
    for (n, advance) in (0..).zip(blanks) {
        let share = units / count + i64::from(n < units % count);
        *advance -= i32::try_from(share).unwrap_or_default();
    }
    put_in_a_row(runs);
}

/// Returns the width of a line without the blanks at its end, which nobody sees.
pub(crate) fn seen_width(runs: &[GlyphRun]) -> Length {
    let whole: Length = runs.iter().map(|run| run.width(UNITS)).sum();
    let size = runs.last().map_or(Length::ZERO, |run| run.size);
    let blanks = trailing(runs).map(|glyph| i64::from(glyph.advance)).sum();
    whole - size.scale(blanks, i64::from(UNITS))
}

fn trailing(runs: &[GlyphRun]) -> impl Iterator<Item = &Glyph> {
    let glyphs = runs.iter().rev().flat_map(|run| run.glyphs.iter().rev());
    glyphs.take_while(|glyph| is_blank(glyph))
}

fn is_blank(glyph: &Glyph) -> bool {
    matches!(glyph.text.as_str(), " " | "\u{a0}")
}

/// Moves every run to the end of the one before.
fn put_in_a_row(runs: &mut [GlyphRun]) {
    let mut x = runs.first().map_or(Length::ZERO, |run| run.x);
    for run in runs {
        run.x = x;
        x += run.width(UNITS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Style;
    use crate::layout::fit::FITS;
    use crate::layout::lines::line_cache::LineCache;
    use crate::layout::setter::Setter;
    use crate::layout::setting::Setting;
    use crate::letter::markup::Span;
    use crate::page::Role;
    use proptest::prelude::*;

    const SIZE: Length = Length::points(11);

    fn span(text: &str, strong: bool) -> Span {
        Span {
            text: text.to_owned(),
            strong,
            ..Span::default()
        }
    }

    fn lines(spans: &[Span], lang: &str, width: Length) -> Vec<Vec<GlyphRun>> {
        let mut known = LineCache::default();
        let lang = lang.to_owned();
        let mut setter = Setter::new(
            &mut known,
            Setting {
                fit: FITS[0],
                face: crate::page::profile::Typeface::default(),
                lang,
                way_out: "",
            },
        );
        setter.paragraph(spans, SIZE, width, Role::Paragraph, 0)
    }

    #[test]
    fn a_line_that_is_a_little_too_wide_is_squeezed() {
        let spans = [span("one two three ", false), span("four five", true)];
        let natural = lines(&spans, "en", Length::points(400)).remove(0);
        let width = seen_width(&natural) - Length::points(1);
        let mut squeezed = natural.clone();
        squeeze(&mut squeezed, width);
        assert!(seen_width(&squeezed) <= width);
        assert!(squeezed[1].x < natural[1].x);
        let mut hopeless = natural.clone();
        squeeze(&mut hopeless, width - Length::points(9));
        assert_eq!(hopeless, natural);
    }

    /// A run of glyphs that are each 500 units wide, in a size whose units are those of lengths.
    fn row(text: &str) -> GlyphRun {
        let glyph = |c: char| Glyph {
            id: 0,
            advance: 500,
            natural: 500,
            x_offset: 0,
            y_offset: 0,
            text: c.to_string().as_str().into(),
        };
        GlyphRun {
            x: Length::ZERO,
            y: Length::ZERO,
            style: Style::Regular,
            size: Length(i64::from(UNITS)),
            lang: "en".to_owned(),
            role: Role::Paragraph,
            block: 0,
            text: text.to_owned(),
            glyphs: Arc::new(text.chars().map(glyph).collect()),
        }
    }

    #[test]
    fn blanks_give_up_what_is_too_wide_to_the_unit() {
        let natural = [row("a b c d  ")];
        assert_eq!(seen_width(&natural), Length(3500));
        // Three blanks are seen, of which each may lose a quarter; the first ones bear what cannot be shared.
        for (width, expected) in [
            (3500, [500, 500, 500]),
            (3499, [499, 500, 500]),
            (3400, [466, 467, 467]),
            (3398, [466, 466, 466]),
            (3125, [375, 375, 375]),
            (3124, [500, 500, 500]),
        ] {
            let mut squeezed = natural.clone();
            squeeze(&mut squeezed, Length(width));
            let glyphs = squeezed[0].glyphs.iter();
            let advances: Vec<i32> = glyphs.map(|glyph| glyph.advance).collect();
            let [one, two, three] = expected;
            let whole = [500, one, 500, two, 500, three, 500, 500, 500];
            assert_eq!(advances, whole, "{width}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(
            words in proptest::collection::vec("(negotiation|independent|efficient|of|a|Жанаозене|расследование|Prime-Minister)[,.]?", 1..60),
            strong in 0..60_usize,
            points in 120..500_i64,
        ) {
            let cut = strong.min(words.len());
            let spans = [
                span(&(words[..cut].join(" ") + " "), false),
                span(&words[cut..].join(" "), true),
            ];
            let width = Length::points(points);
            for lang in ["en", "ru", "kk"] {
                let lines = lines(&spans, lang, width);
                let runs = lines.iter().flatten();
                let text: String = runs.clone().map(|run| run.text.as_str()).collect();
                prop_assert_eq!(text.trim(), words.join(" "));
                for line in &lines {
                    // The widths of the runs are rounded one by one.
                    prop_assert!(seen_width(line) <= width + Length(2), "{lang} {:?} {} > {}", line.iter().map(|r| r.text.clone()).collect::<Vec<_>>(), seen_width(line).0, width.0);
                }
                // The glyphs say the same as the text, but for soft hyphens.
                for run in runs {
                    let said: String = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
                    prop_assert_eq!(said.replace('\u{ad}', ""), run.text.clone());
                }
            }
        }
    }
}
