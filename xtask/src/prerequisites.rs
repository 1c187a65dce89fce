//! What the machine must have besides Rust, and Debian's packages that bring it.

use crate::failure::{Failure, Outcome};
use crate::{mail, postgres};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One thing the tasks need.
pub(crate) struct Need {
    /// Debian's packages.
    packages: &'static [&'static str],
    /// Whether the machine has it already.
    present: fn() -> bool,
}

/// SQLite is compiled from source, and every program is linked by this.
pub(crate) const COMPILER: Need = Need {
    packages: &["build-essential"],
    present: || on_path("cc").is_some(),
};
/// The second engine.
pub(crate) const POSTGRES: Need = Need {
    packages: &["postgresql"],
    present: || postgres::programs().is_some(),
};
/// A real mail server: takes letters, delivers them, lets them be read.
pub(crate) const MAIL: Need = Need {
    packages: &["exim4-daemon-light", "dovecot-imapd", "openssl", "curl"],
    present: || {
        let servers = ["exim4", "dovecot"];
        let tools = ["openssl", "curl"];
        servers.iter().all(|name| mail::program(name).is_ok())
            && tools.iter().all(|name| on_path(name).is_some())
    },
};
/// Without fonts of its own a browser draws boxes, and contrast cannot be judged.
pub(crate) const BROWSER: Need = Need {
    packages: &["chromium", "fonts-dejavu-core"],
    present: || chromium().is_some(),
};
/// Watches the order of system calls: written durably first, answered then.
pub(crate) const TRACER: Need = Need {
    packages: &["strace"],
    present: || on_path("strace").is_some(),
};
/// Reads the papers again that the program writes.
pub(crate) const PAPERS: Need = Need {
    packages: &["poppler-utils", "qpdf"],
    present: || {
        let tools = ["pdfinfo", "pdftotext", "qpdf"];
        tools.iter().all(|name| on_path(name).is_some())
    },
};
/// Runs the browser tests.
pub(crate) const NODE: Need = Need {
    packages: &["nodejs", "npm"],
    present: || on_path("node").is_some() && on_path("npm").is_some(),
};

/// Runs clients and testers of other makers.
pub(crate) const PYTHON: Need = Need {
    packages: &["python3", "python3-venv"],
    // Debian's Python alone makes no environments.
    present: || {
        let mut asking = Command::new("python3");
        asking
            .args(["-c", "import ensurepip"])
            .stderr(Stdio::null());
        asking.status().is_ok_and(|status| status.success())
    },
};

/// Oldest Node that the browser tests' driver supports.
const NODE_MAJOR: u32 = 20;

/// Installs what is lacking if this user may, else fails with the exact command to type.
pub(crate) fn ensure(needs: &[Need]) -> Outcome<()> {
    let missing: Vec<&str> = needs
        .iter()
        .filter(|need| !(need.present)())
        .flat_map(|need| need.packages)
        .copied()
        .collect();
    if !missing.is_empty() {
        install(&missing)?;
        if let Some(need) = needs.iter().find(|need| !(need.present)()) {
            return Err(Failure::new(format!(
                "{} terpasang tetapi programnya tidak ditemukan; periksa PATH.",
                need.packages.join(" ")
            )));
        }
    }
    Ok(())
}

/// Chromium: `LAPOR_CHROMIUM`, or the first of its usual names on the path.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("LAPOR_CHROMIUM").map(PathBuf::from);
    named
        .or_else(|| on_path("chromium"))
        .or_else(|| on_path("chromium-browser"))
}

/// Finds a program on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|file| file.is_file())
}

/// Whether this process is the superuser.
pub(crate) fn is_root() -> bool {
    Path::new("/proc/self")
        .metadata()
        .is_ok_and(|me| me.uid() == 0)
}

/// User and group of this process.
pub(crate) fn own_ids() -> std::io::Result<(u32, u32)> {
    let me = Path::new("/proc/self").metadata()?;
    Ok((me.uid(), me.gid()))
}

fn install(packages: &[&str]) -> Outcome<()> {
    let by_hand = format!(
        "sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    let Some(prefix) = superuser() else {
        return Err(Failure::new(format!(
            "ada yang belum terpasang. Jalankan lebih dulu:\n\n  {by_hand}\n"
        )));
    };
    println!("memasang {} …", packages.join(" "));
    // Package lists of a fresh machine are empty or old, and an old one names files that are gone.
    let update = apt(prefix, &["update", "-q"]);
    let install = apt(
        prefix,
        &[&["install", "-qy", "--no-install-recommends"], packages].concat(),
    );
    for mut command in [update, install] {
        let output = command.output();
        match output {
            Ok(output) if output.status.success() => {}
            Ok(output) => {
                let log = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(Failure::new(format!(
                    "apt-get gagal:\n{log}\nCoba dengan tangan: {by_hand}"
                )));
            }
            Err(error) => {
                return Err(Failure::new(format!(
                    "apt-get tidak dapat dijalankan ({error}). Pasang padanan paket ini: {}",
                    packages.join(" ")
                )));
            }
        }
    }
    Ok(())
}

/// Words to put before a command that needs the superuser, or `None` if this user would be asked for a password.
fn superuser() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    let quiet = Command::new("sudo")
        .args(["-n", "true"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet
        .is_ok_and(|status| status.success())
        .then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str], args: &[&str]) -> Command {
    // `env` carries the variable through sudo, which clears the environment.
    let words: Vec<&str> = [
        prefix,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
        args,
    ]
    .concat();
    let mut command = Command::new(words.first().copied().unwrap_or("apt-get"));
    command.args(words.iter().skip(1)).stdin(Stdio::null());
    command
}

/// Refuses a Node that the browser tests' driver does not support; Debian 12's own is one.
pub(crate) fn check_node() -> Outcome<()> {
    let output = Command::new("node").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let version = version.unwrap_or_default();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => Err(Failure::new(format!(
            "Node {NODE_MAJOR} atau yang lebih baru diperlukan untuk uji peramban; yang ada: {version:?}."
        ))),
    }
}
