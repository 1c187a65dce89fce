//! The demonstration's city, its people and a clock, without a report.

use std::sync::Arc;

use lapor_app::app::{App, Parts};
use lapor_app::clock::SetClock;
use lapor_app::demo::city::CITY;
use lapor_app::demo::install::{Installed, install};
use lapor_app::demo::policy_file;
use lapor_app::files::FileStore;
use lapor_store::Store;
use lapor_store::seal::{KeyFile, SeededEntropy};

/// What the use cases are tried on.
pub(crate) struct Town {
    pub(crate) app: App,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) made: Installed,
    _files: tempfile::TempDir,
}

impl Town {
    pub(crate) async fn new(store: Store) -> Self {
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at("2025-08-01T10:00:00+07:00".parse().unwrap()));
        let app = App::start(Parts {
            store,
            keys: KeyFile::from_root([7; 32]),
            clock: Arc::clone(&clock) as _,
            entropy: Box::new(SeededEntropy::new(1)),
            files: FileStore::open(files.path()).unwrap(),
            default_policy: policy_file::DEFAULT.policy(),
        })
        .await
        .unwrap();
        let made = install(&app, &CITY).await.unwrap();
        Self {
            app,
            clock,
            made,
            _files: files,
        }
    }
}
