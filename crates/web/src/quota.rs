//! How much anybody may ask without a key: so many reads a minute from one address, counted in memory, in each process for
//! itself. Pages for people are not counted.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, Method, header};
use jiff::Timestamp;
use lapor_app::api_keys;
use lapor_app::error::AppError;
use lapor_domain::api_key::ApiKey;

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

/// Counts a read that brings no valid key, by its address; one that does counts as the key's own, and the key is kept with
/// the request. A word that only looks like a key lifts nothing.
///
/// # Errors
/// Seconds to wait where there were too many.
pub(crate) async fn take(web: &Web, request: &mut Request) -> Result<(), u64> {
    let most = web.settings.anonymous_per_minute;
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if most == 0 || !reads {
        return Ok(());
    }
    let key = bearer(request.headers()).map(str::to_owned);
    if let Some(key) = key {
        match api_keys::check(&web.app, &key).await {
            Ok(key) => {
                request.extensions_mut().insert(Checked(key));
                return Ok(());
            }
            Err(AppError::Throttled {
                retry_after_seconds,
            }) => return Err(retry_after_seconds),
            Err(_) => {}
        }
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|info| info.0.ip());
    let from = session::sender(peer, request.headers(), &web.settings.trusted_proxies);
    web.quota.count(&from, most, web.app.now())
}

/// A key that was found valid and counted: it came with this request.
#[derive(Clone)]
pub(crate) struct Checked(pub(crate) ApiKey);

/// What stands behind `Bearer`; another scheme is a wrong key, not none.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?;
    let text = value.to_str().unwrap_or_default();
    let (scheme, key) = text.split_once(' ').unwrap_or((text, ""));
    Some(if scheme.eq_ignore_ascii_case("bearer") {
        key.trim()
    } else {
        ""
    })
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
