//! `cargo xtask acceptance`: the program as its users get it, from an empty database to the figures, on both engines.

use crate::failure::{Failure, Outcome, While};
use crate::lint;
use crate::postgres::{Disk, PrivateServer};
use crate::prerequisites::{self, COMPILER, POSTGRES};
use crate::steps::{self, Steps};
use crate::workspace::Workspace;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The demonstration's year, as known at its end.
const YEAR: [&str; 6] = [
    "--from",
    "2023-01-01",
    "--to",
    "2023-12-31",
    "--as-of",
    "2024-01-01T00:00:00+07:00",
];

/// What that year must come to.
const YEAR_FIGURES: [(&str, i64); 8] = [
    ("received", 606),
    ("handled", 589),
    ("in_process", 12),
    ("not_followed_up", 5),
    ("not_verified", 0),
    ("on_hold", 0),
    ("archived", 0),
    ("transferred", 0),
];

/// A period that holds every row of an imported export.
const ALL_TIME: [&str; 4] = ["--from", "2015-01-01", "--to", "2026-12-31"];

/// The exports that are imported whole, twice; only where the machine has them.
const EXPORTS: [&str; 2] = [
    "import/sp4n_export_20_columns.xlsx",
    "import/sp4n_export_with_preamble.xlsx",
];

/// A check against one empty database.
struct Check {
    name: &'static str,
    needs_samples: bool,
    run: fn(&Subject<'_>) -> Outcome<()>,
}

const CHECKS: [Check; 2] = [
    Check {
        name: "demo 2023",
        needs_samples: false,
        run: demonstration_year,
    },
    Check {
        name: "impor SP4N dua kali",
        needs_samples: true,
        run: import_twice,
    },
];

/// The program under test and the database it is given.
struct Subject<'a> {
    lapor: &'a Path,
    url: String,
    samples: Option<PathBuf>,
}

/// `cargo xtask acceptance`.
pub(crate) fn run(workspace: &Workspace) -> Outcome<ExitCode> {
    let steps_of_task = Steps::new(workspace)?;
    steps::call("prasyarat", || prerequisites::ensure(&[COMPILER, POSTGRES]))?;
    steps(workspace, &steps_of_task)?;
    Ok(ExitCode::SUCCESS)
}

/// Every check on SQLite, then on PostgreSQL; for this task and for `test`. With the debug build: to compile an
/// optimised one for this alone would take longer than the year takes to play.
pub(crate) fn steps(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    lint::build(workspace, steps)?;
    let server = steps::call("PostgreSQL pribadi", || {
        PrivateServer::start(Disk::NotWaited)
    })?;
    let dir = workspace.target.join("acceptance");
    // What an earlier run left would be taken for this one's.
    if dir.exists() {
        fs::remove_dir_all(&dir).doing(format!("mengosongkan {}", dir.display()))?;
    }
    fs::create_dir_all(&dir).doing(format!("membuat {}", dir.display()))?;

    for (number, check) in CHECKS.iter().enumerate() {
        let samples = workspace.sample_data();
        if check.needs_samples && samples.is_none() {
            steps::skipped(check.name, "LAPOR_TEST_DATA tidak ada");
            continue;
        }
        let sqlite = format!("sqlite:{}", dir.join(format!("{number}.sqlite")).display());
        let postgres = server.create_database(&format!("acceptance_{number}"))?;
        for (engine, url) in [("SQLite", sqlite), ("PostgreSQL", postgres)] {
            let subject = Subject {
                lapor: &workspace.lapor(),
                url,
                samples: samples.clone(),
            };
            steps::call(&format!("{} ({engine})", check.name), || {
                (check.run)(&subject)
            })?;
        }
    }
    Ok(())
}

fn demonstration_year(subject: &Subject<'_>) -> Outcome<()> {
    let sheet = subject.lapor(&["demo", "--seed-only"])?;
    year_is_as_published(subject)?;
    subject.lapor(&["rebuild", "--check"])?;
    // Once more changes nothing, and hands out the same sign-ins.
    if subject.lapor(&["demo", "--seed-only"])? != sheet {
        return Err(Failure::new(
            "pengisian kedua tidak memberi lembar yang sama dengan yang pertama",
        ));
    }
    year_is_as_published(subject)
}

fn year_is_as_published(subject: &Subject<'_>) -> Outcome<()> {
    let figures = subject.stats(&YEAR)?;
    for (key, expected) in YEAR_FIGURES {
        let found = figure(&figures, key)?;
        if found != expected {
            return Err(Failure::new(format!(
                "{key} seharusnya {expected}, ternyata {found}"
            )));
        }
    }
    Ok(())
}

fn import_twice(subject: &Subject<'_>) -> Outcome<()> {
    let samples = subject.samples.as_deref().unwrap_or_else(|| Path::new(""));
    let mut after: Vec<Value> = Vec::new();
    for _ in 0..2 {
        for export in EXPORTS {
            let file = samples.join(export);
            subject.lapor(&["import", "sp4n", &file.to_string_lossy()])?;
        }
        after.push(subject.stats(&ALL_TIME)?);
    }
    for (key, _) in YEAR_FIGURES {
        let counts = after
            .iter()
            .map(|figures| figure(figures, key))
            .collect::<Outcome<Vec<_>>>()?;
        if counts.windows(2).any(|pair| pair.first() != pair.last()) {
            return Err(Failure::new(format!(
                "{key} berubah sesudah impor kedua: {counts:?}"
            )));
        }
        if key == "received" && counts.first() == Some(&0) {
            return Err(Failure::new("tidak satu baris pun masuk"));
        }
    }
    subject.lapor(&["rebuild", "--check"])?;
    Ok(())
}

impl Subject<'_> {
    /// The year's figures, checked for the sum that must hold for every scope and period.
    fn stats(&self, period: &[&str]) -> Outcome<Value> {
        let text = self.lapor(&[&["stats"], period, &["--format", "json"]].concat())?;
        let figures: Value = serde_json::from_str(&text).doing("membaca JSON dari lapor stats")?;
        let mut sum = 0;
        for (key, _) in YEAR_FIGURES.iter().filter(|(key, _)| *key != "received") {
            sum += figure(&figures, key)?;
        }
        let received = figure(&figures, "received")?;
        if sum == received {
            return Ok(figures);
        }
        Err(Failure::new(format!(
            "received {received}, tetapi ketujuh angka berjumlah {sum}"
        )))
    }

    /// Runs `lapor` and returns what it printed.
    fn lapor(&self, args: &[&str]) -> Outcome<String> {
        let output = Command::new(self.lapor)
            .args(args)
            .args(["--database-url", &self.url])
            .env_remove("LAPOR_DATABASE_URL")
            .stdin(Stdio::null())
            .output()
            .doing(format!("menjalankan {}", self.lapor.display()))?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(printed);
        }
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!(
            "lapor {}: {}\n{printed}{complaint}",
            args.join(" "),
            output.status
        )))
    }
}

fn figure(figures: &Value, key: &str) -> Outcome<i64> {
    let number = figures.get(key).and_then(Value::as_i64);
    number.ok_or_else(|| Failure::new(format!("lapor stats tidak memberi bilangan \"{key}\"")))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// Stands in for the program: answers `stats` with this, everything else with success.
    fn stand_in(name: &str, stats: &str) -> PathBuf {
        let file =
            std::env::temp_dir().join(format!("lapor-stand-in-{name}-{}", std::process::id()));
        let script = format!("#!/bin/sh\n[ \"$1\" != stats ] || echo '{stats}'\n");
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    fn year_of(name: &str, stats: &str) -> Outcome<()> {
        let lapor = stand_in(name, stats);
        let subject = Subject {
            lapor: &lapor,
            url: "sqlite:x".to_owned(),
            samples: None,
        };
        let outcome = demonstration_year(&subject);
        fs::remove_file(&lapor).unwrap();
        outcome
    }

    // One test, not three at once: a script that another thread has just written cannot be run while that thread's
    // descriptor is alive in a third one's half-made child.
    #[test]
    fn the_year_is_compared_figure_by_figure() {
        let year = |not_followed_up: u8| {
            format!(
                r#"{{"received":606,"handled":589,"in_process":12,"not_followed_up":{not_followed_up},
                "not_verified":0,"on_hold":0,"archived":0,"transferred":0}}"#
            )
        };
        year_of("good", &year(5)).unwrap();
        let sum = year_of("sum", &year(4)).unwrap_err().to_string();
        assert!(sum.contains("605"), "{sum}");
        let missing = year_of("missing", r#"{"received":606,"handled":606}"#)
            .unwrap_err()
            .to_string();
        assert!(missing.contains("in_process"), "{missing}");
    }
}
