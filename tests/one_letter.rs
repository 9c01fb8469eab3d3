//! One letter is a batch of one: `generate` writes the bytes that `batch --combine none` writes for the same sender.
#![expect(clippy::disallowed_methods, reason = "a test writes its files itself")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use proptest::prelude::*;
use proptest::test_runner::Config;
use tempfile::TempDir;

use crate::outside::unpacked;
use crate::program::program;

/// The formats whose bytes are compared, with their endings.
const FORMATS: [(&str, &str); 5] = [
    ("text", "txt"),
    ("eml", "eml"),
    ("fax", "tif"),
    ("layout", "layout"),
    ("pdf", "pdf"),
];

/// What a members file and a sender file can both say.
#[derive(Clone, Debug)]
struct Signer {
    name: Option<String>,
    role: Option<String>,
    organization: Option<String>,
    address: Vec<String>,
    country: &'static str,
    email: Option<String>,
    phone: Option<String>,
    language: Option<&'static str>,
    personal: Option<String>,
}

fn signer() -> impl Strategy<Value = Signer> {
    let words = || "[A-ZÄÉĀЖҚ][a-zäéžжқ'’-]{1,12}( [A-Za-zäéж*_&\"]{2,10}){0,2}";
    let some = |strategy| proptest::option::of(strategy);
    let names = (words(), some(words()), some(words()), any::<bool>());
    let places = (
        prop::collection::vec(words(), 1..4),
        prop::sample::select(vec!["GB", "DE", "KZ", "US"]),
    );
    let contacts = (
        proptest::option::of("[a-z]{1,8}".prop_map(|name| format!("{name}@example.org"))),
        proptest::option::of(Just("+44 20 7946 0958".to_owned())),
    );
    let words = (
        proptest::option::of(prop::sample::select(vec!["en", "ru", "kk"])),
        some(words()),
    );
    (names, places, contacts, words).prop_map(|(names, places, contacts, words)| {
        let (name, role, organization, is_body) = names;
        let (name, organization) = match organization {
            Some(organization) if is_body => (None, Some(organization)),
            organization => (Some(name), organization),
        };
        Signer {
            name,
            role,
            organization,
            address: places.0,
            country: places.1,
            email: contacts.0,
            phone: contacts.1,
            language: words.0,
            personal: words.1,
        }
    })
}

impl Signer {
    /// A members file with one row.
    fn members(&self) -> String {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let cell = |cell: &Option<String>| quoted(cell.as_deref().unwrap_or_default());
        let cells = [
            cell(&self.name),
            cell(&self.role),
            cell(&self.organization),
            quoted(&self.address.join("\n")),
            self.country.to_owned(),
            cell(&self.email),
            cell(&self.phone),
            self.language.unwrap_or_default().to_owned(),
            cell(&self.personal),
            "yes".to_owned(),
        ];
        let head = "name,role,organization,address,country,email,phone,language,personal,consent\n";
        format!("{head}{}\n", cells.join(","))
    }

    /// The same as a sender file.
    fn sender(&self) -> String {
        let mut table = toml::Table::new();
        let texts = [
            ("name", &self.name),
            ("role", &self.role),
            ("organization", &self.organization),
            ("email", &self.email),
            ("phone", &self.phone),
        ];
        for (key, text) in texts {
            table.extend(text.clone().map(|text| (key.to_owned(), text.into())));
        }
        table.insert("address".to_owned(), self.address.clone().into());
        table.insert("country".to_owned(), self.country.into());
        let language = self
            .language
            .map(|language| ("language".to_owned(), language.into()));
        table.extend(language);
        table.to_string()
    }
}

/// What is written below a folder in files of an ending, in the order of their names. PDF files as they are without
/// compression: those of single letters take more time to be smaller.
fn written(folder: &Path, ending: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    let content = |path: &PathBuf| match ending {
        "pdf" => unpacked(&fs::read(path).unwrap()),
        _ => fs::read(path).unwrap(),
    };
    paths.iter().map(content).collect()
}

fn write(folder: &Path, arguments: &[&str]) {
    let mut command = program();
    command.args(arguments).arg("-q").current_dir(folder);
    let output = command.stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
}

fn is_the_same(signer: &Signer) {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("members.csv"), signer.members()).unwrap();
    fs::write(at("sender.toml"), signer.sender()).unwrap();
    let asked = ["--target", "kazmunaygaz", "--date", "2026-11-23"];
    for (format, ending) in FORMATS {
        let one = [
            "generate",
            "--from",
            "sender.toml",
            "--format",
            format,
            "-o",
        ];
        let mut one = [&one[..], &["one/"], &asked].concat();
        let personal = signer
            .personal
            .as_deref()
            .map(|words| ["--personal", words]);
        one.extend(personal.iter().flatten());
        write(folder.path(), &one);
        let many = [
            "batch",
            "--members",
            "members.csv",
            "--combine",
            "none",
            "--format",
            format,
        ];
        write(
            folder.path(),
            &[&many[..], &["-o", format], &asked].concat(),
        );
        let one = written(&at("one"), ending);
        let many = written(&at(format).join("kazmunaygaz"), ending);
        assert!(!one.is_empty() && one == many, "{format} of {signer:?}");
    }
}

// Takes seconds: each case runs the program ten times.
#[test]
fn one_letter_is_a_batch_of_one() {
    let config = Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    };
    proptest!(config, |(signer in signer())| is_the_same(&signer));
}
