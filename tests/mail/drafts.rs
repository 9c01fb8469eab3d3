//! Drafts: the file, the link, and what opens them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::outside::Program;
use super::parsed::parsed;
use super::program::program;
use super::{
    HEADERS, LANGUAGES, TO, campaign, campaign_with_copies, expected, good, letter, text,
    with_page, without_names,
};

#[test]
fn a_draft_says_what_the_letter_says() {
    for lang in LANGUAGES {
        let draft = good(&["--lang", lang, "--format", "eml", "--attach", "pdf"]);
        let said = parsed(&draft);
        // Of several parts, each has an encoding of its own.
        assert_eq!(said.headers, HEADERS[..9]);
        assert!(
            said.to.iter().all(|(office, _)| !office.is_empty()),
            "{:?}",
            said.to
        );
        let expected = with_page(lang);
        assert_eq!(without_names(said), expected);
        let draft = String::from_utf8(draft).unwrap();
        assert!(draft.contains(&format!("\r\nContent-Language: {lang}\r\n")));
        assert!(draft.contains("\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n"));
    }
}

/// RFC 5322, section 2.1.1; and nothing that a mailbox or a pipe to a mail program changes.
#[test]
fn lines_are_short_and_nothing_on_the_way_changes_them() {
    for lang in LANGUAGES {
        let draft = text(&["--lang", lang, "--format", "eml", "--attach", "pdf"]);
        assert!(draft.is_ascii());
        assert_eq!(draft.matches('\n').count(), draft.matches("\r\n").count());
        for line in draft.split("\r\n") {
            assert!(line.len() <= 78, "{line}");
            assert!(line != "." && !line.starts_with("From "), "{line}");
        }
        let sent = text(&["--lang", lang, "--for", "sendmail", "--attach", "pdf"]);
        assert_eq!(
            sent,
            draft.replace("\r\n", "\n").replace("X-Unsent: 1\n", "")
        );
    }
}

#[test]
fn equal_letters_are_equal_messages_and_others_are_not() {
    let options = ["--format", "eml", "--attach", "pdf"];
    let first = good(&options);
    let mut elsewhere = program();
    elsewhere.args(["generate", "--target", "embassy", "--date", "2026-11-23"]);
    elsewhere.arg("--campaign").arg(campaign());
    elsewhere.args(super::SENDER).args(options);
    elsewhere
        .env("HOSTNAME", "secret")
        .env("USER", "secret")
        .env("TZ", "Asia/Almaty");
    assert_eq!(elsewhere.current_dir("/").output().unwrap().stdout, first);
    for program in ["outlook", "apple-mail", "thunderbird"] {
        assert_eq!(
            good(&["--for", program, "--attach", "pdf"]),
            first,
            "{program}"
        );
    }
    let id = |options: &[&str]| {
        let message = text(options);
        let line = message
            .lines()
            .find(|line| line.starts_with("Message-ID:"))
            .unwrap();
        line.to_owned()
    };
    let plain = id(&["--format", "eml"]);
    assert!(plain.ends_with("@example.org>"), "{plain}");
    assert_ne!(plain, id(&["--format", "eml", "--reference", "1"]));
    assert_ne!(plain, id(&options));
}

#[test]
fn a_draft_without_a_sender_has_no_from() {
    let mut program = program();
    program.args([
        "generate",
        "--target",
        "embassy",
        "--date",
        "2026-11-23",
        "--format",
        "eml",
    ]);
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("note: no e-mail address of the sender"),
        "{said}"
    );
    let headers = parsed(&output.stdout).headers;
    assert_eq!(
        headers.first().map(String::as_str),
        Some("to"),
        "{headers:?}"
    );
}

#[test]
fn links_say_what_the_letter_says() {
    for lang in LANGUAGES {
        let output = letter(&["--lang", lang, "--format", "mailto"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let length = output.stdout.len() - 1;
        let warned = said.contains("some systems refuse more than 2000");
        assert_eq!(warned, length > 2_000, "{said}");
        let python = Program::new("python3").args(["tests/mail/link.py"]);
        let found = python.input(&output.stdout).printed();
        let found: Value = serde_json::from_str(&found).unwrap();
        let expected = expected(lang);
        assert_eq!(found["to"], json!(TO));
        let body = expected.body.replace('\n', "\r\n");
        assert_eq!(
            found["fields"],
            json!([["subject", expected.subject], ["body", body]])
        );
    }
}

#[test]
fn a_folder_has_a_file_for_each_letter() {
    let folder = TempDir::new().unwrap();
    let path = format!("{}/", folder.path().display());
    good(&["--target", "president", "--format", "eml", "-o", &path]);
    for (name, to) in [
        ("embassy-gb.eml", TO[0]),
        ("president.eml", "aprk@akorda.kz.example"),
    ] {
        let said = parsed(&fs::read(folder.path().join(name)).unwrap());
        assert_eq!(said.to[0].1, to);
    }
    let one = folder.path().join("one.eml").display().to_string();
    good(&["-o", &one]);
    assert_eq!(fs::read(&one).unwrap(), good(&["--format", "eml"]));
}

/// A desktop whose `xdg-open` copies what it is to open.
struct Desktop {
    folder: TempDir,
}

impl Desktop {
    fn new(script: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let opener = folder.path().join("xdg-open");
        fs::write(&opener, script).unwrap();
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir(folder.path().join("tmp")).unwrap();
        Self { folder }
    }

    fn letter(&self, display: &str, options: &[&str]) -> Output {
        let mut program = program();
        program.args([
            "generate",
            "--target",
            "embassy",
            "--date",
            "2026-11-23",
            "--open",
        ]);
        program.env(
            "PATH",
            format!("{}:/usr/bin:/bin", self.folder.path().display()),
        );
        program
            .env("TMPDIR", self.folder.path().join("tmp"))
            .env("DISPLAY", display);
        program.env("OPENED", self.folder.path().join("opened"));
        program.arg("--campaign").arg(campaign());
        program.args(super::SENDER).args(options).output().unwrap()
    }

    fn opened(&self) -> Vec<PathBuf> {
        let text = fs::read_to_string(self.folder.path().join("opened")).unwrap();
        text.lines().map(PathBuf::from).collect()
    }
}

const OPENER: &str = "#!/bin/sh\nprintf '%s\\n' \"$1\" >>\"$OPENED\"\n";

#[test]
fn a_draft_is_opened_from_a_folder_that_is_its_owners_alone() {
    let desktop = Desktop::new(OPENER);
    let output = desktop.letter(":9", &["--target", "president"]);
    assert!(
        output.status.success() && output.stdout.is_empty(),
        "{output:?}"
    );
    let opened = desktop.opened();
    assert_eq!(opened.len(), 2);
    assert!(
        opened
            .iter()
            .all(|path| path.starts_with(desktop.folder.path().join("tmp")))
    );
    assert_eq!(fs::read(&opened[0]).unwrap(), good(&["--format", "eml"]));
    let folder = fs::metadata(opened[0].parent().unwrap()).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
}

#[test]
fn a_draft_with_a_place_is_opened_there() {
    let desktop = Desktop::new(OPENER);
    let path = desktop.folder.path().join("letter.eml");
    let output = desktop.letter(":9", &["-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(desktop.opened(), [path]);
}

#[test]
fn what_cannot_be_opened_is_an_error() {
    let failing = Desktop::new("#!/bin/sh\nexit 3\n");
    for (desktop, display, expected) in [
        (&Desktop::new(OPENER), "", "there is no desktop"),
        (&failing, ":9", "`xdg-open` ended with exit status: 3"),
    ] {
        let output = desktop.letter(display, &[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && said.contains(expected),
            "{said}"
        );
        assert!(!Path::new(&desktop.folder.path().join("opened")).exists());
    }
}

/// The addresses for copies get the letter under Cc, or each a message of its own.
#[test]
fn whoever_gets_a_copy_is_named_or_written_to() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("campaign");
    campaign_with_copies(&own);
    let made = |options: &[&str]| {
        let mut program = program();
        program.args(["generate", "--target", "embassy-gb", "--date", "2026-11-23"]);
        program
            .arg("--campaign")
            .arg(&own)
            .args(options)
            .output()
            .unwrap()
    };
    let addresses =
        |list: &[(String, String)]| list.iter().map(|one| one.1.clone()).collect::<Vec<_>>();
    let named = parsed(&made(&["--format", "eml"]).stdout);
    assert_eq!(addresses(&named.to), TO);
    assert_eq!(addresses(&named.cc), ["a@x.example", "b@x.example"]);
    assert!(
        named.body.contains("a@x.example, b@x.example"),
        "{}",
        named.body
    );
    let path = folder.path().join("out/");
    let output = made(&["--format", "eml", "--copies", "-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    for (name, to) in [
        ("embassy-gb", TO.as_slice()),
        ("embassy-gb_copy-1", &["a@x.example"]),
        ("embassy-gb_copy-2", &["b@x.example"]),
    ] {
        let read = parsed(&fs::read(path.join(format!("{name}.eml"))).unwrap());
        assert_eq!(addresses(&read.to), to);
        assert_eq!((read.cc.len(), &read.body), (0, &named.body));
    }
    let none = letter(&["--format", "eml", "--copies"]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("no addresses for copies"));
}
