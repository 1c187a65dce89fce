//! PostgreSQL goes away under a running server: nobody waits in vain, no words are lost, and it comes back by itself.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lapor_store::testing::with_postgres;

use crate::serve::serving;
use crate::server::{filing, get, number, send};
use crate::support::Place;

/// The line to the database, which can be cut.
struct Line {
    address: SocketAddr,
    is_cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Line {
    /// A port that leads to the database.
    fn to(database: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = Self {
            address: listener.local_addr().unwrap(),
            is_cut: Arc::default(),
            open: Arc::default(),
        };
        let (is_cut, open) = (Arc::clone(&line.is_cut), Arc::clone(&line.open));
        std::thread::spawn(move || {
            for inner in listener.incoming().flatten() {
                if is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                let outer = TcpStream::connect(database).unwrap();
                let ends = [&inner, &outer].map(|end| end.try_clone().unwrap());
                open.lock().unwrap().extend(ends);
                for (from, to) in [(&inner, &outer), (&outer, &inner)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || {
                        let _ended = io::copy(&mut from, &mut to);
                        let _gone = to.shutdown(Shutdown::Both);
                    });
                }
            }
        });
        line
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        for end in self.open.lock().unwrap().drain(..) {
            let _gone = end.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }
}

#[test]
fn a_database_that_goes_away_is_told_and_waited_for() {
    with_postgres(|url| async move {
        tokio::task::spawn_blocking(move || walk(&url))
            .await
            .unwrap();
    });
}

fn walk(url: &str) {
    let (before, rest) = url.split_once('@').unwrap();
    let (host, database) = rest.split_once('/').unwrap();
    let line = Line::to(host.parse().unwrap());
    let place = Place::at(&format!("{before}@{}/{database}", line.address)).prepared();
    let server = serving(&place);
    let address = server.address;
    let (status, receipt) = send(address, &filing(address, 1)).unwrap();
    assert_eq!(status, 201, "{receipt}");

    line.cut();
    let (status, page) = send(address, &filing(address, 2)).unwrap();
    assert_eq!(status, 503, "{page}");
    assert!(
        page.to_ascii_lowercase().contains("\r\nretry-after: "),
        "{page}"
    );
    assert!(
        page.contains("nomor 2 padam"),
        "the words are handed back: {page}"
    );
    assert!(page.contains("belum dapat menyimpan apa pun"), "{page}");
    let (status, page) = get(address, "/laporan");
    assert_eq!(status, 503, "{page}");

    line.mend();
    // The same form, sent again as the page says.
    let taken = (0..40).find_map(|_| {
        let (status, receipt) = send(address, &filing(address, 2)).unwrap();
        assert!(matches!(status, 200 | 201 | 503), "{receipt}");
        std::thread::sleep(Duration::from_millis(250));
        (status != 503).then(|| number(&receipt).unwrap())
    });
    let taken = taken.expect("the server found its database again");
    drop(server);
    place.ok(&["rebuild", "--check"]);
    assert_eq!(taken.len(), 12);
}
