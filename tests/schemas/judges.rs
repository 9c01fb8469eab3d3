//! Who judges a file: the program, taplo, jsonschema.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use crate::outside::{printed, run};
use crate::program::program;
use crate::schemas::changes::{Change, FILES, WHOLE};
use tempfile::TempDir;

/// The tools of the tests.
const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/.test-env/bin");

/// Changed files, each in a folder with the other files of the campaign.
pub struct Corpus {
    folder: TempDir,
    /// The changed file of each change.
    pub files: Vec<PathBuf>,
}

impl Corpus {
    pub fn new(changes: &[Change]) -> Self {
        let folder = TempDir::new().unwrap();
        let to = folder.path().join("schemas");
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir("schemas").unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
        fs::copy("tests/inputs/logo.png", folder.path().join("logo.png")).unwrap();
        let files = changes.iter().enumerate();
        let files = files.map(|(n, change)| write(&folder.path().join(n.to_string()), change));
        Self {
            files: files.collect(),
            folder,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Writes the campaign with a change into a folder; the path of the changed file.
fn write(folder: &Path, change: &Change) -> PathBuf {
    fs::create_dir_all(folder.join("letters/en")).unwrap();
    for file in FILES.into_iter().chain(["letters/en/protest.md"]) {
        fs::copy(Path::new(WHOLE).join(file), folder.join(file)).unwrap();
    }
    let file = folder.join(change.file);
    // The schemas are as deep as in the sources, but for the folders of the tests.
    fs::write(&file, change.text.replacen("../../../", "../", 1)).unwrap();
    file
}

/// The files that the program refuses.
pub fn by_program(corpus: &Corpus) -> BTreeSet<PathBuf> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = corpus.files.len().div_ceil(threads);
    let judge = |files: &[PathBuf]| {
        let refused = files.iter().filter(|file| !is_accepted(file));
        refused.cloned().collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let shares = corpus.files.chunks(share);
        let running: Vec<_> = shares
            .map(|files| scope.spawn(move || judge(files)))
            .collect();
        let refused = running
            .into_iter()
            .flat_map(|judged| judged.join().unwrap());
        refused.collect()
    })
}

fn is_accepted(file: &Path) -> bool {
    let mut command = program();
    if file.ends_with("sender.toml") {
        command.args(["generate", "--target", "president", "--from"]);
        command.arg(file);
    } else {
        let is_forms = file.ends_with("forms.toml");
        let folder = file.ancestors().nth(if is_forms { 3 } else { 1 });
        command.arg("check").arg(folder.unwrap());
    }
    command.args(["--date", "2026-11-23"]);
    let output = command.output().unwrap();
    assert!(output.status.code().is_some_and(|code| code <= 2));
    output.status.success()
}

/// The files that taplo refuses. It is told to look nowhere else for schemas, and fetches none.
///
/// What it says at its end may be lost, so that a file with a mistake is its last one.
pub fn by_taplo(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let folder = TempDir::new().unwrap();
    let last = folder.path().join("last.toml");
    let targets = fs::canonicalize("schemas/targets.json").unwrap();
    fs::write(
        &last,
        format!("#:schema file://{}\nx = 1\n", targets.display()),
    )
    .unwrap();
    let mut arguments = vec!["lint", "--colors", "never"];
    let all = files.iter().chain([&last]);
    arguments.extend(all.map(|file| file.to_str().unwrap()));
    let output = run(&format!("{TOOLS}/taplo"), &arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    let found = format!("found files total={} ", files.len() + 1);
    assert!(said.contains(&found), "{said}");
    let places = said.lines().filter_map(|line| {
        let (_, place) = line.split_once("┌─ ")?;
        let mut parts = place.rsplitn(3, ':').skip(2);
        fs::canonicalize(parts.next()?).ok()
    });
    let refused: BTreeSet<PathBuf> = places.collect();
    assert!(
        refused.contains(&fs::canonicalize(&last).unwrap()),
        "{said}"
    );
    let is_refused = |file: &&PathBuf| refused.contains(&fs::canonicalize(file).unwrap());
    files.iter().filter(is_refused).cloned().collect()
}

/// The files that jsonschema refuses, by the schemas in a folder.
pub fn by_jsonschema(schemas: &Path, files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut arguments = vec!["tests/outside/schemas.py", schemas.to_str().unwrap()];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    let refused = printed(&format!("{TOOLS}/python"), &arguments);
    refused.lines().map(PathBuf::from).collect()
}
