//! Nothing that a person or a file says adds a recipient or a header.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use super::parsed::by_the_crate;
use super::parsed::parsed;
use super::program::program;
use super::{TO, campaign, own};

/// What a header may not hold as it is.
pub fn corpus() -> Vec<String> {
    let long = "Ж".repeat(5_000);
    let texts = [
        "Ana\nBCC: victim@evil.example",
        "Ana\r\nBcc: victim@evil.example",
        "Ana\rBcc: victim@evil.example",
        "Ana\n\nbody",
        "Ana\u{85}Bcc: victim@evil.example",
        "Ana\u{2028}Bcc: victim@evil.example",
        "Ana\u{b}\u{c}Bcc: victim@evil.example",
        "Ana\0Bcc: victim@evil.example",
        "Ana <victim@evil.example>, x",
        "victim@evil.example, Ana",
        "Ana\" <victim@evil.example>, \"x",
        "Ana\\\" <victim@evil.example>, \\",
        "Ana (victim@evil.example",
        "Ana; victim@evil.example: x;",
        "=?utf-8?Q?Ana=0D=0ABcc:_victim=40evil.example?=",
        "=?utf-8?Q?=22?= <victim@evil.example>, =?utf-8?B?QQ==?=",
        "\u{202e}elpmaxe.live@mitciv\u{202c}",
        "\u{200b}Ana\u{feff}",
        "'; touch pwned; '",
        "$(touch pwned)`touch pwned`",
        "?bcc=victim@evil.example&bcc=victim@evil.example#",
        "%0D%0ABcc:%20victim@evil.example",
        "A B \"C\" 'D', E. <F> =?G?=",
        &long,
        &"x".repeat(10_000),
        &"x ".repeat(5_000),
    ];
    texts.into_iter().map(str::to_owned).collect()
}

/// A text of TOML, whatever is in it.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn generated(campaign: &Path, sender: &Path, form: &[&str]) -> Output {
    let mut program = program();
    program.args([
        "generate",
        "--target",
        "embassy-gb",
        "--date",
        "2026-11-23",
        "--lang",
        "en",
    ]);
    program
        .arg("--campaign")
        .arg(campaign)
        .arg("--from")
        .arg(sender)
        .args(form);
    program.output().unwrap()
}

/// A folder with the built-in campaign and a sender file.
struct Files {
    folder: TempDir,
    targets: String,
    letter: String,
}

impl Files {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        own::init(folder.path());
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let targets = fs::read_to_string(campaign().join("targets.toml")).unwrap();
        let letter = read("letters/en/embassy.md");
        Self {
            folder,
            targets,
            letter,
        }
    }

    /// Writes all files anew, with `text` in the place of one of them.
    fn set(&self, place: &str, text: &str) {
        let text = quoted(text);
        let put = |file: &str, found: &str, with: String| {
            assert!(file.contains(found), "{found}");
            file.replacen(found, &with, 1)
        };
        let mut sender =
            "name = \"Ana\"\nemail = \"ana@example.org\"\ncountry = \"GB\"\n".to_owned();
        let (mut targets, mut letter) = (self.targets.clone(), self.letter.clone());
        match place {
            "name" => sender = put(&sender, "\"Ana\"", text),
            "email" => sender = put(&sender, "\"ana@example.org\"", text),
            "organization" => {
                sender = put(&sender, "name = \"Ana\"", format!("organization = {text}"));
            }
            "office" => {
                let office = "\"Embassy of the Republic of Kazakhstan in the United Kingdom\"";
                targets = put(&targets, office, text);
            }
            "to" => targets = put(&targets, "\"london@kazembassy.org.uk.example\"", text),
            "cc" => {
                targets = put(
                    &targets,
                    "[campaign.copies_to]\nemail = []",
                    format!("[campaign.copies_to]\nemail = [{text}]"),
                );
            }
            "subject" => {
                let line = letter
                    .lines()
                    .find(|line| line.starts_with("subject = "))
                    .unwrap()
                    .to_owned();
                letter = put(&letter, &line, format!("subject = {text}"));
            }
            _ => panic!("{place}"),
        }
        let write =
            |name: &str, text: &str| fs::write(self.folder.path().join(name), text).unwrap();
        write("sender.toml", &sender);
        write("targets.toml", &targets);
        write("letters/en/embassy.md", &letter);
    }
}

const PLACES: [&str; 7] = [
    "name",
    "email",
    "organization",
    "office",
    "to",
    "cc",
    "subject",
];

/// Every text is refused, or stands in a message with no header or recipient beyond those asked for. Takes
/// some seconds: every text in every place is a run for each form.
#[test]
fn no_text_adds_a_recipient_or_a_header() {
    let taken: usize = std::thread::scope(|scope| {
        let places = PLACES.map(|place| scope.spawn(move || in_place(place)));
        places.map(|place| place.join().unwrap()).iter().sum()
    });
    assert!(
        taken > 40,
        "{taken}: too much is refused for a test of what is taken"
    );
}

/// How many texts are taken in a place.
fn in_place(place: &str) -> usize {
    let files = Files::new();
    let campaign = files.folder.path();
    let sender = campaign.join("sender.toml");
    let mut taken = 0;
    for text in corpus() {
        files.set(place, &text);
        let draft = generated(campaign, &sender, &["--format", "eml"]);
        let said = String::from_utf8_lossy(&draft.stderr).into_owned();
        if !draft.status.success() {
            let is_told = draft.stdout.is_empty() && said.contains("error: ");
            assert!(is_told, "{place} {text:?}: {said}");
            continue;
        }
        taken += 1;
        assert!(!["email", "to", "cc"].contains(&place), "{place} {text:?}");
        in_message(&draft.stdout, place, &text);
        let plain = generated(campaign, &sender, &["--for", "s-nail"]).stdout;
        in_headers(&plain, place, &text);
        in_link(&generated(campaign, &sender, &["--format", "mailto"]).stdout);
    }
    taken
}

fn in_message(bytes: &[u8], place: &str, text: &str) {
    // Python shows what a name with breaks in its quotes means, the crate what the longest mean.
    let said = if text.len() < 1_000 {
        parsed(bytes)
    } else {
        by_the_crate(bytes)
    };
    assert_eq!(said.headers, super::HEADERS, "{place} {text:?}");
    assert_eq!(
        said.from
            .iter()
            .map(|from| from.1.as_str())
            .collect::<Vec<_>>(),
        ["ana@example.org"]
    );
    assert_eq!(
        said.to.iter().map(|to| to.1.as_str()).collect::<Vec<_>>(),
        TO
    );
    let held = match place {
        "name" | "organization" => &said.from[0].0,
        "office" => &said.to[1].0,
        _ => &said.subject,
    };
    // Quotation marks of a subject become those of its language.
    let words = |text: &str| {
        let text = text.replace(['"', '\'', '“', '”', '‘', '’'], "");
        let ends = |c: char| c.is_control() || c == '\u{2028}';
        text.replace(ends, " ")
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(held), words(text), "{place}");
    let lines = bytes.split(|byte| *byte == b'\n');
    assert!(
        lines.into_iter().all(|line| line.len() <= 998),
        "{place} {text:?}"
    );
}

fn in_headers(bytes: &[u8], place: &str, text: &str) {
    let message = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, _) = message.split_once("\n\n").unwrap();
    let names: Vec<&str> = head
        .split('\n')
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(names, ["From", "To", "Subject"], "{place} {text:?}");
    assert!(
        !head.contains(|c: char| c.is_control() && c != '\n'),
        "{head:?}"
    );
    assert!(
        head.contains(&format!("\nTo: {}\n", TO.join(","))),
        "{head:?}"
    );
}

fn in_link(bytes: &[u8]) {
    let link = String::from_utf8(bytes.to_vec()).unwrap();
    let (to, fields) = link.split_once('?').unwrap();
    assert_eq!(to, format!("mailto:{}", TO.join(",")));
    let names: Vec<&str> = fields
        .split('&')
        .map(|field| field.split('=').next().unwrap())
        .collect();
    assert_eq!(names, ["subject", "body"]);
    assert!(!fields.contains(['#', '?', '\'', '"', ' ']));
}
