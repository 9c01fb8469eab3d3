//! Cards as the cells of members.

use super::*;

fn cells(lines: &str) -> Vec<(&'static str, String)> {
    let people = people(
        &format!("BEGIN:VCARD\r\n{lines}\r\nEND:VCARD\r\n")
            .replace('\n', "\r\n")
            .replace("\r\r", "\r"),
    );
    let [person] = &people[..] else {
        panic!("{people:?}")
    };
    let cells = COLUMNS.into_iter().zip(person.cells.clone());
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
}

fn of(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    pairs
        .iter()
        .map(|(column, cell)| (*column, (*cell).to_owned()))
        .collect()
}

#[test]
fn a_card_of_each_version_is_read() {
    let expected = of(&[
        ("First name", "Anna"),
        ("Last name", "Müller"),
        ("Street", "Beispielweg 1"),
        ("Postcode", "01067"),
        ("City", "Dresden"),
        ("Country", "Deutschland"),
        ("E-mail", "anna@example.org"),
        ("Phone", "+49 351 000"),
    ]);
    for lines in [
        "VERSION:4.0\nFN:Anna Müller\nN:Müller;Anna;;;\nADR;TYPE=home:;;Beispielweg 1;Dresden;;01067;Deutsch\n land\nEMAIL:anna@example.org\nTEL;VALUE=uri:tel:+49 351 000",
        "VERSION:3.0\nN:Müller;Anna\nitem1.ADR;type=WORK:;;Werkstr. 2;Leipzig;;04103;Deutschland\nADR;type=HOME;type=pref:;;Beispielweg 1;Dresden;;01067;Deutschland\nORG:Werk;Halle\nEMAIL;type=INTERNET:anna@example.org\nTEL;TYPE=fax:1\nTEL;TYPE=WORK:2\nTEL;TYPE=CELL:+49 351 000",
        "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\nller;Anna\nADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;Beispielweg=201;Dresden;;01067;Deutschland\nEMAIL;INTERNET:anna@example.org\nTEL;CELL:+49 351 000",
    ] {
        assert_eq!(cells(lines), expected, "{lines}");
    }
}

#[test]
fn a_firm_signs_as_one_and_a_group_does_not() {
    let firm = of(&[("Organization", "Example Union")]);
    for lines in [
        "FN:Example Union\nORG:Example Union",
        "FN:Example Union\nKIND:org",
        "FN:Example Union\nN:;;;;\nORG:Example Union;Branch 7\nX-ABShowAs:COMPANY",
        "ORG:Example Union",
    ] {
        assert_eq!(cells(lines), firm, "{lines}");
    }
    for lines in [
        "FN:Branch\nKIND:group",
        "FN:Branch\nX-ADDRESSBOOKSERVER-KIND:group",
    ] {
        let found = people(&format!(
            "BEGIN:VCARD\r\n{}\r\nEND:VCARD\r\n",
            lines.replace('\n', "\r\n")
        ));
        assert_eq!(found[0].kind, Kind::Group, "{lines}");
    }
    assert_eq!(cells("FN:Ana Silva"), of(&[("First name", "Ana Silva")]));
}

#[test]
fn a_name_keeps_the_order_of_its_language() {
    for (lines, name) in [
        ("FN:Kovács János\nN:Kovács;János", "Kovács János"),
        ("FN:Nguyễn Văn An\nN:Nguyễn;An;Văn", "Nguyễn Văn An"),
        ("FN:山田太郎\nN:山田;太郎", "山田太郎"),
    ] {
        assert_eq!(cells(lines), of(&[("First name", name)]), "{lines}");
    }
    for (lines, name) in [
        ("N:Müller, Anna;;;;", "Müller, Anna"),
        ("FN:Anna Müller\nN:Müller, Anna", "Anna Müller"),
    ] {
        assert_eq!(cells(lines), of(&[("First name", name)]), "{lines}");
    }
    let turned = of(&[("First name", "Anna"), ("Last name", "Müller")]);
    for lines in [
        "FN:Müller, Anna\nN:Müller;Anna",
        "FN:Anna Müller\nN:Müller;Anna",
    ] {
        assert_eq!(cells(lines), turned, "{lines}");
    }
}

#[test]
fn an_address_without_a_street_stands_behind_one_with() {
    let found = cells(
        "FN:Ana\nADR;TYPE=work:;;Work St 1;Leeds;;LS1 1AA;United Kingdom\nADR;TYPE=home:;;;;;;Germany",
    );
    assert!(
        found.contains(&("Street", "Work St 1".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&("Country", "United Kingdom".to_owned())),
        "{found:?}"
    );
}

#[test]
fn a_label_is_taken_where_no_address_at_its_place_has_a_street() {
    let label = "LABEL;TYPE=HOME:1 Road\\nLeeds";
    let street = |lines: &str| {
        let found = cells(&format!("FN:Ana\n{lines}"));
        let parts = found
            .into_iter()
            .filter(|(column, _)| ["Street", "City", "Country"].contains(column));
        parts.map(|(_, cell)| cell).collect::<Vec<_>>().join("|")
    };
    assert_eq!(street(label), "1 Road\nLeeds");
    assert_eq!(
        street(&format!("ADR;TYPE=HOME:;;;Leeds;;;UK\n{label}")),
        "1 Road\nLeeds|UK"
    );
    assert_eq!(
        street(&format!("{label}\nADR;TYPE=WORK:;;2 Road;York;;;")),
        "1 Road\nLeeds"
    );
    assert_eq!(
        street(&format!("{label}\nADR;TYPE=HOME:;;2 Road;York;;;")),
        "2 Road|York"
    );
    assert_eq!(
        street(&format!("LABEL;WORK:9 Road\n{label}")),
        "1 Road\nLeeds"
    );
    assert_eq!(
        street("a.ADR:;;1 Road;Leeds;;;\na.X-ABADR:gb\nX-ABADR:us"),
        "1 Road|Leeds|gb"
    );
    assert_eq!(street("ADR:;;1 Road;Leeds;;;\nX-ABADR:us"), "1 Road|Leeds");
    assert_eq!(
        street("ADR;LABEL=\"1 Road^nLeeds^nUK\":;;;Leeds;;;UK"),
        "1 Road\nLeeds|UK"
    );
}

#[test]
fn lines_of_an_address_keep_their_breaks() {
    let found = cells("FN:Ana\nADR:Box 7;Flat 2;High Street 1\\nRear Building;Leeds;;LS1;UK");
    assert!(found.contains(&("Street", "High Street 1\nRear Building".to_owned())));
    assert!(found.contains(&("Address 2", "Flat 2".to_owned())));
    let found = cells("FN:Ana\nADR;LABEL=\"High Street 1\\nLeeds\":;;;;;;");
    assert!(found.contains(&("Street", "High Street 1\nLeeds".to_owned())));
}
