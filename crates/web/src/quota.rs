//! How much anybody may ask without a key: so many reads a minute from one address, counted in memory, in each process for
//! itself. Pages for people are not counted.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request};
use axum::http::{Method, header};
use jiff::Timestamp;

use crate::session;
use crate::state::Web;

/// Seconds of a window.
const WINDOW: i64 = 60;
/// Addresses that are counted at one time: more are a flood, and then all begin anew.
const MOST: usize = 100_000;

/// Reads of each address in the present minute.
#[derive(Debug, Default)]
pub(crate) struct Quota(Mutex<Minute>);

#[derive(Debug, Default)]
struct Minute {
    number: i64,
    reads: HashMap<String, u32>,
}

impl Quota {
    /// Counts a read.
    fn count(&self, from: &str, most: u32, now: Timestamp) -> Result<(), u64> {
        let second = now.as_second();
        let number = second.div_euclid(WINDOW);
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.number != number || minute.reads.len() >= MOST {
            minute.number = number;
            minute.reads.clear();
        }
        let reads = minute.reads.entry(from.to_owned()).or_default();
        if *reads >= most {
            return Err(u64::try_from(WINDOW - second.rem_euclid(WINDOW)).unwrap_or(1));
        }
        *reads += 1;
        Ok(())
    }
}

/// Counts a read that brings no key and no phrase; seconds to wait where there were too many.
pub(crate) fn take(web: &Web, request: &Request) -> Result<(), u64> {
    let most = web.settings.anonymous_per_minute;
    let headers = request.headers();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    // A wrong key or phrase opens nothing, and guesses are slowed down elsewhere.
    let named =
        headers.contains_key(header::AUTHORIZATION) || headers.contains_key("x-lapor-phrase");
    if most == 0 || !reads || named {
        return Ok(());
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|info| info.0.ip());
    let from = session::sender(peer, headers, &web.settings.trusted_proxies);
    web.quota.count(&from, most, web.app.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_minute() {
        let quota = Quota::default();
        let at = |second: i64| Timestamp::from_second(second).unwrap_or_default();
        assert_eq!(quota.count("a", 2, at(120)), Ok(()));
        assert_eq!(quota.count("a", 2, at(121)), Ok(()));
        assert_eq!(quota.count("a", 2, at(150)), Err(30));
        assert_eq!(quota.count("b", 2, at(150)), Ok(()));
        assert_eq!(quota.count("a", 2, at(180)), Ok(()));
    }
}
