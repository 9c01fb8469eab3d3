//! Limits on everything that is read, written and shown.
//!
//! Whatever a file holds, a run ends soon and within the memory of a small machine, with a message that names what is
//! too large. The table in `docs/reliability.md` is this list; a test compares them.

/// Bytes of a file or of standard input that is read whole, where no smaller limit is given. Members files are read row
/// by row and may be of any size.
pub const INPUT: u64 = 64 << 20;

/// Bytes of a PDF file that `verify` reads whole because it cannot read it page by page: encrypted, damaged or with two
/// tables of its objects. Others may be of any size.
pub const WHOLE_PDF: u64 = 256 << 20;

/// Bytes of a letter or message in a file of many that `verify` reads.
pub const READ_AGAIN: u64 = 64 << 20;

/// Bytes of a file below `letters/`: a letter, a partial, the forms of a language.
pub const TEMPLATE: usize = 256 << 10;

/// Folders in folders below that of the campaign.
pub const DEPTH: usize = 8;

/// Texts below `letters/`, each as often as links lead to it.
pub const FILES: usize = 10_000;

/// Folders below `letters/`, each as often as links lead to it.
pub const FOLDERS: usize = 1_000;

/// Bytes of all texts below `letters/`, each as often as links lead to it.
pub const LETTERS: usize = 16 << 20;

/// Tags, `{{…}}`, of a letter, a partial or another text that is filled.
pub const TAGS: usize = 1_000;

/// Bytes of one tag.
pub const TAG: usize = 4 << 10;

/// The number of `\` in a row in a text that is filled.
pub const BACKSLASHES: usize = 32;

/// The depth of nested blocks, those of a partial counted with those around it; and of nested emphasis.
pub const NESTING: usize = 32;

/// The depth of nested tables and lists of TOML: the limit of the toml crate.
pub const TOML: u32 = 80;

/// The number of partials that one letter takes in, each as often as it is taken in.
pub const PARTIALS: usize = 200;

/// Bytes of a letter's text, with its markup, when everything is filled in.
pub const LETTER: usize = 256 << 10;

/// Pages of a letter.
pub const PAGES: usize = 200;

/// Letters, digits and `-` of an id.
pub const ID: usize = 64;

/// Bytes of the file of a signature or a logo.
pub const PICTURE: u64 = 4 << 20;

/// Pixels of a signature or a logo: a scan of a whole A4 page at 600 dots an inch.
pub const PIXELS: u64 = 4960 * 7016;

/// Pixels of one side of a signature or a logo.
pub const SIDE: u32 = 20_000;

/// Dots an inch of a page that is drawn as a picture.
pub const DOTS: u32 = 600;

/// Bytes of the pixels of a page that is drawn as a picture: in gray a byte each, in colour three.
pub const DRAWN: usize = 40_000_000;

/// Signs of a large text of TOML: names, values, marks, blanks between them.
pub const SIGNS: usize = 6_000_000;

/// Tables and lists of a large text of TOML; ten thousand targets with a contact each have fewer.
pub const TABLES: usize = 100_000;

/// Bytes of a text of TOML up to which every syntax error is reported; of a larger one, only the first.
pub const MISTAKES: usize = 256 << 10;

/// Bytes of a text of a record: a name, an office, a line of an address, a fact, a note.
pub const TEXT: usize = 4 << 10;

/// Entries of a list of a record; all countries have room in one.
pub const ENTRIES: usize = 300;

/// Lines of an address.
pub const LINES: usize = 20;

/// Languages of a campaign.
pub const LANGUAGES: usize = 50;

/// Characters of the tag of a language: room enough by RFC 5646, 4.4.1.
pub const LANGUAGE: usize = 35;

/// Bytes of a line of the list of names that a batch keeps: a path.
pub const NAME: usize = 4 << 10;

/// Bytes of a row of a members file.
pub const ROW: usize = 1 << 20;

/// Columns of a members file.
pub const COLUMNS: usize = 1_000;

/// Columns of a sheet: those of Excel and LibreOffice.
pub const SHEET_COLUMNS: usize = 16_384;

/// Rows of a sheet: those of Excel and LibreOffice.
pub const SHEET_ROWS: usize = 1_048_576;

/// Sheets of a workbook.
pub const SHEETS: usize = 1_000;

/// Filled cells of a sheet.
pub const CELLS: usize = 20_000_000;

/// Cells of the rectangles that hold the cells of all sheets of an Excel 97 workbook.
pub const RECTANGLE: usize = 2_000_000;

/// Bytes of the rows of a list that is held: a sheet or an address book.
pub const HELD: u64 = 512 << 20;

/// Bytes of the texts that the cells of a workbook share.
pub const SHARED: usize = 48 << 20;

/// Texts that the cells of a workbook share.
pub const STRINGS: usize = 4_000_000;

/// Bytes of a part of a workbook when it is unpacked.
pub const UNPACKED: u64 = 1 << 30;

/// How many times as large as it is packed a part of a workbook may be, beyond [`INPUT`].
pub const UNPACKING: u64 = 200;

/// Drafts that `--open` opens at once.
pub const DRAFTS: usize = 10;

/// Messages that a run shows. The number of further ones is shown too.
pub const MESSAGES: usize = 100;

/// Messages that are not errors, among those shown.
pub const NOTES: usize = 50;

/// Characters of a word that "did you mean" is asked for.
pub const GUESSED: usize = 40;

/// The number of times that "did you mean" is asked for among the names of all countries: for the first unknown ones of
/// a file.
pub const GUESSES: usize = 20;

/// Bytes of a line, and of the lines of a place, that a message shows.
pub const SHOWN: usize = 400;

/// Bytes of a message, of each piece of advice and of the name of a file that are shown; of a longer one, the middle is
/// left out.
pub const MESSAGE: usize = 2 << 10;
