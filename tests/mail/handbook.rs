//! The lines of README.md and docs/mail.md that hand letters to programs, run as they stand there by the programs
//! that a person has set up.

use std::fs;

use super::home::{Home, recorder, sink};
use super::parsed::by_the_crate;
use super::{TO, campaign, program};

/// The shell lines of a document that call the program.
fn lines(document: &str) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let blocks = text
        .split("```sh\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let lines: Vec<String> = blocks.flat_map(str::lines).map(str::to_owned).collect();
    lines
        .into_iter()
        .filter(|line| line.contains("protest-letter "))
        .collect()
}

/// A home with the program, a saved sender, and mail programs that are set up: all mail goes to the recorder, msmtp's
/// to the sink on a port.
fn home(port: &str) -> Home {
    let home = Home::new();
    let built = program::program().get_program().to_owned();
    let own = format!(
        "#!/bin/sh\nSOURCE_DATE_EPOCH=1795392000 exec {} \"$@\" --campaign {}\n",
        built.display(),
        campaign().display()
    );
    home.script("bin/protest-letter", &own);
    let sender = "name = \"Ana Silva\"\nemail = \"ana@example.org\"\ncountry = \"GB\"\n";
    home.write(".config/protest-letter/sender.toml", sender);
    let msmtp = format!("account default\nhost 127.0.0.1\nport {port}\nfrom ana@example.org\n");
    home.with_mode(".msmtprc", &msmtp, 0o600);
    let recorder = recorder().display().to_string();
    home.write(".muttrc", format!("set sendmail=\"{recorder}\"\n"));
    home.write(
        ".mailrc",
        format!("set v15-compat sendwait mta={recorder}\n"),
    );
    // What Debian's msmtp-mta makes.
    std::os::unix::fs::symlink("/usr/bin/msmtp", home.path("bin/sendmail")).unwrap();
    for (name, input) in [
        ("himalaya", ""),
        ("thunderbird", "<\"$1\""),
        ("mail", ""),
        ("xdg-open", "<\"$1\""),
    ] {
        home.records(name, input);
    }
    home
}

/// Runs a line and gives what was recorded.
fn recorded(line: &str) -> (Vec<u8>, Vec<String>) {
    if !line.contains("msmtp") && !line.contains("sendmail") {
        let home = home("1");
        let sent = home.run(line, b"");
        return (sent, home.arguments());
    }
    let place = Home::new();
    let (sink, port) = sink(&place);
    let home = home(&port);
    home.shell(line, b"");
    assert!(sink.ended().status.success());
    (fs::read(place.path("record")).unwrap(), Vec::new())
}

#[test]
fn every_line_hands_over_the_letter() {
    let lines = ["README.md", "docs/mail.md"].into_iter().flat_map(lines);
    let handed: Vec<String> = lines
        .filter(|l| l.contains(" --for ") || l.contains(" --open"))
        .collect();
    for program in [
        "msmtp -t",
        "sendmail -t -i",
        "mutt -H -",
        "s-nail -t",
        "himalaya",
        "thunderbird letter.eml",
        "--open",
    ] {
        assert!(
            handed.iter().any(|line| line.contains(program)),
            "no line for {program}"
        );
    }
    for line in handed {
        let (sent, arguments) = recorded(&line);
        if line.contains("thunderbird") {
            assert_eq!(arguments, ["letter.eml"], "{line}");
        }
        let read = by_the_crate(&sent);
        let to: Vec<&str> = read.to.iter().map(|to| to.1.as_str()).collect();
        assert_eq!(to, TO, "{line}");
        assert_eq!(read.from[0].1, "ana@example.org", "{line}");
        assert!(
            read.body.contains("\nYours faithfully,\n\n\nAna Silva\n"),
            "{line}: {}",
            read.body
        );
    }
}

#[test]
fn the_lines_for_scripts_fit_together() {
    let lines = lines("docs/mail.md");
    let script: Vec<&String> = lines.iter().filter(|line| line.contains(" -q")).collect();
    assert_eq!(script.len(), 3, "{lines:#?}");
    let script = script.into_iter().cloned().collect::<Vec<_>>().join("\n");
    let (sent, arguments) = recorded(&script);
    assert!(String::from_utf8(sent).unwrap().contains("Ana Silva"));
    assert_eq!(
        [&arguments[0], &arguments[2]],
        ["-s", "aprk@akorda.kz.example"]
    );
    assert!(arguments[1].contains("Zhanaozen"), "{arguments:?}");
}
