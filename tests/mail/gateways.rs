//! Messages that have a service fax the letter.

use std::process::Output;

use super::program::program;

/// A fax to the first line of the company.
fn fax(options: &[&str]) -> Output {
    let mut program = program();
    program.args([
        "generate",
        "--target",
        "kazmunaygaz",
        "--date",
        "2011-12-17",
    ]);
    program.args(["--country", "GB", "--name", "Ana", "--fax-line", "1"]);
    program.args(options).output().unwrap()
}

#[test]
fn every_gateway_is_told_the_number_its_way_and_gets_the_page() {
    for (gateway, to, subject, file) in [
        (
            "FAX=@fax.example.com",
            "FAX=+77172976000@fax.example.com",
            "",
            "tif",
        ),
        ("fax.example.com", "77172976000@fax.example.com", "", "pdf"),
        (
            "in@fax.example.com",
            "in@fax.example.com",
            "77172976000",
            "pdf",
        ),
    ] {
        let options = [
            "--email",
            "ana@example.org",
            "--for",
            "gateway",
            "--gateway",
            gateway,
        ];
        let draft = fax(&options);
        let said = String::from_utf8_lossy(&draft.stderr).into_owned();
        assert!(
            draft.status.success() && said.contains("+7 7172 97 60 00"),
            "{said}"
        );
        let read = super::parsed::by_the_crate(&draft.stdout);
        assert_eq!(read.from[0].1, "ana@example.org");
        assert_eq!(read.to, [(String::new(), to.to_owned())]);
        assert_eq!((read.subject.as_str(), read.body.as_str()), (subject, ""));
        let format = if file == "tif" { "tiff" } else { "pdf" };
        let page = fax(&[
            "--format",
            "fax",
            "--fax-format",
            format,
            "--email",
            "ana@example.org",
        ]);
        let [(name, _, bytes)] = read.attachments.as_slice() else {
            panic!("{:?}", read.attachments)
        };
        assert_eq!(*name, format!("kazmunaygaz-1.{file}"));
        assert!(
            *bytes == page.stdout,
            "{gateway}: another page than the fax"
        );
    }
}
