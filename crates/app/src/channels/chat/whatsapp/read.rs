//! A webhook of WhatsApp, read: messages of people, and what became of ours.
//!
//! Each message is read for itself, so that a broken one takes no other with it.

use lapor_domain::contact::ChatAddress;
use lapor_store::outbox::Delivery;
use serde_json::Value;
use uuid::Uuid;

use crate::channels::chat::message::{
    MOST_MESSAGES, Message, Said, at, is_plain_id, list, number, text,
};

/// What a webhook says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Webhook {
    /// Messages of people, in their order.
    pub messages: Vec<Message>,
    /// What became of our messages, by the key that we gave them.
    pub deliveries: Vec<(Uuid, Delivery)>,
}

/// Reads a body. What concerns another number than `phone_number_id` is left out; `None` is no JSON.
pub fn read(body: &[u8], phone_number_id: &str) -> Option<Webhook> {
    // Nesting deeper than 128 is an error of the reader, not a full stack.
    let document: Value = serde_json::from_slice(body).ok()?;
    let mut webhook = Webhook::default();
    let changes = list(&document, &["entry"])
        .iter()
        .flat_map(|entry| list(entry, &["changes"]));
    for value in changes.filter_map(|change| change.get("value")) {
        if text(value, &["metadata", "phone_number_id"]) != phone_number_id {
            continue;
        }
        webhook
            .messages
            .extend(list(value, &["messages"]).iter().filter_map(message));
        webhook
            .deliveries
            .extend(list(value, &["statuses"]).iter().filter_map(delivery));
    }
    webhook.messages.truncate(MOST_MESSAGES);
    webhook.deliveries.truncate(MOST_MESSAGES);
    Some(webhook)
}

fn message(value: &Value) -> Option<Message> {
    let id = text(value, &["id"]);
    // What the platform itself says, such as that somebody has a new number, asks for no answer.
    if id.is_empty() || id.len() > 512 || text(value, &["type"]) == "system" {
        return None;
    }
    Some(Message {
        id: id.to_owned(),
        from: ChatAddress::whatsapp(text(value, &["from"]))?,
        said: said(value),
    })
}

fn said(value: &Value) -> Said {
    match text(value, &["type"]) {
        "text" => Said::Words(text(value, &["text", "body"]).to_owned()),
        // A tapped button of ours, or of the template.
        "interactive" => {
            let tapped = ["button_reply", "list_reply"]
                .map(|kind| text(value, &["interactive", kind, "title"]));
            Said::Words(tapped.concat())
        }
        "button" => Said::Words(text(value, &["button", "text"]).to_owned()),
        "location" => place(value),
        "image" => photo(value, "image"),
        "document" if text(value, &["document", "mime_type"]).starts_with("image/") => {
            photo(value, "document")
        }
        // They opened the chat for the first time.
        "request_welcome" => Said::Words("Halo".to_owned()),
        "reaction" => Said::Reaction,
        "edit" => Said::Edited,
        kind => Said::Other(text(value, &[kind, "caption"]).to_owned()),
    }
}

fn place(value: &Value) -> Said {
    let name = text(value, &["location", "name"]);
    let address = text(value, &["location", "address"]);
    let both = [name, address].into_iter().filter(|part| !part.is_empty());
    Said::Place {
        latitude: number(value, &["location", "latitude"]),
        longitude: number(value, &["location", "longitude"]),
        label: both.collect::<Vec<_>>().join(", "),
    }
}

fn photo(value: &Value, kind: &str) -> Said {
    let caption = text(value, &[kind, "caption"]).to_owned();
    let media = text(value, &[kind, "id"]);
    if is_plain_id(media) {
        let media = media.to_owned();
        Said::Photo { media, caption }
    } else {
        Said::Other(caption)
    }
}

fn delivery(value: &Value) -> Option<(Uuid, Delivery)> {
    let ours = text(value, &["biz_opaque_callback_data"]).parse().ok()?;
    let delivery = match text(value, &["status"]) {
        "delivered" | "read" => Delivery::Delivered,
        "failed" => {
            let code = list(value, &["errors"])
                .first()
                .and_then(|error| at(error, &["code"]))
                .and_then(Value::as_i64);
            super::send::failed(code.unwrap_or_default())
        }
        // What is on its way we know already.
        _ => return None,
    };
    Some((ours, delivery))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn webhook(value: &Value) -> Vec<u8> {
        let document = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [
            { "field": "messages", "value": value }
        ] }] });
        document.to_string().into_bytes()
    }

    fn of(message: &Value) -> Vec<Message> {
        let value = json!({ "metadata": { "phone_number_id": "42" }, "messages": [message] });
        read(&webhook(&value), "42").unwrap().messages
    }

    #[test]
    fn every_kind_is_read() {
        let from = |kind: &str, part: Value| json!({ "from": "6281234567890", "id": "wamid.1", "type": kind, kind: part });
        for (message, said) in [
            (
                from("text", json!({ "body": "Halo" })),
                Said::Words("Halo".to_owned()),
            ),
            (
                from(
                    "interactive",
                    json!({ "type": "button_reply", "button_reply": { "id": "1", "title": "Kirim" } }),
                ),
                Said::Words("Kirim".to_owned()),
            ),
            (
                from("button", json!({ "payload": "x", "text": "Lihat" })),
                Said::Words("Lihat".to_owned()),
            ),
            (
                from(
                    "location",
                    json!({ "latitude": -2.21, "longitude": 113.92, "name": "Pasar" }),
                ),
                Said::Place {
                    latitude: "-2.21".to_owned(),
                    longitude: "113.92".to_owned(),
                    label: "Pasar".to_owned(),
                },
            ),
            (
                from("image", json!({ "id": "77", "caption": "Lubang" })),
                Said::Photo {
                    media: "77".to_owned(),
                    caption: "Lubang".to_owned(),
                },
            ),
            (
                from("document", json!({ "id": "78", "mime_type": "image/png" })),
                Said::Photo {
                    media: "78".to_owned(),
                    caption: String::new(),
                },
            ),
            (
                from(
                    "document",
                    json!({ "id": "78", "mime_type": "application/pdf", "caption": "Surat" }),
                ),
                Said::Other("Surat".to_owned()),
            ),
            (
                from("image", json!({ "id": "../messages" })),
                Said::Other(String::new()),
            ),
            (
                from("audio", json!({ "id": "9" })),
                Said::Other(String::new()),
            ),
            (from("reaction", json!({ "emoji": "👍" })), Said::Reaction),
            (
                json!({ "from": "6281234567890", "id": "wamid.1" }),
                Said::Other(String::new()),
            ),
        ] {
            let read = of(&message);
            assert!(read.len() == 1 && read[0].said == said, "{message}");
            assert_eq!(read[0].from.expose(), "whatsapp:+6281234567890");
        }
        for broken in [
            json!({ "from": "6281234567890" }),
            json!({ "id": "1", "from": "x" }),
            json!([]),
            json!(7),
        ] {
            assert!(of(&broken).is_empty());
        }
    }

    #[test]
    fn a_broken_message_takes_no_other_with_it() {
        let good = json!({ "from": "6281234567890", "id": "a", "type": "text", "text": { "body": "Halo" } });
        let value = json!({ "metadata": { "phone_number_id": "42" }, "messages": [null, good, { "id": 3 }] });
        assert_eq!(read(&webhook(&value), "42").unwrap().messages.len(), 1);
        assert!(
            read(&webhook(&value), "43").unwrap().messages.is_empty(),
            "another number of the same app"
        );
    }

    #[test]
    fn what_became_of_ours_is_read() {
        let ours = Uuid::from_u128(7);
        let status = |status: &str, errors: Value| json!({ "id": "wamid", "status": status, "biz_opaque_callback_data": ours.simple().to_string(), "errors": errors });
        let value = json!({ "metadata": { "phone_number_id": "42" }, "statuses": [
            status("sent", json!([])),
            status("delivered", json!([])),
            status("failed", json!([{ "code": 131_047, "title": "Re-engagement message" }])),
            { "id": "wamid", "status": "delivered" },
        ] });
        let read = read(&webhook(&value), "42").unwrap();
        assert!(
            matches!(read.deliveries.as_slice(), [(one, Delivery::Delivered), (two, Delivery::Failed { code, .. })]
            if *one == ours && *two == ours && code == "window-closed"),
            "{read:?}"
        );
    }

    #[test]
    fn hostile_bodies_are_refused_or_empty() {
        for body in [
            &b""[..],
            b"{",
            b"null",
            b"[]",
            b"\xff\xfe",
            b"{\"entry\":{\"changes\":[]}}",
        ] {
            assert!(read(body, "42").is_none_or(|webhook| webhook == Webhook::default()));
        }
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(read(deep.as_bytes(), "42"), None);
        let deep = format!(
            "{{\"entry\":{}{}}}",
            "{\"a\":".repeat(100_000),
            "1".to_owned() + &"}".repeat(100_000)
        );
        assert_eq!(read(deep.as_bytes(), "42"), None);
    }

    proptest! {
        #[test]
        fn anything_is_read(body in any::<Vec<u8>>()) {
            read(&body, "42");
        }

        #[test]
        fn anything_in_its_places_is_read(text in any::<String>(), kind in "(text|image|location|interactive|document|reaction|[a-z]{1,8})", n in any::<f64>()) {
            let part = json!({ "body": text, "id": text, "caption": text, "latitude": n, "longitude": text, "mime_type": text });
            of(&json!({ "from": text, "id": text, "type": kind, kind.as_str(): part }));
            of(&json!({ "from": "6281234567890", "id": text, "type": kind, kind.as_str(): part }));
        }
    }
}
