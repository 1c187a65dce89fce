//! `lapor admin unit`.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use lapor_app::app::App;
use lapor_domain::agency::{Succession, Unit};
use lapor_domain::ids::UnitId;
use lapor_store::record::entity::Entity;
use wilayah::RegionCode;

use super::{body_named, or_dash, put, slug_of, unit_named, yes};
use crate::failure::Failure;
use crate::{output, values};

/// Unit kerja (OPD, bidang, kecamatan, kelurahan)
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin unit add palangkaraya dinas-pupr --name \"Dinas PUPR\"
  lapor admin unit list --body palangkaraya"
)]
pub(super) struct UnitCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tambah unit
    #[command(after_help = "\
Contoh:
  lapor admin unit add palangkaraya dinas-pupr --name \"Dinas PUPR\"
  lapor admin unit add palangkaraya bina-marga --name \"Bidang Bina Marga\" --parent dinas-pupr")]
    Add {
        /// Nama pendek instansi
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Nama pendek unit
        #[arg(value_name = "UNIT", value_parser = values::slug)]
        slug: String,
        /// Nama yang dibaca orang
        #[arg(long, value_name = "NAMA", value_parser = values::name)]
        name: String,
        /// Unit di atasnya
        #[arg(long, value_name = "UNIT")]
        parent: Option<String>,
        /// Kode wilayah, bagi kecamatan dan kelurahan
        #[arg(long, value_name = "KODE", value_parser = values::region)]
        region: Option<RegionCode>,
        /// Hari pertama boleh menerima laporan
        #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
        valid_from: Option<Date>,
        /// Unit ini PPID: permintaan informasi publik boleh diteruskan kepadanya
        #[arg(long)]
        ppid: bool,
    },
    /// Tampilkan unit
    #[command(after_help = "\
Contoh:
  lapor admin unit list --body palangkaraya")]
    List {
        /// Hanya instansi ini
        #[arg(long, value_name = "INSTANSI")]
        body: Option<String>,
    },
    /// Tutup unit: sejak tanggal itu tidak lagi menerima laporan baru; riwayatnya tetap
    #[command(after_help = "\
Contoh:
  lapor admin unit close palangkaraya bina-marga --on 2026-01-01")]
    Close {
        /// Nama pendek instansi
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Nama pendek unit
        #[arg(value_name = "UNIT")]
        slug: String,
        /// Hari pertama tidak lagi menerima laporan
        #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
        on: Date,
    },
    /// Catat bahwa unit melanjutkan tugas unit lain yang dipecah, digabung, atau ditutup
    #[command(after_help = "\
Satu unit boleh melanjutkan beberapa unit, dan satu unit boleh dilanjutkan beberapa unit. Angka menurut susunan hari \
ini (`lapor stats --today --by unit`) menghitung laporan unit yang tutup pada penerusnya, bila penerusnya hanya satu.

Contoh:
  lapor admin unit succeed palangkaraya dinas-perumahan --from dinas-tata-kota --since 2026-01-01
  lapor admin unit succeed palangkaraya dinas-perumahan --from dinas-tata-kota --undo")]
    Succeed {
        /// Nama pendek instansi
        #[arg(value_name = "INSTANSI")]
        body: String,
        /// Nama pendek unit yang melanjutkan
        #[arg(value_name = "UNIT")]
        slug: String,
        /// Unit yang tugasnya dilanjutkan
        #[arg(long, value_name = "UNIT")]
        from: String,
        /// Hari pertama
        #[arg(long, value_name = "TANGGAL", value_parser = values::date, required_unless_present = "undo")]
        since: Option<Date>,
        /// Hapus catatan itu
        #[arg(long, conflicts_with = "since")]
        undo: bool,
    },
}

impl UnitCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Add {
                body,
                slug,
                name,
                parent,
                region,
                valid_from,
                ppid,
            } => {
                let rules = app.rules();
                let body = body_named(&rules, &body)?.id;
                if rules.directory.unit_by_slug(body, &slug).is_some() {
                    return Err(Failure::new(format!(
                        "unit {slug} sudah ada di instansi itu. Pilih nama pendek lain"
                    )));
                }
                let parent = match parent {
                    Some(parent) => Some(unit_named(&rules, body, &parent)?.id),
                    None => None,
                };
                let told = format!("Unit {slug} ditambahkan.");
                let unit = Unit {
                    id: UnitId(app.fresh_id()),
                    body,
                    parent,
                    slug,
                    name,
                    region: region.map(|code| code.to_string()),
                    valid_from,
                    valid_to: None,
                    is_ppid: ppid,
                    succeeds: Vec::new(),
                    from_import: false,
                };
                put(app, vec![Entity::Unit(unit)]).await?;
                output::line(told)
            }
            What::List { body } => list(app, body.as_deref()),
            What::Close { body, slug, on } => close(app, &body, &slug, on).await,
            What::Succeed {
                body,
                slug,
                from,
                since,
                undo: _,
            } => succeed(app, &body, &slug, &from, since).await,
        }
    }
}

async fn close(app: &App, body: &str, slug: &str, on: Date) -> Result<(), Failure> {
    let rules = app.rules();
    let body = body_named(&rules, body)?.id;
    let mut unit = unit_named(&rules, body, slug)?.clone();
    if unit.valid_from.is_some_and(|from| on < from) {
        return Err(Failure::new(format!(
            "unit {slug} baru berlaku sejak {}; tanggal tutupnya harus sesudah itu",
            or_dash(unit.valid_from.map(|from| from.to_string()))
        )));
    }
    let open_below = rules.directory.units.values().find(|below| {
        below.parent == Some(unit.id) && below.valid_to.is_none_or(|closed| closed > on)
    });
    if let Some(below) = open_below {
        return Err(Failure::new(format!(
            "unit {} di bawahnya masih buka; tutup atau pindahkan dahulu",
            below.slug
        )));
    }
    unit.valid_to = Some(on);
    put(app, vec![Entity::Unit(unit)]).await?;
    output::line(format!(
        "Unit {slug} tutup sejak {on}. Laporan yang masih padanya tetap harus diselesaikan atau didisposisi ulang."
    ))
}

async fn succeed(
    app: &App,
    body: &str,
    slug: &str,
    from: &str,
    since: Option<Date>,
) -> Result<(), Failure> {
    let rules = app.rules();
    let body = body_named(&rules, body)?.id;
    let mut unit = unit_named(&rules, body, slug)?.clone();
    let before = unit_named(&rules, body, from)?.id;
    let is_ring = before == unit.id || rules.directory.descends_from(before, unit.id);
    if since.is_some() && is_ring {
        return Err(Failure::new(format!(
            "unit {from} sendiri melanjutkan {slug}; hapus dahulu catatan itu dengan --undo"
        )));
    }
    unit.succeeds.retain(|taken| taken.unit != before);
    let told = match since {
        Some(since) => {
            let taken = Succession {
                unit: before,
                since,
            };
            unit.succeeds.push(taken);
            format!("Unit {slug} melanjutkan {from} sejak {since}.")
        }
        None => format!("Unit {slug} tidak lagi tercatat melanjutkan {from}."),
    };
    put(app, vec![Entity::Unit(unit)]).await?;
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
        .units
        .values()
        .filter(|unit| only.is_none_or(|only| unit.body == only))
        .map(|unit| {
            let parent = unit.parent.and_then(|id| rules.directory.units.get(&id));
            vec![
                slug_of(&rules, unit.body),
                unit.slug.clone(),
                or_dash(parent.map(|parent| parent.slug.clone())),
                or_dash(unit.region.clone()),
                or_dash(unit.valid_from.map(|day| day.to_string())),
                or_dash(unit.valid_to.map(|day| day.to_string())),
                yes(unit.from_import),
                unit.name.clone(),
            ]
        })
        .collect();
    rows.sort();
    output::columns(
        &[
            "INSTANSI",
            "UNIT",
            "DI BAWAH",
            "WILAYAH",
            "SEJAK",
            "TUTUP",
            "DARI IMPOR",
            "NAMA",
        ],
        &rows,
    )
}
