//! `lapor admin category`.

use clap::{Args, Subcommand};
use lapor_app::app::App;
use lapor_domain::agency::Category;
use lapor_domain::ids::CategoryId;
use lapor_store::record::entity::Entity;

use super::question::{Ask, Unask};
use super::{body_named, or_dash, put, slug_of, unit_named, yes};
use crate::command::category_named;
use crate::failure::Failure;
use crate::{output, values};

/// Kategori laporan dan unit yang biasa menanganinya
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin category add palangkaraya jalan --name \"Jalan rusak\" --unit dinas-pupr --public-place
  lapor admin category list --body palangkaraya"
)]
pub(super) struct CategoryCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Add(Add),
    Ask(Ask),
    Unask(Unask),
    /// Tampilkan kategori
    #[command(after_help = "\
Contoh:
  lapor admin category list --body palangkaraya")]
    List {
        /// Hanya instansi ini
        #[arg(long, value_name = "INSTANSI")]
        body: Option<String>,
    },
    /// Pensiunkan kategori: tidak lagi ditawarkan, laporan lamanya tetap
    #[command(after_help = "\
Contoh:
  lapor admin category retire palangkaraya jalan")]
    Retire {
        /// Nama pendek instansi
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Nama pendek kategori
        #[arg(value_name = "KATEGORI")]
        slug: String,
    },
}

/// Tambah kategori
#[derive(Args, Debug)]
#[command(after_help = "\
Contoh:
  lapor admin category add palangkaraya infrastruktur --name Infrastruktur
  lapor admin category add palangkaraya jalan --name \"Jalan rusak\" --parent infrastruktur --unit dinas-pupr --public-place --evidence")]
struct Add {
    /// Nama pendek instansi
    #[arg(value_name = "INSTANSI")]
    body: String,
    /// Nama pendek kategori
    #[arg(value_name = "KATEGORI", value_parser = values::slug)]
    slug: String,
    /// Nama yang dibaca orang
    #[arg(long, value_name = "NAMA", value_parser = values::name)]
    name: String,
    /// Kategori di atasnya
    #[arg(long, value_name = "KATEGORI")]
    parent: Option<String>,
    /// Unit yang biasa menangani
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Perkara di ruang publik: titik persisnya boleh tampak setelah diumumkan
    #[arg(long)]
    public_place: bool,
    /// Jawaban akhir wajib disertai bukti foto
    #[arg(long)]
    evidence: bool,
    /// Namanya dalam sistem nasional
    #[arg(long, value_name = "NAMA", value_parser = values::name)]
    sp4n: Option<String>,
}

impl CategoryCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Add(new) => add(app, new).await,
            What::Ask(new) => new.run(app).await,
            What::Unask(ended) => ended.run(app).await,
            What::List { body } => list(app, body.as_deref()),
            What::Retire { body, slug } => {
                let rules = app.rules();
                let body = body_named(&rules, &body)?.id;
                let mut category = category_named(&rules, body, &slug)?.clone();
                category.retired = true;
                put(app, vec![Entity::Category(category)]).await?;
                output::line(format!("Kategori {slug} tidak lagi ditawarkan."))
            }
        }
    }
}

async fn add(app: &App, new: Add) -> Result<(), Failure> {
    let rules = app.rules();
    let body = body_named(&rules, &new.body)?.id;
    if rules.directory.category_by_slug(body, &new.slug).is_some() {
        return Err(Failure::new(format!(
            "kategori {} sudah ada di instansi itu. Pilih nama pendek lain",
            new.slug
        )));
    }
    let parent = match &new.parent {
        Some(slug) => Some(category_named(&rules, body, slug)?.id),
        None => None,
    };
    let unit = match &new.unit {
        Some(slug) => Some(unit_named(&rules, body, slug)?.id),
        None => None,
    };
    let told = format!("Kategori {} ditambahkan.", new.slug);
    let category = Category {
        id: CategoryId(app.fresh_id()),
        body,
        parent,
        slug: new.slug,
        name: new.name,
        public_place: new.public_place,
        evidence_required: new.evidence,
        default_unit: unit,
        sp4n_name: new.sp4n,
        retired: false,
        from_import: false,
        questions: Vec::new(),
    };
    put(app, vec![Entity::Category(category)]).await?;
    output::line(told)
}

fn list(app: &App, body: Option<&str>) -> Result<(), Failure> {
    let rules = app.rules();
    let only = match body {
        Some(slug) => Some(body_named(&rules, slug)?.id),
        None => None,
    };
    let mut rows: Vec<Vec<String>> = rules
        .directory
        .categories
        .values()
        .filter(|category| only.is_none_or(|only| category.body == only))
        .map(|category| {
            let parent = category
                .parent
                .and_then(|id| rules.directory.categories.get(&id));
            let unit = category
                .default_unit
                .and_then(|id| rules.directory.units.get(&id));
            vec![
                slug_of(&rules, category.body),
                category.slug.clone(),
                or_dash(parent.map(|parent| parent.slug.clone())),
                or_dash(unit.map(|unit| unit.slug.clone())),
                yes(category.public_place),
                yes(category.evidence_required),
                yes(category.retired),
                yes(category.from_import),
                category.name.clone(),
            ]
        })
        .collect();
    rows.sort();
    output::columns(
        &[
            "INSTANSI",
            "KATEGORI",
            "DI BAWAH",
            "UNIT",
            "RUANG PUBLIK",
            "BUKTI",
            "PENSIUN",
            "DARI IMPOR",
            "NAMA",
        ],
        &rows,
    )
}
