//! `cargo deny`: licences, banned crates and sources of everything that is built in.

use crate::failure::Outcome;
use crate::lint::cargo;
use crate::prerequisites::on_path;
use crate::steps::{Steps, nothing};
use crate::workspace::Workspace;
use std::path::PathBuf;

/// The version that is installed where the machine has none.
const VERSION: &str = "0.20.2";

/// Checks against `deny.toml`. The advisory database is a download of its own and not asked here, so that the outcome
/// depends on the sources alone.
pub(crate) fn steps(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    let program = installed(workspace, steps)?;
    let mut check = cargo(workspace);
    if let Some(dir) = program.parent() {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let dirs = std::iter::once(dir.to_path_buf()).chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(dirs) {
            check.env("PATH", path);
        }
    }
    steps.command(
        "cargo deny",
        check.args(["deny", "check", "bans", "licenses", "sources"]),
        nothing,
    )
}

/// The machine's own, else one beside the build.
fn installed(workspace: &Workspace, steps: &Steps) -> Outcome<PathBuf> {
    if let Some(found) = on_path("cargo-deny") {
        return Ok(found);
    }
    let root = workspace.target.join("tools");
    let program = root.join("bin/cargo-deny");
    if !program.is_file() {
        // Unoptimised: it runs for a second and compiles in one minute instead of six.
        let mut install = cargo(workspace);
        install
            .args(["install", "--debug", "--locked", "--root"])
            .arg(&root)
            .arg(format!("cargo-deny@{VERSION}"));
        steps.command("pasang cargo-deny", &mut install, nothing)?;
    }
    Ok(program)
}
