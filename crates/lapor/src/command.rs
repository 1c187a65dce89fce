//! The commands, one file each.

mod admin;
mod backup;
mod data;
mod demo;
mod doctor;
mod evidence;
mod import;
mod mail_in;
mod plan;
mod rebuild;
mod report;
mod route;
mod serve;
mod sp4n;
mod stats;

use clap::Subcommand;
use lapor_domain::agency::{Body, Category, Officer, Unit};
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;

use crate::cli::Global;
use crate::failure::Failure;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(demo::Demo),
    Serve(serve::Serve),
    Stats(stats::Stats),
    Report(report::Report),
    Data(data::Data),
    Plan(plan::PlanCommand),
    Evidence(evidence::Evidence),
    Import(import::Import),
    MailIn(mail_in::MailIn),
    Backup(backup::Backup),
    Rebuild(rebuild::Rebuild),
    Route(route::Route),
    Sp4n(sp4n::Sp4n),
    Doctor(doctor::Doctor),
    Admin(admin::Admin),
}

impl Command {
    /// Whether it runs until stopped.
    pub(crate) const fn is_service(&self) -> bool {
        match self {
            Self::Serve(_) => true,
            Self::Demo(demo) => demo.serves(),
            _ => false,
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// One sentence for the operator.
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::Demo(demo) => Box::pin(demo.run(global)).await,
            Self::Serve(serve) => serve.run(global).await,
            Self::Stats(stats) => stats.run(global).await,
            Self::Report(report) => report.run(global).await,
            Self::Data(data) => data.run(global).await,
            Self::Plan(plan) => plan.run(global).await,
            Self::Evidence(evidence) => evidence.run(global).await,
            Self::Import(import) => import.run(global).await,
            Self::MailIn(mail_in) => mail_in.run(global).await,
            Self::Backup(backup) => backup.run(global).await,
            Self::Rebuild(rebuild) => rebuild.run(global).await,
            Self::Route(route) => route.run(global).await,
            Self::Sp4n(sp4n) => sp4n.run(global).await,
            Self::Doctor(doctor) => doctor.run(global).await,
            Self::Admin(admin) => admin.run(global).await,
        }
    }
}

fn body_named<'a>(rules: &'a Rules, slug: &str) -> Result<&'a Body, Failure> {
    rules.directory.body_by_slug(slug).ok_or_else(|| {
        let mut known: Vec<&str> = rules
            .directory
            .bodies
            .values()
            .map(|body| body.slug.as_str())
            .collect();
        known.sort_unstable();
        Failure::new(format!(
            "instansi {slug} tidak ada. Yang ada: {}",
            if known.is_empty() {
                "belum satu pun".to_owned()
            } else {
                known.join(", ")
            }
        ))
    })
}

fn unit_named<'a>(rules: &'a Rules, body: BodyId, slug: &str) -> Result<&'a Unit, Failure> {
    rules.directory.unit_by_slug(body, slug).ok_or_else(|| {
        Failure::new(format!(
            "unit {slug} tidak ada di instansi itu. Lihat `lapor admin unit list`"
        ))
    })
}

fn category_named<'a>(rules: &'a Rules, body: BodyId, slug: &str) -> Result<&'a Category, Failure> {
    rules.directory.category_by_slug(body, slug).ok_or_else(|| {
        Failure::new(format!(
            "kategori {slug} tidak ada di instansi itu. Lihat `lapor admin category list`"
        ))
    })
}

fn officer_named(rules: &Rules, login: &str) -> Result<Officer, Failure> {
    rules
        .directory
        .officers
        .values()
        .find(|officer| officer.login.to_lowercase() == login)
        .cloned()
        .ok_or_else(|| {
            Failure::new(format!(
                "petugas {login} tidak ada. Lihat `lapor admin officer list`"
            ))
        })
}
