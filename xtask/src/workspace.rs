//! Where things are: the sources, what was built from them, and the real sample data if there is any.

use crate::failure::{Failure, Outcome, While};
use std::path::{Path, PathBuf};

/// The directories a task works in.
pub(crate) struct Workspace {
    /// Root of the sources.
    pub(crate) root: PathBuf,
    /// Cargo's target directory.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds the sources from where this crate was compiled and the target directory from where this program runs, so
    /// that any way of configuring the target directory is followed.
    pub(crate) fn locate() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or_else(|| Failure::new("akar proyek tidak ditemukan"))?
            .to_path_buf();
        let program = std::env::current_exe().doing("mencari letak program ini")?;
        let target = program
            .parent()
            .and_then(Path::parent)
            .ok_or_else(|| Failure::new("direktori target tidak ditemukan"))?
            .to_path_buf();
        Ok(Self { root, target })
    }

    /// The server as built for tests.
    pub(crate) fn lapor(&self) -> PathBuf {
        self.target.join("debug/lapor")
    }

    /// Real sample files, where the machine has them: `LAPOR_TEST_DATA`, or `../shared/data` beside the sources. They
    /// are never part of the project; tests that need them say so and skip.
    pub(crate) fn sample_data(&self) -> Option<PathBuf> {
        let named = std::env::var_os("LAPOR_TEST_DATA").map(PathBuf::from);
        let place = named.unwrap_or_else(|| PathBuf::from("../shared/data"));
        // Made absolute because cargo runs each test in its own package's directory.
        self.root.join(place).canonicalize().ok()
    }
}
