//! Input that wants to break or to evade.

use naskah::personal::{Finding, Kind, find, mask};
use proptest::prelude::*;

use crate::people::Dice;

fn kinds(text: &str) -> Vec<Kind> {
    find(text).into_iter().map(|finding| finding.kind).collect()
}

fn assert_sound(text: &str, findings: &[Finding]) {
    let mut last = 0;
    for finding in findings {
        assert!(finding.span.start >= last && finding.span.end > finding.span.start);
        assert!(text.get(finding.span.clone()).is_some());
        assert!((0.0..=1.0).contains(&finding.confidence));
        last = finding.span.end;
    }
    let _masked = mask(text, findings);
}

#[test]
fn disguises_do_not_help() {
    for text in [
        "hubungi ０８１２００００１１１１",
        "hubungi 0\u{200b}8\u{200b}1\u{200b}2\u{200b}0000\u{200d}1111",
        "hubungi O812-OO00-1111",
        "hubungi 0 8 1 2 0 0 0 0 1 1 1 1",
        "hubungi 0.8.1.2.0.0.0.0.1.1.1.1",
        "hubungi 𝟎𝟖𝟏𝟐𝟎𝟎𝟎𝟎𝟏𝟏𝟏𝟏",
        "hubungi 0️⃣8️⃣1️⃣2️⃣0️⃣0️⃣0️⃣0️⃣1️⃣1️⃣1️⃣1️⃣",
        "wa081200001111",
        "(+62) 812 0000 1111",
        "0812_0000_1111",
        "+62 (0)812-0000-1111",
    ] {
        assert_eq!(kinds(text), [Kind::Phone], "{text}");
    }
    assert_eq!(kinds("62.71.03.17.08.90.00.01"), [Kind::Nik]);
    assert_eq!(kinds("6271/0317/0890/0001"), [Kind::Nik]);
    assert_eq!(kinds("warga.contoh [at] contoh (dot) example"), []);
    assert_eq!(kinds("warga.contoh(at)contoh(dot)example"), [Kind::Email]);
    assert_eq!(kinds("warga.contoh @ gmail.com"), [Kind::Email]);
}

#[test]
fn what_everybody_writes_is_left_alone() {
    for text in [
        "Tanggal 17-08-2025 pukul 07.30, RT 03 RW 05, km 12,5",
        "Anggaran Rp 1.250.000.000 tahun 2024/2025",
        "Jalan G. Obos, lebar 3 m, sejak 2019",
        "Perda No 12 Tahun 2012 dan UU 25/2009",
        "RT 003 RW 002, RT 12 RW 1, BLOK B RT 3",
        "buka 08.00-12.00 13.00-16.00 setiap hari",
        "08-12-2025 10.30 dan 08/12/2025 11.45",
        "Bapak Wali Kota, Ibu Kota, Pak Camat, Bapak/Ibu, Pak RT 05, Bu Lurah",
        "PAK MOHON JALAN DIPERBAIKI, BU TOLONG, IBU HAMIL DAN BAPAK MERTUA",
        "pak jalan rusak, bu mohon dicek, nama saya belum terdaftar",
        "Jl. H. Agus Salim dan Jl. Ibu Ruswo rusak, RS Bapak Sulaiman penuh",
        "lampu PJU 4 titik di jl rajawali km 5, suhu 30° C",
        "",
        "@",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn masked_text_holds_nothing_more() {
    let text = "Saya Pak Budi Santoso, NIK 6271031708900001, WA 0812-0000-1111, Jl. Contoh No. 12 RT 03 RW 05, warga@contoh.example";
    let masked = mask(text, &find(text));
    assert_eq!(
        masked,
        "Saya Pak [nama], NIK [NIK], WA [nomor telepon], [alamat], [alamat e-mail]"
    );
    assert_eq!(find(&masked), []);
}

#[test]
fn a_hundred_thousand_hostile_characters_take_their_length() {
    for piece in [
        "0812 ",
        "a@",
        "KH 1234 ",
        "1",
        "1 ",
        "1.",
        "1-2.",
        "Pak ",
        "nama: ",
        "nama saya ",
        "a.n. ",
        "Jl. ",
        "Jl. a No. ",
        "Blok A-",
        "RT 1/",
        "-2.21, ",
        "2°1'",
        "(at)",
        "ketua RT ",
        "Pak Budi, ",
        "O0",
        "https://maps.app.goo.gl/",
        "\u{200b}0",
        "Pak M. ",
        "62",
        "Budi Santoso ",
        "o ",
        "0o",
        "/n",
    ] {
        let text: String = piece.chars().cycle().take(100_000).collect();
        assert_sound(&text, &find(&text));
    }
    // What lies beyond the bound is not looked at.
    assert_eq!(kinds(&("x ".repeat(60_000) + "081200001111")), []);
}

#[test]
fn long_random_texts_do_no_harm() {
    const PIECES: &[&str] = &[
        "0",
        "08",
        "62",
        "+62",
        "(",
        ")",
        "-",
        ".",
        " ",
        "\n",
        "O",
        "l",
        "@",
        "gmail.com",
        "KH",
        "1234",
        "AB",
        "plat",
        "Pak ",
        "a.n. ",
        "nama",
        ":",
        "Jl. ",
        "No. ",
        "RT ",
        "RW ",
        "/",
        "°",
        "'",
        "\"",
        "S",
        "E",
        ",",
        "-2.21",
        "113.92",
        "é",
        "🙏",
        "\u{200b}",
        "\\n",
        "６",
        "[nama]",
        "Budi",
        "H. ",
        "i",
        "maps.app.goo.gl/",
        "İ",
        "ß",
        "ﬁ",
    ];
    let dice = &mut Dice::new(7);
    for _ in 0..3_000 {
        let length = 1 + dice.below(80);
        let text: String = (0..length).map(|_| dice.of(PIECES)).collect();
        let findings = find(&text);
        assert_sound(&text, &findings);
        assert_eq!(findings, find(&text));
    }
}

proptest! {
    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        assert_sound(&text, &find(&text));
    }

    #[test]
    fn any_digits_and_signs_are_taken(text in "[0-9Oo@+()./,°' \\-aKHNAnPpJjk:\n]{0,200}") {
        assert_sound(&text, &find(&text));
    }

    #[test]
    fn any_findings_can_be_masked(text in any::<String>(), spans in prop::collection::vec((0_usize..40, 0_usize..40), 0..5)) {
        let findings: Vec<Finding> = spans.into_iter().map(|(start, end)| Finding { span: start..end, kind: Kind::Name, confidence: 0.5 }).collect();
        let _masked = mask(&text, &findings);
    }
}
