//! Browser tests: Node's own test runner drives Chromium against the server built from these sources.

use crate::failure::{Failure, Outcome, While};
use crate::lint;
use crate::prerequisites::{self, BROWSER, COMPILER, NODE};
use crate::steps::{Steps, node_results, nothing};
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// `cargo xtask browser`.
pub(crate) fn run(workspace: &Workspace) -> Outcome<ExitCode> {
    let steps_of_task = Steps::new(workspace)?;
    prerequisites::ensure(&[COMPILER, BROWSER, NODE])?;
    steps(workspace, &steps_of_task)?;
    Ok(ExitCode::SUCCESS)
}

/// The steps, for this task and for `test`.
pub(crate) fn steps(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    prerequisites::check_node()?;
    let chromium =
        prerequisites::chromium().ok_or_else(|| Failure::new("Chromium tidak ditemukan"))?;
    lint::build(workspace, steps)?;
    let web = workspace.root.join("web");
    if lock_is_newer_than_modules(workspace) {
        steps.command(
            "npm ci",
            npm(workspace).args(["ci", "--no-audit", "--no-fund"]),
            nothing,
        )?;
    }
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"])
        .args(test_files(workspace)?)
        .current_dir(web)
        .env("LAPOR_BIN", workspace.lapor())
        .env("LAPOR_CHROMIUM", chromium)
        .env("LAPOR_SHOTS", workspace.target.join("shots"));
    steps.command("uji peramban", &mut node, node_results)
}

/// `npm ci` deletes and fetches everything, so it runs only when the lock file changed.
fn lock_is_newer_than_modules(workspace: &Workspace) -> bool {
    let changed = |path: &str| {
        workspace
            .root
            .join(path)
            .metadata()
            .and_then(|meta| meta.modified())
    };
    match (
        changed("web/package-lock.json"),
        changed("web/node_modules/.package-lock.json"),
    ) {
        (Ok(lock), Ok(installed)) => lock > installed,
        _ => true,
    }
}

fn npm(workspace: &Workspace) -> Command {
    let mut command = Command::new("npm");
    // The driver would fetch a browser of its own; Debian's is used.
    command
        .current_dir(workspace.root.join("web"))
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

/// Named one by one because versions of Node differ in what they make of a directory or a pattern.
fn test_files(workspace: &Workspace) -> Outcome<Vec<PathBuf>> {
    let dir = workspace.root.join("web/tests");
    let entries = std::fs::read_dir(&dir).doing(format!("membaca {}", dir.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!(
            "tidak ada berkas *.test.mjs di {}",
            dir.display()
        )));
    }
    Ok(files)
}
