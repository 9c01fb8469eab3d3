//! A real `HylaFAX` on this machine takes the faxes, by the very commands that are printed. It has no modem, so
//! that they wait in its queue.
//!
//! Its servers want to be root, and change into their spool for good (chroot). Nobody has to be root here: they are
//! told that they are (`as_root.c`), and fakechroot makes that change for them. The two servers and what they are sent
//! take a second.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::fax::{LONG, good};
use crate::outside::{Place, Program, Running, printed};

/// The folders of a spool (hylafax-server(5)).
const FOLDERS: [&str; 14] = [
    "archive", "bin", "client", "config", "dev", "docq", "doneq", "etc", "info", "log", "recvq",
    "sendq", "status", "tmp",
];

/// How long a server has for what it does at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server without a modem, with a spool of its own, on a port of this machine alone.
struct Server {
    /// Before the folder that they write into, so that they end first.
    _running: [Running; 2],
    folder: TempDir,
    port: u16,
}

/// A job as it waits.
struct Job {
    text: String,
    document: Vec<u8>,
}

impl Server {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let (spool, port) = (folder.path().join("spool"), free_port());
        make_spool(&spool);
        let (spool, at) = (spool.to_str().unwrap(), port.to_string());
        let of = ["-l", "127.0.0.1", "-i", &at, "-q", spool];
        let preload = format!("{} libfakechroot.so", as_root(folder.path()));
        let run = |program: &str, arguments: &[&str]| {
            let program = Program::new(program).args(arguments).seconds(300);
            let program = program.env("LD_PRELOAD", &preload);
            program.env("FAKECHROOT", "true").start()
        };
        let faxq = run("/usr/sbin/faxq", &["-D", "-q", spool]);
        let hfaxd = run("/usr/sbin/hfaxd", &[&["-d"], &of[..]].concat());
        let server = Self {
            _running: [faxq, hfaxd],
            folder,
            port,
        };
        server.wait();
        server
    }

    fn spool(&self) -> PathBuf {
        self.folder.path().join("spool")
    }

    /// Waits until it answers.
    fn wait(&self) {
        let answer = || {
            fs::metadata(self.spool().join("FIFO")).ok()?;
            let stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let mut line = String::new();
            BufReader::new(stream).read_line(&mut line).ok()?;
            line.starts_with("220 ").then_some(())
        };
        let answered = eventually(answer);
        answered.expect("HylaFAX does not start; it logs to syslog");
    }

    /// Gives printed commands to a shell, and finds the jobs that they made.
    fn queue(&self, commands: &str) -> Vec<Job> {
        let place = Place::new();
        let hosts = format!("Host: 127.0.0.1\nPort: {}\n", self.port);
        fs::write(place.home().join(".hylarc"), hosts).unwrap();
        let shell = Program::at(&place, "sh").args(["-c", commands]);
        let said = shell.printed();
        let id = |line: &str| {
            let id = line.strip_prefix("request id is ")?;
            Some(id.split(' ').next()?.to_owned())
        };
        let ids: Vec<String> = said.lines().filter_map(id).collect();
        assert_eq!(ids.len(), commands.lines().count(), "{said}");
        ids.iter().map(|id| self.job(id)).collect()
    }

    /// The job of a number, when it waits for a modem.
    fn job(&self, id: &str) -> Job {
        let text = eventually(|| {
            let bytes = self.read(&format!("sendq/q{id}"))?;
            let text = String::from_utf8(bytes).unwrap();
            text.contains("\nchopthreshold:").then_some(text)
        });
        let text = text.unwrap_or_else(|| panic!("job {id} does not wait"));
        let mut job = Job {
            text,
            document: Vec::new(),
        };
        let document = job.value("tiff").rsplit(':').next().unwrap();
        job.document = self.read(document).unwrap();
        job
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.spool().join(path)).ok()
    }
}

/// Compiles in a folder what tells programs that they are root.
fn as_root(folder: &Path) -> String {
    let library = folder.join("as_root.so").to_str().unwrap().to_owned();
    let how = ["-shared", "-fPIC", "-Wall", "-Werror", "-o", &library];
    printed("cc", &[&how[..], &["tests/fax/as_root.c"]].concat());
    library
}

/// Makes a spool with nothing in it.
fn make_spool(spool: &Path) {
    for name in FOLDERS {
        fs::create_dir_all(spool.join(name)).unwrap();
    }
    let hosts = spool.join("etc/hosts.hfaxd");
    fs::write(&hosts, "127.0.0.1\nlocalhost\n").unwrap();
    fs::set_permissions(hosts, fs::Permissions::from_mode(0o600)).unwrap();
    // They are looked for; nothing has to be in them.
    fs::write(spool.join("etc/config"), "").unwrap();
    fs::write(spool.join("etc/setup.cache"), "").unwrap();
    // A device, which only root could make there.
    symlink("/dev/null", spool.join("dev/null")).unwrap();
}

impl Job {
    fn value(&self, key: &str) -> &str {
        let mut lines = self.text.lines();
        let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        value.unwrap_or_else(|| panic!("no {key}: {}", self.text))
    }
}

/// A port that nobody listens on, below those that connections come from: a connection from a port to itself
/// would stand for the server's.
fn free_port() -> u16 {
    let first = 20_000 + std::process::id() % 5_000;
    let mut ports = (first..first + 5_000).map(|port| u16::try_from(port).unwrap());
    let port = ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    port.expect("there is no free port")
}

fn eventually<T>(find: impl Fn() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = find() {
            return Some(found);
        }
        if start.elapsed() > PATIENCE {
            return None;
        }
        sleep(Duration::from_millis(20));
    }
}

/// The commands that `--for hylafax` prints for both fax lines of the company.
fn commands(folder: &Path, options: &[&str]) -> String {
    let path = format!("{}/", folder.display());
    let own = ["-q", "--for", "hylafax", "-o", &path, "--fax-line", "all"];
    String::from_utf8(good(&[&own, options].concat())).unwrap()
}

#[test]
fn the_queue_has_the_files_the_numbers_and_the_resolutions() {
    let server = Server::start();
    let host = format!("127.0.0.1:{}", server.port);
    let there = ["--fax-via", &host, "--fax-resolution", "standard"];
    let abroad = ["--country", "US", "--fax-coding", "mmr"];
    let fine: Vec<&str> = LONG.into_iter().chain(["--country", "KZ"]).collect();
    for (name, options, numbers, resolution, length) in [
        (
            "fine",
            &fine[..],
            ["87172976000", "87172976001"],
            "196",
            "296",
        ),
        (
            "the strike's 1",
            &there,
            ["0077172976000", "0077172976001"],
            "98",
            "296",
        ),
        (
            "-abroad",
            &abroad,
            ["01177172976000", "01177172976001"],
            "196",
            "279",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let out = folder.path().join(name);
        let jobs = server.queue(&commands(&out, options));
        for (n, (job, number)) in jobs.iter().zip(numbers).enumerate() {
            assert_eq!(job.value("number"), number, "{name}");
            assert_eq!(job.value("resolution"), resolution, "{name}");
            assert_eq!(job.value("pagelength"), length, "{name}");
            assert_eq!(job.value("totdials"), "0", "{name}");
            let written = fs::read(out.join(format!("kazmunaygaz-{}.tif", n + 1))).unwrap();
            assert!(
                written == job.document,
                "{name}: another document is queued"
            );
            // No cover of HylaFAX: the document is all there is.
            assert_eq!(job.text.matches("docq/").count(), 1, "{}", job.text);
        }
    }
}

/// What a server that was set up in a country makes of the numbers, by the rules that Debian ships.
#[test]
fn the_rules_of_hylafax_leave_the_numbers_as_they_are() {
    for (target, country, set_up, expected) in [
        ("kazmunaygaz", "GB", "-c 44 -i 00 -l 0", "0077172976000"),
        ("ilo", "KZ", "-c 7 -i 810 -l 8", "8,1041227988685"),
        ("ilo", "BR", "-c 55 -i 0021 -l 0", "002141227988685"),
    ] {
        let folder = TempDir::new().unwrap();
        let options = ["--target", target, "--country", country];
        let commands = commands(folder.path(), &options);
        let line = commands.lines().find(|line| line.contains(target)).unwrap();
        let number = line
            .split(" -d ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap();
        let script =
            format!("echo {number} | /usr/sbin/dialtest -q {set_up} /etc/hylafax/dialrules");
        let said = printed("sh", &["-c", &script]);
        let expected = format!("dial-string = \"{expected}\"");
        assert!(said.contains(&expected), "{line}: {said}");
    }
}
