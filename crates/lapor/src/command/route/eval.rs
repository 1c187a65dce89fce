//! `lapor route eval`: how well routing would do on decisions that were taken already.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use naskah::classify::Facets;
use naskah::classify::evaluate::{Evaluation, Row, Split, evaluate};

use crate::failure::Failure;
use crate::output;

/// Ukur usulan unit terhadap keputusan yang sudah ada
#[derive(Args, Debug)]
#[command(after_help = "\
Berkas CSV dengan kolom id, text, label, split (train, val, test) dan bila ada region,
channel, time; urut menurut waktu. Keyakinan dikalibrasi pada jawaban yang belum dilihat:
yang dilatih pada train ditanyai tentang val. Model yang lalu diukur pada test dilatih pada
train dan val, karena keputusan terbaru paling berarti. Tanpa test: dilatih pada train,
diukur pada val.

Contoh:
  lapor route eval laporan.csv
  lapor route eval laporan.csv --json")]
pub(super) struct Eval {
    /// Berkas CSV
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
    /// Sebagai JSON
    #[arg(long)]
    json: bool,
}

/// A row of the file, owning its words.
struct Read {
    text: String,
    label: String,
    split: Split,
    region: Option<String>,
    channel: Option<String>,
    time: Option<i64>,
}

impl Eval {
    pub(super) fn run(self) -> Result<(), Failure> {
        let read = read(&self.file)?;
        let rows: Vec<Row<'_>> = read
            .iter()
            .map(|row| Row {
                text: &row.text,
                label: &row.label,
                split: row.split,
                facets: Facets {
                    region: row.region.as_deref(),
                    channel: row.channel.as_deref(),
                },
                time: row.time,
            })
            .collect();
        #[expect(
            clippy::disallowed_methods,
            reason = "the command measures how long it takes"
        )]
        let clock = {
            let begun = Instant::now();
            move || begun.elapsed()
        };
        let found = evaluate(&rows, &clock).map_err(|error| {
            Failure::new(format!(
                "{}: {error}. Yang diperlukan: baris train dengan sedikitnya dua label, dan baris val atau test",
                self.file.display()
            ))
        })?;
        if self.json {
            output::line(json(&found).to_string())
        } else {
            table(&found)
        }
    }
}

fn read(file: &Path) -> Result<Vec<Read>, Failure> {
    let wrong = |why: String| Failure::new(format!("{}: {why}", file.display()));
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(file)
        .map_err(|_| wrong("berkas tidak dapat dibuka. Periksa namanya".to_owned()))?;
    let headers = reader
        .headers()
        .map_err(|_| wrong("bukan CSV UTF-8".to_owned()))?
        .clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let need = |name: &str| {
        column(name).ok_or_else(|| {
            wrong(format!(
                "kolom {name} tidak ada. Yang diperlukan: id, text, label, split"
            ))
        })
    };
    let (text, label, split) = (need("text")?, need("label")?, need("split")?);
    let (region, channel, time) = (column("region"), column("channel"), column("time"));
    let mut rows = Vec::new();
    for (line, record) in reader.records().enumerate() {
        let at = line + 2;
        let record = record.map_err(|_| wrong(format!("baris {at} bukan CSV UTF-8")))?;
        let field = |column: usize| record.get(column).unwrap_or_default().trim();
        let some = |column: Option<usize>| {
            let text = field(column?);
            (!text.is_empty()).then(|| text.to_owned())
        };
        let split = field(split).parse::<Split>().map_err(|_| {
            wrong(format!(
                "baris {at}: split harus train, val, atau test, bukan {:?}",
                field(split)
            ))
        })?;
        rows.push(Read {
            text: field(text).to_owned(),
            label: field(label).to_owned(),
            split,
            region: some(region),
            channel: some(channel),
            time: some(time).as_deref().and_then(seconds),
        });
    }
    Ok(rows)
}

/// Seconds since 1970, or a local or zoned time as ISO writes it.
fn seconds(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number);
    }
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(at.as_second());
    }
    let at = format!("{}Z", text.replace(' ', "T"));
    let at = at.parse::<jiff::Timestamp>().ok()?;
    Some(at.as_second())
}

fn json(found: &Evaluation) -> serde_json::Value {
    let figures = &found.figures;
    serde_json::json!({
        "measured": format!("{:?}", found.measured).to_lowercase(),
        "reports": figures.reports,
        "accuracy": figures.accuracy,
        "top3": figures.top3,
        "macro_f1": figures.macro_f1,
        "ece": figures.ece,
        "coverage_90": found.at_90.coverage,
        "precision_at_90": found.at_90.precision,
        "coverage_95": found.at_95.coverage,
        "precision_at_95": found.at_95.precision,
        "train_seconds": found.training.as_secs_f64(),
        "micros_per_report": found.per_report.as_nanos() as f64 / 1000.0,
        "model_bytes": found.model_bytes,
    })
}

fn table(found: &Evaluation) -> Result<(), Failure> {
    let figures = &found.figures;
    let percent = |share: f64| format!("{:.1} %", share * 100.0).replace('.', ",");
    let lines = [
        ("Laporan yang diukur", figures.reports.to_string()),
        ("Usulan pertama benar", percent(figures.accuracy)),
        ("Benar dalam tiga usulan", percent(figures.top3)),
        ("Makro-F1", format!("{:.3}", figures.macro_f1)),
        ("Galat kalibrasi", format!("{:.3}", figures.ece)),
        (
            "Terjawab pada presisi 90 %",
            format!(
                "{} (tercapai {})",
                percent(found.at_90.coverage),
                percent(found.at_90.precision)
            ),
        ),
        (
            "Terjawab pada presisi 95 %",
            format!(
                "{} (tercapai {})",
                percent(found.at_95.coverage),
                percent(found.at_95.precision)
            ),
        ),
        (
            "Lama melatih",
            format!("{:.1} detik", found.training.as_secs_f64()),
        ),
        (
            "Tiap laporan",
            format!("{} µs", found.per_report.as_micros()),
        ),
        (
            "Besar model",
            format!("{:.1} MB", found.model_bytes as f64 / 1e6),
        ),
    ];
    for (name, value) in lines {
        output::line(format!("{name:<28} {value}"))?;
    }
    Ok(())
}
