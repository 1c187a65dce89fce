//! Handing a message to WhatsApp. Within a day of the person's last word it is said freely; later only in the template
//! that the platform approved, which names the report's number and nothing else.

use std::time::Duration;

use jiff::SignedDuration;
use lapor_domain::contact::ChatAddress;
use lapor_store::outbox::Delivery;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::channels::chat::message::{at, list, text};
use crate::channels::config::{Template, Whatsapp};
use crate::channels::egress::{self, Answer, Ask};
use crate::channels::letter::{Keys, Letter};
use crate::channels::retry::Sent;

/// Longest text of a message, in characters.
const LONGEST: usize = 4096;
/// Longest text beside buttons.
const LONGEST_WITH_BUTTONS: usize = 1024;
/// Code of a message that may not be written: the person's last word is older than a day, and there is no template.
pub const WINDOW_CLOSED: &str = "window-closed";

/// Sends one message. `is_open`: the person wrote within a day.
pub(in crate::channels) async fn send(
    door: &Whatsapp,
    to: &ChatAddress,
    id: Uuid,
    letter: &Letter,
    is_open: bool,
) -> Sent {
    if is_open {
        let sent = hand(door, free(to, letter), id).await;
        // Our own reckoning of the day was wrong.
        if !matches!(&sent, Sent::Refused { code, .. } if code == WINDOW_CLOSED) {
            return sent;
        }
    }
    match &door.template {
        Some(template) if !letter.number.is_empty() => {
            hand(door, in_template(to, template, &letter.number), id).await
        }
        _ => refused(WINDOW_CLOSED, SAYS_CLOSED),
    }
}

const SAYS_CLOSED: &str = "orang ini terakhir menulis lebih dari 24 jam lalu dan template WhatsApp tidak dipasang; pesan dikirim begitu ia menulis lagi";

async fn hand(door: &Whatsapp, mut message: Value, id: Uuid) -> Sent {
    // Comes back with what became of it.
    message["biz_opaque_callback_data"] = id.simple().to_string().into();
    let url = format!(
        "{}/{}/messages",
        door.api.trim_end_matches('/'),
        door.phone_number_id
    );
    let mut ask = Ask {
        method: "POST".to_owned(),
        body: message.to_string().into_bytes(),
        ..get(door, url)
    };
    let kind = "application/json".to_owned();
    ask.headers.insert("Content-Type".to_owned(), kind);
    match egress::ask(ask).await {
        Ok(answer) => judge(&answer),
        Err(error) => Sent::Away {
            code: error.code().to_owned(),
            error: error.to_string(),
        },
    }
}

/// A request in this number's name.
pub(super) fn get(door: &Whatsapp, url: String) -> Ask {
    let bearer = format!("Bearer {}", door.token.expose());
    Ask {
        url,
        method: "GET".to_owned(),
        headers: [("Authorization".to_owned(), bearer)].into(),
        body: Vec::new(),
        timeout: Duration::from_secs(door.timeout_seconds.clamp(1, 60)),
        local: door.local,
    }
}

fn envelope(to: &ChatAddress, kind: &str, part: &Value) -> Value {
    json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": to.id(), "type": kind, kind: part })
}

fn free(to: &ChatAddress, letter: &Letter) -> Value {
    let short = letter.text.chars().count() <= LONGEST_WITH_BUTTONS;
    match &letter.keys {
        Keys::Words(words) if short && !words.is_empty() => {
            let buttons: Vec<Value> = words
                .iter()
                .take(3)
                .map(|word| json!({ "type": "reply", "reply": { "id": word, "title": word } }))
                .collect();
            let part = json!({ "type": "button", "body": { "text": letter.text }, "action": { "buttons": buttons } });
            envelope(to, "interactive", &part)
        }
        Keys::Place { .. } if short => {
            let part = json!({ "type": "location_request_message", "body": { "text": letter.text },
                "action": { "name": "send_location" } });
            envelope(to, "interactive", &part)
        }
        _ => {
            let body: String = letter.text.chars().take(LONGEST).collect();
            envelope(to, "text", &json!({ "preview_url": false, "body": body }))
        }
    }
}

fn in_template(to: &ChatAddress, template: &Template, number: &str) -> Value {
    let part = json!({ "name": template.name, "language": { "code": template.language },
        "components": [{ "type": "body", "parameters": [{ "type": "text", "text": number }] }] });
    envelope(to, "template", &part)
}

/// Whether the platform took it.
pub fn judge(answer: &Answer) -> Sent {
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if (200..300).contains(&answer.status) {
        let taken = list(&json, &["messages"]).first();
        return match taken.map(|message| text(message, &["id"])) {
            Some(id) if !id.is_empty() => Sent::Taken {
                code: answer.status.to_string(),
            },
            _ => Sent::Failed {
                code: format!("{} unreadable", answer.status),
                error: "WhatsApp menjawab, tetapi tidak menerima pesan ini".to_owned(),
            },
        };
    }
    let code = at(&json, &["error", "code"]).and_then(Value::as_i64);
    of_code(code.unwrap_or_default(), answer.status)
}

/// What an error code of the platform means for us.
fn of_code(code: i64, status: u16) -> Sent {
    let shown = if code == 0 {
        status.to_string()
    } else {
        code.to_string()
    };
    match code {
        131_047 => refused(WINDOW_CLOSED, SAYS_CLOSED),
        // Too many messages: of the app, of the number, to this person.
        4 | 80_007 | 130_429 | 131_048 => Sent::Busy {
            code: shown,
            wait: SignedDuration::from_mins(1),
        },
        131_056 => Sent::Busy {
            code: shown,
            wait: SignedDuration::from_secs(10),
        },
        // The token ended or may not do this, the account is held back: no message leaves.
        0 | 10 | 190 | 200..=299 | 368 | 131_005 | 131_031 | 131_042 | 131_045 | 133_010
            if code != 0 || matches!(status, 401 | 403) =>
        {
            Sent::Away {
                code: shown,
                error: "WhatsApp menolak akun atau token kami; perbarui token dan periksa akun di Meta Business"
                    .to_owned(),
            }
        }
        132_000..=132_099 => refused(&shown, "template WhatsApp tidak dapat dipakai; periksa nama, bahasa dan persetujuannya"),
        131_026 | 131_021 | 131_030 | 131_050 => refused(&shown, "nomor ini tidak dapat menerima pesan WhatsApp kami"),
        100 | 131_008 | 131_009 | 131_051 => refused(&shown, "WhatsApp menolak bentuk pesan ini"),
        _ if status == 429 => Sent::Busy {
            code: shown,
            wait: SignedDuration::from_mins(1),
        },
        _ => Sent::Failed {
            code: shown,
            error: "WhatsApp menjawab, tetapi tidak menerima pesan ini".to_owned(),
        },
    }
}

fn refused(code: &str, error: &str) -> Sent {
    Sent::Refused {
        code: code.to_owned(),
        error: error.to_owned(),
    }
}

/// What is written down of a message that the platform took and could not deliver.
pub(super) fn failed(code: i64) -> Delivery {
    let (code, error) = match of_code(code, 500) {
        Sent::Refused { code, error } | Sent::Away { code, error } => (code, error),
        _ => {
            let error = "WhatsApp menerima pesan ini, tetapi tidak dapat mengantarkannya";
            (code.to_string(), error.to_owned())
        }
    };
    Delivery::Failed { code, error }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn letter(text: &str, keys: Keys) -> Letter {
        Letter {
            text: text.to_owned(),
            keys,
            ..Letter::default()
        }
    }

    #[test]
    fn words_buttons_and_places_have_their_form() {
        let to = ChatAddress::whatsapp("6281234567890").unwrap();
        let plain = free(&to, &letter("Halo", Keys::None));
        assert_eq!(
            (plain["to"].as_str(), plain["text"]["body"].as_str()),
            (Some("6281234567890"), Some("Halo"))
        );
        let words = Keys::Words(["Kirim", "Ubah", "Batal", "Lain"].map(str::to_owned).into());
        let buttons = free(&to, &letter("Kirim?", words.clone()));
        let offered = buttons["interactive"]["action"]["buttons"]
            .as_array()
            .unwrap();
        assert_eq!(
            (offered.len(), offered[0]["reply"]["title"].as_str()),
            (3, Some("Kirim"))
        );
        let long = free(&to, &letter(&"a".repeat(2000), words));
        assert_eq!(long["type"], "text");
        let place = Keys::Place {
            button: "Kirim lokasi".to_owned(),
            skip: "Lewati".to_owned(),
        };
        assert_eq!(
            free(&to, &letter("Di mana?", place))["interactive"]["action"]["name"],
            "send_location"
        );
        let template = Template {
            name: "ada_kabar".to_owned(),
            language: "id".to_owned(),
        };
        let told = in_template(&to, &template, "123");
        assert_eq!(
            told["template"]["components"][0]["parameters"][0]["text"],
            "123"
        );
    }

    #[test]
    fn answers_are_judged_by_their_codes() {
        let answer = |status, body: &str| {
            judge(&Answer {
                status,
                body: body.as_bytes().to_vec(),
                retry_after: None,
            })
        };
        let error =
            |status, code: i64| answer(status, &json!({ "error": { "code": code } }).to_string());
        assert!(matches!(
            answer(200, r#"{"messages":[{"id":"wamid.1"}]}"#),
            Sent::Taken { .. }
        ));
        assert!(
            matches!(answer(200, "<html>OK</html>"), Sent::Failed { .. }),
            "a lie is no success"
        );
        assert!(matches!(error(400, 131_047), Sent::Refused { code, .. } if code == WINDOW_CLOSED));
        assert!(matches!(error(400, 131_026), Sent::Refused { .. }));
        assert!(matches!(error(400, 132_001), Sent::Refused { .. }));
        assert!(matches!(error(429, 130_429), Sent::Busy { .. }));
        assert!(matches!(answer(429, ""), Sent::Busy { .. }));
        assert!(matches!(error(401, 190), Sent::Away { .. }));
        assert!(matches!(answer(403, ""), Sent::Away { .. }));
        assert!(matches!(answer(500, ""), Sent::Failed { .. }));
        assert!(matches!(failed(131_047), Delivery::Failed { code, .. } if code == WINDOW_CLOSED));
        assert!(matches!(failed(131_053), Delivery::Failed { code, .. } if code == "131053"));
    }
}
