//! Print files: many letters in one PDF, as other people's programs see them.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::OnceLock;

use crate::letters::{letter, of_member};
use crate::outside::pdf::{conform, is_sound, open};
use crate::outside::{printed, run};
use lopdf::{Dictionary, Document as Lopdf, Object, ObjectId};
use protest_letter::letter::furniture::Additions;
use protest_letter::output::pdf::{self, Failure, Info, PrintFile};
use protest_letter::page::{Document, Item, Role};
use protest_letter::picture::{LOGO, Picture, SIGNATURE};

/// How many letters are tried: one, a few, and a node of the page tree that is nearly full, full, and
/// more than full.
const COUNTS: [usize; 5] = [1, 2, 63, 65, 130];

/// The kinds of letters, which come in turn: three languages, two pages, pictures.
fn kinds() -> &'static [Document] {
    static KINDS: OnceLock<Vec<Document>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let none = Additions::default();
        let png = fs::read("tests/inputs/signature.png").unwrap();
        let picture = |print| Some(Picture::from_png("signature.png", &png, print).unwrap());
        let signed = Additions {
            signature: picture(SIGNATURE),
            ..Additions::default()
        };
        let both = Additions {
            logo: picture(LOGO),
            ..signed.clone()
        };
        let long = fs::read_to_string("tests/cases/letters/inputs/long.txt").unwrap();
        vec![
            letter("en", "Ana Silva", None, &none),
            letter("ru", "Анна Сильва", None, &signed),
            letter("kk", "Әсел Қали", None, &none),
            letter("en", "Bo (O\\N) €", Some(&long), &both),
            letter("en", "Ana Silva", None, &signed),
        ]
    })
}

fn documents(count: usize) -> Vec<&'static Document> {
    kinds().iter().cycle().take(count).collect()
}

fn info() -> Info {
    Info {
        title: "Letters (все)".to_owned(),
        author: None,
        ..Info::of(&kinds()[0])
    }
}

fn bookmark(n: usize) -> String {
    format!("Letter {n} → президенту")
}

/// A file of letters, printed on both sides: each begins a sheet. And where their pages are.
fn print_file(count: usize) -> (Vec<u8>, Vec<Range<usize>>) {
    let mut file = PrintFile::new(Vec::new(), &info());
    let mut places = Vec::new();
    for (n, document) in documents(count).into_iter().enumerate() {
        let place = file.letter(document, &bookmark(n)).unwrap();
        if place.len() % 2 == 1 {
            assert_eq!(file.blank_page(document.paper).unwrap(), place.end);
        }
        places.push(place);
    }
    (file.finish().unwrap().0, places)
}

/// The paths of the files of letters, written once, and where the letters' pages are.
fn files() -> &'static [(String, Vec<Range<usize>>)] {
    static FILES: OnceLock<Vec<(String, Vec<Range<usize>>)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let file = |count: usize| {
            let (bytes, places) = print_file(count);
            (written(&format!("letters-{count}"), &bytes), places)
        };
        COUNTS.into_iter().map(file).collect()
    })
}

fn written(name: &str, bytes: &[u8]) -> String {
    let path = format!("{}/print-{name}.pdf", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, bytes).unwrap();
    path
}

fn single(n: usize) -> String {
    let bytes = pdf::write(&[&kinds()[n]]).unwrap();
    written(&format!("single-{n}"), &bytes)
}

#[test]
fn pages_are_counted_and_letters_begin_sheets() {
    for (path, places) in files() {
        let mut next = 1;
        for (n, place) in places.iter().enumerate() {
            let length = kinds()[n % kinds().len()].pages.len();
            assert_eq!(*place, next..next + length, "{path}");
            next += length.next_multiple_of(2);
        }
        let pages = format!("Pages:           {}\n", next - 1);
        assert!(printed("pdfinfo", &[path]).contains(&pages), "{path}");
    }
}

#[test]
fn files_pass_pdf_a_2a_and_pdf_ua_1() {
    conform(files().iter().map(|(path, _)| path.as_str()));
}

#[test]
fn other_programs_open_them_without_a_word() {
    open(files().iter().map(|(path, _)| path.as_str()));
    for (path, _) in files() {
        let read = run("pdftotext", &[path, "-"]);
        assert!(read.stderr.is_empty(), "{path}: {read:?}");
    }
}

/// Every page of a file as text.
fn texts(path: &str) -> Vec<String> {
    let text = printed("pdftotext", &["-layout", path, "-"]);
    text.split_terminator('\x0c').map(str::to_owned).collect()
}

#[test]
fn every_letter_is_on_its_pages_as_in_a_file_of_its_own() {
    let singles: Vec<_> = (0..kinds().len()).map(|n| texts(&single(n))).collect();
    assert!(singles[0][0].contains("Ana Silva") && singles[1][0].contains("Анна Сильва"));
    assert_eq!(singles[3].len(), 2);
    for (path, places) in files() {
        let found = texts(path);
        let mut expected = vec![String::new(); found.len()];
        for (n, place) in places.iter().enumerate() {
            for (page, text) in place.clone().zip(&singles[n % singles.len()]) {
                expected[page - 1].clone_from(text);
            }
        }
        assert!(found == expected, "{path}: {found:#?}");
    }
}

fn drawn(path: &str, page: usize) -> Vec<u8> {
    let page = page.to_string();
    let arguments = ["-r", "40", "-gray", "-f", &page, "-l", &page, path];
    run("pdftoppm", &arguments).stdout
}

#[test]
fn every_kind_of_letter_looks_as_in_a_file_of_its_own() {
    let (path, places) = &files()[2];
    // The first of a kind, and one whose content was written before.
    for n in [0, 1, 2, 3, 4, 40, 41, 42, 43, 44] {
        let single = single(n % kinds().len());
        for (page, own) in places[n].clone().zip(1..) {
            let (here, alone) = (drawn(path, page), drawn(&single, own));
            assert!(
                here.len() > 100_000 && here == alone,
                "letter {n}, page {page}"
            );
        }
    }
}

/// The right edges of the words of a page as poppler finds them, in points.
fn right_edges(path: &str, page: usize) -> Vec<f64> {
    let page = page.to_string();
    let xml = printed("pdftotext", &["-bbox", "-f", &page, "-l", &page, path, "-"]);
    let edges = xml.split("xMax=\"").skip(1);
    let number = |rest: &str| rest.split('"').next().unwrap().parse().unwrap();
    edges.map(number).collect()
}

/// Where the widths in the font are wrong, a line ends elsewhere.
#[test]
fn lines_end_where_the_layout_ends_them() {
    let (path, places) = &files()[2];
    for (document, place) in documents(4).into_iter().zip(places) {
        let found = right_edges(path, place.start);
        for item in &document.pages[0].items {
            let Item::Run(run) = item else { continue };
            let mut line = run.clone();
            let glyphs = std::sync::Arc::make_mut(&mut line.glyphs);
            while glyphs.pop_if(|glyph| glyph.text == " ").is_some() {}
            let end = (line.x + line.width(1000)).to_points();
            // A word that goes on in another style or language ends elsewhere.
            let goes_on = |other: &Item| matches!(other, Item::Run(other) if other.y == run.y && other.x > run.x);
            if line.glyphs.len() < 40 || document.pages[0].items.iter().any(goes_on) {
                continue;
            }
            let near = found.iter().any(|edge| (edge - end).abs() < 0.2);
            assert!(near, "{} ends at {end}", run.text);
        }
    }
}

#[test]
fn the_structure_is_that_of_the_letters_in_their_order() {
    let structure = printed("pdfinfo", &["-struct-text", &files()[1].0]);
    let mut expected = "Document\n".to_owned();
    for n in 0..2 {
        let own = printed("pdfinfo", &["-struct-text", &single(n)]);
        let lines = own.lines().skip(1).map(|line| format!("  {line}\n"));
        expected.push_str("  Sect\n");
        expected.extend(lines);
    }
    assert_eq!(structure, expected);
}

/// The structure elements of a file by the marks that they hold: a page and a number on it.
type Owners = BTreeMap<(ObjectId, i64), ObjectId>;

/// Notes whose marks those are that are in an element, and looks whether each names its parent.
fn walk(file: &Lopdf, id: ObjectId, parent: ObjectId, owners: &mut Owners) {
    let element = file.get_dictionary(id).unwrap();
    assert_eq!(element.get(b"P").unwrap().as_reference().unwrap(), parent);
    let page = |holder: &Dictionary| holder.get(b"Pg").and_then(Object::as_reference).unwrap();
    let kids = element.get(b"K").unwrap();
    let one = std::slice::from_ref(kids);
    for kid in kids.as_array().map_or(one, Vec::as_slice) {
        let (page, mark) = match kid {
            Object::Reference(kid) => {
                walk(file, *kid, id, owners);
                continue;
            }
            Object::Integer(mark) => (page(element), *mark),
            other => {
                let other = other.as_dict().unwrap();
                (page(other), other.get(b"MCID").unwrap().as_i64().unwrap())
            }
        };
        assert_eq!(
            owners.insert((page, mark), id),
            None,
            "mark {mark} of {page:?}"
        );
    }
}

/// The entries of a number tree, in their order.
fn numbers(file: &Lopdf, node: &Dictionary, entries: &mut Vec<(i64, Vec<Object>)>) {
    if let Ok(kids) = node.get(b"Kids") {
        for kid in kids.as_array().unwrap() {
            let kid = file.get_dictionary(kid.as_reference().unwrap()).unwrap();
            numbers(file, kid, entries);
        }
        return;
    }
    for pair in node.get(b"Nums").unwrap().as_array().unwrap().chunks(2) {
        let owners = pair[1].as_array().unwrap().clone();
        entries.push((pair[0].as_i64().unwrap(), owners));
    }
}

#[test]
fn from_every_mark_there_is_a_way_to_its_element() {
    for (path, _) in files() {
        let file = Lopdf::load(path).unwrap();
        let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        let root = root.as_reference().unwrap();
        let tree = file.get_dictionary(root).unwrap();
        let reference = |key: &[u8]| tree.get(key).unwrap().as_reference().unwrap();
        let mut owners = Owners::new();
        walk(&file, reference(b"K"), root, &mut owners);
        let mut entries = Vec::new();
        let parents = file.get_dictionary(reference(b"ParentTree")).unwrap();
        numbers(&file, parents, &mut entries);
        let keyed = file.page_iter().filter_map(|page| {
            let key = file.get_dictionary(page).unwrap().get(b"StructParents");
            Some((page, key.ok()?.as_i64().unwrap()))
        });
        let mut found = Owners::new();
        for ((page, key), (entry, elements)) in keyed.zip(&entries) {
            assert_eq!(key, *entry, "{path}");
            for (mark, element) in (0..).zip(elements) {
                found.insert((page, mark), element.as_reference().unwrap());
            }
        }
        assert!(found == owners && found.len() > 25, "{path}");
        assert_eq!(
            tree.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap(),
            i64::try_from(entries.len()).unwrap()
        );
    }
}

#[test]
fn every_letter_in_another_language_says_so() {
    let qdf = run(
        "qpdf",
        &["--qdf", "--object-streams=disable", &files()[2].0, "-"],
    );
    let text = String::from_utf8_lossy(&qdf.stdout);
    let objects = text.split("endobj");
    let sections: Vec<_> = objects
        .filter(|object| object.contains("/S /Sect"))
        .collect();
    let count = |lang: &str| {
        let entry = format!("/Lang ({lang})");
        sections
            .iter()
            .filter(|section| section.contains(&entry))
            .count()
    };
    assert_eq!(
        (sections.len(), count("en"), count("ru"), count("kk")),
        (63, 0, 13, 13)
    );
}

#[test]
fn every_letter_has_a_bookmark_that_leads_to_its_first_page() {
    for (path, places) in files() {
        let outline = printed("mutool", &["show", path, "outline"]);
        let lines: Vec<_> = outline.lines().collect();
        assert_eq!(lines.len(), places.len(), "{outline}");
        for (n, (line, place)) in lines.iter().zip(places).enumerate() {
            let page = format!("#page={}&", place.start);
            assert!(
                line.contains(&bookmark(n)) && line.contains(&page),
                "{line}"
            );
        }
    }
}

#[test]
fn pictures_and_fonts_are_in_a_file_once() {
    for (path, places) in &files()[2..] {
        let bytes = fs::read(path).unwrap();
        let count = |text: &str| {
            bytes
                .windows(text.len())
                .filter(|w| *w == text.as_bytes())
                .count()
        };
        assert_eq!(count("/Subtype/Image"), 2, "{path}");
        let with_picture = |n: usize| {
            let items = &kinds()[n % kinds().len()].pages[0].items;
            items.iter().any(|item| matches!(item, Item::Image(_)))
        };
        assert!((0..places.len()).filter(|n| with_picture(*n)).count() > 30);
        let styles = count("/Subtype/CIDFontType0C");
        assert!((2..=4).contains(&styles), "{path}: {styles}");
    }
}

#[test]
fn a_letter_more_is_few_bytes_more() {
    let size = |count: u64| {
        let mut file = PrintFile::new(Vec::new(), &info());
        for number in 0..count {
            let document = of_member(&kinds()[0], number);
            file.letter(&document, &format!("Member {number}")).unwrap();
        }
        file.finish().unwrap().0.len()
    };
    let each = (size(300) - size(100)) / 200;
    assert!(each < 2000, "{each} bytes");
}

#[test]
fn equal_letters_make_equal_bytes_and_others_another_identifier() {
    assert!(print_file(7).0 == print_file(7).0);
    let identifier = |count: usize| {
        let text = printed("qpdf", &["--show-object=trailer", &files()[count].0]);
        text.split_once("/ID").unwrap().1[..40].to_owned()
    };
    assert_ne!(identifier(0), identifier(1));
}

#[test]
fn a_file_without_pages_is_none() {
    let file = PrintFile::new(Vec::new(), &info());
    assert!(matches!(file.finish(), Err(Failure::Empty)));
    assert!(matches!(pdf::write(&[]), Err(Failure::Empty)));
}

#[test]
fn blank_pages_alone_are_a_file() {
    let mut file = PrintFile::new(Vec::new(), &info());
    file.blank_page(kinds()[0].paper).unwrap();
    let path = written("blank", &file.finish().unwrap().0);
    let checked = run("qpdf", &["--check", &path]);
    assert!(
        checked.status.success() && checked.stderr.is_empty(),
        "{checked:?}"
    );
}

/// Where trees have three levels: their nodes have 64 kids each. The second file has a cross-reference table
/// of two sections. To judge so many pages takes other programs some ten seconds.
#[test]
fn trees_grow() {
    let mut tiny = kinds()[0].clone();
    tiny.pages[0]
        .items
        .retain(|item| matches!(item, Item::Run(run) if run.role == Role::Heading));
    for (count, sections) in [(64 * 64, 1), (22_000, 2)] {
        let mut file = PrintFile::new(Vec::new(), &info());
        for n in 0..count {
            assert_eq!(file.letter(&tiny, "").unwrap(), n + 1..n + 2);
        }
        let bytes = file.finish().unwrap().0;
        let tables = bytes.windows(11).filter(|w| w == b"/Type/XRef/");
        assert_eq!(tables.count(), sections);
        let path = written(&format!("trees-{count}"), &bytes);
        conform([path.as_str()]);
        is_sound(&path);
        let last = printed("pdftotext", &["-f", &count.to_string(), &path, "-"]);
        assert!(last.starts_with(&tiny.title), "{last}");
        let parents = printed(
            "mutool",
            &["show", &path, "trailer/Root/StructTreeRoot/ParentTree"],
        );
        assert!(parents.contains("/Kids"), "{parents}");
    }
}

/// An output that takes so many bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        match taken {
            0 if !bytes.is_empty() => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(taken),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The letters into an output, to the first failure.
fn try_to_write(out: impl Write, count: usize) -> Result<(), Failure> {
    let mut file = PrintFile::new(out, &info());
    for document in documents(count) {
        file.letter(document, "a")?;
        file.blank_page(document.paper)?;
    }
    file.finish().map(drop)
}

#[test]
fn a_full_disk_is_an_error_wherever_it_happens() {
    let count = 300;
    let mut whole = Vec::new();
    try_to_write(&mut whole, count).unwrap();
    assert!(whole.len() > 150_000, "{}", whole.len());
    try_to_write(Full(whole.len()), count).unwrap();
    let somewhere = (0..whole.len()).step_by(whole.len() / 20);
    for room in somewhere.chain([1, 65_535, 65_536, whole.len() - 1]) {
        match try_to_write(Full(room), count) {
            Err(Failure::Output(error)) => {
                assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{room}");
            }
            other => panic!("{room}: {other:?}"),
        }
    }
}

#[test]
fn after_an_error_there_are_only_errors() {
    let mut file = PrintFile::new(Full(0), &info());
    let letter = |file: &mut PrintFile<Full>| file.letter(&kinds()[0], "a");
    let failed = (0..1000).find(|_| letter(&mut file).is_err());
    assert!(failed.is_some());
    assert!(matches!(file.finish(), Err(Failure::Output(_))));
}
