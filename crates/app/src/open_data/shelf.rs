//! Where finished snapshots lie: in a folder beside the photographs, one for each body.
//!
//! `{edition}.json` is the manifest; it names the folder with the files, whose name follows from what is in them. A new
//! manifest takes the place of the old one in one step, so that nobody ever gets files of two snapshots under one name.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use lapor_domain::ids::BodyId;

use super::edition::Edition;
use super::error::OpenDataError;
use super::manifest::{FileEntry, MAKER, Manifest};
use crate::app::App;

/// What is offered of a body: the rolling edition first, then the years, the latest first. Blocks.
///
/// # Errors
/// Where the disk fails.
pub fn shelf(app: &App, body: BodyId) -> Result<Vec<(Edition, Manifest)>, OpenDataError> {
    let root = root(app, body);
    let names = match fs::read_dir(&root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(OpenDataError::Io { path: root, source }),
    };
    let mut found = Vec::new();
    for entry in names.filter_map(Result::ok) {
        let name = entry.file_name();
        let edition = name.to_str().and_then(|name| name.strip_suffix(".json"));
        let Some(edition) = edition.and_then(|edition| edition.parse().ok()) else {
            continue;
        };
        if let Some(manifest) = manifest(app, body, edition)? {
            found.push((edition, manifest));
        }
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    Ok(found)
}

/// A file of what is offered, opened; `None` where there is none of that name.
pub(super) fn open(
    app: &App,
    body: BodyId,
    manifest: &Manifest,
    name: &str,
) -> Result<Option<(FileEntry, File)>, OpenDataError> {
    // Only names that the manifest has become a path.
    let Some(entry) = manifest.files.iter().find(|file| file.name == name) else {
        return Ok(None);
    };
    let path = root(app, body)
        .join(manifest.folder_name())
        .join(&entry.name);
    match File::open(&path) {
        Ok(file) => Ok(Some((entry.clone(), file))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(OpenDataError::Io { path, source }),
    }
}

/// The manifest of an edition. One that cannot be read, or was made another way than today's, is none: it is made anew.
pub(super) fn manifest(
    app: &App,
    body: BodyId,
    edition: Edition,
) -> Result<Option<Manifest>, OpenDataError> {
    let path = root(app, body).join(format!("{edition}.json"));
    match fs::read(&path) {
        Ok(bytes) => {
            let found: Option<Manifest> = serde_json::from_slice(&bytes).ok();
            Ok(found.filter(|manifest| manifest.maker == MAKER))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(OpenDataError::Io { path, source }),
    }
}

/// An empty folder in which an edition can be made.
pub(super) fn bench(app: &App, body: BodyId, edition: Edition) -> Result<PathBuf, OpenDataError> {
    let name = format!(".{edition}-{:016x}", app.random_number());
    let path = root(app, body).join(name);
    fs::create_dir_all(&path).map_err(|source| failed(&path, source))?;
    Ok(path)
}

/// Offers what was made in a folder, instead of what was offered before.
pub(super) fn put(
    app: &App,
    body: BodyId,
    edition: Edition,
    made: &Path,
    manifest: &Manifest,
) -> Result<(), OpenDataError> {
    let root = root(app, body);
    let folder = root.join(manifest.folder_name());
    let placed = if folder.exists() {
        // The same contents lie there already.
        fs::remove_dir_all(made)
    } else {
        fs::rename(made, &folder)
    };
    placed.map_err(|source| failed(&folder, source))?;
    let text = serde_json::to_vec_pretty(manifest)
        .map_err(|error| failed(&folder, io::Error::other(error)))?;
    let (fresh, path) = (
        root.join(format!(".{edition}.json.baru")),
        root.join(format!("{edition}.json")),
    );
    fs::write(&fresh, text)
        .and_then(|()| File::open(&fresh)?.sync_all())
        .and_then(|()| fs::rename(&fresh, &path))
        .and_then(|()| File::open(&root)?.sync_all())
        .map_err(|source| failed(&path, source))?;
    let _gone = fs::remove_file(held(&root, edition));
    clear(&root, edition, Some(&manifest.folder_name()))
}

/// Offers an edition no longer.
pub(super) fn withdraw(app: &App, body: BodyId, edition: Edition) -> Result<(), OpenDataError> {
    let root = root(app, body);
    let path = root.join(format!("{edition}.json"));
    match fs::remove_file(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(failed(&path, source)),
    }
    clear(&root, edition, None)
}

/// Removes folders of an edition but one.
fn clear(root: &Path, edition: Edition, but: Option<&str>) -> Result<(), OpenDataError> {
    let begin = format!("{edition}-");
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(failed(root, source)),
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        if name.starts_with(&begin) && Some(name) != but {
            fs::remove_dir_all(entry.path()).map_err(|source| failed(root, source))?;
        }
    }
    Ok(())
}

/// Notes why an edition is not made: the gate refused it in a state of the record, or nothing in it changed. So it is not tried
/// again and again.
pub(super) fn hold(
    app: &App,
    body: BodyId,
    edition: Edition,
    state: &str,
) -> Result<(), OpenDataError> {
    let path = held(&root(app, body), edition);
    fs::write(&path, state).map_err(|source| failed(&path, source))
}

/// Whether this was noted of an edition.
pub(super) fn is_held(app: &App, body: BodyId, edition: Edition, state: &str) -> bool {
    fs::read_to_string(held(&root(app, body), edition)).is_ok_and(|held| held == state)
}

fn held(root: &Path, edition: Edition) -> PathBuf {
    root.join(format!("{edition}.ditahan"))
}

fn root(app: &App, body: BodyId) -> PathBuf {
    app.files()
        .root()
        .join("terbuka")
        .join(body.0.simple().to_string())
}

fn failed(path: &Path, source: io::Error) -> OpenDataError {
    OpenDataError::Io {
        path: path.to_owned(),
        source,
    }
}

impl Manifest {
    /// Name of the folder with its files.
    fn folder_name(&self) -> String {
        format!("{}-{}", self.edition, self.folder)
    }
}
