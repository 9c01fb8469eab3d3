//! However a batch goes, it is the same: stopped, in parts.

use std::fs;

use super::{Batch, faxes, files};
use crate::runs;

/// Whatever a run was stopped in, the next one makes the same of it.
#[test]
fn a_batch_that_was_killed_goes_on() {
    let batch = Batch::new(24);
    let how = "--format fax,pdf --fax-resolution standard";
    let whole = batch.good("whole", how);
    let killed = batch.path("killed");
    for written in [1, 20, 40, 60] {
        runs::kill(batch.command("killed", how), &format!("record:{written}"));
        let left = files(&killed);
        for (name, bytes) in faxes(&left) {
            assert!(whole.get(name) == Some(bytes), "half a file: {name}");
        }
        assert!(!left.contains_key("manifest.csv") && !left.contains_key("faxes.csv"));
    }
    let (code, said) = batch.run("killed", how);
    assert!(
        code == Some(0) && said.contains("of them from an earlier run"),
        "{said}"
    );
    assert!(files(&batch.path("killed")) == whole);
    let changed = batch.path("killed/president/ana-7-7.tif");
    fs::write(&changed, "x").unwrap();
    let (_, said) = batch.run("killed", how);
    assert!(
        said.contains("ana-7-7.tif` was changed, and is written anew"),
        "{said}"
    );
    assert!(files(&batch.path("killed")) == whole);
    assert_eq!(batch.verify("killed").0, Some(0));
}

#[test]
fn shards_together_are_the_whole_and_the_cap_is_the_same_for_them() {
    let batch = Batch::new(10);
    for cap in ["", "--per-line 4"] {
        let how = format!("--fax-resolution standard {cap}");
        let whole = batch.good(&format!("whole{}", cap.len()), &how);
        let out = format!("parts{}", cap.len());
        for part in 1..=3 {
            let (code, said) = batch.run(&out, &format!("{how} --shard {part}/3"));
            assert_eq!(code, Some(0), "{said}");
            assert_eq!(said.contains("not written for"), !cap.is_empty(), "{said}");
        }
        let parts = files(&batch.path(&out));
        assert!(faxes(&whole) == faxes(&parts));
        let mut rows: Vec<_> = (1..=3)
            .flat_map(|part| batch.list(&format!("{out}/faxes-{part}-of-3.csv")))
            .collect();
        let mut expected = batch.list(&format!("whole{}/faxes.csv", cap.len()));
        assert_eq!(expected.len(), if cap.is_empty() { 30 } else { 12 });
        rows.sort();
        expected.sort();
        assert_eq!(rows, expected);
        let (code, said) = batch.verify(&out);
        assert_eq!(code, Some(0), "{said}");
    }
}
