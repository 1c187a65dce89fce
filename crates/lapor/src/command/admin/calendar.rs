//! `lapor admin calendar`.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use lapor_app::admin;
use lapor_app::app::App;
use lapor_domain::calendar::{Calendar, FreeDay, FreeKind};
use lapor_domain::zone::Zone;
use lapor_store::record::entity::{CalendarDocument, Entity};

use super::{body_named, put};
use crate::failure::Failure;
use crate::{output, values};

/// Kalender: hari libur dan cuti bersama di luar bawaan program
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin calendar list palangkaraya --year 2024"
)]
pub(super) struct CalendarCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tambah hari libur; pada admin nasional berlaku untuk semua instansi
    #[command(after_help = "\
Tenggat laporan yang masih berjalan bergeser sendiri, dengan dasar ini sebagai alasannya.

Contoh:
  lapor admin calendar add nasional 2026-03-23 --name \"Cuti bersama Idulfitri\" --instrument \"SKB 3 Menteri 2025\"
  lapor admin calendar add palangkaraya 2026-07-17 --name \"HUT Kota\" --instrument \"SE Wali Kota 5/2026\"")]
    Add {
        /// Nama pendek instansi, atau admin nasional
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Tanggal
        #[arg(value_name = "TANGGAL", value_parser = values::date)]
        date: Date,
        /// Nama hari itu
        #[arg(long, value_name = "NAMA", value_parser = values::name)]
        name: String,
        /// Keputusan yang meliburkannya
        #[arg(long, value_name = "DASAR", value_parser = values::name)]
        instrument: String,
        /// Pada admin nasional: cuti bersama, bukan hari libur nasional
        #[arg(long)]
        joint_leave: bool,
    },
    /// Batalkan hari libur
    #[command(after_help = "\
Contoh:
  lapor admin calendar remove nasional 2026-03-23 --instrument \"Perubahan SKB 3 Menteri 2026\"")]
    Remove {
        /// Nama pendek instansi, atau admin nasional
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Tanggal
        #[arg(value_name = "TANGGAL", value_parser = values::date)]
        date: Date,
        /// Keputusan yang membatalkannya
        #[arg(long, value_name = "DASAR", value_parser = values::name)]
        instrument: String,
    },
    /// Tampilkan hari libur yang berlaku bagi instansi
    #[command(after_help = "\
Contoh:
  lapor admin calendar list palangkaraya --year 2024")]
    List {
        /// Nama pendek instansi, atau admin nasional
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Hanya tahun ini
        #[arg(long, value_name = "TAHUN")]
        year: Option<i16>,
    },
}

impl CalendarCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Add {
                body,
                date,
                name,
                instrument,
                joint_leave,
            } => {
                let national = is_desk(app, &body)?;
                if joint_leave && !national {
                    return Err(Failure::new(
                        "cuti bersama ditetapkan untuk seluruh negeri; pakai nama pendek admin nasional",
                    ));
                }
                let kind = match (national, joint_leave) {
                    (true, true) => FreeKind::JointLeave,
                    (true, false) => FreeKind::National,
                    (false, _) => FreeKind::Local,
                };
                let day = FreeDay {
                    date,
                    name,
                    kind,
                    instrument,
                };
                add(app, &body, day).await
            }
            What::Remove {
                body,
                date,
                instrument,
            } => remove(app, &body, date, instrument).await,
            What::List { body, year } => list(app, &body, year),
        }
    }
}

fn is_desk(app: &App, body: &str) -> Result<bool, Failure> {
    let rules = app.rules();
    let id = body_named(&rules, body)?.id;
    Ok(rules.directory.is_desk(id))
}

/// The document as it stands, or an empty one.
async fn document(app: &App, body: &str) -> Result<CalendarDocument, Failure> {
    let rules = app.rules();
    let id = body_named(&rules, body)?.id;
    let zone = rules
        .calendars
        .get(&id)
        .map_or(Zone::Wib, |calendar| calendar.zone);
    Ok(admin::calendar_of(app, id)
        .await?
        .unwrap_or(CalendarDocument {
            body: id,
            zone,
            added: Vec::new(),
            removed: Vec::new(),
            hours: None,
            instrument: String::new(),
        }))
}

async fn add(app: &App, body: &str, day: FreeDay) -> Result<(), Failure> {
    let mut calendar = document(app, body).await?;
    let date = day.date;
    if calendar.added.iter().any(|known| known.date == date) {
        return Err(Failure::new(format!(
            "{date} sudah libur di {body}. Untuk mengubahnya, batalkan dahulu dengan `lapor admin calendar remove`"
        )));
    }
    calendar.removed.retain(|removed| *removed != date);
    calendar.instrument.clone_from(&day.instrument);
    calendar.added.push(day);
    put(app, vec![Entity::Calendar(calendar)]).await?;
    output::line(format!(
        "{date} kini libur di {body}. Tenggat yang berjalan dihitung ulang oleh server."
    ))
}

async fn remove(app: &App, body: &str, date: Date, instrument: String) -> Result<(), Failure> {
    let rules = app.rules();
    let id = body_named(&rules, body)?.id;
    if in_force(&rules, id).is_none_or(|calendar| calendar.free_day(date).is_none()) {
        return Err(Failure::new(format!(
            "{date} bukan hari libur di {body}. Lihat `lapor admin calendar list {body}`"
        )));
    }
    let mut calendar = document(app, body).await?;
    let before = calendar.added.len();
    calendar.added.retain(|day| day.date != date);
    // A day of the shipped or national calendar stays in it; here it is struck out.
    let own_only = before != calendar.added.len()
        && Calendar::national(calendar.zone, app.now())
            .free_day(date)
            .is_none();
    if !own_only {
        calendar.removed.push(date);
    }
    calendar.instrument = instrument;
    put(app, vec![Entity::Calendar(calendar)]).await?;
    output::line(format!(
        "{date} tidak lagi libur di {body}. Tenggat yang berjalan dihitung ulang oleh server."
    ))
}

fn in_force(
    rules: &lapor_domain::rules::Rules,
    body: lapor_domain::ids::BodyId,
) -> Option<&Calendar> {
    rules.calendars.get(&body).or(Some(&rules.default_calendar))
}

fn list(app: &App, body: &str, year: Option<i16>) -> Result<(), Failure> {
    let rules = app.rules();
    let id = body_named(&rules, body)?.id;
    let rows: Vec<Vec<String>> = in_force(&rules, id)
        .map(Calendar::free_days)
        .unwrap_or_default()
        .iter()
        .filter(|day| year.is_none_or(|year| day.date.year() == year))
        .map(|day| {
            vec![
                day.date.to_string(),
                match day.kind {
                    FreeKind::Local => "setempat",
                    FreeKind::JointLeave => "cuti bersama",
                    FreeKind::National => "libur nasional",
                }
                .to_owned(),
                day.name.clone(),
                day.instrument.clone(),
            ]
        })
        .collect();
    output::columns(&["TANGGAL", "JENIS", "NAMA", "DASAR"], &rows)
}
