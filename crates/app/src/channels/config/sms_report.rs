//! What an SMS gateway reports of messages that it took.

use serde::Deserialize;

use super::super::cidr::Cidr;
use super::{SharedSecret, Signature, SmsReceive};

/// How a delivery report comes in, at `/masuk/sms/{name}/laporan`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SmsReport {
    /// Name of the field with the gateway's own id, as `send.id` read it.
    pub id: Option<String>,
    /// Name of the field with our `{key}`, where the gateway hands it back.
    pub key: Option<String>,
    /// Name of the field with the status.
    pub status: String,
    /// Words that mean: it arrived.
    pub delivered: Vec<String>,
    /// Words that mean: it never will.
    pub failed: Vec<String>,
    /// Words that mean: there is no such number.
    pub unknown: Vec<String>,
    /// What is answered to a report that was taken.
    pub answer: String,
}

/// By what a gateway proves itself.
pub(in crate::channels) struct Proof<'a> {
    pub(in crate::channels) ranges: &'a [Cidr],
    pub(in crate::channels) secret: Option<&'a SharedSecret>,
    pub(in crate::channels) hmac: Option<&'a Signature>,
}

impl<'a> From<&'a SmsReceive> for Proof<'a> {
    fn from(receive: &'a SmsReceive) -> Self {
        Self {
            ranges: &receive.ranges,
            secret: receive.secret.as_ref(),
            hmac: receive.hmac.as_ref(),
        }
    }
}

impl SmsReport {
    pub(super) fn check(&self, receive: Option<&SmsReceive>) -> Result<(), String> {
        if receive.is_none() {
            return Err(
                "report memakai secret, hmac atau allowed dari receive; tulis juga [sms.receive]"
                    .to_owned(),
            );
        }
        if self.id.is_none() && self.key.is_none() {
            return Err("report perlu id atau key: pesan mana yang dilaporkan".to_owned());
        }
        if self.status.is_empty() || self.delivered.is_empty() || self.failed.is_empty() {
            return Err(
                "report perlu status, delivered dan failed: kata-kata yang dipakai gerbang"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
