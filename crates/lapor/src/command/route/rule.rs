//! `lapor route rule`: area × category × type → unit.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use lapor_app::app::App;
use lapor_app::{admin, routing};
use lapor_domain::ids::{BodyId, RouteId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::routing::RouteRule;
use lapor_domain::rules::Rules;
use lapor_domain::words::ReportType;
use lapor_store::record::entity::Entity;

use crate::cli::Global;
use crate::command::{body_named, category_named, unit_named};
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::{output, values};

/// Aturan: wilayah × kategori × jenis → unit; mendahului semua yang dipelajari
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor route rule list --body palangkaraya
  lapor route rule add palangkaraya --region 62.71.03 --category jalan --unit dpupr --from 2026-01-01"
)]
pub(super) struct RuleCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tambah aturan
    #[command(after_help = "\
Yang tidak disebut berarti semua. Yang paling sempit menang.

Contoh:
  lapor route rule add palangkaraya --category jalan --unit dpupr --note \"SK Wali Kota 12/2026\"")]
    Add(Written),
    /// Coba aturan terhadap laporan yang lalu; tidak ada yang diubah
    #[command(after_help = "\
Contoh:
  lapor route rule try palangkaraya --category jalan --unit dpupr --from 2026-01-01 --to 2026-06-30")]
    Try(Written),
    /// Tampilkan aturan
    #[command(after_help = "\
Contoh:
  lapor route rule list --body palangkaraya")]
    List {
        /// Instansi
        #[arg(long, value_name = "INSTANSI")]
        body: String,
    },
    /// Akhiri aturan mulai suatu hari
    #[command(after_help = "\
Contoh:
  lapor route rule end 0198f7a0-0000-7000-8000-000000000001 --to 2026-12-31")]
    End {
        /// Nomor aturan, dari daftar
        #[arg(value_name = "ATURAN")]
        rule: RouteId,
        /// Hari pertama tidak berlaku
        #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
        to: Date,
    },
}

#[derive(Args, Debug)]
struct Written {
    /// Instansi
    #[arg(value_name = "INSTANSI")]
    body: String,
    /// Kode wilayah: 62.71.03 atau 62.71.03.1002
    #[arg(long, value_name = "KODE")]
    region: Option<String>,
    /// Kategori, dengan yang di bawahnya
    #[arg(long, value_name = "KATEGORI")]
    category: Option<String>,
    /// Jenis: complaint, aspiration, information
    #[arg(long, value_name = "JENIS")]
    r#type: Option<ReportType>,
    /// Unit yang berwenang
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Hari pertama berlaku (atau hari pertama yang dicoba)
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    from: Option<Date>,
    /// Hari pertama tidak berlaku (atau hari terakhir yang dicoba)
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    to: Option<Date>,
    /// Dasarnya
    #[arg(long, value_name = "TEKS", default_value = "")]
    note: String,
}

impl Written {
    fn rule(&self, rules: &Rules, id: RouteId) -> Result<RouteRule, Failure> {
        let body = body_named(rules, &self.body)?.id;
        let category = match &self.category {
            None => None,
            Some(slug) => Some(category_named(rules, body, slug)?.id),
        };
        if let Some(region) = &self.region {
            region.parse::<wilayah::RegionCode>().map_err(|error| {
                Failure::new(format!("wilayah {region}: {error}. Contoh: 62.71.03"))
            })?;
        }
        Ok(RouteRule {
            id,
            body,
            region: self.region.clone(),
            category,
            report_type: self.r#type,
            unit: unit_named(rules, body, &self.unit)?.id,
            valid_from: self.from,
            valid_to: self.to,
            note: self.note.clone(),
        })
    }
}

impl RuleCommand {
    pub(super) async fn run(self, global: &Global) -> Result<(), Failure> {
        open::with(global, Expect::Installed, async |app| self.act(app).await).await
    }

    async fn act(self, app: &App) -> Result<(), Failure> {
        let rules = app.rules();
        match self.what {
            What::Add(written) => {
                let rule = written.rule(&rules, RouteId(app.fresh_id()))?;
                let id = rule.id;
                admin::put(app, vec![Entity::Route(rule)], ActorRef::SYSTEM).await?;
                output::line(format!("Aturan {id} berlaku."))
            }
            What::Try(written) => dry_run(app, &rules, &written).await,
            What::List { body } => list(&rules, body_named(&rules, &body)?.id),
            What::End { rule, to } => {
                let mut rule = rules.directory.routes.get(&rule).cloned().ok_or_else(|| {
                    Failure::new("aturan itu tidak ada. Lihat `lapor route rule list`")
                })?;
                rule.valid_to = Some(to);
                admin::put(app, vec![Entity::Route(rule)], ActorRef::SYSTEM).await?;
                output::line(format!("Aturan berakhir {to}."))
            }
        }
    }
}

async fn dry_run(app: &App, rules: &Rules, written: &Written) -> Result<(), Failure> {
    let mut rule = written.rule(rules, RouteId(app.fresh_id()))?;
    let today = rules.zone(rule.body).local_date(app.now());
    let from = rule.valid_from.take().unwrap_or(Date::MIN);
    let to = rule.valid_to.take().unwrap_or(today);
    let tried = routing::try_rule(app, &rule, from, to).await?;
    output::line(format!(
        "Dari {} laporan {} cocok: {} memang ke unit itu, {} ke unit lain.",
        tried.reports, tried.fits, tried.same, tried.other
    ))?;
    if tried.other_rule > 0 {
        output::line(format!(
            "Untuk {} laporan lain yang cocok berlaku aturan yang lebih sempit atau lebih lama.",
            tried.other_rule
        ))?;
    }
    if tried.no_unit > 0 {
        output::line(format!(
            "{} laporan lain yang cocok diterima ketika unit itu tidak berlaku.",
            tried.no_unit
        ))?;
    }
    for (unit, count) in tried.elsewhere {
        let name = rules.directory.units.get(&unit);
        let name = name.map_or("unit yang sudah tiada", |unit| unit.name.as_str());
        output::line(format!("  {count:>6}  {name}"))?;
    }
    Ok(())
}

fn list(rules: &Rules, body: BodyId) -> Result<(), Failure> {
    let directory = &rules.directory;
    let mut found: Vec<&RouteRule> = directory
        .routes
        .values()
        .filter(|rule| rule.body == body)
        .collect();
    found.sort_by_key(|rule| rule.id);
    if found.is_empty() {
        return output::line("Belum ada aturan.");
    }
    for rule in found {
        let category = rule.category.and_then(|id| directory.categories.get(&id));
        let unit = directory.units.get(&rule.unit);
        let day = |day: Option<Date>| day.map_or("–".to_owned(), |day| day.to_string());
        output::line(format!(
            "{}  {} × {} × {} → {}  ({} sampai {}) {}",
            rule.id,
            rule.region.as_deref().unwrap_or("semua wilayah"),
            category.map_or("semua kategori", |category| category.name.as_str()),
            rule.report_type.map_or("semua jenis", ReportType::as_str),
            unit.map_or("–", |unit| unit.name.as_str()),
            day(rule.valid_from),
            day(rule.valid_to),
            rule.note
        ))?;
    }
    Ok(())
}
