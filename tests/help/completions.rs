//! Completions, typed into shells on a terminal.
//!
//! They take seconds: each line is typed into a shell that has just been started.
#![expect(clippy::disallowed_methods, reason = "a test writes its files itself")]

use std::fs;

use tempfile::TempDir;

use super::with_ours;
use crate::outside::{self, Place};

/// What is typed before Tab, and the line that it becomes.
const TYPED: [(&str, &str); 14] = [
    ("gen", "generate"),
    ("generate --signat", "generate --signature"),
    ("generate --target presi", "generate --target president"),
    (
        "generate --target president,kazmun",
        "generate --target president,kazmunaygaz",
    ),
    ("generate --target=kazmun", "generate --target=kazmunaygaz"),
    ("generate --lang r", "generate --lang ru"),
    ("generate --letter ombuds", "generate --letter ombudsman"),
    ("generate --country Kyrg", "generate --country Kyrgyzstan"),
    ("generate --profile pin", "generate --profile pingen"),
    ("batch --members bran", "batch --members branch.csv"),
    ("batch --format pdf,te", "batch --format pdf,text"),
    ("help envir", "help environment"),
    ("check my", "check my\\ folder/"),
    ("check --explain STALE-F", "check --explain STALE-FAX"),
];

/// A campaign of its own, whose only target is none of the built-in one.
const OWN: (&str, &str) = (
    "generate --campaign own --target counc",
    "generate --campaign own --target council",
);

/// The settings of a user of each shell, and how it is started.
const SHELLS: [(&str, &str, &str, &str); 3] = [
    (
        "bash",
        "bash --noprofile",
        ".bashrc",
        "PS1='ready> '\nsource <(protest-letter completions bash)\n",
    ),
    (
        "zsh",
        "zsh -d",
        ".zshrc",
        "PS1='ready> '\nautoload -U compinit && compinit -D\nsource <(protest-letter completions zsh)\n",
    ),
    (
        "fish",
        "fish",
        ".config/fish/config.fish",
        "function fish_prompt; echo -n 'ready> '; end\nfunction fish_greeting; end\n\
         protest-letter completions fish | source\n",
    ),
];

fn typed_into(name: &str) {
    let (_, shell, settings, text) = SHELLS.into_iter().find(|one| one.0 == name).unwrap();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("branch.csv"), "name\n").unwrap();
    fs::create_dir(folder.path().join("my folder")).unwrap();
    let own = folder.path().join("own");
    outside::printed(
        "cp",
        &["-r", "tests/campaigns/minimal", own.to_str().unwrap()],
    );
    let script = fs::canonicalize("tests/help/typed.sh").unwrap();
    let script = script.to_str().unwrap();
    for (line, wanted) in TYPED.into_iter().chain([OWN]) {
        let place = Place::new();
        let settings = place.home().join(settings);
        fs::create_dir_all(settings.parent().unwrap()).unwrap();
        fs::write(&settings, text).unwrap();
        let [line, wanted] = [line, wanted].map(|line| format!("protest-letter {line}"));
        let typed = with_ours(&place, "sh").args([script, shell, &line, &wanted]);
        let output = typed.folder(folder.path()).run();
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{name}: {line}\n{shown}");
    }
}

#[test]
fn bash_completes_commands_options_and_ids() {
    typed_into("bash");
}

#[test]
fn zsh_completes_commands_options_and_ids() {
    typed_into("zsh");
}

#[test]
fn fish_completes_commands_options_and_ids() {
    typed_into("fish");
}

/// Whatever is wrong with a campaign or a question, nothing is printed into the line that somebody types.
#[test]
fn a_question_that_cannot_be_answered_is_answered_with_nothing() {
    let place = Place::new();
    for words in [
        &["targets", "--campaign", "/nowhere", "emb"][..],
        &["nonsense", ""],
        &[],
    ] {
        let ours = with_ours(&place, "protest-letter").env("PROTEST_LETTER_COMPLETE", "bash");
        let ours = ours.env("_CLAP_COMPLETE_INDEX", "7");
        let output = ours.args(["--", "protest-letter"]).args(words).run();
        assert_eq!(
            (output.stdout, output.stderr),
            (vec![], vec![]),
            "{words:?}"
        );
    }
}
