//! The program itself, started as an operator would, with a city in its database.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::Failed;
use crate::timer::Stopwatch;

/// A running `lapor serve`; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: String,
    /// From start to the first answer.
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts the program beside this one on a free port and waits for its first answer.
    pub(crate) async fn start(url: &str, key_file: &Path, files: &Path) -> Result<Self, Failed> {
        Self::start_with(url, key_file, files, None).await
    }

    /// The same with a file of doors.
    pub(crate) async fn start_with(
        url: &str,
        key_file: &Path,
        files: &Path,
        channels: Option<&Path>,
    ) -> Result<Self, Failed> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let address = format!("127.0.0.1:{port}");
        let watch = Stopwatch::start();
        let mut command = Command::new(binary()?);
        command
            .args(["--database-url", url, "--key-file"])
            .arg(key_file)
            .arg("--files")
            .arg(files);
        if let Some(channels) = channels {
            command.arg("--channels").arg(channels);
        }
        let child = command
            .args(["serve", "--listen", &address, "--anonymous-per-minute", "0"])
            .env("LAPOR_LOG", "error")
            .stdout(Stdio::null())
            .spawn()?;
        let mut server = Self {
            child,
            address,
            started_in: Duration::ZERO,
        };
        while tokio::net::TcpStream::connect(&server.address)
            .await
            .is_err()
        {
            if watch.read() > Duration::from_secs(30) {
                return Err("the server did not start".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.started_in = watch.read();
        Ok(server)
    }

    /// Whether it used more than a twentieth of a processor in the last two seconds.
    pub(crate) async fn is_busy(&self) -> Result<bool, Failed> {
        /// Ticks of the kernel's clock in a second.
        const TICKS: u64 = 100;
        let before = self.ticks()?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        Ok(self.ticks()? - before > 2 * TICKS / 20)
    }

    /// Processor time used so far.
    fn ticks(&self) -> Result<u64, Failed> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = stat.rsplit(')').next().ok_or("no name")?;
        let mut times = after_name.split_whitespace().skip(11);
        let mut next = || -> Result<u64, Failed> { Ok(times.next().ok_or("no time")?.parse()?) };
        Ok(next()? + next()?)
    }

    /// Memory in use, in MB, as the kernel counts it.
    pub(crate) fn memory(&self) -> Result<f64, Failed> {
        memory_of(self.child.id())
    }
}

/// Memory of its own that a process has in use, in MB: without files that the kernel keeps for all.
pub(crate) fn memory_of(process: u32) -> Result<f64, Failed> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find(|line| line.starts_with("RssAnon:"))
        .ok_or("no RssAnon")?;
    let kilobytes: f64 = line
        .split_whitespace()
        .nth(1)
        .ok_or("no RssAnon")?
        .parse()?;
    Ok(kilobytes / 1024.0)
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// `lapor`, built in the same profile, beside this program.
pub(crate) fn binary() -> Result<PathBuf, Failed> {
    let path = std::env::current_exe()?.with_file_name("lapor");
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("build it first: {}", path.display()).into())
    }
}
