//! A line by SMPP within TLS, to a listener of our own that speaks it octet by octet. Its certificate is of an authority
//! made for this test; the authority's key is nowhere.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::SignedDuration;
use lapor_app::channels::egress::EgressError;
use lapor_app::channels::sms::smpp::{self, LinkError};
use lapor_store::{Store, both_engines};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};

use crate::listening::listen;
use crate::town::Town;

const BIND_TRANSCEIVER: u32 = 0x09;
const SUBMIT_SM: u32 = 0x04;
const ENQUIRE_LINK: u32 = 0x15;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/channels/tls")
        .join(name)
}

fn acceptor() -> TlsAcceptor {
    let certificates = CertificateDer::pem_file_iter(file("server.pem")).unwrap();
    let certificates = certificates.collect::<Result<Vec<_>, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_file(file("server-key.pem")).unwrap();
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// What it heard: the octets of each command that came within TLS, and of each try without.
#[derive(Default)]
struct Heard {
    commands: Vec<Vec<u8>>,
    broken: usize,
}

struct Centre {
    port: u16,
    heard: Arc<Mutex<Heard>>,
}

impl Centre {
    async fn start() -> Self {
        let heard = Arc::new(Mutex::new(Heard::default()));
        let acceptor = acceptor();
        let address = listen(&heard, move |stream, heard| {
            serve(stream, acceptor.clone(), heard)
        });
        Self {
            port: address.await.port(),
            heard,
        }
    }

    fn described(&self, host: &str, trusts: bool) -> String {
        let ca = if trusts {
            format!("ca_file = \"{}\"\n", file("ca.pem").display())
        } else {
            String::new()
        };
        format!(
            "[[sms]]\nname = \"operator\"\nlocal = true\n[sms.smpp]\nhost = \"{host}\"\nport = {}\ntls = true\n{ca}\
             system_id = \"lapor\"\npassword = \"sandi\"\nsource = \"1708\"\ntimeout_seconds = 2\n\
             [sms.receive]\nkeywords = {{ PALANGKARAYA = \"palangkaraya\" }}\n",
            self.port
        )
    }

    fn commands(&self) -> Vec<Vec<u8>> {
        self.heard.lock().unwrap().commands.clone()
    }

    fn broken(&self) -> usize {
        self.heard.lock().unwrap().broken
    }
}

async fn serve(stream: TcpStream, acceptor: TlsAcceptor, heard: Arc<Mutex<Heard>>) -> Option<()> {
    let Ok(mut line) = acceptor.accept(stream).await else {
        heard.lock().unwrap().broken += 1;
        return None;
    };
    loop {
        let length = line.read_u32().await.ok()?;
        let mut rest = vec![0; usize::try_from(length).ok()? - 4];
        line.read_exact(&mut rest).await.ok()?;
        let number = |at: usize| u32::from_be_bytes(rest[at..at + 4].try_into().unwrap());
        let (id, sequence) = (number(0), number(8));
        let body: &[u8] = match id {
            BIND_TRANSCEIVER => b"uji\0",
            SUBMIT_SM => b"77\0",
            ENQUIRE_LINK => b"",
            _ => return None,
        };
        heard.lock().unwrap().commands.push(rest);
        let mut answer = Vec::new();
        answer.extend(u32::try_from(16 + body.len()).unwrap().to_be_bytes());
        answer.extend((id | 0x8000_0000).to_be_bytes());
        answer.extend(0_u32.to_be_bytes());
        answer.extend(sequence.to_be_bytes());
        answer.extend(body);
        line.write_all(&answer).await.ok()?;
    }
}

async fn kept(town: &Town) -> smpp::Ended {
    let channels = town.app.channels();
    let gateway = &channels.sms[0];
    smpp::keep(&town.app, gateway, gateway.smpp.as_ref().unwrap()).await
}

both_engines! {
    async fn messages_leave_within_tls(store: Store) {
        let town = Town::new(store).await;
        let centre = Centre::start().await;
        town.describe(&centre.described("localhost", true));
        let line = tokio::spawn({
            let app = town.app.clone();
            async move {
                let channels = app.channels();
                let gateway = &channels.sms[0];
                smpp::keep(&app, gateway, gateway.smpp.as_ref().unwrap()).await
            }
        });
        for _ in 0..100 {
            if town.app.channels().links.is_open("operator") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let filed = town.file(1, |_| {}).await;
        town.pass(SignedDuration::from_secs(1));
        town.round().await;
        assert!(town.is_settled().await, "the receipt was taken");
        let commands = centre.commands();
        let is = |command: &&Vec<u8>, id: u32| command.starts_with(&id.to_be_bytes());
        let submits: Vec<_> = commands.iter().filter(|command| is(command, SUBMIT_SM)).collect();
        assert_eq!(submits.len(), 1);
        let text = String::from_utf8_lossy(submits[0]);
        assert!(text.contains(&filed.tracking.to_string()), "{text}");
        assert_eq!(commands.iter().filter(|command| is(command, BIND_TRANSCEIVER)).count(), 1);
        line.abort();
    }

    async fn who_cannot_prove_the_name_hears_no_password(store: Store) {
        let town = Town::new(store).await;
        let centre = Centre::start().await;
        // An authority that nobody here trusts, and a name that the certificate does not have.
        for (host, trusts) in [("localhost", false), ("127.0.0.1", true)] {
            town.describe(&centre.described(host, trusts));
            let ended = kept(&town).await;
            assert!(!ended.was_open, "{host}");
            assert!(matches!(ended.error, LinkError::Egress(EgressError::Unreachable(_))), "{host}: {ended:?}");
        }
        for _ in 0..100 {
            if centre.broken() == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!((centre.broken(), centre.commands().len()), (2, 0));
    }
}
