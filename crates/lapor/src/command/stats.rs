//! `lapor stats`: the figures of a period, as known at any moment.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use lapor_app::app::App;
use lapor_app::clock::SystemClock;
use lapor_app::figures::{self, FiguresError};
use lapor_domain::rules::Rules;
use lapor_store::figures::{Ask, Dimension, Scope, Sight, csv, json, table};
use lapor_store::seal::OsEntropy;

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::places::Places;
use crate::{output, values};

/// Hitung angka: laporan yang diterima dalam satu periode, menurut keadaannya pada satu saat
#[derive(Args, Debug)]
#[command(after_help = "\
Ketujuh angka (ditangani, dalam proses, belum ditindaklanjuti, belum diverifikasi, ditunda, diarsipkan,
dialihkan) selalu berjumlah sama dengan yang diterima. Dengan --as-of hasilnya sama kapan pun ditanyakan.

Contoh:
  lapor stats --from 2023-01-01 --to 2023-12-31
  lapor stats --from 2023-01-01 --to 2023-12-31 --as-of 2024-01-01T00:00:00+07:00 --format json
  lapor stats --from 2023-01-01 --to 2023-12-31 --body palangkaraya --by unit --format csv > unit.csv")]
pub(crate) struct Stats {
    /// Hari pertama penerimaan (tanggal setempat)
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    from: Date,
    /// Hari terakhir penerimaan
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    to: Date,
    /// Saat acuan; hanya yang tercatat sebelumnya yang dihitung. Tanpa ini: sekarang
    #[arg(long, value_name = "WAKTU", value_parser = values::moment)]
    as_of: Option<Timestamp>,
    /// Hanya instansi ini
    #[arg(long, value_name = "INSTANSI")]
    body: Option<String>,
    /// Hanya unit ini dan yang di bawahnya (bersama --body)
    #[arg(long, value_name = "UNIT", requires = "body")]
    unit: Option<String>,
    /// Rinci menurut: unit, category, channel, type, month, region
    #[arg(long, value_name = "RINCIAN")]
    by: Option<By>,
    /// Bentuk: table, json, csv
    #[arg(long, value_name = "BENTUK", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Unit,
    Category,
    Channel,
    Type,
    Month,
    Region,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

impl Stats {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let places = Places::of(global)?;
        let app = open::app(
            &places,
            Expect::Installed,
            Arc::new(SystemClock),
            Box::new(OsEntropy),
        )
        .await?;
        let text = self.answer(&app).await;
        app.store().clone().close().await;
        output::print(&text?)
    }

    async fn answer(&self, app: &App) -> Result<String, Failure> {
        let rules = app.rules();
        let ask = Ask {
            scope: self.scope(&rules)?,
            sight: Sight::WHOLE,
            from: self.from,
            to: self.to,
            as_of: self.as_of,
            by: self.by.map(By::dimension),
            now: app.now(),
        };
        let (answer, measured) = figures::exact(app, ask).await?;
        let done = Some(&measured);
        Ok(match self.format {
            Format::Table => table(&answer, done),
            Format::Csv => csv(&answer, done),
            Format::Json => format!("{:#}\n", json(&answer, done)),
        })
    }

    fn scope(&self, rules: &Rules) -> Result<Scope, Failure> {
        let Some(slug) = &self.body else {
            return Ok(Scope::Installation);
        };
        let body = super::body_named(rules, slug)?.id;
        Ok(match &self.unit {
            Some(unit) => Scope::Unit(super::unit_named(rules, body, unit)?.id),
            None => Scope::Body(body),
        })
    }
}

impl By {
    const fn dimension(self) -> Dimension {
        match self {
            Self::Unit => Dimension::Unit,
            Self::Category => Dimension::Category,
            Self::Channel => Dimension::Channel,
            Self::Type => Dimension::Type,
            Self::Month => Dimension::Month,
            Self::Region => Dimension::Region,
        }
    }
}

impl From<FiguresError> for Failure {
    fn from(error: FiguresError) -> Self {
        match error {
            FiguresError::Ask(error) => Self::usage(error.to_string()),
            FiguresError::App(error) => error.into(),
        }
    }
}
