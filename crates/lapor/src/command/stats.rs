//! `lapor stats`: the figures of a period, as known at any moment.

mod measured;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use lapor_app::app::App;
use lapor_app::figures::{self, FiguresError, QuestionError};
use lapor_domain::rules::Rules;
use lapor_store::figures::{Ask, Dimension, Scope, Sight, csv, json, table};

use crate::cli::Global;
use crate::earlier;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::{output, values};

/// Hitung angka: laporan yang diterima dalam satu periode, menurut keadaannya pada satu saat
#[derive(Args, Debug)]
#[command(after_help = "\
Ketujuh angka (ditangani, dalam proses, belum ditindaklanjuti, belum diverifikasi, ditunda,
diarsipkan, diteruskan) selalu berjumlah sama dengan yang diterima. Dengan --as-of hasilnya sama
kapan pun ditanyakan.

Contoh:
  lapor stats --from 2023-01-01 --to 2023-12-31
  lapor stats --from 2023-01-01 --to 2023-12-31 --as-of 2024-01-01T00:00:00+07:00 --format json
  lapor stats --from 2023-01-01 --to 2023-12-31 --body palangkaraya --by unit --format csv > unit.csv
  lapor stats --catalogue
  lapor stats --from 2023-07-01 --to 2023-07-31 --measure received,completion,time_to_resolve --by unit --compare
  lapor stats --from 2023-01-01 --to 2023-12-31 --measure flow_received,flow_closed --by month --filter region=62.71.01
  lapor stats --from 2023-01-01 --to 2023-12-31 --measure open,overdue,backlog_age --by branch --body palangkaraya")]
pub(crate) struct Stats {
    /// Hari pertama penerimaan (tanggal setempat)
    #[arg(long, value_name = "TANGGAL", value_parser = values::date, required_unless_present = "catalogue")]
    from: Option<Date>,
    /// Hari terakhir penerimaan
    #[arg(long, value_name = "TANGGAL", value_parser = values::date, required_unless_present = "catalogue")]
    to: Option<Date>,
    /// Saat acuan; hanya yang tercatat sebelumnya yang dihitung. Tanpa ini: sekarang
    #[arg(long, value_name = "WAKTU", value_parser = values::moment)]
    as_of: Option<Timestamp>,
    /// Hanya instansi ini
    #[arg(long, value_name = "INSTANSI")]
    body: Option<String>,
    /// Hanya unit ini dan yang di bawahnya (bersama --body)
    #[arg(long, value_name = "UNIT", requires = "body")]
    unit: Option<String>,
    /// Rinci menurut: unit, branch, category, category_group, channel, type, region, district, village, body, day, week,
    /// month, quarter, year, anonymity, language, officer
    #[arg(long, value_name = "RINCIAN", value_parser = measured::dimension)]
    by: Option<Dimension>,
    /// Ukuran dari katalog, dipisahkan koma; semua dari satu keluarga
    #[arg(long, value_name = "UKURAN", value_delimiter = ',')]
    measure: Vec<String>,
    /// Hanya laporan ini: unit=…, category=…, type=…, channel=…, region=… (boleh beberapa)
    #[arg(long, value_name = "NAMA=NILAI", requires = "measure")]
    filter: Vec<String>,
    /// Bandingkan dengan periode sebelumnya dan periode yang sama tahun lalu
    #[arg(long, requires = "measure")]
    compare: bool,
    /// Unit dan kategori menurut susunan sekarang, bukan menurut susunan pada saat acuan
    #[arg(long, requires = "measure")]
    today: bool,
    /// Seperti yang terlihat oleh umum: dalam rincian, laporan yang belum dibuka dihitung per lima
    #[arg(long, requires = "measure")]
    public: bool,
    /// Tampilkan semua ukuran dengan rumus, sumber, dan catatannya
    #[arg(long)]
    catalogue: bool,
    /// Bentuk: table, json, csv
    #[arg(long, value_name = "BENTUK", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

impl Stats {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        if self.catalogue {
            return output::print(&match self.format {
                Format::Json => format!("{:#}\n", figures::catalogue_json()),
                Format::Table | Format::Csv => measured::catalogue(),
            });
        }
        let work = async |app: &App| self.answer(app).await;
        output::print(&open::with(global, Expect::Installed, work).await?)
    }

    async fn answer(&self, app: &App) -> Result<String, Failure> {
        let rules = app.rules();
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return Err(Failure::usage(
                "sebut --from dan --to, misalnya --from 2023-01-01 --to 2023-12-31".to_owned(),
            ));
        };
        let ask = Ask {
            scope: self.scope(&rules)?,
            sight: Sight::WHOLE,
            from,
            to,
            as_of: self.as_of,
            by: self.by,
            now: app.now(),
        };
        if !self.measure.is_empty() {
            let asked = measured::Asked {
                measures: &self.measure,
                filters: &self.filter,
                compare: self.compare,
                today: self.today,
                public: self.public,
            };
            let made = measured::table(app, ask, &asked).await?;
            if self.public {
                // Today is not over: nobody who names no moment asks for it.
                let today = made.zone.start_of_day(made.zone.local_date(ask.now));
                earlier::tell(self.as_of.unwrap_or(today), made.as_of, made.zone);
            }
            return Ok(match self.format {
                Format::Table => figures::text(&made),
                Format::Csv => figures::csv(&made),
                Format::Json => format!("{:#}\n", figures::json(&made)),
            });
        }
        if self.by == Some(Dimension::Officer) {
            return Err(FiguresError::from(QuestionError::OfficersOfFlow).into());
        }
        figures::check(app, ask).await?;
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

impl From<FiguresError> for Failure {
    fn from(error: FiguresError) -> Self {
        match error {
            FiguresError::Ask(error) => Self::usage(error.to_string()),
            FiguresError::Question(error) => Self::usage(error.to_string()),
            FiguresError::App(error) => error.into(),
        }
    }
}
