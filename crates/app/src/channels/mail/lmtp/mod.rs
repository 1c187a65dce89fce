//! Letters from the mail server beside us (RFC 2033): each is answered for when it was taken, and not before.
//!
//! LMTP knows no password: the door opens to this machine only, or is a socket that its folder protects.

pub mod command;
mod session;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::session::Session;
use crate::app::App;
use crate::channels::config::{Listen, Lmtp};

/// The door, open.
pub struct Door {
    listener: Listener,
    settings: Lmtp,
}

enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send + Sync {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Line for T {}

impl Door {
    /// Opens it. A socket that an earlier run left is taken over; one that somebody listens at is not.
    ///
    /// # Errors
    /// Where the address is taken or the path cannot be used.
    pub async fn open(settings: Lmtp) -> io::Result<Self> {
        let place = settings.place().map_err(io::Error::other)?;
        let listener = match place {
            Listen::Tcp(address) => Listener::Tcp(TcpListener::bind(address).await?),
            Listen::Unix(path) => {
                if tokio::net::UnixStream::connect(&path).await.is_ok() {
                    return Err(io::ErrorKind::AddrInUse.into());
                }
                // Only ever a socket: a file of somebody else's under that name stays.
                let is_socket = std::fs::symlink_metadata(&path).is_ok_and(|found| {
                    use std::os::unix::fs::FileTypeExt as _;
                    found.file_type().is_socket()
                });
                if is_socket {
                    std::fs::remove_file(&path)?;
                }
                Listener::Unix(UnixListener::bind(&path)?, path)
            }
        };
        Ok(Self { listener, settings })
    }

    /// Where it is, for a test that asked for any port.
    pub fn port(&self) -> Option<u16> {
        match &self.listener {
            Listener::Tcp(listener) => listener.local_addr().ok().map(|address| address.port()),
            Listener::Unix(..) => None,
        }
    }

    /// Serves until told to stop; what was being said is said to its end, for a while.
    pub async fn serve(self, app: App, stop: impl Future<Output = ()>) {
        let settings = Arc::new(self.settings);
        let gate = Arc::new(Semaphore::new(settings.at_once));
        let mut talks = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let came = tokio::select! {
                () = &mut stop => break,
                came = accept(&self.listener) => came,
                Some(_) = talks.join_next() => continue,
            };
            let Ok(mut stream) = came else {
                // Out of descriptors: whoever waits is served when others are done.
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                continue;
            };
            let (app, settings) = (app.clone(), Arc::clone(&settings));
            let Ok(place) = Arc::clone(&gate).try_acquire_owned() else {
                let busy = b"421 4.3.2 sedang penuh; coba lagi\r\n";
                let _gone =
                    tokio::time::timeout(std::time::Duration::from_secs(1), stream.write_all(busy))
                        .await;
                continue;
            };
            talks.spawn(async move {
                let _place = place;
                let _over = Session::new(&app, &settings, stream).talk().await;
            });
        }
        // A letter that was not answered for is sent again: nothing is lost by ending here.
        let ending = async { while talks.join_next().await.is_some() {} };
        let _late = tokio::time::timeout(std::time::Duration::from_secs(5), ending).await;
        talks.shutdown().await;
        if let Listener::Unix(_, path) = &self.listener {
            let _gone = std::fs::remove_file(path);
        }
    }
}

async fn accept(listener: &Listener) -> io::Result<Box<dyn Line>> {
    match listener {
        Listener::Tcp(listener) => {
            let (stream, peer) = listener.accept().await?;
            // Listening there already keeps others out; this holds where a kernel forwards.
            if !peer.ip().is_loopback() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            let _unsupported = stream.set_nodelay(true);
            Ok(Box::new(stream))
        }
        Listener::Unix(listener, _) => Ok(Box::new(listener.accept().await?.0)),
    }
}
