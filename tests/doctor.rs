//! `doctor`: what it finds on machines that are made up, and that it tells nobody anything private.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;

use crate::program::program;

/// A machine: a home with a configuration, and a folder of programs.
struct Machine {
    folder: TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["home/bin", "programs"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a program there, which would leave a trace if anybody started it.
    fn install(&self, place: &str, mode: u32) {
        let trace = self.path("started");
        let script = format!("#!/bin/sh\ntouch {}\n", trace.display());
        fs::write(self.path(place), script).unwrap();
        fs::set_permissions(self.path(place), fs::Permissions::from_mode(mode)).unwrap();
    }

    fn save_sender(&self, text: &str, mode: u32) {
        let folder = self.path("home/.config/protest-letter");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("sender.toml"), text).unwrap();
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.join("sender.toml"), mode).unwrap();
    }

    fn run(&self, options: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut program = program();
        let path = format!(
            "{}:{}",
            self.path("home/bin").display(),
            self.path("programs").display()
        );
        program
            .env_clear()
            .env("HOME", self.path("home"))
            .env("PATH", path);
        program.envs(variables.iter().copied());
        program.arg("doctor").args(options).output().unwrap()
    }

    /// What is printed, with the folder of the machine left out.
    fn printed(&self, code: i32, options: &[&str], variables: &[(&str, &str)]) -> String {
        let output = self.run(options, variables);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert_eq!(said, "");
        assert!(!self.path("started").exists(), "it started a program");
        let text = String::from_utf8(output.stdout).unwrap();
        text.replace(&self.folder.path().display().to_string(), "MACHINE")
    }
}

/// The report after the version and the data, which change with every release.
fn of_machine(text: &str) -> &str {
    &text[text.find("saved sender").unwrap()..]
}

#[test]
fn an_empty_machine_lacks_everything_and_nothing_is_broken() {
    let text = Machine::new().printed(0, &[], &[]);
    let expected = "\
saved sender   none in `~/.config/protest-letter/sender.toml`; `protest-letter sender` saves one
mail programs  none of sendmail, msmtp, mutt, neomutt, s-nail, himalaya, notmuch-emacs-mua, aerc, thunderbird
fax programs   none of sendfax, asterisk, fs_cli, efax
desktop        no xdg-open and no screen; `generate --open` needs both
environment    SOURCE_DATE_EPOCH  not set
               XDG_CONFIG_HOME    not set
               HOME               set
               NO_COLOR           not set
               TERM               not set
               COLUMNS            not set
               DISPLAY            not set
               WAYLAND_DISPLAY    not set
               PATH               set
               TMPDIR             not set
";
    assert_eq!(of_machine(&text), expected);
}

#[test]
fn programs_are_found_and_the_line_for_each_is_told_and_none_is_started() {
    let machine = Machine::new();
    machine.install("home/bin/mutt", 0o755);
    machine.install("programs/mutt", 0o755);
    machine.install("programs/thunderbird", 0o755);
    machine.install("programs/sendfax", 0o755);
    machine.install("programs/xdg-open", 0o755);
    // Nobody may start it.
    machine.install("programs/msmtp", 0o644);
    machine.save_sender("name = \"Ana Silva\"\n", 0o640);
    let variables = [
        ("DISPLAY", ":0"),
        ("NO_COLOR", "1"),
        ("SOURCE_DATE_EPOCH", "1324080000"),
    ];
    let text = machine.printed(0, &[], &variables);
    let expected = "\
saved sender   `~/.config/protest-letter/sender.toml`: in order, but your group can read it
mail programs  mutt: `~/bin/mutt`
                 protest-letter generate --target embassy --for mutt | mutt -H -
               thunderbird: `MACHINE/programs/thunderbird`
                 protest-letter generate --target embassy --for thunderbird -o letter.eml && thunderbird letter.eml
fax programs   hylafax: `MACHINE/programs/sendfax`
                 protest-letter generate --target president --for hylafax -o fax.tif
desktop        xdg-open: `MACHINE/programs/xdg-open`; `protest-letter generate --target embassy --open` opens a draft
environment    SOURCE_DATE_EPOCH  set: today is 2011-12-17
               XDG_CONFIG_HOME    not set
               HOME               set
               NO_COLOR           set: no colours
               TERM               not set
               COLUMNS            not set
               DISPLAY            set
               WAYLAND_DISPLAY    not set
               PATH               set
               TMPDIR             not set
";
    assert_eq!(of_machine(&text), expected);
    assert!(!text.contains("Ana"), "{text}");
}

#[test]
fn what_is_broken_is_told_without_what_it_says() {
    let machine = Machine::new();
    machine.save_sender(
        "name = \"Ana Silva\"\ncountry = \"Atlantis\"\nemail = \"silva\"\n",
        0o600,
    );
    let text = machine.printed(1, &[], &[("SOURCE_DATE_EPOCH", "yesterday")]);
    let expected = "saved sender   `~/.config/protest-letter/sender.toml`: broken, 2 problems, the first in line 2; \
        `protest-letter generate --target embassy` says what\n";
    assert!(text.contains(expected), "{text}");
    assert!(
        text.contains("SOURCE_DATE_EPOCH  set: expected seconds since 1970\n"),
        "{text}"
    );
    for private in ["Ana", "Silva", "Atlantis", "silva", "yesterday"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
    machine.save_sender("name = 1\n", 0o600);
    let text = machine.printed(1, &["--json"], &[]);
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["sender"]["problem"], "1 problem, in line 1");
}

#[test]
fn it_works_with_an_empty_path() {
    let machine = Machine::new();
    let mut program = program();
    let output = program
        .env_clear()
        .env("PATH", "")
        .env("HOME", "/")
        .arg("doctor")
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    // A home that is the root of all is no name to hide.
    assert!(
        text.contains("none in `/.config/protest-letter/sender.toml`"),
        "{text}"
    );
    drop(machine);
}

#[test]
fn a_campaign_that_cannot_be_read_is_broken() {
    let machine = Machine::new();
    let text = machine.printed(1, &["--campaign", "tests/campaigns/wrong-type"], &[]);
    assert!(
        text.contains("campaign       `tests/campaigns/wrong-type`: broken, 4 errors; `protest-letter check tests/campaigns/wrong-type`"),
        "{text}"
    );
    let text = machine.printed(0, &["--campaign", "tests/campaigns/minimal"], &[]);
    let expected =
        "campaign       minimal, `tests/campaigns/minimal`: 1 office, 1 language, newest source";
    assert!(text.contains(expected), "{text}");
}

/// What is built in: the data of the libraries that `Cargo.lock` names, and fonts with all scripts.
#[test]
fn what_is_built_in_is_what_is_told() {
    let text = Machine::new().printed(0, &["--json"], &[]);
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&found["report"], &found["version"]),
        (&"doctor".into(), &1.into())
    );
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let libraries = found["libraries"].as_array().unwrap();
    assert_eq!(libraries.len(), 2);
    for library in libraries {
        let (name, version) = (&library["name"], &library["version"]);
        let entry = format!("name = {name}\nversion = {version}\n");
        assert!(lock.contains(&entry), "{entry}");
    }
    for font in found["fonts"].as_array().unwrap() {
        let scripts = ["Latin", "Greek", "Cyrillic", "Kazakh"];
        let (all, some) = match font["name"].as_str() {
            // Its bold italics have no letters of Kazakh.
            Some("Libertinus Serif") => (&scripts[..3], &scripts[3..]),
            _ => (&scripts[..], &scripts[..0]),
        };
        assert_eq!(font["scripts"], serde_json::json!(all));
        assert_eq!(font["scripts_in_part"], serde_json::json!(some));
        assert_eq!(font["styles"], 4);
        let version = font["version"].as_str().unwrap();
        assert!(
            version.starts_with(|c: char| c.is_ascii_digit()),
            "{version}"
        );
    }
    let campaign = fs::read_to_string("targets.toml").unwrap();
    let dates = campaign
        .lines()
        .filter_map(|line| line.trim().strip_prefix("verified = \""));
    let newest = dates.map(|date| date.trim_end_matches('"')).max().unwrap();
    assert_eq!(found["campaign"]["content"]["verified"], newest);
    assert_eq!(found["program"], env!("CARGO_PKG_VERSION"));
}
