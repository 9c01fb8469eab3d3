//! Channels: every target gets its letter by what it has on the date.

use std::collections::BTreeSet;
use std::fs;

use super::batch::{Batch, is_message};
use super::own;
use super::program::program;
use super::runs::{self, files};

/// The channels that a manifest has, by target and format.
fn channels(batch: &Batch, out: &str) -> BTreeSet<String> {
    let rows = fs::read_to_string(batch.path(out).join("manifest.csv")).unwrap();
    let rows = rows.lines().map(|row| row.split(',').collect::<Vec<_>>());
    rows.skip(1)
        .map(|row| format!("{} {} {}", row[8], row[1], row[11]))
        .collect()
}

#[test]
fn the_date_tells_how_every_target_is_written_to() {
    let batch = Batch::new(4);
    // A campaign whose targets have one channel each.
    let campaign = batch.path("campaign");
    own::init(&campaign);
    own::change(&campaign.join("targets.toml"), |targets| {
        let begin = targets.find("id = \"ituc\"").unwrap();
        let end = targets[begin..].find("[[target]]");
        let end = end.map_or(targets.len(), |n| begin + n);
        let ituc = &targets[begin..end];
        let without = ituc.lines().filter(|line| !line.starts_with("post"));
        let without: Vec<&str> = without.collect();
        targets.replace(ituc, &(without.join("\n") + "\n"))
    });
    let how = format!(
        "--channel auto --date 2011-12-17 --target embassy-de,embassy-gb,ituc,kazmunaygaz --campaign {}",
        campaign.display()
    );
    let run = |out: &str, more: &str| {
        let mut command = program();
        command
            .args(["batch", "--members"])
            .arg(batch.path("members.csv"));
        command
            .arg("-o")
            .arg(batch.path(out))
            .args(how.split(' '))
            .args(more.split_whitespace());
        let (code, said) = runs::run(command);
        assert_eq!(code, Some(0), "{said}");
        said
    };
    let said = run("out", "");
    // The columns are as wide as the ids.
    let words: Vec<&str> = said.split_whitespace().collect();
    let words = words.join(" ");
    for line in [
        "embassy-de 4 by email",
        "embassy-gb 4 by ",
        "ituc 4 by phone (+32",
    ] {
        assert!(words.contains(line), "{said}");
    }
    let found = channels(&batch, "out");
    assert!(
        found.contains("embassy-de eml email") && found.contains("ituc text phone"),
        "{found:?}"
    );
    assert_eq!(found.len(), 4, "one way for each: {found:?}");
    assert_eq!(batch.verify("out").0, Some(0), "{}", batch.verify("out").1);
    let whole = files(&batch.path("out"));
    let again = run("out", "");
    assert!(
        again.contains("12 of them from an earlier run")
            || again.contains("16 of them from an earlier run"),
        "{again}"
    );
    assert!(files(&batch.path("out")) == whole);
    run("all", "--combine all");
    assert_eq!(channels(&batch, "all"), found);
    assert_eq!(batch.verify("all").0, Some(0));
    run("branches", "--combine branch");
    assert_eq!(channels(&batch, "branches"), found);
    assert_eq!(batch.verify("branches").0, Some(0));
}

#[test]
fn one_channel_is_for_all_who_have_it() {
    let batch = Batch::new(3);
    for (channel, file, row) in [
        ("email", "president.mbox", "president eml email"),
        ("post", "president.pdf", "president pdf post"),
        ("fax", "president/leeds-zhanar-2-2.tif", "president fax fax"),
    ] {
        let there = batch.good(channel, &format!("--channel {channel} --target president"));
        assert!(there.contains_key(file), "{:?}", there.keys());
        assert_eq!(channels(&batch, channel), BTreeSet::from([row.to_owned()]));
        let (code, said) = batch.verify(channel);
        assert_eq!(code, Some(0), "{said}");
    }
    let (code, said) = batch.run("phone", "--channel phone --target president,embassy-gb");
    assert!(code == Some(2) && !batch.path("phone").exists(), "{said}");
    let told = "president: no phone number is known on 2026-11-23\n  help: it can be reached by post, e-mail (";
    assert!(
        said.contains(told) && said.matches("error: president").count() == 1,
        "{said}"
    );
    let (code, said) = batch.run(
        "phone",
        "--channel phone --target president,embassy-gb --skip-bad",
    );
    assert!(
        code == Some(1) && said.contains("embassy-gb  3  by phone (+44"),
        "{said}"
    );
    assert_eq!(
        channels(&batch, "phone"),
        BTreeSet::from(["embassy-gb text phone".to_owned()])
    );
    assert_eq!(batch.verify("phone").0, Some(0));
}

/// The lists of faxes in a folder.
fn lists(batch: &Batch, out: &str) -> Vec<String> {
    let there = files(&batch.path(out)).into_keys();
    there.filter(|name| name.starts_with("faxes")).collect()
}

/// Whoever looks for what to fax finds a list only where there is something.
#[test]
fn without_faxes_there_is_no_list_of_them() {
    let batch = Batch::new(3);
    let how = "--target president --channel auto";
    let whole = batch.good("out", how);
    assert!(batch.good("out", how) == whole);
    assert!(!whole.contains_key("president/"), "no empty folder");
    batch.good("parts", &format!("{how} --combine none --shard 1/2"));
    batch.good("parts", &format!("{how} --combine none --shard 2/2"));
    for out in ["out", "parts"] {
        assert!(lists(&batch, out).is_empty(), "{out}");
        assert_eq!(batch.verify(out).0, Some(0));
    }
    // Somebody else's is not in the way; one of faxes that are not there is told.
    let list = batch.path("out/faxes.csv");
    fs::write(&list, "mine\n").unwrap();
    batch.good("out", how);
    assert_eq!(fs::read_to_string(&list).unwrap(), "mine\n");
    assert_eq!(batch.verify("out").0, Some(0));
    let how = "--target president --channel fax --fax-resolution standard";
    let faxed = batch.good("fax", how);
    fs::write(&list, &faxed["faxes.csv"]).unwrap();
    let (code, said) = batch.verify("out");
    let told = "faxes.csv` is there, and the manifest has no faxes";
    assert!(code == Some(1) && said.contains(told), "{said}");
    batch.good("out", "--target president --channel auto");
    assert!(!list.exists());
    // Of the parts, those that have faxes have a list, whatever was there before.
    for part in 1..=4 {
        let (code, said) = batch.run("faxes", &format!("{how} --shard {part}/4"));
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(said.contains("what to call is in"), part < 4, "{said}");
    }
    let expected = [1, 2, 3].map(|part| format!("faxes-{part}-of-4.csv"));
    assert_eq!(lists(&batch, "faxes"), expected);
    let (code, said) = batch.verify("faxes");
    assert_eq!(code, Some(0), "{said}");
}

/// What to call stands in the manifest, as it does for faxes.
#[test]
fn the_manifest_has_the_numbers_to_phone() {
    let batch = Batch::new(2);
    for (combine, target) in [("target", "embassy-gb"), ("none", "foreign-ministry")] {
        let how = format!("--channel phone --combine {combine} --target {target}");
        let (code, said) = batch.run(target, &how);
        assert_eq!(code, Some(0), "{said}");
        let told = said.split_once("by phone (").unwrap().1;
        let told = told.split_once(')').unwrap().0.replace(", ", " ");
        assert!(told.starts_with('+'), "{told}");
        // Of two numbers a spreadsheet would make a sum.
        let told = if told.contains(' ') {
            format!("'{told}")
        } else {
            told
        };
        let rows = fs::read_to_string(batch.path(target).join("manifest.csv")).unwrap();
        for row in rows.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            assert_eq!(cells[11..15], ["phone", "GB", &told, ""], "{row}");
        }
        assert_eq!(batch.verify(target).0, Some(0));
        let again = batch.run(target, &how).1;
        assert!(again.contains("2 of them from an earlier run"), "{again}");
    }
}

/// An office without an address is told once; beside letters for the post its letters stay.
#[test]
fn an_office_without_an_address_is_told() {
    let batch = Batch::new(3);
    let how = "--target president,embassy-gb --date 2011-12-17";
    let (code, said) = batch.run("out", how);
    let error = "error: embassy-gb: no e-mail address is known on 2011-12-17";
    assert!(
        code == Some(2) && said.matches(error).count() == 1,
        "{said}"
    );
    let (code, said) = batch.run("out", &format!("{how} --format eml,text"));
    assert!(
        code == Some(0) && said.contains("2011-12-17; its letters are not mailed"),
        "{said}"
    );
    let there = files(&batch.path("out"));
    assert!(there.contains_key("embassy-gb.txt") && !there.contains_key("embassy-gb.mbox"));
    assert!(there.contains_key("president.mbox"));
    assert_eq!(batch.verify("out").0, Some(0), "{}", batch.verify("out").1);
    let (_, said) = batch.run("dry", "--dry-run");
    assert!(said.contains("sign 6 letters") && !batch.path("dry").exists());
}

/// `generate` writes to each target what the format of its channel is, byte for byte, and chooses as batches do.
#[test]
fn one_letter_takes_the_channel_that_batches_take() {
    let batch = Batch::new(1);
    let written = |targets: &str, out: &str, how: &[&str]| {
        let mut command = program();
        command.args(["generate", "--target", targets]);
        command.args(["--date", "2011-12-17", "--name", "Ana", "--country", "GB"]);
        command
            .args(how)
            .arg("-o")
            .arg(batch.path(out))
            .output()
            .unwrap()
    };
    let all = "president,embassy-de,embassy-it,embassy-hu,kazmunaygaz";
    let output = written(all, "auto/", &["--channel", "auto"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let web = "embassy-hu: by web, https://www.gov.kz/memleket/entities/mfa-budapest\n";
    assert!(said.contains(web), "{said}");
    let there = files(&batch.path("auto"));
    for (ending, format) in [
        ("eml", "eml"),
        ("tif", "fax"),
        ("pdf", "pdf"),
        ("txt", "text"),
    ] {
        let of_ending = |name: &&String| name.ends_with(ending);
        let names: Vec<&String> = there.keys().filter(of_ending).collect();
        assert!(!names.is_empty(), "no .{ending}: {:?}", there.keys());
        let out = format!("{format}/");
        for name in names {
            let id = |id: &&str| name.starts_with(*id);
            let target = all.split(',').find(id).unwrap();
            written(target, &out, &["--format", format, "--force"]);
            let alone = fs::read(batch.path(&out).join(name)).unwrap();
            assert!(alone == there[name], "{name} is not its {format}");
        }
    }
    let how = format!("--channel auto --date 2011-12-17 --target {all} --combine none");
    batch.good("batch", &how);
    for row in channels(&batch, "batch") {
        let target = row.split(' ').next().unwrap();
        let ending = match row.rsplit(' ').next().unwrap() {
            "email" => "eml",
            "fax" => "tif",
            "post" => "pdf",
            _ => "txt",
        };
        let mut names = there.keys().filter(|name| name.starts_with(target));
        assert!(
            names.all(|name| name.ends_with(ending)),
            "{row}: {:?}",
            there.keys()
        );
    }
}

#[test]
fn members_without_an_address_are_told_once() {
    let batch = Batch::new(9);
    let (code, said) = batch.run("out", "--combine none");
    let note = "no e-mail   2 members: ";
    assert!(code == Some(0) && said.matches(note).count() == 1, "{said}");
    let there = files(&batch.path("out"));
    for (name, bytes) in there.iter().filter(|(name, _)| is_message(name)) {
        let has_from = bytes.starts_with(b"From: ");
        assert_eq!(
            has_from,
            !name.ends_with("-4.eml") && !name.ends_with("-8.eml"),
            "{name}"
        );
    }
}

#[test]
fn what_does_not_go_together_is_told() {
    let batch = Batch::new(1);
    for (how, told) in [
        ("--format pdf --attach pdf", "`--attach` is for messages"),
        (
            "--format eml,pdf --maildir",
            "`--maildir` is for messages alone",
        ),
        (
            "--channel auto --maildir",
            "`--maildir` is for messages alone",
        ),
        ("--maildir --combine none", "a Maildir holds many messages"),
        ("--channel email --format eml", "cannot be used with"),
        (
            "--signatories --from x.toml",
            "`--signatories` is for paper",
        ),
        ("--channel email --per-line 3", "`--per-line` is for faxes"),
    ] {
        let (code, said) = batch.run("out", how);
        assert!(code == Some(2) && said.contains(told), "{how}: {said}");
    }
}
