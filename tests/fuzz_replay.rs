//! What fuzzing runs, on stable and in a few seconds: every input that is kept, then inputs made from them by
//! chance, which the same seed makes again. `scripts/fuzz` goes on for as long as one likes.
#![expect(clippy::disallowed_methods, reason = "a test reads its files itself")]
#![expect(clippy::disallowed_macros, reason = "it tells how much was run")]

#[path = "../fuzz/src/lib.rs"]
mod bodies;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long the inputs of chance of a target are run, and how many there are at most.
const BUDGET: Duration = Duration::from_secs(2);
const MOST: usize = 3000;

/// How long one input may take, here where nothing is optimized.
const LONGEST: Duration = Duration::from_secs(20);

/// The longest input of chance.
const LONGEST_INPUT: usize = 16 << 10;

/// How much a kept input may have, so that the repository stays small.
const LONGEST_KEPT: usize = 64 << 10;

/// Files of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn kept(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let files = files(&Path::new("fuzz/corpus").join(target)).into_iter();
    files
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

/// The words of a dictionary as libFuzzer reads it: `"word"` a line, with `\x0a` for bytes.
fn dictionary(target: &str) -> Vec<Vec<u8>> {
    let path = format!("fuzz/dictionaries/{target}.dict");
    let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"));
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| word(line).unwrap_or_else(|| panic!("{path}: {line}")))
        .collect()
}

fn word(line: &str) -> Option<Vec<u8>> {
    let mut rest = line.strip_prefix('"')?.strip_suffix('"')?.as_bytes();
    let mut word = Vec::new();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        word.push(match (first, rest) {
            (b'\\', [b'x', high, low, behind @ ..]) => {
                rest = behind;
                u8::from_str_radix(std::str::from_utf8(&[*high, *low]).ok()?, 16).ok()?
            }
            (b'\\', [escaped @ (b'"' | b'\\'), behind @ ..]) => {
                rest = behind;
                *escaped
            }
            (b'\\' | b'"', _) => return None,
            _ => *first,
        });
    }
    Some(word)
}

/// Chance that is the same every time: `SplitMix64` (Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    /// A part of some bytes, mostly a short one.
    fn part(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        let most = if self.below(4) == 0 { bytes.len() } else { 16 };
        let length = self.below((bytes.len() - start).min(most) + 1);
        start..start + length
    }

    /// Another input: a kept one with one to eight changes.
    fn input(&mut self, kept: &[(PathBuf, Vec<u8>)], words: &[Vec<u8>]) -> Vec<u8> {
        let mut input = self.of(kept).1.clone();
        for _ in 0..=self.below(8) {
            let part = self.part(&input);
            let at = part.start;
            let new = match self.below(7) {
                0 if at < input.len() => {
                    input[at] ^= 1 << self.below(8);
                    continue;
                }
                0 | 1 => vec![u8::try_from(self.below(256)).unwrap()],
                2 => Vec::new(),
                3 => input[part.clone()].repeat(2 + self.below(6)),
                4 => {
                    let other = &self.of(kept).1;
                    other[self.part(other)].to_vec()
                }
                _ => self.of(words).clone(),
            };
            input.splice(part, new);
        }
        input.truncate(LONGEST_INPUT);
        input
    }
}

/// Runs a target on an input; what it says is wrong is told with the input.
fn run(target: &str, name: &str, input: &[u8]) {
    let start = Instant::now();
    let ended = catch_unwind(AssertUnwindSafe(|| bodies::run(target, input)));
    let took = start.elapsed();
    let told = input.escape_ascii();
    assert!(
        ended.is_ok(),
        "{target} does not hold for {name}: b\"{told}\""
    );
    assert!(
        took < LONGEST,
        "{target} takes {took:?} for {name}: b\"{told}\""
    );
}

#[test]
fn what_fuzzing_asks_holds() {
    for (n, (target, _)) in bodies::TARGETS.iter().enumerate() {
        let (kept, words) = (kept(target), dictionary(target));
        for (path, input) in &kept {
            run(target, &path.display().to_string(), input);
        }
        let mut chance = Chance(n as u64);
        let start = Instant::now();
        let mut made = 0;
        while made < MOST && start.elapsed() < BUDGET {
            made += 1;
            run(
                target,
                &format!("input {made} of chance"),
                &chance.input(&kept, &words),
            );
        }
        println!("{target}: {} kept inputs, {made} of chance", kept.len());
    }
}

/// A target without inputs tests nothing, and a folder without a target is never run.
#[test]
fn every_target_has_its_inputs() {
    let targets: BTreeSet<String> = bodies::TARGETS
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let names = |folder: &str, ending: &str| -> BTreeSet<String> {
        let files = files(Path::new(folder)).into_iter();
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        files
            .map(name)
            .map(|name| name.strip_suffix(ending).unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("fuzz/corpus", ""), targets);
    assert_eq!(names("fuzz/dictionaries", ".dict"), targets);
    assert_eq!(names("fuzz/fuzz_targets", ".rs"), targets);
    for target in &targets {
        let kept = kept(target);
        assert!(!kept.is_empty(), "{target}");
        assert!(
            kept.iter().all(|(_, input)| input.len() <= LONGEST_KEPT),
            "{target}"
        );
        assert!(!dictionary(target).is_empty(), "{target}");
    }
}
