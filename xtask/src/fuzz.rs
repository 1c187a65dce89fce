//! `cargo xtask fuzz`: every reader of what comes from outside, each for some minutes under libFuzzer. It works on the
//! stable compiler: LLVM's counters are a code generation option, and only the address sanitiser would need more.

use crate::failure::{Failure, Outcome, While};
use crate::lint::cargo;
use crate::steps::{Steps, nothing};
use crate::workspace::Workspace;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Counters at every edge, and comparisons that the fuzzer learns from.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0";
/// Minutes for each target unless told otherwise.
const USUAL: u64 = 10;

/// `cargo xtask fuzz [MENIT [SASARAN …]]`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Outcome<ExitCode> {
    let (minutes, asked) = match args.split_first() {
        None => (USUAL, args),
        Some((first, rest)) => match first.parse() {
            Ok(minutes) => (minutes, rest),
            Err(_) => (USUAL, args),
        },
    };
    let steps = Steps::new(workspace)?;
    let home = workspace.target.join("fuzz");
    // Named, so that build scripts and macros are left without counters.
    let host = "x86_64-unknown-linux-gnu";
    let mut build = cargo(workspace);
    build
        .args(["build", "--package", "lapor-fuzz", "--profile", "fuzz"])
        .args(["--locked", "--target", host])
        .arg("--target-dir")
        .arg(&home)
        .env("RUSTFLAGS", FLAGS);
    steps.command("membangun sasaran", &mut build, nothing)?;
    let program = home.join(host).join("fuzz/lapor-fuzz");
    for target in targets(&workspace.root)? {
        if !asked.is_empty() && !asked.contains(&target) {
            continue;
        }
        let corpus = home.join("corpus").join(&target);
        std::fs::create_dir_all(&corpus).doing("membuat tempat temuan")?;
        let found = home.join("found").join(&target);
        std::fs::create_dir_all(&found).doing("membuat tempat kegagalan")?;
        let mut fuzz = Command::new(&program);
        fuzz.arg(format!("-max_total_time={}", minutes * 60))
            .args(["-timeout=5", "-rss_limit_mb=1500", "-print_final_stats=1"])
            .args(["-max_len=65536", "-verbosity=0"])
            .arg(format!("-artifact_prefix={}/", found.display()))
            .arg(&corpus)
            .arg(workspace.root.join("fuzz/seeds").join(&target))
            .env("LAPOR_FUZZ", &target);
        steps.command(&format!("sasaran {target}"), &mut fuzz, nothing)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Each target has a folder of seeds.
fn targets(root: &Path) -> Outcome<Vec<String>> {
    let seeds = root.join("fuzz/seeds");
    let folders = std::fs::read_dir(&seeds).doing("membaca fuzz/seeds")?;
    let mut names: Vec<String> = folders
        .filter_map(|folder| folder.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    if names.is_empty() {
        return Err(Failure::new("tidak ada sasaran di fuzz/seeds"));
    }
    Ok(names)
}
