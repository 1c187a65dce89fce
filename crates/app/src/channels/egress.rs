//! The one place from which the program asks others over HTTP: bounded in time and size, without redirects, and never
//! into the own network unless the configuration says that the other stands there.
//!
//! A name is resolved once and the address that was checked is the one that is called, so that a name cannot lead
//! elsewhere between the look and the call.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::RETRY_AFTER;
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use super::address;
pub use super::address::is_public;

/// Most of an answer that is read: what gateways say fits in a page.
const MOST: usize = 64 * 1024;

/// What is asked.
#[derive(Clone)]
pub struct Ask {
    /// Where.
    pub url: String,
    /// How.
    pub method: String,
    /// Headers, besides `Host`, `Content-Length` and `User-Agent`.
    pub headers: BTreeMap<String, String>,
    /// Body.
    pub body: Vec<u8>,
    /// How long the whole may take.
    pub timeout: Duration,
    /// The other stands in the own network, by the configuration.
    pub local: bool,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Body.
    pub body: Vec<u8>,
    /// `Retry-After` as it stands: how long the other wants to be left alone.
    pub retry_after: Option<String>,
}

/// Why nothing came back. Says nothing of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The address cannot be used.
    #[error("alamat gerbang tidak dapat dipakai: {0}")]
    BadAddress(&'static str),
    /// The name leads into the own network.
    #[error("alamat gerbang berada di jaringan sendiri; bila memang di sana, tulis local = true")]
    Private,
    /// No such name, nobody listens, or the line broke.
    #[error("gerbang tidak dapat dihubungi: {0}")]
    Unreachable(String),
    /// The line broke after something was said.
    #[error("sambungan ke gerbang putus sebelum dijawab: {0}")]
    Broken(String),
    /// It took too long.
    #[error("gerbang tidak menjawab dalam {0} detik")]
    Timeout(u64),
    /// The answer is too long or is none.
    #[error("jawaban gerbang tidak dapat dibaca")]
    BadAnswer,
}

impl EgressError {
    /// A short code for the record of the try.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadAddress(_) => "bad-address",
            Self::Private => "private",
            Self::Unreachable(_) => "unreachable",
            Self::Broken(_) => "broken",
            Self::Timeout(_) => "timeout",
            Self::BadAnswer => "bad-answer",
        }
    }
}

impl EgressError {
    /// The same said of whom was called, where that is no gateway.
    pub fn of(&self, whom: &str) -> String {
        match self {
            Self::BadAddress(why) => format!("alamat {whom} tidak dapat dipakai: {why}"),
            Self::Private => format!("alamat {whom} berada di jaringan sendiri"),
            Self::Unreachable(why) => format!("{whom} tidak dapat dihubungi: {why}"),
            Self::Broken(why) => format!("sambungan ke {whom} putus sebelum dijawab: {why}"),
            Self::Timeout(seconds) => format!("{whom} tidak menjawab dalam {seconds} detik"),
            Self::BadAnswer => format!("jawaban {whom} tidak dapat dibaca"),
        }
    }
}

/// Asks, once.
///
/// # Errors
/// [`EgressError`]; whether the other did what was asked is then not known.
pub async fn ask(ask: Ask) -> Result<Answer, EgressError> {
    ask_and_tell(ask, MOST).await.answer
}

/// Asks, once, for something larger: a photograph of at most so many bytes.
///
/// # Errors
/// As [`ask`].
pub async fn fetch(ask: Ask, most: usize) -> Result<Answer, EgressError> {
    ask_and_tell(ask, most).await.answer
}

/// What came of asking, and whether the question may have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What came back.
    pub answer: Result<Answer, EgressError>,
    /// A line was open and the question was begun on it: where no answer came, the other may have done what was asked.
    pub may_have_arrived: bool,
}

/// The same, for what must not be asked twice blindly, and with an answer of up to so many bytes.
pub async fn ask_and_tell(ask: Ask, most: usize) -> Told {
    let seconds = ask.timeout.as_secs();
    let begun = AtomicBool::new(false);
    let answer = match tokio::time::timeout(ask.timeout, exchange(ask, most, &begun)).await {
        Ok(answer) => answer,
        Err(_) => Err(EgressError::Timeout(seconds)),
    };
    Told {
        answer,
        may_have_arrived: begun.load(Ordering::Relaxed),
    }
}

async fn exchange(ask: Ask, most: usize, begun: &AtomicBool) -> Result<Answer, EgressError> {
    let uri: Uri = ask
        .url
        .parse()
        .map_err(|_| EgressError::BadAddress("bukan URL"))?;
    let host = uri
        .host()
        .ok_or(EgressError::BadAddress("tanpa nama host"))?;
    let host = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let tls = match uri.scheme_str() {
        Some("https") => true,
        Some("http") if ask.local => false,
        Some("http") => return Err(EgressError::BadAddress("harus https")),
        _ => return Err(EgressError::BadAddress("harus http atau https")),
    };
    let port = uri.port_u16().unwrap_or(if tls { 443 } else { 80 });
    let stream = connect(&host, port, ask.local).await?;
    if tls {
        let line = protect(&host, stream, None).await?;
        talk(line, &uri, ask, most, begun).await
    } else {
        talk(stream, &uri, ask, most, begun).await
    }
}

/// Calls the first address of a name that may be called.
///
/// # Errors
/// [`EgressError::Private`], [`EgressError::Unreachable`].
pub async fn connect(host: &str, port: u16, local: bool) -> Result<TcpStream, EgressError> {
    let mut last = EgressError::Private;
    for address in resolve(host, port, local).await? {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                // Small requests must not wait for each other.
                let _unsupported = stream.set_nodelay(true);
                return Ok(stream);
            }
            Err(error) => last = unreachable_by(&error),
        }
    }
    Err(last)
}

/// Puts TLS around a line, under the name that was asked for. A file may hold certificates that are trusted besides the
/// system's.
///
/// # Errors
/// [`EgressError::Unreachable`] where the other cannot prove its name, [`EgressError::BadAddress`].
pub async fn protect(
    host: &str,
    stream: TcpStream,
    also_trusted: Option<&Path>,
) -> Result<TlsStream<TcpStream>, EgressError> {
    let name =
        ServerName::try_from(host.to_owned()).map_err(|_| EgressError::BadAddress("nama host"))?;
    let config = match also_trusted {
        None => tls_config(),
        Some(path) => trusting(path)?,
    };
    let line = TlsConnector::from(config).connect(name, stream).await;
    line.map_err(|error| unreachable_by(&error))
}

/// The addresses of a name that may be called; never none.
///
/// # Errors
/// [`EgressError::Private`] where all lie in the own network, [`EgressError::Unreachable`].
pub async fn resolve(host: &str, port: u16, local: bool) -> Result<Vec<SocketAddr>, EgressError> {
    let found = tokio::net::lookup_host((host, port)).await;
    let found: Vec<_> = found.map_err(|error| unreachable_by(&error))?.collect();
    if found.is_empty() {
        return Err(EgressError::Unreachable("nama tidak dikenal".to_owned()));
    }
    let may: Vec<_> = found
        .into_iter()
        .filter(|at| local || address::is_public(at.ip()))
        .collect();
    if may.is_empty() {
        Err(EgressError::Private)
    } else {
        Ok(may)
    }
}

async fn talk<S>(
    stream: S,
    uri: &Uri,
    ask: Ask,
    most: usize,
    begun: &AtomicBool,
) -> Result<Answer, EgressError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let method =
        Method::from_bytes(ask.method.as_bytes()).map_err(|_| EgressError::BadAddress("metode"))?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    // What stands before an @ is a password, and belongs into a header.
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("Host", authority)
        .header("User-Agent", concat!("lapor/", env!("CARGO_PKG_VERSION")))
        .header("Connection", "close");
    for (name, value) in &ask.headers {
        request = request.header(name, value);
    }
    let request = request
        .body(Full::new(Bytes::from(ask.body)))
        .map_err(|_| EgressError::BadAddress("header"))?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| broken_by(&error))?;
    let exchange = async {
        begun.store(true, Ordering::Relaxed);
        let response = sender
            .send_request(request)
            .await
            .map_err(|error| broken_by(&error))?;
        let status = response.status().as_u16();
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok());
        let retry_after = retry_after.map(str::to_owned);
        let body = Limited::new(response.into_body(), most).collect().await;
        let body = body
            .map_err(|_| EgressError::BadAnswer)?
            .to_bytes()
            .to_vec();
        Ok(Answer {
            status,
            body,
            retry_after,
        })
    };
    // Both end together: the line is used once.
    let mut connection = std::pin::pin!(connection);
    let mut exchange = std::pin::pin!(exchange);
    tokio::select! {
        answer = &mut exchange => answer,
        ended = &mut connection => match ended {
            // The line closed properly: what it still held is read.
            Ok(()) => exchange.await,
            Err(error) => Err(broken_by(&error)),
        }
    }
}

/// The same where the other may have heard something.
fn broken_by(error: &(dyn std::error::Error + 'static)) -> EgressError {
    match unreachable_by(error) {
        EgressError::Unreachable(why) => EgressError::Broken(why),
        other => other,
    }
}

/// What an error says about the line; never an address or a word that was sent.
fn unreachable_by(error: &(dyn std::error::Error + 'static)) -> EgressError {
    let mut cause = Some(error);
    while let Some(at) = cause {
        if let Some(io) = at.downcast_ref::<std::io::Error>() {
            return EgressError::Unreachable(io.kind().to_string());
        }
        cause = at.source();
    }
    EgressError::Unreachable("sambungan putus".to_owned())
}

/// TLS as the system trusts it, read once.
fn tls_config() -> Arc<ClientConfig> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    Arc::clone(CONFIG.get_or_init(|| client_config(system_roots())))
}

/// TLS as the system and the certificates of a file trust it.
fn trusting(path: &Path) -> Result<Arc<ClientConfig>, EgressError> {
    const UNREAD: EgressError = EgressError::BadAddress("ca_file tidak dapat dibaca");
    let mut roots = system_roots();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|_| UNREAD)? {
        let added = roots.add(certificate.map_err(|_| UNREAD)?);
        added.map_err(|_| UNREAD)?;
    }
    Ok(client_config(roots))
}

fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let loaded = rustls_native_certs::load_native_certs();
    if loaded.certs.is_empty() {
        tracing::warn!("sistem ini tidak punya sertifikat akar; pasang paket ca-certificates");
    }
    let (_added, _ignored) = roots.add_parsable_certificates(loaded.certs);
    roots
}

fn client_config(roots: RootCertStore) -> Arc<ClientConfig> {
    let provider = Arc::new(crypto::ring::default_provider());
    #[expect(
        clippy::expect_used,
        reason = "ring offers the protocol versions that rustls knows"
    )]
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}
