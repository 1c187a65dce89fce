//! `cargo xtask demo`: build and run the demonstration.

use crate::failure::{Outcome, While};
use crate::lint::cargo;
use crate::mail::{self, ACCOUNT, MailServer, PASSWORD};
use crate::workspace::Workspace;
use std::fs;
use std::process::ExitCode;

/// Where the demonstration listens unless told otherwise.
const LISTEN: &str = "127.0.0.1:8080";

/// The address that reports go to, and the one of somebody who reports.
const MAILBOXES: [&str; 2] = ["lapor", "warga"];

/// Builds with the profile `demo` (as fast as a release to use, much faster to build) and hands all arguments to
/// `lapor demo`. With `--with-mail` a real mail server runs beside it.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Outcome<ExitCode> {
    let with_mail = args.iter().any(|arg| arg == "--with-mail");
    let args: Vec<&String> = args.iter().filter(|arg| *arg != "--with-mail").collect();
    let mail = if with_mail {
        let mut after = args.iter().skip_while(|arg| **arg != "--listen");
        let asked = args.iter().find_map(|arg| arg.strip_prefix("--listen="));
        let asked = asked.or_else(|| after.nth(1).map(|arg| arg.as_str()));
        Some(mail_server(asked.unwrap_or(LISTEN))?)
    } else {
        None
    };
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
        .any(|arg| *arg == "--listen" || arg.starts_with("--listen="));
    if !says_where
        && !args
            .iter()
            .any(|arg| *arg == "--seed-only" || *arg == "--help")
    {
        demo.args(["--listen", LISTEN]);
    }
    if let Some(mail) = &mail {
        demo.arg("--messages")
            .arg("--channels")
            .arg(mail.dir.join("channels.toml"));
    }
    let status = demo.args(args).status().doing("menjalankan lapor demo")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A mail server with its mailboxes, and the file of doors that leads to it.
fn mail_server(listen: &str) -> Outcome<MailServer> {
    mail::ensure()?;
    let server = MailServer::start()?;
    for name in MAILBOXES {
        server.create_mailbox(name)?;
    }
    let (smtp, imaps, ca) = (server.smtp, server.imaps, server.dir.join("cert.pem"));
    let line = format!(
        "local = true\nca_file = \"{}\"\npassword = \"{PASSWORD}\"\n",
        ca.display()
    );
    let doors = format!(
        "base_url = \"http://{listen}/b/{{slug}}\"\n\n[mail]\nhost = \"localhost\"\nport = {smtp}\nusername = \"{ACCOUNT}\"\n\
         from = \"lapor@kota.example\"\nreply_to = \"lapor+{{token}}@kota.example\"\nbounce_to = \"lapor+{{token}}@kota.example\"\n{line}\n\
         [[mail_in]]\nhost = \"localhost\"\nport = {imaps}\nusername = \"lapor\"\nbody = \"palangkaraya\"\npoll_seconds = 5\n{line}"
    );
    let path = server.dir.join("channels.toml");
    fs::write(&path, doors).doing(format!("menulis {}", path.display()))?;
    println!(
        "Server surel sungguhan berjalan di mesin ini (Exim dan Dovecot, folder {}).",
        server.dir.display()
    );
    println!(
        "  melapor        kirim surel dari warga@warga.example kepada lapor@kota.example, SMTP localhost:{smtp} tanpa sandi:"
    );
    println!(
        "                   curl smtp://localhost:{smtp} --mail-from warga@warga.example --mail-rcpt lapor@kota.example -T surat.eml"
    );
    println!(
        "  membaca        IMAPS localhost:{imaps}, akun warga (pelapor) atau lapor (masuk), sandi {PASSWORD}, sertifikat {}:",
        ca.display()
    );
    println!(
        "                   curl --cacert {} -u warga:{PASSWORD} 'imaps://localhost:{imaps}/INBOX;MAILINDEX=1'",
        ca.display()
    );
    println!(
        "  alamat salah   surel kepada siapa pun selain keduanya kembali dan tampak di halaman pekerjaan administrator"
    );
    Ok(server)
}
