//! Formatting and lints: what a reviewer should not have to say.

use crate::docs;
use crate::failure::Outcome;
use crate::steps::{self, Steps, nothing};
use crate::workspace::Workspace;
use std::process::{Command, ExitCode};

/// `cargo xtask lint`.
pub(crate) fn run(workspace: &Workspace) -> Outcome<ExitCode> {
    steps(workspace, &Steps::new(workspace)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The steps, for this task and for `test`.
pub(crate) fn steps(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    steps.command(
        "format",
        cargo(workspace).args(["fmt", "--all", "--check", "--", "--color=never"]),
        nothing,
    )?;
    steps::call("berkas yang disebut dokumen", || docs::check(workspace))?;
    steps.command(
        "clippy",
        cargo(workspace).args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]),
        nothing,
    )
}

/// Builds the program for checks that drive it from outside.
pub(crate) fn build(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    // The whole workspace, because then each crate has the features it had for its tests and is not compiled again.
    steps.command(
        "bangun lapor",
        cargo(workspace).args(["build", "--workspace", "--locked"]),
        nothing,
    )
}

/// Cargo, started in the root of the sources.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    // The one that runs this program, so that a toolchain chosen on the command line stays chosen.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&workspace.root);
    command
}
