//! `cargo xtask bench`: the measurements, always on a release build.

use crate::failure::{Failure, Outcome, While};
use crate::lint::cargo;
use crate::workspace::Workspace;
use std::process::ExitCode;

/// Package of the measurements; its binary knows the names and prints the table.
const PACKAGE: &str = "lapor-bench";

/// Hands all arguments to the measuring program.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Outcome<ExitCode> {
    if !workspace.root.join("crates/bench").is_dir() {
        return Err(Failure::new(
            "pengukuran belum ada: crates/bench (paket lapor-bench) belum dibuat.",
        ));
    }
    let status = cargo(workspace)
        .args(["run", "--locked", "--release", "-p", PACKAGE, "--"])
        .args(args)
        .status()
        .doing("menjalankan pengukuran")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
