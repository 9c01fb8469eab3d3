//! Manual pages, read by man.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::fs;

use super::{commands, with_ours};
use crate::outside::Place;

/// What man shows of a page that was put where it looks.
fn shown(place: &Place, page: &str) -> String {
    let manuals = place.home().join(".local/share/man");
    let man = with_ours(place, "man").args(["--warnings=w", page]);
    let man = man
        .env("MANPATH", manuals)
        .env("MANWIDTH", "80")
        .env("MANPAGER", "cat");
    let output = man.run();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{page}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_has_a_page_that_man_finds() {
    let place = Place::new();
    let folder = place.home().join(".local/share/man/man1");
    let folder = folder.to_str().unwrap();
    with_ours(&place, "protest-letter")
        .args(["man", "-o", folder])
        .printed();
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let pages = commands()
        .into_iter()
        .map(|command| format!("protest-letter-{command}"));
    let pages: Vec<String> = pages.chain(["protest-letter".to_owned()]).collect();
    let mut wanted: Vec<String> = pages.iter().map(|page| format!("{page}.1")).collect();
    wanted.sort();
    assert_eq!(files, wanted);
    for page in &pages {
        let text = shown(&place, page);
        for section in ["NAME", "SYNOPSIS", "EXAMPLES", "GENERAL", "SEE ALSO"] {
            assert!(
                text.contains(&format!("\n{section}\n")),
                "{page}: no {section}:\n{text}"
            );
        }
    }
    let text = shown(&place, "protest-letter");
    for section in ["FORMATS", "DATES", "ENVIRONMENT", "EXIT STATUS"] {
        assert!(
            text.contains(&format!("\n{section}\n")),
            "no {section}:\n{text}"
        );
    }
    assert!(text.contains("SOURCE_DATE_EPOCH"), "{text}");
    let text = shown(&place, "protest-letter-batch");
    assert!(
        text.contains("protest-letter batch --members branch.csv"),
        "{text}"
    );
}

#[test]
fn what_is_installed_is_where_man_and_shells_look() {
    let place = Place::new();
    let prefix = place.home().join(".local");
    let ours = super::built().join("protest-letter");
    let [prefix, ours] = [&prefix, &ours].map(|path| path.to_str().unwrap());
    with_ours(&place, "scripts/install")
        .args([prefix, ours])
        .printed();
    let text = shown(&place, "protest-letter-verify");
    assert!(
        text.contains("protest-letter verify out/ --again"),
        "{text}"
    );
    for (file, start) in [
        (
            "bash-completion/completions/protest-letter",
            "\n_clap_complete_protest_letter()",
        ),
        (
            "zsh/site-functions/_protest-letter",
            "#compdef protest-letter\n",
        ),
        ("fish/vendor_completions.d/protest-letter.fish", "complete "),
        ("doc/protest-letter/docs/letters.md", "# "),
    ] {
        let text = fs::read_to_string(format!("{prefix}/share/{file}")).unwrap();
        assert!(text.starts_with(start), "{file}: {text}");
    }
    assert_eq!(
        fs::read(format!("{prefix}/bin/protest-letter")).unwrap(),
        fs::read(ours).unwrap()
    );
}

#[test]
fn manual_pages_that_are_there_are_kept() {
    let place = Place::new();
    let folder = place.home().join("pages");
    let folder = folder.to_str().unwrap();
    let man = |options: &[&str]| {
        with_ours(&place, "protest-letter")
            .args([&["man", "-o", folder], options].concat())
            .run()
    };
    assert!(man(&[]).status.success());
    let own = format!("{folder}/protest-letter-batch.1");
    fs::write(&own, "mine").unwrap();
    fs::remove_file(format!("{folder}/protest-letter.1")).unwrap();
    let output = man(&[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("protest-letter-batch.1` is there already"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
    assert!(
        !fs::exists(format!("{folder}/protest-letter.1")).unwrap(),
        "written in part"
    );
    assert!(man(&["--force"]).status.success());
    assert!(fs::read_to_string(&own).unwrap().contains(".SH NAME"));
}
