//! Any letter, written as a message and read again, is that letter.

use std::sync::OnceLock;

use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;
use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::country::Country;
use protest_letter::email::{Address, Mailbox};
use protest_letter::letter::composer::Composer;
use protest_letter::letter::furniture::Additions;
use protest_letter::letter::mailboxes::Mailboxes;
use protest_letter::letter::markup::{Block, Span};
use protest_letter::letter::order::Order;
use protest_letter::letter::{Letter, Line};
use protest_letter::output::mail::eml::{self, EmlStyle, Ends};
use protest_letter::output::mail::{Attachment, message};
use protest_letter::output::text;
use protest_letter::sender::Sender;

/// A letter whose texts the tests replace.
fn letter() -> Letter {
    static LETTER: OnceLock<Letter> = OnceLock::new();
    let made = LETTER.get_or_init(|| {
        let campaign = Campaign::read(&embedded::folder()).0.unwrap();
        let order = Order {
            target: campaign.target("president").unwrap(),
            sender: &Sender::default(),
            country: Country::from_code("GB"),
            date: Date::parse("2011-12-17").unwrap(),
            personal: None,
            set: &std::collections::BTreeMap::new(),
            added: &Additions::default(),
        };
        Composer::new(&campaign, None, Some("en"))
            .compose(&order)
            .unwrap()
            .0
    });
    made.clone()
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z.,'\"()<>=?_@:;\\\\-]{1,12}",
        4 => "[а-яА-ЯәіңғүұқөһӘІ]{1,20}",
        1 => "[\\PC&&[^ \u{a0}\u{202f}]]{1,10}",
        1 => Just("=?utf-8?Q?a=40b?=".to_owned()),
        1 => Just("From".to_owned()),
        1 => "[a-z]{70,200}",
    ];
    proptest::collection::vec(word, 0..30).prop_map(|words| words.join(" "))
}

fn mailbox() -> impl Strategy<Value = Mailbox> {
    let address = "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\\.[a-z0-9]{1,20})?@[a-z]([a-z0-9-]{0,20}[a-z0-9])?\\.(kz|example|xn--p1ai)";
    let usable = address.prop_filter_map("an option", |text| Address::parse(&text));
    (words(), usable).prop_map(|(name, address)| Mailbox::new(Some(&name), address))
}

/// As they are made of ids, and in other letters (RFC 2231).
fn file_name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z][a-z0-9-]{0,60}", "[а-яқ %*'-]{0,60}қ"]
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Span {
        text,
        ..Span::default()
    }])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_message_read_again_is_the_letter(
        subject in words(),
        body in proptest::collection::vec(words(), 0..8),
        lines in proptest::collection::vec(words(), 0..3),
        from in proptest::option::of(mailbox()),
        to in proptest::collection::vec(mailbox(), 1..4),
        cc in proptest::collection::vec(mailbox(), 0..3),
        files in proptest::collection::vec((file_name(), proptest::collection::vec(any::<u8>(), 0..2_000)), 0..3),
        is_draft in any::<bool>(),
        ends in prop_oneof![Just(Ends::CrLf), Just(Ends::Lf)],
    ) {
        let mut letter = letter();
        letter.subject = subject;
        letter.body = body.into_iter().map(paragraph).collect();
        letter.signature = lines.into_iter().map(Line::Text).collect();
        let attachments = files.into_iter().map(|(name, bytes)| Attachment {
            name: format!("{name}.pdf"),
            kind: "application/pdf",
            bytes,
        });
        let mailboxes = Mailboxes { from, to, cc };
        let written = message(&letter, &mut text::TextWriter::default(), mailboxes, attachments.collect());
        let bytes = eml::write(&written, EmlStyle { is_draft, ends });

        let read = MessageParser::new().parse(&bytes).unwrap();
        prop_assert_eq!(read.subject().unwrap_or_default(), &written.subject);
        prop_assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), text::write([&letter]));
        for (list, found) in [
            (written.mailboxes.from.as_slice(), read.from()),
            (&written.mailboxes.to, read.to()),
            (&written.mailboxes.cc, read.cc()),
        ] {
            let found = found.into_iter().flat_map(mail_parser::Address::iter);
            let found: Vec<_> = found.map(|one| (one.name(), one.address().unwrap())).collect();
            let list: Vec<_> = list.iter().map(|one| (one.name(), one.address().as_str())).collect();
            prop_assert_eq!(list, found);
        }
        let found: Vec<_> = read.attachments().map(|part| (part.attachment_name().unwrap(), part.contents())).collect();
        let files = written.attachments.iter();
        prop_assert_eq!(files.map(|file| (file.name.as_str(), file.bytes.as_slice())).collect::<Vec<_>>(), found);
        let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
        prop_assert!(bytes.is_ascii() && longest.unwrap() <= 998);
    }
}
