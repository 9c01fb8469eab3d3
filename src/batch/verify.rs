//! The proof: what a batch wrote is read again and compared with its manifest and the members file.
//!
//! Owns the question whether every letter is whole and is that of its member. It looks at files only,
//! never at how they were made.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::manifest::{self, Entry};
use super::signers::identity;
use super::strays::Known;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::disk;
use crate::members::spelling::key;
use crate::members::{Encoding, Member, Members, Row};
use crate::output::{Format, pdf};

/// What was found right.
#[derive(Debug, Default)]
pub struct Verified {
    /// How many letters, each in each format.
    pub letters: usize,
    /// How many members signed them, by the manifests.
    pub signatures: usize,
    /// How many files.
    pub files: usize,
    /// Everything that is wrong.
    pub problems: Problems,
}

/// The largest file that is read, in bytes.
const LARGEST: u64 = 4 << 30;

/// Compares the files of a folder with its manifests and a members file.
///
/// # Errors
/// If the manifests or the members file cannot be read.
pub fn verify(
    folder: &Path,
    members: &Path,
    encoding: Option<Encoding>,
) -> Result<Verified, Problems> {
    let mut verified = Verified::default();
    let manifests = manifest::all(folder)?;
    if manifests.is_empty() {
        let message = format!("`{}` holds no manifest", folder.display());
        let help = "a batch writes it when it ends; run the same command again to finish it";
        return Err(Diagnostic::error(message).help(help).into());
    }
    let mut rows = Rows::new(members, encoding);
    let mut seen = HashSet::new();
    let mut known = Known::default();
    for path in manifests {
        let mut file = File::default();
        for entry in manifest::read(&path)? {
            let entry = entry?;
            known.add(&entry);
            verified.signatures += entry.member.split('+').count();
            let letter = (entry.row, entry.target.clone(), entry.format.clone());
            if !seen.insert(Digest::of(format!("{letter:?}").as_bytes())) {
                verified.wrong(&entry, "is in the manifest twice");
            }
            if file.name != entry.file {
                verified.problems.0.extend(file.surplus());
                file = File::read(folder, &entry)?;
                verified.files += 1;
                verified.problems.0.extend(file.problem.take());
            }
            if !file.is_broken {
                if entry.row == 0 {
                    verified.judge_signatories(&entry, &mut file, members, encoding)?;
                    verified.letters += 1;
                    continue;
                }
                let others = rows.others(&entry)?;
                match rows.member(entry.row)? {
                    Some(member) => verified.judge(&entry, &mut file, member, &others),
                    None => {
                        verified.wrong(&entry, "is of a row that the members file does not have");
                    }
                }
            }
            verified.letters += 1;
        }
        verified.problems.0.extend(file.surplus());
    }
    verified.problems.0.extend(known.strays(folder)?);
    Ok(verified)
}

/// A file that was written.
#[derive(Default)]
struct File {
    name: String,
    /// The lines of each page, or of each letter in a text file.
    pages: BTreeMap<usize, Vec<String>>,
    /// The words of each page.
    words: BTreeMap<usize, String>,
    /// The digests of the letters in a text file.
    letters: Vec<Digest>,
    /// The last page that a letter of the manifest is on, or how many letters it has.
    last: usize,
    /// How many letters of it have been looked at.
    passed: usize,
    is_broken: bool,
    problem: Option<Diagnostic>,
}

impl File {
    fn read(folder: &Path, entry: &Entry) -> Result<Self, Problems> {
        let path = folder.join(&entry.file);
        let mut file = Self {
            name: entry.file.clone(),
            ..Self::default()
        };
        let wrong = |what: &str| {
            let help = "write the batch again: letters that are there and whole stay";
            Some(Diagnostic::error(format!("`{}` {what}", path.display())).help(help))
        };
        let found = disk::digest(&path)?;
        file.problem = match found {
            None => wrong("is not there"),
            Some((digest, _)) if digest != entry.whole => wrong("is not as it was written"),
            Some(_) => None,
        };
        file.is_broken = file.problem.is_some();
        if !file.is_broken {
            file.take(&disk::read_bytes(&path, LARGEST)?, &entry.format);
        }
        Ok(file)
    }

    fn take(&mut self, bytes: &[u8], format: &str) {
        let lines = |text: &str| {
            text.lines()
                .map(key)
                .filter(|line| !line.is_empty())
                .collect()
        };
        if format == Format::Pdf.to_string() {
            let (pages, words) = (&mut self.pages, &mut self.words);
            let read = pdf::texts(bytes, |number, text| {
                pages.insert(number as usize, lines(&text));
                words.insert(number as usize, text);
            });
            if let Err(error) = read {
                self.is_broken = true;
                self.problem = Some(Diagnostic::error(format!("`{}`: {error}", self.name)));
            }
            return;
        }
        let letters = bytes.split(|byte| *byte == b'\x0c');
        for (n, letter) in (1..).zip(letters) {
            self.letters.push(Digest::of(letter));
            self.pages
                .insert(n, lines(&String::from_utf8_lossy(letter)));
        }
    }
}

impl File {
    fn words_of(&self, first: usize, last: usize) -> Digest {
        let mut words = Words::default();
        for text in self.words.range(first..=last).map(|page| page.1) {
            words.page(text);
        }
        words.digest()
    }

    /// What stands in the file behind the letters of the manifest: pages with words, or letters.
    fn surplus(&self) -> Option<Diagnostic> {
        let behind = self
            .pages
            .range(self.last + 1..)
            .filter(|page| !page.1.is_empty());
        let count = behind.count();
        let message = format!("`{}` holds more than its letters: {count} pages", self.name);
        (count > 0 && !self.is_broken).then(|| Diagnostic::error(message))
    }
}

impl Verified {
    fn wrong(&mut self, entry: &Entry, what: &str) {
        let message = format!(
            "the letter of line {} to `{}` in `{}` {what}",
            entry.line, entry.target, entry.file
        );
        self.problems.push(Diagnostic::error(message));
    }

    /// The lines of the next letter of a file, if it is there; whether it is the one that was written.
    fn lines<'f>(&mut self, entry: &Entry, file: &'f mut File) -> Option<Vec<&'f String>> {
        file.passed += 1;
        let first = match entry.pages {
            0 => file.passed,
            _ => entry.first_page,
        };
        let last = first + entry.pages.max(1) - 1;
        file.last = last;
        if !file.pages.contains_key(&first) || !file.pages.contains_key(&last) {
            self.wrong(entry, "is not in it");
            return None;
        }
        let found = match entry.pages {
            0 => file.letters.get(first - 1).copied(),
            _ => Some(file.words_of(first, last)),
        };
        if found != Some(entry.letter) {
            self.wrong(entry, "is not the one that was written");
        }
        let pages = file.pages.range(first..=last);
        Some(pages.flat_map(|page| page.1).collect())
    }

    /// Whether a letter is that of its member and of the others of a household.
    fn judge(
        &mut self,
        entry: &Entry,
        file: &mut File,
        member: &Member,
        others: &[Option<String>],
    ) {
        if entry.member.split('+').next() != Some(&identity(member)) {
            self.wrong(entry, "is of somebody else than the row is now");
        }
        if others.iter().any(Option::is_none) {
            let what = "is signed by somebody whom the members file does not have";
            self.wrong(entry, what);
        }
        let Some(lines) = self.lines(entry, file) else {
            return;
        };
        let sender = &member.sender;
        let names = sender.name.iter().chain(&sender.organization).take(1);
        let wanted = names.chain(others.iter().flatten()).chain(&sender.address);
        for line in wanted.filter(|line| !has(&lines, &key(line))) {
            self.wrong(entry, &format!("does not say `{line}`, as the row does"));
        }
    }

    /// Whether all members sign a letter of the branch.
    fn judge_signatories(
        &mut self,
        entry: &Entry,
        file: &mut File,
        members: &Path,
        encoding: Option<Encoding>,
    ) -> Result<(), Problems> {
        let Some(lines) = self.lines(entry, file) else {
            return Ok(());
        };
        let whole: HashSet<&str> = lines.iter().map(|line| line.as_str()).collect();
        for member in signing(members, encoding)? {
            let name = member.sender.name.or(member.sender.organization);
            let name = name.unwrap_or_default();
            let key = key(&name);
            if !whole.contains(key.as_str()) && !has(&lines, &key) {
                self.wrong(entry, &format!("is not signed by `{name}`"));
            }
        }
        Ok(())
    }
}

/// The members of a file who sign.
fn signing(
    path: &Path,
    encoding: Option<Encoding>,
) -> Result<impl Iterator<Item = Member> + use<>, Problems> {
    let name = path.display().to_string();
    let rows = Members::open(&name, disk::open(path)?, encoding)?;
    Ok(rows.filter_map(|row| match row {
        Row::Member(member) => Some(*member),
        _ => None,
    }))
}

/// Whether a line, or several lines one after the other, say what is wanted and no more.
fn has(lines: &[&String], wanted: &str) -> bool {
    let from = |start: usize| {
        let mut rest = wanted;
        for line in &lines[start..] {
            match rest.strip_prefix(line.as_str()) {
                Some("") => return true,
                Some(more) => rest = more,
                None => return false,
            }
        }
        false
    };
    wanted.is_empty() || (0..lines.len()).any(from)
}

/// The members of a file by their rows, in ascending order as often as need be.
struct Rows<'f> {
    path: &'f Path,
    encoding: Option<Encoding>,
    open: Option<Box<dyn Iterator<Item = Member>>>,
    last: Option<Member>,
    /// The names of all members, by what stands for them in a manifest; read where households sign.
    names: Option<HashMap<String, String>>,
}

impl<'f> Rows<'f> {
    fn new(path: &'f Path, encoding: Option<Encoding>) -> Self {
        Self {
            path,
            encoding,
            open: None,
            last: None,
            names: None,
        }
    }

    /// The names of those who sign a letter with the member of its row, where the file has them.
    fn others(&mut self, entry: &Entry) -> Result<Vec<Option<String>>, Problems> {
        let mut others = entry.member.split('+').skip(1).peekable();
        if others.peek().is_none() {
            return Ok(Vec::new());
        }
        if self.names.is_none() {
            let all = signing(self.path, self.encoding)?;
            let named = all.filter_map(|m| m.sender.name.clone().map(|name| (identity(&m), name)));
            self.names = Some(named.collect());
        }
        let names = self.names.iter();
        let name = |other| names.clone().find_map(|names| names.get(other).cloned());
        Ok(others.map(name).collect())
    }

    /// The member of a row.
    fn member(&mut self, row: usize) -> Result<Option<&Member>, Problems> {
        if self.last.as_ref().is_none_or(|last| last.row > row) {
            self.open = Some(Box::new(signing(self.path, self.encoding)?));
            self.last = None;
        }
        while self.last.as_ref().is_none_or(|last| last.row < row) {
            self.last = self.open.as_mut().and_then(Iterator::next);
            if self.last.is_none() {
                break;
            }
        }
        Ok(self.last.as_ref().filter(|member| member.row == row))
    }
}
