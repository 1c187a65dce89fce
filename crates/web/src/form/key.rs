//! Keys that make sending twice harmless: minted with the page, sent back with the form.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lapor_app::app::App;
use lapor_domain::ids::ReportId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Sent;

/// Key of the form with which a report is filed: 128 random bits. The record keeps only a hash of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FormKey(pub [u8; 16]);

impl FormKey {
    /// A fresh one.
    pub fn mint(app: &App) -> Self {
        Self(app.random())
    }

    /// As it came back; `None` where it is lacking or damaged.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As the page carries it.
    pub fn text(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

/// Key of the forms on one's own report: a fresh UUIDv7 and the last event the page showed.
///
/// With what was written it gives the id of the change, and the store applies a change of one id
/// once: the second of a double click finds the first, two different messages from one page are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnKey {
    /// Of this page.
    pub id: Uuid,
    /// Last event shown.
    pub seq: u32,
}

impl OwnKey {
    /// A fresh one for a page that shows events up to `seq`.
    pub fn mint(app: &App, seq: u32) -> Self {
        Self {
            id: app.fresh_id(),
            seq,
        }
    }

    /// As it came back; `None` where it is lacking or damaged.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 20] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (id, seq) = bytes.split_at(16);
        Some(Self {
            id: Uuid::from_slice(id).ok()?,
            seq: u32::from_be_bytes(seq.try_into().ok()?),
        })
    }

    /// As the page carries it.
    pub fn text(self) -> String {
        let mut bytes = self.id.as_bytes().to_vec();
        bytes.extend(self.seq.to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The id of the change that `action` with these contents makes: a UUIDv7 of the page's time.
    pub fn change(self, report: ReportId, action: &str, sent: &Sent) -> Uuid {
        let mut hash = Sha256::new();
        hash.update(self.id.as_bytes());
        hash.update(report.0.as_bytes());
        for part in [action].into_iter().chain(
            sent.fields
                .iter()
                .flat_map(|(name, value)| [name.as_str(), value.as_str()]),
        ) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        for photo in &sent.photos {
            hash.update(Sha256::digest(&photo.bytes));
        }
        let mut bytes = *self.id.as_bytes();
        for (byte, of_hash) in bytes.iter_mut().skip(6).zip(hash.finalize()) {
            *byte = of_hash;
        }
        uuid::Builder::from_bytes(bytes)
            .with_version(uuid::Version::SortRand)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn key() -> OwnKey {
        OwnKey {
            id: lapor_app::app::fresh_id("2025-08-01T10:00:00Z".parse().unwrap(), [7; 10]),
            seq: 12,
        }
    }

    fn sent(text: &str) -> Sent {
        Sent {
            fields: vec![("reply_text".into(), text.into())],
            ..Sent::default()
        }
    }

    #[test]
    fn keys_come_back_as_they_went_out() {
        let filed = FormKey([9; 16]);
        assert!(FormKey::parse(&filed.text()) == Some(filed));
        assert_eq!(OwnKey::parse(&key().text()), Some(key()));
        for damaged in ["", "x", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAA", "%%%%"] {
            assert!(FormKey::parse(damaged).is_none());
            assert!(OwnKey::parse(damaged).is_none());
        }
    }

    #[test]
    fn the_same_message_is_one_change_another_is_another() {
        let report = ReportId(Uuid::nil());
        let first = key().change(report, "balasan", &sent("Sudah."));
        assert_eq!(first, key().change(report, "balasan", &sent("Sudah.")));
        assert_ne!(first, key().change(report, "balasan", &sent("Belum.")));
        assert_ne!(first, key().change(report, "tambahan", &sent("Sudah.")));
        assert_eq!(first.get_version_num(), 7);
        assert_eq!(first.get_timestamp(), key().id.get_timestamp());
    }
}
