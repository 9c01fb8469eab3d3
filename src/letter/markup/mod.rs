//! The small Markdown of letters: paragraphs, lists, emphasis, strong emphasis, and phrases in another
//! language as HTML marks them (`<span lang="ru">…</span>`: HTML Standard, 3.2.6.2).
//!
//! The rules are those of `CommonMark` 0.31. What it cannot set is an error, not dropped. Values that come into a template
//! are escaped by [`escape`], so that a name with a `*` stays a name with a `*`.

mod block;
mod escaping;
mod parsing;

pub use block::{Block, Span};
pub use escaping::escape;
pub use parsing::{Unsupported, parse};
