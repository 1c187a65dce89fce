//! Keys of programs that use the interface, without their secret.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ApiKeyId, BodyId, OfficerId};

codes! {
    /// What a key opens.
    pub enum Scope {
        /// Filing reports.
        File = "file",
        /// Reading what its officer may see.
        Read = "read",
        /// Giving commands as its officer.
        Act = "act",
        /// Exact figures of its body, as its officer sees them.
        Stats = "stats",
    }
}

/// Requests a minute of a key for which nobody said otherwise.
pub const USUAL_PER_MINUTE: u32 = 120;
/// Most requests a minute that a key can be given.
pub const MOST_PER_MINUTE: u32 = 60_000;

/// A key: whose, what it opens and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The body whose reports it concerns; the desk's are for the whole installation.
    pub body: BodyId,
    /// Which program it is for.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// The officer it acts as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// Requests a minute.
    pub per_minute: u32,
    /// Since when.
    pub created_at: Timestamp,
    /// From then on it opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it opens anything now.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// Whether it opens this.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(expires_at: Option<i64>, revoked_at: Option<i64>) -> ApiKey {
        let at = |second: i64| Timestamp::from_second(second).unwrap_or_default();
        ApiKey {
            id: ApiKeyId(Uuid::nil()),
            body: BodyId(Uuid::nil()),
            name: "Aplikasi contoh".to_owned(),
            scopes: vec![Scope::File],
            officer: None,
            per_minute: USUAL_PER_MINUTE,
            created_at: at(0),
            expires_at: expires_at.map(at),
            revoked_at: revoked_at.map(at),
        }
    }

    #[test]
    fn a_key_ends_at_its_end_or_when_it_is_taken_back() {
        let now = Timestamp::from_second(100).unwrap_or_default();
        assert!(key(None, None).is_valid_at(now));
        assert!(key(Some(101), None).is_valid_at(now));
        assert!(!key(Some(100), None).is_valid_at(now));
        assert!(!key(None, Some(50)).is_valid_at(now));
    }

    #[test]
    fn a_key_opens_only_what_it_was_given() {
        assert!(key(None, None).may(Scope::File));
        assert!(!key(None, None).may(Scope::Act));
    }
}
