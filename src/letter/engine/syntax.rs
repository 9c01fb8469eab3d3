//! The syntax tree of Handlebars, and its registry.
//!
//! The only module that names handlebars.

pub(super) use handlebars::template::{
    BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement,
};
pub(super) use handlebars::{
    Handlebars, Path, RenderError, RenderErrorReason, TemplateError, TemplateErrorReason,
};
