//! When a message is tried again, and when it is given up.

use jiff::{SignedDuration, Timestamp};
use lapor_store::outbox::{Message, Outcome, Tried};

use crate::backoff::doubling;

/// What a gateway did with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It took it.
    Taken {
        /// Its code.
        code: String,
    },
    /// It took it, and will report of it under an id of its own.
    Handed {
        /// Its code.
        code: String,
        /// Its name.
        gateway: String,
        /// The id.
        id: String,
    },
    /// Never: the number does not exist, the text is refused.
    Refused {
        /// Its code.
        code: String,
        /// Why.
        error: String,
    },
    /// Not now, for this message.
    Failed {
        /// Its code.
        code: String,
        /// Why.
        error: String,
    },
    /// Not now, for this message, and the other said for how long.
    Busy {
        /// Its code.
        code: String,
        /// How long it wants no more.
        wait: SignedDuration,
    },
    /// Not now, for any message: nobody answers there.
    Away {
        /// Our code.
        code: String,
        /// Why.
        error: String,
    },
}

impl Sent {
    /// Code and sentence of what did not work now.
    fn why(self) -> (String, String) {
        match self {
            Self::Taken { code } | Self::Handed { code, .. } => (code, String::new()),
            Self::Refused { code, error }
            | Self::Failed { code, error }
            | Self::Away { code, error } => (code, error),
            Self::Busy { code, .. } => {
                let error = "layanan itu meminta kami menunggu; dicoba lagi sendiri".to_owned();
                (code, error)
            }
        }
    }
}

/// Longest wait that another may ask for.
const LONGEST_ASKED: SignedDuration = SignedDuration::from_hours(24);
/// Longest wait between two tries.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// The wait after so many failed tries: 5 s, 10 s, 20 s, … to a quarter of an hour.
pub(crate) fn wait(tries: i64) -> SignedDuration {
    doubling(5, tries, LONGEST)
}

/// How long a `Retry-After` asks for, at most a day: seconds, or a date (RFC 9110, 10.2.3). What is neither asks for nothing.
pub(crate) fn asked(header: Option<&str>, now: Timestamp) -> Option<SignedDuration> {
    let header = header?.trim();
    let wait = if let Ok(seconds) = header.parse::<u32>() {
        SignedDuration::from_secs(seconds.into())
    } else {
        let at = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(header);
        at.ok()?.duration_since(now)
    };
    Some(wait.clamp(SignedDuration::ZERO, LONGEST_ASKED))
}

/// What a try came to.
pub(super) fn outcome(
    message: &Message,
    sent: Sent,
    now: Timestamp,
    give_up_after: SignedDuration,
) -> Tried {
    let n = message.attempts + 1;
    let asked = match &sent {
        // What the other asks for is kept within a day.
        Sent::Busy { wait, .. } => (*wait).clamp(SignedDuration::ZERO, LONGEST_ASKED),
        _ => SignedDuration::ZERO,
    };
    let (outcome, code, error) = match sent {
        Sent::Taken { code } | Sent::Handed { code, .. } => (Outcome::Sent, code, None),
        Sent::Refused { code, error } => (Outcome::Dead, code, Some(error)),
        Sent::Failed { .. } | Sent::Away { .. } | Sent::Busy { .. } => {
            let (code, error) = sent.why();
            let again = now.checked_add(wait(n).max(asked)).unwrap_or(now);
            let is_old = now.duration_since(message.created_at) >= give_up_after;
            let outcome = if is_old {
                Outcome::Dead
            } else {
                Outcome::Later(again)
            };
            (outcome, code, Some(error))
        }
    };
    Tried {
        message: message.id,
        n,
        outcome,
        code: Some(code),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_asks_for_is_bounded() {
        let now: Timestamp = "1994-11-06T08:49:00Z"
            .parse()
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let asked = |header| asked(Some(header), now).map(|wait| wait.as_secs());
        assert_eq!(asked(" 120 "), Some(120));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT"), Some(37));
        assert_eq!(asked("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(asked("4294967295"), Some(24 * 3600));
        assert_eq!(asked("Thu, 31 Dec 2099 23:59:59 GMT"), Some(24 * 3600));
        for nothing in ["", "-1", "99999999999999", "besok", "1.5"] {
            assert_eq!(asked(nothing), None, "{nothing}");
        }
        assert_eq!(super::asked(None, now), None);
    }

    #[test]
    fn waits_grow_and_end() {
        assert_eq!(wait(1), SignedDuration::from_secs(5));
        assert_eq!(wait(2), SignedDuration::from_secs(10));
        assert_eq!(wait(60), LONGEST);
        assert_eq!(wait(-3), SignedDuration::from_secs(5));
    }
}
