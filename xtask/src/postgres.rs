//! A private PostgreSQL server for tests: made in a temporary directory, thrown away afterwards.
//!
//! The server is watched by a small shell script that waits for its standard input to close. However this process
//! ends (done, failed, panicked, interrupted, killed), the kernel closes that pipe, and the script stops the server
//! and removes its files. No signal handler and no clean-up at start are needed.

use crate::failure::{Failure, Outcome, While};
use crate::prerequisites::{self, POSTGRES, is_root, on_path};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Superuser of the private server.
const USER: &str = "lapor";

/// Stops at once when told to: what is in it is about to be deleted.
const WATCH: &str = r#"
bin=$1 dir=$2 port=$3 fsync=$4
"$bin/postgres" -D "$dir/data" -p "$port" -k "$dir" \
    -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=64MB -c fsync="$fsync" \
    -c timezone=UTC -c log_min_messages=warning >"$dir/log" 2>&1 &
server=$!
read -r _
kill -QUIT "$server" 2>/dev/null
wait "$server"
cd / && rm -rf "$dir"
"#;

/// Whether the server waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disk {
    /// As in a city hall: for what is measured or shown.
    Waited,
    /// For tests. A program or server that is killed loses nothing by it, only a machine that loses power, and then the
    /// server's files are gone anyway.
    NotWaited,
}

/// A running private server. Dropping it stops the server and removes its files.
pub(crate) struct PrivateServer {
    dir: PathBuf,
    port: u16,
    programs: PathBuf,
    watcher: Child,
}

impl PrivateServer {
    /// Makes a cluster and starts a server on a free port of 127.0.0.1 and a socket in its own directory.
    pub(crate) fn start(disk: Disk) -> Outcome<Self> {
        let programs = programs().ok_or_else(|| {
            Failure::new("PostgreSQL tidak ditemukan. Jalankan: sudo apt-get install postgresql")
        })?;
        let account = Account::for_server()?;
        let mut last = Failure::new("PostgreSQL tidak dapat dijalankan");
        // Between finding a free port and using it someone else may take it.
        for attempt in 0..5 {
            let dir = make_dir(&account, attempt)?;
            let port = free_port()?;
            initdb(&programs, &dir, &account)?;
            let mut watch = Command::new("sh");
            watch
                .args(["-c", WATCH, "watch"])
                .arg(&programs)
                .arg(&dir)
                .arg(port.to_string())
                .arg(match disk {
                    Disk::Waited => "on",
                    Disk::NotWaited => "off",
                });
            // Its own group: the terminal's Ctrl-C must reach this process only, and the pipe tells the rest.
            watch
                .process_group(0)
                .stdin(Stdio::piped())
                .current_dir("/");
            account.apply(&mut watch);
            let watcher = watch.spawn().doing("menjalankan PostgreSQL")?;
            let server = Self {
                dir,
                port,
                programs: programs.clone(),
                watcher,
            };
            match server.wait_ready() {
                Ok(()) => return Ok(server),
                Err(failure) => last = failure,
            }
        }
        Err(last)
    }

    /// Address of the maintenance database, from which tests create their own.
    pub(crate) fn url(&self) -> String {
        self.database_url("postgres")
    }

    /// Makes an empty database and returns its address.
    pub(crate) fn create_database(&self, name: &str) -> Outcome<String> {
        let output = Command::new(self.programs.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--dbname"])
            .arg(self.url())
            .args(["--command", &format!("CREATE DATABASE \"{name}\"")])
            .stdin(Stdio::null())
            .output()
            .doing("menjalankan psql")?;
        if output.status.success() {
            return Ok(self.database_url(name));
        }
        Err(Failure::new(format!(
            "membuat basis data {name}: {}",
            String::from_utf8_lossy(&output.stderr)
        )))
    }

    fn database_url(&self, name: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{name}", self.port)
    }

    fn wait_ready(&self) -> Outcome<()> {
        for _ in 0..300 {
            let ready = Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status();
            if ready.is_ok_and(|status| status.success()) {
                return Ok(());
            }
            if self.log().contains("FATAL") && !self.dir.join("data/postmaster.pid").exists() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        Err(Failure::new(format!(
            "PostgreSQL tidak menjawab. Catatannya:\n{}",
            self.log()
        )))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.dir.join("log")).unwrap_or_default()
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        // Nothing can be done about a failure here, and what it would leave is a temporary directory.
        let _ = self.watcher.wait();
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// `cargo xtask with-postgres CMD…`: runs one command with a private server and the tests' variables.
pub(crate) fn run_with(command: &[String]) -> Outcome<ExitCode> {
    prerequisites::ensure(&[POSTGRES])?;
    let server = PrivateServer::start(Disk::Waited)?;
    println!("LAPOR_TEST_POSTGRES={}", server.url());
    run_command(
        command,
        &[
            ("LAPOR_TEST_POSTGRES", &server.url()),
            ("LAPOR_REQUIRE_POSTGRES", "1"),
        ],
    )
}

/// Runs a command, or a shell, with variables.
pub(crate) fn run_command(command: &[String], variables: &[(&str, &str)]) -> Outcome<ExitCode> {
    let shell = [std::env::var("SHELL").unwrap_or_else(|_| "sh".to_owned())];
    let command = match command.split_first() {
        Some((first, rest)) if first == "--" => rest,
        _ => command,
    };
    let command = if command.is_empty() { &shell } else { command };
    let Some((program, args)) = command.split_first() else {
        return Ok(ExitCode::SUCCESS);
    };
    let status = Command::new(program)
        .args(args)
        .envs(variables.iter().copied())
        .status()
        .doing(format!("menjalankan {program}"))?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Directory of PostgreSQL's programs: on the path, or where Debian keeps the newest version.
pub(crate) fn programs() -> Option<PathBuf> {
    if let Some(initdb) = on_path("initdb") {
        // A link on the path may stand alone; its target has the others beside it.
        let real = initdb.canonicalize().ok()?;
        return real.parent().map(Path::to_path_buf);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

/// Who runs the server. PostgreSQL refuses to run as the superuser.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) ids: Option<(u32, u32)>,
}

impl Account {
    pub(crate) fn for_server() -> Outcome<Self> {
        if !is_root() {
            return Ok(Self { ids: None });
        }
        let passwd = fs::read_to_string("/etc/passwd").doing("membaca /etc/passwd")?;
        let ids = ["postgres", "nobody"].iter().find_map(|name| {
            let line = passwd
                .lines()
                .find(|line| line.split(':').next() == Some(*name))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        });
        match ids {
            Some(ids) => Ok(Self { ids: Some(ids) }),
            None => Err(Failure::new(
                "server ini tidak berjalan sebagai root dan tidak ada pengguna postgres maupun nobody.",
            )),
        }
    }

    pub(crate) fn apply(&self, command: &mut Command) {
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
    }
}

fn make_dir(account: &Account, attempt: u32) -> Outcome<PathBuf> {
    // Short: the path of a Unix socket may have no more than 107 bytes.
    let dir = std::env::temp_dir().join(format!("lapor-pg-{}-{attempt}", std::process::id()));
    fs::create_dir(&dir).doing(format!("membuat {}", dir.display()))?;
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o700))
        .doing("mengatur izin direktori")?;
    if let Some((user, group)) = account.ids {
        chown(&dir, Some(user), Some(group)).doing("mengatur pemilik direktori")?;
    }
    Ok(dir)
}

pub(crate) fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).doing("mencari porta bebas")?;
    Ok(listener.local_addr().doing("mencari porta bebas")?.port())
}

fn initdb(programs: &Path, dir: &Path, account: &Account) -> Outcome<()> {
    let mut command = Command::new(programs.join("initdb"));
    command
        .arg("--pgdata")
        .arg(dir.join("data"))
        .args([
            "--username",
            USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ])
        .current_dir("/")
        .stdin(Stdio::null());
    account.apply(&mut command);
    let output = command.output().doing("menjalankan initdb")?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "initdb gagal:\n{}",
        String::from_utf8_lossy(&output.stderr)
    )))
}
