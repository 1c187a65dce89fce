//! How a reporter can be reached, and the identity number some procedures ask for.
//!
//! Each value exists in one normal form only, so that the keyed hash by which it is found again does not
//! depend on how it was typed. None of them can be printed or serialised by accident: `Debug` is
//! redacted and the text comes out through `expose` alone.

mod chat;
mod errors;

pub use chat::{ChatAddress, Messenger};
pub use errors::{EmailError, NikError, PhoneError};

use std::fmt;

/// A telephone number in international form, `+62…` for Indonesian ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// An e-mail address, trimmed and in lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// A *nomor induk kependudukan*, sixteen digits (Permendagri 72/2022 and before: region, birth date, serial).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nik(String);

impl Phone {
    /// Reads `0812…`, `62812…`, `+62 812-…`, `0062…`, `(0536) 32…` and foreign numbers that begin with `+`.
    ///
    /// # Errors
    /// [`PhoneError`] says what to mend.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let (plus, digits) = phone_digits(text)?;
        let (plus, digits) = match digits.strip_prefix("00") {
            Some(rest) if !plus => (true, rest),
            _ => (plus, digits.as_str()),
        };
        // `+62 0812…` is what people make of "add +62 in front".
        let national = if let Some(rest) = digits.strip_prefix("62") {
            rest.strip_prefix('0').unwrap_or(rest)
        } else if plus {
            return foreign(digits);
        } else if let Some(rest) = digits.strip_prefix('0') {
            rest
        } else if digits.starts_with('8') && digits.len() >= 9 {
            digits // a spreadsheet has eaten the leading 0
        } else if digits.len() < 8 {
            return Err(PhoneError::TooShort);
        } else {
            return Err(PhoneError::Prefix);
        };
        match national.len() {
            _ if national.starts_with('0') => Err(PhoneError::Prefix),
            0..=7 => Err(PhoneError::TooShort),
            8..=12 => Ok(Self(format!("+62{national}"))),
            _ => Err(PhoneError::TooLong),
        }
    }

    /// The number itself. Asking for it is a deliberate act: the caller answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What an officer who may not see the number sees of it: `•••• 890`.
    #[must_use]
    pub fn masked(&self) -> String {
        let tail: String = self
            .0
            .chars()
            .skip(self.0.len().saturating_sub(3))
            .collect();
        format!("•••• {tail}")
    }
}

/// Separates a leading plus from the digits and drops what people put between them.
fn phone_digits(text: &str) -> Result<(bool, String), PhoneError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PhoneError::Empty);
    }
    let (plus, rest) = text
        .strip_prefix('+')
        .map_or((false, text), |rest| (true, rest));
    let mut digits = String::with_capacity(16);
    for character in rest.chars() {
        match character {
            '0'..='9' if digits.len() > 20 => return Err(PhoneError::TooLong),
            '0'..='9' => digits.push(character),
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
            other if other.is_whitespace() && !other.is_control() => {}
            _ => return Err(PhoneError::Characters),
        }
    }
    if digits.is_empty() {
        Err(PhoneError::Characters)
    } else {
        Ok((plus, digits))
    }
}

/// A number of another country: citizens abroad report too. ITU-T E.164 allows fifteen digits.
fn foreign(digits: &str) -> Result<Phone, PhoneError> {
    match digits.len() {
        _ if digits.starts_with('0') => Err(PhoneError::Prefix),
        0..=7 => Err(PhoneError::TooShort),
        8..=15 => Ok(Phone(format!("+{digits}"))),
        _ => Err(PhoneError::TooLong),
    }
}

impl Email {
    /// Reads an address as people type it. Quoted local parts and addresses with comments are refused:
    /// nobody has them, and they are how headers are smuggled into mail.
    ///
    /// # Errors
    /// [`EmailError`] says what to mend.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.len() > 254 {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::Shape)?;
        if local.is_empty() || domain.contains('@') {
            return Err(EmailError::Shape);
        }
        if local.len() > 64 {
            return Err(EmailError::TooLong);
        }
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        if dots
            || !local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&byte))
        {
            return Err(EmailError::Characters);
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The address itself. Asking for it is a deliberate act: the caller answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Two labels or more of letters, digits and inner dashes; the last one is no number.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && top.len() >= 2
        && !top.bytes().all(|byte| byte.is_ascii_digit())
}

impl Nik {
    /// Reads sixteen digits, with or without spaces, and checks that they can be a NIK. Whether the civil
    /// register knows it is another question.
    ///
    /// # Errors
    /// [`NikError`] says which part cannot be.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let mut digits = String::with_capacity(16);
        let mut found = 0_usize;
        for character in text
            .chars()
            .filter(|character| !matches!(character, '-' | '.') && !character.is_whitespace())
        {
            if !character.is_ascii_digit() {
                return Err(NikError::Characters);
            }
            found += 1;
            if found <= 16 {
                digits.push(character);
            }
        }
        if found != 16 {
            return Err(NikError::WrongLength { found });
        }
        let pairs: Vec<u32> = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| u32::from(pair[0] - b'0') * 10 + u32::from(pair[1] - b'0'))
            .collect();
        if !is_region(pairs[0], pairs[1], pairs[2]) {
            return Err(NikError::Region);
        }
        if !is_birth_date(pairs[3], pairs[4], pairs[5]) {
            return Err(NikError::BirthDate);
        }
        if pairs[6] == 0 && pairs[7] == 0 {
            return Err(NikError::Serial);
        }
        Ok(Self(digits))
    }

    /// The number itself. Asking for it is a deliberate act: the caller answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Provinces by the codes of Kemendagri. A NIK keeps the code of the day it was issued, so the lower
/// levels are only checked for being possible, not for existing today.
fn is_region(province: u32, regency: u32, district: u32) -> bool {
    let known = matches!(province, 11..=19 | 21 | 31..=36 | 51..=53 | 61..=65 | 71..=76 | 81..=82 | 91..=96);
    known && matches!(regency, 1..=79) && district >= 1
}

/// Women's days are written with 40 added. Only two digits of the year are known, so 29 February passes
/// if either century had it.
fn is_birth_date(day: u32, month: u32, year: u32) -> bool {
    let day = if day > 40 { day - 40 } else { day };
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=longest).contains(&day)
}

macro_rules! redacted {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
redacted!(Phone, Email, Nik);

#[cfg(test)]
mod tests;
