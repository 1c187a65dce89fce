//! Where things are: database, key file, files. Given, from the environment, or beside the database.

use std::path::{Path, PathBuf};

use crate::cli::Global;
use crate::failure::Failure;

/// The places of an installation.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// Address of the database.
    pub(crate) url: String,
    /// The SQLite file, where it is one.
    pub(crate) sqlite: Option<PathBuf>,
    /// The key file.
    pub(crate) key: PathBuf,
    /// Folder of photographs.
    pub(crate) files: PathBuf,
}

impl Places {
    /// From what was given.
    ///
    /// # Errors
    /// Where no database was named.
    pub(crate) fn of(global: &Global) -> Result<Self, Failure> {
        let url = global
            .database_url
            .as_deref()
            .filter(|url| !url.is_empty())
            .ok_or_else(|| {
                Failure::usage(
                    "basis data belum disebut. Beri --database-url sqlite:/var/lib/lapor/lapor.db (atau postgres://…), atau atur LAPOR_DATABASE_URL",
                )
            })?;
        Self::at(url, global)
    }

    /// For a known address.
    ///
    /// # Errors
    /// Where neither the key file's place was named nor a home folder is known.
    pub(crate) fn at(url: &str, global: &Global) -> Result<Self, Failure> {
        let sqlite = sqlite_path(url);
        let beside = |ending: &str| -> Result<PathBuf, Failure> {
            let stem = match &sqlite {
                Some(path) => path.clone(),
                None => data_home()?.join(server_name(url)),
            };
            let mut name = stem.into_os_string();
            name.push(ending);
            Ok(PathBuf::from(name))
        };
        let given =
            |path: &Option<PathBuf>| path.clone().filter(|path| !path.as_os_str().is_empty());
        let key = given(&global.key_file).map_or_else(|| beside(".key"), Ok)?;
        let files = given(&global.files).map_or_else(|| beside(".files"), Ok)?;
        Ok(Self {
            url: url.to_owned(),
            sqlite,
            key,
            files,
        })
    }

    /// The address without its password, for people.
    pub(crate) fn shown(&self) -> String {
        match (self.url.split_once("://"), self.url.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
            _ => self.url.clone(),
        }
    }
}

/// The file of an SQLite address.
fn sqlite_path(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    Some(PathBuf::from(rest.strip_prefix("//").unwrap_or(rest)))
}

/// A file name for a server's database: host, port and name, never the password.
fn server_name(url: &str) -> String {
    let place = url.split_once("://").map_or(url, |(_, place)| place);
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let place = place.split_once('?').map_or(place, |(place, _)| place);
    place
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// Where the key and files of a server's database are kept unless told otherwise.
fn data_home() -> Result<PathBuf, Failure> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    named("XDG_DATA_HOME")
        .or_else(|| named("HOME").map(|home| home.join(".local/share")))
        .map(|home| home.join("lapor"))
        .ok_or_else(|| {
            Failure::usage(
                "tempat berkas kunci dan foto belum diketahui. Beri --key-file dan --files (atau LAPOR_KEY_FILE dan LAPOR_FILES)",
            )
        })
}

/// The folder a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn global() -> Global {
        Global::default()
    }

    #[test]
    fn key_and_files_lie_beside_an_sqlite_file() {
        let places = Places::at("sqlite:/srv/lapor.db", &global()).unwrap();
        assert_eq!(places.key, Path::new("/srv/lapor.db.key"));
        assert_eq!(places.files, Path::new("/srv/lapor.db.files"));
    }

    #[test]
    fn no_password_becomes_a_file_name_or_is_shown() {
        let url = "postgres://u:rahasia@db.example:5432/lapor?connect_timeout=3";
        assert_eq!(server_name(url), "db-example-5432-lapor");
        let places = Places::at(url, &global()).unwrap();
        assert!(!places.shown().contains("rahasia"));
    }

    #[test]
    fn without_an_address_the_operator_is_told_both_ways() {
        let told = Places::of(&global()).unwrap_err().to_string();
        assert!(told.contains("--database-url") && told.contains("LAPOR_DATABASE_URL"));
    }
}
