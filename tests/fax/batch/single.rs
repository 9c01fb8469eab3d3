//! Files of a batch are those that are written one by one, and letters for the post stay as they are.

use std::fs;
use std::path::PathBuf;

use super::{Batch, DATE, faxes, has_ending, member};
use crate::outside::{printed, run};
use crate::program::program;

/// The sender that a row stands for, as a file.
fn sender(batch: &Batch, n: usize) -> PathBuf {
    let ((country, town, _), lang, _) = member(n);
    let text = format!(
        "name = \"Ana {n}\"\naddress = [\"{n} Road\", \"{town}\"]\ncountry = \"{country}\"\n\
         language = \"{lang}\"\nphone = \"0{n}\"\n"
    );
    let path = batch.path(&format!("{n}.toml"));
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_fax_is_the_one_that_is_written_alone_and_every_program_takes_it() {
    let batch = Batch::new(9);
    for how in [
        "",
        "--fax-resolution standard --fax-coding mmr --cover yes --fax-line 2",
    ] {
        let out = how.len().to_string();
        let there = batch.good(&out, &format!("--target kazmunaygaz {how}"));
        let lines: &[usize] = if how.is_empty() { &[1, 2] } else { &[2] };
        let count = faxes(&there).len();
        assert_eq!(count, 9 * lines.len());
        for n in 1..=9 {
            let ((_, _, length), _, own) = member(n);
            let alone = batch.path("alone");
            let mut one = program();
            one.args([
                "generate",
                "--target",
                "kazmunaygaz",
                "--format",
                "fax",
                "--force",
            ]);
            one.args(DATE)
                .arg("--from")
                .arg(sender(&batch, n))
                .arg("-o");
            one.arg(format!("{}/", alone.display()))
                .args(how.split_whitespace());
            if !own.is_empty() {
                one.args(["--personal", &own]);
            }
            assert!(one.output().unwrap().status.success());
            for line in lines {
                let name = format!("kazmunaygaz/ana-{n}-{n}-{line}.tif");
                let alone = fs::read(alone.join(format!("kazmunaygaz-{line}.tif"))).unwrap();
                assert!(there[&name] == alone, "{name} {how}");
                let path = batch.path(&out).join(&name);
                let (takes, dots) = if how.is_empty() {
                    ("-1", "196")
                } else {
                    ("-3", "98")
                };
                let sheet = [takes, "-r", dots, "-w", "1728", "-l", length];
                let arguments = [&sheet[..], &[path.to_str().unwrap()]].concat();
                assert_eq!(
                    printed("/usr/sbin/tiffcheck", &arguments).trim(),
                    "OK",
                    "{name}"
                );
                let read = run("tiffinfo", &["-D", path.to_str().unwrap()]);
                assert!(read.stderr.is_empty(), "{read:?}");
            }
        }
        let (code, said) = batch.verify(&out);
        assert_eq!(
            (code, said),
            (Some(0), format!("{count} faxes are as they were written\n"))
        );
    }
}

/// Letters for the post are the same beside faxes, and faxes the same beside letters.
#[test]
fn faxes_are_single_beside_print_files() {
    let batch = Batch::new(5);
    let both = batch.good(
        "both",
        "--format pdf,fax,text --combine all --fax-resolution standard",
    );
    let posted = batch.good("posted", "--format pdf,text --combine all");
    let faxed = batch.good("faxed", "--fax-resolution standard");
    for (name, bytes) in posted.iter().chain(&faxed) {
        if !name.starts_with("manifest") && name != "batch.toml" {
            assert!(both.get(name) == Some(bytes), "{name}");
        }
    }
    let (code, said) = batch.verify("both");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("20 letters in 2 files") && said.contains("15 faxes"),
        "{said}"
    );
    // Single letters beside faxes have names of their own, and so have pages for gateways.
    let single = batch.good(
        "single",
        "--format pdf,fax --combine none --fax-resolution standard",
    );
    let named = |ending: &str| {
        single
            .keys()
            .filter(|name| has_ending(name, ending))
            .count()
    };
    assert_eq!((named("pdf"), named("tif")), (10, 15));
    let pages = batch.good("pages", "--fax-format pdf");
    assert_eq!(
        pages.keys().filter(|name| has_ending(name, "pdf")).count(),
        15
    );
    let (code, said) = batch.verify("pages");
    assert!(
        code == Some(0) && said.contains("15 letters in 15 files are whole"),
        "{said}"
    );
}
