//! A photograph that lies at WhatsApp: its address is asked for, then the photograph.

use serde_json::Value;

use super::send::get;
use crate::channels::chat::message::text;
use crate::channels::config::Whatsapp;
use crate::channels::egress;
use crate::photo::MAX_BYTES;

/// Fetches it; `None` where that did not work, for whatever reason.
pub(in crate::channels) async fn fetch(door: &Whatsapp, media: &str) -> Option<Vec<u8>> {
    let url = format!("{}/{media}", door.api.trim_end_matches('/'));
    let answer = egress::ask(get(door, url)).await.ok()?;
    if answer.status != 200 {
        return None;
    }
    let url = address(door, &answer.body)?;
    // One byte more than is taken: what is too large is seen as such, not as a broken line.
    let answer = egress::fetch(get(door, url), MAX_BYTES + 1).await.ok()?;
    (answer.status == 200).then_some(answer.body)
}

/// The address that an answer names, where our token may go there.
pub fn address(door: &Whatsapp, answer: &[u8]) -> Option<String> {
    let said: Value = serde_json::from_slice(answer).ok()?;
    let url = text(&said, &["url"]);
    if is_theirs(door, url) {
        return Some(url.to_owned());
    }
    tracing::warn!(
        door = door.name,
        "WhatsApp menyebut host foto yang tidak dikenal; tambahkan di media_hosts"
    );
    None
}

/// Our token goes to the platform's own hosts only.
fn is_theirs(door: &Whatsapp, url: &str) -> bool {
    let Ok(url) = url.parse::<hyper::Uri>() else {
        return false;
    };
    let api = door.api.parse::<hyper::Uri>().ok();
    if api.is_some_and(|api| api.scheme() == url.scheme() && api.authority() == url.authority()) {
        return true;
    }
    let host = url.host().unwrap_or_default();
    url.scheme_str() == Some("https") && door.media_hosts.iter().any(|known| known == host)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::channels::config;

    #[test]
    fn the_token_goes_to_the_platform_only() {
        let channels = config::read(
            "base_url = \"https://x.example\"\n[[whatsapp]]\nname = \"a\"\nbody = \"kota\"\nphone_number_id = \"1\"\ntoken = \"token-panjang\"\napp_secret = \"rahasia-app\"\nverify_token = \"kata-periksa\"",
            &|_| None,
        )
        .unwrap();
        let door = channels.whatsapp_of("kota").unwrap();
        for good in [
            "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
            "https://graph.facebook.com/x",
        ] {
            assert!(is_theirs(door, good), "{good}");
        }
        for bad in [
            "http://lookaside.fbsbx.com/x",
            "https://lookaside.fbsbx.com.evil.example/x",
            "https://evil.example/lookaside.fbsbx.com",
            "https://lookaside.fbsbx.com@evil.example/",
            "http://169.254.169.254/",
            "",
        ] {
            assert!(!is_theirs(door, bad), "{bad}");
        }
    }
}
