//! `cargo xtask schemathesis`: a foreign tester reads the OpenAPI document and asks the demonstration everything that
//! comes to its mind; a server error or an answer that is not in the document fails, and so does an operation that was
//! never asked.

mod asked;

use crate::failure::{Failure, Outcome, While};
use crate::lint;
use crate::prerequisites::{self, COMPILER, PYTHON};
use crate::steps::{self, Steps, nothing};
use crate::workspace::Workspace;
use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// The version that the checks below are named for.
const PACKAGE: &str = "schemathesis==4.32.5";
/// What must hold for every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,unsupported_method,allow_header_conformance";
/// What the tester writes down, one event a line.
const RECORD: &str = "schemathesis.ndjson";
/// Seconds of asking unless told otherwise.
const USUAL: &str = "120";
/// Waits of a quarter of a second for the server.
const PATIENCE: u32 = 240;

/// `cargo xtask schemathesis [DETIK]`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Outcome<ExitCode> {
    let steps = Steps::new(workspace)?;
    let seconds = args.first().map_or(USUAL, String::as_str);
    prerequisites::ensure(&[COMPILER, PYTHON])?;
    lint::build(workspace, &steps)?;
    self::steps(workspace, &steps, seconds)?;
    Ok(ExitCode::SUCCESS)
}

/// So many seconds of asking the program that was built.
pub(crate) fn steps(workspace: &Workspace, steps: &Steps, seconds: &str) -> Outcome<()> {
    let tester = tester(workspace, steps)?;
    let place = workspace.target.join("schemathesis-demo");
    let key = steps::call("kota contoh dan kuncinya", || prepare(workspace, &place))?;
    let address = free_address()?;
    let server = Server::start(workspace, &place, &address)?;
    let mut asking = Command::new(tester);
    asking
        .args(["run", &format!("http://{address}/api/v1/openapi.json")])
        .args(["--header", &format!("Authorization: Bearer {key}")])
        .args(["--checks", CHECKS, "--max-time", seconds])
        .args(["--phases", "examples,coverage,fuzzing"])
        .args(["--report", "ndjson", "--report-ndjson-path", RECORD])
        .arg("--continue-on-failure")
        .current_dir(&place);
    let done = steps.command("schemathesis", &mut asking, nothing);
    let document = asked::document(&address);
    drop(server);
    done?;
    let record = File::open(place.join(RECORD)).doing("membuka catatan schemathesis")?;
    asked::every_operation(&document?, record)
}

/// The tester, in a Python environment of its own below the target directory.
fn tester(workspace: &Workspace, steps: &Steps) -> Outcome<PathBuf> {
    let home = workspace.target.join("schemathesis");
    let program = home.join("bin/schemathesis");
    if !program.exists() {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&home);
        steps.command("lingkungan Python", &mut venv, nothing)?;
        let mut pip = Command::new(home.join("bin/pip"));
        pip.args(["install", "--quiet", PACKAGE]);
        steps.command("memasang schemathesis", &mut pip, nothing)?;
    }
    Ok(program)
}

/// A fresh demonstration, and a key that opens everything as its coordinator.
fn prepare(workspace: &Workspace, place: &Path) -> Outcome<String> {
    if place.exists() {
        std::fs::remove_dir_all(place).doing("menghapus kota contoh yang lama")?;
    }
    std::fs::create_dir_all(place).doing("membuat tempat kota contoh")?;
    told(workspace, place, &["demo", "--seed-only"])?;
    let mut create = vec!["admin", "api-key", "create", "palangkaraya"];
    create.extend(["--name", "schemathesis", "--per-minute", "60000"]);
    create.extend(["--officer", "koordinator@contoh.lapor.example"]);
    for scope in ["file", "read", "act", "stats"] {
        create.extend(["--scope", scope]);
    }
    let said = told(workspace, place, &create)?;
    let key = said
        .split_whitespace()
        .find(|word| word.starts_with("lapor_"));
    key.map(str::to_owned)
        .ok_or_else(|| Failure::new("`lapor admin api-key create` tidak menyebut kuncinya"))
}

fn told(workspace: &Workspace, place: &Path, args: &[&str]) -> Outcome<String> {
    let output = Command::new(workspace.lapor())
        .args(args)
        .args(["--database-url", "sqlite:demo.db"])
        .current_dir(place)
        .output()
        .doing("menjalankan lapor")?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Failure::new(why.trim().to_owned()))
    }
}

fn free_address() -> Outcome<String> {
    let found = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(found.doing("mencari porta yang bebas")?.to_string())
}

/// The demonstration, stopped when it is dropped.
struct Server(Child);

impl Server {
    fn start(workspace: &Workspace, place: &Path, address: &str) -> Outcome<Self> {
        let child = Command::new(workspace.lapor())
            .args([
                "demo",
                "--database-url",
                "sqlite:demo.db",
                "--listen",
                address,
                "--anonymous-per-minute",
                "0",
            ])
            .current_dir(place)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .doing("menjalankan lapor demo")?;
        let server = Self(child);
        for _ in 0..PATIENCE {
            if TcpStream::connect(address).is_ok() {
                return Ok(server);
            }
            sleep(Duration::from_millis(250));
        }
        Err(Failure::new("lapor demo tidak mulai melayani"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its database is thrown away: nothing is lost by stopping it at once.
        let stopped = self.0.kill().and_then(|()| self.0.wait());
        if let Err(error) = stopped {
            println!("lapor demo tidak dapat dihentikan: {error}");
        }
    }
}
