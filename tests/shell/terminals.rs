//! Terminals: what is shown on one, and what is not.

use std::path::Path;

use tempfile::TempDir;

use super::program::NO_SETTINGS;
use super::{Seen, said, shell, terminal};

const CAMPAIGN_WITH_A_MISTAKE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/campaigns/unknown-key");

/// A command line on a terminal that nobody types on.
fn seen(line: &str) -> Seen {
    terminal(Path::new(NO_SETTINGS), line, &[])
}

#[test]
fn a_pdf_is_not_for_a_terminal() {
    let seen = seen("$PROGRAM generate --target president --format pdf");
    assert!(
        seen.text.contains("pdf is not for a terminal"),
        "{}",
        seen.text
    );
    assert!(!seen.text.contains("%PDF"), "{}", seen.text);
    assert_eq!(seen.code, Some(2));
}

#[test]
fn a_fax_is_not_for_a_terminal() {
    let line = "$PROGRAM generate --target kazmunaygaz --fax-line 1 --name Ana --format fax";
    let seen = seen(line);
    let said = &seen.text;
    assert!(said.contains("fax is not for a terminal"), "{said}");
    assert_eq!(seen.code, Some(2));
}

#[test]
fn a_list_on_a_terminal_is_a_table_that_fits() {
    let seen = seen("$PROGRAM --quiet targets");
    assert!(seen.text.contains("reached by"), "{}", seen.text);
    let widest = seen
        .text
        .lines()
        .map(|line| line.trim_end().chars().count())
        .max();
    assert!(widest <= Some(100), "{widest:?} columns");
}

/// An office is a line, on a wide terminal and on a narrow one, and its id is whole.
#[test]
fn a_list_of_offices_has_one_line_for_each() {
    let folder = TempDir::new().unwrap();
    let all = shell(folder.path(), "$PROGRAM --quiet targets").stdout;
    let ids: Vec<String> = String::from_utf8(all)
        .unwrap()
        .lines()
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect();
    assert!(ids.len() > 80, "{ids:?}");
    for columns in [80, 40] {
        let seen = seen(&format!("stty cols {columns}; $PROGRAM --quiet targets"));
        let lines: Vec<&str> = seen.text.lines().map(str::trim_end).collect();
        let widest = lines.iter().map(|line| line.chars().count()).max();
        assert!(widest <= Some(columns), "{columns}: {}", seen.text);
        assert!(widest > Some(columns / 2 + 10), "{columns}: {}", seen.text);
        let shown: Vec<&str> = lines[1..]
            .iter()
            .map(|line| line.split_whitespace().next().unwrap())
            .collect();
        assert_eq!(shown, ids, "{columns}");
    }
}

#[test]
fn a_list_of_offices_can_be_shortened() {
    let folder = TempDir::new().unwrap();
    let ids = |options: &str| {
        let line = format!("$PROGRAM --quiet targets --date 2026-11-23 {options} | cut -f 1");
        let output = shell(folder.path(), &line);
        assert_eq!(said(&output), "", "{options}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(ids("--search LONDON"), "embassy-gb\n");
    assert_eq!(ids("--search zurich --kind company"), "");
    assert_eq!(ids("--search ВЕРХОВНЫЙ"), "supreme-court\n");
    assert_eq!(ids("--kind company"), "kazmunaygaz\nsamruk-kazyna\n");
    // Its faxes lead to a building that it has left.
    assert_eq!(ids("--kind company --has fax"), "");
    assert_eq!(ids("--kind company --has post,web"), "kazmunaygaz\n");
    let swiss = ids("--country Switzerland");
    assert!(
        swiss.contains("embassy-ch\n") && swiss.contains("ilo\n"),
        "{swiss}"
    );
    assert!(!swiss.contains("embassy-gb"), "{swiss}");
    assert_eq!(
        ids("embassy --all --has fax --json | grep -c '\"kind\"'"),
        ids("--kind embassy --has fax | grep -c embassy")
    );
    let output = shell(folder.path(), "$PROGRAM targets --kind embasy,press");
    assert!(
        said(&output).contains("did you mean `embassy`?"),
        "{}",
        said(&output)
    );
}

#[test]
fn colours_are_for_terminals_only_and_can_be_refused() {
    let line = &format!("$PROGRAM check {CAMPAIGN_WITH_A_MISTAKE}");
    assert!(seen(line).text.contains('\u{1b}'));
    assert!(!seen(&format!("NO_COLOR=1 {line}")).text.contains('\u{1b}'));
    let folder = TempDir::new().unwrap();
    assert!(!shell(folder.path(), line).stderr.contains(&0x1b));
}

/// The counts beside a bar are equally wide from the first to the last, and go away with it.
#[test]
fn a_long_verification_shows_its_progress_on_a_terminal_only() {
    let folder = TempDir::new().unwrap();
    let rows = "Ana,1 Road,Leeds,GB\n".repeat(300);
    let members = format!("name,street,city,country\n{rows}");
    std::fs::write(folder.path().join("members.csv"), members).unwrap();
    let write =
        "$PROGRAM --quiet batch --members members.csv --target president --date 2026-11-23 -o out";
    let batch = shell(folder.path(), &format!("{write} --format text"));
    assert_eq!(batch.status.code(), Some(0), "{}", said(&batch));
    let place = folder.path().display();
    for command in ["verify out", "verify out --again"] {
        let seen = seen(&format!("cd {place} && $PROGRAM {command}"));
        // Each is drawn behind its bar, and the rest of the line is wiped.
        let drawn = seen
            .text
            .split(['░', '█', '\r', '\n', '\x1b'])
            .map(str::trim_end);
        let counts: Vec<&str> = drawn
            .filter(|part| part.contains(" of 300 letters, "))
            .collect();
        let is_shown = !counts.is_empty() && seen.code == Some(0);
        assert!(is_shown, "{command}: {}", seen.text);
        let are_alike = |part: &&str| part.len() == counts[0].len();
        assert!(counts.iter().all(are_alike), "{counts:?}");
        let is_whole = counts[0].contains(" a second, ") && counts[0].ends_with(" left");
        assert!(is_whole, "{counts:?}");
    }
    for line in ["$PROGRAM verify out", "$PROGRAM --quiet verify out"] {
        let piped = shell(folder.path(), line);
        assert!(!said(&piped).contains("a second"), "{}", said(&piped));
    }
    let quiet = seen(&format!("cd {place} && $PROGRAM --quiet verify out"));
    assert_eq!((quiet.text.trim(), quiet.code), ("", Some(0)));
}
