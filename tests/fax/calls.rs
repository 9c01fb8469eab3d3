//! The commands and call files of the programs that send, read as a shell and those programs read them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::fax::{fax, good};
use crate::outside::printed;
use crate::own;
use crate::program::program;

/// What a shell gives to the programs that printed commands name, a line a call.
fn given(commands: &str) -> Vec<Vec<String>> {
    let names = ["sendfax", "efax", "fs_cli", "mv"];
    let functions =
        names.map(|name| format!("{name}() {{ printf '{name}'; printf '\\t%s' \"$@\"; echo; }}\n"));
    let said = printed("sh", &["-c", &format!("{}{commands}", functions.concat())]);
    let words = |line: &str| line.split('\t').map(str::to_owned).collect();
    said.lines().map(words).collect()
}

/// The calls of both fax lines of the company, from files in a folder.
fn calls(folder: &Path, options: &[&str]) -> Vec<Vec<String>> {
    let path = format!("{}/", folder.display());
    let own = ["-q", "--fax-line", "all", "-o", &path];
    let commands = String::from_utf8(good(&[&own, options].concat())).unwrap();
    given(&commands)
}

fn file(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    assert!(path.is_file(), "{}", path.display());
    path.to_str().unwrap().to_owned()
}

#[test]
fn sendfax_gets_the_files_and_the_numbers() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("the strike's");
    let calls = calls(&out, &["--for", "hylafax", "--country", "US"]);
    let expected = [1, 2].map(|n| {
        let number = format!("011771729760{:02}", n - 1);
        let file = file(&out, &format!("kazmunaygaz-{n}.tif"));
        let words = ["sendfax", "-n", "-m", "-s", "na-let", "-d", &number, &file];
        words.map(str::to_owned).to_vec()
    });
    assert_eq!(calls, expected);
}

/// A call file as Asterisk reads it: lines of 255 bytes; comments from `#` after a space or at the start, and
/// from `;`; a key, a colon, a value without the spaces around it.
fn call_file(text: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        assert!(line.len() < 255, "{line}");
        assert!(!line.contains(';') && !line.contains('#'), "{line}");
        let (key, value) = line.split_once(':').unwrap();
        (key.to_lowercase(), value.trim().to_owned())
    };
    text.lines().map(line).collect()
}

#[test]
fn asterisk_gets_a_call_file_that_names_the_number_and_the_fax() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("the strike's 1");
    for (options, channels) in [
        (
            &["--for", "asterisk"][..],
            ["PJSIP/+77172976000@fax", "PJSIP/+77172976001@fax"],
        ),
        (
            &[
                "--for",
                "asterisk",
                "--force",
                "--fax-via",
                "DAHDI/g1/{dialled}",
            ],
            ["DAHDI/g1/0077172976000", "DAHDI/g1/0077172976001"],
        ),
    ] {
        let calls = calls(&out, options);
        for ((n, call), channel) in (1..).zip(&calls).zip(channels) {
            let moved = file(&out, &format!("kazmunaygaz-{n}.call"));
            assert_eq!(*call, ["mv", &moved, "/var/spool/asterisk/outgoing/"]);
            let lines = call_file(&fs::read_to_string(&moved).unwrap());
            let value = |key: &str| {
                let mut found = lines.iter().filter(|(found, _)| found == key);
                let (_, value) = found.next().unwrap();
                assert!(found.next().is_none(), "{key} twice");
                value.as_str()
            };
            assert_eq!(value("channel"), channel);
            assert_eq!(value("application"), "SendFAX");
            // What SendFAX is told: files with `&` between them, a comma, options.
            let (files, options) = value("data").split_once(',').unwrap();
            assert_eq!(files, file(&out, &format!("kazmunaygaz-{n}.tif")));
            assert_eq!(options, "f");
            for key in ["maxretries", "retrytime", "waittime"] {
                assert!(value(key).parse::<u32>().unwrap() > 0, "{key}");
            }
        }
    }
}

/// Words as `FreeSWITCH` divides them: at spaces, but in single quotes, which are taken off.
fn freeswitch_words(command: &str) -> Vec<String> {
    let (mut words, mut is_quoted) = (vec![String::new()], false);
    for c in command.chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    assert!(!is_quoted && !command.contains('\\'), "{command}");
    words
}

#[test]
fn freeswitch_gets_a_command_that_names_the_number_and_the_fax() {
    let folder = TempDir::new().unwrap();
    for (name, via, channel) in [
        ("faxes", "fax", "sofia/gateway/fax/+7717297600"),
        (
            "two words",
            "sofia/in/{digits}@x.org",
            "sofia/in/7717297600",
        ),
    ] {
        let out = folder.path().join(name);
        let calls = calls(&out, &["--for", "freeswitch", "--fax-via", via]);
        for (n, call) in (1..).zip(&calls) {
            let [program, option, command] = call.as_slice() else {
                panic!("{call:?}")
            };
            assert_eq!((program.as_str(), option.as_str()), ("fs_cli", "-x"));
            let words = freeswitch_words(command);
            let [originate, leg, sends] = words.as_slice() else {
                panic!("{words:?}")
            };
            assert_eq!(originate, "originate");
            let called = leg.strip_prefix("{ignore_early_media=true}").unwrap();
            assert!(
                called.starts_with(&format!("{channel}{}", n - 1)),
                "{called}"
            );
            // The path ends at the first `)`.
            let (path, rest) = sends
                .strip_prefix("&txfax(")
                .unwrap()
                .split_once(')')
                .unwrap();
            assert_eq!(path, file(&out, &format!("kazmunaygaz-{n}.tif")));
            assert_eq!(rest, "");
        }
    }
}

/// Every program, folders of names that it could misread, and whether it is told them all the same.
#[test]
fn odd_names_are_quoted_or_refused_and_nothing_is_written_then() {
    for (name, sendfax_takes) in [
        ("a $(touch x)`touch x` b,c&d;;e #f)g\\h\"", true),
        ("-rf", true),
        ("a\nb", false),
    ] {
        for program in ["hylafax", "efax", "asterisk", "freeswitch"] {
            let folder = TempDir::new().unwrap();
            let out = folder.path().join(name);
            let path = format!("{}/", out.display());
            let output = fax(&["-q", "--for", program, "-o", &path]);
            let commands = String::from_utf8(output.stdout).unwrap();
            let is_plain = name == "-rf" || matches!(program, "hylafax" | "efax") && sendfax_takes;
            assert_eq!(output.status.success(), is_plain, "{program} {name:?}");
            if !is_plain {
                assert_eq!(commands, "");
                assert_eq!(fs::read_dir(&out).unwrap().count(), 0, "{program} {name:?}");
                continue;
            }
            let calls = given(&commands);
            assert_eq!(calls.len(), 1, "{commands}");
            let named = calls[0].iter().filter(|word| word.contains(&path));
            assert_eq!(named.count(), 1, "{calls:?}");
        }
    }
}

/// A file that begins with a dash, in the folder that the program runs in, is no option of anything.
#[test]
fn a_name_with_a_dash_is_no_option() {
    for (name, at) in [("hylafax", 7), ("efax", 5), ("asterisk", 1)] {
        let folder = TempDir::new().unwrap();
        let mut program = program();
        program
            .current_dir(folder.path())
            .args(["generate", "--target", "president"]);
        program.args([
            "--for",
            name,
            "-o=-rf.tif",
            "--name",
            "Ana",
            "--country",
            "GB",
        ]);
        let output = program.args(["--date", "2011-12-17"]).output().unwrap();
        let calls = given(&String::from_utf8(output.stdout).unwrap());
        assert!(calls[0][at].starts_with("./-rf."), "{calls:?}");
    }
}

/// What is there is kept, the fax and the call file alike.
#[test]
fn a_call_file_that_is_there_is_kept() {
    let folder = TempDir::new().unwrap();
    let (tif, call) = (folder.path().join("a.tif"), folder.path().join("a.call"));
    fs::write(&call, "mine").unwrap();
    let options = ["--for", "asterisk", "-o", tif.to_str().unwrap()];
    let output = fax(&options);
    assert!(!output.status.success() && !tif.exists());
    assert_eq!(fs::read_to_string(&call).unwrap(), "mine");
    good(&[&options[..], &["--force"]].concat());
    assert!(fs::read_to_string(&call).unwrap().starts_with("Channel: "));
}

/// What is dialled is told to nobody while it is not known from where.
#[test]
fn what_is_dialled_is_not_guessed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.tif");
    for (options, needs_country) in [
        (&["hylafax"][..], true),
        (&["efax"], true),
        (&["asterisk", "--fax-via", "DAHDI/g1/{dialled}"], true),
        (&["asterisk"], false),
        (&["freeswitch"], false),
    ] {
        let mut program = program();
        program.args(["generate", "--target", "president", "--name", "Ana", "-o"]);
        program.arg(&path).args(["--force", "--for"]).args(options);
        let output = program.args(["--date", "2011-12-17"]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.success(), !needs_country, "{said}");
        assert_eq!(said.contains("and none is given"), needs_country, "{said}");
        assert_eq!(output.stdout.is_empty(), needs_country, "{options:?}");
    }
}

/// A campaign that nobody has checked: what is no number in E.164 gets into no file and no command.
#[test]
fn what_is_no_number_is_not_called() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("own");
    own::init(&own);
    let data = fs::read_to_string(own.join("targets.toml")).unwrap();
    for wrong in ["+4402079460018", "+7717", "0012; rm -rf x", "$(id)", ""] {
        let known = "\"+77172976000\"";
        assert!(data.contains(known));
        let changed = data.replace(known, &format!("\"{wrong}\""));
        fs::write(own.join("targets.toml"), changed).unwrap();
        for name in ["hylafax", "asterisk", "freeswitch", "efax", "gateway"] {
            let mut options = vec!["--campaign", own.to_str().unwrap(), "--for", name];
            let path = folder.path().join("out/");
            options.extend(["-o", path.to_str().unwrap()]);
            if name == "gateway" {
                options.extend(["--gateway", "fax.example.org"]);
            }
            let output = fax(&options);
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success(), "{name} {wrong}: {said}");
            assert!(said.contains("targets.toml:"), "{said}");
            assert_eq!(output.stdout, b"");
            let written = fs::read_dir(&path).map_or(0, Iterator::count);
            assert_eq!(written, 0, "{name} {wrong}");
        }
    }
}
