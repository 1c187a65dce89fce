//! Where a report recorded by others came from: the address of a post, a letter's number, who told it.
//!
//! Officers read it, the public never does: it leads to the person.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest address that is kept, in bytes.
pub const MAX_LINK: usize = 2_000;

codes! {
    /// A social network, as recognised by the host of an address.
    pub enum Platform {
        /// Instagram.
        Instagram = "instagram",
        /// X, formerly Twitter.
        X = "x",
        /// Facebook.
        Facebook = "facebook",
        /// TikTok.
        Tiktok = "tiktok",
        /// YouTube.
        Youtube = "youtube",
    }
}

/// Hosts and the network they belong to; whatever ends with them belongs to it too.
const HOSTS: [(&str, Platform); 12] = [
    ("instagram.com", Platform::Instagram),
    ("instagr.am", Platform::Instagram),
    ("x.com", Platform::X),
    ("twitter.com", Platform::X),
    ("t.co", Platform::X),
    ("facebook.com", Platform::Facebook),
    ("fb.com", Platform::Facebook),
    ("fb.watch", Platform::Facebook),
    ("fb.me", Platform::Facebook),
    ("tiktok.com", Platform::Tiktok),
    ("youtube.com", Platform::Youtube),
    ("youtu.be", Platform::Youtube),
];

/// Parts of a query that say how somebody came to a post, not which post it is.
const TRACKING: [&str; 14] = [
    "igsh",
    "igshid",
    "img_index",
    "fbclid",
    "mibextid",
    "rdid",
    "share_url",
    "s",
    "t",
    "si",
    "feature",
    "ref_src",
    "ref_url",
    "is_from_webapp",
];

/// What is sealed with a report about where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Address of the post.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Number on the letter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub letter_no: String,
    /// Date on the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter_date: Option<Date>,
    /// Who told it: a name at a network, an operator's own number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sender: String,
    /// When it was told there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Timestamp>,
}

impl Source {
    /// Nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An address of a page, checked: `http` or `https`, a host with a dot, no name or password in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    text: String,
    host: String,
    rest: String,
}

/// It is no address of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_link")]
pub struct NotALink;

impl Link {
    /// Reads an address as people paste it; without a scheme it is `https`.
    ///
    /// # Errors
    /// [`NotALink`].
    pub fn parse(text: &str) -> Result<Self, NotALink> {
        let text = text.trim();
        let is_plain = |c: char| c.is_ascii_graphic() || (!c.is_ascii() && c.is_alphanumeric());
        let bad = ['"', '<', '>', '\\', '`', '{', '}', '|', '^'];
        if text.is_empty() || text.len() > MAX_LINK || !text.chars().all(is_plain) {
            return Err(NotALink);
        }
        if text.contains(bad) {
            return Err(NotALink);
        }
        let (scheme, after) = match text.split_once("://") {
            Some((scheme, after)) => (scheme.to_ascii_lowercase(), after),
            None => ("https".to_owned(), text),
        };
        if scheme != "https" && scheme != "http" {
            return Err(NotALink);
        }
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at_checked(end).ok_or(NotALink)?;
        let host = host(authority).ok_or(NotALink)?;
        Ok(Self {
            text: format!("{scheme}://{authority}{rest}"),
            host,
            rest: rest.to_owned(),
        })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The network it belongs to.
    pub fn platform(&self) -> Option<Platform> {
        HOSTS
            .iter()
            .find(|(host, _)| is_of(&self.host, host))
            .map(|(_, platform)| *platform)
    }

    /// The same for every way in which one post is pasted: without scheme, the host's prefixes for telephones,
    /// the fragment, what only says how somebody came there, and a last slash.
    pub fn same_post(&self) -> String {
        let prefixes = ["www.", "m.", "mobile.", "web."];
        let bare = prefixes
            .iter()
            .find_map(|prefix| self.host.strip_prefix(prefix));
        let host = bare.filter(|host| host.contains('.')).unwrap_or(&self.host);
        let host = if host == "twitter.com" { "x.com" } else { host };
        let rest = self.rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let kept: Vec<&str> = query.split('&').filter(|pair| tells_post(pair)).collect();
        let path = path.trim_end_matches('/');
        if kept.is_empty() {
            format!("{host}{path}")
        } else {
            format!("{host}{path}?{}", kept.join("&"))
        }
    }
}

fn tells_post(pair: &str) -> bool {
    let name = pair
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
}

/// The host of `host` or `host:port`, in lower case; `None` where it is none, or somebody's name stands in it.
fn host(authority: &str) -> Option<String> {
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return None;
    }
    let host = host.to_lowercase();
    let plain = |c: char| c.is_alphanumeric() || c == '-';
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<&str> = host.split('.').collect();
    let top = labels.last()?;
    // A number at the end is an address of a machine, not of a page that others can open.
    let is_name = labels.len() > 1
        && labels.iter().copied().all(label)
        && !top.starts_with(|c: char| c.is_ascii_digit());
    (is_name && host.len() <= 253).then_some(host)
}

fn is_of(host: &str, network: &str) -> bool {
    host.strip_suffix(network)
        .is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn networks_are_recognised_by_their_host_alone() {
        let platform = |text: &str| Link::parse(text).unwrap().platform();
        assert_eq!(
            platform("https://www.instagram.com/p/Cxyz/"),
            Some(Platform::Instagram)
        );
        assert_eq!(platform("https://x.com/warga/status/1"), Some(Platform::X));
        assert_eq!(platform("twitter.com/warga/status/1"), Some(Platform::X));
        assert_eq!(
            platform("https://m.facebook.com/story.php?id=1"),
            Some(Platform::Facebook)
        );
        assert_eq!(
            platform("https://vt.tiktok.com/ZS1/"),
            Some(Platform::Tiktok)
        );
        assert_eq!(platform("https://youtu.be/abc"), Some(Platform::Youtube));
        assert_eq!(platform("https://notx.com/instagram.com"), None);
        assert_eq!(platform("https://x.com.jahat.example/"), None);
    }

    #[test]
    fn one_post_is_one_however_it_is_pasted() {
        let same = |text: &str| Link::parse(text).unwrap().same_post();
        let post = same("https://www.instagram.com/p/Cxyz/?igsh=abc==&utm_source=x");
        assert_eq!(post, "instagram.com/p/Cxyz");
        assert_eq!(post, same("http://instagram.com/p/Cxyz#komentar"));
        assert_eq!(
            same("https://mobile.twitter.com/a/status/9?s=20"),
            same("https://x.com/a/status/9")
        );
        let video = same("https://www.youtube.com/watch?v=abc&feature=share");
        assert_eq!(video, "youtube.com/watch?v=abc");
        assert_ne!(video, same("https://www.youtube.com/watch?v=abd"));
        assert_eq!(same("https://m.example/a"), "m.example/a");
    }

    #[test]
    fn what_is_no_address_of_a_page_is_refused() {
        let refused = [
            "",
            "halo",
            "javascript:alert(1)",
            "javascript://x.com/%0aalert(1)",
            "ftp://x.com/a",
            "https://",
            "https://a b.com/",
            "https://orang:sandi@x.com/",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://x.com:99999/",
            "https://x..com/",
            "https://-x.com/",
            "https://x.com/\"onmouseover=",
            "https://x.com/<b>",
            "https://[::1]/",
        ];
        for text in refused {
            assert_eq!(Link::parse(text), Err(NotALink), "{text}");
        }
        let long = format!("https://x.com/{}", "a".repeat(MAX_LINK));
        assert_eq!(Link::parse(&long), Err(NotALink));
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>()) {
            if let Ok(link) = Link::parse(&text) {
                prop_assert!(link.as_str().starts_with("http"));
                prop_assert_eq!(Link::parse(link.as_str()), Ok(link.clone()));
                let _ = (link.platform(), link.same_post());
            }
        }
    }
}
