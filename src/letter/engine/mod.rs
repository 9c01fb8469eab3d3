//! Handlebars: compiling templates, listing the names they use, filling them.
//!
//! `syntax` is the only module that names handlebars. Strict mode: a name without a value is an error. It still
//! lets `{{#if typo}}` pass, so the names in a template are listed from its syntax tree and checked
//! by `variables`.

mod bounds;
mod reference;
mod registry;
mod scope;
mod syntax;
mod value;
mod voice;
mod walk;

pub(crate) use reference::{PARTIAL, PLURAL, Reference, Use, UsedNames};
pub(crate) use registry::{Engine, FillError};
pub(crate) use value::{Value, Values};
pub(crate) use voice::Voice;
