//! Lists as they are: what stands between their rows moves none of their letters.

use crate::runs::BatchFolder;

const PLAIN: &str = "\
name;street;city;country
Ana Example;1 Example Road;Leeds;GB
Bo Example;2 Example Road;Leeds;GB
Di Example;4 Example Road;Leeds;Scotland
";

/// The same rows below titles, with a total, the header again and blank rows between them.
const MESSY: &str = "\
Members, May 2026
;;;
name;street;city;country
Ana Example;1 Example Road;Leeds;GB
Bo Example;2 Example Road;Leeds;GB
Total: 2 members;;;
;;;
name;street;city;country
Di Example;4 Example Road;Leeds;Scotland
Total;;;
";

fn batch(list: &str) -> BatchFolder {
    BatchFolder::new(list)
        .with(&["--target"], "president")
        .with(&["--date"], "2026-11-23")
        .with(&["--format"], "text")
}

#[test]
fn rows_without_a_member_leave_letters_and_numbers_of_rows_as_they_are() {
    let (plain, messy) = (batch(PLAIN), batch(MESSY));
    let (of_plain, of_messy) = (plain.good("out", ""), messy.good("out", ""));
    assert_eq!(of_plain["president.txt"], of_messy["president.txt"]);
    let manifest = String::from_utf8(of_messy["manifest.csv"].clone()).unwrap();
    assert_eq!(manifest.lines().count(), 1 + 3, "{manifest}");
    // A total and a header have a number, so that a row keeps its own where they were not left out before.
    let (code, said) = messy.verify("out");
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_is_left_out_is_told_and_what_many_rows_have_is_told_once() {
    let messy = batch(MESSY);
    let (code, said) = messy.run("out", "");
    assert_eq!(code, Some(0), "{said}");
    for part in [
        "line 1 `Members, May 2026` was skipped: the columns are named in line 3",
        "a total stands where a member should: the rows are left out (2 rows)",
        "lines 6 `Total: 2 members`, 10 `Total`",
        "line 8 `name` is the header again",
        "line 7 is blank",
        "signed by   3 members",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let row = |n: usize| format!("Ana {n};{n} Road;Leeds;Scotlnd\n");
    let rows: String = (0..48).map(row).collect();
    let wrong = batch(&format!("name;street;city;country\n{rows}"));
    let (_, said) = wrong.run("out", "");
    assert_eq!(said.matches("there is no country").count(), 1, "{said}");
    assert!(
        said.contains("there is no country `Scotlnd` (48 rows)"),
        "{said}"
    );
    assert!(said.contains("lines 2, 3, 4, 5, 6 and 43 more"), "{said}");
    let (_, said) = wrong.run("out", "--all-problems");
    assert_eq!(said.matches("there is no country").count(), 48, "{said}");
}
