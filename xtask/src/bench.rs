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
    let is_route = args.first().is_some_and(|name| name == "route");
    let measured_by_tests = !is_route || beside_routing(workspace)?;
    Ok(if status.success() && measured_by_tests {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Cold start, near-duplicates (those among a million reports too) and personal data: their measurements are tests of
/// the text library, which print their figures and fail below their goals.
fn beside_routing(workspace: &Workspace) -> Outcome<bool> {
    const MEASURING: [&str; 4] = ["cold_start", "twins_gold", "twins_speed", "personal"];
    let status = cargo(workspace)
        .args(["test", "--locked", "--release", "-p", "naskah"])
        .args(MEASURING.iter().flat_map(|name| ["--test", name]))
        .args(["--", "--include-ignored", "--nocapture"])
        .status()
        .doing("menjalankan pengukuran teks")?;
    Ok(status.success())
}
