#![expect(clippy::unwrap_used, reason = "tests")]
use base64::Engine as _;
use proptest::prelude::*;

use super::*;

const PLAIN: &str = "From: Warga Contoh <Warga@Contoh.example>\r\nTo: lapor@kota.example\r\nSubject: Re: Bls: Jalan rusak\r\nMessage-ID: <a1@contoh.example>\r\nIn-Reply-To: <b2@kota.example>\r\nReferences: <c3@kota.example> <b2@kota.example>\r\n\r\nJalan berlubang.\r\nTolong.\r\n";

fn with_header(header: &str) -> String {
    format!("{header}\r\n{PLAIN}")
}

#[test]
fn a_plain_letter() {
    let letter = read(PLAIN.as_bytes()).unwrap();
    assert_eq!(
        (letter.from.as_str(), letter.name.as_str()),
        ("Warga@Contoh.example", "Warga Contoh")
    );
    assert_eq!(
        (letter.subject.as_str(), letter.text.as_str()),
        ("Jalan rusak", "Jalan berlubang.\nTolong.")
    );
    assert_eq!(letter.id.as_deref(), Some("a1@contoh.example"));
    assert_eq!(
        letter.answers,
        ["b2@kota.example", "b2@kota.example", "c3@kota.example"]
    );
    assert!(!letter.automatic && letter.attached.is_empty());
}

#[test]
fn photographs_and_other_attachments() {
    let png = base64::engine::general_purpose::STANDARD
        .encode(b"\x89PNG\r\n\x1a\n-- not a whole picture --");
    let letter = format!(
        "From: a@contoh.example\r\nSubject: =?utf-8?B?TGFtcHUg8J+SoQ==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Lampu <b>padam</b></p>\r\n\
         --x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n{png}\r\n\
         --x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.7\r\n\
         --x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=surat.bin\r\n\r\n%PDF-1.7\r\n%%EOF\r\n\
         --x\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=\"http://a.example/?b.zip\"\r\n\r\nPK\r\n--x--\r\n"
    );
    let letter = read(letter.as_bytes()).unwrap();
    let attached = letter.attached;
    assert_eq!((attached.photos.len(), attached.documents.len()), (1, 1));
    assert_eq!(attached.photo_names, ["a.png"]);
    // A paper that was cut off on its way, and a name that leads nowhere.
    assert_eq!(attached.left_out, ["a.pdf", "httpa.exampleb.zip"]);
    assert_eq!(letter.subject, "Lampu 💡");
    assert!(letter.text.contains("Lampu padam"), "{}", letter.text);
}

#[test]
fn machines_are_known() {
    for header in [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "Return-Path: <>",
        "List-Id: <x.example>",
        "X-Autoreply: yes",
        "Auto-Submitted: auto-generated (vacation)",
    ] {
        assert!(
            read(with_header(header).as_bytes()).unwrap().automatic,
            "{header}"
        );
    }
    for header in [
        "Auto-Submitted: no",
        "Precedence: normal",
        "Return-Path: <a@contoh.example>",
    ] {
        assert!(
            !read(with_header(header).as_bytes()).unwrap().automatic,
            "{header}"
        );
    }
    let daemon = PLAIN.replace("Warga@Contoh.example", "MAILER-DAEMON@contoh.example");
    assert!(read(daemon.as_bytes()).unwrap().automatic);
}

#[test]
fn bombs_are_refused_unopened() {
    let mut many =
        "From: a@contoh.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".to_owned();
    many.push_str(&"--x\r\n\r\na\r\n".repeat(10_000));
    assert_eq!(
        read(many.as_bytes()).unwrap_err(),
        LetterError::TooManyParts
    );
    let level =
        |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n");
    let levels: Vec<String> = (0..60).map(level).collect();
    let deep = format!("From: a@contoh.example\r\n{}", levels.concat());
    assert_eq!(
        read(deep.as_bytes()).unwrap_err(),
        LetterError::TooManyParts
    );
    assert_eq!(
        read(&vec![b'a'; MAX_LETTER + 1]).unwrap_err(),
        LetterError::TooLarge
    );
    assert_eq!(read(b"").unwrap_err(), LetterError::Unreadable);
    assert_eq!(
        read(b"Subject: x\r\n\r\ny").unwrap_err(),
        LetterError::NoSender
    );
}

#[test]
fn charsets_that_lie_are_read_all_the_same() {
    let mut letter =
        b"From: a@contoh.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nJalan ".to_vec();
    letter.extend([0xff, 0xfe, b'x', 0xe9]);
    assert!(read(&letter).unwrap().text.starts_with("Jalan "));
    let odd = "From: a@contoh.example\r\nContent-Type: text/plain; charset=tidak-ada\r\n\r\nJalan";
    assert_eq!(read(odd.as_bytes()).unwrap().text, "Jalan");
}

proptest! {
    #[test]
    fn anything_is_read(raw in any::<Vec<u8>>()) {
        let _refused = read(&raw);
    }

    #[test]
    fn anything_that_looks_like_a_letter_is_read(
        lines in proptest::collection::vec("(From: a@b.example|To: <|Content-Type: (text/html|multipart/mixed; boundary=x|message/rfc822|image/png)|Content-Transfer-Encoding: (base64|quoted-printable)|--x|--x--||=\\?utf-8\\?[BQ]\\?[a-zA-Z=_]{0,8}\\?=|[ -~]{0,30}|é🚧)", 0..40)
    ) {
        let _refused = read(lines.join("\r\n").as_bytes());
    }
}
