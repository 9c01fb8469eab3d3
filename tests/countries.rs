//! Batches invent no country: none of what they write or say depends on the country of the campaign.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::own;
use crate::program::program;
use crate::runs;
use tempfile::TempDir;

const MEMBERS: &str = "name,address,city,country,email,consent\n\
    Ana Silva,12 Example Road,Leeds,GB,ana@example.org,yes\n\
    Bo Example,Hauptstraße 2,01067 Dresden,,bo@example.org,yes\n\
    Cy Example,Hauptstraße 2,01067 Dresden,,cy@example.org,yes\n";

/// Two campaigns that differ by their country, and lists of members.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let place = Self { folder };
        for country in ["GB", "FR"] {
            let campaign = place.path(country);
            own::init(&campaign);
            let line = format!("country = \"{country}\"  ");
            if country != "GB" {
                own::change(&campaign.join("targets.toml"), |text| {
                    text.replace("country = \"GB\"  ", &line)
                });
            }
            assert!(
                fs::read_to_string(campaign.join("targets.toml"))
                    .unwrap()
                    .contains(&line)
            );
        }
        fs::write(place.path("partly.csv"), MEMBERS).unwrap();
        fs::write(
            place.path("none.csv"),
            MEMBERS.replace(",country,", ",,").replace(",GB,", ",,"),
        )
        .unwrap();
        fs::write(place.path("branch.toml"), "organization = \"Branch 7\"\n").unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, country: &str, how: &str) -> (Option<i32>, String) {
        let mut command = program();
        command
            .current_dir(self.folder.path())
            .args(how.split_whitespace());
        command.args(["--campaign", country, "--date", "2026-11-23"]);
        runs::run(command)
    }

    /// What a command writes into `out`, which is then removed; not the digest of the campaign.
    fn written(&self) -> BTreeMap<String, Vec<u8>> {
        let out = self.path("out");
        let mut files = BTreeMap::new();
        if out.exists() {
            files = runs::files(&out);
            fs::remove_dir_all(&out).unwrap();
        }
        files.remove("batch.toml");
        files
    }
}

#[test]
fn nothing_of_a_batch_depends_on_the_country_of_the_campaign() {
    let place = Place::new();
    let (mut failed, mut done) = (0, 0);
    for how in [
        "batch --members partly.csv --target president,embassy -o out --skip-bad",
        "batch --members partly.csv --target president,embassy -o out --skip-bad --shard 1/2",
        "batch --members partly.csv --target kazmunaygaz -o out --skip-bad --format text,fax",
        "batch --members partly.csv --target president,embassy-gb -o out --format eml",
        "batch --members partly.csv --target embassy-gb -o out --format eml --attach pdf --skip-bad",
        "batch --members partly.csv --target president -o out --household --combine none --skip-bad",
        "batch --members none.csv --target president,kazmunaygaz -o out --skip-bad",
        "batch --members none.csv --target kazmunaygaz -o out --format fax",
        "batch --members none.csv --target embassy --all --channel auto --dry-run",
        "batch --members none.csv --target president -o out --format eml --household",
        "batch --members none.csv --target president -o out --signatories --from branch.toml",
        "batch --members none.csv --target president -o out --country DE",
        "labels --members none.csv --target president -o out",
        "labels --members partly.csv --target president -o labels.pdf --force --skip-bad",
        "envelopes --members none.csv --target president -o out --size dl",
    ] {
        let (code, said) = place.run("GB", how);
        let files = place.written();
        let (other_code, other_said) = place.run("FR", how);
        assert_eq!((code, &said), (other_code, &other_said), "{how}");
        assert!(files == place.written(), "{how}");
        failed += usize::from(code == Some(2));
        done += usize::from(code == Some(0));
    }
    // Those of a list without the column, but messages and those with `--country`.
    assert!(failed >= 5 && done >= 3, "{failed} failed, {done} done");
}

#[test]
fn a_list_without_the_column_is_one_error_and_nothing_is_written() {
    let place = Place::new();
    let rows = "Ana,ana@example.org\n".repeat(200);
    fs::write(place.path("long.csv"), format!("name,email\n{rows}")).unwrap();
    let how = "batch --members long.csv --target president,embassy -o out --skip-bad";
    let (code, said) = place.run("GB", how);
    assert_eq!(
        (code, said.matches("error:").count()),
        (Some(2), 1),
        "{said}"
    );
    assert!(
        said.contains("long.csv:1:1") && said.contains("`--country`"),
        "{said}"
    );
    assert!(
        said.contains("column `country`") && !place.path("out").exists(),
        "{said}"
    );
}

#[test]
fn rows_that_were_rejected_for_a_country_are_written_with_one() {
    let place = Place::new();
    let how = "batch --members partly.csv --target president -o out --skip-bad";
    assert_eq!(place.run("GB", how).0, Some(1));
    let rejected = place.path("out/rejected.csv");
    assert_eq!(
        fs::read_to_string(&rejected)
            .unwrap()
            .matches("is empty")
            .count(),
        2
    );
    verified(&place.path("out"));
    let more = "batch --members out/rejected.csv --target president -o more --country DE";
    let (code, said) = place.run("GB", more);
    assert!(
        code == Some(0) && said.contains("wrote 2 letters in 1 file"),
        "{said}"
    );
    verified(&place.path("more"));
}

fn verified(folder: &Path) {
    let (code, said) = runs::verify(folder);
    assert_eq!(code, Some(0), "{said}");
}
