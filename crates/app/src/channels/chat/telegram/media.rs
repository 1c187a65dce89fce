//! A photograph that lies at Telegram: its path is asked for, then the photograph.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::send::call;
use crate::channels::chat::message::text;
use crate::channels::config::Telegram;
use crate::channels::egress::{self, Ask};
use crate::photo::MAX_BYTES;

/// Fetches it; `None` where that did not work, for whatever reason.
pub(in crate::channels) async fn fetch(door: &Telegram, media: &str) -> Option<Vec<u8>> {
    let asked = call(door, "getFile", &json!({ "file_id": media }));
    let answer = egress::ask(asked.clone()).await.ok()?;
    let path = path(&answer.body).filter(|_| answer.status == 200)?;
    let api = door.api.trim_end_matches('/');
    let asked = Ask {
        url: format!("{api}/file/bot{}/{path}", door.token.expose()),
        method: "GET".to_owned(),
        headers: BTreeMap::new(),
        body: Vec::new(),
        ..asked
    };
    // One byte more than is taken: what is too large is seen as such, not as a broken line.
    let answer = egress::fetch(asked, MAX_BYTES + 1).await.ok()?;
    (answer.status == 200).then_some(answer.body)
}

/// The path that an answer names, where it is one.
pub fn path(answer: &[u8]) -> Option<String> {
    let said: Value = serde_json::from_slice(answer).ok()?;
    let path = text(&said, &["result", "file_path"]);
    is_path(path).then(|| path.to_owned())
}

/// `photos/file_1.jpg`: nothing that leads elsewhere.
fn is_path(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    (1..=256).contains(&path.len()) && path.bytes().all(plain) && !path.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_nowhere_else() {
        assert!(is_path("photos/file_1.jpg"));
        for bad in ["", "../bot1/getMe", "photos/a?b", "a b", "http://x"] {
            assert!(!is_path(bad), "{bad}");
        }
    }
}
