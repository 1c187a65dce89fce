//! Sealed rows: each has its own data key, wrapped by the master key of its body.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::entropy::Entropy;
use super::keyed_hash::{LookupPurpose, Secret32};
use super::keyfile::KeyFile;

/// XChaCha20's nonce: long enough to draw at random without counting.
const NONCE: usize = 24;
/// Poly1305's tag.
const TAG: usize = 16;

/// Which row a content belongs to. It is bound into the encryption, so a sealed value that is copied
/// into another row or column does not open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRef<'a> {
    /// The content's id.
    pub id: Uuid,
    /// The kind of content, a stable name such as `phone`.
    pub kind: &'a str,
}

/// What the database keeps of a secret value. Both parts begin with their nonce.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The row's data key under the body's master key, 72 bytes. Deleting it erases the content.
    pub wrapped_key: Vec<u8>,
    /// The content under the data key, 40 bytes longer than the content.
    pub ciphertext: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sealed({} bytes)", self.ciphertext.len())
    }
}

/// A sealed value does not open: it was changed, moved, or sealed under another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "isi terenkripsi tidak dapat dibuka: baris berubah, dipindah, atau disegel dengan kunci lain; jalankan `lapor doctor`"
)]
pub struct OpenError;

/// The keys of one body. Wiped on drop, never printed.
#[derive(Clone)]
pub struct BodyKey {
    body: Uuid,
    master: Secret32,
    phone: Secret32,
    email: Secret32,
    nik: Secret32,
    chat: Secret32,
    link: Secret32,
}

impl BodyKey {
    pub(super) fn derive(root: &KeyFile, body: Uuid) -> Self {
        let lookup = |purpose: LookupPurpose| {
            root.expand(&[
                b"lapor/lookup/v1/",
                purpose.as_str().as_bytes(),
                b"/",
                body.as_bytes(),
            ])
        };
        Self {
            body,
            master: root.expand(&[b"lapor/body/v1", body.as_bytes()]),
            phone: lookup(LookupPurpose::Phone),
            email: lookup(LookupPurpose::Email),
            nik: lookup(LookupPurpose::Nik),
            chat: lookup(LookupPurpose::Chat),
            link: lookup(LookupPurpose::Link),
        }
    }

    /// The body whose keys these are.
    #[must_use]
    pub const fn body(&self) -> Uuid {
        self.body
    }

    /// Encrypts `plain` for `row` under a new data key.
    #[must_use]
    pub fn seal(&self, row: RowRef<'_>, plain: &[u8], entropy: &mut dyn Entropy) -> Sealed {
        let data_key = entropy.secret::<32>();
        let ciphertext = encrypt(&data_key, plain, &row_aad(row), entropy);
        let wrapped_key = encrypt(
            self.master.bytes(),
            data_key.as_slice(),
            &self.wrap_aad(row),
            entropy,
        );
        Sealed {
            wrapped_key,
            ciphertext,
        }
    }

    /// Decrypts what [`BodyKey::seal`] made for the same row.
    ///
    /// # Errors
    /// [`OpenError`] if anything at all differs; which part is not told.
    pub fn open(&self, row: RowRef<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        self.open_parts(row, &sealed.wrapped_key, &sealed.ciphertext)
    }

    /// The same, for callers that keep the two parts in different places (a photograph's ciphertext is a file).
    ///
    /// # Errors
    /// [`OpenError`] if anything at all differs.
    pub fn open_parts(
        &self,
        row: RowRef<'_>,
        wrapped_key: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let data_key = decrypt(self.master.bytes(), wrapped_key, &self.wrap_aad(row))?;
        let data_key: Zeroizing<[u8; 32]> =
            Zeroizing::new(data_key.as_slice().try_into().map_err(|_| OpenError)?);
        decrypt(&data_key, ciphertext, &row_aad(row))
    }

    /// The hash under which a normalised phone, e-mail or NIK is found again within this body.
    #[must_use]
    pub fn lookup(&self, purpose: LookupPurpose, normalised: &str) -> [u8; 32] {
        let key = match purpose {
            LookupPurpose::Phone => &self.phone,
            LookupPurpose::Email => &self.email,
            LookupPurpose::Nik => &self.nik,
            LookupPurpose::Chat => &self.chat,
            LookupPurpose::Link => &self.link,
        };
        key.mac(&[normalised.as_bytes()])
    }

    fn wrap_aad(&self, row: RowRef<'_>) -> Vec<u8> {
        [
            b"lapor/wrap/v1".as_slice(),
            self.body.as_bytes(),
            &row_aad(row),
        ]
        .concat()
    }
}

impl fmt::Debug for BodyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "BodyKey({}, …)", self.body)
    }
}

/// The id has a fixed length and the kind comes last, so the two cannot be confused.
fn row_aad(row: RowRef<'_>) -> Vec<u8> {
    [row.id.as_bytes().as_slice(), row.kind.as_bytes()].concat()
}

#[expect(
    clippy::expect_used,
    reason = "the cipher refuses only lengths that no message in memory has"
)]
fn encrypt(key: &[u8; 32], plain: &[u8], aad: &[u8], entropy: &mut dyn Entropy) -> Vec<u8> {
    let nonce = entropy.array::<NONCE>();
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .expect("a message in memory is below the cipher's 256 GiB");
    [nonce.as_slice(), &sealed].concat()
}

fn decrypt(key: &[u8; 32], sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(OpenError)?;
    if sealed.len() < TAG {
        return Err(OpenError);
    }
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_| OpenError)
}

#[cfg(test)]
mod tests;
