//! What the fuzz targets do with an input: bodies that `fuzz_targets/` hands to libFuzzer on nightly and that
//! `tests/fuzz_replay.rs` runs on stable.
//!
//! A body panics where something is not as it has to be. None of them uses more of the program than is public.

mod campaign;
mod letter;
mod lists;
mod mail;
mod members;
mod page;
mod pages;
mod parts;
mod picture;
mod problems;
mod records;

/// A target: its name, which is also that of its folder of inputs, and its body.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("campaign", campaign::whole),
    ("forms", campaign::forms),
    ("letter", letter::fill),
    ("markup", page::markup),
    ("profiles", page::profiles),
    ("members", members::rows),
    ("xlsx", lists::xlsx),
    ("ods", lists::ods),
    ("xls", lists::xls),
    ("cards", lists::cards),
    ("sender", records::sender),
    ("manifest", records::manifest),
    ("record", records::record),
    ("picture", picture::png),
    ("mail", mail::round_trip),
    ("received", mail::received),
    ("pdf", pages::words),
];

/// Runs a target on an input.
pub fn run(name: &str, input: &[u8]) {
    let body = TARGETS.iter().find(|(known, _)| *known == name);
    body.unwrap_or_else(|| panic!("there is no target {name}"))
        .1(input);
}
