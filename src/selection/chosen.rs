//! A chosen target, and the rule that chose it.

use crate::campaign::target::Target;
use crate::selection::nearest::{LeftOut, MissionRule};

/// A chosen target.
#[derive(Clone, Debug)]
pub struct Chosen<'c> {
    /// The target.
    pub target: &'c Target,
    /// The rule that chose it, where there was a choice.
    pub rule: Option<MissionRule>,
    /// The targets that the rules would have chosen before it, with the reasons not to write to them.
    pub left_out: Vec<LeftOut<'c>>,
}

impl<'c> Chosen<'c> {
    /// Creates the choice of a target that was asked for by itself, or with all of its kind.
    pub(super) fn named(target: &'c Target) -> Self {
        Self {
            target,
            rule: None,
            left_out: Vec::new(),
        }
    }
}
