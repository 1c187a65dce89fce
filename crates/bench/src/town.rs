//! An installation to measure: the demonstration city on a fresh database.

use std::path::Path;
use std::sync::Arc;

use lapor_app::app::{App, Parts};
use lapor_app::clock::SystemClock;
use lapor_app::demo::city::CITY;
use lapor_app::demo::install::{Installed, install};
use lapor_app::demo::policy_file;
use lapor_app::demo::texts;
use lapor_app::files::FileStore;
use lapor_app::report::filing::Filing;
use lapor_app::report::receive::{self, Receipted};
use lapor_domain::report::permit::Actor;
use lapor_store::seal::{KeyFile, OsEntropy};
use lapor_store::{OpenOptions, Store};

use crate::Failed;

/// A city on a database.
#[derive(Clone)]
pub(crate) struct Town {
    /// The program without doors.
    pub(crate) app: App,
    /// What was installed.
    pub(crate) made: Arc<Installed>,
}

impl Town {
    /// Opens a fresh database and installs the city.
    pub(crate) async fn open(
        url: &str,
        files: &Path,
        options: OpenOptions,
    ) -> Result<Self, Failed> {
        Self::open_with(url, files, options, KeyFile::from_root([3; 32])).await
    }

    /// The same with a key file of one's own.
    pub(crate) async fn open_with(
        url: &str,
        files: &Path,
        options: OpenOptions,
        keys: KeyFile,
    ) -> Result<Self, Failed> {
        let app = App::start(Parts {
            store: Store::open(url, options).await?,
            keys,
            clock: Arc::new(SystemClock),
            entropy: Box::new(OsEntropy),
            files: FileStore::open(files)?,
            default_policy: policy_file::DEFAULT.policy(),
        })
        .await?;
        let made = Arc::new(install(&app, &CITY).await?);
        Ok(Self { app, made })
    }

    /// The n-th filing: believable words, a name, a telephone number that belongs to nobody.
    pub(crate) fn filing(&self, n: u64) -> Filing {
        let text = texts::report(n, "jalan-rusak", "Menteng");
        Filing {
            text: text.body,
            place: text.street,
            name: "Warga Contoh".to_owned(),
            phone: format!("0812{:08}", n % 100_000_000),
            region: Some("62.71.03.1002".to_owned()),
            body: self.made.bodies.get("palangkaraya").copied(),
            ..Filing::default()
        }
    }

    /// Files the n-th report through the use case.
    pub(crate) async fn receive(&self, n: u64) -> Result<Receipted, Failed> {
        self.file(n, self.filing(n)).await
    }

    /// The same of a person who left an e-mail address.
    pub(crate) async fn receive_by_mail(&self, n: u64) -> Result<Receipted, Failed> {
        let mut filing = self.filing(n);
        filing.email = format!("warga{n}@contoh.example");
        self.file(n, filing).await
    }

    async fn file(&self, n: u64, filing: Filing) -> Result<Receipted, Failed> {
        let mut key = [0; 16];
        key[..8].copy_from_slice(&n.to_be_bytes());
        let app = &self.app;
        Ok(receive::receive(app, Actor::Reporter, "web", key, filing, Vec::new()).await?)
    }

    /// `callers` at once file `count` reports from `first` on; gives reports a second.
    pub(crate) async fn receive_many(
        &self,
        callers: u64,
        first: u64,
        count: u64,
    ) -> Result<f64, Failed> {
        let watch = crate::timer::Stopwatch::start();
        let mut tasks = Vec::new();
        for caller in 0..callers {
            let town = self.clone();
            tasks.push(tokio::spawn(async move {
                for n in (first + caller..first + count).step_by(usize::try_from(callers)?) {
                    town.receive(n).await?;
                }
                Ok::<_, Failed>(())
            }));
        }
        for task in tasks {
            task.await??;
        }
        Ok(watch.rate(usize::try_from(count)?))
    }
}

/// Where to measure: on a real disk, which the default for temporary files may not be.
pub(crate) fn scratch() -> std::path::PathBuf {
    std::env::var_os("LAPOR_BENCH_DIR").map_or_else(std::env::temp_dir, Into::into)
}

/// Runs a measurement on a database of its own, where `LAPOR_TEST_POSTGRES` names a server.
pub(crate) fn with_postgres<T, F: Future<Output = Result<T, Failed>>>(
    measure: impl FnOnce(String) -> F,
) -> Result<Option<T>, Failed> {
    let mut outcome = None;
    lapor_store::testing::with_postgres(|url| async { outcome = Some(measure(url).await) });
    outcome.transpose()
}
