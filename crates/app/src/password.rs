//! Passwords of officers: argon2id, a policy that follows ASVS 5.0 V6.2, and a bound on how many are
//! computed at once.
//!
//! Length and "not a common one" are asked for; composition rules and expiry are not, for they make
//! people choose worse passwords.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use lapor_domain::contact::{Nik, Phone};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Fewest characters.
pub const MIN_LENGTH: usize = 12;
/// Most characters; more would only be a way to keep the server busy.
pub const MAX_LENGTH: usize = 256;

/// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Computed at once: two cores' worth and 38 MiB.
const AT_ONCE: usize = 2;
/// Waiting at most; beyond that a flood of sign-ins is refused instead of queued (some 2 s of work).
const IN_LINE: usize = 64;

/// Verified against when there is no such account, so that both answers take as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bGFwb3ItdGlkYWstYWRh$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What people choose first, here and elsewhere; lower case, one a line.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../data/sandi-umum.txt")
        .lines()
        .filter(|line| !line.is_empty())
        .collect()
});

/// A password in clear. Wiped on drop, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Password(String);

/// Why a password is not taken, or could not be looked at. Pages look up their words by [`PasswordError::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`MIN_LENGTH`] characters.
    #[error("kata sandi terlalu pendek: paling sedikit {MIN_LENGTH} karakter")]
    TooShort,
    /// More than [`MAX_LENGTH`] characters.
    #[error("kata sandi terlalu panjang: paling banyak {MAX_LENGTH} karakter")]
    TooLong,
    /// Among the first that anyone would try.
    #[error(
        "kata sandi ini mudah ditebak; pilih yang lain, misalnya empat kata yang tidak berhubungan"
    )]
    Common,
    /// Made of the person's own name, address or number.
    #[error("kata sandi ini memuat nama, surel, atau nomor Anda; pilih yang lain")]
    Personal,
    /// Too many at once; try again in a moment.
    #[error("server sedang sibuk; coba lagi sebentar")]
    Busy,
    /// The stored hash cannot be read; the operator must reset the password.
    #[error("kata sandi yang tersimpan rusak; minta administrator mengaturnya ulang")]
    Stored,
}

impl PasswordError {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::Common => "common",
            Self::Personal => "personal",
            Self::Busy => "busy",
            Self::Stored => "stored",
        }
    }
}

impl Password {
    /// Takes a password as typed at sign-in. Nothing is trimmed: a space may be part of it.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Whether it may be chosen. `about` is what is known of the person: name, e-mail, telephone, body.
    ///
    /// # Errors
    /// [`PasswordError`] says why not.
    pub fn acceptable(&self, about: &[&str]) -> Result<(), PasswordError> {
        let length = self.0.chars().count();
        if length < MIN_LENGTH {
            return Err(PasswordError::TooShort);
        }
        if length > MAX_LENGTH {
            return Err(PasswordError::TooLong);
        }
        let mut core = core(&self.0);
        let refused = if is_common(&self.0, &core) {
            Err(PasswordError::Common)
        } else if is_personal(&self.0, &core, about) {
            Err(PasswordError::Personal)
        } else {
            Ok(())
        };
        core.zeroize();
        refused
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Password(…)")
    }
}

/// The letters without what people hang on at both ends and put in their place: `P@ssw0rd2024!` → `password`.
fn core(text: &str) -> String {
    let lower = text.to_lowercase();
    let trimmed = lower.trim_matches(|character: char| {
        !character.is_alphabetic() && !matches!(character, '@' | '$')
    });
    let plain = |character| match character {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    trimmed
        .chars()
        .map(plain)
        .filter(|character| character.is_alphabetic())
        .collect()
}

fn is_common(text: &str, core: &str) -> bool {
    let lower = text.to_lowercase();
    let distinct = lower.chars().collect::<HashSet<_>>().len();
    let letters: String = lower
        .chars()
        .filter(|character| character.is_alphabetic())
        .collect();
    distinct < 5
        || runs(&lower)
        || COMMON.contains(lower.as_str())
        || made_of_common(core)
        || made_of_common(&letters)
        || core.is_empty() && (Phone::parse(text).is_ok() || Nik::parse(text).is_ok())
}

/// One common word, or one or two of them in a row as often as you like.
fn made_of_common(word: &str) -> bool {
    if COMMON.contains(word) {
        return true;
    }
    let starts = word.char_indices().map(|(at, _)| at).skip(1);
    starts
        .filter_map(|at| word.split_at_checked(at))
        .any(|(head, tail)| {
            COMMON.contains(head)
                && (COMMON.contains(tail)
                    || tail.len().is_multiple_of(head.len())
                        && head.repeat(tail.len() / head.len()) == tail)
        })
}

/// Mostly neighbours of the alphabet or of the digits: `abcdefghijkl`, `098765432109`.
fn runs(text: &str) -> bool {
    let characters: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = characters
        .windows(2)
        .filter(|pair| pair[0].abs_diff(pair[1]) <= 1)
        .count();
    steps * 4 >= characters.len() * 3
}

/// Whether a known word of four letters or more is all that the password consists of, give or take three
/// letters. A long passphrase may mention a name.
fn is_personal(text: &str, core: &str, about: &[&str]) -> bool {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let typed = digits(text);
    about.iter().any(|known| {
        let numbers = digits(known);
        let same_number = numbers.len() >= 8 && typed.contains(numbers.trim_start_matches("62"));
        let parts = known.split(|character: char| !character.is_alphanumeric());
        let joined: String = known
            .chars()
            .filter(|character| character.is_alphanumeric())
            .collect();
        same_number
            || parts.chain([joined.as_str()]).any(|part| {
                let part = part.to_lowercase();
                part.chars().count() >= 4
                    && core.contains(&part)
                    && core.chars().count() <= part.chars().count() + 3
            })
    })
}

/// Hashes and verifies, two at a time. Clones share the two places.
#[derive(Clone, Debug)]
pub struct PasswordGate {
    places: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

impl Default for PasswordGate {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            line: Arc::new(Semaphore::new(IN_LINE)),
        }
    }
}

impl PasswordGate {
    /// Hashes a password that [`Password::acceptable`] let through, on a thread of its own.
    ///
    /// # Errors
    /// [`PasswordError::Busy`].
    pub async fn hash(&self, password: Password, salt: [u8; 16]) -> Result<String, PasswordError> {
        self.run(move || hash(&password, &salt)).await
    }

    /// Verifies on a thread of its own. `None` for an unknown account takes as long and is false.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] or [`PasswordError::Stored`].
    pub async fn verify(
        &self,
        password: Password,
        stored: Option<String>,
    ) -> Result<bool, PasswordError> {
        self.run(move || verify(&password, stored.as_deref())).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let waiting = Arc::clone(&self.line)
            .try_acquire_owned()
            .map_err(|_| PasswordError::Busy)?;
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|_| PasswordError::Busy)?;
        let done = spawn_blocking(move || {
            let done = work();
            drop((place, waiting));
            done
        });
        done.await.unwrap_or(Err(PasswordError::Busy))
    }
}

/// Hashes into a PHC string. Takes some 20 ms and 19 MiB: in service call it through [`PasswordGate`].
///
/// # Errors
/// [`PasswordError::TooLong`].
pub fn hash(password: &Password, salt: &[u8; 16]) -> Result<String, PasswordError> {
    if password.0.chars().count() > MAX_LENGTH {
        return Err(PasswordError::TooLong);
    }
    let hashed = argon2()?.hash_password_with_salt(password.0.as_bytes(), salt);
    hashed
        .map(|hashed| hashed.to_string())
        .map_err(|_| PasswordError::Stored)
}

/// Verifies against a PHC string with whatever parameters it names. `None` stands for an unknown account.
///
/// # Errors
/// [`PasswordError::Stored`] if the stored text is no PHC string.
pub fn verify(password: &Password, stored: Option<&str>) -> Result<bool, PasswordError> {
    if password.0.chars().count() > MAX_LENGTH {
        return Ok(false); // nobody has such a password
    }
    let parsed = PasswordHash::new(stored.unwrap_or(NOBODY)).map_err(|_| PasswordError::Stored)?;
    let matches = match argon2()?.verify_password(password.0.as_bytes(), &parsed) {
        Ok(()) => true,
        Err(argon2::password_hash::Error::PasswordInvalid) => false,
        Err(_) => return Err(PasswordError::Stored),
    };
    Ok(matches && stored.is_some())
}

/// Whether a stored hash was made with other parameters than today's: hash anew at the next sign-in.
#[must_use]
pub fn is_outdated(stored: &str) -> bool {
    !stored.starts_with(&format!(
        "$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"
    ))
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).map_err(|_| PasswordError::Stored)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests;
