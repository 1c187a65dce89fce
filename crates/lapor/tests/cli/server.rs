//! A running server and the plainest client: one request, one connection.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const BOUNDARY: &str = "----batas-contoh";

/// A running server; killed when dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts a command that ends in `serve --listen 127.0.0.1:0` and reads where it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .find_map(|line| {
                let line = line.unwrap();
                line.strip_prefix("Mendengarkan di http://")?.parse().ok()
            })
            .unwrap();
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Asks it to stop, as a service manager does.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Sends a request and gives status and answer.
pub(crate) fn send(address: SocketAddr, request: &[u8]) -> io::Result<(u16, String)> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(10))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer
        .split_whitespace()
        .nth(1)
        .and_then(|code| code.parse().ok());
    // An answer cut short is no answer.
    let whole = answer.contains("\r\n\r\n") && answer.trim_end().ends_with("</html>");
    match status.filter(|_| whole) {
        Some(status) => Ok((status, answer)),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// A page.
pub(crate) fn get(address: SocketAddr, path: &str) -> (u16, String) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    send(address, request.as_bytes()).unwrap()
}

/// A report being filed, its form key made of a number.
pub(crate) fn filing(address: SocketAddr, n: u64) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOP";
    // 22 letters of base64url are 128 bits; the last letter's spare bits are zero for "A".
    let key: String = (0..22)
        .map(|at| match at {
            0..16 => char::from(ALPHABET[usize::try_from(n >> (4 * at) & 15).unwrap()]),
            _ => 'A',
        })
        .collect();
    let text = format!("Lampu jalan di gang contoh nomor {n} padam sejak tiga malam yang lalu.");
    let phone = format!("0812{:08}", n % 100_000_000);
    let fields = [
        ("form_key", key.as_str()),
        ("text", &text),
        ("identity", "named"),
        ("name", "Warga Contoh"),
        ("phone", &phone),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        let _ = write!(
            body,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    let _ = write!(body, "--{BOUNDARY}--\r\n");
    format!(
        "POST /lapor HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\nContent-Type: \
         multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The tracking number of a receipt.
pub(crate) fn number(receipt: &str) -> Option<String> {
    let (_, after) = receipt.split_once("class=\"number code\">")?;
    let (shown, _) = after.split_once('<')?;
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 12).then_some(digits)
}
