//! The proof of batches of mail: what a message says beside its text is that of its letter, too.

use std::fs;

use super::batch::Batch;
use super::batch_runs::change;
use super::program::program;
use super::{TO, campaign, campaign_with_copies};

/// A campaign that wants copies, in a folder of a batch.
fn with_copies(batch: &Batch) -> String {
    let own = batch.path("campaign");
    campaign_with_copies(&own);
    own.display().to_string()
}

/// Whatever somebody changes in a message, the manifest with it, is told.
#[test]
fn the_proof_reads_the_header_and_the_parts_of_a_message() {
    let batch = Batch::new(2);
    let file = "embassy-gb/tsekh-1-zhanar-1-1.eml";
    let copies = with_copies(&batch);
    let how = format!("--combine none --target embassy-gb --lang en --campaign {copies}");
    let to = "does not go to the addresses that the target has on the date";
    let cc = "has other addresses for copies than the campaign";
    let more = "has something attached that was not asked for";
    let page = "has not its page with it and no more";
    let subject = "has a subject that its text does not have";
    let bcc = "\r\nBcc: eve@evil.example";
    let attached = "\r\n--x\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; \
                    filename=\"a.pdf\"\r\n\r\n%PDF\r\n--x--\r\n";
    let html = "\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Pay here</p>\r\n--x--\r\n";
    for (n, (attach, from, into, told)) in [
        ("", TO[0], "eve@evil.example", to),
        ("", TO[1], "eve@evil.example", to),
        ("", TO[0], &format!("eve@evil.example>, <{}", TO[0]), to),
        ("", "To: \"", "To: \"Prison of ", to),
        ("", "b@x.example", "eve@evil.example", cc),
        ("", "<b@x.example>", "<b@x.example>, <eve@evil.example>", cc),
        (
            "",
            "\r\nDate:",
            &format!("{bcc}\r\nDate:"),
            "has a header field `bcc`",
        ),
        (
            "",
            "X-Unsent: 1",
            "Reply-To: <eve@evil.example>",
            "has a header field `reply-to`",
        ),
        (
            "",
            "\r\nDate:",
            "\r\nCc: <eve@evil.example>\r\nDate:",
            "has the header field `cc` twice",
        ),
        ("", "Subject: ", "Subject: Against ", subject),
        ("", "Subject:", "Message-ID:", subject),
        (
            "",
            "Nov 2026 12:00",
            "Dec 2026 12:00",
            "has another date than the batch",
        ),
        (
            "",
            "<zhanar1@example.org>",
            "<eve@evil.example>",
            "does not come from the address",
        ),
        ("", "MIXED", attached, more),
        ("", "MIXED", html, more),
        ("--attach pdf", "embassy-gb.pdf", "other.pdf", page),
        ("--attach pdf", "application/pdf", "application/zip", page),
        ("--attach pdf", "MORE", attached, page),
    ]
    .into_iter()
    .enumerate()
    {
        let out = format!("out{n}");
        batch.good(&out, &format!("{how} {attach}"));
        assert_eq!(batch.verify(&out).0, Some(0), "{}", batch.verify(&out).1);
        let text = fs::read_to_string(batch.path(&out).join(file)).unwrap();
        let kind = "Content-Type: text/plain; charset=\"utf-8\"\r\n";
        match from {
            // The text and another part.
            "MIXED" => {
                let (header, rest) = text.split_once(kind).unwrap();
                let mixed = "Content-Type: multipart/mixed; boundary=\"x\"";
                let changed = format!("{header}{mixed}\r\n\r\n--x\r\n{kind}{rest}{into}");
                change(&batch, &out, file, &text, &changed);
            }
            "MORE" => {
                let end = text.rfind("--=_").unwrap();
                let boundary = text[end + 2..].trim().trim_end_matches("--");
                let part = into.replace("--x", &format!("--{boundary}"));
                change(&batch, &out, file, &text[end - 2..], &part);
            }
            _ => change(&batch, &out, file, from, into),
        }
        let (code, said) = batch.verify(&out);
        assert!(code == Some(1) && said.contains(told), "{from}: {said}");
        assert!(!said.contains("line 3"), "the other is right: {said}");
    }
}

/// Without the campaign of that time, To and Cc cannot be compared, and that is said.
#[test]
fn the_proof_says_that_the_campaign_is_another() {
    let batch = Batch::new(2);
    let own = with_copies(&batch);
    batch.good("out", &format!("--campaign {own}"));
    let moved = batch.path("moved");
    fs::rename(&own, &moved).unwrap();
    let verify = |campaign: Option<&str>| {
        let mut verify = program();
        verify.arg("verify").arg(batch.path("out"));
        if let Some(campaign) = campaign {
            verify.arg("--campaign").arg(campaign);
        }
        let output = verify.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    let note = "their To and Cc are not compared";
    for campaign in [None, campaign().to_str()] {
        let (code, said) = verify(campaign);
        assert!(code == Some(0) && said.contains(note), "{said}");
    }
    let (code, said) = verify(moved.to_str());
    assert!(code == Some(0) && !said.contains(note), "{said}");
    let (code, said) = verify(batch.path("nothing").to_str());
    assert!(code == Some(2) && said.contains("nothing"), "{said}");
    // Where it is now changes nothing.
    let again = batch.run("out", &format!("--campaign {}", moved.display()));
    assert!(
        again.1.contains("4 of them from an earlier run"),
        "{}",
        again.1
    );
}
