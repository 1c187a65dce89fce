//! Handing a message to Telegram.

use std::time::Duration;

use jiff::SignedDuration;
use lapor_domain::contact::ChatAddress;
use serde_json::{Value, json};

use crate::channels::chat::message::at;
use crate::channels::config::Telegram;
use crate::channels::egress::{self, Answer, Ask};
use crate::channels::letter::{Keys, Letter};
use crate::channels::retry::Sent;

/// Longest text of a message, in units of UTF-16.
const LONGEST: usize = 4096;

/// Sends one message.
pub(in crate::channels) async fn send(door: &Telegram, to: &ChatAddress, letter: &Letter) -> Sent {
    let Some(message) = message(to, letter) else {
        return refused("bad-address", "alamat ini bukan percakapan Telegram");
    };
    match egress::ask(call(door, "sendMessage", &message)).await {
        Ok(answer) => judge(&answer),
        Err(error) => Sent::Away {
            code: error.code().to_owned(),
            error: error.to_string(),
        },
    }
}

/// A call of one of the platform's methods. The token stands in the address, which is written nowhere.
pub(super) fn call(door: &Telegram, method: &str, body: &Value) -> Ask {
    let api = door.api.trim_end_matches('/');
    Ask {
        url: format!("{api}/bot{}/{method}", door.token.expose()),
        method: "POST".to_owned(),
        headers: [("Content-Type".to_owned(), "application/json".to_owned())].into(),
        body: body.to_string().into_bytes(),
        timeout: Duration::from_secs(door.timeout_seconds.clamp(1, 60)),
        local: door.local,
    }
}

fn message(to: &ChatAddress, letter: &Letter) -> Option<Value> {
    let chat: i64 = to.id().parse().ok()?;
    Some(json!({
        "chat_id": chat,
        "text": fitting(&letter.text),
        "link_preview_options": { "is_disabled": true },
        "reply_markup": keyboard(&letter.keys),
    }))
}

/// As much of a text as one message holds.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let fits = |(_, c): &(usize, char)| {
        units += c.len_utf16();
        units > LONGEST
    };
    let end = text.char_indices().find(fits);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn keyboard(keys: &Keys) -> Value {
    let rows: Vec<Vec<Value>> = match keys {
        Keys::None => return json!({ "remove_keyboard": true }),
        Keys::Words(words) => vec![words.iter().map(|word| json!({ "text": word })).collect()],
        Keys::Place { button, skip } => vec![
            vec![json!({ "text": button, "request_location": true })],
            vec![json!({ "text": skip })],
        ],
    };
    json!({ "keyboard": rows, "resize_keyboard": true, "one_time_keyboard": true })
}

/// Whether the platform took it.
pub fn judge(answer: &Answer) -> Sent {
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let is_ok = at(&json, &["ok"]).and_then(Value::as_bool) == Some(true);
    let code = answer.status.to_string();
    match answer.status {
        200 if is_ok => Sent::Taken { code },
        403 => refused("blocked", "orang ini memblokir bot atau menghapus akunnya"),
        400 => refused(
            &code,
            "Telegram menolak pesan ini: percakapannya tidak ada atau bentuknya salah",
        ),
        429 => {
            let after = at(&json, &["parameters", "retry_after"]).and_then(Value::as_i64);
            Sent::Busy {
                code,
                wait: SignedDuration::from_secs(after.unwrap_or(30).clamp(1, 86_400)),
            }
        }
        401 | 404 => Sent::Away {
            code,
            error: "Telegram tidak mengenal token bot; perbarui token di berkas saluran".to_owned(),
        },
        _ => Sent::Failed {
            code,
            error: "Telegram menjawab, tetapi tidak menerima pesan ini".to_owned(),
        },
    }
}

fn refused(code: &str, error: &str) -> Sent {
    Sent::Refused {
        code: code.to_owned(),
        error: error.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn keyboards_have_their_form() {
        let to = ChatAddress::telegram(12345).unwrap();
        let of = |keys| {
            let letter = Letter {
                text: "Di mana?".to_owned(),
                keys,
                ..Letter::default()
            };
            message(&to, &letter).unwrap()
        };
        assert_eq!(of(Keys::None)["reply_markup"]["remove_keyboard"], true);
        assert_eq!(
            of(Keys::Words(vec!["Kirim".to_owned()]))["reply_markup"]["keyboard"][0][0]["text"],
            "Kirim"
        );
        let place = of(Keys::Place {
            button: "Kirim lokasi".to_owned(),
            skip: "Lewati".to_owned(),
        });
        assert_eq!(
            place["reply_markup"]["keyboard"][0][0]["request_location"],
            true
        );
        assert_eq!(place["chat_id"], 12345);
        assert_eq!(fitting(&"🚧".repeat(3000)).chars().count(), 2048);
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
        assert!(matches!(
            answer(200, r#"{"ok":true,"result":{}}"#),
            Sent::Taken { .. }
        ));
        assert!(
            matches!(answer(200, "<html>OK</html>"), Sent::Failed { .. }),
            "a lie is no success"
        );
        assert!(
            matches!(answer(403, r#"{"ok":false}"#), Sent::Refused { code, .. } if code == "blocked")
        );
        let busy = answer(429, r#"{"ok":false,"parameters":{"retry_after":77}}"#);
        assert_eq!(
            busy,
            Sent::Busy {
                code: "429".to_owned(),
                wait: SignedDuration::from_secs(77)
            }
        );
        assert!(matches!(answer(401, ""), Sent::Away { .. }));
        assert!(matches!(answer(502, ""), Sent::Failed { .. }));
    }
}
