//! protest-letter: an appeal in, letters that are ready to post, fax, mail or read out.
//!
//! # The line
//!
//! ```text
//! targets.toml ─┐                                                        ┌─ text, mail ──────┐
//! letters/      ┼─ Campaign ─ Selection ─ Letter ────────────────────────┤                   ├─ bytes ─ files
//! sender, date ─┘                            └─ Document (pages, runs) ──┴─ pdf, fax, layout ┘
//!  read                       pure: no clock, no disk, no terminal                            written
//! ```
//!
//! | stage | in | out | what always holds |
//! | --- | --- | --- | --- |
//! | [`campaign`] | texts of a folder | [`campaign::Campaign`] | every value has a right type, language, country and range of dates; ids are unique |
//! | [`selection`] | words of `--target`, country, date | targets and the rule that chose them | every chosen target exists on the date; no rule chooses one that nobody is sent to from the country |
//! | [`letter`] | template, target, sender, date | [`letter::Letter`] | nothing that a record of the date does not say is in it |
//! | [`layout`] | letter, profile or label | [`page::Document`] | no glyph is missing, no line is cut, nothing stands where the profile has no place for it |
//! | [`output`] | letters or documents | bytes | equal input gives equal bytes |
//!
//! Every stage is a function from values to values and returns all its problems
//! ([`diagnostic::Problems`]), not the first.
//!
//! # The layers
//!
//! A module uses only modules of lower layers; a test holds that true. From the bottom:
//!
//! 1. Values: [`limits`], [`diagnostic`], [`length`], [`suggest`]; [`parallel`] work on them, whose [`panics`] are
//!    problems too, and a [`memory`] of what was made; [`faults`] that tests ask for.
//! 2. What the world agrees on, each over one library: [`assets`] (fonts), [`calendar`] (chrono), [`country`] (keshvar), [`digest`] (sha2),
//!    [`email`], [`phone`], commands for a [`shell`], [`picture`] (png), [`breaking`] (textwrap), [`hyphenation`] (hypher), [`sentences`] (`unicode_segmentation`),
//!    [`fields`] (toml).
//! 3. The campaign: [`campaign`] is the schema, dated records among it; [`sender`] is who signs; [`members`]
//!    reads many of them (csv, `encoding_rs`).
//! 4. [`selection`] chooses targets; [`font`] knows the faces, their shapes, subsets and pixels.
//! 5. [`letter`] fills templates; [`page`] describes pages, their profiles, labels and envelopes.
//! 6. [`layout`] sets letters on pages, for the post or for fax machines, and their addresses on labels and
//!    envelopes.
//! 7. [`output`] writes them, as bytes, as the pixels of a fax or as messages (`mail_builder`); [`audit`] judges whole campaigns.
//! 8. The outside world, one module each: [`disk`], [`clock`], [`console`] with [`report`] (how
//!    problems look), [`desktop`] (which opens drafts).
//! 9. [`batch`]: the letters of many members as files, and the proof that they are right.
//! 10. [`cli`]: arguments as given, the plan they mean, one module a command.
//!
//! # A batch
//!
//! The same line for every member and target, on all cores. [`batch::plan::survey`] goes over the members file
//! and judges every row; [`batch::write::run`] makes the letters in the order of targets and members and writes
//! them with [`output::pdf::PrintFile`], as a mailbox or as single files, each target in its own
//! [`batch::make::route`], and a manifest of where each is; each file is written down in [`batch::record::write_ahead`] before
//! it has its name. Faxes are files of their own to the lines that [`batch::plan::fax_queue`] tells, and [`batch::record::fax_list`] lists them.
//! [`batch::proof::verify`] reads the files again, wherever [`batch::record::locate`] finds them, and [`batch::record::purge`] removes them. None of them
//! holds the members or the letters. What is written of people is for [`disk::Readers`] alone.
//!
//! # Dated records
//!
//! Offices change hands and move, figures are corrected. So contacts, holders, facts and demands are
//! lists of [`campaign::dated::Dated`] records, and the date of the letter picks the record. In which words they are
//! said, and which facts speak to whom, is [`campaign::audience::Addressed`] to targets.

#![forbid(unsafe_code)]

pub mod assets;
pub mod audit;
pub mod batch;
pub mod breaking;
pub mod cache;
pub mod calendar;
pub mod campaign;
pub mod cli;
pub mod clock;
pub mod console;
pub mod country;
pub mod desktop;
pub mod diagnostic;
pub mod digest;
pub mod disk;
pub mod email;
pub mod faults;
pub mod fields;
pub mod font;
pub mod hyphenation;
pub mod layout;
pub mod length;
pub mod letter;
pub mod limits;
pub mod members;
pub mod output;
pub mod page;
pub mod panics;
pub mod parallel;
pub mod phone;
pub mod picture;
pub mod report;
pub mod selection;
pub mod sender;
pub mod sentences;
pub mod shell;
pub mod suggest;
