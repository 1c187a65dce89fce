//! Opening an installation: database, key file and folder, each with a clear sentence where it is not right.

use std::fs;
use std::sync::Arc;

use lapor_app::app::{App, Parts};
use lapor_app::channels::config;
use lapor_app::clock::{Clock, SystemClock};
use lapor_app::demo::policy_file;
use lapor_app::files::FileStore;
use lapor_store::record::setting;
use lapor_store::seal::{Entropy, KeyFile, OsEntropy, hex};
use lapor_store::{Change, OpenOptions, Query, Store, StoreError, Tx};

use crate::cli::Global;
use crate::failure::Failure;
use crate::places::{Places, folder_of};

/// What a command expects to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expect {
    /// An installation that was set up before; a mistyped address must not create one.
    Installed,
    /// An empty place will do: database and key are made.
    MayBeNew,
}

/// Opens an installation.
///
/// # Errors
/// A sentence for whatever is missing or not reachable.
pub(crate) async fn app(
    places: &Places,
    expect: Expect,
    clock: Arc<dyn Clock>,
    entropy: Box<dyn Entropy>,
) -> Result<App, Failure> {
    let store = store(places, expect).await?;
    let keys = keys(&store, places, expect).await?;
    let files = FileStore::open(&places.files)?;
    let parts = Parts {
        store,
        keys,
        clock,
        entropy,
        files,
        default_policy: policy_file::DEFAULT.policy(),
    };
    Ok(App::start(parts).await?)
}

/// Opens an installation by the system's clock and chance, has something done with it, and closes it, whatever came of it.
///
/// # Errors
/// As [`app`], then what was done gives.
pub(crate) async fn with<T>(
    global: &Global,
    expect: Expect,
    work: impl AsyncFnOnce(&App) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let places = Places::of(global)?;
    let (clock, chance) = (Arc::new(SystemClock), Box::new(OsEntropy));
    let app = app(&places, expect, clock, chance).await?;
    let done = work(&app).await;
    app.store().clone().close().await;
    done
}

/// Opens the doors that the file of doors describes, if one was named. Only commands that talk to people do: a
/// demonstration or an import never writes to anybody.
///
/// # Errors
/// A sentence that says what to mend in the file.
pub(crate) fn channels(app: &App, global: &Global) -> Result<(), Failure> {
    let named = global.channels.as_deref();
    let Some(path) = named.filter(|path| !path.as_os_str().is_empty()) else {
        return Ok(());
    };
    let env = |name: &str| std::env::var(name).ok();
    let channels = config::load(path, &env).map_err(|error| Failure::new(error.to_string()))?;
    app.set_channels(channels);
    if let Some(why) = lapor_app::outside::lacking(app) {
        return Err(Failure::new(format!("berkas saluran: {why}")));
    }
    Ok(())
}

/// Opens the database alone.
///
/// # Errors
/// Not there, not reachable, of a newer version.
pub(crate) async fn store(places: &Places, expect: Expect) -> Result<Store, Failure> {
    if let Some(path) = &places.sqlite {
        let folder = folder_of(path);
        if !folder.is_dir() {
            return Err(Failure::new(format!(
                "folder {} tidak ada. Buat dahulu, milik pengguna yang menjalankan lapor",
                folder.display()
            )));
        }
        if expect == Expect::Installed && !path.exists() {
            return Err(Failure::new(format!(
                "basis data {} tidak ada. Periksa alamatnya, atau siapkan pemasangan baru dengan `lapor admin init`",
                path.display()
            )));
        }
    }
    Store::open(&places.url, OpenOptions::default())
        .await
        .map_err(|error| match error {
            StoreError::Unavailable(reason) => Failure::new(format!(
                "basis data {} tidak dapat dihubungi ({reason}). Periksa bahwa server basis data berjalan dan alamatnya benar",
                places.shown()
            )),
            StoreError::Busy => Failure::new(format!(
                "basis data {} sedang dipakai proses lain terlalu lama. Coba lagi sebentar lagi",
                places.shown()
            )),
            told @ (StoreError::NotADatabase | StoreError::SignIn | StoreError::NoDatabase) => {
                Failure::new(format!("basis data {}: {told}", places.shown()))
            }
            other => other.into(),
        })
}

/// Reads the key file and compares it with the database, which remembers its first one.
async fn keys(store: &Store, places: &Places, expect: Expect) -> Result<KeyFile, Failure> {
    let (check, has_agencies) = store.read(SetUp).await?;
    if let Some(check) = check {
        let keys = KeyFile::load(&places.key)?;
        keys.verify_key_check(&unhex(&check))?;
        return Ok(keys);
    }
    if expect == Expect::Installed && !has_agencies {
        return Err(Failure::new(format!(
            "pemasangan {} belum disiapkan. Jalankan `lapor admin init`, `lapor import sp4n`, atau `lapor demo`",
            places.shown()
        )));
    }
    // Only a database that nobody used yet may get a new key.
    let keys = if has_agencies || places.key.exists() {
        KeyFile::load(&places.key)?
    } else {
        let folder = folder_of(&places.key);
        fs::create_dir_all(folder)
            .map_err(|error| Failure::file("folder kunci", folder, &error))?;
        KeyFile::create(&places.key, &mut OsEntropy)?
    };
    // Another process may have been first: what the database keeps decides.
    let kept = store.run(KeepKeyCheck(hex(&keys.key_check()))).await?;
    keys.verify_key_check(&unhex(&kept))?;
    Ok(keys)
}

/// What the database remembers of its key, and whether anybody was set up in it.
pub(crate) struct SetUp;

impl Query for SetUp {
    type Output = (Option<String>, bool);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let check = setting::get(tx, setting::KEY_CHECK).await?;
        let version = setting::get(tx, setting::DIRECTORY_VERSION).await?;
        Ok((check, version.is_some()))
    }
}

struct KeepKeyCheck(String);

impl Change for KeepKeyCheck {
    type Output = String;
    type Error = StoreError;
    const NAME: &'static str = "keep_key_check";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<String, StoreError> {
        if let Some(kept) = setting::get(tx, setting::KEY_CHECK).await? {
            return Ok(kept);
        }
        setting::set(tx, setting::KEY_CHECK, &self.0).await?;
        Ok(self.0.clone())
    }
}

/// Anything that is not hexadecimal becomes a check that no key passes.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    digits.map_or_else(Vec::new, |digits| {
        digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_their_text() {
        assert_eq!(unhex(&hex(&[0, 1, 0xab, 0xff])), [0, 1, 0xab, 0xff]);
        assert!(unhex("bukan").is_empty());
    }
}
