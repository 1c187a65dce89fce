//! One delivery handed to its receiver.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::webhook::Webhook;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::payload::Payload;
use super::sign;
use crate::channels::egress::{self, Answer, Ask};
use crate::channels::retry;

/// How long a receiver may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Posted {
    /// It took it.
    Taken(u16),
    /// It wants nothing any more, for good.
    Gone,
    /// Not this, not now.
    Failed(u16, &'static str),
    /// It wants to be left alone for so long.
    Busy(u16, SignedDuration),
    /// Nobody answers there.
    Away {
        /// Our code, or the status.
        code: String,
        /// Our sentence.
        error: String,
    },
}

/// Hands it over, once.
pub(super) async fn post(
    hook: &Webhook,
    secrets: &[Zeroizing<Vec<u8>>],
    id: Uuid,
    payload: &Payload,
    at: Timestamp,
) -> Posted {
    let Ok(body) = serde_json::to_vec(payload) else {
        return Posted::Failed(0, "isi tidak dapat disusun");
    };
    let headers = BTreeMap::from([
        ("Content-Type".to_owned(), "application/json".to_owned()),
        ("Webhook-Id".to_owned(), id.to_string()),
        ("Webhook-Timestamp".to_owned(), at.as_second().to_string()),
        (
            "Webhook-Signature".to_owned(),
            sign::header(secrets, id, at, &body),
        ),
    ]);
    let ask = Ask {
        url: hook.url.clone(),
        method: "POST".to_owned(),
        headers,
        body,
        timeout: TIMEOUT,
        local: hook.local,
    };
    match egress::ask(ask).await {
        Ok(answer) => by_answer(&answer, at),
        Err(error) => Posted::Away {
            code: error.code().to_owned(),
            error: error.of("penerima"),
        },
    }
}

fn by_answer(answer: &Answer, at: Timestamp) -> Posted {
    let asked = retry::asked(answer.retry_after.as_deref(), at);
    match (answer.status, asked) {
        (status @ (429 | 503), Some(wait)) => Posted::Busy(status, wait),
        (status, _) => by_status(status),
    }
}

fn by_status(status: u16) -> Posted {
    match status {
        200..=299 => Posted::Taken(status),
        300..=399 => Posted::Failed(
            status,
            "penerima mengalihkan ke alamat lain; pengalihan tidak diikuti, daftarkan alamat yang benar",
        ),
        410 => Posted::Gone,
        502..=504 => Posted::Away {
            code: status.to_string(),
            error: "penerima sedang tidak melayani".to_owned(),
        },
        _ => Posted::Failed(status, "penerima menolak"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_hundreds_are_taken() {
        assert_eq!(by_status(204), Posted::Taken(204));
        assert_eq!(by_status(410), Posted::Gone);
        for status in [100, 301, 302, 307, 400, 401, 404, 429, 500] {
            assert!(matches!(by_status(status), Posted::Failed(..)), "{status}");
        }
        let asks = |status| Answer {
            status,
            body: Vec::new(),
            retry_after: Some("90".to_owned()),
        };
        for status in [429, 503] {
            let busy = Posted::Busy(status, SignedDuration::from_secs(90));
            assert_eq!(by_answer(&asks(status), Timestamp::UNIX_EPOCH), busy);
        }
        let taken = by_answer(&asks(204), Timestamp::UNIX_EPOCH);
        assert_eq!(taken, Posted::Taken(204));
        for status in [502, 503, 504] {
            assert!(matches!(by_status(status), Posted::Away { .. }), "{status}");
        }
    }
}
