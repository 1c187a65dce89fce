//! Secrets: the key file, sealed rows, commitments, and hashes by which sealed values are found again.
//!
//! ```text
//! key file (one root secret, outside the database)
//!   └─ HKDF ─ body master key ── wraps ── data key of one row ── encrypts ── the row's content
//!           ├ lookup keys (body, purpose) ── HMAC of a phone, an e-mail, a NIK
//!           └ installation keys (purpose) ── HMAC of a receipt phrase, a session …
//! ```
//! A stolen database without the key file shows no name and no number. A row is erased by deleting its
//! wrapped key and content: the copy in an old backup stays unreadable wherever the wrapped key is gone.

mod commitment;
mod entropy;
mod envelope;
mod keyed_hash;
mod keyfile;

pub use commitment::{Commitment, Salt, commit, commitment_holds, hex};
pub use entropy::{Entropy, OsEntropy, SeededEntropy};
pub use envelope::{BodyKey, OpenError, RowRef, Sealed};
pub use keyed_hash::{LookupPurpose, Secret32};
pub use keyfile::{KeyFile, KeyFileError};
