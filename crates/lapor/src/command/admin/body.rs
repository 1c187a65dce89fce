//! `lapor admin body`.

use clap::{Args, Subcommand};
use lapor_app::app::App;
use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::BodyId;
use lapor_domain::zone::Zone;
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
  lapor admin body add palangkaraya --name \"Pemerintah Kota Palangka Raya\" --zone wib --region 62.71")]
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
                add(app, body, zone).await
            }
            What::List => list(app),
        }
    }
}

async fn add(app: &App, body: Body, zone: Zone) -> Result<(), Failure> {
    if app.rules().directory.body_by_slug(&body.slug).is_some() {
        return Err(Failure::new(format!(
            "instansi {} sudah ada. Pilih nama pendek lain",
            body.slug
        )));
    }
    let told = format!("Instansi {} ditambahkan.", body.slug);
    put(app, with_rules(body, zone)).await?;
    output::line(told)
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
