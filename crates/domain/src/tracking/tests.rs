#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[test]
fn the_table_catches_both_kinds_of_mistake_by_construction() {
    let step = |interim: u8, digit: u8| DAMM[usize::from(interim)][usize::from(digit)];
    for interim in 0..10 {
        assert_eq!(step(interim, interim), 0);
        for x in 0..10 {
            for y in (0..10).filter(|y| *y != x) {
                assert_ne!(
                    step(interim, x),
                    step(interim, y),
                    "a wrong digit goes unseen"
                );
                let (xy, yx) = (step(step(interim, x), y), step(step(interim, y), x));
                assert_ne!(xy, yx, "a swap goes unseen");
            }
        }
    }
}

#[test]
fn separators_do_not_matter() {
    let number = TrackingNo::from_random(1_234_567);
    let grouped = number.grouped();
    assert_eq!(grouped.len(), 14);
    for text in [
        grouped.clone(),
        grouped.replace(' ', "-"),
        grouped.replace(' ', " – "),
        format!(" #{number}\n"),
    ] {
        assert_eq!(TrackingNo::parse(&text), Ok(number), "{text:?}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(
        TrackingNo::parse(""),
        Err(TrackingError::WrongLength { found: 0 })
    );
    assert_eq!(
        TrackingNo::parse("1234 5678"),
        Err(TrackingError::WrongLength { found: 8 })
    );
    assert_eq!(
        TrackingNo::parse(&"9".repeat(5_000)),
        Err(TrackingError::WrongLength { found: 5_000 })
    );
    assert_eq!(
        TrackingNo::parse("1234 5678 901O"),
        Err(TrackingError::NotDigits)
    );
    assert_eq!(
        TrackingNo::parse("000000000000"),
        Err(TrackingError::CheckDigit)
    );
}

#[test]
fn json_is_text() {
    let number = TrackingNo::from_random(42);
    let json = serde_json::to_string(&number).unwrap();
    assert_eq!(json, format!("\"{number}\""));
    assert_eq!(serde_json::from_str::<TrackingNo>(&json).unwrap(), number);
    assert!(serde_json::from_str::<TrackingNo>("\"1\"").is_err());
}

proptest! {
    #[test]
    fn round_trip(random: u64) {
        let number = TrackingNo::from_random(random);
        let text = number.to_string();
        prop_assert_eq!(text.len(), DIGITS);
        prop_assert!(!text.starts_with('0'));
        prop_assert_eq!(TrackingNo::parse(&text), Ok(number));
        prop_assert_eq!(TrackingNo::from_number(number.number()), Ok(number));
    }

    #[test]
    fn every_wrong_digit_is_caught(random: u64) {
        let digits = TrackingNo::from_random(random).to_string().into_bytes();
        for at in 0..DIGITS {
            for digit in (b'0'..=b'9').filter(|digit| *digit != digits[at]) {
                let mut wrong = digits.clone();
                wrong[at] = digit;
                let wrong = String::from_utf8(wrong).unwrap();
                prop_assert_eq!(TrackingNo::parse(&wrong), Err(TrackingError::CheckDigit));
            }
        }
    }

    #[test]
    fn every_swap_of_neighbours_is_caught(random: u64) {
        let digits = TrackingNo::from_random(random).to_string().into_bytes();
        for at in (1..DIGITS).filter(|at| digits[at - 1] != digits[*at]) {
            let mut wrong = digits.clone();
            wrong.swap(at - 1, at);
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(TrackingNo::parse(&wrong), Err(TrackingError::CheckDigit));
        }
    }
}
