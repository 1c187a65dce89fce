//! `lapor admin body`.

use clap::{Args, Subcommand};
use lapor_app::admin;
use lapor_app::app::App;
use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::BodyId;
use lapor_domain::zone::Zone;
use lapor_store::rebuild;
use lapor_store::record::entity::Entity;
use wilayah::RegionCode;

use super::init::with_rules;
use super::{or_dash, put, yes};
use crate::failure::Failure;
use crate::{output, values};

/// Instansi: kota, kabupaten, provinsi, kementerian, lembaga
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin body add palangkaraya --name \"Pemerintah Kota Palangka Raya\" --zone wib --region 62.71
  lapor admin body list"
)]
pub(super) struct BodyCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tambah instansi, dengan kebijakan dan kalender bawaan
    #[command(after_help = "\
Contoh:
  lapor admin body add palangkaraya --name \"Pemerintah Kota Palangka Raya\" --zone wib --region 62.71

Instansi yang dibuat impor diambil alih dengan perintah yang sama: laporan, unit dan
kategorinya tetap, lalu ia menerima laporan seperti yang lain.")]
    Add {
        /// Nama pendek di alamat, misalnya palangkaraya
        #[arg(value_name = "INSTANSI", value_parser = values::slug)]
        slug: String,
        /// Nama yang dibaca orang
        #[arg(long, value_name = "NAMA", value_parser = values::name)]
        name: String,
        /// Zona waktu: wib, wita, wit
        #[arg(long, value_name = "ZONA", value_parser = values::zone)]
        zone: Zone,
        /// Kode wilayah Kemendagri, misalnya 62.71
        #[arg(long, value_name = "KODE", value_parser = values::region)]
        region: Option<RegionCode>,
    },
    /// Tampilkan semua instansi
    #[command(after_help = "\
Contoh:
  lapor admin body list")]
    List,
}

impl BodyCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Add {
                slug,
                name,
                zone,
                region,
            } => {
                let body = Body {
                    id: BodyId(app.fresh_id()),
                    slug,
                    name,
                    kind: BodyKind::Agency,
                    region: region.map(|code| code.to_string()),
                    from_import: false,
                };
                let rules = app.rules();
                match rules.directory.body_by_slug(&body.slug) {
                    None => add(app, body, zone).await,
                    Some(known) if known.from_import => {
                        let region = body.region.or_else(|| known.region.clone());
                        let id = known.id;
                        adopt(app, Body { id, region, ..body }, zone).await
                    }
                    Some(known) => Err(Failure::new(format!(
                        "instansi {} sudah ada. Pilih nama pendek lain",
                        known.slug
                    ))),
                }
            }
            What::List => list(app),
        }
    }
}

async fn add(app: &App, body: Body, zone: Zone) -> Result<(), Failure> {
    let told = format!("Instansi {} ditambahkan.", body.slug);
    put(app, with_rules(body, zone)).await?;
    output::line(told)
}

/// Makes a body of what an import made: its own days and versions stay, what is lacking is as for a new body.
async fn adopt(app: &App, body: Body, zone: Zone) -> Result<(), Failure> {
    let rules = app.rules();
    let moved = rules.zone(body.id) != zone;
    let told = format!("Instansi {}, dari impor, diambil alih.", body.slug);
    let known = admin::calendar_of(app, body.id).await?;
    let has_policy = rules.policies.contains_key(&body.id);
    let mut entities = with_rules(body, zone);
    entities.retain(|entity| !(has_policy && matches!(entity, Entity::Policy(_))));
    for entity in &mut entities {
        if let (Entity::Calendar(new), Some(known)) = (entity, &known) {
            new.added.clone_from(&known.added);
            new.removed.clone_from(&known.removed);
            new.hours = known.hours.clone().or(new.hours.take());
            new.instrument.clone_from(&known.instrument);
        }
    }
    put(app, entities).await?;
    output::line(told)?;
    if moved {
        // The local day of every report is another one now, perhaps.
        rebuild::run(app.store(), &app.rules(), &mut |_| {}).await?;
        output::line("Zona waktunya berubah: hari setiap laporan dihitung ulang.")?;
    }
    Ok(())
}

fn list(app: &App) -> Result<(), Failure> {
    let rules = app.rules();
    let mut bodies: Vec<&Body> = rules.directory.bodies.values().collect();
    bodies.sort_by_key(|body| &body.slug);
    let rows: Vec<Vec<String>> = bodies
        .iter()
        .map(|body| {
            vec![
                body.slug.clone(),
                match body.kind {
                    BodyKind::Desk => "admin nasional",
                    BodyKind::Agency => "instansi",
                }
                .to_owned(),
                or_dash(body.region.clone()),
                yes(body.from_import),
                body.name.clone(),
            ]
        })
        .collect();
    output::columns(
        &["INSTANSI", "JENIS", "WILAYAH", "DARI IMPOR", "NAMA"],
        &rows,
    )
}
