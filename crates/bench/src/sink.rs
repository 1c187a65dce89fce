//! A mail server that takes every letter and keeps none.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::Failed;

/// The server; it ends with the program.
pub(crate) struct Sink {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    taken: Arc<AtomicUsize>,
}

impl Sink {
    /// Starts on a free port.
    pub(crate) async fn start() -> Result<Self, Failed> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&counter)));
            }
        });
        Ok(Self { address, taken })
    }

    /// Letters so far.
    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

async fn serve(stream: TcpStream, taken: Arc<AtomicUsize>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    write.write_all(b"220 sink\r\n").await.ok()?;
    let mut line = Vec::new();
    while next(&mut read, &mut line).await? {
        let says: &[u8] = match line.get(..4).unwrap_or_default() {
            b"EHLO" => b"250-sink\r\n250 8BITMIME\r\n",
            b"DATA" => {
                write.write_all(b"354 go\r\n").await.ok()?;
                while next(&mut read, &mut line).await? && line != b".\r\n" {}
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(says).await.ok()?;
    }
    Some(())
}

async fn next<R>(read: &mut BufReader<R>, line: &mut Vec<u8>) -> Option<bool>
where
    R: tokio::io::AsyncRead + Unpin,
{
    line.clear();
    Some(read.read_until(b'\n', line).await.ok()? > 0)
}
