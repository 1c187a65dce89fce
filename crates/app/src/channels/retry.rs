//! When a message is tried again, and when it is given up.

use jiff::{SignedDuration, Timestamp};
use lapor_store::outbox::{Message, Outcome, Tried};

/// What a gateway did with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// It took it.
    Taken {
        /// Its code.
        code: String,
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
    /// Not now, for any message: nobody answers there.
    Away {
        /// Our code.
        code: String,
        /// Why.
        error: String,
    },
}

/// Longest wait between two tries.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// The wait after so many failed tries: 5 s, 10 s, 20 s, … to a quarter of an hour.
pub(crate) fn wait(tries: i64) -> SignedDuration {
    let seconds = 5_i64 << tries.clamp(1, 12).saturating_sub(1);
    SignedDuration::from_secs(seconds).min(LONGEST)
}

/// What a try came to.
pub(super) fn outcome(
    message: &Message,
    sent: Sent,
    now: Timestamp,
    give_up_after: SignedDuration,
) -> Tried {
    let n = message.attempts + 1;
    let (outcome, code, error) = match sent {
        Sent::Taken { code } => (Outcome::Sent, code, None),
        Sent::Refused { code, error } => (Outcome::Dead, code, Some(error)),
        Sent::Failed { code, error } | Sent::Away { code, error } => {
            let again = now.checked_add(wait(n)).unwrap_or(now);
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
    fn waits_grow_and_end() {
        assert_eq!(wait(1), SignedDuration::from_secs(5));
        assert_eq!(wait(2), SignedDuration::from_secs(10));
        assert_eq!(wait(60), LONGEST);
        assert_eq!(wait(-3), SignedDuration::from_secs(5));
    }
}
