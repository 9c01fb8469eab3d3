//! protest-letter: an appeal in, letters that are ready to post, fax, mail or read out.
//!
//! # The line
//!
//! ```text
//! targets.toml ─┐                                                        ┌─ text, mail ──────┐
//! letters/      ┼─ Campaign ─ Selection ─ Route ─ Letter ────────────────┤                   ├─ bytes ─ files
//! sender, date ─┘                                   └─ Document (pages) ─┴─ pdf, fax, layout ┘
//!  read                       pure: no clock, no disk, no terminal                            written
//! ```
//!
//! | stage | in | out | what always holds |
//! | --- | --- | --- | --- |
//! | [`campaign`] | texts of a folder | [`campaign::Campaign`] | every value has a right type, language, country and range of dates; ids are unique |
//! | [`selection`] | words of `--target`, country, date | targets and the rule that chose them | every chosen target exists on the date; no rule chooses one that nobody is sent to from the country |
//! | [`maker::route`] | target, date, what was asked for | [`maker::Route`]: channel, formats, copies, fax lines | it is worked out once for each target |
//! | [`letter`] | template, target, sender, date | [`letter::Letter`] | nothing that a record of the date does not say is in it |
//! | [`layout`] | letter, profile or label | [`page::Document`] | no glyph is missing, no line is cut, nothing stands where the profile has no place for it |
//! | [`output`] | letters or documents | bytes | equal input gives equal bytes |
//!
//! Every stage is a function from values to values and returns all its problems
//! ([`diagnostic::Problems`]), not the first.
//!
//! One letter is a batch of one: [`maker`] turns an order (template, target, sender) and its route into pieces. `generate`
//! makes one letter at a time with it, `batch` those of every member. They differ in where orders come from and where
//! pieces go.
//!
//! # The layers
//!
//! A module uses only modules of lower layers. A test reads this list and holds it true. From the bottom:
//!
//! 1. [`limits`]: how much of anything is read, written and told.
//! 2. Values: [`counting`] (one letter, two letters), [`diagnostic`] (problems, with their place and a help), [`length`],
//!    [`suggest`] ("did you mean"), a [`cache`] of what was made, and [`faults`] for tests.
//! 3. [`panics`]: a fault of the program itself, as a problem. [`alike`]: problems of many rows as one.
//! 4. [`parallel`]: work on all cores, with its results in order.
//! 5. What the world agrees on, each over one library: [`assets`] (fonts), [`breaking`] (lines: textwrap), [`calendar`]
//!    (chrono), [`country`] (keshvar, regex-lite), [`digest`] (sha2), [`email`], [`hyphenation`] (hypher), [`phone`], [`picture`]
//!    (png), [`sentences`] (`unicode_segmentation`), [`shell`] (words of a command).
//! 6. [`fields`] (toml): tables, read key by key.
//! 7. [`campaign`]: the schema of a campaign folder, with its dated records.
//! 8. [`sender`] is who signs; [`selection`] chooses targets; [`font`] knows the faces, their shapes, subsets and pixels.
//! 9. [`members`]: a list of members, row by row: texts (csv, `encoding_rs`, chardetng), workbooks (zip, `quick_xml`,
//!    ssfmt, calamine, cfb) and address books (calcard).
//! 10. [`letter`]: templates filled, and what a letter says.
//! 11. [`page`]: descriptions of pages, profiles, labels and envelopes.
//! 12. [`layout`]: letters set on pages, for the post or for fax machines, and addresses on labels and envelopes.
//! 13. [`output`]: bytes of text, PDF, PNG, fax and mail (`mail_builder`).
//! 14. [`maker`]: an order and its route in, the pieces of a letter out. [`audit`]: whole campaigns judged.
//! 15. The outside world, one module each: [`disk`], [`clock`], and [`report`], which says how problems look.
//! 16. [`console`]: the terminal.
//! 17. [`desktop`]: mail programs that open drafts.
//! 18. [`batch`]: the letters of many members as files, and the proof that they are right.
//! 19. [`cli`]: the command line, a module for each command.
//!
//! # A batch
//!
//! The same line for every member and target, on all cores: [`batch::plan`] judges and counts, [`batch::make`] makes one
//! letter, [`batch::write`] writes the files, [`batch::proof`] reads them again. [`batch`] lists its rooms, as
//! [`letter`], [`layout`], [`output`], [`maker`] and [`cli`] do.
//!
//! None of them holds all members or all letters. Only [`disk::Readers`] can read what is written about people.
//!
//! # Dated records
//!
//! Offices change hands and move, figures are corrected. So contacts, holders, facts and demands are
//! lists of [`campaign::dated::Dated`] records, and the date of the letter picks the record. In which words they are
//! said, and which facts speak to whom, is [`campaign::audience::Addressed`] to targets.

#![forbid(unsafe_code)]
#![warn(unreachable_pub, clippy::missing_docs_in_private_items)]

pub mod alike;
pub(crate) mod assets;
pub mod audit;
pub mod batch;
pub mod breaking;
pub(crate) mod cache;
pub mod calendar;
pub mod campaign;
pub mod cli;
pub(crate) mod clock;
pub mod console;
pub mod counting;
pub mod country;
pub(crate) mod desktop;
pub mod diagnostic;
pub mod digest;
pub mod disk;
pub mod email;
pub mod faults;
pub(crate) mod fields;
pub mod font;
pub mod hyphenation;
pub mod layout;
pub mod length;
pub mod letter;
pub mod limits;
pub(crate) mod maker;
pub mod members;
pub mod output;
pub mod page;
pub(crate) mod panics;
pub(crate) mod parallel;
pub(crate) mod phone;
pub mod picture;
pub mod report;
pub mod selection;
pub mod sender;
pub mod sentences;
pub(crate) mod shell;
pub mod suggest;
