//! A wire between the store and PostgreSQL that can be cut at the worst moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_postgres::config::Host;

/// What happens to the next COMMIT.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// The wire is cut before the server sees it.
    Before,
    /// The server commits, its answer is lost.
    After,
    /// The server says "done", but warns that no standby confirmed.
    Warn,
}

const FAULTS: [Fault; 4] = [Fault::None, Fault::Before, Fault::After, Fault::Warn];

pub(super) struct Proxy {
    pub(super) url: String,
    next: Arc<AtomicU8>,
    listening: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a free port in front of the server of `url`.
    pub(super) async fn before(url: &str) -> Self {
        let config: tokio_postgres::Config = url.parse().unwrap();
        let [Host::Tcp(host)] = config.get_hosts() else {
            panic!("LAPOR_TEST_POSTGRES needs a TCP address")
        };
        let server = (
            host.clone(),
            config.get_ports().first().copied().unwrap_or(5432),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut front = format!("postgres://{}", config.get_user().unwrap_or("postgres"));
        if let Some(password) = config.get_password() {
            front = format!("{front}:{}", String::from_utf8_lossy(password));
        }
        let url = format!(
            "{front}@{}/{}",
            listener.local_addr().unwrap(),
            config.get_dbname().unwrap()
        );
        let next = Arc::new(AtomicU8::new(0));
        let faults = Arc::clone(&next);
        let listening = tokio::spawn(async move {
            // Dropped with the listener: every wire is cut.
            let mut wires = tokio::task::JoinSet::new();
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(server.clone()).await.unwrap();
                wires.spawn(wire(client, server, Arc::clone(&faults)));
            }
        });
        Self {
            url,
            next,
            listening,
        }
    }

    /// Arms a fault for the next COMMIT.
    pub(super) fn arm(&self, fault: Fault) {
        self.next.store(fault as u8, Ordering::SeqCst);
    }

    /// Cuts every wire and listens no more.
    pub(super) fn cut(&self) {
        self.listening.abort();
    }
}

async fn wire(mut client: TcpStream, mut server: TcpStream, next: Arc<AtomicU8>) {
    let (mut from_client, mut from_server) = (vec![0; 65536], vec![0; 65536]);
    let mut fault = Fault::None;
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(n @ 1..) = read else { return };
                let sent = &from_client[..n];
                if sent.windows(7).any(|w| w == b"COMMIT\0") {
                    fault = FAULTS[usize::from(next.swap(0, Ordering::SeqCst))];
                }
                if fault == Fault::Before || server.write_all(sent).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut from_server) => {
                let Ok(n @ 1..) = read else { return };
                if fault == Fault::After {
                    return;
                }
                let mut answer = Vec::new();
                if fault == Fault::Warn {
                    answer.extend(warning());
                    fault = Fault::None;
                }
                answer.extend(&from_server[..n]);
                if client.write_all(&answer).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// NoticeResponse, as PostgreSQL sends it when a wait for a standby was cancelled.
fn warning() -> Vec<u8> {
    let fields = b"SWARNING\0VWARNING\0C01000\0Mcanceling wait for synchronous replication due to user request\0\0";
    let length = u32::try_from(fields.len() + 4).unwrap();
    [b"N".as_slice(), &length.to_be_bytes(), fields].concat()
}
