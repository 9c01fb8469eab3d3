//! A schema has the keys that the reader of its file asks for: no more, no less, with their kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::campaign::target::Kind as Office;
use crate::campaign::{Campaign, Folder, PROFILES, TARGETS, forms, ids};
use crate::diagnostic::Problems;
use crate::disk;
use crate::fields::recording::{Asked, Kind, Record, record};
use crate::limits::{ID, LANGUAGE, LANGUAGES, LINES};
use crate::page::profiles;
use crate::sender::Sender;

/// Files that have every table, so that their readers ask for every key.
const WHOLE: &str = "tests/schemas/whole";

/// Keys without which a table is wrong, as its reader finds out later: it asks for them as for others.
const JUDGED_LATER: [&str; 5] = ["rect", "top", "left", "right", "bottom"];

fn schema(name: &str) -> Value {
    let path = format!("schemas/{name}.json");
    let text = &disk::read_text(Path::new(&path)).unwrap().text;
    serde_json::from_str(text).unwrap()
}

fn texts(list: &Value) -> BTreeSet<String> {
    let texts = list.as_array().unwrap().iter();
    texts
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

/// What is asked of a file with everything in it.
fn asked(name: &str) -> Record {
    let folder = disk::read_campaign(Path::new(WHOLE)).unwrap();
    record(|| match name {
        "targets" => {
            let mut targets = Folder::default();
            targets
                .files
                .insert(TARGETS.to_owned(), folder.files[TARGETS].clone());
            drop(Campaign::read(&targets));
        }
        "forms" => {
            let mut problems = Problems::default();
            forms::read(&folder.files["letters/en/forms.toml"], &mut problems);
        }
        "profiles" => drop(profiles::all(folder.files.get(PROFILES))),
        _ => {
            let sender = disk::read_text(&Path::new(WHOLE).join("sender.toml"));
            Sender::read(&sender.unwrap()).unwrap();
        }
    })
}

/// A schema, by the tables that it describes.
struct Described<'s> {
    schema: &'s Value,
    /// The keys of each table and whether they are required.
    tables: BTreeMap<String, BTreeMap<&'s str, Asked>>,
    /// The tables whose keys are data.
    maps: Vec<String>,
    /// What is told of each key.
    told: Vec<(String, bool, &'s str)>,
}

impl<'s> Described<'s> {
    fn new(schema: &'s Value) -> Self {
        let mut described = Self {
            schema,
            tables: BTreeMap::new(),
            maps: Vec::new(),
            told: Vec::new(),
        };
        described.table("", schema);
        described
    }

    /// A part of the schema, found where it refers to.
    fn found(&self, part: &'s Value) -> &'s Value {
        let Some(reference) = part["$ref"].as_str() else {
            return part;
        };
        self.schema
            .pointer(reference.trim_start_matches('#'))
            .unwrap()
    }

    fn table(&mut self, path: &str, table: &'s Value) {
        assert_eq!(table["type"], "object", "{path}");
        let Some(keys) = table["properties"].as_object() else {
            assert_eq!(table["additionalProperties"]["type"], "string", "{path}");
            self.maps.push(path.to_owned());
            return;
        };
        assert_eq!(table["additionalProperties"], false, "{path}");
        let required: Vec<&str> = table["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert!(
            required.iter().all(|key| keys.contains_key(*key)),
            "{path}: {required:?}"
        );
        for (key, value) in keys {
            let value = self.found(value);
            let required = required.contains(&key.as_str());
            let kind = self.kind(value);
            let keys = self.tables.entry(path.to_owned()).or_default();
            keys.insert(key, Asked { kind, required });
            let dot = if path.is_empty() { "" } else { "." };
            let below = format!("{path}{dot}{key}");
            let told = value["description"].as_str().unwrap_or_default();
            self.told.push((below.clone(), required, told));
            match kind {
                Kind::Table => self.table(&below, value),
                Kind::Tables => self.table(&(below + "[]"), self.found(&value["items"])),
                _ => {}
            }
        }
    }

    fn kind(&self, value: &'s Value) -> Kind {
        let of = |value: &'s Value| value["type"].as_str().unwrap();
        let items = &value["items"];
        match of(value) {
            "string" => Kind::Text,
            "integer" => Kind::Integer,
            "number" => Kind::Number,
            "object" => Kind::Table,
            "array" => match of(self.found(items.get(0).unwrap_or(items))) {
                "string" => Kind::Texts,
                "number" => Kind::Numbers,
                "object" => Kind::Tables,
                other => panic!("a list of {other}"),
            },
            other => panic!("{other}"),
        }
    }
}

/// Takes from a description what its reader finds out later.
fn as_asked(path: &str, key: &str, described: Asked, asked: &Record) -> Asked {
    let reader = asked.keys.get(path).and_then(|keys| keys.get(key));
    let kind = match (described.kind, reader.map(|asked| asked.kind)) {
        (Kind::Integer, Some(Kind::Number)) => Kind::Number,
        (kind, _) => kind,
    };
    let later = JUDGED_LATER.contains(&key) && reader.is_some_and(|asked| !asked.required);
    let required = described.required && !later;
    Asked { kind, required }
}

const NAMES: [&str; 4] = ["targets", "forms", "profiles", "sender"];

#[test]
fn every_schema_is_compared() {
    let shipped = FILES.iter().map(|(path, _)| *path);
    let compared = NAMES.map(|name| format!("schemas/{name}.json"));
    assert!(shipped.eq(compared.iter().map(String::as_str)));
}

#[test]
fn a_schema_has_the_keys_that_the_reader_asks_for() {
    for name in NAMES {
        let (schema, mut asked) = (schema(name), asked(name));
        let mut described = Described::new(&schema);
        for (path, keys) in &mut described.tables {
            for (key, value) in keys {
                *value = as_asked(path, key, *value, &asked);
            }
        }
        for (path, keys) in &asked.keys {
            assert_eq!(described.tables.get(path), Some(keys), "{name}: `{path}`");
        }
        let [known, read] = [
            described.tables.keys().collect::<Vec<_>>(),
            asked.keys.keys().collect(),
        ];
        assert_eq!(known, read, "{name}: a table that nothing in {WHOLE} has");
        asked.maps.sort();
        asked.maps.dedup();
        described.maps.sort();
        assert_eq!(described.maps, asked.maps, "{name}");
    }
}

#[test]
fn a_schema_explains_every_key_and_says_which_are_required() {
    for name in NAMES {
        let schema = schema(name);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let described = Described::new(&schema);
        for (path, required, told) in described.told {
            // The file's own tables need no word: nothing else can stand at its top.
            let is_top = !path.contains(['.', '[']) && name != "sender";
            assert!(told.ends_with('.'), "{name}: `{path}` is not explained");
            assert!(
                is_top || required == told.starts_with("Required. "),
                "{name}: `{path}`: {told}"
            );
        }
    }
}

/// Limits and words that the program has as well.
#[test]
fn a_schema_has_the_limits_and_words_of_the_program() {
    let targets = schema("targets");
    let target = &targets["properties"]["target"]["items"]["properties"];
    assert_eq!(
        target["kind"]["enum"],
        serde_json::json!(Office::ALL.map(Office::name))
    );
    let pattern = format!("^[a-z0-9][a-z0-9-]{{0,{}}}$", ID - 1);
    assert_eq!(target["id"]["pattern"], pattern);
    let refused = texts(&target["id"]["not"]["enum"]);
    assert!(refused.iter().all(|id| ids::wrong_target(id).is_some()));
    let devices = ["com", "lpt"].map(|port| (0..10).map(move |n| format!("{port}{n}")));
    let words = ["all", "con", "prn", "aux", "nul"].map(str::to_owned);
    let kinds = Office::ALL.map(|kind| kind.name().to_owned());
    let known = devices.into_iter().flatten().chain(words).chain(kinds);
    assert_eq!(refused, known.collect());
    let contact = &target["contact"]["items"]["properties"];
    for key in ["post", "post_local"] {
        assert_eq!(contact[key]["maxItems"], LINES);
    }
    let languages = &targets["properties"]["campaign"]["properties"]["languages"];
    assert_eq!(languages["maxItems"], LANGUAGES);
    assert_eq!(languages["items"]["maxLength"], LANGUAGE);
    let sender = schema("sender");
    assert_eq!(sender["properties"]["address"]["maxItems"], LINES);
}
