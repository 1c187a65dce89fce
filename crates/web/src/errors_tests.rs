#![expect(clippy::unwrap_used, reason = "tests")]

use lapor_app::password::PasswordError;
use lapor_domain::contact::{EmailError, NikError, PhoneError};
use lapor_domain::report::refusal::Guard;
use lapor_domain::report::table::Party;
use lapor_domain::words::StateCode;

use super::*;
use crate::i18n::Lang;

/// Every code that checking a filing or opening with a reason can answer.
const FIELDS: &[(&str, &[&str])] = &[
    ("text", &["required", "too_long"]),
    ("title", &["too_long"]),
    ("place", &["too_long"]),
    ("name", &["too_long"]),
    ("display_name", &["too_long"]),
    ("photos", &["too_many"]),
    ("incident_date", &["in_future", "not_a_date"]),
    (
        "point",
        &[
            "swapped",
            "null_island",
            "outside_indonesia",
            "not_a_number",
        ],
    ),
    ("reason", &["required"]),
    ("village", &["unknown"]),
    ("unit", &["unknown"]),
];

fn has(name: &str) {
    for lang in Lang::ALL {
        assert!(I18n::new(lang).has(name), "{}: {name}", lang.code());
    }
}

#[test]
fn every_field_code_has_its_words() {
    for (field, codes) in FIELDS {
        for code in *codes {
            for lang in Lang::ALL {
                let words = field_words(I18n::new(lang), &FieldError::new(field, *code));
                assert!(
                    !words.starts_with("field-"),
                    "{}: {field} {code}",
                    lang.code()
                );
            }
        }
    }
}

#[test]
fn every_code_of_a_contact_has_its_words() {
    use EmailError as E;
    use NikError as N;
    use PhoneError as P;
    for error in [P::Empty, P::Characters, P::Prefix, P::TooShort, P::TooLong] {
        has(&key("field-phone", error.as_str()));
    }
    for error in [E::Empty, E::TooLong, E::Shape, E::Characters, E::Domain] {
        has(&key("field-email", error.as_str()));
    }
    for error in [
        N::Characters,
        N::WrongLength { found: 3 },
        N::Region,
        N::BirthDate,
        N::Serial,
    ] {
        has(&key("field-nik", error.as_str()));
    }
}

#[test]
fn every_photograph_and_password_refused_has_its_words() {
    use PasswordError as W;
    use PhotoError as F;
    for error in [
        F::Empty,
        F::TooLarge { bytes: 1 },
        F::Heic,
        F::UnknownType,
        F::TooManyPixels {
            width: 1,
            height: 1,
        },
        F::Truncated,
        F::Broken,
        F::Interrupted,
    ] {
        has(&key("photo", error.as_str()));
        assert!(photo_words(I18n::new(Lang::Id), 3, error).contains("ke-3"));
    }
    for error in [
        W::TooShort,
        W::TooLong,
        W::Common,
        W::Personal,
        W::Busy,
        W::Stored,
    ] {
        has(&key("password", error.as_str()));
    }
}

#[test]
fn every_refusal_names_the_rule_and_who_may() {
    for guard in Guard::ALL {
        has(&key("guard", guard.as_str()));
    }
    for state in StateCode::ALL {
        has(&key("refusal-state", state.as_str()));
    }
    for party in Party::ALL {
        has(&key("party", party.as_str()));
    }
    let refusal = Refusal::Guard {
        command: lapor_domain::report::command::CommandKind::Confirm,
        guard: Guard::AwaitsCheck,
    };
    let words = refusal_words(I18n::new(Lang::Id), &refusal);
    assert!(
        words.contains("Aturan 24") && words.contains("pelapor"),
        "{words}"
    );
}

#[test]
fn a_record_out_of_reach_asks_to_wait() {
    for error in [
        StoreError::Full,
        StoreError::Busy,
        StoreError::Closed,
        StoreError::Unknown,
        StoreError::Conflict,
        StoreError::Unavailable("x".into()),
        StoreError::SignIn,
        StoreError::NoDatabase,
    ] {
        let error = AppError::from(error);
        assert_eq!(kind(&error), ErrorKind::Unavailable);
        assert_eq!(retry_after(&error).unwrap(), RETRY_AFTER);
    }
    assert_eq!(
        kind(&AppError::from(StoreError::Sql("x".into()))),
        ErrorKind::Internal
    );
}
