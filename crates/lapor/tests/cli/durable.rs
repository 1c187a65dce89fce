//! What was acknowledged is on the disk: after a SIGKILL at any moment, and by the order of system calls.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lapor_domain::tracking::TrackingNo;
use lapor_store::{OpenOptions, Query, Store, StoreError, Tx, record};

use crate::serve::serving;
use crate::server::{Server, filing, number, send};
use crate::support::{Place, bare};

/// How often the server is killed.
const ROUNDS: u64 = 50;
/// People who file at once.
const PEOPLE: usize = 4;

#[test]
fn a_killed_server_loses_no_acknowledged_report() {
    let place = Place::sqlite().prepared();
    let next = AtomicU64::new(1);
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let mut server = serving(&place);
        let address = server.address;
        std::thread::scope(|scope| {
            let file = || {
                let mut numbers = Vec::new();
                while let Ok((status, receipt)) = send(
                    address,
                    &filing(address, next.fetch_add(1, Ordering::Relaxed)),
                ) {
                    assert!(matches!(status, 200 | 201), "{receipt}");
                    numbers.extend(number(&receipt));
                }
                numbers
            };
            let people: Vec<_> = (0..PEOPLE).map(|_| scope.spawn(file)).collect();
            // Another moment each time: within a form, a batch, a COMMIT, an answer.
            std::thread::sleep(Duration::from_millis(40 + round * 37 % 160));
            server.child.kill().unwrap();
            for person in people {
                acknowledged.extend(person.join().unwrap());
            }
        });
    }
    assert!(
        acknowledged.len() > 100,
        "only {} were acknowledged",
        acknowledged.len()
    );
    let lost = lost(&place.url, acknowledged);
    assert!(lost.is_empty(), "{lost:?}");
    place.ok(&["rebuild", "--check"]);
}

/// Which of these numbers no report has.
fn lost(url: &str, numbers: Vec<String>) -> Vec<String> {
    struct Lost(Vec<String>);
    impl Query for Lost {
        type Output = Vec<String>;
        async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
            let mut lost = Vec::new();
            for text in &self.0 {
                let number: TrackingNo = text.parse().unwrap();
                if record::by_tracking(tx, number).await?.is_none() {
                    lost.push(text.clone());
                }
            }
            Ok(lost)
        }
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = Store::open(url, OpenOptions::default()).await.unwrap();
        let lost = store.read(Lost(numbers)).await.unwrap();
        store.close().await;
        lost
    })
}

#[test]
fn the_disk_is_flushed_before_the_answer_is_written() {
    let place = Place::sqlite().prepared();
    let log = place.dir.path().join("strace.log");
    if !can_trace() {
        assert!(
            std::env::var_os("CI").is_none(),
            "strace tidak dapat dipakai"
        );
        eprintln!("dilewati: strace tidak ada atau tidak diizinkan");
        return;
    }
    let ours = place.command();
    let mut traced = Command::new("strace");
    traced
        .args([
            // Beside the server, not above it: what is killed at the end is the server.
            "-D",
            "-f",
            "-y",
            "-s",
            "64",
            "-e",
            "trace=read,recvfrom,pwrite64,write,writev,sendto,fsync,fdatasync",
            "-o",
        ])
        .arg(&log)
        .arg(ours.get_program())
        .args(["serve", "--listen", "127.0.0.1:0"]);
    for (name, value) in ours.get_envs() {
        match value {
            Some(value) => traced.env(name, value),
            None => traced.env_remove(name),
        };
    }
    let server = Server::start(&mut traced);
    let (status, receipt) = send(server.address, &filing(server.address, 1)).unwrap();
    assert_eq!(status, 201, "{receipt}");
    drop(server);
    let text = whole(&log);
    let calls: Vec<&str> = text.lines().collect();
    let after = |from: usize, what: &dyn Fn(&str) -> bool| {
        let found = calls
            .iter()
            .enumerate()
            .skip(from)
            .find(|(_, call)| what(call));
        found.map(|(at, _)| at)
    };
    let asked = after(0, &|call| call.contains("POST /lapor")).expect("the request");
    let written = after(asked, &|call| {
        call.contains("pwrite64(") && call.contains("-wal>")
    })
    .expect("the log is written");
    let flushed = after(written, &|call| {
        call.contains("sync(") && call.contains("-wal>")
    })
    .expect("and flushed");
    let done = ended(&calls, flushed);
    let answered = after(asked, &|call| call.contains("HTTP/1.1 201")).expect("and answered");
    assert!(
        done < answered,
        "answered in line {answered}, flushed in line {done}\n{text}"
    );
}

/// What the tracer wrote, once it has seen the end of the server.
fn whole(log: &Path) -> String {
    for _ in 0..500 {
        let text = fs::read_to_string(log).unwrap();
        if text.contains("+++ killed by SIGKILL +++") {
            return text;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("strace does not see the end");
}

fn can_trace() -> bool {
    Command::new("strace")
        .args(["-o", "/dev/null"])
        .arg(bare().get_program())
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// The line on which a call came back: its own, or the one on which its thread resumed it.
fn ended(calls: &[&str], at: usize) -> usize {
    let call = calls[at];
    if !call.contains("<unfinished") {
        return at;
    }
    let thread = call.split_whitespace().next().unwrap();
    let resumed = |call: &&str| call.starts_with(thread) && call.contains("sync resumed>");
    at + calls[at..].iter().position(resumed).unwrap()
}
