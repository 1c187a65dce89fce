#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::seal::entropy::SeededEntropy;

fn body(number: u128) -> BodyKey {
    KeyFile::from_root([3; 32]).body(Uuid::from_u128(number))
}

const ROW: RowRef<'static> = RowRef {
    id: Uuid::from_u128(9),
    kind: "reporter.phone",
};

#[test]
fn what_was_sealed_opens() {
    let sealed = body(1).seal(ROW, b"+6281234567890", &mut SeededEntropy::new(1));
    assert_eq!(
        (sealed.wrapped_key.len(), sealed.ciphertext.len()),
        (72, 40 + 14)
    );
    assert_eq!(
        body(1).open(ROW, &sealed).unwrap().as_slice(),
        b"+6281234567890"
    );
    assert_eq!(
        format!("{sealed:?} {:?}", body(1)),
        format!("Sealed(54 bytes) BodyKey({}, …)", Uuid::from_u128(1))
    );
}

#[test]
fn it_opens_nowhere_else() {
    let sealed = body(1).seal(ROW, b"rahasia", &mut SeededEntropy::new(1));
    assert_eq!(body(2).open(ROW, &sealed), Err(OpenError));
    assert_eq!(
        body(1).open(
            RowRef {
                id: Uuid::from_u128(8),
                ..ROW
            },
            &sealed
        ),
        Err(OpenError)
    );
    assert_eq!(
        body(1).open(
            RowRef {
                kind: "reporter.name",
                ..ROW
            },
            &sealed
        ),
        Err(OpenError)
    );
    let other = KeyFile::from_root([4; 32]).body(Uuid::from_u128(1));
    assert_eq!(other.open(ROW, &sealed), Err(OpenError));
}

#[test]
fn every_flipped_bit_is_noticed() {
    let sealed = body(1).seal(ROW, b"rahasia", &mut SeededEntropy::new(1));
    for bit in 0..sealed.wrapped_key.len() * 8 {
        let mut bad = sealed.clone();
        bad.wrapped_key[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(body(1).open(ROW, &bad), Err(OpenError));
    }
    for bit in 0..sealed.ciphertext.len() * 8 {
        let mut bad = sealed.clone();
        bad.ciphertext[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(body(1).open(ROW, &bad), Err(OpenError));
    }
    for length in 0..sealed.ciphertext.len() {
        assert_eq!(
            body(1).open_parts(ROW, &sealed.wrapped_key, &sealed.ciphertext[..length]),
            Err(OpenError)
        );
    }
}

#[test]
fn the_same_value_never_looks_the_same_twice() {
    let mut entropy = SeededEntropy::new(1);
    let (first, second) = (
        body(1).seal(ROW, b"x", &mut entropy),
        body(1).seal(ROW, b"x", &mut entropy),
    );
    assert_ne!(first.ciphertext, second.ciphertext);
    assert_ne!(first.wrapped_key, second.wrapped_key);
}

#[test]
fn lookups_differ_by_body_and_purpose() {
    let value = "+6281234567890";
    let phone = body(1).lookup(LookupPurpose::Phone, value);
    assert_eq!(phone, body(1).lookup(LookupPurpose::Phone, value));
    assert_ne!(phone, body(2).lookup(LookupPurpose::Phone, value));
    assert_ne!(phone, body(1).lookup(LookupPurpose::Nik, value));
    assert_ne!(
        phone,
        body(1).lookup(LookupPurpose::Phone, "+6281234567891")
    );
}

proptest! {
    #[test]
    fn round_trip(plain: Vec<u8>, seed: u64) {
        let sealed = body(1).seal(ROW, &plain, &mut SeededEntropy::new(seed));
        let opened = body(1).open(ROW, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), plain.as_slice());
    }
}
