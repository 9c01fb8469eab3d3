//! The slots of a campaign: what fills them, for a run or for good, is used.
//!
//! Takes some seconds: `check` tries every letter of a campaign.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::path::PathBuf;

use crate::own;
use crate::program::program;
use crate::runs;
use tempfile::TempDir;

const MEMBERS: &str = "name,email,consent\nAna,ana@example.org,yes\nBo,bo@example.org,yes\n";

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("members.csv"), MEMBERS).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, how: &str) -> (Option<i32>, String) {
        let mut command = program();
        command
            .current_dir(self.folder.path())
            .args(how.split_whitespace());
        runs::run(command)
    }

    fn good(&self, how: &str) -> String {
        let (code, said) = self.run(how);
        assert_eq!(code, Some(0), "{how}: {said}");
        said
    }

    fn verified(&self) {
        let (code, said) = runs::verify(&self.path("out"));
        assert_eq!(code, Some(0), "{said}");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

const BATCH: &str =
    "batch --members members.csv --date 2026-11-23 --target president,solidarity --format eml";

#[test]
fn addresses_of_the_command_line_are_inputs_of_a_batch() {
    let place = Place::new();
    let both = "--copies-to a@example.org --copies-to b@example.org --solidarity-to c@example.org";
    place.good(&format!("{BATCH} -o out {both}"));
    let solidarity = place.read("out/workers.mbox");
    assert_eq!(
        solidarity
            .matches("To: \"The oil workers of Zhanaozen and their families\" <c@example.org>")
            .count(),
        2
    );
    for file in ["workers", "president"] {
        let messages = place.read(&format!("out/{file}.mbox"));
        assert_eq!(
            messages
                .matches("Cc: <a@example.org>, <b@example.org>\n")
                .count(),
            2,
            "{file}"
        );
        assert_eq!(
            messages
                .matches("Copies to: a@example.org, b@example.org\n")
                .count(),
            2,
            "{file}"
        );
    }
    place.verified();
    let before = runs::files(&place.path("out"));
    let others = "--copies-to a@example.org --solidarity-to d@example.org";
    let (code, said) = place.run(&format!("{BATCH} -o out {others}"));
    let changed = "was made from other inputs: `--copies-to` changed; `--solidarity-to` changed\n";
    assert!(code == Some(2) && said.contains(changed), "{said}");
    assert!(before == runs::files(&place.path("out")));
    place.good(&format!("{BATCH} -o out {both}"));
    own::change(&place.path("out/batch.toml"), |text| {
        text.replace("\"a@example.org\", ", "")
    });
    let (code, said) = runs::verify(&place.path("out"));
    assert!(
        code == Some(1) && said.contains("has other addresses for copies"),
        "{said}"
    );
}

#[test]
fn those_who_get_copies_get_messages_of_their_own() {
    let place = Place::new();
    let copies = "--copies --copies-to a@example.org --copies-to b@example.org";
    let said = place.good(&format!(
        "{BATCH} -o out --solidarity-to c@example.org {copies}"
    ));
    assert!(
        said.contains("copies, each a message of its own: 8"),
        "{said}"
    );
    place.verified();
    let one = "generate --target president --date 2026-11-23 --format eml --country GB";
    place.good(&format!("{one} -o one/ {copies}"));
    for (n, address) in [(1, "a@example.org"), (2, "b@example.org")] {
        let copy = place.read(&format!("one/president_copy-{n}.eml"));
        assert!(
            copy.contains(&format!("To: <{address}>")) && !copy.contains("\nCc:"),
            "{copy}"
        );
    }
}

#[test]
fn filled_slots_of_a_campaign_are_used_and_checked() {
    let place = Place::new();
    own::init(&place.path("own"));
    own::change(&place.path("own/targets.toml"), |text| {
        let text = text.replace(
            "[campaign.solidarity_to]\nemail = []",
            "[campaign.solidarity_to]\nemail = [\"c@example.org\"]",
        );
        text.replace(
            "[campaign.copies_to]\nemail = []",
            "[campaign.copies_to]\nemail = [\"a@example.org\"]",
        )
    });
    let (filled, _) = place.run("check own --date 2026-11-23");
    assert_eq!(filled, Some(0));
    let batch = format!("{BATCH} --campaign own -o out --copies-to b@example.org");
    place.good(&batch);
    assert!(
        place
            .read("out/workers.mbox")
            .contains("Cc: <a@example.org>, <b@example.org>\n")
    );
    place.verified();
    for word in ["solidarity", "workers", "all"] {
        let said = place.good(&format!(
            "{BATCH} --campaign own --target {word} --dry-run --country GB --format text"
        ));
        let last = |line: &str| line.split_whitespace().rev().take(2).eq(["2", "workers"]);
        assert!(said.lines().any(last), "{said}");
    }
}

/// The letter is tried although nobody knows where to.
#[test]
fn a_letter_of_solidarity_is_checked_without_an_address() {
    let place = Place::new();
    own::init(&place.path("own"));
    own::change(&place.path("own/letters/en/solidarity.md"), |text| {
        text.replace("{{facts.strike}}", "{{facts.strike}} {{facts.un_call}}")
    });
    let (code, said) = place.run("check own --date 2026-11-23");
    assert!(code == Some(1) && said.contains("un_call"), "{said}");
}
