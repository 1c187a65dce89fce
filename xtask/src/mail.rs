//! A private mail server for tests and for looking at: Exim takes letters and delivers them, Dovecot lets them be read.
//!
//! Both are Debian's own, run on free ports of 127.0.0.1 from a temporary directory, and end with this process however
//! it ends (see `postgres.rs`, whose shell script this one resembles). Mailboxes are folders: whoever makes
//! `mail/NAME` has made an address `NAME@kota.example`, with the one password of the server.

use crate::failure::{Failure, Outcome, While};
use crate::postgres::{Account, free_port};
use crate::prerequisites::{self, MAIL, NODE, on_path};
use crate::workspace::Workspace;
use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Account and password for handing letters over; also the password of every mailbox.
pub(crate) const ACCOUNT: &str = "lapor";
/// See [`ACCOUNT`].
pub(crate) const PASSWORD: &str = "sandi-uji";

/// Both servers stay in the foreground, and end when this script's standard input closes.
const WATCH: &str = r#"
dir=$1 exim=$2 dovecot=$3
"$exim" -C "$dir/exim.conf" -bdf -q10s >"$dir/exim.log" 2>&1 &
smtp=$!
"$dovecot" -F -c "$dir/dovecot.conf" >"$dir/dovecot.out" 2>&1 &
imap=$!
read -r _
kill -TERM "$smtp" "$imap" 2>/dev/null
wait "$smtp" "$imap"
cd / && rm -rf "$dir"
"#;

const EXIM: &str = r"
DIR = @DIR@
primary_hostname = mail.kota.example
spool_directory = DIR/spool
log_file_path = DIR/exim-%slog
pid_file_path = DIR/exim.pid
exim_user = @USER@
exim_group = @GROUP@
deliver_drop_privilege = true
domainlist ours = kota.example : warga.example
daemon_smtp_ports = @SMTP@
local_interfaces = 127.0.0.1
keep_environment =
tls_advertise_hosts = *
tls_certificate = DIR/cert.pem
tls_privatekey = DIR/key.pem
message_size_limit = 120M
smtp_accept_max = 100
smtp_accept_max_per_host = 100
acl_smtp_rcpt = recipient
acl_smtp_data = accept

begin acl
recipient:
  accept authenticated = *
  accept domains = +ours : lmtp.example
  deny

begin routers
lmtp:
  driver = manualroute
  domains = lmtp.example
  route_list = * 127.0.0.1
  transport = lmtp
  self = send
mailbox:
  driver = accept
  domains = +ours
  local_part_suffix = +*
  local_part_suffix_optional
  local_parts = dsearch,filter=dir;DIR/mail
  transport = maildir

begin transports
# lapor+PORT@lmtp.example goes to whoever listens at that port.
lmtp:
  driver = smtp
  protocol = lmtp
  port = ${sg{$local_part}{^[a-z]+\\+(\\d+).*\$}{\$1}}
  allow_localhost
  hosts_avoid_tls = *
maildir:
  driver = appendfile
  directory = DIR/mail/$local_part_data
  maildir_format
  user = @USER@
  group = @GROUP@
  mode = 0600
  delivery_date_add
  envelope_to_add
  return_path_add

begin retry
* * F,1h,10s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{@ACCOUNT@}}{eq{$auth3}{@PASSWORD@}}}}
  server_set_id = $auth2
";

const DOVECOT: &str = r"
base_dir = @DIR@/run
state_dir = @DIR@/run
log_path = @DIR@/dovecot.log
protocols = imap
listen = 127.0.0.1
default_login_user = @USER@
default_internal_user = @USER@
default_internal_group = @GROUP@
mail_uid = @USER@
mail_gid = @GROUP@
first_valid_uid = 1
mail_location = maildir:@DIR@/mail/%n
ssl = yes
ssl_cert = <@DIR@/cert.pem
ssl_key = <@DIR@/key.pem
disable_plaintext_auth = yes
mail_max_userip_connections = 100
passdb {
  driver = static
  args = password=@PASSWORD@
}
userdb {
  driver = static
  args = uid=@USER@ gid=@GROUP@ home=@DIR@/mail/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = @IMAP@
  }
  inet_listener imaps {
    port = @IMAPS@
    ssl = yes
  }
}
service anvil {
  chroot =
}
";

/// A running mail server. Dropping it stops both and removes their files.
pub(crate) struct MailServer {
    /// Where it lies; the tests read `server.toml` in it.
    pub(crate) dir: PathBuf,
    pub(crate) smtp: u16,
    pub(crate) imaps: u16,
    account: Account,
    watcher: Child,
}

impl MailServer {
    /// Starts both servers on free ports.
    pub(crate) fn start() -> Outcome<Self> {
        let exim = program("exim4")?;
        let dovecot = program("dovecot")?;
        let account = Account::for_server()?;
        let mut last = Failure::new("server surel tidak dapat dijalankan");
        // Between finding a free port and using it someone else may take it.
        for attempt in 0..5 {
            let dir =
                std::env::temp_dir().join(format!("lapor-mail-{}-{attempt}", std::process::id()));
            let ports = [free_port()?, free_port()?, free_port()?];
            prepare(&dir, &account, ports)?;
            let mut watch = Command::new("sh");
            watch
                .args(["-c", WATCH, "watch"])
                .arg(&dir)
                .args([&exim, &dovecot])
                .process_group(0)
                .stdin(Stdio::piped())
                .current_dir("/");
            account.apply(&mut watch);
            let watcher = watch.spawn().doing("menjalankan server surel")?;
            let [smtp, _, imaps] = ports;
            let server = Self {
                dir,
                smtp,
                imaps,
                account: account.clone(),
                watcher,
            };
            match server.wait_ready(ports) {
                Ok(()) => return Ok(server),
                Err(failure) => last = failure,
            }
        }
        Err(last)
    }

    /// Makes an address.
    pub(crate) fn create_mailbox(&self, name: &str) -> Outcome<()> {
        let folder = self.dir.join("mail").join(name);
        fs::create_dir(&folder).doing(format!("membuat {}", folder.display()))?;
        self.account.own(&folder)
    }

    fn wait_ready(&self, ports: [u16; 3]) -> Outcome<()> {
        for _ in 0..100 {
            if ports
                .iter()
                .all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok())
            {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        let log = |name: &str| fs::read_to_string(self.dir.join(name)).unwrap_or_default();
        Err(Failure::new(format!(
            "server surel tidak menjawab. Catatannya:\n{}{}{}{}",
            log("exim.log"),
            log("exim-paniclog"),
            log("dovecot.out"),
            log("dovecot.log")
        )))
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        // Nothing can be done about a failure here, and what it would leave is a temporary directory.
        let _ = self.watcher.wait();
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Library of npm of which the tests make a message centre.
const SMPP: &str = "smpp@0.5.1";

/// Fetches it into `target/clients`, once. Gives the folder of its modules.
pub(crate) fn smpp(workspace: &Workspace) -> Outcome<PathBuf> {
    let folder = workspace.target.join("clients/smpp");
    let modules = folder.join("node_modules");
    if !modules.join("smpp/package.json").is_file() {
        fs::create_dir_all(&folder).doing(format!("membuat {}", folder.display()))?;
        let output = Command::new("npm")
            .args([
                "install",
                "--no-audit",
                "--no-fund",
                "--silent",
                "--ignore-scripts",
                SMPP,
            ])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .output()
            .doing("menjalankan npm")?;
        if !output.status.success() {
            return Err(Failure::new(format!(
                "npm install {SMPP} gagal:\n{}",
                String::from_utf8_lossy(&output.stderr)
            )));
        }
    }
    Ok(modules)
}

/// `cargo xtask with-mail CMD…`: runs one command with a private mail server, the library of a message centre, and the
/// tests' variables.
pub(crate) fn run_with(workspace: &Workspace, command: &[String]) -> Outcome<ExitCode> {
    ensure()?;
    prerequisites::ensure(&[NODE])?;
    let smpp = smpp(workspace)?;
    let server = MailServer::start()?;
    println!("LAPOR_TEST_MAIL={}", server.dir.display());
    crate::postgres::run_command(
        command,
        &[
            ("LAPOR_TEST_MAIL", &server.dir.display().to_string()),
            ("LAPOR_TEST_SMPP", &smpp.display().to_string()),
            ("LAPOR_REQUIRE_MAIL", "1"),
        ],
    )
}

/// Why Exim cannot be installed here: it would take the place of another mail server, which is not ours to decide.
pub(crate) fn hindrance() -> Option<&'static str> {
    let other = Path::new("/usr/sbin/sendmail");
    (program("exim4").is_err() && other.exists()).then_some(
        "mesin ini punya server surel lain (/usr/sbin/sendmail), dan memasang exim4-daemon-light akan menggantinya",
    )
}

/// Installs what is lacking.
pub(crate) fn ensure() -> Outcome<()> {
    match hindrance() {
        Some(why) => Err(Failure::new(format!(
            "{why}. Pasang sendiri bila boleh, atau jalankan di mesin lain."
        ))),
        None => prerequisites::ensure(&[MAIL]),
    }
}

/// Where Debian keeps programs that only servers need.
pub(crate) fn program(name: &str) -> Outcome<PathBuf> {
    let found = on_path(name).or_else(|| {
        let file = Path::new("/usr/sbin").join(name);
        file.is_file().then_some(file)
    });
    found.ok_or_else(|| {
        Failure::new(format!(
            "{name} tidak ditemukan. Jalankan: sudo apt-get install --no-install-recommends exim4-daemon-light dovecot-imapd openssl"
        ))
    })
}

fn prepare(dir: &Path, account: &Account, [smtp, imap, imaps]: [u16; 3]) -> Outcome<()> {
    for folder in ["", "spool", "mail", "run"] {
        let folder = dir.join(folder);
        fs::create_dir(&folder).doing(format!("membuat {}", folder.display()))?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))
            .doing("mengatur izin direktori")?;
        account.own(&folder)?;
    }
    certificate(dir)?;
    let (user, group) = account.names()?;
    let fill = |template: &str| {
        let places = [
            ("@DIR@", dir.display().to_string()),
            ("@USER@", user.clone()),
            ("@GROUP@", group.clone()),
            ("@SMTP@", smtp.to_string()),
            ("@IMAP@", imap.to_string()),
            ("@IMAPS@", imaps.to_string()),
            ("@ACCOUNT@", ACCOUNT.to_owned()),
            ("@PASSWORD@", PASSWORD.to_owned()),
        ];
        places
            .iter()
            .fold(template.to_owned(), |text, (place, value)| {
                text.replace(place, value)
            })
    };
    let told = "smtp = @SMTP@\nimap = @IMAP@\nimaps = @IMAPS@\naccount = \"@ACCOUNT@\"\npassword = \"@PASSWORD@\"\nca = \"@DIR@/cert.pem\"\nmail = \"@DIR@/mail\"\n";
    for (name, template) in [
        ("exim.conf", EXIM),
        ("dovecot.conf", DOVECOT),
        ("server.toml", told),
    ] {
        let path = dir.join(name);
        fs::write(&path, fill(template)).doing(format!("menulis {}", path.display()))?;
        account.own(&path)?;
    }
    for name in ["cert.pem", "key.pem"] {
        account.own(&dir.join(name))?;
    }
    Ok(())
}

/// A certificate for `localhost` that nobody trusts who was not told to.
fn certificate(dir: &Path) -> Outcome<()> {
    let output = Command::new("openssl")
        .args("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost".split(' '))
        .args(["-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(dir.join("key.pem"))
        .arg("-out")
        .arg(dir.join("cert.pem"))
        .stdin(Stdio::null())
        .output()
        .doing("menjalankan openssl")?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "openssl gagal:\n{}",
        String::from_utf8_lossy(&output.stderr)
    )))
}

impl Account {
    /// Gives a file to the account.
    fn own(&self, path: &Path) -> Outcome<()> {
        match self.ids {
            Some((user, group)) => {
                chown(path, Some(user), Some(group)).doing("mengatur pemilik berkas")
            }
            None => Ok(()),
        }
    }

    /// Its name and its group's: both servers are told names.
    fn names(&self) -> Outcome<(String, String)> {
        let (user, group) = match self.ids {
            Some(ids) => ids,
            None => prerequisites::own_ids().doing("membaca /proc/self")?,
        };
        let name = |file: &str, id: u32| {
            let all = fs::read_to_string(file).unwrap_or_default();
            let line = all
                .lines()
                .find(|line| line.split(':').nth(2) == Some(id.to_string().as_str()))?;
            line.split(':').next().map(str::to_owned)
        };
        name("/etc/passwd", user)
            .zip(name("/etc/group", group))
            .ok_or_else(|| {
                Failure::new("nama pengguna ini tidak ada di /etc/passwd dan /etc/group; server surel memerlukannya.")
            })
    }
}
