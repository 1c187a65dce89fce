//! An update of Telegram, read.

use lapor_domain::contact::ChatAddress;
use serde_json::Value;

use crate::channels::chat::message::{Message, Said, at, list, number, text};
use crate::photo::MAX_BYTES;

/// Reads a body: the message of a person in a private chat. `None` is no JSON; `Some(None)` is nothing to answer: groups,
/// other bots, news of the platform.
pub fn read(body: &[u8]) -> Option<Option<Message>> {
    // Nesting deeper than 128 is an error of the reader, not a full stack.
    let update: Value = serde_json::from_slice(body).ok()?;
    Some(message(&update))
}

fn message(update: &Value) -> Option<Message> {
    let id = at(update, &["update_id"])?.as_i64()?;
    // A shared live position changes every few seconds: that says nothing new.
    let edited = update.get("edited_message");
    let edited = edited.filter(|message| message.get("location").is_none());
    let value = update.get("message").or(edited)?;
    let is_bot = at(value, &["from", "is_bot"]).and_then(Value::as_bool);
    if text(value, &["chat", "type"]) != "private" || is_bot == Some(true) {
        return None;
    }
    let chat = at(value, &["chat", "id"])?.as_i64()?;
    Some(Message {
        id: id.to_string(),
        from: ChatAddress::telegram(chat)?,
        said: if update.get("message").is_some() {
            said(value)
        } else {
            Said::Edited
        },
    })
}

fn said(value: &Value) -> Said {
    if let Some(words) = at(value, &["text"]).and_then(Value::as_str) {
        return Said::Words(command(words));
    }
    let caption = text(value, &["caption"]).to_owned();
    if value.get("location").is_some() {
        let title = text(value, &["venue", "title"]);
        let address = text(value, &["venue", "address"]);
        let both = [title, address].into_iter().filter(|part| !part.is_empty());
        return Said::Place {
            latitude: number(value, &["location", "latitude"]),
            longitude: number(value, &["location", "longitude"]),
            label: both.collect::<Vec<_>>().join(", "),
        };
    }
    let document = value.get("document");
    let document = document.filter(|file| text(file, &["mime_type"]).starts_with("image/"));
    let photo = largest(list(value, &["photo"])).or(document);
    match photo.map(|file| text(file, &["file_id"])) {
        Some(media) if super::super::message::is_plain_id(media) => Said::Photo {
            media: media.to_owned(),
            caption,
        },
        _ => Said::Other(caption),
    }
}

/// The largest size of a photograph that is taken.
fn largest(sizes: &[Value]) -> Option<&Value> {
    let bytes = |size: &&Value| {
        at(size, &["file_size"])
            .and_then(Value::as_u64)
            .unwrap_or(0)
    };
    let pixels = |size: &&Value| at(size, &["width"]).and_then(Value::as_u64).unwrap_or(0);
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let fitting = sizes.iter().filter(|size| bytes(size) <= most);
    fitting.max_by_key(|size| (pixels(size), bytes(size)))
}

/// The words of a command: `/status@bot_name 123` is the command `status 123`.
fn command(words: &str) -> String {
    let Some(rest) = words.strip_prefix('/') else {
        return words.to_owned();
    };
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let name = name.split('@').next().unwrap_or_default();
    // What stands behind it came from a link, not from the person.
    let after = if name == "start" { "" } else { after };
    format!("{}{after}", name.replace('_', " "))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn of(part: &Value) -> Option<Message> {
        let mut message = json!({ "message_id": 1, "date": 1, "chat": { "id": 12345, "type": "private" },
            "from": { "id": 12345, "is_bot": false, "first_name": "Warga" } });
        let parts = part.as_object().unwrap().clone();
        message.as_object_mut().unwrap().extend(parts);
        read(
            json!({ "update_id": 9, "message": message })
                .to_string()
                .as_bytes(),
        )
        .unwrap()
    }

    #[test]
    fn every_kind_is_read() {
        for (part, said) in [
            (json!({ "text": "Halo" }), Said::Words("Halo".to_owned())),
            (
                json!({ "text": "/status@lapor_bot 123" }),
                Said::Words("status 123".to_owned()),
            ),
            (
                json!({ "text": "/start poster7" }),
                Said::Words("start".to_owned()),
            ),
            (
                json!({ "text": "/laporan_saya" }),
                Said::Words("laporan saya".to_owned()),
            ),
            (
                json!({ "location": { "latitude": -2.21, "longitude": 113.92 } }),
                Said::Place {
                    latitude: "-2.21".to_owned(),
                    longitude: "113.92".to_owned(),
                    label: String::new(),
                },
            ),
            (
                json!({ "venue": { "title": "Pasar", "address": "Jl. A" }, "location": { "latitude": 1, "longitude": 110 } }),
                Said::Place {
                    latitude: "1".to_owned(),
                    longitude: "110".to_owned(),
                    label: "Pasar, Jl. A".to_owned(),
                },
            ),
            (
                json!({ "caption": "Lubang", "photo": [
                    { "file_id": "kecil", "width": 90, "file_size": 1000 },
                    { "file_id": "besar", "width": 1280, "file_size": 200_000 },
                    { "file_id": "raksasa", "width": 9000, "file_size": 99_000_000 },
                ] }),
                Said::Photo {
                    media: "besar".to_owned(),
                    caption: "Lubang".to_owned(),
                },
            ),
            (
                json!({ "document": { "file_id": "F-1_x", "mime_type": "image/jpeg" } }),
                Said::Photo {
                    media: "F-1_x".to_owned(),
                    caption: String::new(),
                },
            ),
            (
                json!({ "document": { "file_id": "../x", "mime_type": "image/jpeg" } }),
                Said::Other(String::new()),
            ),
            (
                json!({ "voice": { "file_id": "v" } }),
                Said::Other(String::new()),
            ),
            (json!({ "photo": [] }), Said::Other(String::new())),
        ] {
            let read = of(&part).unwrap();
            assert!(read.said == said, "{part}");
            assert_eq!(
                (read.from.expose(), read.id.as_str()),
                ("telegram:12345", "9")
            );
        }
    }

    #[test]
    fn only_people_in_private_chats_are_heard() {
        for update in [
            json!({ "update_id": 1, "message": { "chat": { "id": -5, "type": "group" }, "text": "Halo" } }),
            json!({ "update_id": 1, "message": { "chat": { "id": 5, "type": "private" }, "from": { "is_bot": true }, "text": "x" } }),
            json!({ "update_id": 1, "channel_post": { "chat": { "id": 5, "type": "channel" }, "text": "x" } }),
            json!({ "update_id": 1, "my_chat_member": {} }),
            json!({ "update_id": 1, "edited_message": { "chat": { "id": 5, "type": "private" }, "location": { "latitude": 1 } } }),
            json!({ "message": { "chat": { "id": 5, "type": "private" }, "text": "x" } }),
            json!([]),
        ] {
            assert_eq!(read(update.to_string().as_bytes()), Some(None), "{update}");
        }
        let edited = json!({ "update_id": 1, "edited_message": { "chat": { "id": 5, "type": "private" }, "text": "x" } });
        assert!(read(edited.to_string().as_bytes()).unwrap().unwrap().said == Said::Edited);
    }

    #[test]
    fn hostile_bodies_are_refused() {
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        for body in [&b""[..], b"{", b"\xff", deep.as_bytes()] {
            assert_eq!(read(body), None);
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(body in any::<Vec<u8>>()) {
            read(&body);
        }

        #[test]
        fn anything_in_its_places_is_read(text in any::<String>(), n in any::<f64>(), size in any::<u64>()) {
            of(&json!({ "text": text }));
            of(&json!({ "caption": text, "location": { "latitude": n, "longitude": text } }));
            of(&json!({ "photo": [{ "file_id": text, "width": size, "file_size": n }], "caption": text }));
            command(&text);
        }
    }
}
