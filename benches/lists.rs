//! Lists of a hundred thousand members, in every format that has room for them: a workbook of Excel 97 has 60,000.
//!
//! `cargo bench --bench lists`

#[path = "../tests/lists/written.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod written;

use divan::Bencher;
use protest_letter::members::{ListOptions, Row, open_bytes};
use written::{Cells, FORMATS};

/// Takes away the memory of the program's own allocator, so that the same is measured.
#[global_allocator]
static MEMORY: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Members who are all different.
fn members(count: usize) -> Cells {
    let member = |n: usize| {
        [
            format!("Ana{}", n % 700),
            format!("Müller{}", n % 997),
            format!("{n} Example Road"),
            format!("{:05}", 1_000 + n % 90_000),
            "Leeds".to_owned(),
            format!("ana{n}@example.org"),
            format!("+44 113 {n:07}"),
        ]
    };
    (0..count).map(member).collect()
}

#[divan::bench(args = FORMATS.map(|(name, _)| name), sample_count = 10)]
fn read(bencher: Bencher<'_, '_>, name: &str) {
    let count = if name == "x.xls" { 60_000 } else { 100_000 };
    let written = FORMATS.into_iter().find(|(known, _)| *known == name);
    let bytes = written
        .map(|(_, write)| write(&members(count)))
        .unwrap_or_default();
    bencher.bench(|| {
        let list = open_bytes(name, &bytes, &ListOptions::default());
        let rows = list.map_or(0, |rows| {
            rows.filter(|row| matches!(row, Row::Member(_))).count()
        });
        assert_eq!(rows, count);
    });
}
