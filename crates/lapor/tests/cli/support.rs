//! Running the program in a place of its own.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A database, its key and its files.
pub(crate) struct Place {
    pub(crate) dir: TempDir,
    pub(crate) url: String,
}

impl Place {
    /// An SQLite file that does not exist yet.
    pub(crate) fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("lapor.db").display());
        Self { dir, url }
    }

    /// Another database.
    pub(crate) fn at(url: &str) -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            url: url.to_owned(),
        }
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.dir.path().join("lapor.key")
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = bare();
        command
            .env("LAPOR_DATABASE_URL", &self.url)
            .env("LAPOR_KEY_FILE", self.key())
            .env("LAPOR_FILES", self.dir.path().join("files"));
        command
    }

    /// Runs and waits.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        finish(self.command().args(args), "")
    }

    /// Runs with something on standard input.
    pub(crate) fn told(&self, args: &[&str], input: &str) -> Run {
        finish(self.command().args(args), input)
    }

    /// Runs what must succeed and gives what it printed.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, Some(0), "{args:?}: {run:?}");
        run.out
    }

    /// Runs what must be refused and gives the sentence.
    pub(crate) fn refused(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, Some(1), "{args:?}: {run:?}");
        one_sentence(&run);
        run.err
    }

    /// A new installation with a body.
    pub(crate) fn prepared(self) -> Self {
        self.ok(&["admin", "init", "--name", "Siti Contoh", "--login", "siti"]);
        self.ok(&[
            "admin",
            "body",
            "add",
            "kota",
            "--name",
            "Kota Contoh",
            "--zone",
            "wib",
            "--region",
            "62.71",
        ]);
        self
    }
}

/// The program without any environment of ours.
pub(crate) fn bare() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lapor"));
    for name in [
        "LAPOR_DATABASE_URL",
        "LAPOR_KEY_FILE",
        "LAPOR_FILES",
        "LAPOR_CHANNELS",
        "LAPOR_LOG",
        "LAPOR_LOG_JSON",
        "COLUMNS",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end.
pub(crate) fn finish(command: &mut Command, input: &str) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read what it is told is right to end first.
    let _unread = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// One sentence, for people: no dump of a value, no panic, nothing in English.
pub(crate) fn one_sentence(run: &Run) {
    let told = run.err.trim_end();
    assert!(
        told.starts_with("lapor: ") && told.ends_with(['.', '!']),
        "{run:?}"
    );
    for foreign in [
        "panicked",
        "Error",
        "error:",
        "Some(",
        "{ ",
        "RUST_BACKTRACE",
    ] {
        assert!(!told.contains(foreign), "{run:?}");
    }
    assert!(run.out.is_empty(), "{run:?}");
}
