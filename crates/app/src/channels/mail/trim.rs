//! What a person wrote in a reply, without the letter that they answer.

/// Beginnings of lines after which the answered letter stands.
const HEADS: &[&str] = &[
    "-----original message",
    "----- original message",
    "-----pesan asli",
    "----- pesan asli",
    "---------- forwarded message",
    "---------- pesan diteruskan",
    "________________________________",
    "begin forwarded message",
    "-------- forwarded message",
    "-------- pesan asli",
];
/// Ends of a line that introduces it: `Pada … menulis:`.
const INTRODUCED: &[&str] = &["wrote:", "menulis:", "tulis:", "schrieb:", "writes:"];
/// Beginnings of the last line that telephones add.
const SENT_FROM: &[&str] = &[
    "sent from my",
    "dikirim dari",
    "get outlook for",
    "unduh outlook untuk",
];

/// The words of the reply. Where nothing is left, the whole is given: something was meant.
pub fn reply(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        if ends_here(&lines, place) {
            break;
        }
        // Quoted lines between which somebody answers are left out; what stands between them stays.
        if !line.trim_start().starts_with('>') {
            kept.push(line);
        }
    }
    while kept
        .last()
        .is_some_and(|line| line.trim().is_empty() || is_sent_from(line))
    {
        kept.pop();
    }
    let written = kept.join("\n").trim().to_owned();
    if written.is_empty() {
        text.trim().to_owned()
    } else {
        written
    }
}

fn is_sent_from(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    SENT_FROM.iter().any(|start| line.starts_with(start)) && line.chars().count() < 80
}

fn ends_here(lines: &[&str], place: usize) -> bool {
    let Some(raw) = lines.get(place) else {
        return true;
    };
    // The blank behind the dashes is part of the mark (RFC 3676, 4.3).
    if *raw == "-- " || *raw == "--" {
        return true;
    }
    let line = raw.trim().to_lowercase();
    if HEADS.iter().any(|head| line.starts_with(head)) {
        return true;
    }
    let begins = line.starts_with("pada ") || line.starts_with("on ") || line.starts_with("am ");
    if begins {
        // Programs break the line that introduces, at most into three.
        let whole = lines
            .iter()
            .skip(place)
            .take(3)
            .map(|line| line.trim().to_lowercase());
        let mut joined = String::new();
        for part in whole {
            joined.push_str(&part);
            if INTRODUCED.iter().any(|end| joined.ends_with(end)) {
                return joined.contains('@') || joined.chars().any(|c| c.is_ascii_digit());
            }
            joined.push(' ');
        }
    }
    is_header_block(lines, place)
}

/// `From:` and below it `Sent:` or `Date:`, as Outlook writes the head of the answered letter.
fn is_header_block(lines: &[&str], place: usize) -> bool {
    let field = |line: &str| line.trim().trim_start_matches('*').to_lowercase();
    let Some(first) = lines.get(place).map(|line| field(line)) else {
        return false;
    };
    if !(first.starts_with("from:") || first.starts_with("dari:")) {
        return false;
    }
    lines.iter().skip(place + 1).take(4).any(|line| {
        let line = field(line);
        ["sent:", "date:", "dikirim:", "tanggal:"]
            .iter()
            .any(|name| line.starts_with(name))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_answered_letter_goes() {
        for quoted in [
            "\n\nPada Sen, 4 Agu 2025 pukul 10.00 Lapor <lapor@kota.example> menulis:\n> Di mana?\n",
            "\n\nOn Mon, Aug 4, 2025 at 10:00 AM Lapor Kota\n<lapor@kota.example> wrote:\n> Where?",
            "\n\n-----Original Message-----\nFrom: Lapor",
            "\n\nDari: Lapor Kota\nDikirim: Senin, 4 Agustus 2025\nKepada: saya\n\nDi mana?",
            "\n\n-- \nWarga Contoh\nJl. Contoh 1",
            "\n\nDikirim dari HP saya",
            "",
        ] {
            assert_eq!(
                reply(&format!("Di depan pasar.\nSebelah kiri.{quoted}")),
                "Di depan pasar.\nSebelah kiri.",
                "{quoted}"
            );
        }
    }

    #[test]
    fn answers_between_the_lines_stay() {
        assert_eq!(
            reply("> Di mana?\nDi pasar.\n> Sejak kapan?\nSenin."),
            "Di pasar.\nSenin."
        );
        assert_eq!(
            reply("Pada hari Senin jalan itu rusak.\nSampai kini."),
            "Pada hari Senin jalan itu rusak.\nSampai kini."
        );
        assert_eq!(reply("> semua dikutip"), "> semua dikutip");
        assert_eq!(
            reply("Dari: simpang tiga\nke pasar"),
            "Dari: simpang tiga\nke pasar"
        );
    }

    proptest! {
        #[test]
        fn anything_is_trimmed(text in any::<String>()) {
            let kept = reply(&text);
            prop_assert!(kept.len() <= text.len());
        }
    }
}
