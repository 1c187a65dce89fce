#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[test]
fn one_number_many_spellings() {
    let spellings = [
        "081234567890",
        "0812 3456 7890",
        "0812-3456-7890",
        "+6281234567890",
        "+62 812-3456-7890",
        "62 812 3456 7890",
        "0062 812 3456 7890",
        "+62 0812 3456 7890",
        "(0812) 3456.7890",
        "81234567890",
        " 0812\u{a0}3456\u{a0}7890 ",
    ];
    for text in spellings {
        assert_eq!(
            Phone::parse(text).map(|phone| phone.expose().to_owned()),
            Ok("+6281234567890".to_owned()),
            "{text}"
        );
    }
    assert_eq!(
        Phone::parse("(0536) 3221234").unwrap().expose(),
        "+625363221234"
    );
    assert_eq!(
        Phone::parse("+60 12-345 6789").unwrap().expose(),
        "+60123456789"
    );
    assert_eq!(Phone::parse("081234567890").unwrap().masked(), "•••• 890");
}

#[test]
fn wrong_phones_are_named() {
    let cases = [
        ("", PhoneError::Empty),
        ("   ", PhoneError::Empty),
        ("tidak ada", PhoneError::Characters),
        ("+", PhoneError::Characters),
        ("0812\x003456", PhoneError::Characters),
        ("0812\n34567890", PhoneError::Characters),
        ("0812", PhoneError::TooShort),
        ("112", PhoneError::TooShort),
        ("+62812", PhoneError::TooShort),
        ("08123456789012345", PhoneError::TooLong),
        ("+601234567890123456", PhoneError::TooLong),
        ("1234567890", PhoneError::Prefix),
        ("+0812345678", PhoneError::Prefix),
    ];
    for (text, error) in cases {
        assert_eq!(Phone::parse(text), Err(error), "{text:?}");
    }
    assert_eq!(Phone::parse(&"8".repeat(100_000)), Err(PhoneError::TooLong));
}

#[test]
fn addresses() {
    assert_eq!(
        Email::parse("  Warga.Satu+lapor@Contoh.ID ")
            .unwrap()
            .expose(),
        "warga.satu+lapor@contoh.id"
    );
    let cases = [
        ("", EmailError::Empty),
        ("warga", EmailError::Shape),
        ("@contoh.id", EmailError::Shape),
        ("a@b@contoh.id", EmailError::Shape),
        ("a b@contoh.id", EmailError::Characters),
        ("a\r\nBcc: x@contoh.id", EmailError::Characters),
        ("\"a\"@contoh.id", EmailError::Characters),
        (".a@contoh.id", EmailError::Characters),
        ("a..b@contoh.id", EmailError::Characters),
        ("a@contoh", EmailError::Domain),
        ("a@-contoh.id", EmailError::Domain),
        ("a@contoh..id", EmailError::Domain),
        ("a@127.0.0.1", EmailError::Domain),
        ("a@contoh.id\0", EmailError::Domain),
    ];
    for (text, error) in cases {
        assert_eq!(Email::parse(text), Err(error), "{text:?}");
    }
    assert_eq!(
        Email::parse(&format!("{}@contoh.id", "a".repeat(65))),
        Err(EmailError::TooLong)
    );
    assert_eq!(
        Email::parse(&format!("a@{}.id", "a".repeat(300))),
        Err(EmailError::TooLong)
    );
}

#[test]
fn identity_numbers() {
    for text in [
        "6271011212900001",
        "6271 0152 1290 0001",
        "9601012902000001",
        "1101017102990012",
    ] {
        let ok = Nik::parse(text);
        // 31 February (71 - 40) in the last one is impossible for anyone.
        assert_eq!(ok.is_ok(), !text.starts_with("1101"), "{text}");
    }
    let cases = [
        ("", NikError::WrongLength { found: 0 }),
        ("627101121290000", NikError::WrongLength { found: 15 }),
        ("62710112129000011", NikError::WrongLength { found: 17 }),
        ("62710112I2900001", NikError::Characters),
        ("0071011212900001", NikError::Region),
        ("6200011212900001", NikError::Region),
        ("6271001212900001", NikError::Region),
        ("6271010012900001", NikError::BirthDate),
        ("6271014012900001", NikError::BirthDate),
        ("6271013213900001", NikError::BirthDate),
        ("6271012902010001", NikError::BirthDate),
        ("6271017204900001", NikError::BirthDate),
        ("6271011212900000", NikError::Serial),
    ];
    for (text, error) in cases {
        assert_eq!(Nik::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn nothing_is_printed_by_accident() {
    let printed = format!(
        "{:?} {:?} {:?}",
        Phone::parse("081234567890").unwrap(),
        Email::parse("warga@contoh.id").unwrap(),
        Nik::parse("6271011212900001").unwrap()
    );
    assert_eq!(printed, "Phone(…) Email(…) Nik(…)");
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}|[0-9+ -]{0,40}|[a-z0-9.@-]{0,40}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.expose()), Ok(phone));
        }
        if let Ok(email) = Email::parse(&text) {
            prop_assert_eq!(Email::parse(email.expose()), Ok(email));
        }
        if let Ok(nik) = Nik::parse(&text) {
            prop_assert_eq!(Nik::parse(nik.expose()), Ok(nik));
        }
    }
}
