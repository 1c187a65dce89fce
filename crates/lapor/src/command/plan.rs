//! `lapor plan`: action plans, to be read and taken away.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use lapor_app::app::App;
use lapor_app::plans::{self, PlanError, Public, Told};
use lapor_domain::agency::Body;
use lapor_domain::figures::Measure;
use lapor_domain::plan::measure::{self, Group};
use lapor_domain::plan::{Goal, Plan, PlanState, Proposal, Settled};

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::output;

/// Rencana aksi: daftar, usulan, ukuran, dan ekspor
#[derive(Args, Debug)]
#[command(after_help = "\
Rencana dibuat dan dijalankan di ruang kerja petugas (/ruang/rencana); hasilnya dinilai sendiri oleh `lapor serve`.

Contoh:
  lapor plan list --body palangkaraya
  lapor plan export --body palangkaraya --output rencana.json
  lapor plan measures")]
pub(crate) struct PlanCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    List(List),
    Export(Export),
    Measures(Measures),
    Judge(Judge),
    Proposals(Proposals),
    Propose(Propose),
}

/// Daftar rencana sebuah instansi
#[derive(Args, Debug)]
#[command(after_help = "\
SEBELUM memuat (dari 8, batas 10) bila laporannya terlalu sedikit untuk dinilai.
DIBACA: berapa hari sesudah akhir masanya nilai sebelum dan hasil dibaca; sama untuk keduanya.

Contoh:
  lapor plan list --body palangkaraya")]
struct List {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
}

/// Ekspor rencana dengan seluruh riwayatnya, atau hanya yang dapat dibaca umum
#[derive(Args, Debug)]
#[command(after_help = "\
JSON memuat setiap langkah dengan waktu, pelaku, dan angka yang dibekukan. Dengan --public isinya sama dengan halaman /janji.

Contoh:
  lapor plan export --body palangkaraya --output rencana.json
  lapor plan export --body palangkaraya --public --format csv --output janji.csv")]
struct Export {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Hanya yang dapat dibaca umum
    #[arg(long)]
    public: bool,
    /// Bentuk: json, csv (csv hanya dengan --public)
    #[arg(long, value_name = "BENTUK", default_value = "json")]
    format: Format,
    /// Berkas tujuan; tanpa ini ke keluaran baku
    #[arg(long, value_name = "BERKAS")]
    output: Option<PathBuf>,
}

/// Ukuran dari katalog yang dapat menilai rencana
#[derive(Args, Debug)]
#[command(after_help = "\
Rumus, sumber, dan catatan tiap ukuran: `lapor stats --catalogue`. Jumlah laporan diterima (received) hanya untuk \
rencana atas satu kategori.

Contoh:
  lapor plan measures")]
struct Measures {}

/// Nilai sekarang rencana yang masa pengukurannya sudah lewat
#[derive(Args, Debug)]
#[command(after_help = "\
Hasil dibaca sekian hari sesudah akhir masanya, sama dengan nilai sebelum rencana. `lapor serve` melakukannya sendiri \
setiap jam.

Contoh:
  lapor plan judge")]
struct Judge {}

/// Usulan rencana dari lonjakan dan unit terlambat, dan apa keputusannya
#[derive(Args, Debug)]
#[command(after_help = "\
Usulan dijadikan rencana, atau ditolak dengan alasan, di ruang kerja petugas (/ruang/rencana).

Contoh:
  lapor plan proposals --body palangkaraya")]
struct Proposals {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
}

/// Cari sekarang lonjakan dan unit terlambat yang patut direncanakan
#[derive(Args, Debug)]
#[command(after_help = "\
`lapor serve` melakukannya sendiri sekali sehari. Instansi yang hari ini sudah diperiksa tidak diperiksa lagi.

Contoh:
  lapor plan propose")]
struct Propose {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Csv,
}

impl PlanCommand {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        if let What::Measures(_) = self.what {
            return measures();
        }
        open::with(global, Expect::Installed, async |app| match self.what {
            What::List(list) => list.run(app),
            What::Export(export) => export.run(app),
            What::Judge(_) => judge(app).await,
            What::Proposals(proposals) => proposals.run(app),
            What::Propose(_) => propose(app).await,
            What::Measures(_) => Ok(()),
        })
        .await
    }
}

fn body_of(app: &App, slug: &str) -> Result<Body, Failure> {
    Ok(super::body_named(&app.rules(), slug)?.clone())
}

const fn state(state: PlanState) -> &'static str {
    match state {
        PlanState::Active => "berjalan",
        PlanState::Carried => "dilaksanakan, menunggu hasil",
        PlanState::Met => "tercapai",
        PlanState::NotMet => "tidak tercapai",
        PlanState::TooFew => "terlalu sedikit untuk dinilai",
        PlanState::Reopened => "dibuka kembali",
        PlanState::Cancelled => "dibatalkan",
    }
}

fn measures() -> Result<(), Failure> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for group in Group::ALL {
        let of_group = |by: &&Measure| Group::of(by) == group;
        for by in measure::measures().filter(of_group) {
            let goal = match measure::goal(by) {
                Some(Goal::AtLeast) => "makin tinggi makin baik",
                _ => "makin rendah makin baik",
            };
            rows.push(
                [by.id, by.name, by.unit.name(), goal]
                    .map(str::to_owned)
                    .into(),
            );
        }
    }
    output::columns(&["UKURAN", "NAMA", "SATUAN", "ARAH"], &rows)
}

fn value(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value}").replace('.', ","))
}

impl List {
    fn run(&self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        let rules = app.rules();
        let units = &rules.directory.units;
        let row = |plan: &Plan| {
            vec![
                plan.title.clone(),
                units
                    .get(&plan.owner)
                    .map(|unit| unit.slug.clone())
                    .unwrap_or_default(),
                plan.promise.due.to_string(),
                state(plan.state).to_owned(),
                plan.target.measure.clone(),
                if plan.target.is_few(&plan.baseline) {
                    format!(
                        "{} (dari {}, batas {})",
                        value(plan.baseline.value),
                        plan.baseline.n,
                        plan.target.fewest
                    )
                } else {
                    value(plan.baseline.value)
                },
                value(Some(plan.target.value)),
                value(plan.last_reading().and_then(|reading| reading.value)),
                format!("{} hari", plan.baseline.days_after()),
            ]
        };
        let rows: Vec<Vec<String>> = plans::list(app, body.id).iter().map(row).collect();
        if rows.is_empty() {
            return output::line("Belum ada rencana aksi.");
        }
        let head = [
            "RENCANA",
            "PELAKSANA",
            "TENGGAT",
            "KEADAAN",
            "UKURAN",
            "SEBELUM",
            "SASARAN",
            "HASIL",
            "DIBACA",
        ];
        output::columns(&head, &rows)
    }
}

impl Export {
    fn run(&self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        let text = match (self.public, self.format) {
            (true, Format::Csv) => csv(&plans::public(app, body.id)),
            (true, Format::Json) => json(
                &plans::public(app, body.id)
                    .iter()
                    .map(told)
                    .collect::<Vec<_>>(),
            )?,
            (false, Format::Json) => json(&plans::list(app, body.id))?,
            (false, Format::Csv) => {
                return Err(Failure::usage(
                    "CSV hanya untuk yang dapat dibaca umum: tambahkan --public, atau pakai --format json",
                ));
            }
        };
        let Some(path) = &self.output else {
            return output::print(&text);
        };
        output::file(path, text.as_bytes())?;
        output::line(format!("Ditulis ke {}", path.display()))
    }
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| Failure::new(error.to_string()))?;
    Ok(text + "\n")
}

fn told(told: &Told) -> serde_json::Value {
    serde_json::json!({
        "title": told.title,
        "cause": told.cause,
        "unit": told.unit,
        "promise": told.promise.words,
        "due": told.promise.due.to_string(),
        "measure": told.measure,
        "goal": told.goal.as_str(),
        "target": told.target,
        "before": told.before.value(),
        "before_days_after": told.before_days,
        "after": told.after.and_then(Public::value),
        "after_days_after": told.after_days,
        "state": told.state.as_str(),
        "percent": told.percent,
        "news": told.news.as_ref().map(|(at, words)| serde_json::json!({ "at": at.to_string(), "words": words })),
    })
}

fn csv(all: &[Told]) -> String {
    plans::csv(all)
}

impl Proposals {
    fn run(&self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        let row = |proposal: &Proposal| {
            let (from, to) = proposal.finding.days();
            let (outcome, why) = match &proposal.settled {
                None => ("menunggu keputusan", "-".to_owned()),
                Some((Settled::Adopted { plan }, ..)) => ("menjadi rencana", plan.to_string()),
                Some((Settled::Dismissed { reason }, ..)) => ("tidak perlu", reason.clone()),
            };
            let days = format!("{from} s.d. {to}");
            vec![plans::name(app, proposal), days, outcome.to_owned(), why]
        };
        let rows: Vec<Vec<String>> = plans::proposals(app, body.id).iter().map(row).collect();
        if rows.is_empty() {
            return output::line("Belum ada usulan rencana.");
        }
        output::columns(
            &["USULAN", "HARI", "KEPUTUSAN", "ALASAN ATAU RENCANA"],
            &rows,
        )
    }
}

async fn propose(app: &App) -> Result<(), Failure> {
    let proposed = plans::propose(app).await?;
    output::line(format!("{proposed} usulan rencana baru."))
}

async fn judge(app: &App) -> Result<(), Failure> {
    let judged = plans::round(app).await?;
    output::line(format!("{judged} rencana dinilai."))
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::App(error) => error.into(),
            told => Self::new(told.to_string()),
        }
    }
}
