use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::server::{Server, filing, get, number, send};
use crate::support::Place;

pub(crate) fn serving(place: &Place) -> Server {
    Server::start(place.command().args(["serve", "--listen", "127.0.0.1:0"]))
}

#[expect(clippy::disallowed_methods, reason = "how long people wait")]
fn clock() -> Instant {
    Instant::now()
}

#[test]
fn it_serves_soon_and_stops_when_told() {
    let place = Place::sqlite().prepared();
    let begun = clock();
    let mut server = serving(&place);
    let started = clock() - begun;
    assert_eq!(get(server.address, "/").0, 200);
    // A debug build beside other tests; the benchmark holds the release to half a second.
    assert!(started < Duration::from_secs(5), "{started:?}");
    let (status, receipt) = send(server.address, &filing(server.address, 1)).unwrap();
    assert_eq!(status, 201, "{receipt}");
    assert!(number(&receipt).is_some(), "{receipt}");
    // Sent again it is the same report.
    let (status, again) = send(server.address, &filing(server.address, 1)).unwrap();
    assert_eq!((status, number(&again)), (200, number(&receipt)));
    server.terminate();
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    place.ok(&["rebuild", "--check"]);
    assert!(place.ok(&["doctor"]).contains("1 laporan"));
}

#[test]
fn commands_work_beside_a_running_server() {
    let place = Place::sqlite().prepared();
    let _server = serving(&place);
    place.ok(&[
        "admin",
        "unit",
        "add",
        "kota",
        "dinas",
        "--name",
        "Dinas Contoh",
    ]);
    place.ok(&["doctor"]);
    place.ok(&["stats", "--from", "2023-01-01", "--to", "2023-12-31"]);
}

#[test]
fn an_address_that_is_taken_is_told() {
    let place = Place::sqlite().prepared();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert!(
        place
            .refused(&["serve", "--listen", &address])
            .contains("sudah dipakai")
    );
    let run = place.run(&["serve", "--listen", "di-sini"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("127.0.0.1:8080"), "{run:?}");
}
