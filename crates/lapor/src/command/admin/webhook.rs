//! `lapor admin webhook`: other programs that are told of what happens.

use clap::{Args, Subcommand};
use lapor_app::app::App;
use lapor_app::error::{AppError, FieldError};
use lapor_app::webhooks::{self, Given, NewWebhook};
use lapor_domain::ids::WebhookId;
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::webhook::{PauseReason, Sight, Topic, Webhook};
use lapor_store::webhook::Logged;
use uuid::Uuid;

use super::{body_named, or_dash, slug_of, unit_named};
use crate::failure::Failure;
use crate::{output, values};

/// Program lain yang diberi tahu begitu ada yang terjadi pada laporan
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin webhook create palangkaraya --name \"Dasbor kota\" --url https://dasbor.kota.example/masuk --sight public
  lapor admin webhook list --body palangkaraya"
)]
pub(super) struct WebhookCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Create(Create),
    /// Tampilkan webhook, juga yang sudah diakhiri
    #[command(after_help = "\
Contoh:
  lapor admin webhook list --body palangkaraya")]
    List {
        /// Hanya instansi ini
        #[arg(long, value_name = "INSTANSI")]
        body: Option<String>,
    },
    /// Tampilkan pengiriman terakhir
    #[command(after_help = "\
Contoh:
  lapor admin webhook log 0198f7a0-0000-7000-8000-000000000001")]
    Log {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
    /// Kirim pesan uji
    #[command(after_help = "\
Pesan dikirim oleh server yang sedang berjalan; hasilnya tampak pada `lapor admin webhook log`.

Contoh:
  lapor admin webhook test 0198f7a0-0000-7000-8000-000000000001")]
    Test {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
    /// Kirim ulang satu pengiriman, atau semua yang gagal
    #[command(after_help = "\
Contoh:
  lapor admin webhook resend 0198f7a0-0000-7000-8000-000000000001
  lapor admin webhook resend 0198f7a0-0000-7000-8000-000000000001 --delivery 8d7f0c1e-0000-8000-8000-000000000001")]
    Resend {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
        /// Hanya pengiriman ini, dari catatan
        #[arg(long, value_name = "PENGIRIMAN")]
        delivery: Option<Uuid>,
    },
    /// Jeda; yang terjadi selama itu dikirim setelah dilanjutkan
    #[command(after_help = "\
Contoh:
  lapor admin webhook pause 0198f7a0-0000-7000-8000-000000000001")]
    Pause {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
    /// Lanjutkan yang dijeda
    #[command(after_help = "\
Contoh:
  lapor admin webhook resume 0198f7a0-0000-7000-8000-000000000001")]
    Resume {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
    /// Ganti kunci tanda tangan; kunci lama masih berlaku 24 jam
    #[command(after_help = "\
Contoh:
  lapor admin webhook rotate 0198f7a0-0000-7000-8000-000000000001")]
    Rotate {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
    /// Cabut kunci lama sekarang juga, bila mungkin bocor
    #[command(after_help = "\
Penerima harus sudah memakai kunci baru dari `lapor admin webhook rotate`.

Contoh:
  lapor admin webhook revoke-old 0198f7a0-0000-7000-8000-000000000001")]
    RevokeOld {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
    /// Akhiri untuk selamanya
    #[command(after_help = "\
Contoh:
  lapor admin webhook end 0198f7a0-0000-7000-8000-000000000001")]
    End {
        /// Nomor webhook, dari daftar
        #[arg(value_name = "WEBHOOK")]
        webhook: WebhookId,
    },
}

/// Buat webhook; kunci tanda tangannya ditampilkan sekali
#[derive(Args, Debug)]
#[command(after_help = "\
Melihat sebagai: public (siapa saja), unit (petugas unit; perlu --unit), body (pimpinan instansi).
Tentang: arrival, disposition, answer, dialogue, ending, review, deadline, other; tanpa --topic semuanya.

Contoh:
  lapor admin webhook create palangkaraya --name \"Dasbor kota\" --url https://dasbor.kota.example/masuk --sight public
  lapor admin webhook create palangkaraya --name \"Sistem PUPR\" --url http://10.1.2.3:8080/masuk --local --sight unit --unit dpupr")]
struct Create {
    /// Nama pendek instansi
    #[arg(value_name = "INSTANSI")]
    body: String,
    /// Program apa yang menerimanya
    #[arg(long, value_name = "NAMA", value_parser = values::name)]
    name: String,
    /// Alamat penerima
    #[arg(long, value_name = "ALAMAT")]
    url: String,
    /// Melihat sebagai siapa
    #[arg(long, value_name = "SIAPA", value_parser = sight)]
    sight: Sight,
    /// Tentang apa; boleh beberapa kali
    #[arg(long, value_name = "TENTANG", value_parser = topic)]
    topic: Vec<Topic>,
    /// Hanya laporan yang ditangani unit ini atau bawahannya
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Hanya kategori ini dan bawahannya
    #[arg(long, value_name = "KATEGORI")]
    category: Option<String>,
    /// Penerima berada di jaringan sendiri: alamat pribadi dan http:// diperbolehkan
    #[arg(long)]
    local: bool,
}

fn sight(text: &str) -> Result<Sight, String> {
    text.parse()
        .map_err(|_| one_of("siapa", Sight::ALL.iter().map(|one| one.as_str())))
}

fn topic(text: &str) -> Result<Topic, String> {
    text.parse()
        .map_err(|_| one_of("tentang", Topic::ALL.iter().map(|one| one.as_str())))
}

fn one_of(what: &str, words: impl Iterator<Item = &'static str>) -> String {
    format!("{what}: {}", words.collect::<Vec<_>>().join(", "))
}

impl WebhookCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let actor = ActorRef::SYSTEM;
        match self.what {
            What::Create(new) => create(app, new).await,
            What::List { body } => list(app, body.as_deref()).await,
            What::Log { webhook } => log(app, webhook).await,
            What::Test { webhook } => {
                known(webhooks::test(app, webhook, None).await)?;
                output::line(
                    "Pesan uji dikirim oleh server sebentar lagi; lihat `lapor admin webhook log`.",
                )
            }
            What::Resend {
                webhook,
                delivery: Some(delivery),
            } => {
                known(webhooks::resend(app, webhook, None, delivery).await)?;
                output::line("Dikirim ulang sebentar lagi.")
            }
            What::Resend { webhook, .. } => {
                let count = known(webhooks::resend_dead(app, webhook, None).await)?;
                output::line(format!("{count} pengiriman dikirim ulang sebentar lagi."))
            }
            What::Pause { webhook } => {
                let why = PauseReason::Asked;
                let hook = known(webhooks::pause(app, webhook, None, why, actor).await)?;
                output::line(format!("Webhook {} dijeda.", hook.name))
            }
            What::Resume { webhook } => {
                let hook = known(webhooks::resume(app, webhook, None, actor).await)?;
                output::line(format!("Webhook {} dilanjutkan.", hook.name))
            }
            What::Rotate { webhook } => {
                let given = known(webhooks::rotate(app, webhook, None, actor).await)?;
                shown(&given)?;
                output::line(
                    "Kunci lama masih berlaku 24 jam; selama itu pesan ditandatangani dengan keduanya. \
                     Bila kunci lama mungkin bocor: `lapor admin webhook revoke-old`.",
                )
            }
            What::RevokeOld { webhook } => {
                let hook = known(webhooks::revoke_old(app, webhook, None, actor).await)?;
                output::line(format!(
                    "Kunci lama webhook {} tidak berlaku lagi.",
                    hook.name
                ))
            }
            What::End { webhook } => {
                let hook = known(webhooks::end(app, webhook, None, actor).await)?;
                output::line(format!("Webhook {} diakhiri.", hook.name))
            }
        }
    }
}

fn known<T>(done: Result<T, AppError>) -> Result<T, Failure> {
    done.map_err(|error| match error {
        AppError::NotFound => Failure::new(
            "webhook atau pengiriman itu tidak ada, atau sudah diakhiri. Lihat `lapor admin webhook list`",
        ),
        other => other.into(),
    })
}

async fn create(app: &App, new: Create) -> Result<(), Failure> {
    let rules = app.rules();
    let body = body_named(&rules, &new.body)?.id;
    let unit = match &new.unit {
        Some(slug) => Some(unit_named(&rules, body, slug)?.id),
        None => None,
    };
    let category = match &new.category {
        Some(slug) => {
            let found = rules.directory.category_by_slug(body, slug);
            let found = found.ok_or_else(|| {
                Failure::new(format!(
                    "kategori {slug} tidak ada. Lihat `lapor admin category list {}`",
                    new.body
                ))
            })?;
            Some(found.id)
        }
        None => None,
    };
    let hook = NewWebhook {
        body,
        name: new.name,
        url: new.url,
        sight: new.sight,
        topics: new.topic,
        unit,
        category,
        local: new.local,
    };
    let given = webhooks::create(app, hook, ActorRef::SYSTEM).await;
    let given = given.map_err(|error| match error {
        AppError::Invalid(fields) => refused(&fields),
        other => other.into(),
    })?;
    shown(&given)
}

fn shown(given: &Given) -> Result<(), Failure> {
    output::line(format!("Nomor: {}", given.webhook.id))?;
    output::line(format!("Kunci tanda tangan: {}", given.secret.as_str()))?;
    output::line("Kunci ini hanya ditampilkan sekali; simpan di tempat rahasia penerima.")
}

fn refused(fields: &[FieldError]) -> Failure {
    let words: Vec<&str> = fields
        .iter()
        .map(|field| match (field.field, field.code.as_str()) {
            ("url", "not_https") => "--url harus https://; http:// hanya dengan --local",
            ("url", "private") => {
                "--url berada di jaringan sendiri; bila memang di sana, tambahkan --local"
            }
            ("url", "with_password") => "--url tidak boleh memuat nama dan sandi",
            ("url", _) => "--url bukan alamat lengkap, seperti https://dasbor.kota.example/masuk",
            ("unit", "needed_by_sight") => "--sight unit memerlukan --unit",
            _ => "nama tidak diterima",
        })
        .collect();
    Failure::new(format!("webhook tidak dibuat: {}", words.join("; ")))
}

async fn list(app: &App, body: Option<&str>) -> Result<(), Failure> {
    let rules = app.rules();
    let only = match body {
        Some(slug) => Some(body_named(&rules, slug)?.id),
        None => None,
    };
    let rows: Vec<Vec<String>> = webhooks::list(app, only)
        .await?
        .into_iter()
        .map(|listed| {
            let hook = &listed.webhook;
            vec![
                hook.id.to_string(),
                slug_of(&rules, hook.body),
                hook.sight.to_string(),
                listed.waiting.to_string(),
                listed.dead.to_string(),
                state(&rules, hook),
                hook.name.clone(),
                hook.url.clone(),
            ]
        })
        .collect();
    output::columns(
        &[
            "NOMOR", "INSTANSI", "SEBAGAI", "MENUNGGU", "GAGAL", "KEADAAN", "NAMA", "ALAMAT",
        ],
        &rows,
    )
}

fn state(rules: &Rules, hook: &Webhook) -> String {
    let day = |at| rules.zone(hook.body).local_date(at);
    match (hook.ended_at, hook.paused) {
        (Some(at), _) => format!("diakhiri {}", day(at)),
        (None, Some(pause)) if pause.why == PauseReason::Gone => {
            format!("berhenti {}: penerima menjawab 410", day(pause.at))
        }
        (None, Some(pause)) => format!("dijeda {}", day(pause.at)),
        (None, None) => "berjalan".to_owned(),
    }
}

async fn log(app: &App, id: WebhookId) -> Result<(), Failure> {
    let log = known(webhooks::log(app, id, None).await)?;
    let row = |one: &Logged| {
        vec![
            one.id.to_string(),
            one.kind.clone(),
            one.state.clone(),
            one.attempts.to_string(),
            or_dash(one.code.clone()),
            one.ended_at.unwrap_or(one.run_at).to_string(),
            one.error.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = log.latest.iter().map(row).collect();
    output::columns(
        &[
            "PENGIRIMAN",
            "KEJADIAN",
            "HASIL",
            "PERCOBAAN",
            "KODE",
            "WAKTU",
            "SEBAB",
        ],
        &rows,
    )
}
