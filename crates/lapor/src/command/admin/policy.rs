//! `lapor admin policy`.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use lapor_app::admin;
use lapor_app::app::App;
use lapor_app::demo::policy_file::{DEFAULT_TEXT, PolicyFile};
use lapor_domain::clock::{ClockKind, DayUnit};
use lapor_domain::policy::{ClockRule, Policy};
use lapor_domain::words::ReportType;
use lapor_store::record::entity::{Entity, PolicyHistory};

use super::{body_named, or_dash, put};
use crate::failure::Failure;
use crate::output;

/// Kebijakan: lama tiap jam layanan, eskalasi, dasar hukumnya
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin policy show palangkaraya
  lapor admin policy template > kebijakan.toml
  lapor admin policy set palangkaraya kebijakan.toml"
)]
pub(super) struct PolicyCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tampilkan kebijakan instansi beserta dasarnya
    #[command(after_help = "\
Contoh:
  lapor admin policy show palangkaraya")]
    Show {
        /// Nama pendek instansi
        #[arg(value_name = "INSTANSI")]
        body: String,
    },
    /// Tulis berkas kebijakan bawaan, untuk disunting
    #[command(after_help = "\
Contoh:
  lapor admin policy template > kebijakan.toml")]
    Template,
    /// Berlakukan berkas kebijakan sebagai versi baru
    #[command(after_help = "\
Versi harus lebih besar daripada yang terakhir. Jam yang sudah berjalan tetap pada versi saat ia mulai.

Contoh:
  lapor admin policy set palangkaraya kebijakan.toml")]
    Set {
        /// Nama pendek instansi
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Berkas TOML
        #[arg(value_name = "BERKAS")]
        file: PathBuf,
    },
}

impl PolicyCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Show { body } => show(app, &body),
            What::Template => output::print(DEFAULT_TEXT),
            What::Set { body, file } => {
                let text = fs::read_to_string(&file)
                    .map_err(|error| Failure::file("berkas", &file, &error))?;
                let read = PolicyFile::read(&text).map_err(|error| {
                    let line = error.span().map_or(0, |span| {
                        text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
                    });
                    Failure::new(format!(
                        "berkas {} baris {line}: {}. Bandingkan dengan `lapor admin policy template`",
                        file.display(),
                        error.message()
                    ))
                })?;
                set(app, &body, &read).await
            }
        }
    }
}

fn show(app: &App, body: &str) -> Result<(), Failure> {
    let rules = app.rules();
    let id = body_named(&rules, body)?.id;
    let versions = rules.policies.get(&id);
    let policy = versions
        .and_then(|versions| versions.last())
        .unwrap_or(&rules.default_policy);
    output::line(format!(
        "Kebijakan {body}: versi {}, berlaku sejak {} (versi tercatat: {})",
        policy.version,
        policy.valid_from,
        versions.map_or(0, Vec::len)
    ))?;
    if !policy.note.is_empty() {
        output::line(format!("Catatan: {}", policy.note.trim()))?;
    }
    output::line(match policy.auto_disposition {
        None => "Disposisi otomatis: tidak".to_owned(),
        Some(auto) => format!(
            "Disposisi otomatis: keyakinan {}, ketepatan {}, dari sedikitnya {} keputusan per unit",
            permille(auto.min_confidence),
            permille(auto.min_precision),
            auto.min_decisions
        ),
    })?;
    output::line(format!(
        "Biaya sejam kerja petugas: Rp{}",
        policy.officer_hour_rupiah
    ))?;
    output::line(format!(
        "Usulan rencana aksi untuk unit yang tepat waktu kurang dari: {} %",
        policy.late_unit_percent
    ))?;
    output::columns(
        &["JAM", "JENIS", "LAMA", "KEPASTIAN", "DASAR"],
        &rows(policy),
    )
}

/// Thousandths as "95,0 %".
fn permille(n: u16) -> String {
    format!("{},{} %", n / 10, n % 10)
}

fn rows(policy: &Policy) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for clock in ClockKind::ALL {
        if *clock == ClockKind::Resolution {
            for (kind, supervisory, word) in [
                (ReportType::Information, false, "permintaan informasi"),
                (ReportType::Aspiration, false, "aspirasi"),
                (ReportType::Complaint, false, "pengaduan"),
                (ReportType::Complaint, true, "berkadar pengawasan"),
            ] {
                rows.push(row(*clock, word, policy.rule(*clock, kind, supervisory)));
            }
        } else {
            let rule = policy.rule(*clock, ReportType::Complaint, false);
            rows.push(row(*clock, "-", rule));
        }
    }
    rows
}

fn row(clock: ClockKind, kind: &str, rule: &ClockRule) -> Vec<String> {
    let unit = match rule.unit {
        DayUnit::Working => "hari kerja",
        DayUnit::Calendar => "hari kalender",
    };
    let article = rule.basis.article.as_deref();
    vec![
        clock.as_str().to_owned(),
        kind.to_owned(),
        format!("{} {unit}", rule.days),
        rule.basis.certainty.to_string(),
        format!(
            "{}{}",
            rule.basis.instrument,
            article
                .map(|article| format!(", {article}"))
                .unwrap_or_default()
        ),
    ]
}

async fn set(app: &App, body: &str, file: &PolicyFile) -> Result<(), Failure> {
    let rules = app.rules();
    let id = body_named(&rules, body)?.id;
    let mut versions = rules.policies.get(&id).cloned().unwrap_or_default();
    let policy = file.policy();
    if policy.auto_disposition.is_some_and(|auto| !auto.is_sound()) {
        return Err(Failure::new(
            "auto_disposition di luar batas. Pakai min_confidence dan min_precision 500 sampai 1000 (perseribu), min_decisions paling sedikit 20",
        ));
    }
    if let Some(last) = versions.last() {
        if policy.version <= last.version {
            return Err(Failure::new(format!(
                "berkas ini versi {}, padahal versi {} sudah tercatat. Naikkan `version` dalam berkas",
                policy.version, last.version
            )));
        }
        if policy.valid_from < last.valid_from {
            return Err(Failure::new(format!(
                "berkas ini berlaku sejak {}, lebih dahulu daripada versi {} ({}). Ubah `valid_from` dalam berkas",
                policy.valid_from, last.version, last.valid_from
            )));
        }
    }
    let told = format!(
        "Kebijakan {body} versi {} tercatat, berlaku sejak {}.",
        policy.version, policy.valid_from
    );
    versions.push(policy);
    let mut entities = vec![Entity::Policy(PolicyHistory { body: id, versions })];
    // Office hours are written in the same file; they live in the calendar, and moving them moves no clock.
    let hours = Some(file.working_hours());
    if let Some(mut calendar) = admin::calendar_of(app, id).await?
        && calendar.hours != hours
    {
        calendar.hours = hours;
        calendar.instrument = or_dash(Some(file.working_hours.basis.instrument.clone()));
        entities.push(Entity::Calendar(calendar));
    }
    put(app, entities).await?;
    output::line(told)
}
