//! Where a program runs: a home, a temporary folder, and an environment that names them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

/// The folders of programs. They are removed with the last program that uses them.
#[derive(Clone)]
pub struct Place {
    folder: Arc<TempDir>,
}

impl Place {
    pub fn new() -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        for name in ["home", "tmp", "run"] {
            let path = folder.path().join(name);
            fs::create_dir(&path).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
        }
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn home(&self) -> PathBuf {
        self.path().join("home")
    }

    /// All that programs see of the machine, but for PATH.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let home = self.home();
        vec![
            ("XDG_CONFIG_HOME", home.join(".config")),
            ("XDG_DATA_HOME", home.join(".local/share")),
            ("XDG_STATE_HOME", home.join(".local/state")),
            ("XDG_CACHE_HOME", home.join(".cache")),
            ("XDG_RUNTIME_DIR", self.path().join("run")),
            ("TMPDIR", self.path().join("tmp")),
            ("HOME", home),
            ("LC_ALL", "C.UTF-8".into()),
            ("TZ", "UTC".into()),
            ("TERM", "xterm".into()),
            ("SHELL", "/bin/sh".into()),
            // The sources are no place for what Python compiles.
            ("PYTHONDONTWRITEBYTECODE", "1".into()),
        ]
    }

    /// The processes that began here, whatever they call themselves now. Only Linux tells.
    pub fn processes(&self) -> Vec<String> {
        let home = format!("HOME={}", self.home().display());
        let began_here = |process: &PathBuf| {
            let environment = fs::read(process.join("environ")).unwrap_or_default();
            let mut variables = environment.split(|byte| *byte == 0);
            variables.any(|variable| variable == home.as_bytes())
        };
        let all = fs::read_dir("/proc").into_iter().flatten().flatten();
        let here = all.map(|entry| entry.path()).filter(began_here);
        here.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
            .collect()
    }
}
