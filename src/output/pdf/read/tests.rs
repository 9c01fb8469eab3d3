//! Files read page by page and read whole have the same texts: those of this program, those of others, damaged ones.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::calendar::Date;
use crate::font::Style;
use crate::font::shape::Shaper;
use crate::length::Length;
use crate::output::pdf::print::print_file::PrintFile;
use crate::output::pdf::raw::{Dictionary, Object, ObjectId, Raw, Stream, XrefType};
use crate::output::pdf::{Info, write};
use crate::page::{Document, GlyphRun, Item, Page, Role};

/// The pages with their texts, and what is wrong with the file.
type Texts = (Vec<(u32, String)>, Option<String>);

fn by_pages(bytes: &[u8]) -> Texts {
    let mut pages = Vec::new();
    let wrong = texts(&bytes, 2, str::to_owned, |number, text| {
        pages.push((number, text));
        Ok::<(), Diagnostic>(())
    });
    (pages, wrong.unwrap())
}

fn as_a_whole(bytes: &[u8]) -> Texts {
    let mut pages = Vec::new();
    let read = whole::texts(bytes, 0, |number, text| {
        pages.push((number, text));
        Ok::<(), Diagnostic>(())
    });
    (pages, read.err())
}

/// Returns what is strange in a file, if anything is.
fn strange(bytes: &[u8]) -> Option<&'static str> {
    let read = streamed(&bytes, 1, &str::to_owned, |_| Ok::<(), Diagnostic>(()));
    match read {
        Err(Stop::Strange(what)) => Some(what),
        Ok(()) => None,
        Err(Stop::Failed(problem)) => panic!("{problem:?}"),
    }
}

fn run(text: &str, style: Style, row: i64) -> Item {
    Item::Run(GlyphRun {
        x: Length::ZERO,
        y: Length::points(20 + row * 12),
        style,
        size: Length::points(10),
        lang: "en".to_owned(),
        role: Role::Paragraph,
        block: 0,
        text: text.to_owned(),
        glyphs: Shaper::default().shape(style, text).glyphs.clone().into(),
    })
}

fn letter(pages: &[Vec<String>]) -> Document {
    let styles = [Style::Regular, Style::Bold];
    let page = |lines: &Vec<String>| Page {
        items: (0..)
            .zip(lines)
            .map(|(row, line)| run(line, styles[line.len() % 2], row))
            .collect(),
    };
    Document {
        lang: "en".to_owned(),
        title: "Title".to_owned(),
        author: None,
        date: Date::parse("2011-12-17").unwrap(),
        keywords: Vec::new(),
        paper: (Length::points(100), Length::points(200)),
        pages: pages.iter().map(page).collect(),
    }
}

/// Lines, some of which come again on other pages and are long enough to be shared.
fn a_line() -> impl Strategy<Value = String> {
    let shared = "We ask for the release of all who were arrested, and for an inquiry. ".repeat(8);
    let known = select(vec![shared, "Анна Сильва, (Жаңаөзен) \\ ffi".to_owned()]);
    prop_oneof![known, "[a-zA-Z0-9 ()\\\\ßéжқ]{1,40}"]
}

fn a_print_file() -> impl Strategy<Value = Vec<u8>> {
    let letters = vec(vec(vec(a_line(), 1..5), 1..4), 1..8);
    letters.prop_map(|letters| {
        let letters: Vec<Document> = letters.iter().map(|pages| letter(pages)).collect();
        let mut file = PrintFile::new(Vec::new(), &Info::of(&letters[0]));
        for letter in &letters {
            file.letter(letter, "Ana").unwrap();
        }
        file.finish().unwrap().0
    })
}

/// Content as other programs write it, and some that nobody should.
fn a_content() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "BT /F1 12 Tf 10 20 Td (Hello \\(World\\) \\101\\n) Tj ET ",
        "/F2 9 Tf [(ab)-20(cd)<6566 67>] TJ ",
        "/F3 9 Tf <00410042> Tj 1 0 0 1 5 5 Tm <0041004> Tj ",
        "(in the font of before) Tj ",
        "/F9 1 Tf (no such font) Tj ",
        "q 1 0 0 rg 0 0 5 5 re f Q\n",
        "/P <</MCID 0 /X [(no) <</Y (text)>>]>> BDC EMC ",
        "T* (next) ' ",
        "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI ",
        "% (a comment) Tj\n",
        "(nested (two) deep\\\n) Tj ",
        "/F1 Tf ",
        "12 Tf ",
        "[ (open ",
        ") ",
        "true null 5 Td ",
        "nullify ",
        "1.5.2 Td ",
    ]);
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A font with a name, whose encoding is of a kind.
fn font(raw: &mut Raw, kind: usize) -> Object {
    let map = "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        2 beginbfchar <0041> <0061> <0042> <00660066> endbfchar\nendcmap end";
    let map = raw.add_object(Stream::new(Dictionary::new(), map.into()));
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    match kind {
        0 => font.set("Encoding", Object::Name(b"WinAnsiEncoding".to_vec())),
        1 => {
            font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
            font.set("ToUnicode", Object::Reference(map));
        }
        _ => font.set("Subtype", Object::Name(b"Type1".to_vec())),
    }
    Object::Reference(raw.add_object(font))
}

/// A file of another program: pages with their contents, in a tree of one or two levels.
fn foreign(pages: &[Vec<String>], is_nested: bool) -> Raw {
    let mut raw = Raw::with_version("1.4");
    let mut fonts = Dictionary::new();
    for (kind, name) in ["F1", "F3", "F2"].into_iter().enumerate() {
        fonts.set(name, font(&mut raw, kind));
    }
    let mut resources = Dictionary::new();
    resources.set("Font", fonts);
    let resources = raw.add_object(resources);
    let top = raw.new_object_id();
    let add = |raw: &mut Raw, streams: &Vec<String>, above: ObjectId| {
        let ids = streams.iter().map(|content| {
            let mut stream = Stream::new(Dictionary::new(), content.clone().into_bytes());
            let _ = stream.compress();
            Object::Reference(raw.add_object(stream))
        });
        let ids: Vec<Object> = ids.collect();
        let mut page = Dictionary::new();
        page.set("Type", Object::Name(b"Page".to_vec()));
        page.set("Parent", Object::Reference(above));
        page.set("Contents", ids);
        Object::Reference(raw.add_object(page))
    };
    let mut kids = Vec::new();
    for streams in pages {
        if is_nested {
            let id = raw.new_object_id();
            let page = add(&mut raw, streams, id);
            let node = node(Some(top), vec![page], 1, None);
            raw.objects.insert(id, node.into());
            kids.push(Object::Reference(id));
        } else {
            kids.push(add(&mut raw, streams, top));
        }
    }
    let root = node(None, kids, pages.len(), Some(resources));
    raw.objects.insert(top, root.into());
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    catalog.set("Pages", Object::Reference(top));
    let catalog = raw.add_object(catalog);
    raw.trailer.set("Root", Object::Reference(catalog));
    raw
}

fn node(
    above: Option<ObjectId>,
    kids: Vec<Object>,
    count: usize,
    resources: Option<ObjectId>,
) -> Dictionary {
    let mut node = Dictionary::new();
    node.set("Type", Object::Name(b"Pages".to_vec()));
    node.set("Kids", kids);
    node.set("Count", i64::try_from(count).unwrap());
    if let Some(above) = above {
        node.set("Parent", Object::Reference(above));
    }
    if let Some(resources) = resources {
        node.set("Resources", Object::Reference(resources));
    }
    node
}

fn a_foreign_file() -> impl Strategy<Value = Vec<u8>> {
    let pages = vec(vec(a_content(), 0..4), 0..6);
    (pages, any::<bool>(), 0..3_usize).prop_map(|(pages, is_nested, form)| {
        let mut raw = foreign(&pages, is_nested);
        let mut bytes = Vec::new();
        // With streams of objects, with a table that is a stream, with one that is text.
        if form == 0 {
            raw.save_modern(&mut bytes).unwrap();
        } else {
            let kind = [
                XrefType::CrossReferenceStream,
                XrefType::CrossReferenceTable,
            ];
            raw.reference_table.cross_reference_type = kind[form - 1];
            raw.save_to(&mut bytes).unwrap();
        }
        bytes
    })
}

/// Does some damage to a file.
fn damaged(mut bytes: Vec<u8>, damage: &[(Index, u8, usize)]) -> Vec<u8> {
    for (place, byte, length) in damage {
        if bytes.is_empty() {
            break;
        }
        let at = place.index(bytes.len());
        match length {
            // A byte flipped, some removed, some put in, everything behind cut off.
            0..6 => bytes[at] ^= byte | 1,
            6 => drop(bytes.drain(at..(at + 3).min(bytes.len()))),
            7 => bytes.splice(at..at, [*byte; 2]).for_each(drop),
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

fn some_damage() -> impl Strategy<Value = Vec<(Index, u8, usize)>> {
    vec((any::<Index>(), any::<u8>(), 0..9_usize), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn print_files_are_read_by_pages(file in a_print_file()) {
        prop_assert_eq!(strange(&file), None);
        let (pages, wrong) = by_pages(&file);
        prop_assert!(!pages.is_empty() && pages.iter().any(|(_, text)| !text.trim().is_empty()));
        prop_assert_eq!((pages, wrong), as_a_whole(&file));
    }

    #[test]
    fn files_of_others_are_read_by_pages(file in a_foreign_file()) {
        let (pages, wrong) = as_a_whole(&file);
        // A font without a name is an error.
        prop_assert!(strange(&file).is_none() || wrong.is_some(), "{:?}", strange(&file));
        prop_assert_eq!(by_pages(&file), (pages, wrong));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn damaged_print_files_have_the_same_texts(file in a_print_file(), damage in some_damage()) {
        let file = damaged(file, &damage);
        prop_assert_eq!(by_pages(&file), as_a_whole(&file));
    }

    #[test]
    fn damaged_files_of_others_have_the_same_texts(
        file in a_foreign_file(), damage in some_damage(),
    ) {
        let file = damaged(file, &damage);
        prop_assert_eq!(by_pages(&file), as_a_whole(&file));
    }
}

#[test]
fn one_letter_is_read_by_pages() {
    let lines = vec!["Ana Silva".to_owned(), "Жаңаөзен".to_owned()];
    let file = write(&[&letter(&[lines])]).unwrap();
    assert_eq!(strange(&file), None);
    let (pages, wrong) = by_pages(&file);
    let lines: Vec<&str> = pages[0].1.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!((lines, wrong), (vec!["Ana Silva", "Жаңаөзен"], None));
}

#[test]
fn what_is_strange_is_read_whole_unless_it_is_too_large() {
    /// A file that says that it is larger.
    struct Large(Vec<u8>);

    impl Source for Large {
        fn size(&self) -> u64 {
            WHOLE_PDF + 1
        }

        fn read(&self, at: u64, most: usize) -> Result<Vec<u8>, Diagnostic> {
            (&self.0[..]).read(at, most)
        }
    }

    let file = b"no PDF file".to_vec();
    assert!(as_a_whole(&file).1.is_some());
    assert_eq!(by_pages(&file), as_a_whole(&file));
    let read = texts(&Large(file), 1, str::len, |_, _| Ok::<(), Diagnostic>(()));
    let wrong = read.unwrap().unwrap();
    assert_eq!(
        wrong,
        "the header is missing, and it is larger than that which is read at once (256 MiB)"
    );
}
