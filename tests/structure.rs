//! The shape of the source: layers, outside libraries, long files, the files that are built in.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::program;
use tempfile::TempDir;

/// The outside libraries that one file alone may name. Serde is everywhere by its nature.
const LIBRARIES: [&str; 54] = [
    "annotate_snippets",
    "calamine",
    "calcard",
    "cfb",
    "chardetng",
    "chrono",
    "clap",
    "clap_complete",
    "clap_mangen",
    "comfy_table",
    "csv",
    "ctor",
    "dialoguer",
    "email_address",
    "encoding_rs",
    "etcetera",
    "flate2",
    "foldhash",
    "handlebars",
    "harfrust",
    "hypher",
    "indicatif",
    "keshvar",
    "libdeflater",
    "lopdf",
    "mail_builder",
    "mail_parser",
    "mimalloc",
    "notosans",
    "png",
    "printpdf",
    "pulldown_cmark",
    "quick_xml",
    "regex_lite",
    "rlibphonenumber",
    "rustix",
    "serde_json",
    "sha2",
    "signal_hook",
    "skrifa",
    "slug",
    "ssfmt",
    "strsim",
    "subsetter",
    "tempfile",
    "textwrap",
    "toml",
    "toml_parser",
    "typst_assets",
    "unicode_normalization",
    "unicode_segmentation",
    "xmp_writer",
    "zeno",
    "zip",
];

const LONGEST_FILE: usize = 400;

/// What ends the program instead of giving a problem back.
const PANICS: [&str; 7] = [
    ".unwrap()",
    ".expect(",
    "panic!(",
    "todo!(",
    "unimplemented!(",
    "unreachable!(",
    "dbg!(",
];

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A file of the source.
pub struct SourceFile {
    pub path: String,
    /// Its modules from the top of the crate, such as `["letter", "engine"]`.
    pub modules: Vec<String>,
    pub text: String,
}

impl SourceFile {
    fn read(path: &Path) -> Self {
        let below = path.strip_prefix("src").unwrap().with_extension("");
        let parts = below.iter().map(|part| part.to_str().unwrap().to_owned());
        Self {
            path: path.display().to_string(),
            modules: parts.filter(|part| part != "mod").collect(),
            text: fs::read_to_string(path).unwrap(),
        }
    }

    /// The text without comments and unit tests.
    pub fn code(&self) -> String {
        if self.path.ends_with("/tests.rs") {
            return String::new();
        }
        let tests = ["#[cfg(test)]\nmod ", "#[cfg(test)]\npub(crate) mod "];
        let end = tests.iter().filter_map(|start| self.text.find(start)).min();
        let end = end.unwrap_or(self.text.len());
        let lines = self.text[..end].lines();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        lines
            .filter(is_code)
            .map(|line| line.to_owned() + "\n")
            .collect()
    }

    /// The comment at the top.
    fn header(&self) -> String {
        self.text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect()
    }

    /// The modules at the top of the crate that it uses.
    fn uses(&self) -> BTreeSet<String> {
        let code = self.code();
        let from_top = "super::".repeat(self.modules.len());
        let paths = [after(&code, "crate::"), after(&code, &from_top)].concat();
        paths.iter().flat_map(|path| first_names(path)).collect()
    }
}

pub fn source() -> Vec<SourceFile> {
    let files = files(Path::new("src")).into_iter();
    let rust = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    rust.map(|path| SourceFile::read(&path)).collect()
}

pub fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The texts after every `prefix` that stands at the start of a path.
pub fn after<'t>(text: &'t str, prefix: &str) -> Vec<&'t str> {
    let found = text.match_indices(prefix);
    let starts_path = |at: usize| !text[..at].ends_with(|c| is_name(c) || c == ':');
    found
        .filter(|(at, _)| starts_path(*at))
        .map(|(at, _)| &text[at + prefix.len()..])
        .collect()
}

/// The first names of a path, which may begin with a group: of `{a::b, c}` they are `a` and `c`.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![path.chars().take_while(|c| is_name(*c)).collect()];
    };
    let mut depth = 0;
    let mut names = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    let first = |item: &String| {
        item.trim()
            .split("::")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    names
        .iter()
        .map(first)
        .filter(|name| !name.is_empty())
        .collect()
}

/// The modules from bottom to top, as the list in `lib.rs` has them; above all, the two files that hold the crate.
fn layers() -> Vec<Vec<String>> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let (_, list) = text.split_once("//! # The layers\n").unwrap();
    let list = list.split("//! # ").next().unwrap();
    let mut layers: Vec<Vec<String>> = Vec::new();
    for line in list
        .lines()
        .map(|line| line.trim_start_matches("//!").trim_start())
    {
        let number = line.split(". ").next().unwrap();
        if number.parse() == Ok(layers.len() + 1) {
            layers.push(Vec::new());
        }
        let links = line.split("[`").skip(1);
        let names = links.map(|link| link.split('`').next().unwrap().to_owned());
        if let Some(layer) = layers.last_mut() {
            layer.extend(names);
        }
    }
    layers.push(["lib", "main"].map(str::to_owned).into());
    layers
}

fn layer(layers: &[Vec<String>], module: &str) -> Option<usize> {
    let mut layers = layers.iter();
    layers.position(|layer| layer.iter().any(|name| name == module))
}

/// A file that `main.rs` does not name would never be run.
#[test]
fn every_file_of_tests_is_run() {
    let main = fs::read_to_string("tests/main.rs").unwrap();
    for entry in fs::read_dir("tests").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_module =
            path.extension().is_some_and(|ending| ending == "rs") || path.join("mod.rs").is_file();
        let is_named = main.contains(&format!("\nmod {name};\n"));
        let is_binary = ["main", "fuzz_replay"].contains(&name);
        assert!(!is_module || is_named || is_binary, "{}", path.display());
    }
}

/// The quick tests are chosen by the names of files.
#[test]
fn the_quick_tests_are_there() {
    let script = fs::read_to_string("scripts/test").unwrap();
    let (_, quick) = script.split_once("\nquick=(").unwrap();
    let quick: Vec<&str> = quick
        .split(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let main = fs::read_to_string("tests/main.rs").unwrap();
    let is_there = |name: &&str| main.contains(&format!("\nmod {name};\n"));
    assert!(quick.len() > 10 && quick.iter().all(is_there), "{quick:?}");
}

#[test]
fn a_module_uses_only_those_below_it() {
    let (layers, mut upwards) = (layers(), Vec::new());
    for file in source() {
        let own = &file.modules[0];
        for used in file.uses() {
            let may = layer(&layers, &used).is_some_and(|used| Some(used) < layer(&layers, own));
            if used != *own && !may {
                upwards.push(format!("{} uses {used}", file.path));
            }
        }
    }
    assert!(upwards.is_empty(), "{upwards:#?}");
}

#[test]
fn every_module_has_its_layer() {
    let found: BTreeSet<String> = source().into_iter().map(|f| f.modules[0].clone()).collect();
    let layers = layers().concat();
    let listed: BTreeSet<String> = layers.iter().cloned().collect();
    assert_eq!(found, listed);
    assert_eq!(layers.len(), listed.len(), "a module stands twice");
}

/// The reader of imports reads what the layers are judged by: a mistake in it would pass everything.
#[test]
fn imports_are_read_in_all_their_forms() {
    let file = |modules: &[&str], text: &str| SourceFile {
        path: "x".to_owned(),
        modules: modules.iter().map(|name| (*name).to_owned()).collect(),
        text: text.to_owned(),
    };
    let text = "//! crate::no\nuse crate::{\n    a::{b, c},\n    d,\n};\nfn f() { crate::e::g() }\n\
        use super::super::h::i;\nuse super::j;\n#[cfg(test)]\nmod tests { use crate::k; }\n";
    let used: Vec<String> = file(&["x", "y"], text).uses().into_iter().collect();
    assert_eq!(used, ["a", "d", "e", "h"]);
    let used: Vec<String> = file(&["x"], "use super::l;").uses().into_iter().collect();
    assert_eq!(used, ["l"]);
}

/// The files that name each library.
fn files_naming(library: &str) -> Vec<String> {
    let path = format!("{library}::");
    let names = |file: &SourceFile| !after(&file.code(), &path).is_empty();
    source()
        .into_iter()
        .filter(names)
        .map(|file| file.path)
        .collect()
}

#[test]
fn an_outside_library_is_named_in_one_file() {
    let mut wrong = BTreeMap::new();
    for library in LIBRARIES {
        let files = files_naming(library);
        if files.len() != 1 {
            wrong.insert(library, files);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_is_in_the_list_of_libraries() {
    let manifest: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    let of_systems = manifest["target"].as_table().unwrap().values();
    let of_systems = of_systems.map(|system| &system["dependencies"]);
    let tables = of_systems.chain([&manifest["dependencies"]]);
    let dependencies = tables.flat_map(|table| table.as_table().unwrap().keys());
    let found: BTreeSet<String> = dependencies.map(|name| name.replace('-', "_")).collect();
    // flate2 is there for its feature alone: lopdf reads files with it.
    let listed = LIBRARIES.into_iter().chain(["serde", "flate2"]);
    assert_eq!(found, listed.map(str::to_owned).collect());
}

#[test]
fn every_file_of_the_campaign_is_built_in() {
    let folder = TempDir::new().unwrap();
    let mut init = program();
    let output = init.arg("init").arg(folder.path()).output().unwrap();
    assert!(output.status.success());
    let mut own = files(Path::new("letters"));
    own.push(PathBuf::from("targets.toml"));
    // Nobody writes the record of a batch by hand.
    let is_for_people = |path: &PathBuf| !path.ends_with("batch.json");
    own.extend(
        files(Path::new("schemas"))
            .into_iter()
            .filter(is_for_people),
    );
    own.sort();
    let written = files(folder.path()).into_iter();
    let below = written.map(|path| path.strip_prefix(folder.path()).unwrap().to_owned());
    // The page of the documentation has other links there.
    let below = below.filter(|path| path != "campaign.md");
    assert_eq!(own, below.collect::<Vec<_>>());
    for path in own {
        let written = fs::read(folder.path().join(&path)).unwrap();
        assert!(
            fs::read(&path).unwrap() == written,
            "{} differs",
            path.display()
        );
    }
}

#[test]
fn a_long_file_says_why_in_its_header() {
    for file in source() {
        let lines = file.text.lines().count();
        let says_why = file.header().contains(&format!("{LONGEST_FILE} lines"));
        assert!(
            lines <= LONGEST_FILE || says_why,
            "{} has {lines} lines",
            file.path
        );
    }
}

#[test]
fn every_file_says_what_it_is() {
    for file in source() {
        assert!(!file.header().is_empty(), "{} has no header", file.path);
    }
}

#[test]
fn nothing_panics_outside_tests() {
    let mut found = Vec::new();
    for file in source() {
        let code = file.code();
        let panics = PANICS.into_iter().filter(|panic| code.contains(panic));
        found.extend(panics.map(|panic| format!("{}: {panic}", file.path)));
        assert!(
            !code.contains("mod tests;"),
            "{} is built with its tests",
            file.path
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What runs without a time limit, in the home of the caller, hangs and leaves things there.
#[test]
fn tests_start_programs_in_one_place() {
    let start = concat!("Command", "::new");
    let may = ["tests/outside/", "tests/program/"];
    let tests = files(Path::new("tests")).into_iter();
    let is_other = |path: &PathBuf| !may.iter().any(|folder| path.starts_with(folder));
    let starts = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| text.contains(start));
    let rust = tests.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let found: Vec<PathBuf> = rust.filter(is_other).filter(starts).collect();
    assert!(
        found.is_empty(),
        "they start programs themselves: {found:#?}"
    );
}
