//! The proof of a batch of faxes.

use std::fs;
use std::path::Path;

use protest_letter::digest::Digest;

use super::Batch;

/// What somebody changed is found, but for pixels whose digests were changed with them.
#[test]
fn the_proof_finds_what_is_wrong() {
    let batch = Batch::new(5);
    let how = "--fax-resolution standard --target kazmunaygaz,president";
    let check = |what: &str, change: &dyn Fn(&Path)| {
        batch.good("out", &format!("{how} --force"));
        change(&batch.path("out"));
        let (code, said) = batch.verify("out");
        assert!(code == Some(1) && said.contains(what), "{what}: {said}");
    };
    let fax = "president/ana-4-4.tif";
    check("is not as it was written", &|out| {
        fs::write(out.join(fax), "x").unwrap();
    });
    check("is not there", &|out| {
        fs::remove_file(out.join(fax)).unwrap();
    });
    check("no manifest has it", &|out| {
        fs::copy(out.join(fax), out.join("president/ana-9-9.tif")).unwrap();
    });
    check("does not say what the manifest does", &|out| {
        let list = out.join("faxes.csv");
        let text = fs::read_to_string(&list).unwrap();
        fs::write(&list, text.replacen("+77172976000", "+77172976002", 1)).unwrap();
    });
    check("faxes.csv` is not there", &|out| {
        fs::remove_file(out.join("faxes.csv")).unwrap();
    });
    // A page is missing, and the manifest has been told.
    check(
        "to `president` in `president/ana-4-4.tif` is not in it",
        &|out| {
            let whole = fs::read(out.join(fax)).unwrap();
            let cut = &whole[..whole.len() / 2];
            fs::write(out.join(fax), cut).unwrap();
            let manifest = out.join("manifest.csv");
            let text = fs::read_to_string(&manifest).unwrap();
            let [from, to] = [&whole, cut].map(|bytes| Digest::of(bytes).to_string());
            fs::write(&manifest, text.replace(&from, &to)).unwrap();
        },
    );
    check(
        "is of a member whom the members file does not have",
        &|_| {
            let members = batch.path("members.csv");
            let text = fs::read_to_string(&members).unwrap();
            fs::write(&members, text.replace("Ana 4", "Eve 4")).unwrap();
        },
    );
}
