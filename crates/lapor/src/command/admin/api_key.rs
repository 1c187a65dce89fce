//! `lapor admin api-key`: keys of programs that use the interface.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use lapor_app::api_keys::{self, NewKey};
use lapor_app::app::App;
use lapor_app::error::{AppError, FieldError};
use lapor_domain::api_key::{ApiKey, Scope, USUAL_PER_MINUTE};
use lapor_domain::ids::ApiKeyId;
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;

use super::{body_named, officer_named, or_dash, slug_of};
use crate::failure::Failure;
use crate::{output, values};

/// Kunci program lain yang memakai API
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin api-key create palangkaraya --name \"Aplikasi kota\" --scope file
  lapor admin api-key list --body palangkaraya"
)]
pub(super) struct ApiKeyCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Create(Create),
    /// Tampilkan kunci, juga yang sudah berakhir; isinya sendiri tidak dapat ditampilkan lagi
    #[command(after_help = "\
Contoh:
  lapor admin api-key list --body palangkaraya")]
    List {
        /// Hanya instansi ini
        #[arg(long, value_name = "INSTANSI")]
        body: Option<String>,
    },
    /// Cabut kunci; berlaku seketika
    #[command(after_help = "\
Contoh:
  lapor admin api-key revoke 0198f7a0-0000-7000-8000-000000000001")]
    Revoke {
        /// Nomor kunci, dari daftar
        #[arg(value_name = "KUNCI")]
        key: ApiKeyId,
    },
}

/// Buat kunci; isinya ditampilkan sekali
#[derive(Args, Debug)]
#[command(after_help = "\
Hak: file (membuat laporan), read (membaca), act (bertindak sebagai petugas), stats (angka pasti).
act dan stats memerlukan --officer: kunci hanya dapat yang dapat dilakukan petugas itu.
Kunci milik admin nasional berlaku untuk seluruh instalasi.

Contoh:
  lapor admin api-key create palangkaraya --name \"Aplikasi kota\" --scope file
  lapor admin api-key create palangkaraya --name \"Sistem PUPR\" --scope read --scope act --officer pupr@kota.example --expires 2027-01-01")]
struct Create {
    /// Nama pendek instansi
    #[arg(value_name = "INSTANSI")]
    body: String,
    /// Program apa yang memakainya
    #[arg(long, value_name = "NAMA", value_parser = values::name)]
    name: String,
    /// Hak; boleh beberapa kali
    #[arg(long, value_name = "HAK", required = true, value_parser = scope)]
    scope: Vec<Scope>,
    /// Petugas yang diwakilinya
    #[arg(long, value_name = "NAMA MASUK", value_parser = values::login)]
    officer: Option<String>,
    /// Paling banyak permintaan tiap menit
    #[arg(long, value_name = "N", default_value_t = USUAL_PER_MINUTE)]
    per_minute: u32,
    /// Hari pertama tidak berlaku lagi
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    expires: Option<Date>,
}

fn scope(text: &str) -> Result<Scope, String> {
    text.parse().map_err(|_| {
        let words: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        format!("hak: {}", words.join(", "))
    })
}

impl ApiKeyCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Create(new) => create(app, new).await,
            What::List { body } => list(app, body.as_deref()).await,
            What::Revoke { key } => {
                let revoked = api_keys::revoke(app, key, None, ActorRef::SYSTEM).await;
                let key = revoked.map_err(|error| match error {
                    AppError::NotFound => Failure::new(
                        "kunci itu tidak ada atau sudah dicabut. Lihat `lapor admin api-key list`",
                    ),
                    other => other.into(),
                })?;
                output::line(format!("Kunci {} dicabut.", key.name))
            }
        }
    }
}

async fn create(app: &App, new: Create) -> Result<(), Failure> {
    let rules = app.rules();
    let body = body_named(&rules, &new.body)?.id;
    let officer = match &new.officer {
        Some(login) => Some(officer_named(&rules, login)?.id),
        None => None,
    };
    let zone = rules.zone(body);
    let expires_at = new.expires.map(|day| zone.start_of_day(day));
    let key = NewKey {
        body,
        name: new.name,
        scopes: new.scope,
        officer,
        per_minute: new.per_minute,
        expires_at,
    };
    let given = api_keys::create(app, key, ActorRef::SYSTEM).await;
    let given = given.map_err(|error| match error {
        AppError::Invalid(fields) => refused(&fields),
        other => other.into(),
    })?;
    output::line(format!("Nomor: {}", given.key.id))?;
    output::line(format!("Kunci: {}", given.text.as_str()))?;
    output::line("Kunci ini hanya ditampilkan sekali; simpan di tempat rahasia program itu.")
}

fn refused(fields: &[FieldError]) -> Failure {
    let words: Vec<&str> = fields
        .iter()
        .map(|field| match (field.field, field.code.as_str()) {
            ("officer", "needed_by_scope") => "hak act dan stats memerlukan --officer",
            ("officer", _) => "petugas itu tidak aktif atau tidak bertugas di instansi itu",
            ("per_minute", _) => "--per-minute antara 1 dan 60000",
            ("expires", _) => "--expires harus di masa depan",
            _ => "nama tidak diterima",
        })
        .collect();
    Failure::new(format!("kunci tidak dibuat: {}", words.join("; ")))
}

async fn list(app: &App, body: Option<&str>) -> Result<(), Failure> {
    let rules = app.rules();
    let only = match body {
        Some(slug) => Some(body_named(&rules, slug)?.id),
        None => None,
    };
    let rows: Vec<Vec<String>> = api_keys::list(app, only)
        .await?
        .into_iter()
        .map(|listed| {
            let key = &listed.key;
            let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
            let officer = key.officer.and_then(|id| rules.directory.officers.get(&id));
            vec![
                key.id.to_string(),
                slug_of(&rules, key.body),
                scopes.join(","),
                or_dash(officer.map(|officer| officer.login.clone())),
                key.per_minute.to_string(),
                or_dash(listed.used_at.map(|at| at.to_string())),
                state(app, &rules, key),
                key.name.clone(),
            ]
        })
        .collect();
    output::columns(
        &[
            "NOMOR",
            "INSTANSI",
            "HAK",
            "PETUGAS",
            "PER MENIT",
            "TERAKHIR DIPAKAI",
            "KEADAAN",
            "NAMA",
        ],
        &rows,
    )
}

fn state(app: &App, rules: &Rules, key: &ApiKey) -> String {
    let day = |at| rules.zone(key.body).local_date(at);
    match (key.revoked_at, key.expires_at) {
        (Some(at), _) => format!("dicabut {}", day(at)),
        (None, Some(_)) if !key.is_valid_at(app.now()) => "berakhir".to_owned(),
        (None, Some(at)) => format!("sampai sebelum {}", day(at)),
        (None, None) => "berlaku".to_owned(),
    }
}
