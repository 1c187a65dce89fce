//! The key file: the one secret that is not in the database, and without which the database says little.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::entropy::Entropy;
use super::envelope::BodyKey;
use super::keyed_hash::Secret32;

/// The first line that is no comment.
const VERSION: &str = "lapor-key-v1";

const COMMENT: &str = "\
# Kunci induk lapor. Siapa pun yang memegang berkas ini dan basis data dapat membaca
# identitas pelapor; tanpa berkas ini tidak seorang pun dapat.
# Simpan salinannya terpisah dari cadangan basis data. Jangan diubah, jangan dikirim lewat surel.
";

/// The root secret of an installation. Wiped on drop, never printed.
#[derive(Clone)]
pub struct KeyFile {
    root: Secret32,
}

/// Why there is no key to work with. The texts are for the operator and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// No such file.
    #[error(
        "berkas kunci {} tidak ada. Bila pemasangan ini sudah berisi laporan, kembalikan berkas itu dari cadangan: \
         tanpa berkas itu identitas pelapor tidak dapat dibaca. Untuk pemasangan baru, buat kunci lebih dulu (lihat `lapor admin --help`)",
        .0.display()
    )]
    Missing(PathBuf),
    /// It is there but cannot be read.
    #[error("berkas kunci {} tidak dapat dibaca ({source}). Periksa pemilik dan izinnya: harus milik pengguna yang menjalankan lapor, izin 600", path.display())]
    Unreadable {
        /// Where it was looked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not a key file, or not a whole one.
    #[error("berkas kunci {} bukan kunci lapor yang utuh: {reason}. Kembalikan dari cadangan; jangan menyuntingnya", path.display())]
    Format {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There already is a file; overwriting it would make every identity unreadable.
    #[error("berkas {} sudah ada dan tidak ditimpa: menimpanya membuat identitas yang tersimpan tidak terbaca lagi. Pilih nama lain", .0.display())]
    Exists(PathBuf),
    /// It could not be written.
    #[error("berkas kunci {} tidak dapat ditulis ({source}). Pastikan foldernya ada, dapat ditulis, dan cakram tidak penuh", path.display())]
    Unwritable {
        /// Where it should have gone.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A good key, but not this database's.
    #[error(
        "berkas kunci ini bukan kunci basis data ini. Tunjuk berkas kunci yang dipakai saat basis data dibuat, atau kembalikan dari cadangan yang sama"
    )]
    WrongKey,
}

impl KeyFile {
    /// Writes a new key file, readable by its owner only, and syncs it and its directory.
    ///
    /// # Errors
    /// [`KeyFileError::Exists`] rather than overwriting; [`KeyFileError::Unwritable`].
    pub fn create(path: &Path, entropy: &mut dyn Entropy) -> Result<Self, KeyFileError> {
        let root = entropy.secret::<32>();
        let encoded = Zeroizing::new(STANDARD.encode(root.as_slice()));
        let text = Zeroizing::new(format!("{COMMENT}{VERSION}\n{}\n", encoded.as_str()));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(|source| {
                if source.kind() == io::ErrorKind::AlreadyExists {
                    KeyFileError::Exists(path.to_owned())
                } else {
                    KeyFileError::Unwritable {
                        path: path.to_owned(),
                        source,
                    }
                }
            })?;
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| sync_parent(path));
        if let Err(source) = written {
            // Half a key would be taken for the key at the next start.
            let _ = fs::remove_file(path);
            return Err(KeyFileError::Unwritable {
                path: path.to_owned(),
                source,
            });
        }
        Ok(Self::from_root(*root))
    }

    /// Reads a key file. Comments and empty lines do not matter. A file that others may read is accepted
    /// (containers mount secrets that way) but warned about.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`], [`KeyFileError::Unreadable`] or [`KeyFileError::Format`].
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        let unreadable = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => KeyFileError::Missing(path.to_owned()),
            io::ErrorKind::InvalidData => KeyFileError::Format {
                path: path.to_owned(),
                reason: "isinya bukan teks",
            },
            _ => KeyFileError::Unreadable {
                path: path.to_owned(),
                source,
            },
        };
        let about = fs::metadata(path).map_err(unreadable)?;
        if about.len() > 65_536 {
            return Err(KeyFileError::Format {
                path: path.to_owned(),
                reason: "terlalu besar",
            });
        }
        if about.permissions().mode() & 0o077 != 0 {
            tracing::warn!(path = %path.display(), "berkas kunci dapat dibaca pengguna lain; jalankan chmod 600");
        }
        let text = Zeroizing::new(fs::read_to_string(path).map_err(unreadable)?);
        parse(&text).map_err(|reason| KeyFileError::Format {
            path: path.to_owned(),
            reason,
        })
    }

    /// A key from its bytes: for tests and the demonstration, which need the same one each time.
    #[must_use]
    pub const fn from_root(root: [u8; 32]) -> Self {
        Self {
            root: Secret32::new(root),
        }
    }

    /// The keys of one body. Derive once and keep: it costs some microseconds.
    #[must_use]
    pub fn body(&self, body: Uuid) -> BodyKey {
        BodyKey::derive(self, body)
    }

    /// A key for the whole installation and one purpose, such as `receipt-phrase`. The purpose never changes.
    #[must_use]
    pub fn installation_key(&self, purpose: &str) -> Secret32 {
        self.expand(&[b"lapor/installation/v1/", purpose.as_bytes()])
    }

    /// What the database keeps of the key so that a wrong one is noticed at start. It says nothing about it.
    #[must_use]
    pub fn key_check(&self) -> [u8; 32] {
        *self.expand(&[b"lapor/key-check/v1"]).bytes()
    }

    /// Compares with what the database keeps.
    ///
    /// # Errors
    /// [`KeyFileError::WrongKey`] if this is not the key the database was made with.
    pub fn verify_key_check(&self, stored: &[u8]) -> Result<(), KeyFileError> {
        if self.key_check().ct_eq(stored).into() {
            Ok(())
        } else {
            Err(KeyFileError::WrongKey)
        }
    }

    /// HKDF-SHA256 with the root as key material. Every use has its own `info`.
    pub(super) fn expand(&self, info: &[&[u8]]) -> Secret32 {
        let mut okm = Zeroizing::new([0_u8; 32]);
        let expanded = Hkdf::<Sha256>::new(None, self.root.bytes())
            .expand_multi_info(info, okm.as_mut_slice());
        debug_assert!(expanded.is_ok(), "HKDF-SHA256 gives up to 8160 bytes");
        Secret32::new(*okm)
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyFile(…)")
    }
}

fn parse(text: &str) -> Result<KeyFile, &'static str> {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    match lines.next() {
        None => return Err("kosong"),
        Some(VERSION) => {}
        Some(other) if other.starts_with("lapor-key-") => {
            return Err("dibuat oleh versi lapor yang lebih baru");
        }
        Some(_) => return Err("baris versi lapor-key-v1 tidak ditemukan"),
    }
    let encoded = lines.next().ok_or("baris kunci tidak ada")?;
    if lines.next().is_some() {
        return Err("ada baris yang berlebih");
    }
    let bytes = Zeroizing::new(
        STANDARD
            .decode(encoded)
            .map_err(|_| "baris kunci bukan base64")?,
    );
    let root: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| "panjang kunci bukan 32 bita")?;
    Ok(KeyFile::from_root(root))
}

fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()
}

#[cfg(test)]
mod tests;
