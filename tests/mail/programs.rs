//! Every program gets its form and is run for real, with a recorder in place of what sends.

use std::fs;

use super::home::{Home, sink};
use super::parsed::{by_the_crate, parsed};
use super::program::program;
use super::{LANGUAGES, TO, campaign, expected, good, text, with_page, without_names};

/// `sendmail` here is that of msmtp, which Debian's `msmtp-mta` calls so.
#[test]
fn msmtp_delivers_the_letter() {
    for (lang, program) in LANGUAGES.into_iter().zip(["msmtp", "sendmail", "msmtp"]) {
        let home = Home::new();
        let message = good(&["--lang", lang, "--for", program, "--attach", "pdf"]);
        let (sink, port) = sink(&home);
        let line = format!(
            "msmtp -t -i --file=/dev/null --host=127.0.0.1 --port={port} \
            --from=zhanar@example.org && until test -f \"$RECORD.to\"; do sleep 0.05; done"
        );
        let sent = parsed(&home.run(&line, &message));
        assert!(sink.ended().status.success());
        let envelope = fs::read_to_string(home.path("record.to")).unwrap();
        let envelope: serde_json::Value = serde_json::from_str(&envelope).unwrap();
        assert_eq!(envelope["from"], "zhanar@example.org");
        assert_eq!(envelope["to"], serde_json::json!(TO));
        let expected = with_page(lang);
        assert!(!sent.headers.contains(&"x-unsent".to_owned()));
        assert_eq!(without_names(sent), expected);
    }
}

#[test]
fn mutt_sends_the_letter() {
    for lang in LANGUAGES {
        let home = Home::new();
        let message = good(&["--lang", lang, "--for", "mutt", "--attach", "pdf"]);
        let line = r#"mutt -n -F /dev/null -e "set sendmail=$RECORDER" -H -"#;
        let sent = parsed(&home.run(line, &message));
        assert_eq!(home.arguments(), [&["--"], TO.as_slice()].concat());
        let expected = with_page(lang);
        assert_eq!(without_names(sent), expected);
    }
}

/// `NeoMutt` puts its standard input behind the draft, and refuses to send without any.
#[test]
fn neomutt_sends_the_letter() {
    for lang in LANGUAGES {
        let home = Home::new();
        let message = good(&["--lang", lang, "--for", "neomutt"]);
        let line = r#"echo | neomutt -n -F /dev/null -e "set sendmail=$RECORDER" -H input"#;
        let mut sent = without_names(parsed(&home.run(line, &message)));
        assert_eq!(home.arguments(), [&["--"], TO.as_slice()].concat());
        assert_eq!(sent.body.pop(), Some('\n'));
        assert_eq!(sent, expected(lang));
    }
}

#[test]
fn s_nail_encodes_and_sends_the_letter() {
    for (lang, program) in LANGUAGES.into_iter().zip(["s-nail", "mailx", "s-nail"]) {
        let home = Home::new();
        let message = good(&["--lang", lang, "--for", program]);
        let line = r#"s-nail -:/ -Ssendwait -Smta="$RECORDER" -t"#;
        let mut sent = without_names(by_the_crate(&home.run(line, &message)));
        assert_eq!(home.arguments(), [&["-i", "--"], TO.as_slice()].concat());
        // It encodes word by word, and doubles spaces between them.
        for text in [&mut sent.from[0].0, &mut sent.subject] {
            *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        assert_eq!(sent, expected(lang));
    }
}

/// What people typed stays what it is: s-nail decodes what looks like an encoded word and reads the result as an address.
#[test]
fn s_nail_leaves_names_that_look_like_encoded_words() {
    for (name, kept) in [
        ("=?utf-8?Q?Ana=40Silva?=", true),
        ("=?utf-8?B?YQ==?=-O'Nil", true),
        ("=?utf-8?Q?a?= \"b\" <c@example.org>", false),
    ] {
        let home = Home::new();
        let mut program = program();
        program.args(["generate", "--target", "embassy", "--date", "2026-11-23"]);
        program.args(["--country", "GB", "--email", "zhanar@example.org"]);
        program.args(["--name", name, "--for", "s-nail"]);
        program.arg("--campaign").arg(campaign());
        let message = program.output().unwrap().stdout;
        let line = r#"s-nail -:/ -Ssendwait -Smta="$RECORDER" -t"#;
        let sent = parsed(&home.run(line, &message));
        assert_eq!(sent.from.len(), 1, "{name}");
        assert_eq!(sent.from[0].1, "zhanar@example.org", "{name}");
        assert_eq!(sent.from[0].0 == name, kept, "{name}: {:?}", sent.from);
    }
}

/// aerc opens its editor on the body, and shows the rest.
#[test]
fn aerc_opens_the_draft() {
    for lang in LANGUAGES {
        let home = Home::new();
        for folder in ["mail/INBOX/cur", "mail/INBOX/new", "mail/INBOX/tmp"] {
            fs::create_dir_all(home.path(folder)).unwrap();
        }
        // When the editor has seen the draft, there is nothing left to do: aerc is its grandparent.
        let editor = home.script(
            "editor",
            "#!/bin/sh\ncp \"$1\" \"$RECORD\"\nsleep 0.5\n\
            kill \"$(cut -d ' ' -f 4 \"/proc/$PPID/stat\")\"\n",
        );
        let source = home.path("mail").display().to_string();
        let account = format!(
            "[test]\nsource = maildir://{source}\nfrom = <a@example.org>\n\
            outgoing = /bin/true\n"
        );
        home.with_mode(".config/aerc/accounts.conf", &account, 0o600);
        let settings = format!("[compose]\neditor={}\n", editor.display());
        home.write(".config/aerc/aerc.conf", settings);
        fs::copy(
            "/usr/share/aerc/binds.conf",
            home.path(".config/aerc/binds.conf"),
        )
        .unwrap();
        let command = good(&["--lang", lang, "--for", "aerc"]);
        let line = "script -qec 'sh ./input' screen >/dev/null; true";
        let body = String::from_utf8(home.run(line, &command)).unwrap();
        let expected = expected(lang);
        assert_eq!(body.replace("\r\n", "\n"), expected.body);
        let screen = fs::read(home.path("screen")).unwrap();
        let screen = String::from_utf8_lossy(&screen).into_owned();
        for shown in TO.into_iter().chain(expected.subject.split(' ').take(1)) {
            assert!(screen.contains(shown), "{shown} is not on the screen");
        }
    }
}

/// The script of notmuch turns the link into Lisp for Emacs, which is not started.
#[test]
fn notmuch_hands_the_link_to_emacs() {
    for lang in LANGUAGES {
        let home = Home::new();
        home.records("emacs", "</dev/null");
        let command = good(&["--lang", lang, "--for", "notmuch"]);
        home.run("sh ./input", &command);
        let link = text(&["--lang", lang, "--format", "mailto"]);
        let lisp = format!("(browse-url-mail \"{}\")", link.trim_end());
        let arguments = home.arguments();
        assert_eq!(arguments[0], "--eval");
        assert!(arguments[1].contains(&lisp), "{}", arguments[1]);
    }
}

/// The line of a shell gives a program that Debian lacks just what was printed.
#[test]
fn words_of_commands_arrive_whole() {
    for lang in LANGUAGES {
        let home = Home::new();
        home.records("himalaya", "");
        let message = good(&["--lang", lang, "--for", "himalaya"]);
        let sent = parsed(&home.run("himalaya message send < input", &message));
        assert_eq!(without_names(sent), expected(lang));
    }
}
