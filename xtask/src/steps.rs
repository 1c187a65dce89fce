//! One line per step with its seconds; the whole log only when a step failed.

use crate::failure::{Failure, Outcome, While};
use crate::workspace::Workspace;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs steps and keeps their logs under `target/xtask/`.
pub(crate) struct Steps {
    logs: PathBuf,
}

impl Steps {
    /// Prepares the directory of logs.
    pub(crate) fn new(workspace: &Workspace) -> Outcome<Self> {
        let logs = workspace.target.join("xtask");
        fs::create_dir_all(&logs).doing(format!("membuat {}", logs.display()))?;
        Ok(Self { logs })
    }

    /// Runs `command` without standard input, its output going to a log. Lines of the log for which `echo` holds are
    /// printed also when all went well: continuous integration reads the test runners' own closing lines.
    pub(crate) fn command(
        &self,
        name: &str,
        command: &mut Command,
        echo: fn(&str) -> bool,
    ) -> Outcome<()> {
        let log = self.logs.join(format!("{}.log", file_name(name)));
        let (status, seconds) = timed(name, || {
            let out = File::create(&log)?;
            let err = out.try_clone()?;
            command
                .stdin(Stdio::null())
                .stdout(out)
                .stderr(err)
                .status()
        });
        let status = status.doing(format!("menjalankan {}", shown(command)))?;
        let text = fs::read_to_string(&log).unwrap_or_default();
        if status.success() {
            println!("ok, {seconds:.1} s");
            for line in text.lines().filter(|line| echo(line)) {
                println!("    {}", line.trim());
            }
            return Ok(());
        }
        println!("GAGAL, {seconds:.1} s\n\n$ {}\n{text}", shown(command));
        Err(Failure::new(format!(
            "langkah \"{name}\" ({status}). Catatan lengkap: {}",
            log.display()
        )))
    }
}

/// Runs a step that is code, not a command.
pub(crate) fn call<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let (result, seconds) = timed(name, work);
    println!(
        "{}, {seconds:.1} s",
        if result.is_ok() { "ok" } else { "GAGAL" }
    );
    result.map_err(|failure| Failure::new(format!("langkah \"{name}\": {failure}")))
}

/// Says that a step was left out, and why: nothing is skipped silently.
pub(crate) fn skipped(name: &str, why: &str) {
    println!("{name} … dilewati: {why}");
}

/// No line of the log is worth repeating.
pub(crate) fn nothing(_: &str) -> bool {
    false
}

/// `cargo test`'s closing lines.
pub(crate) fn cargo_results(line: &str) -> bool {
    line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed; 0 ignored")
}

/// The closing lines of Node's test runner.
pub(crate) fn node_results(line: &str) -> bool {
    ["tests ", "pass ", "fail ", "skipped "].iter().any(|word| {
        line.strip_prefix("# ")
            .or_else(|| line.strip_prefix("ℹ "))
            .is_some_and(|rest| rest.starts_with(word))
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "wiring: how long a step took is for the person who waits"
)]
fn timed<T>(name: &str, work: impl FnOnce() -> T) -> (T, f64) {
    print!("{name} … ");
    // A terminal shows the line at once; where that fails nothing is lost but the sight of it.
    let _ = std::io::stdout().flush();
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}

fn file_name(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect()
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_the_runners_are_repeated() {
        assert!(cargo_results(
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured"
        ));
        assert!(!cargo_results(
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured"
        ));
        assert!(!cargo_results("running 3 tests"));
        assert!(node_results("ℹ pass 4") && node_results("# fail 0"));
        assert!(!node_results("ℹ duration_ms 12"));
    }

    #[test]
    fn a_log_is_named_after_its_step() {
        assert_eq!(file_name("npm ci (web)"), "npm-ci--web-");
    }
}
