//! `cargo xtask clients`: Open311 clients and a reader of feeds that nobody here wrote, against the demonstration built from these sources.
//!
//! They are fetched from PyPI and npm, each at one version, into `target/clients`; nothing of them is part of the project.
//! Two of them are old: what stands in for what they lack lies in `xtask/clients`, they themselves are not touched.

use crate::failure::{Failure, Outcome, While};
use crate::lint;
use crate::prerequisites::{self, COMPILER, NODE, PYTHON};
use crate::steps::{self, Steps};
use crate::workspace::Workspace;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

/// Clients of PyPI.
const PYTHON_CLIENTS: [&str; 3] = ["georeport==0.3.1", "three==0.8.0", "feedparser==6.0.12"];
/// The client of npm, fetched without its dependencies: one lies at an address that no longer answers, one does not compile.
const NODE_CLIENT: &str = "open311@0.0.12";
/// Those of its dependencies that JSON needs.
const NODE_NEEDS: [&str; 2] = ["request@2.88.2", "lodash@4.17.21"];
/// Those that only XML needs; an empty module stands in.
const NODE_STAND_INS: [&str; 2] = ["sparkxml", "xml2json"];
/// The last weeks of the demonstration's year.
const WINDOW: [&str; 2] = ["2023-11-01T00:00:00+07:00", "2024-01-15T00:00:00+07:00"];
/// Half seconds in which the demonstration must begin to answer: its year is played first.
const PATIENCE: u32 = 600;

/// `cargo xtask clients`.
pub(crate) fn run(workspace: &Workspace) -> Outcome<ExitCode> {
    let steps = Steps::new(workspace)?;
    prerequisites::ensure(&[COMPILER, NODE, PYTHON])?;
    lint::build(workspace, &steps)?;
    self::steps(workspace, &steps)?;
    Ok(ExitCode::SUCCESS)
}

/// The clients against the program that was built, on a machine that has what they need.
pub(crate) fn steps(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    let place = Place {
        scripts: workspace.root.join("xtask/clients"),
        dir: workspace.target.join("clients"),
        lapor: workspace.lapor(),
    };
    place.install(steps)?;
    let demo = steps::call("demonstrasi", || place.start())?;
    let key = place.key()?;
    let python = place.dir.join("venv/bin/python");
    let node = Path::new("node");
    let clients = [
        ("georeport (PyPI)", python.as_path(), "georeport_client.py"),
        ("three (PyPI)", python.as_path(), "three_client.py"),
        ("open311 (npm)", node, "open311_client.cjs"),
        ("feedparser (PyPI)", python.as_path(), "feed_reader.py"),
    ];
    for (name, program, script) in clients {
        let mut command = Command::new(program);
        command
            .arg(place.scripts.join(script))
            .env("NODE_PATH", place.dir.join("node/node_modules"))
            .env("LAPOR_ENDPOINT", &demo.endpoint)
            .env("LAPOR_API_KEY", &key)
            .env("LAPOR_FROM", WINDOW[0])
            .env("LAPOR_TO", WINDOW[1]);
        steps.command(name, &mut command, |line| {
            line.contains("services") || line.contains("entries")
        })?;
    }
    Ok(())
}

/// Where things lie.
struct Place {
    scripts: PathBuf,
    dir: PathBuf,
    lapor: PathBuf,
}

impl Place {
    fn install(&self, steps: &Steps) -> Outcome<()> {
        let node = self.dir.join("node");
        fs::create_dir_all(node.join("node_modules/open311"))
            .doing(format!("membuat {}", node.display()))?;
        if !self.dir.join("venv/bin/python").exists() {
            let mut venv = Command::new("python3");
            venv.args(["-m", "venv"]).arg(self.dir.join("venv"));
            steps.command("python3 -m venv", &mut venv, steps::nothing)?;
        }
        let mut pip = Command::new(self.dir.join("venv/bin/pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"])
            .args(PYTHON_CLIENTS);
        steps.command("pip install", &mut pip, steps::nothing)?;

        let client = node.join("node_modules/open311/open311.js");
        if client.exists() {
            return Ok(());
        }
        let mut needs = Command::new("npm");
        needs
            .args(["install", "--no-audit", "--no-fund", "--no-save"])
            .args(NODE_NEEDS)
            .current_dir(&node);
        steps.command("npm install", &mut needs, steps::nothing)?;
        let mut pack = Command::new("npm");
        pack.args(["pack", "--silent", NODE_CLIENT])
            .current_dir(&node);
        steps.command("npm pack", &mut pack, steps::nothing)?;
        let packed = format!("{}.tgz", NODE_CLIENT.replace('@', "-"));
        fs::create_dir_all(node.join("node_modules/open311")).doing("membuat tempat klien npm")?;
        let mut unpack = Command::new("tar");
        unpack
            .args([
                "-xzf",
                &packed,
                "-C",
                "node_modules/open311",
                "--strip-components=1",
            ])
            .current_dir(&node);
        steps.command("tar", &mut unpack, steps::nothing)?;
        for name in NODE_STAND_INS {
            let dir = node.join("node_modules").join(name);
            fs::create_dir_all(&dir).doing(format!("membuat {}", dir.display()))?;
            fs::write(dir.join("index.js"), "module.exports = {};\n")
                .doing(format!("menulis {}", dir.display()))?;
        }
        Ok(())
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.dir.join("demo/demo.sqlite").display())
    }

    /// A demonstration of its own, on a port that is free.
    fn start(&self) -> Outcome<Demo> {
        let dir = self.dir.join("demo");
        if dir.exists() {
            fs::remove_dir_all(&dir).doing(format!("mengosongkan {}", dir.display()))?;
        }
        fs::create_dir_all(&dir).doing(format!("membuat {}", dir.display()))?;
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing("mencari porta")?;
        let address = free.local_addr().doing("mencari porta")?;
        drop(free);
        let log = File::create(dir.join("demo.log")).doing("membuat catatan demonstrasi")?;
        let err = log.try_clone().doing("membuat catatan demonstrasi")?;
        let child = Command::new(&self.lapor)
            .args(["demo", "--listen", &address.to_string()])
            .args(["--database-url", &self.database()])
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(err)
            .spawn()
            .doing("menjalankan lapor demo")?;
        let mut demo = Demo {
            child,
            endpoint: format!("http://{address}/b/palangkaraya/open311/v2"),
        };
        demo.wait_for(address)?;
        Ok(demo)
    }

    /// A key that may file reports.
    fn key(&self) -> Outcome<String> {
        let output = Command::new(&self.lapor)
            .args(["admin", "api-key", "create", "palangkaraya"])
            .args(["--name", "Klien Open311", "--scope", "file"])
            .args(["--database-url", &self.database()])
            .output()
            .doing("membuat kunci API")?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let key = text
            .split_whitespace()
            .find(|word| word.starts_with("lapor_"));
        key.map(str::to_owned)
            .ok_or_else(|| Failure::new("kunci API tidak terbit"))
    }
}

/// A demonstration that runs, and ends with this value.
struct Demo {
    child: Child,
    endpoint: String,
}

impl Demo {
    fn wait_for(&mut self, address: SocketAddr) -> Outcome<()> {
        for _ in 0..PATIENCE {
            if TcpStream::connect(address).is_ok() {
                return Ok(());
            }
            let ended = self.child.try_wait().doing("menunggu lapor demo")?;
            if let Some(status) = ended {
                return Err(Failure::new(format!("lapor demo berhenti ({status})")));
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        Err(Failure::new("lapor demo tidak kunjung menjawab"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do about it here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
