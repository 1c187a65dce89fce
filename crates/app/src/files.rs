//! Files beside the database: photographs and their originals.
//!
//! A file is whole and on the disk before any row speaks of it: temporary file, fsync, rename, fsync of
//! the directory, and only then the change that refers to it. What nothing refers to is swept later.
//! Names are random ids, so nothing a person typed ever becomes a path.
//!
//! All calls block; run them on a blocking thread.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use lapor_store::seal::{BodyKey, Entropy, RowRef};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A directory of files, spread over 256 folders. Clones share it.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: Arc<Path>,
}

/// What went wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file; it was erased or never written.
    #[error("berkas {0} tidak ada")]
    Missing(Uuid),
    /// The disk or the quota is full. The report can be sent again without photographs.
    #[error("cakram penuh: berkas tidak tersimpan. Kosongkan ruang di {}", .0.display())]
    Full(PathBuf),
    /// A sealed file does not open.
    #[error(transparent)]
    Sealed(#[from] lapor_store::seal::OpenError),
    /// Anything else the system said.
    #[error("berkas di {} tidak dapat dibaca atau ditulis: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed.
    pub removed: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Files left: referred to, or too young to tell.
    pub kept: u64,
}

impl FileStore {
    /// Opens a directory, making it if need be, and tries whether it can be written to.
    ///
    /// # Errors
    /// [`FileError`], at start rather than at the first photograph.
    pub fn open(root: &Path) -> Result<Self, FileError> {
        let store = Self {
            root: Arc::from(root),
        };
        fs::create_dir_all(root).map_err(|error| store.failed(error))?;
        let probe = root.join(".lapor-tulis");
        File::create(&probe)
            .and_then(|_| fs::remove_file(&probe))
            .map_err(|error| store.failed(error))?;
        Ok(store)
    }

    /// The directory itself: finished files of other kinds lie in folders of their own beside the 256.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a file under a new random id. When this returns, it survives a power cut.
    ///
    /// # Errors
    /// [`FileError::Full`] or [`FileError::Io`]; then nothing is left behind.
    pub fn put(&self, id: Uuid, bytes: &[u8]) -> Result<(), FileError> {
        let folder = self.folder(id);
        let temporary = folder.join(format!("{}.tmp", id.simple()));
        self.ensure(&folder)
            .and_then(|()| write_synced(&temporary, bytes))
            .and_then(|()| fs::rename(&temporary, folder.join(id.simple().to_string())))
            .and_then(|()| sync(&folder))
            .map_err(|error| {
                let _ = fs::remove_file(&temporary);
                self.failed(error)
            })
    }

    /// Reads a file whole.
    ///
    /// # Errors
    /// [`FileError::Missing`] or [`FileError::Io`].
    pub fn read(&self, id: Uuid) -> Result<Vec<u8>, FileError> {
        fs::read(self.path(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing(id),
            _ => self.failed(error),
        })
    }

    /// Writes an original sealed, and returns the wrapped key for the row. Without that row the file is noise,
    /// so erasing the row erases the photograph wherever a copy of the file may be.
    ///
    /// # Errors
    /// As [`FileStore::put`].
    pub fn put_sealed(
        &self,
        id: Uuid,
        bytes: &[u8],
        key: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, FileError> {
        let sealed = key.seal(original(id), bytes, entropy);
        self.put(id, &sealed.ciphertext)?;
        Ok(sealed.wrapped_key)
    }

    /// Reads what [`FileStore::put_sealed`] wrote.
    ///
    /// # Errors
    /// [`FileError::Sealed`] if the file was changed or belongs to another id, body or key.
    pub fn read_sealed(
        &self,
        id: Uuid,
        wrapped_key: &[u8],
        key: &BodyKey,
    ) -> Result<Zeroizing<Vec<u8>>, FileError> {
        Ok(key.open_parts(original(id), wrapped_key, &self.read(id)?)?)
    }

    /// Removes a file. One that is already gone is no error: erasing is repeated until it succeeds.
    ///
    /// # Errors
    /// [`FileError::Io`].
    pub fn remove(&self, id: Uuid) -> Result<(), FileError> {
        match fs::remove_file(self.path(id)) {
            Ok(()) => sync(&self.folder(id)).map_err(|error| self.failed(error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Removes files that nothing refers to and that were written before `older_than`.
    ///
    /// A file is written before its row, so `older_than` must lie further back than any change can take,
    /// and `referenced` must be read after it: a day is safe. Files that are not ours are left alone.
    ///
    /// # Errors
    /// [`FileError::Io`] at the first folder that cannot be read; what was removed stays removed.
    pub fn sweep(
        &self,
        referenced: &HashSet<Uuid>,
        older_than: Timestamp,
    ) -> Result<Swept, FileError> {
        let mut swept = Swept::default();
        for folder in self.entries(&self.root)? {
            if !folder.is_dir() {
                continue;
            }
            for path in self.entries(&folder)? {
                self.sweep_one(&path, referenced, older_than, &mut swept)?;
            }
        }
        Ok(swept)
    }

    fn sweep_one(
        &self,
        path: &Path,
        referenced: &HashSet<Uuid>,
        older_than: Timestamp,
        swept: &mut Swept,
    ) -> Result<(), FileError> {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let temporary = name.strip_suffix(".tmp");
        let Ok(id) = Uuid::try_parse(temporary.unwrap_or(name)) else {
            return Ok(());
        };
        let about = match fs::metadata(path) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(self.failed(error)),
        };
        let written = about
            .modified()
            .ok()
            .and_then(|time| Timestamp::try_from(time).ok());
        let young = written.is_none_or(|written| written >= older_than);
        if young || (temporary.is_none() && referenced.contains(&id)) {
            swept.kept += 1;
            return Ok(());
        }
        match fs::remove_file(path) {
            Ok(()) => {
                swept.removed += 1;
                swept.bytes += about.len();
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn entries(&self, folder: &Path) -> Result<Vec<PathBuf>, FileError> {
        fs::read_dir(folder)
            .and_then(|entries| {
                entries
                    .map(|entry| entry.map(|entry| entry.path()))
                    .collect()
            })
            .map_err(|error| self.failed(error))
    }

    /// The last byte of an id is random in version 7 as in version 4; the first is the time.
    fn folder(&self, id: Uuid) -> PathBuf {
        self.root.join(format!("{:02x}", id.as_bytes()[15]))
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.folder(id).join(id.simple().to_string())
    }

    fn ensure(&self, folder: &Path) -> io::Result<()> {
        match fs::create_dir(folder) {
            Ok(()) => sync(&self.root),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn failed(&self, source: io::Error) -> FileError {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                FileError::Full(self.root.to_path_buf())
            }
            _ => FileError::Io {
                path: self.root.to_path_buf(),
                source,
            },
        }
    }
}

/// Binds the sealed bytes to their id.
const fn original(id: Uuid) -> RowRef<'static> {
    RowRef {
        id,
        kind: "file_original",
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new name is only safe once its directory is.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
