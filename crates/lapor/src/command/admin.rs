//! `lapor admin`: what administrators set up. Every change is recorded as an event of its own stream.

mod api_key;
mod body;
mod calendar;
mod category;
mod init;
mod officer;
mod password;
mod policy;
mod question;
mod unit;
mod webhook;

use clap::{Args, Subcommand};
use lapor_app::admin;
use lapor_app::app::App;
use lapor_domain::ids::BodyId;
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_store::record::entity::Entity;

use super::{body_named, officer_named, unit_named};
use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::places::Places;

/// Siapkan dan kelola: instansi, unit, petugas, kategori, kebijakan, kalender, kunci API, webhook
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Semua perubahan tercatat dan berlaku paling lambat satu detik kemudian pada server yang sedang berjalan.

Contoh, pemasangan baru:
  lapor admin init --name \"Siti Contoh\" --login siti@kota.example
  lapor admin body add palangkaraya --name \"Pemerintah Kota Palangka Raya\" --zone wib --region 62.71
  lapor admin unit add palangkaraya dinas-pupr --name \"Dinas PUPR\"
  lapor admin officer add budi@kota.example --name \"Budi Contoh\" --role koordinator --body palangkaraya
  lapor admin category add palangkaraya jalan --name \"Jalan rusak\" --unit dinas-pupr --public-place"
)]
pub(crate) struct Admin {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Init(init::Init),
    Body(body::BodyCommand),
    Unit(unit::UnitCommand),
    Officer(officer::OfficerCommand),
    Category(category::CategoryCommand),
    Policy(policy::PolicyCommand),
    Calendar(calendar::CalendarCommand),
    ApiKey(api_key::ApiKeyCommand),
    Webhook(webhook::WebhookCommand),
}

impl Admin {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let expect = match self.what {
            What::Init(_) => Expect::MayBeNew,
            _ => Expect::Installed,
        };
        let places = Places::of(global)?;
        open::with(global, expect, async |app| match self.what {
            What::Init(init) => init.run(app, &places).await,
            What::Body(body) => body.run(app).await,
            What::Unit(unit) => unit.run(app).await,
            What::Officer(officer) => officer.run(app).await,
            What::Category(category) => category.run(app).await,
            What::Policy(policy) => policy.run(app).await,
            What::Calendar(calendar) => calendar.run(app).await,
            What::ApiKey(key) => key.run(app).await,
            What::Webhook(hook) => hook.run(app).await,
        })
        .await
    }
}

/// Records documents as the machine's operator.
async fn put(app: &App, entities: Vec<Entity>) -> Result<(), Failure> {
    Ok(admin::put(app, entities, ActorRef::SYSTEM).await?)
}

fn slug_of(rules: &Rules, body: BodyId) -> String {
    rules
        .directory
        .bodies
        .get(&body)
        .map_or_else(|| body.to_string(), |body| body.slug.clone())
}

fn yes(answer: bool) -> String {
    if answer { "ya" } else { "-" }.to_owned()
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "-".to_owned())
}
