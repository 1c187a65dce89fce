//! `cargo xtask demo`: build and run the demonstration.

use crate::failure::{Outcome, While};
use crate::lint::cargo;
use crate::workspace::Workspace;
use std::process::ExitCode;

/// Where the demonstration listens unless told otherwise.
const LISTEN: &str = "127.0.0.1:8080";

/// Builds with the profile `demo` (as fast as a release to use, much faster to build) and hands all arguments to
/// `lapor demo`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Outcome<ExitCode> {
    let mut demo = cargo(workspace);
    demo.args([
        "run",
        "--locked",
        "--profile",
        "demo",
        "-p",
        "lapor",
        "--",
        "demo",
    ]);
    let says_where = args
        .iter()
        .any(|arg| arg == "--listen" || arg.starts_with("--listen="));
    if !says_where
        && !args
            .iter()
            .any(|arg| arg == "--seed-only" || arg == "--help")
    {
        demo.args(["--listen", LISTEN]);
    }
    let status = demo.args(args).status().doing("menjalankan lapor demo")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
