//! A power cut at any moment: the operations of a run, as they were written down, are done again up to every one of
//! them, with what was not put on the disk lost in several ways, and then nothing is wrong and the same command goes on.
//!
//! The model is a weak one: bytes are on the disk when their file was synced, names when their folder was, both when
//! everything was; before that, each may be there or not, names of a folder in their order (Pillai et al., "All File
//! Systems Are Not Created Equal", OSDI 2014).
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads its files itself, and says how much it tried"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::faulty::{Scene, assert_files, done, list};
use crate::runs;
use protest_letter::batch::record::manifest;
use protest_letter::digest::Digest;

/// What a power cut does to what was written and not put on the disk.
#[derive(Clone, Copy, Debug)]
enum Loss {
    /// Nothing: all of it was on the disk.
    None,
    /// The bytes are gone, and the names are there.
    Bytes,
    /// The bytes are zeros: their file had its size already.
    Zeros,
    /// Half of the bytes are there.
    Half,
    /// The names are gone, and the bytes are there.
    Names,
}

const LOSSES: [Loss; 5] = [
    Loss::None,
    Loss::Bytes,
    Loss::Zeros,
    Loss::Half,
    Loss::Names,
];

/// A file, whatever names it has.
#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    /// How many of its bytes are on the disk for certain.
    kept: usize,
}

/// What has names.
#[derive(Clone, Copy, PartialEq)]
enum Thing {
    Folder,
    File(usize),
}

/// A change of names.
enum Change {
    Name(PathBuf, Thing),
    Unname(PathBuf),
    Rename(PathBuf, PathBuf),
}

/// A disk, as the operations of a run leave it.
#[derive(Default)]
struct Disk {
    files: Vec<File>,
    /// The names as programs see them.
    names: BTreeMap<PathBuf, Thing>,
    /// Those that are on the disk for certain.
    kept: BTreeMap<PathBuf, Thing>,
    /// The changes of names since.
    waiting: Vec<Change>,
}

impl Disk {
    /// What is below a folder, all of it on the disk.
    fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        disk.read(folder, Path::new(""));
        disk.kept = disk.names.clone();
        disk
    }

    fn read(&mut self, folder: &Path, below: &Path) {
        for entry in fs::read_dir(folder.join(below)).unwrap() {
            let path = below.join(entry.unwrap().file_name());
            if folder.join(&path).is_dir() {
                self.names.insert(path.clone(), Thing::Folder);
                self.read(folder, &path);
            } else {
                let bytes = fs::read(folder.join(&path)).unwrap();
                let kept = bytes.len();
                self.names.insert(path, Thing::File(self.files.len()));
                self.files.push(File { bytes, kept });
            }
        }
    }

    /// Does an operation again. Whether it changes anything.
    fn act(&mut self, operation: &[String]) -> bool {
        let path = |n: usize| {
            let path = operation.get(n).map_or("", String::as_str);
            PathBuf::from(path.trim_start_matches("./").trim_end_matches(['/', '.']))
        };
        match operation[0].as_str() {
            "makefolder" => {
                for above in path(1).ancestors().collect::<Vec<_>>().iter().rev() {
                    if **above != *"" && !self.names.contains_key(*above) {
                        self.change(Change::Name(above.to_path_buf(), Thing::Folder));
                    }
                }
            }
            "made" => self.new_file(path(1)),
            "grows" if !self.names.contains_key(&path(1)) => self.new_file(path(1)),
            "grows" if operation[2] == "0" => self.file(&path(1)).bytes.clear(),
            "write" => {
                let bytes = bytes_of(operation.get(2).map_or("", String::as_str));
                if path(1) != *"" {
                    self.file(&path(1)).bytes.extend(bytes);
                }
            }
            "rename" => self.change(Change::Rename(path(1), path(2))),
            "remove" | "removefolder" if self.names.contains_key(&path(1)) => {
                self.change(Change::Unname(path(1)));
            }
            "sync" if operation[1] == "everything" => {
                self.files
                    .iter_mut()
                    .for_each(|file| file.kept = file.bytes.len());
                self.keep_names(|_| true);
            }
            "sync"
                if self
                    .names
                    .get(&path(1))
                    .is_some_and(|thing| *thing != Thing::Folder) =>
            {
                let file = self.file(&path(1));
                file.kept = file.bytes.len();
            }
            "sync" => self.keep_names(|parent| parent == path(1)),
            _ => return false,
        }
        true
    }

    fn new_file(&mut self, path: PathBuf) {
        let file = Thing::File(self.files.len());
        self.files.push(File::default());
        self.change(Change::Name(path, file));
    }

    fn file(&mut self, path: &Path) -> &mut File {
        let Some(Thing::File(number)) = self.names.get(path) else {
            panic!("no file at {}", path.display());
        };
        &mut self.files[*number]
    }

    fn change(&mut self, change: Change) {
        apply(&mut self.names, &change);
        self.waiting.push(change);
    }

    /// Puts the changes of names in some folders on the disk.
    fn keep_names(&mut self, is_of: impl Fn(&Path) -> bool) {
        let parent = |change: &Change| match change {
            Change::Name(path, _) | Change::Unname(path) | Change::Rename(_, path) => {
                path.parent().unwrap().to_owned()
            }
        };
        let (kept, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|change| is_of(&parent(change)));
        let kept: Vec<Change> = kept;
        for change in &kept {
            apply(&mut self.kept, change);
        }
        self.waiting = waiting;
    }

    /// Writes what a power cut leaves into a folder.
    fn cut(&self, loss: Loss, folder: &Path) {
        let names = if matches!(loss, Loss::Names) {
            &self.kept
        } else {
            &self.names
        };
        for (path, thing) in names {
            // A name without its folder is no name.
            let is_lost = path
                .ancestors()
                .skip(1)
                .any(|above| *above != *"" && names.get(above) != Some(&Thing::Folder));
            match thing {
                _ if is_lost => {}
                Thing::Folder => fs::create_dir_all(folder.join(path)).unwrap(),
                Thing::File(number) => {
                    fs::write(folder.join(path), self.files[*number].left(loss)).unwrap();
                }
            }
        }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, Thing>, change: &Change) {
    match change {
        Change::Name(path, thing) => drop(names.insert(path.clone(), *thing)),
        Change::Unname(path) => drop(names.remove(path)),
        Change::Rename(from, to) => {
            if let Some(thing) = names.remove(from) {
                names.insert(to.clone(), thing);
            }
        }
    }
}

impl File {
    /// What a power cut leaves of it.
    fn left(&self, loss: Loss) -> Vec<u8> {
        let (kept, rest) = self.bytes.split_at(self.kept.min(self.bytes.len()));
        let rest = match loss {
            Loss::None | Loss::Names => rest.to_vec(),
            Loss::Bytes => Vec::new(),
            Loss::Zeros => vec![0; rest.len()],
            Loss::Half => rest[..rest.len() / 2].to_vec(),
        };
        [kept, &rest].concat()
    }
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digit = |byte: u8| u8::try_from((byte as char).to_digit(16).unwrap()).unwrap();
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}

/// Cuts the power at every operation of a command that changes something, in every way, and gives the command again.
fn cut_everywhere(before: &Scene, command: &str) {
    let whole = before.again();
    let trace = whole.trace(command);
    let mut disk = Disk::of(before.path());
    let mut cuts = 0;
    for (n, operation) in trace.iter().enumerate() {
        if !disk.act(operation) {
            continue;
        }
        for loss in LOSSES {
            let what = format!(
                "{command}: {loss:?} at operation {n}, {:?}",
                &operation[..2]
            );
            judge(&disk, loss, before, (command, &whole), &what);
            cuts += 1;
        }
    }
    assert!(cuts >= 20, "{command} has {cuts} cuts");
    eprintln!("{cuts} power cuts: {command}");
    // The replay is right only if it ends where the run did, and what the run has told is there after it.
    for loss in LOSSES {
        let end = tempfile::tempdir().unwrap();
        disk.cut(loss, end.path());
        let (found, wanted) = (runs::files(end.path()), whole.files());
        let is_whole = match loss {
            Loss::None => found == wanted,
            // What locks a folder, and what a run wrote down for itself, may come back.
            _ => wanted
                .iter()
                .all(|(name, bytes)| found.get(name) == Some(bytes)),
        };
        assert!(is_whole, "{command}: {loss:?} after its end");
    }
}

/// What has to be true after a power cut.
fn judge(disk: &Disk, loss: Loss, before: &Scene, (command, whole): (&str, &Scene), what: &str) {
    let scene = before.empty();
    disk.cut(loss, scene.path());
    is_true(&scene.path().join("out"), what);
    let again = scene.run(command, "");
    assert_eq!(
        again.code,
        Some(done(command)),
        "{what}\nand again: {}",
        again.said
    );
    assert_files(&scene.files(), &whole.files(), what);
}

/// No manifest names a file that is not whole.
fn is_true(out: &Path, what: &str) {
    let path = out.join("manifest.csv");
    if !path.exists() {
        return;
    }
    for entry in manifest::read(&path).unwrap() {
        let entry = entry.unwrap_or_else(|problem| panic!("{what}: {problem:?}"));
        let file = fs::read(out.join(&entry.file));
        let file = file.unwrap_or_else(|_| panic!("`{}` is not there: {what}", entry.file));
        assert_eq!(Digest::of(&file), entry.whole, "`{}`: {what}", entry.file);
    }
}

// Each of these takes seconds: some hundreds of power cuts, and as many runs that go on.

#[test]
fn a_batch_of_single_files() {
    let scene = Scene::new(2);
    cut_everywhere(
        &scene,
        "batch @ --members members.csv -o out --format text --combine none --jobs 1",
    );
}

#[test]
fn a_batch_of_print_files() {
    let scene = Scene::new(2);
    cut_everywhere(
        &scene,
        "batch @ --members members.csv -o out --format text --jobs 1",
    );
}

#[test]
fn a_batch_of_faxes() {
    let scene = Scene::new(1);
    cut_everywhere(
        &scene,
        "batch @ --members members.csv -o out --channel fax --jobs 1",
    );
}

#[test]
fn a_batch_that_goes_on() {
    let scene = Scene::new(2);
    let batch = "batch @ --members members.csv -o out --format text --combine none --jobs 1";
    assert_eq!(scene.run(batch, "stop:rename:4").code, None);
    cut_everywhere(&scene, batch);
}

#[test]
fn a_batch_that_is_written_anew() {
    let scene = Scene::new(2);
    let batch = "batch @ --members members.csv -o out --format text --combine none --jobs 1";
    assert_eq!(scene.run(batch, "").code, Some(0));
    scene.write("members.csv", &list(2..=3));
    cut_everywhere(&scene, &format!("{batch} --force"));
}

#[test]
fn a_batch_of_messages_and_those_who_came_later() {
    let scene = Scene::new(1);
    let batch = "batch @ --members members.csv -o out --format eml --maildir --jobs 1";
    cut_everywhere(&scene, batch);
    assert_eq!(scene.run(batch, "").code, Some(0));
    scene.write("members.csv", &list(1..=2));
    cut_everywhere(&scene, &format!("{batch} --new-only"));
}

#[test]
fn a_batch_with_rows_that_are_wrong() {
    let scene = Scene::new(1);
    scene.write(
        "members.csv",
        &(list(1..=1) + "Bo,1 Road,Leeds,Nowhere,yes,,\n"),
    );
    let batch = "batch @ --members members.csv -o out --format text --skip-bad --jobs 1";
    cut_everywhere(&scene, batch);
}

#[test]
fn letters_and_settings() {
    let scene = Scene::new(1);
    cut_everywhere(&scene, "generate @ --format text -o new/letters/");
    cut_everywhere(&scene, "sender --name Ana --address Road");
    assert_eq!(scene.run("sender --name Ana", "").code, Some(0));
    cut_everywhere(&scene, "sender --name Bo");
}
