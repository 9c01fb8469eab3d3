//! Partials in partials: that a letter takes in no partial for ever, too deep or too often.
//!
//! A partial that takes in two others, each of which takes in two others, is two to the power of many texts.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::letter::engine::{PARTIAL, Reference};
use crate::limits::{NESTING, PARTIALS};

/// The extent of the partials in a text.
#[derive(Clone, Copy)]
struct Inclusions {
    /// The depth of nested blocks and partials.
    depth: usize,
    /// The number of partials, each as often as it is taken in.
    count: usize,
}

/// Judges the partials that a text takes in, by the names that each uses and the depth of its blocks.
///
/// # Errors
/// The first use of a partial that is wrong.
pub(super) fn judge(
    uses: &BTreeMap<String, Vec<Reference>>,
    depths: &BTreeMap<String, usize>,
    name: &str,
) -> Result<(), Diagnostic> {
    let mut walk = InclusionWalk {
        uses,
        depths,
        above: Vec::new(),
        done: BTreeMap::new(),
    };
    walk.taken(name).map(drop)
}

struct InclusionWalk<'u> {
    uses: &'u BTreeMap<String, Vec<Reference>>,
    depths: &'u BTreeMap<String, usize>,
    /// The texts that it stands in.
    above: Vec<&'u str>,
    done: BTreeMap<&'u str, Inclusions>,
}

impl<'u> InclusionWalk<'u> {
    fn taken(&mut self, name: &'u str) -> Result<Inclusions, Diagnostic> {
        if let Some(known) = self.done.get(name) {
            return Ok(*known);
        }
        self.above.push(name);
        let own = self.depths.get(name).copied().unwrap_or_default();
        let mut all = Inclusions {
            depth: own,
            count: 0,
        };
        for used in self.uses.get(name).into_iter().flatten() {
            let Some(partial) = used.path.strip_prefix(PARTIAL) else {
                continue;
            };
            if self.above.contains(&partial) {
                let message = format!("the partial `{partial}` takes in itself");
                return Err(Diagnostic::found(Code::PartialLoop, message).at(used.place.clone()));
            }
            if self.above.len() > NESTING {
                return Err(too_deep(used));
            }
            let inner = self.taken(partial)?;
            all.depth = all.depth.max(own + 1 + inner.depth);
            all.count += 1 + inner.count;
            if all.depth > NESTING {
                return Err(too_deep(used));
            }
            if all.count > PARTIALS {
                return Err(too_many(used));
            }
        }
        self.above.pop();
        self.done.insert(name, all);
        Ok(all)
    }
}

fn too_deep(used: &Reference) -> Diagnostic {
    let message = format!("partials and blocks stand more than {NESTING} deep in each other");
    Diagnostic::found(Code::OverLimit, message)
        .at(used.place.clone())
        .help("take it in where fewer blocks and partials are around it")
}

fn too_many(used: &Reference) -> Diagnostic {
    let message = format!("more than {PARTIALS} partials are taken in");
    Diagnostic::found(Code::OverLimit, message)
        .at(used.place.clone())
        .help("take in fewer of them, in this text or in those it takes in")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Source};
    use crate::letter::engine::Use;

    /// Judges texts named `0`, `1` and so on, of which each takes in some others.
    fn judged(count: usize, depth: usize, takes: impl Fn(usize) -> Vec<usize>) -> Option<String> {
        let place = Place::new(&Source::new("x", ""), 0..0);
        let taking = |name: usize| Reference {
            path: format!("{PARTIAL}{name}"),
            used_as: Use::Asked,
            conditions: Vec::new(),
            place: place.clone(),
        };
        let uses = (0..count).map(|n| (n.to_string(), takes(n).into_iter().map(taking).collect()));
        let depths = (0..count).map(|n| (n.to_string(), depth));
        let found = judge(&uses.collect(), &depths.collect(), "0");
        found.err().map(|problem| problem.message)
    }

    #[test]
    fn partials_neither_double_for_ever_nor_stand_too_deep() {
        let next = |most: usize, times: usize| {
            move |n: usize| vec![n + 1; if n + 1 < most { times } else { 0 }]
        };
        assert_eq!(judged(7, 0, next(7, 2)), None);
        assert!(
            judged(31, 0, next(31, 2))
                .unwrap()
                .contains("more than 200 partials")
        );
        let (deepest, deeper) = (NESTING + 1, NESTING + 2);
        assert_eq!(judged(deepest, 0, next(deepest, 1)), None);
        assert!(judged(deeper, 0, next(deeper, 1)).unwrap().contains("deep"));
        let long = NESTING * 1_000;
        assert!(judged(long, 0, next(long, 1)).unwrap().contains("deep"));
        assert!(judged(12, 2, next(12, 1)).unwrap().contains("deep"));
        assert!(judged(2, 0, |n| vec![1 - n]).unwrap().contains("itself"));
    }

    #[test]
    fn no_more_partials_are_taken_in_than_may_be() {
        let of_one = |most: usize| {
            move |n: usize| {
                if n == 0 {
                    (1..=most).collect()
                } else {
                    Vec::new()
                }
            }
        };
        assert_eq!(judged(PARTIALS + 1, 0, of_one(PARTIALS)), None);
        let more = judged(PARTIALS + 2, 0, of_one(PARTIALS + 1)).unwrap();
        assert_eq!(more, format!("more than {PARTIALS} partials are taken in"));
    }
}
