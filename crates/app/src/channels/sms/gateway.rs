//! Handing a message to a gateway, as its description says.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use crate::channels::config::{Channels, Format, SmsGateway, SmsSend, Success};
use crate::channels::egress::{self, Answer, Ask};
use crate::channels::letter::Letter;
use crate::channels::retry::{self, Sent};

/// Longest code of a gateway that is kept.
const LONGEST_CODE: usize = 60;

/// Sends one message.
pub(in crate::channels) async fn send(
    channels: &Channels,
    id: Uuid,
    letter: &Letter,
    now: Timestamp,
) -> Sent {
    if let Some((gateway, smpp)) = channels.smpp_of(&letter.body) {
        return super::smpp::send(&channels.links, gateway, smpp, &letter.to, &letter.text).await;
    }
    let Some((gateway, send)) = channels.sms_of(&letter.body) else {
        return Sent::Failed {
            code: "no-gateway".to_owned(),
            error: "tidak ada gerbang SMS untuk instansi ini; tambahkan di berkas saluran"
                .to_owned(),
        };
    };
    let ask = request(
        gateway,
        send,
        &letter.to,
        &letter.text,
        &id.simple().to_string(),
    );
    match egress::ask(ask).await {
        Ok(answer) => match patient(judge(send, &answer), &answer, now) {
            Sent::Taken { code } => match their_id(send, &answer) {
                Some(id) => Sent::Handed {
                    code,
                    gateway: gateway.name.clone(),
                    id,
                },
                None => Sent::Taken { code },
            },
            other => other,
        },
        Err(error) => Sent::Away {
            code: error.code().to_owned(),
            error: error.to_string(),
        },
    }
}

/// The request that hands a message over.
fn request(gateway: &SmsGateway, send: &SmsSend, to: &str, text: &str, key: &str) -> Ask {
    let digits = to.trim_start_matches('+').to_owned();
    let local = digits
        .strip_prefix("62")
        .map_or_else(|| digits.clone(), |rest| format!("0{rest}"));
    let places = [
        ("{to}", to),
        ("{to_digits}", digits.as_str()),
        ("{to_local}", local.as_str()),
        ("{key}", key),
        ("{text}", text),
    ];
    let fill = |template: &str| fill(template, &places, str::to_owned);
    let mut headers: BTreeMap<String, String> = send
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), fill(value.expose())))
        .collect();
    let fields: Vec<(&str, String)> = send
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), fill(value.expose())))
        .collect();
    let mut url = self::fill(&send.url, &places, encoded);
    let body = match send.format {
        _ if fields.is_empty() => String::new(),
        Format::Query => {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&form(&fields));
            String::new()
        }
        Format::Form => {
            headers.insert(
                "Content-Type".to_owned(),
                "application/x-www-form-urlencoded".to_owned(),
            );
            form(&fields)
        }
        Format::Json => {
            headers.insert("Content-Type".to_owned(), "application/json".to_owned());
            let object: serde_json::Map<String, serde_json::Value> = fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
                .collect();
            serde_json::Value::Object(object).to_string()
        }
    };
    Ask {
        url,
        method: send.method.clone(),
        headers,
        body: body.into_bytes(),
        timeout: Duration::from_secs(send.timeout_seconds.clamp(1, 120)),
        local: gateway.local,
    }
}

/// Fills the places of a template, each once: what a person wrote is never a template.
fn fill(template: &str, places: &[(&str, &str)], write: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    'next: while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        for (place, value) in places {
            if let Some(after) = from.strip_prefix(place) {
                filled.push_str(&write(value));
                rest = after;
                continue 'next;
            }
        }
        filled.push('{');
        rest = from.strip_prefix('{').unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

fn form(fields: &[(&str, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

/// Percent-encoding that every server reads: unreserved characters stay (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            written.push(char::from(byte));
        } else {
            let _infallible = write!(written, "%{byte:02X}");
        }
    }
    written
}

/// What is not taken now and comes with a time to wait (429, 503) waits as long as that.
fn patient(sent: Sent, answer: &Answer, now: Timestamp) -> Sent {
    let asked = matches!(answer.status, 429 | 503)
        .then(|| retry::asked(answer.retry_after.as_deref(), now))
        .flatten();
    match (sent, asked) {
        (Sent::Failed { code, .. }, Some(wait)) => Sent::Busy { code, wait },
        (sent, _) => sent,
    }
}

/// Whether the gateway took it.
pub fn judge(send: &SmsSend, answer: &Answer) -> Sent {
    let text = String::from_utf8_lossy(&answer.body);
    let json: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
    let said = send
        .success
        .field
        .as_deref()
        .and_then(|path| at_path(json.as_ref()?, path));
    let code = short(&match &said {
        Some(said) => format!("{} {said}", answer.status),
        None => answer.status.to_string(),
    });
    if is_success(&send.success, answer.status, &text, said.as_deref()) {
        return Sent::Taken { code };
    }
    if send.permanent.contains(&answer.status) {
        let error =
            "gerbang SMS menolak pesan ini; periksa nomor tujuan dan aturan gerbang".to_owned();
        return Sent::Refused { code, error };
    }
    // Redirects are not followed: an answer like any other that is no success.
    Sent::Failed {
        code,
        error: "gerbang SMS menjawab, tetapi tidak menerima pesan ini".to_owned(),
    }
}

/// The id by which its reports will name the message.
pub fn their_id(send: &SmsSend, answer: &Answer) -> Option<String> {
    let json: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
    let id = at_path(&json, send.id.as_deref()?)?;
    let id = id.trim();
    (!id.is_empty() && id.len() <= 200).then(|| id.to_owned())
}

fn is_success(success: &Success, status: u16, text: &str, said: Option<&str>) -> bool {
    let status_fits = match success.status.as_slice() {
        [] => (200..300).contains(&status),
        listed => listed.contains(&status),
    };
    let words_fit = success
        .contains
        .as_deref()
        .is_none_or(|words| text.contains(words));
    let field_fits = match (&success.field, said) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(_), Some(said)) => {
            success.equals.is_empty() || success.equals.iter().any(|wanted| wanted == said)
        }
    };
    status_fits && words_fit && field_fits
}

/// A value within a JSON document, as text: `messages.0.status`.
fn at_path(json: &serde_json::Value, path: &str) -> Option<String> {
    let mut at = json;
    for step in path.split('.').take(16) {
        at = match at {
            serde_json::Value::Array(list) => list.get(step.parse::<usize>().ok()?)?,
            other => other.get(step)?,
        };
    }
    Some(match at {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => return None,
        other => other.to_string(),
    })
}

/// A code that is kept: short, and of letters, digits and a few marks, so that no gateway writes words of people there.
fn short(code: &str) -> String {
    code.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ':'))
        .take(LONGEST_CODE)
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::channels::config;

    fn described(send: &str) -> Channels {
        let text = format!(
            "base_url = \"https://x.example\"\n[[sms]]\nname = \"a\"\n[sms.send]\nurl = \"https://sms.example/{{key}}\"\n{send}"
        );
        config::read(&text, &|_| None).unwrap()
    }

    fn asked(channels: &Channels, text: &str) -> Ask {
        let (gateway, send) = channels.sms_of("kota").unwrap();
        request(gateway, send, "+6281200000000", text, "k1")
    }

    #[test]
    fn fields_are_written_as_the_gateway_wants_them() {
        let channels = described("fields = { to = \"{to_digits}\", isi = \"{text}\" }");
        let ask = asked(&channels, "a&b {to} é");
        assert_eq!(ask.url, "https://sms.example/k1");
        assert_eq!(
            String::from_utf8(ask.body).unwrap(),
            "isi=a%26b%20%7Bto%7D%20%C3%A9&to=6281200000000"
        );
        let channels =
            described("format = \"json\"\nfields = { to = \"{to_local}\", isi = \"{text}\" }");
        let ask = asked(&channels, "kata \"kata\"");
        assert_eq!(
            String::from_utf8(ask.body).unwrap(),
            r#"{"isi":"kata \"kata\"","to":"081200000000"}"#
        );
        let channels = described(
            "format = \"query\"\nmethod = \"GET\"\nfields = { to = \"{to}\", isi = \"{text}\" }",
        );
        let ask = asked(&channels, "x");
        assert_eq!(
            (ask.url.as_str(), ask.body.len()),
            ("https://sms.example/k1?isi=x&to=%2B6281200000000", 0)
        );
    }

    #[test]
    fn an_answer_is_judged_by_the_description() {
        let channels = described(
            "fields = { to = \"{to}\", isi = \"{text}\" }\nsuccess = { field = \"message.status\", equals = [\"0\"] }",
        );
        let (_, send) = channels.sms_of("kota").unwrap();
        let whole = |status, body: &str, retry_after: Option<&str>| Answer {
            status,
            body: body.as_bytes().to_vec(),
            retry_after: retry_after.map(str::to_owned),
        };
        let answer = |status, body: &str| judge(send, &whole(status, body, None));
        assert_eq!(
            answer(200, r#"{"message":{"status":"0"}}"#),
            Sent::Taken {
                code: "200 0".to_owned()
            }
        );
        assert!(matches!(
            answer(200, r#"{"message":{"status":"5"}}"#),
            Sent::Failed { .. }
        ));
        assert!(
            matches!(answer(200, "<html>OK</html>"), Sent::Failed { .. }),
            "a lie is no success"
        );
        assert!(matches!(answer(302, ""), Sent::Failed { .. }));
        assert!(matches!(answer(500, ""), Sent::Failed { .. }));
        assert!(matches!(answer(422, ""), Sent::Refused { .. }));
        let asks = |status, seconds| {
            let answer = whole(status, "", Some(seconds));
            patient(judge(send, &answer), &answer, Timestamp::UNIX_EPOCH)
        };
        for status in [429, 503] {
            assert!(matches!(asks(status, "60"), Sent::Busy { wait, .. } if wait.as_secs() == 60));
        }
        assert!(matches!(asks(500, "60"), Sent::Failed { .. }));
        assert!(matches!(asks(422, "60"), Sent::Refused { .. }));
    }
}
