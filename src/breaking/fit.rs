//! Optimal fit: an exact search over all breaks of a paragraph (D. E. Knuth and M. F. Plass, "Breaking
//! paragraphs into lines", Software: Practice and Experience 11, 1981), for text that is ragged right.

/// A place where a line can end and the next begin, in any unit, from the start of a paragraph that
/// stands on one endless line. A line from one break to another is as wide as `end` of the one less
/// `start` of the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Break {
    /// Where the line before it ends, with its hyphen and without its blanks.
    pub end: f64,
    /// Where the line after it starts.
    pub start: f64,
    /// What the line before it ends in.
    pub kind: BreakKind,
}

/// What a line ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// A whole word.
    Word,
    /// A hyphen that is written in the text.
    Hyphen,
    /// A part of a word, and a hyphen that is only seen here.
    Divided,
}

/// How far the blanks of a line may be squeezed at most to let a word in: this part of their width. TeX
/// squeezes the blanks of this face by a third.
pub const SQUEEZE: f64 = 0.2;

/// What a squeezed line costs, as a part of the measure: as much as a line that ends so much too early.
const SQUEEZED: f64 = 0.01;

/// What one hyphen costs.
const HYPHEN: f64 = 0.03;

/// What a last line below a part of the measure costs: of one short word almost anything, of a few
/// words little.
const SHORT: [(f64, f64); 2] = [(0.04, 0.5), (0.2, 0.03)];

/// What two hyphens in a row cost: more than any paragraph without a hyphen.
const IN_A_ROW: f64 = 1e3;

/// What a line that is too wide costs: more than anything else.
const TOO_WIDE: f64 = 1e6;

/// Chooses the breaks that end the lines of a paragraph, the last of which is its end: all lines
/// together so that the sum of the squared gaps at their ends is least, the last line not counted.
/// Squeezed blanks (by at most the part `squeeze` of them), hyphens and a short last line cost
/// something, hyphens in a row very much. A line is wider than `width` only if it has no break in it.
///
/// ```
/// use protest_letter::breaking::{Break, BreakKind, lines};
/// // Five words of four units, a blank of one behind each.
/// let word = |n| Break { end: f64::from(n) * 5.0 - 1.0, start: f64::from(n) * 5.0, kind: BreakKind::Word };
/// let breaks: Vec<Break> = (1..=5).map(word).collect();
/// assert_eq!(lines(&breaks, 14.0, 0.0), [2, 4]);
/// assert_eq!(lines(&breaks, 13.0, 0.0), [1, 3, 4]);
/// assert_eq!(lines(&breaks, 13.8, 0.1), [2, 4]);
/// ```
pub fn lines(breaks: &[Break], width: f64, squeeze: f64) -> Vec<usize> {
    let search = Search::new(breaks, width, squeeze);
    // For every break: the least cost of the lines up to it, and where the last of these starts.
    let mut best: Vec<Best> = Vec::with_capacity(breaks.len());
    let mut first = Start(0);
    for to in 0..breaks.len() {
        first = search.first_fitting(first, to);
        let found = search.best(&best, first, to);
        best.push(found);
    }
    let last = breaks.len().checked_sub(1);
    let mut ends: Vec<usize> =
        std::iter::successors(last, |to| best[*to].start.break_before()).collect();
    ends.reverse();
    ends
}

/// Where a line starts: at the start of the paragraph (0), or behind the break before this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start(usize);

impl Start {
    fn break_before(self) -> Option<usize> {
        self.0.checked_sub(1)
    }
}

/// The best way to the end of a line.
#[derive(Clone, Copy, Debug)]
struct Best {
    cost: f64,
    start: Start,
}

/// The search for the best lines of a paragraph.
struct Search<'b> {
    breaks: &'b [Break],
    /// The width of all blanks before every break, those at breaks before it included.
    blanks: Vec<f64>,
    width: f64,
    squeeze: f64,
}

impl<'b> Search<'b> {
    fn new(breaks: &'b [Break], width: f64, squeeze: f64) -> Self {
        let sums = breaks.iter().scan(0.0, |sum, b| {
            let before = *sum;
            *sum += (b.start - b.end).max(0.0);
            Some(before)
        });
        Self {
            breaks,
            blanks: sums.collect(),
            width,
            squeeze,
        }
    }

    /// The first start from which a line to a break fits, not far from that of the break before; the last
    /// if none does.
    fn first_fitting(&self, near: Start, to: usize) -> Start {
        let mut start = near.0.min(to);
        while start > 0 && self.fits(Start(start - 1), to) {
            start -= 1;
        }
        while start < to && !self.fits(Start(start), to) {
            start += 1;
        }
        Start(start)
    }

    /// The best of the lines from `first` or later to a break, the last of equals. The longest come first,
    /// and the search ends where the gap alone costs more than the best.
    fn best(&self, before: &[Best], first: Start, to: usize) -> Best {
        let is_last = to + 1 == self.breaks.len();
        let mut best = Best {
            cost: f64::INFINITY,
            start: first,
        };
        for start in (first.0..=to).map(Start) {
            let gap = 1.0 - self.natural(start, to) / self.width;
            if !is_last && gap > 0.0 && gap * gap > best.cost {
                break;
            }
            let known = start.break_before().map_or(0.0, |from| before[from].cost);
            if known > best.cost {
                continue;
            }
            let cost = known + self.cost(start, to, gap);
            if cost <= best.cost {
                best = Best { cost, start };
            }
        }
        best
    }

    /// The width of a line whose blanks are not squeezed.
    fn natural(&self, start: Start, to: usize) -> f64 {
        let start = start.break_before();
        self.breaks[to].end - start.map_or(0.0, |from| self.breaks[from].start)
    }

    fn fits(&self, start: Start, to: usize) -> bool {
        let before = start
            .break_before()
            .map_or(0.0, |from| self.blanks[from + 1]);
        let blanks = self.blanks[to] - before;
        self.natural(start, to) - self.squeeze * blanks <= self.width
    }

    /// What a line costs whose gap is that part of the measure, in squares of the measure.
    fn cost(&self, start: Start, to: usize, gap: f64) -> f64 {
        let over = match gap < 0.0 {
            true if self.fits(start, to) => SQUEEZED * SQUEEZED,
            true => TOO_WIDE + gap * gap,
            false => 0.0,
        };
        let from = start.break_before();
        if to + 1 == self.breaks.len() {
            let short = SHORT
                .iter()
                .find(|(part, _)| 1.0 - gap < *part)
                .filter(|_| from.is_some());
            return over + short.map_or(0.0, |(_, cost)| cost * cost);
        }
        let gap = gap.max(0.0);
        let kind = self.breaks[to].kind;
        let hyphen = if kind == BreakKind::Divided {
            HYPHEN * HYPHEN
        } else {
            0.0
        };
        let before = from.map_or(BreakKind::Word, |from| self.breaks[from].kind);
        let in_a_row = kind != BreakKind::Word && before != BreakKind::Word;
        gap * gap + over + hyphen + if in_a_row { IN_A_ROW } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Breaks after words of so many units; of a word that can be divided, also in its middle.
    fn breaks(widths: &[(u32, bool)]) -> Vec<Break> {
        let mut at = 0.0;
        let mut breaks = Vec::new();
        for (width, divisible) in widths {
            let width = f64::from(*width);
            let half = at + width / 2.0;
            breaks.extend(divisible.then_some(Break {
                end: half + 1.0,
                start: half,
                kind: BreakKind::Divided,
            }));
            let end = at + width;
            at = end + 1.0;
            breaks.push(Break {
                end,
                start: at,
                kind: BreakKind::Word,
            });
        }
        breaks
    }

    fn chosen(breaks: &[Break], ends: &[usize]) -> Vec<(Start, usize)> {
        let starts = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
        debug_assert_eq!(ends.last().copied(), breaks.len().checked_sub(1));
        starts.map(Start).zip(ends.iter().copied()).collect()
    }

    fn price(search: &Search<'_>, start: Start, to: usize) -> f64 {
        let gap = 1.0 - search.natural(start, to) / search.width;
        search.cost(start, to, gap)
    }

    fn cost(breaks: &[Break], ends: &[usize], width: f64) -> f64 {
        let lines = chosen(breaks, ends).into_iter();
        let search = Search::new(breaks, width, SQUEEZE);
        lines.map(|(start, to)| price(&search, start, to)).sum()
    }

    /// The lines of the search that tries every start, the nearest first.
    fn tried_one_by_one(breaks: &[Break], width: f64) -> Vec<usize> {
        let search = Search::new(breaks, width, SQUEEZE);
        let mut best: Vec<Best> = Vec::new();
        for to in 0..breaks.len() {
            let fits = |start: &Start| search.fits(*start, to) || start.0 == to;
            let starts = (0..=to).rev().map(Start).take_while(fits);
            let ways = starts.map(|start| {
                let before = start.break_before().map_or(0.0, |from| best[from].cost);
                let cost = before + price(&search, start, to);
                Best { cost, start }
            });
            let least = ways.reduce(|a, b| if b.cost < a.cost { b } else { a });
            best.push(least.unwrap());
        }
        let last = breaks.len().checked_sub(1);
        let mut ends: Vec<usize> =
            std::iter::successors(last, |to| best[*to].start.break_before()).collect();
        ends.reverse();
        ends
    }

    /// The least cost of all ways to break, tried one by one.
    fn brute_force(breaks: &[Break], width: f64) -> f64 {
        let inner = breaks.len() - 1;
        let ways = (0..1_u32 << inner).map(|way| {
            let mut ends: Vec<usize> = (0..inner).filter(|n| way >> n & 1 == 1).collect();
            ends.push(inner);
            ends
        });
        let search = Search::new(breaks, width, SQUEEZE);
        let fits = |(start, to)| search.fits(start, to) || start == Start(to);
        ways.filter(|ends| chosen(breaks, ends).into_iter().all(fits))
            .map(|ends| cost(breaks, &ends, width))
            .fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn a_hyphen_comes_where_it_helps() {
        let words = [(40, false), (80, true), (50, false), (90, false)];
        let divided = breaks(&words);
        let kinds = |breaks: &[Break]| -> Vec<BreakKind> {
            let ends = lines(breaks, 100.0, 0.0);
            ends.into_iter().map(|end| breaks[end].kind).collect()
        };
        assert_eq!(kinds(&divided)[0], BreakKind::Divided);
        let fitting = [(41, false), (56, true), (97, false), (90, false)];
        assert_eq!(kinds(&breaks(&fitting))[0], BreakKind::Word);
    }

    #[test]
    fn a_short_last_line_is_avoided() {
        let words = breaks(&[(30, false), (30, false), (36, false), (3, false)]);
        assert_eq!(lines(&words, 100.0, 0.0), [1, 3]);
        let alone = breaks(&[(5, false)]);
        assert_eq!(lines(&alone, 100.0, 0.0), [0]);
    }

    #[test]
    fn no_words_are_no_lines() {
        assert!(lines(&[], 10.0, 0.0).is_empty());
    }

    proptest! {
        #[test]
        fn no_line_of_words_that_fit_is_too_wide(
            widths in proptest::collection::vec((1u32..40, any::<bool>()), 1..80)
        ) {
            let breaks = breaks(&widths);
            let ends = lines(&breaks, 50.0, SQUEEZE);
            prop_assert_eq!(ends.last().copied(), Some(breaks.len() - 1));
            let search = Search::new(&breaks, 50.0, SQUEEZE);
            for (start, to) in chosen(&breaks, &ends) {
                prop_assert!(search.fits(start, to));
            }
        }

        #[test]
        fn the_search_finds_what_it_finds_without_short_cuts(
            widths in proptest::collection::vec((1u32..60, any::<bool>()), 1..80),
            width in 20u32..300,
        ) {
            let (breaks, width) = (breaks(&widths), f64::from(width));
            prop_assert_eq!(lines(&breaks, width, SQUEEZE), tried_one_by_one(&breaks, width));
        }

        #[test]
        fn the_search_finds_the_best_of_all_ways(
            widths in proptest::collection::vec((1u32..60, any::<bool>()), 1..8),
            width in 20u32..120,
        ) {
            let breaks = breaks(&widths);
            prop_assume!(breaks.len() <= 13);
            let width = f64::from(width);
            let found = cost(&breaks, &lines(&breaks, width, SQUEEZE), width);
            let best = brute_force(&breaks, width);
            prop_assert!((found - best).abs() < 1e-9, "{} instead of {}", found, best);
        }

        #[test]
        fn two_hyphens_in_a_row_are_avoided(
            widths in proptest::collection::vec((1u32..50, any::<bool>()), 1..60)
        ) {
            let breaks = breaks(&widths);
            let kinds: Vec<BreakKind> = lines(&breaks, 50.0, SQUEEZE).iter().map(|n| breaks[*n].kind).collect();
            prop_assert!(kinds.windows(2).all(|two| two != [BreakKind::Divided; 2]));
        }
    }
}
