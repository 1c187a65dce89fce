#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;

const GOOD: &str = r#"
base_url = "https://lapor.kota.example/b/{slug}"
quiet = { from = "21:00", until = "06:00" }
[[sms]]
name = "satu"
bodies = ["kota"]
[sms.send]
url = "https://sms.example/kirim"
fields = { userkey = "env:SMS_KEY", to = "{to_digits}", message = "{text}", ref = "{key}" }
success = { field = "status", equals = ["1"] }
[sms.receive]
keywords = { KOTA = "kota" }
from = "pengirim"
text = "isi"
id = "id"
secret = { field = "token", value = "rahasia-gerbang" }
allowed = ["203.0.113.0/24"]
[mail]
host = "smtp.example"
username = "lapor"
password = "env:SMTP_PASSWORD"
from = "Lapor Kota <lapor@kota.example>"
reply_to = "lapor+{token}@kota.example"
"#;

fn env(name: &str) -> Option<String> {
    (name == "SMS_KEY" || name == "SMTP_PASSWORD").then(|| "dari-lingkungan".to_owned())
}

#[test]
fn a_whole_file_is_read() {
    let channels = read(GOOD, &env).unwrap();
    let (gateway, send) = channels.sms_of("kota").unwrap();
    assert_eq!(
        (gateway.name.as_str(), send.fields["userkey"].expose()),
        ("satu", "dari-lingkungan")
    );
    assert!(channels.sms_of("lain").is_none());
    assert_eq!(
        channels.pages_of("kota"),
        "https://lapor.kota.example/b/kota"
    );
    assert_eq!(channels.inbound("satu").unwrap().1.ranges.len(), 1);
    let printed = format!("{channels:?}");
    assert!(
        !printed.contains("rahasia-gerbang") && !printed.contains("dari-lingkungan"),
        "{printed}"
    );
}

#[test]
fn what_is_wrong_is_said_in_words() {
    for (from, to, says) in [
        ("https://sms.example", "http://sms.example", "https://"),
        (
            "allowed = [\"203.0.113.0/24\"]",
            "allowed = [\"kantor\"]",
            "bukan alamat IP",
        ),
        (
            "secret = { field = \"token\", value = \"rahasia-gerbang\" }\nallowed = [\"203.0.113.0/24\"]",
            "",
            "secret, hmac atau allowed",
        ),
        ("{text}", "teks", "{to} dan {text}"),
        (
            "base_url = \"https://lapor.kota.example/b/{slug}\"",
            "",
            "base_url",
        ),
        ("env:SMS_KEY", "env:TIDAK_ADA", "TIDAK_ADA"),
        ("name = \"satu\"", "name = \"Satu\"", "huruf kecil"),
        (
            "id = \"id\"",
            "id = \"id\"\nreference = \"ref\"",
            "ketiganya",
        ),
        (
            "from = \"Lapor Kota <lapor@kota.example>\"",
            "from = \"lapor\"\nsecurity = \"none\"",
            "local = true",
        ),
        (
            "host = \"smtp.example\"",
            "hosst = \"smtp.example\"",
            "hosst",
        ),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let ConfigError(why) = read(&GOOD.replace(from, to), &env).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
}

const IN: &str = r#"
base_url = "https://lapor.kota.example"
[[sms]]
name = "operator"
[sms.smpp]
host = "smpp.example"
tls = true
system_id = "lapor"
password = "env:SMS_KEY"
source = "1708"
[sms.receive]
default_body = "kota"
[[sms]]
name = "gerbang"
[sms.send]
url = "https://sms.example"
fields = { to = "{to}", text = "{text}" }
id = "message.id"
[sms.receive]
keywords = { KOTA = "kota" }
from = "dari"
text = "isi"
allowed = ["203.0.113.7"]
[sms.report]
id = "msgid"
status = "status"
delivered = ["DELIVRD"]
failed = ["UNDELIV"]
[[mail_in]]
host = "imap.example"
username = "lapor"
password = "env:SMTP_PASSWORD"
body = "kota"
[lmtp]
listen = "/run/lapor/lmtp.sock"
recipients = { "lapor@kota.example" = "kota" }
"#;

fn short_env(name: &str) -> Option<String> {
    env(name).map(|_| "sandi".to_owned())
}

#[test]
fn the_ways_in_are_read() {
    let channels = read(IN, &short_env).unwrap();
    assert_eq!(channels.mail_in[0].port(), 993);
    assert_eq!(channels.mail_in[0].password.expose(), "sandi");
    assert!(channels.sends_sms("kota"));
    assert_eq!(channels.smpp_of("kota").unwrap().1.port, 2775);
    assert!(!format!("{channels:?}").contains("sandi"));
}

#[test]
fn what_is_wrong_with_the_ways_in_is_said_in_words() {
    for (from, to, says) in [
        ("tls = true", "tls = false", "local = true"),
        ("source = \"1708\"", "source = \"\"", "source"),
        (
            "default_body = \"kota\"",
            "default_body = \"kota\"\nfrom = \"dari\"",
            "keywords, default_body",
        ),
        ("default_body = \"kota\"", "", "instansi mana"),
        ("id = \"msgid\"\n", "", "id atau key"),
        ("failed = [\"UNDELIV\"]", "", "delivered dan failed"),
        ("from = \"dari\"\ntext = \"isi\"\n", "", "from dan text"),
        (
            "host = \"imap.example\"",
            "host = \"imap.example\"\nsecurity = \"none\"",
            "local = true",
        ),
        (
            "host = \"imap.example\"",
            "host = \"imap.example\"\ntaken = \"INBOX\"",
            "kotak lain",
        ),
        (
            "host = \"imap.example\"",
            "host = \"imap.example\"\npoll_seconds = 0",
            "poll_seconds",
        ),
        ("/run/lapor/lmtp.sock", "0.0.0.0:24", "mesin ini"),
        (
            "\"lapor@kota.example\" =",
            "\"lapor\" =",
            "bukan alamat surel",
        ),
        ("base_url = \"https://lapor.kota.example\"", "", "base_url"),
    ] {
        assert!(IN.contains(from), "{from}");
        let ConfigError(why) = read(&IN.replace(from, to), &short_env).unwrap_err();
        assert!(why.contains(says), "{from}: {why}");
    }
    // A password longer than the protocol allows.
    let ConfigError(why) = read(IN, &env).unwrap_err();
    assert!(why.contains("password 8"), "{why}");
}
