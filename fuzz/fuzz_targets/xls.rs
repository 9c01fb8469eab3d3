#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| protest_letter_fuzz::run("xls", input));
