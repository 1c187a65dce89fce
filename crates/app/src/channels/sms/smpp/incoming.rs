//! What comes in by a line: messages of people, and receipts for ours.

use base64::Engine as _;
use lapor_domain::contact::Phone;
use lapor_store::outbox::Ended;
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use sha2::{Digest as _, Sha256};

use super::{alphabet, short};
use crate::app::App;
use crate::channels::config::SmsGateway;
use crate::channels::sms::inbound::{self, Message};
use crate::channels::sms::parts::Place;
use crate::channels::sms::report;
use crate::error::AppError;

/// Seconds in which the same words of the same number are the same message, delivered again.
const SAME: i64 = 600;

/// Deals with one delivery. What it says nothing of is taken as said.
///
/// # Errors
/// Where the record fails: the other side shall deliver again.
pub(super) async fn take(app: &App, gateway: &SmsGateway, pdu: &DeliverSm) -> Result<(), AppError> {
    let payload = pdu.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::MessagePayload(payload)) => Some(payload.value.as_ref().to_vec()),
        _ => None,
    });
    let octets = payload.unwrap_or_else(|| pdu.short_message().as_ref().to_vec());
    let class = u8::from(pdu.esm_class);
    let coding = u8::from(pdu.data_coding);
    let (by_header, words) = if class & 0x40 == 0 {
        (None, octets.as_slice())
    } else {
        short::header(&octets)
    };
    let text = alphabet::decode(coding, words);
    // Bits 2 to 5 say what kind it is: 1 is a receipt, 8 one on the way; 0 is a person's.
    match class & 0x3C {
        0 => {}
        0x04 => return receipt(app, gateway, pdu, &text).await,
        _ => return Ok(()),
    }
    let Ok(phone) = Phone::parse(&sender(pdu)) else {
        return Ok(());
    };
    let place = by_header.or_else(|| by_tlvs(pdu));
    let hash = |parts: &[&[u8]]| {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(u64::try_from(part.len()).unwrap_or(0).to_be_bytes());
            hasher.update(part);
        }
        let digest: [u8; 32] = hasher.finalize().into();
        base64::engine::general_purpose::STANDARD.encode(digest)
    };
    let now = app.now().as_second().div_euclid(SAME);
    let id = |at: i64| match place {
        Some(part) => hash(&[
            &part.reference.to_be_bytes(),
            &[part.part, part.total],
            &octets,
            &at.to_be_bytes(),
        ]),
        None => hash(&[&octets, &at.to_be_bytes()]),
    };
    let message = Message {
        phone,
        text,
        id: id(now),
        earlier: Some(id(now - 1)),
        place: place.map(|part| {
            Place::new(
                part.reference.to_string(),
                i64::from(part.part),
                i64::from(part.total),
            )
        }),
    };
    inbound::take(app, &gateway.name, message).await
}

/// Operators write numbers with and without their plus.
fn sender(pdu: &DeliverSm) -> String {
    let digits = pdu.source_addr.as_str().trim();
    let is_international = u8::from(pdu.source_addr_ton) == 1;
    if is_international && !digits.starts_with('+') {
        format!("+{digits}")
    } else {
        digits.to_owned()
    }
}

fn by_tlvs(pdu: &DeliverSm) -> Option<short::Part> {
    let (mut reference, mut part, mut total) = (None, None, None);
    for tlv in pdu.tlvs() {
        match tlv.value() {
            Some(TlvValue::SarMsgRefNum(value)) => reference = Some(*value),
            Some(TlvValue::SarSegmentSeqnum(value)) => part = Some(*value),
            Some(TlvValue::SarTotalSegments(value)) => total = Some(*value),
            _ => {}
        }
    }
    let (reference, part, total) = (reference?, part?, total?);
    (total >= 2 && part >= 1 && part <= total).then_some(short::Part {
        reference,
        part,
        total,
    })
}

async fn receipt(
    app: &App,
    gateway: &SmsGateway,
    pdu: &DeliverSm,
    text: &str,
) -> Result<(), AppError> {
    let said = short::receipt(text);
    let by_tlv = pdu.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::ReceiptedMessageId(id)) => Some(id.as_str().to_owned()),
        _ => None,
    });
    let state = pdu.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::MessageState(state)) => Some(u8::from(*state)),
        _ => None,
    });
    let Some(id) = by_tlv.or_else(|| said.as_ref().map(|(id, _)| id.clone())) else {
        return Ok(());
    };
    let state = said.map(|(_, state)| state).or_else(|| {
        let name = match state? {
            2 => "DELIVRD",
            3 => "EXPIRED",
            4 => "DELETED",
            5 => "UNDELIV",
            8 => "REJECTD",
            _ => return None,
        };
        Some(name.to_owned())
    });
    let ended = match state.as_deref() {
        Some("DELIVRD") => Ended::Delivered,
        Some("UNDELIV" | "EXPIRED" | "REJECTD" | "DELETED") => Ended::Returned,
        _ => return Ok(()),
    };
    let code = state.unwrap_or_default();
    for id in short::spellings(&id) {
        let (key, id) = (None, Some(id.as_str()));
        if report::take(app, &gateway.name, key, id, (ended, false), code.clone()).await? {
            break;
        }
    }
    Ok(())
}
