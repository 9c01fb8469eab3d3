//! Records with a value in every field, for tests: one that is left out does not compile.

use super::*;

/// Returns a record with a value in every field: one that is left out does not compile.
pub(crate) fn record() -> BatchRecord {
    let text = |text: &str| Some(text.to_owned());
    BatchRecord {
        form: FORM,
        program: "1".to_owned(),
        members: MembersRecord {
            file: "../members.csv".to_owned(),
            sha256: Digest([1; 32]),
            encoding: Encoding::named("windows-1251").ok(),
            members_format: Some(ListFormat::Xlsx),
            sheet: text("Members"),
            column: [("Street".to_owned(), "address".to_owned())].into(),
            skip_bad: true,
            household: true,
            signatories: true,
        },
        campaign: CampaignRecord {
            folder: text("../campaign"),
            sha256: Digest([2; 32]),
            copies_to: vec!["a@example.org".to_owned()],
            solidarity_to: vec!["s@example.org".to_owned()],
        },
        letters: LettersRecord {
            target: vec!["president".to_owned()],
            all: true,
            date: day("2026-11-23"),
            country: Country::from_code("GB"),
            letter: text("protest"),
            force: true,
            lang: text("en"),
            personal: text("My own words."),
            reference: text("A"),
            enclosure: vec!["One".to_owned()],
            set: BTreeMap::from([("org".to_owned(), "x".to_owned())]),
            only: only(&[3]),
        },
        files: FilesRecord {
            format: vec![Format::Pdf],
            channel: Some(ChannelChoice::Any),
            combine: Combine::Branch,
            profile: text("uk"),
            duplex: true,
            split_pages: Some(10),
            split_size: Some(5),
            shared: true,
        },
        mail: MailRecord {
            attach: Some(Format::Pdf),
            copies: true,
            maildir: true,
        },
        fax: Some(FaxRecord {
            fax_resolution: Resolution::Fine,
            fax_coding: Coding::Mh,
            rtc: true,
            fax_format: FaxFile::Tiff,
            fax_line: FaxLines::All,
            cover: Cover::Auto,
            per_line: Some(3),
        }),
        from: Some(BranchRecord {
            file: "../branch.toml".to_owned(),
            name: text("Ana"),
            role: text("Rep"),
            organization: text("Branch 1"),
            address: vec!["1 Road".to_owned()],
            country: Country::from_code("GB"),
            email: text("a@example.org"),
            phone: text("1"),
            fax: text("+441"),
            language: text("en"),
            letterhead: Some(LetterheadRecord {
                name: "Union".to_owned(),
                lines: vec!["1 Street".to_owned()],
                logo_sha256: Some(Digest([3; 32])),
            }),
        }),
        written: WrittenRecord {
            letters: 1,
            rows: 2,
            faxes: 3,
            signatures: Some(4),
            without_signature: vec![5],
            rejected_sha256: Some(Digest([6; 32])),
        },
    }
}

/// Returns a record with another value in every field where there are several, and no switch.
pub(crate) fn other_record() -> BatchRecord {
    let text = |text: &str| Some(text.to_owned());
    BatchRecord {
        form: FORM,
        program: "2".to_owned(),
        members: MembersRecord {
            file: "../list.csv".to_owned(),
            sha256: Digest([11; 32]),
            encoding: Encoding::named("koi8-r").ok(),
            members_format: Some(ListFormat::Ods),
            sheet: text("2"),
            column: [("Street".to_owned(), "city".to_owned())].into(),
            skip_bad: false,
            household: false,
            signatories: false,
        },
        campaign: CampaignRecord {
            folder: text("../own"),
            sha256: Digest([12; 32]),
            copies_to: vec!["b@example.org".to_owned()],
            solidarity_to: vec!["t@example.org".to_owned()],
        },
        letters: LettersRecord {
            target: vec!["ilo".to_owned(), "embassy".to_owned()],
            all: false,
            date: day("2026-12-01"),
            country: Country::from_code("FR"),
            letter: text("solidarity"),
            force: false,
            lang: text("ru"),
            personal: text("Other words."),
            reference: text("B"),
            enclosure: vec!["Two".to_owned()],
            set: BTreeMap::from([("org".to_owned(), "y".to_owned())]),
            only: only(&[4, 5]),
        },
        files: FilesRecord {
            format: vec![Format::Text, Format::Eml],
            channel: Some(ChannelChoice::One(Channel::Post)),
            combine: Combine::None,
            profile: text("din-5008-b"),
            duplex: false,
            split_pages: Some(11),
            split_size: Some(6),
            shared: false,
        },
        mail: MailRecord {
            attach: Some(Format::Layout),
            copies: false,
            maildir: false,
        },
        fax: Some(FaxRecord {
            fax_resolution: Resolution::Standard,
            fax_coding: Coding::Mmr,
            rtc: false,
            fax_format: FaxFile::Pdf,
            fax_line: FaxLines::One(std::num::NonZeroUsize::MIN),
            cover: Cover::No,
            per_line: Some(4),
        }),
        from: Some(BranchRecord {
            file: "../other.toml".to_owned(),
            name: text("Bo"),
            role: text("Chair"),
            organization: text("Branch 2"),
            address: vec!["2 Road".to_owned()],
            country: Country::from_code("FR"),
            email: text("b@example.org"),
            phone: text("2"),
            fax: text("+442"),
            language: text("ru"),
            letterhead: Some(LetterheadRecord {
                name: "Other".to_owned(),
                lines: vec!["2 Street".to_owned()],
                logo_sha256: Some(Digest([13; 32])),
            }),
        }),
        written: WrittenRecord {
            letters: 11,
            rows: 12,
            faxes: 13,
            signatures: Some(14),
            without_signature: vec![15],
            rejected_sha256: Some(Digest([16; 32])),
        },
    }
}

/// Returns a letter to the president that some rows sign.
fn only(rows: &[usize]) -> Only {
    let mut only = Only::default();
    only.add("president", rows);
    only
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|| Date::local(std::time::SystemTime::UNIX_EPOCH))
}
