//! An installation, exports written row by row, and questions to the record.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use lapor_app::app::{App, Parts};
use lapor_app::clock::SetClock;
use lapor_app::demo::policy_file;
use lapor_app::error::AppError;
use lapor_app::files::FileStore;
use lapor_app::import::{ImportOptions, ImportReport, sp4n};
use lapor_domain::content::ContentKind;
use lapor_domain::report::Report;
use lapor_domain::words::Figure;
use lapor_store::rebuild;
use lapor_store::record::{self, content};
use lapor_store::seal::{KeyFile, SeededEntropy};
use lapor_store::{Query, Store, StoreError, Tx, params};

/// When the imports happen, unless the clock is set.
pub(crate) const NOW: &str = "2026-01-05T09:00:00+07:00";

/// An installation, empty at first, and a place for files.
pub(crate) struct Office {
    pub(crate) app: App,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) place: tempfile::TempDir,
}

impl Office {
    pub(crate) async fn new(store: Store) -> Self {
        let place = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at(NOW.parse().unwrap()));
        let app = App::start(Parts {
            store,
            keys: KeyFile::from_root([7; 32]),
            clock: Arc::clone(&clock) as _,
            entropy: Box::new(SeededEntropy::new(1)),
            files: FileStore::open(&place.path().join("files")).unwrap(),
            default_policy: policy_file::DEFAULT.policy(),
        })
        .await
        .unwrap();
        Self { app, clock, place }
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.place.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) async fn import(&self, export: &Export) -> ImportReport {
        self.import_for(export, None).await.unwrap()
    }

    pub(crate) async fn import_for(
        &self,
        export: &Export,
        body: Option<&str>,
    ) -> Result<ImportReport, AppError> {
        let path = self.write("ekspor.csv", &export.text());
        self.import_file(&path, body).await
    }

    pub(crate) async fn import_file(
        &self,
        path: &Path,
        body: Option<&str>,
    ) -> Result<ImportReport, AppError> {
        let options = ImportOptions {
            body: body.map(str::to_owned),
            problem_file: Some(self.place.path().join("masalah.csv")),
            ..ImportOptions::default()
        };
        let mut last = (0, 0);
        let done = sp4n(&self.app, path, options, |done, total| {
            assert!(done >= last.0 && done <= total);
            last = (done, total);
        })
        .await?;
        assert_eq!(last, (done.read, done.read), "progress ends at the end");
        self.check().await;
        let counted: usize = done.figures.values().sum();
        assert_eq!(
            counted + done.merged,
            done.read,
            "the seven figures add up to what was read"
        );
        Ok(done)
    }

    /// Every read model is what the events say.
    pub(crate) async fn check(&self) {
        let rules = self.app.rules();
        let compared = rebuild::check(self.app.store(), &rules, &mut |_| {})
            .await
            .unwrap();
        assert!(compared.agrees(), "{:?}", compared.named);
    }

    pub(crate) fn problems(&self) -> String {
        std::fs::read_to_string(self.place.path().join("masalah.csv")).unwrap_or_default()
    }

    pub(crate) fn set(&self, at: &str) {
        self.clock.set(at.parse::<Timestamp>().unwrap());
    }

    pub(crate) async fn count(&self, what: Count) -> i64 {
        self.app.store().read(what).await.unwrap()
    }

    pub(crate) async fn report(&self, external: &'static str) -> Report {
        self.app
            .store()
            .read(ByExternal(external))
            .await
            .unwrap()
            .unwrap()
    }

    /// The words of a kind, opened.
    pub(crate) async fn word(&self, external: &'static str, kind: ContentKind) -> Option<String> {
        let report = self.report(external).await;
        let id = report.word(kind)?.id;
        let stored = self.app.store().read(Word(id)).await.unwrap().unwrap();
        let key = self.app.key_of(report.home);
        stored.open(&key).unwrap().map(|text| text.to_string())
    }
}

/// The figures that are not zero.
pub(crate) fn figures(report: &ImportReport) -> Vec<(Figure, usize)> {
    report
        .figures
        .iter()
        .filter(|(_, n)| **n > 0)
        .map(|(figure, n)| (*figure, *n))
        .collect()
}

pub(crate) enum Count {
    Events,
    Entities,
    Reports,
    Public,
    Words,
    /// Reports received on this local day.
    On(i64),
    /// Edited words that stand unsealed.
    PlainFinals,
}

impl Query for Count {
    type Output = i64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        let (sql, day) = match self {
            Self::Events => (
                "SELECT COUNT(*) FROM event WHERE stream_kind = 'report' AND seq > $1",
                0,
            ),
            Self::Entities => (
                "SELECT COUNT(*) FROM event WHERE stream_kind <> 'report' AND seq > $1",
                0,
            ),
            Self::Reports => ("SELECT COUNT(*) FROM report WHERE received_day > $1", 0),
            Self::Public => (
                "SELECT COUNT(*) FROM report WHERE received_day > $1 AND is_public",
                0,
            ),
            Self::Words => ("SELECT COUNT(*) FROM content WHERE created_at > $1", 0),
            Self::On(day) => ("SELECT COUNT(*) FROM report WHERE received_day = $1", *day),
            Self::PlainFinals => (
                "SELECT COUNT(*) FROM content WHERE created_at > $1 AND plain IS NOT NULL
                    AND kind IN ('text_final', 'title_final')",
                0,
            ),
        };
        Ok(tx.row(sql, params![day]).await?.unwrap_or_default())
    }
}

struct ByExternal(&'static str);

impl Query for ByExternal {
    type Output = Option<Report>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let Some(id) = record::by_external(tx, self.0).await? else {
            return Ok(None);
        };
        Ok(record::load(tx, id).await.unwrap())
    }
}

struct Word(lapor_domain::ids::ContentId);

impl Query for Word {
    type Output = Option<content::StoredContent>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        content::get(tx, self.0).await
    }
}

/// An export being written.
#[derive(Clone, Default)]
pub(crate) struct Export {
    pub(crate) preamble: Vec<(&'static str, &'static str)>,
    pub(crate) rows: Vec<Line>,
}

/// One row; what is empty stays empty.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(crate) id: &'static str,
    pub(crate) date: &'static str,
    pub(crate) time: &'static str,
    pub(crate) name: &'static str,
    pub(crate) classification: &'static str,
    pub(crate) category: &'static str,
    pub(crate) title: &'static str,
    pub(crate) initial: &'static str,
    pub(crate) last: &'static str,
    pub(crate) flags: &'static str,
    pub(crate) source: &'static str,
    pub(crate) parent: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) status: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) kecamatan: &'static str,
    pub(crate) kelurahan: &'static str,
    pub(crate) rating: &'static str,
}

/// A usual row with this Tracking ID and status.
pub(crate) const fn line(id: &'static str, status: &'static str) -> Line {
    Line {
        id,
        date: "18 Jan 2024",
        time: "03:15",
        name: "Warga Contoh",
        classification: "Pengaduan Tidak Berkadar Pengawasan",
        category: "Jalan Rusak",
        title: "Jalan berlubang",
        initial: "Ada lubang besar di depan pasar.",
        last: "Ada lubang besar di depan pasar",
        flags: "",
        source: "Website",
        parent: "Pemerintah Kota Contoh",
        unit: "Dinas Pekerjaan Umum",
        status,
        reason: "",
        kecamatan: "",
        kelurahan: "",
        rating: "",
    }
}

impl Export {
    pub(crate) fn of(rows: impl IntoIterator<Item = Line>) -> Self {
        Self {
            preamble: Vec::new(),
            rows: rows.into_iter().collect(),
        }
    }

    pub(crate) fn generated(mut self, day: &'static str) -> Self {
        self.preamble.push(("Tanggal Generate", day));
        self
    }

    pub(crate) fn named(mut self, body: &'static str) -> Self {
        self.preamble.push(("Nama Instansi", body));
        self
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (label, value) in &self.preamble {
            text.extend([*label, ",", *value, "\n"]);
        }
        text.push_str(
            "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,Kategori,\
             Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,\
             Instansi Induk,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Kecamatan,Kelurahan,Rating\n",
        );
        for row in &self.rows {
            let cells = [
                row.id,
                row.date,
                row.time,
                row.name,
                row.classification,
                row.category,
                row.title,
                row.initial,
                row.last,
                row.flags,
                row.source,
                row.parent,
                row.unit,
                row.status,
                row.reason,
                row.kecamatan,
                row.kelurahan,
                row.rating,
            ];
            text.push_str(&cells.map(|cell| format!("\"{cell}\"")).join(","));
            text.push('\n');
        }
        text
    }
}
