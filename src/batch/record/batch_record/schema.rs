//! The JSON Schema of the record: made from its types, and shipped in `schemas/batch.json`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Combine, FaxFile};
use crate::batch::record::only::Only;
use crate::calendar::Date;
use crate::country::Country;
use crate::digest::Digest;
use crate::layout::sending::Cover;
use crate::letter::channel::ChannelChoice;
use crate::letter::fax_lines::FaxLines;
use crate::members::{Encoding, ListFormat};
use crate::output::Format;
use crate::output::fax::Resolution;
use crate::output::fax::coding::Coding;

/// Implements the library's trait for types that are words in a record.
macro_rules! words {
    ($($type:ty = $schema:tt),+ $(,)?) => {
        $(
            impl JsonSchema for $type {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($type).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )+
    };
}

words!(
    Combine = { "type": "string", "enum": ["target", "branch", "all", "none"] },
    FaxFile = { "type": "string", "enum": ["tiff", "pdf", "layout"] },
    Format = { "type": "string", "enum": Format::ALL.map(|format| format.to_string()) },
    Resolution = { "type": "string", "enum": ["standard", "fine", "superfine"] },
    Coding = { "type": "string", "enum": ["mh", "mr", "mmr"] },
    Cover = { "type": "string", "enum": ["auto", "yes", "no"] },
    ChannelChoice = { "type": "string", "enum": ["email", "post", "fax", "phone", "auto"] },
    FaxLines = { "type": "string", "pattern": "^(all|[1-9][0-9]*)$" },
    Date = { "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" },
    Country = { "type": "string", "pattern": "^[A-Z]{2}$" },
    Digest = { "type": "string", "pattern": "^[0-9a-f]{64}$" },
    Encoding = { "type": "string" },
    ListFormat = { "type": "string", "enum": ListFormat::ALL.map(|(_, word)| word) },
    Only = {
        "type": "object",
        "additionalProperties": { "type": "string", "pattern": "^[0-9]+([-+,][0-9]+)*$" }
    },
);

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;

    use super::super::{BatchRecord, FORM};
    use crate::disk;

    /// Returns the schema of the record.
    fn schema() -> String {
        let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
        let mut schema = settings
            .into_generator()
            .into_root_schema_for::<BatchRecord>();
        schema.insert("title".to_owned(), "protest-letter: batch.toml".into());
        let form = schema
            .pointer_mut("/properties/form")
            .and_then(serde_json::Value::as_object_mut);
        form.unwrap().insert("const".to_owned(), FORM.into());
        serde_json::to_string_pretty(&schema).unwrap() + "\n"
    }

    /// `UPDATE=1 cargo test --lib batch_record::` writes it.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its expected file")]
    fn the_shipped_schema_is_that_of_the_types() {
        let path = std::path::Path::new("schemas/batch.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, schema()).unwrap();
        }
        let is_right = disk::read_text(path).unwrap().text == schema();
        assert!(is_right, "renew it as CONTRIBUTING.md says");
    }
}
