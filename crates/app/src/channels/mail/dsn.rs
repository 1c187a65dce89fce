//! Letters that came back (RFC 3464): which of ours, and whether for good.

use mail_parser::{Message, MimeHeaders as _, PartType};

/// Most of a report's text that is read.
const MOST: usize = 64 * 1024;
/// Most ids that are looked at.
const MOST_IDS: usize = 20;

/// What a server reports of a letter of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounce {
    /// Ids of the letter that came back, as far as it was quoted.
    pub ids: Vec<String>,
    /// Given up for good; otherwise it is only late, or it arrived.
    pub failed: bool,
    /// It arrived.
    pub delivered: bool,
    /// The status, `5.1.1`; empty where none is given.
    pub status: String,
}

/// What the report says of one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// `failed`, `delayed`, `delivered`, `relayed`, `expanded`.
    pub action: String,
    /// `5.1.1`.
    pub status: String,
}

/// Reads the report in a letter; `None` where it holds none.
pub fn read(message: &Message<'_>) -> Option<Bounce> {
    let mut bounce = Bounce::default();
    let mut recipients = Vec::new();
    for part in message.parts.iter().take(200) {
        let kind = part.content_type();
        let subtype = kind
            .and_then(|kind| kind.subtype())
            .unwrap_or_default()
            .to_ascii_lowercase();
        match &part.body {
            PartType::Message(inner) => {
                bounce.ids.extend(inner.message_id().map(str::to_owned));
            }
            _ if subtype == "delivery-status" => {
                recipients.extend(self::recipients(&text_of(part.contents())));
            }
            _ if subtype == "rfc822-headers" || subtype == "rfc822" => {
                bounce.ids.extend(message_id(&text_of(part.contents())));
            }
            _ => {}
        }
    }
    if recipients.is_empty() {
        let failed = message.header_raw("X-Failed-Recipients".to_owned())?;
        // Older servers write no report, only whom it concerns.
        bounce.failed = !failed.trim().is_empty();
        bounce
            .ids
            .extend(message_id(&text_of(message.raw_message())));
    }
    let worst = recipients
        .iter()
        .find(|one| one.action == "failed")
        .or(recipients.first());
    if let Some(worst) = worst {
        bounce.failed = worst.action == "failed" && !worst.status.starts_with('4');
        bounce.delivered = matches!(worst.action.as_str(), "delivered" | "relayed" | "expanded");
        worst.status.clone_into(&mut bounce.status);
    }
    bounce.ids.truncate(MOST_IDS);
    Some(bounce)
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(..MOST).unwrap_or(bytes)).into_owned()
}

/// The groups of a `message/delivery-status` that speak of recipients.
pub fn recipients(text: &str) -> Vec<Recipient> {
    let text = text.get(..MOST).map_or(text, |cut| cut);
    let mut all = Vec::new();
    let mut now = Recipient::default();
    let mut diagnostic = String::new();
    let mut name = String::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            finish(&mut now, &mut diagnostic, &mut all);
            name.clear();
            continue;
        }
        let is_folded = line.starts_with([' ', '\t']);
        let value = if is_folded {
            line.trim()
        } else {
            let (head, value) = line.split_once(':').unwrap_or((line, ""));
            name = head.trim().to_ascii_lowercase();
            value.trim()
        };
        match name.as_str() {
            "action" if !is_folded => now.action = word(value).to_ascii_lowercase(),
            "status" if !is_folded => now.status = status(value).unwrap_or_default(),
            "diagnostic-code" => {
                diagnostic.push(' ');
                diagnostic.push_str(value);
            }
            _ => {}
        }
    }
    all
}

/// A status that says nothing may stand beside a diagnostic that does.
fn finish(now: &mut Recipient, diagnostic: &mut String, all: &mut Vec<Recipient>) {
    let said = std::mem::take(diagnostic);
    let mut recipient = std::mem::take(now);
    if recipient.action.is_empty() {
        return;
    }
    if recipient.status.is_empty() || recipient.status.ends_with(".0.0") {
        let better = said
            .split(|c: char| !(c.is_ascii_digit() || c == '.'))
            .find_map(status)
            .filter(|better| {
                recipient.status.is_empty() || better.get(..1) == recipient.status.get(..1)
            });
        recipient.status = better.unwrap_or(recipient.status);
    }
    if all.len() < 100 {
        all.push(recipient);
    }
}

fn word(value: &str) -> &str {
    let end = value
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(value.len());
    value.split_at(end).0
}

/// A status of RFC 3463 at the beginning of a text.
pub fn status(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (found, _) = text.split_at(end);
    let found = found.trim_end_matches('.');
    let parts: Vec<&str> = found.split('.').collect();
    let is_one = matches!(parts.as_slice(), ["2" | "4" | "5", subject, detail]
        if (1..=3).contains(&subject.len()) && (1..=3).contains(&detail.len()));
    is_one.then(|| found.to_owned())
}

/// The first `Message-ID` in the head of a quoted letter.
pub fn message_id(text: &str) -> Option<String> {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        if !name.trim().eq_ignore_ascii_case("message-id") {
            continue;
        }
        let folded = lines.peek().filter(|line| line.starts_with([' ', '\t']));
        let value = if value.trim().is_empty() {
            folded.map_or("", |line| line.trim())
        } else {
            value.trim()
        };
        let id = value.trim_start_matches('<').split('>').next()?.trim();
        return (!id.is_empty() && id.len() < 500).then(|| id.to_owned());
    }
    None
}

/// Whether a status or a reply code says that the address itself leads nowhere, and not that this letter displeased.
pub fn is_dead_end(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let first = words.next().unwrap_or_default();
    let said = words.find_map(status).or_else(|| status(first));
    match said.as_deref() {
        Some("5.2.1" | "5.4.4") => true,
        // 5.1.7 and 5.1.8 speak of the sender.
        Some("5.1.7" | "5.1.8") => false,
        Some(said) => said == "5.0.0" || said.starts_with("5.1."),
        None => matches!(first, "550" | "551" | "553"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use mail_parser::MessageParser;
    use proptest::prelude::*;

    use super::*;

    const EXIM: &str = "X-Failed-Recipients: a@warga.example\r\nAuto-Submitted: auto-replied\r\nFrom: Mail Delivery System <Mailer-Daemon@kota.example>\r\n\
        To: lapor+00000000000000000000000000000001@kota.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\nMIME-Version: 1.0\r\nSubject: gagal\r\n\r\n\
        --x\r\nContent-type: text/plain\r\n\r\nUnrouteable address\r\n--x\r\nContent-type: message/delivery-status\r\n\r\n\
        Reporting-MTA: dns; mail.kota.example\r\n\r\nAction: failed\r\nFinal-Recipient: rfc822;a@warga.example\r\nStatus: 5.0.0\r\n\r\n\
        --x\r\nContent-type: message/rfc822\r\n\r\nReturn-path: <lapor@kota.example>\r\nMessage-ID: <abc@kota.example>\r\nSubject: x\r\n\r\nHalo\r\n\r\n--x--\r\n";

    fn read_text(text: &str) -> Option<Bounce> {
        read(&MessageParser::default().parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_letter_that_came_back() {
        let bounce = Bounce {
            ids: vec!["abc@kota.example".to_owned()],
            failed: true,
            delivered: false,
            status: "5.0.0".to_owned(),
        };
        assert_eq!(read_text(EXIM), Some(bounce.clone()));
        let heads = EXIM.replace("message/rfc822", "text/rfc822-headers");
        assert_eq!(read_text(&heads), Some(bounce));
        let late = EXIM
            .replace("Action: failed", "Action: delayed")
            .replace("5.0.0", "4.4.1");
        let late = read_text(&late).unwrap();
        assert!(!late.failed && !late.delivered);
        assert!(read_text("From: a@b.example\r\nSubject: x\r\n\r\nhalo\r\n").is_none());
        let old = "X-Failed-Recipients: a@b.example\r\nSubject: gagal\r\nFrom: mailer-daemon@b.example\r\n\r\nThis is a copy:\r\n\r\nMessage-ID: <def@kota.example>\r\n";
        let old = read_text(old).unwrap();
        assert!(old.failed && old.ids == ["def@kota.example"], "{old:?}");
    }

    #[test]
    fn a_diagnostic_says_more_than_nothing() {
        let text = "Reporting-MTA: dns; x\n\nAction: failed (lost)\nStatus: 5.0.0\nDiagnostic-Code: smtp;\n 550 5.7.1 Message refused\n";
        let found = recipients(text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].action.as_str(), found[0].status.as_str()),
            ("failed", "5.7.1")
        );
    }

    #[test]
    fn dead_ends() {
        for code in [
            "5.1.1",
            "550 5.1.1",
            "5.1.10",
            "550",
            "5.0.0",
            "5.2.1",
            "553",
        ] {
            assert!(is_dead_end(code), "{code}");
        }
        for code in [
            "5.7.1",
            "550 5.7.26",
            "5.2.2",
            "552",
            "4.1.1",
            "450",
            "554",
            "",
            "5.1.8",
            "422",
        ] {
            assert!(!is_dead_end(code), "{code}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>(), raw in any::<Vec<u8>>(), lines in "((Action|Status|Message-ID|Diagnostic-Code): ?[a-z0-9.<>@ ]{0,12}\r?\n|[ \t\n]){0,20}") {
            for text in [&text, &lines] {
                recipients(text);
                message_id(text);
                is_dead_end(text);
            }
            if let Some(message) = MessageParser::default().parse(&raw) {
                read(&message);
            }
        }
    }
}
