//! All tests of the program from outside, in one binary: it is linked once, and its tests share all cores to the end.
//!
//! Those of one file: `cargo test --test all faults::`. What fuzzing kept is run by `fuzz_replay.rs`, which is a binary
//! of its own because a package is without it.

mod additions;
mod addressees;
mod any_day;
mod batch;
mod bombs;
mod cases;
mod circles;
mod composed;
mod countries;
mod demands;
mod dependencies;
mod faults;
mod faulty;
mod fax;
mod findings;
mod folder;
mod help;
mod json;
mod labels;
mod letters;
mod limits;
mod mail;
mod members;
mod nearest;
mod offices;
mod one_letter;
mod outside;
mod own;
mod panics;
mod peers;
mod power;
mod print_file;
mod privacy;
mod profiles;
mod program;
mod raggedness;
mod readme;
mod relied_on;
mod resources;
mod routes;
mod runs;
mod same_bytes;
mod shell;
mod single_files;
mod slots;
mod structure;
mod told;
mod truth;
mod verify;
mod words;
mod written;
