//! Messengers: each number or bot leads to one body.

use serde::Deserialize;

use super::{Channels, Secret};

/// A number of the WhatsApp Business Platform (Cloud API).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whatsapp {
    /// Part of the address `/masuk/whatsapp/{name}`: lower-case letters, digits, hyphens.
    pub name: String,
    /// Slug of the body to which reports go.
    pub body: String,
    /// The platform's id of the number, from the app's page.
    pub phone_number_id: String,
    /// Access token of a system user.
    pub token: Secret,
    /// Secret of the app: each delivery is signed with it.
    pub app_secret: Secret,
    /// The word that the platform repeats when the webhook is registered.
    pub verify_token: Secret,
    /// What may be said a day after the person's last word.
    pub template: Option<Template>,
    /// Where the platform is asked.
    #[serde(default = "graph")]
    pub api: String,
    /// Other hosts from which photographs may be fetched.
    #[serde(default = "media_hosts")]
    pub media_hosts: Vec<String>,
    /// The platform stands in the own network: private addresses and plain HTTP are allowed.
    #[serde(default)]
    pub local: bool,
    /// How long an answer may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
}

/// A message that the platform approved; its one place is the report's number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its language, such as `id`.
    pub language: String,
}

/// A bot of Telegram.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    /// Part of the address `/masuk/telegram/{name}`: lower-case letters, digits, hyphens.
    pub name: String,
    /// Slug of the body to which reports go.
    pub body: String,
    /// The bot's token, from @BotFather.
    pub token: Secret,
    /// The secret that each delivery carries, as given to `setWebhook`.
    pub secret: Secret,
    /// Where the platform is asked.
    #[serde(default = "telegram_api")]
    pub api: String,
    /// The platform stands in the own network: private addresses and plain HTTP are allowed.
    #[serde(default)]
    pub local: bool,
    /// How long an answer may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
}

fn graph() -> String {
    "https://graph.facebook.com/v23.0".to_owned()
}
fn media_hosts() -> Vec<String> {
    vec!["lookaside.fbsbx.com".to_owned()]
}
fn telegram_api() -> String {
    "https://api.telegram.org".to_owned()
}
const fn seconds() -> u64 {
    10
}

impl Channels {
    /// The number through which a body writes.
    pub fn whatsapp_of(&self, slug: &str) -> Option<&Whatsapp> {
        self.whatsapp.iter().find(|door| door.body == slug)
    }

    /// The bot through which a body writes.
    pub fn telegram_of(&self, slug: &str) -> Option<&Telegram> {
        self.telegram.iter().find(|door| door.body == slug)
    }
}

pub(super) fn resolve(
    channels: &mut Channels,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<(), String> {
    for door in &mut channels.whatsapp {
        for secret in [
            &mut door.token,
            &mut door.app_secret,
            &mut door.verify_token,
        ] {
            secret.resolve(env)?;
        }
    }
    for door in &mut channels.telegram {
        for secret in [&mut door.token, &mut door.secret] {
            secret.resolve(env)?;
        }
    }
    Ok(())
}

pub(super) fn check(channels: &Channels) -> Result<(), String> {
    let mut seen = Vec::new();
    for door in &channels.whatsapp {
        let of = format!("whatsapp \"{}\"", door.name);
        let within = |why: String| format!("{of}: {why}");
        names("whatsapp", &door.name, &door.body, &mut seen).map_err(within)?;
        address(&door.api, door.local).map_err(within)?;
        let id = &door.phone_number_id;
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(within(
                "phone_number_id hanya angka; salin dari halaman WhatsApp pada aplikasi Meta"
                    .to_owned(),
            ));
        }
        secret("token", &door.token, 8).map_err(within)?;
        secret("app_secret", &door.app_secret, 8).map_err(within)?;
        secret("verify_token", &door.verify_token, 8).map_err(within)?;
    }
    for door in &channels.telegram {
        let within = |why: String| format!("telegram \"{}\": {why}", door.name);
        names("telegram", &door.name, &door.body, &mut seen).map_err(within)?;
        address(&door.api, door.local).map_err(within)?;
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b":_-".contains(&byte);
        if door.token.expose().is_empty() || !door.token.expose().bytes().all(is_token) {
            return Err(within(
                "token bukan token bot seperti 123456:ABC-def; minta pada @BotFather".to_owned(),
            ));
        }
        secret("secret", &door.secret, 16).map_err(within)?;
        let is_secret = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        if !door.secret.expose().bytes().all(is_secret) {
            return Err(within(
                "secret hanya huruf, angka, garis bawah dan tanda hubung".to_owned(),
            ));
        }
    }
    Ok(())
}

/// A name, and a body that has no other door of this kind: answers leave by the one that the person wrote to.
fn names(
    kind: &'static str,
    name: &str,
    body: &str,
    seen: &mut Vec<(&'static str, String)>,
) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err("name hanya huruf kecil, angka dan tanda hubung".to_owned());
    }
    for mark in [format!("name {name}"), format!("body {body}")] {
        if seen.contains(&(kind, mark.clone())) {
            return Err(format!(
                "{} ditulis dua kali; satu nomor atau bot untuk satu instansi",
                mark.replace("name ", "nama ").replace("body ", "instansi ")
            ));
        }
        seen.push((kind, mark));
    }
    Ok(())
}

fn address(api: &str, local: bool) -> Result<(), String> {
    if api.starts_with("https://") || local && api.starts_with("http://") {
        Ok(())
    } else {
        Err("api harus https://; http:// hanya bila local = true".to_owned())
    }
}

fn secret(name: &str, secret: &Secret, least: usize) -> Result<(), String> {
    if secret.expose().len() >= least {
        return Ok(());
    }
    Err(format!(
        "{name} paling sedikit {least} huruf; tanpa itu siapa pun dapat mengirim atas nama orang lain"
    ))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::super::{ConfigError, read};

    const GOOD: &str = r#"
base_url = "https://lapor.kota.example"
[[whatsapp]]
name = "utama"
body = "kota"
phone_number_id = "106540352242922"
token = "env:WA_TOKEN"
app_secret = "rahasia-aplikasi"
verify_token = "kata-periksa"
template = { name = "ada_kabar", language = "id" }
[[telegram]]
name = "utama"
body = "kota"
token = "123456:ABC-def_9"
secret = "rahasia-panjang_16"
"#;

    fn env(name: &str) -> Option<String> {
        (name == "WA_TOKEN").then(|| "token-dari-lingkungan".to_owned())
    }

    #[test]
    fn a_whole_section_is_read() {
        let channels = read(GOOD, &env).unwrap();
        let door = channels.whatsapp_of("kota").unwrap();
        assert_eq!(
            (
                door.token.expose(),
                door.template.as_ref().unwrap().language.as_str()
            ),
            ("token-dari-lingkungan", "id")
        );
        assert!(channels.telegram_of("kota").is_some() && channels.telegram_of("lain").is_none());
        let printed = format!("{channels:?}");
        for secret in [
            "token-dari",
            "rahasia-aplikasi",
            "kata-periksa",
            "ABC-def",
            "rahasia-panjang",
        ] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        let again = GOOD.replace("base_url = \"https://lapor.kota.example\"", "");
        for (text, says) in [
            (
                GOOD.replace("106540352242922", "+62 812"),
                "phone_number_id",
            ),
            (GOOD.replace("rahasia-aplikasi", ""), "app_secret"),
            (GOOD.replace("kata-periksa", "kata"), "verify_token"),
            (GOOD.replace("rahasia-panjang_16", "pendek"), "16 huruf"),
            (
                GOOD.replace("rahasia-panjang_16", "rahasia panjang 16!"),
                "tanda hubung",
            ),
            (GOOD.replace("123456:ABC-def_9", "../x"), "BotFather"),
            (
                GOOD.replace("[[telegram]]", "api = \"http://x.example\"\n[[telegram]]"),
                "https://",
            ),
            (GOOD.replacen("utama", "Utama", 1), "huruf kecil"),
            (again.clone(), "base_url"),
            (
                format!("{GOOD}{}", again.replace("utama", "lain")),
                "instansi kota",
            ),
            (
                format!("{GOOD}{}", again.replace("\"kota\"", "\"lain\"")),
                "nama utama",
            ),
        ] {
            let ConfigError(why) = read(&text, &env).unwrap_err();
            assert!(why.contains(says), "{says}: {why}");
        }
    }
}
