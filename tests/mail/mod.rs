//! Mail as the programs that send it and those that read it see it: recipients, subject, every line of the
//! body and every byte of what is attached, in every language.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

mod batch;
mod batch_runs;
mod channels;
mod copies;
mod desktop;
mod drafts;
mod gateways;
mod handbook;
mod home;
mod injection;
mod maildirs;
mod parsed;
mod programs;
mod proof;
mod round_trip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use crate::outside::{self, unpacked};
use crate::own;
use crate::program::{self, program};
use crate::runs;
use parsed::{Parsed, by_the_crate};

const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// Lines that programs on the way take for something else, and a name that needs encoding.
const SENDER: [&str; 8] = [
    "--name",
    "Жанар О'Нил",
    "--email",
    "zhanar@example.org",
    "--personal",
    "From here on\n\n.\n\n..two dots\n\n~!touch pwned\n\nBcc: victim@evil.example\n\nconsole=terminal",
    "--country",
    "GB",
];

/// The headers of a draft in one part, in order: no text of a letter or a sender adds one.
const HEADERS: [&str; 10] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-language",
    "x-unsent",
    "content-type",
    "content-transfer-encoding",
];

/// The addresses of the embassy in London on the day of the letter.
const TO: [&str; 2] = ["london@mfa.kz.example", "london@kazembassy.org.uk.example"];

/// The built-in campaign with addresses that nothing can be delivered to (RFC 2606), whatever program a mistake
/// in a test might start.
fn campaign() -> &'static Path {
    static WRITTEN: OnceLock<PathBuf> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mail-campaign");
        own::init(&folder);
        own::change(&folder.join("targets.toml"), |targets| {
            let safe = targets.lines().map(|line| {
                let known = line.strip_prefix("email = [\"").unwrap_or_default();
                let safe = known
                    .replace("\",", ".example\",")
                    .replace("\"]", ".example\"]");
                if known.is_empty() {
                    line.to_owned()
                } else {
                    line.replace(known, &safe)
                }
            });
            safe.collect::<Vec<_>>().join("\n")
        });
        folder
    })
}

/// Who gets copies; the last is an address of the embassy in London.
const COPIES: [&str; 3] = ["a@x.example", "b@x.example", "london@mfa.kz.example"];

/// The same campaign in a folder, with copies to [`COPIES`].
fn campaign_with_copies(folder: &Path) {
    own::init(folder);
    own::change(&folder.join("targets.toml"), |_| {
        let targets = fs::read_to_string(campaign().join("targets.toml")).unwrap();
        let none = "[campaign.copies_to]\nemail = []";
        assert!(targets.contains(none));
        // The first once more, for a domain has no case.
        let all = [&COPIES[..], &["a@X.Example"]].concat();
        let copies = format!("[campaign.copies_to]\nemail = {all:?}");
        targets.replace(none, &copies)
    });
}

/// A letter to the embassy in London.
fn letter(options: &[&str]) -> Output {
    let mut program = program();
    program.args(["generate", "--target", "embassy", "--date", "2026-11-23"]);
    program.arg("--campaign").arg(campaign());
    program.args(SENDER).args(options).output().unwrap()
}

fn good(options: &[&str]) -> Vec<u8> {
    let output = letter(options);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {said}");
    output.stdout
}

fn text(options: &[&str]) -> String {
    String::from_utf8(good(options)).unwrap()
}

/// What the letter in a language has to arrive as. Names of offices are left out.
fn expected(lang: &str) -> Parsed {
    let unnamed = |address: &str| (String::new(), address.to_owned());
    Parsed {
        from: vec![("Жанар О'Нил".to_owned(), "zhanar@example.org".to_owned())],
        to: TO.into_iter().map(unnamed).collect(),
        subject: text(&["--lang", lang, "--subject-only"])
            .trim_end()
            .to_owned(),
        body: text(&["--lang", lang]),
        ..Parsed::default()
    }
}

/// The same with the page attached: that of the letter by itself, but for its compression.
fn with_page(lang: &str) -> Parsed {
    let alone = good(&["--lang", lang, "--format", "pdf"]);
    let draft = good(&["--lang", lang, "--format", "eml", "--attach", "pdf"]);
    let (_, _, page) = by_the_crate(&draft).attachments.remove(0);
    assert!(unpacked(&page) == unpacked(&alone), "{lang}");
    let [name, kind] = ["embassy-gb.pdf", "application/pdf"].map(str::to_owned);
    Parsed {
        attachments: vec![(name, kind, page)],
        ..expected(lang)
    }
}

/// The message without the names of offices and headers.
fn without_names(mut parsed: Parsed) -> Parsed {
    parsed.headers.clear();
    for (name, _) in parsed.to.iter_mut().chain(&mut parsed.cc) {
        name.clear();
    }
    parsed
}
