//! Changes to files that have every key: each line taken out, misspelt, given another kind of value, and values that
//! are wrong or just right.

use std::fmt;
use std::fs;
use std::path::Path;

/// The folder with the files.
pub const WHOLE: &str = "tests/schemas/whole";

/// The files.
pub const FILES: [&str; 4] = [
    "targets.toml",
    "letters/en/forms.toml",
    "profiles.toml",
    "sender.toml",
];

/// Who has to refuse a changed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Whoever does: the program and the validators alike.
    Same,
    /// All.
    Refused,
    /// The program alone: a schema cannot know of the mistake.
    Unknown,
    /// Nobody.
    Accepted,
    /// The program and jsonschema: a date without quotes is a text to taplo.
    NotByTaplo,
}

use Verdict::{Accepted, NotByTaplo, Refused, Same, Unknown};

/// A changed file.
pub struct Change {
    pub file: &'static str,
    pub text: String,
    pub expected: Verdict,
    what: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({:?})", self.file, self.what, self.expected)
    }
}

/// Lines that something else in the campaign needs: a schema cannot know that. The number is that of the line among
/// those that are equal.
const NEEDED: [(&str, &str, usize); 9] = [
    // The slot has an address, and the campaign no target of its own for it.
    ("targets.toml", "country = \"FR\"", 0),
    ("targets.toml", "city = \"Lyon\"", 0),
    ("targets.toml", "[campaign.solidarity_to.office]", 0),
    // An argument needs its facts as long as it is made.
    ("targets.toml", "to = \"2040\"", 4),
    // The target `prefers` the post.
    ("targets.toml", "[[target.contact]]", 0),
    (
        "targets.toml",
        "post = [\"1 place de la Comédie\", \"69001 Lyon\"]",
        0,
    ),
    // Forms of address of ranks that targets have, and two without a gender.
    ("letters/en/forms.toml", "gender = \"f\"", 0),
    ("letters/en/forms.toml", "[[form]]", 1),
    ("letters/en/forms.toml", "[[form]]", 2),
];

/// Values in place of others: the file, a line, the line instead of it, who has to refuse it.
#[rustfmt::skip]
const VALUES: &[(usize, &str, &str, Verdict)] = &[
    (0, "schema = 1", "schema = 2", Refused),
    (0, "from = \"2020-01-01\"", "from = \"2020-01\"", Refused),
    (0, "from = \"2020-01-01\"", "from = \"1.1.2020\"", Refused),
    (0, "from = \"2020-01-01\"", "from = 2020-01-01", NotByTaplo),
    (0, "from = \"2020-01-01\"", "from = \"2020-02-30\"", Unknown),
    (0, "country = \"GB\"", "country = \"gb\"", Refused),
    (0, "country = \"GB\"", "country = \"United Kingdom\"", Refused),
    (0, "country = \"GB\"", "country = \"ZZ\"", Unknown),
    (0, "languages = [\"en\"]", "languages = []", Refused),
    (0, "languages = [\"en\"]", "languages = [\"en\", \"en\"]", Refused),
    (0, "languages = [\"en\"]", "languages = [\"en\", \"an-unbelievably-long-tag-of-a-language\"]", Refused),
    (0, "languages = [\"en\"]", "languages = [\"en\", \"fr\"]", Unknown),
    (0, "id = \"whole\"", "id = \" \"", Refused),
    (0, "id = \"pay\"", "id = \"Pay\"", Refused),
    (0, "id = \"pay\"", "id = \"2pay\"", Refused),
    (0, "id = \"pay\"", "id = \"pay-rise\"", Refused),
    (0, "id = \"pay\"", "id = \"wages\"", Unknown),
    (0, "id = \"talks\"", "id = \"talks_2\"", Accepted),
    (0, "from = \"2020\"", "from = \"2020-1\"", Refused),
    (0, "from = \"2020\"", "from = \"2020-13\"", Refused),
    (0, "from = \"2020\"", "from = \"0999\"", Refused),
    (0, "from = \"2020\"", "from = \"2020-06-31\"", Unknown),
    (0, "from = \"2020\"", "from = \"2041\"", Unknown),
    (0, "verified = \"2026-10\"", "verified = \"2026\"", Accepted),
    (0, "verified = \"2026-10\"", "verified = \"2026-10-31\"", Accepted),
    (0, "verified = \"2026-10\"", "verified = \"10/2026\"", Refused),
    (0, "source = [\"the branch\"]", "source = []", Refused),
    (0, "source = [\"the branch\"]", "source = \"the branch\"", Refused),
    (0, "confidence = \"one source\"", "confidence = \"sure\"", Refused),
    (0, "confidence = \"one source\"", "confidence = \"two sources\"", Accepted),
    (0, "confidence = \"one source\"", "confidence = \"unsure\"", Accepted),
    (0, "en = \"Fair pay\"", "fr = \"Fair pay\"", Unknown),
    (0, "en = \"Pay has not risen for five years.\"", "en = \"\"", Refused),
    (0, "en = \"Pay has not risen for five years.\"", "en = \"Pay has not\\nrisen.\"", Refused),
    (0, "for = [\"council\"]", "for = []", Refused),
    (0, "for = [\"council\"]", "for = [\"nobody\"]", Unknown),
    (0, "for = [\"government\", \"embassy\"]", "for = []", Refused),
    (0, "except = [\"mission\"]", "except = []", Accepted),
    (0, "for = [\"government\"]", "for = []", Refused),
    (0, "facts = [\"pay\"]", "facts = []", Refused),
    (0, "facts = [\"pay\"]", "facts = [\"wages\"]", Unknown),
    (0, "countries = [\"IE\"]", "countries = []", Refused),
    (0, "countries = [\"IE\"]", "countries = [\"Ireland\"]", Refused),
    (0, "missions_in = [\"GB\"]", "missions_in = []", Refused),
    (0, "reason = \"people have been refused there\"", "reason = \"\"", Refused),
    (0, "id = \"council\"", "id = \"Council\"", Refused),
    (0, "id = \"council\"", "id = \"-council\"", Refused),
    (0, "id = \"council\"", "id = \"the_council\"", Refused),
    (0, "id = \"council\"", "id = \"embassy\"", Refused),
    (0, "id = \"council\"", "id = \"all\"", Refused),
    (0, "id = \"council\"", "id = \"con\"", Refused),
    (0, "id = \"council\"", "id = \"lpt9\"", Refused),
    (0, "id = \"council\"", "id = \"a2345678901234567890123456789012345678901234567890123456789012345\"", Refused),
    (0, "id = \"embassy-fr\"", "id = \"council\"", Unknown),
    (0, "kind = \"government\"", "kind = \"president\"", Refused),
    (0, "kind = \"government\"", "kind = \"Government\"", Refused),
    (0, "kind = \"government\"", "kind = \"union\"", Unknown),
    (0, "rank = \"official\"", "rank = \"\"", Refused),
    (0, "rank = \"official\"", "rank = \"minister\"", Unknown),
    (0, "position = [45.76, 4.83]", "position = [45.76]", Refused),
    (0, "position = [45.76, 4.83]", "position = [45.76, 4.83, 200]", Refused),
    (0, "position = [45.76, 4.83]", "position = [91, 4.83]", Refused),
    (0, "position = [45.76, 4.83]", "position = [45.76, -181]", Refused),
    (0, "position = [45.76, 4.83]", "position = [45, 4]", Accepted),
    (0, "reads = [\"en\"]", "reads = []", Accepted),
    (0, "reads = [\"en\"]", "reads = [\"fr\"]", Unknown),
    (0, "successor = \"embassy-fr\"", "successor = \"nobody\"", Unknown),
    (0, "prefers = \"post\"", "prefers = \"pigeon\"", Refused),
    (0, "prefers = \"post\"", "prefers = \"email\"", Accepted),
    (0, "prefers = \"post\"", "prefers = \"fax\"", Accepted),
    (0, "prefers = \"post\"", "prefers = \"phone\"", Accepted),
    (0, "prefers = \"post\"", "prefers = \"web\"", Accepted),
    (0, "gender = \"f\"", "gender = \"m\"", Accepted),
    (0, "gender = \"f\"", "gender = \"female\"", Refused),
    (0, "post = [\"1 place de la Comédie\", \"69001 Lyon\"]", "post = [\"1 place\", \" \", \"Lyon\"]", Refused),
    (0, "post_local_lang = \"fr\"", "post_local_lang = \"French\"", Refused),
    (0, "post_local_lang = \"fr\"", "post_local_lang = \"sr-Latn\"", Accepted),
    (0, "phone = [\"+33472103030\"]", "phone = [\"+33 472 10 30 30\"]", Refused),
    (0, "phone = [\"+33472103030\"]", "phone = [\"0472103030\"]", Refused),
    (0, "phone = [\"+33472103030\"]", "phone = [\"+3312\"]", Unknown),
    (0, "fax = [\"+33472103031\"]", "fax = [\"+\"]", Refused),
    (0, "email = [\"council@example.org\"]", "email = [\"council at example.org\"]", Refused),
    (0, "email = [\"council@example.org\"]", "email = [\"council@\"]", Refused),
    (0, "email = [\"council@example.org\"]", "email = [\"@example.org\"]", Refused),
    (0, "email = [\"council@example.org\"]", "email = [\"coun..cil@example.org\"]", Unknown),
    (0, "left = \"2019-05\"", "left = \"May 2019\"", Refused),
    (1, "rank = \"official\"", "rank = \" \"", Refused),
    (1, "rank = \"workers\"", "rank = \"official\"", Unknown),
    (1, "gender = \"f\"", "gender = \"F\"", Refused),
    (1, "addressee = [\"Ms {{holder}}\", \"{{office}}\"]", "addressee = []", Refused),
    (1, "addressee = [\"Ms {{holder}}\", \"{{office}}\"]", "addressee = [\"{{officer}}\"]", Unknown),
    (1, "closing = \"Yours sincerely,\"", "closing = \"\"", Refused),
    (1, "confidence = \"unsure\"", "confidence = \"none\"", Refused),
    (1, "date = \"%-d %B %Y\"", "date = \"%Q\"", Unknown),
    (1, "email = \"E-mail\"", "email = \"\"", Refused),
    (1, "subject = \"Subject\"", "subject = \"\"", Refused),
    (2, "name = \"branch-envelopes\"", "name = \"branch envelopes\"", Refused),
    (2, "name = \"branch-envelopes\"", "name = \"branch.envelopes\"", Refused),
    (2, "name = \"branch-envelopes\"", "name = \"Umschläge_2\"", Accepted),
    (2, "title = \"The C5 envelopes in the branch office\"", "title = \"\"", Refused),
    (2, "paper = \"a4\"", "paper = \"a5\"", Refused),
    (2, "paper = \"a4\"", "paper = \"letter\"", Accepted),
    (2, "default_for = [\"IE\", \"*\"]", "default_for = [\"Ireland\"]", Refused),
    (2, "default_for = [\"IE\", \"*\"]", "default_for = [\"ie\"]", Accepted),
    (2, "default_for = [\"IE\", \"*\"]", "default_for = [\"ZZ\"]", Unknown),
    (2, "lines = 6", "lines = 2", Refused),
    (2, "lines = 6", "lines = 3", Accepted),
    (2, "lines = 6", "lines = 7", Accepted),
    (2, "lines = 6", "lines = 8", Refused),
    (2, "lines = 6", "lines = 4.5", Refused),
    (2, "rect = [20, 50, 90, 35]", "rect = [20, 50, 90]", Refused),
    (2, "rect = [20, 50, 90, 35]", "rect = [20, 50, 90, 35, 1]", Refused),
    (2, "rect = [20, 50, 90, 35]", "rect = [-20, 50, 90, 35]", Refused),
    (2, "rect = [20, 50, 90, 35]", "rect = [20, 50, 90, 2001]", Refused),
    (2, "rect = [20, 50, 90, 35]", "rect = [20, 50, 190.5, 35]", Unknown),
    (2, "top = 100", "top = -1", Refused),
    (2, "top = 100", "top = 270", Unknown),
    (2, "left = 3", "left = 2001", Refused),
    (2, "pages = \"first\"", "pages = \"last\"", Refused),
    (2, "pages = \"first\"", "pages = \"all\"", Accepted),
    (2, "folds = [105, 210]", "folds = [-1]", Refused),
    (2, "folds = [105, 210]", "folds = []", Accepted),
    (2, "punch = 148.5", "punch = -1", Refused),
    (3, "name = \"Ana Silva\"", "name = \"Ana\\nSilva\"", Refused),
    (3, "name = \"Ana Silva\"", "name = \"\"", Accepted),
    (3, "country = \"GB\"", "country = \"United Kingdom\"", Accepted),
    (3, "country = \"GB\"", "country = \"Narnia\"", Unknown),
    (3, "email = \"ana@example.org\"", "email = \"ana\"", Refused),
    (3, "fax = \"+44 20 7946 0018\"", "fax = \"020 7946 0018\"", Refused),
    (3, "fax = \"+44 20 7946 0018\"", "fax = \"+44 (0)20 7946 0018\"", Accepted),
    (3, "fax = \"+44 20 7946 0018\"", "fax = \"\"", Accepted),
    (3, "fax = \"+44 20 7946 0018\"", "fax = \"+44 1\"", Unknown),
    (3, "name = \"Oil and Gas Workers, Example Branch\"", "name = \" \"", Refused),
];

/// All changes.
pub fn changes() -> Vec<Change> {
    let mut changes = Vec::new();
    for (n, file) in FILES.into_iter().enumerate() {
        let text = fs::read_to_string(Path::new(WHOLE).join(file)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        changes.push(Change {
            file,
            text: text.clone(),
            expected: Accepted,
            what: "as it is".to_owned(),
        });
        for at in 0..lines.len() {
            changes.extend(of_line(file, &lines, at));
        }
        let values = VALUES.iter().filter(|(of, ..)| *of == n);
        changes.extend(values.map(|(_, line, instead, expected)| {
            let at = lines.iter().position(|known| known == line);
            let at = at.unwrap_or_else(|| panic!("{file} has no line {line}"));
            changed(file, &lines, at..at + 1, instead, *expected)
        }));
    }
    changes
}

/// A file with a text in place of some lines.
fn changed(
    file: &'static str,
    lines: &[&str],
    at: std::ops::Range<usize>,
    instead: &str,
    expected: Verdict,
) -> Change {
    let what = format!("line {}, `{}` → `{instead}`", at.start + 1, lines[at.start]);
    let parts = [&lines[..at.start], &[instead], &lines[at.end..]];
    Change {
        file,
        text: parts.concat().join("\n") + "\n",
        expected,
        what,
    }
}

/// The changes of a line, none of which looks at its value.
fn of_line(file: &'static str, lines: &[&str], at: usize) -> Vec<Change> {
    let line = lines[at];
    if line.starts_with('[') {
        return of_header(file, lines, at);
    }
    let Some((key, value)) = line.split_once(" = ") else {
        return Vec::new();
    };
    let one = |instead: &str, expected| changed(file, lines, at..at + 1, instead, expected);
    let nth = lines[..at].iter().filter(|other| **other == line).count();
    let is_needed = NEEDED.contains(&(file, line, nth));
    let mut changes = vec![
        one("", if is_needed { Unknown } else { Same }),
        one(&format!("{key} = true"), Refused),
    ];
    // A language that the campaign does not have is the program's to find.
    let misspelt = if key == "en" { Unknown } else { Refused };
    changes.push(one(&format!("{key}_x = {value}"), misspelt));
    if value.starts_with('[') {
        changes.push(one(&format!("{key} = [true]"), Refused));
    }
    changes
}

/// The changes of a header: its table taken out, and misspelt.
fn of_header(file: &'static str, lines: &[&str], at: usize) -> Vec<Change> {
    let header = lines[at];
    let name = header.trim_matches(['[', ']']);
    let is_below = |line: &&str| line.trim_matches('[').starts_with(&format!("{name}."));
    if lines[at + 1..].iter().any(is_below) {
        return Vec::new();
    }
    let misspelt = header.replace(name, &format!("{name}_x"));
    let mut changes = vec![changed(file, lines, at..at + 1, &misspelt, Refused)];
    let table = lines[at + 1..]
        .iter()
        .take_while(|line| !line.starts_with('['));
    let end = at + 1 + table.count();
    let nth = lines[..at].iter().filter(|other| **other == header).count();
    let is_needed = NEEDED.contains(&(file, header, nth));
    let expected = if is_needed { Unknown } else { Same };
    changes.push(changed(file, lines, at..end, "", expected));
    changes
}
