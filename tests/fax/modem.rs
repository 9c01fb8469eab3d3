//! efax sends faxes through a modem that is none, by the very command that is printed: every page arrives as it
//! is. A page takes more than a second, because efax divides by the seconds.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::fax::pixels::Pixels;
use crate::fax::{LONG, good};
use crate::outside::{Program, Running, printed, run};

/// The most rows that efax puts above a page for a line of its own, and the rows of the page that this line
/// reaches into: there is nothing else in them.
const ABOVE: usize = 20;
const BELOW: usize = 14;

/// The rows without anything that a decoder makes of the end of a page.
const END: usize = 6;

/// A modem for one call, ended with the test.
struct Modem {
    /// Before the folder that it writes into, so that it ends first.
    _running: Running,
    folder: TempDir,
    device: String,
}

impl Modem {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let modem = [Path::new("tests/outside/modem.py"), folder.path()];
        let mut running = Program::new("python3").args(modem).start();
        Self {
            device: running.line(),
            _running: running,
            folder,
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// What a page was when it arrived, by libtiff's decoder.
    fn page(&self, number: usize) -> Pixels {
        let (sent, tif) = (self.path(&format!("{number}.g3")), self.path("page.tif"));
        printed("fax2tiff", &["-L", "-1", "-o", &tif, &sent]);
        Pixels::of(&tif).remove(0)
    }
}

#[test]
fn efax_sends_every_page_as_it_is() {
    for (name, options, rows, dialled) in [
        ("the strike's fax", &LONG[..], 2290, "DT0077172976000"),
        (
            "-x",
            &[
                "--cover",
                "yes",
                "--fax-resolution",
                "standard",
                "--country",
                "US",
            ],
            1076,
            "DT01177172976000",
        ),
    ] {
        let modem = Modem::start();
        let out = format!("{}/", modem.path(name));
        let own = [
            "-q",
            "--for",
            "efax",
            "--fax-via",
            &modem.device,
            "-o",
            &out,
        ];
        let command = String::from_utf8(good(&[&own, options].concat())).unwrap();
        let sent = run("sh", &["-c", &format!("exec {command}")]);
        let said = String::from_utf8_lossy(&sent.stderr);
        assert!(sent.status.success(), "{command}: {said}");
        let commands = fs::read_to_string(modem.path("commands")).unwrap();
        assert!(commands.lines().any(|line| line == dialled), "{commands}");
        let pages = Pixels::of(&format!("{out}kazmunaygaz-1.tif"));
        assert!(pages.len() > 1);
        assert_eq!(said.matches(" sent -> ").count(), pages.len(), "{said}");
        for (n, page) in pages.iter().enumerate() {
            let arrived = modem.page(n + 1);
            let is_there =
                |above| arrived.rows(above + BELOW..above + rows) == page.rows(BELOW..rows);
            let mut places = (0..=ABOVE).rev();
            assert!(places.any(is_there), "{name}: page {} is another", n + 1);
            assert!(page.rows(0..BELOW).is_white());
            // No other page follows it on the same sheet.
            let height = arrived.height();
            assert!(height <= ABOVE + rows + END, "{name}: {height} rows");
        }
    }
}
