#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

#[test]
fn hashes_verify_and_say_how_they_were_made() {
    let stored = hash(&password("kuda sikat tangga awan"), &[1; 16]).unwrap();
    assert!(
        stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{stored}"
    );
    assert!(!is_outdated(&stored));
    assert!(is_outdated(
        "$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$AAAA"
    ));
    assert_eq!(
        verify(&password("kuda sikat tangga awan"), Some(&stored)),
        Ok(true)
    );
    assert_eq!(
        verify(&password("kuda sikat tangga awan "), Some(&stored)),
        Ok(false)
    );
    assert_eq!(verify(&password("kuda sikat tangga awan"), None), Ok(false));
    assert_eq!(
        verify(&password("x"), Some("rusak")),
        Err(PasswordError::Stored)
    );
    assert_eq!(
        verify(&password(&"x".repeat(MAX_LENGTH + 1)), Some(&stored)),
        Ok(false)
    );
    assert_ne!(
        stored,
        hash(&password("kuda sikat tangga awan"), &[2; 16]).unwrap()
    );
    assert_eq!(format!("{:?}", password("rahasia")), "Password(…)");
}

#[test]
fn the_unknown_account_costs_the_same_work() {
    let nobody = PasswordHash::new(NOBODY).unwrap();
    assert!(!is_outdated(NOBODY));
    assert_eq!(nobody.hash.unwrap().as_bytes().len(), 32);
}

#[test]
fn what_anyone_would_try_is_refused() {
    let common = [
        "aaaaaaaaaaaa",
        "123456789012",
        "abcdefghijkl",
        "121212121212",
        "password1234",
        "P@ssw0rd2024!",
        "Indonesia2024",
        "indonesiaindonesia",
        "admin1234567",
        "adminadmin123",
        "qwertyuiop12",
        "Rahasia12345",
        "081234567890",
        "6271011212900001",
        "Bismillah123!",
        "laporlapor2023",
        "bismillahindonesia",
        "..rahasia.123",
    ];
    for text in common {
        assert_eq!(
            password(text).acceptable(&[]),
            Err(PasswordError::Common),
            "{text}"
        );
    }
    assert_eq!(
        password("pendek").acceptable(&[]),
        Err(PasswordError::TooShort)
    );
    assert_eq!(
        password(&"panjang sekali ".repeat(20)).acceptable(&[]),
        Err(PasswordError::TooLong)
    );
    assert!(COMMON.len() >= 300, "{}", COMMON.len());
    assert!(
        COMMON
            .iter()
            .all(|word| *word == word.to_lowercase().trim())
    );
}

#[test]
fn what_the_person_is_called_is_refused() {
    let about = [
        "Sekar Wulandari",
        "sekar.wulan@contoh.id",
        "+6281234567890",
        "Dinas Perhubungan",
    ];
    for text in [
        "wulandari1990",
        "SekarWulandari1",
        "Perhubungan#1",
        "no hp 081234567890 x",
        "S3karWuland4ri!",
    ] {
        assert_eq!(
            password(text).acceptable(&about),
            Err(PasswordError::Personal),
            "{text}"
        );
    }
    for text in [
        "kuda sikat tangga awan",
        "sekar suka minum kopi pagi",
        "vT9#kq2LmZ!w",
        "乾坤一擲乾坤一擲天地玄黃宇宙",
    ] {
        assert_eq!(password(text).acceptable(&about), Ok(()), "{text}");
    }
}

#[tokio::test]
async fn the_gate_answers_everyone() {
    let gate = PasswordGate::default();
    let stored = gate
        .hash(password("kuda sikat tangga awan"), [1; 16])
        .await
        .unwrap();
    let tries: Vec<_> = (0..6)
        .map(|number| {
            let (gate, stored) = (gate.clone(), stored.clone());
            let text = if number % 2 == 0 {
                "kuda sikat tangga awan"
            } else {
                "kuda sikat tangga angin"
            };
            tokio::spawn(async move { (number, gate.verify(password(text), Some(stored)).await) })
        })
        .collect();
    for one in tries {
        let (number, answer) = one.await.unwrap();
        assert_eq!(answer, Ok(number % 2 == 0));
    }
}

#[tokio::test]
async fn a_flood_is_refused_rather_than_queued() {
    let gate = PasswordGate {
        places: Arc::new(Semaphore::new(1)),
        line: Arc::new(Semaphore::new(0)),
    };
    assert_eq!(
        gate.verify(password("x"), None).await,
        Err(PasswordError::Busy)
    );
}
