//! How the files of the source hang together: no circle among them, and the rooms of a module import downwards only.
//!
//! A file imports another if it names something of it. What a `mod.rs` re-exports is no import: it is another way to the
//! file that has it.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::structure::{SourceFile, after, is_name, source};

/// The modules with rooms: folders, and files beside them. The header of each lists its rooms from bottom to top.
const WITH_ROOMS: [&str; 6] = ["batch", "letter", "layout", "output", "maker", "cli"];

/// The modules that each module imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// A text of a `use`, such as `a::{b, c::d}`, as paths: `a::b` and `a::c::d`.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.trim().to_owned()];
    };
    let group = group.strip_suffix('}').unwrap_or(group);
    let mut depth = 0;
    let is_between = |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    };
    let items = group
        .split(is_between)
        .filter(|item| !item.trim().is_empty());
    let paths = items.flat_map(expanded);
    paths
        .map(|path| format!("{}{path}", before.trim()))
        .collect()
}

/// Every path that the code of a file names, those of its `use` declarations first.
fn paths(file: &SourceFile) -> Vec<String> {
    let is_gate = file.path.ends_with("mod.rs") || file.path.ends_with("lib.rs");
    let mut rest = String::new();
    let mut found = Vec::new();
    for statement in file.code().split_inclusive(';') {
        let (before, tree) = match statement.rfind("use ") {
            Some(at) if is_declaration(&statement[..at]) => statement.split_at(at),
            _ => (statement, ""),
        };
        rest.push_str(before);
        let is_export = before.trim_end().ends_with("pub") || before.trim_end().ends_with(')');
        if !(is_gate && is_export) {
            found.extend(expanded(
                tree.trim_start_matches("use ").trim_end_matches(';'),
            ));
        }
    }
    for start in ["crate::", "super::"] {
        for path in after(&rest, start) {
            let end = path.find(|c| !is_name(c) && c != ':').unwrap_or(path.len());
            found.push(format!("{start}{}", &path[..end]));
        }
    }
    found
}

/// Whether nothing but a visibility stands between the end of a line and a `use`.
fn is_declaration(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    line.is_empty() || line == "pub" || line.starts_with("pub(") && line.ends_with(')')
}

/// The module that a path of a module leads to, among those that there are.
fn target(path: &str, own: &[String], all: &BTreeSet<String>) -> Option<String> {
    let parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let up = parts.iter().take_while(|part| **part == "super").count();
    let (base, rest) = match parts.first() {
        Some(&"crate") => (&[][..], &parts[1..]),
        Some(&"super") => (&own[..own.len().saturating_sub(up)], &parts[up..]),
        Some(&"self") => (own, &parts[1..]),
        _ => (own, &parts[..]),
    };
    let mut whole: Vec<&str> = base.iter().map(String::as_str).collect();
    whole.extend(rest);
    let known = (1..=whole.len())
        .rev()
        .map(|length| whole[..length].join("::"));
    known.into_iter().find(|module| all.contains(module))
}

fn imports() -> Imports {
    let files = source();
    let all: BTreeSet<String> = files.iter().map(|file| file.modules.join("::")).collect();
    let of = |file: &SourceFile| {
        let own = file.modules.join("::");
        let found = paths(file);
        let found = found
            .iter()
            .filter_map(|path| target(path, &file.modules, &all));
        let found = found.filter(|module| *module != own).collect();
        (own, found)
    };
    files.iter().map(of).collect()
}

/// The modules that are left when those that import none of the others are taken away, again and again: circles, and
/// what leads to them.
fn tangled(mut imports: Imports) -> Imports {
    loop {
        let left: BTreeSet<String> = imports.keys().cloned().collect();
        for imported in imports.values_mut() {
            imported.retain(|module| left.contains(module));
        }
        imports.retain(|_, imported| !imported.is_empty());
        if imports.len() == left.len() {
            return imports;
        }
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let found = tangled(imports());
    // Taken away from the other side too, only circles and what is between them are left.
    let mut backwards = Imports::new();
    for (module, imported) in &found {
        for other in imported {
            backwards
                .entry(other.clone())
                .or_default()
                .insert(module.clone());
        }
    }
    let found = tangled(backwards);
    assert!(found.is_empty(), "{found:#?}");
}

/// The rooms of a module, item by item, as its header lists them.
fn rooms(module: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(format!("src/{module}/mod.rs")).unwrap();
    let (_, list) = text.split_once("\n//! # Rooms\n").unwrap();
    items(list)
}

/// The names before the colon of each item of a numbered list.
fn items(list: &str) -> Vec<Vec<String>> {
    let mut items = Vec::new();
    let lines = list.lines().take_while(|line| line.starts_with("//!"));
    for line in lines.map(|line| line.trim_start_matches("//!").trim_start()) {
        let Some(item) = line.strip_prefix(&format!("{}. ", items.len() + 1)) else {
            continue;
        };
        let names = item.split(": ").next().unwrap().split('`').skip(1);
        items.push(names.step_by(2).map(str::to_owned).collect());
    }
    items
}

#[test]
fn rooms_import_downwards_only() {
    let imports = imports();
    for top in WITH_ROOMS {
        let rooms = rooms(top);
        let floor = |name: &str| {
            rooms
                .iter()
                .position(|item| item.iter().any(|of| of == name))
        };
        let inside = |module: &str| {
            module
                .strip_prefix(top)?
                .strip_prefix("::")
                .map(str::to_owned)
        };
        let room = |module: &str| Some(inside(module)?.split("::").next()?.to_owned());
        let found: BTreeSet<String> = imports.keys().filter_map(|module| room(module)).collect();
        let listed = rooms.concat();
        assert_eq!(
            found,
            listed.iter().cloned().collect(),
            "the rooms of `{top}`"
        );
        assert_eq!(found.len(), listed.len(), "a room of `{top}` stands twice");
        let mut upwards = Vec::new();
        for (module, imported) in &imports {
            for other in imported {
                if let (Some(own), Some(used)) = (room(module), room(other))
                    && own != used
                    && floor(&own) <= floor(&used)
                {
                    upwards.push(format!("{module} imports {other}"));
                }
            }
        }
        assert!(upwards.is_empty(), "{upwards:#?}");
    }
}

#[test]
fn the_list_of_rooms_is_read() {
    let list = "//!\n//! Some words.\n//!\n//! 1. `a`, [`b`]: first `x`.\n//!    `y`: more.\n//! 2. [`c`](mod@c): z\nmod a;\n//! 3. `d`: no.\n";
    assert_eq!(items(list), [vec!["a", "b"], vec!["c"]]);
}

/// A mistake in the reader would pass everything.
#[test]
fn imports_are_read_in_all_forms() {
    let file = |path: &str, text: &str| SourceFile {
        path: path.to_owned(),
        modules: vec!["a".to_owned(), "b".to_owned()],
        text: text.to_owned(),
    };
    let text = "use std::io;\nuse crate::{\n    c::{d, self as e},\n    f::G,\n};\npub use super::h;\n\
                fn x() { crate::i::j(); super::super::k::l() }\n";
    let all: BTreeSet<String> = ["a", "a::b", "a::h", "c", "c::d", "f", "i", "k"]
        .map(str::to_owned)
        .into();
    let read = |path: &str| {
        let file = file(path, text);
        let found = paths(&file);
        let found = found
            .iter()
            .filter_map(|path| target(path, &file.modules, &all))
            .filter(|module| module != "a::b");
        found
            .collect::<BTreeSet<String>>()
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(read("src/a/b.rs"), ["a::h", "c", "c::d", "f", "i", "k"]);
    assert_eq!(read("src/a/b/mod.rs"), ["c", "c::d", "f", "i", "k"]);
}

#[test]
fn circles_are_found() {
    let of = |edges: &[(&str, &str)]| {
        let mut imports = Imports::new();
        for (from, to) in edges {
            imports.entry((*to).to_owned()).or_default();
            imports
                .entry((*from).to_owned())
                .or_default()
                .insert((*to).to_owned());
        }
        tangled(imports).into_keys().collect::<Vec<_>>()
    };
    assert!(of(&[("a", "b"), ("b", "c"), ("a", "c")]).is_empty());
    assert_eq!(
        of(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]),
        ["a", "b", "c"]
    );
}
