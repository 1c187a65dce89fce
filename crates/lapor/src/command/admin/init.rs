//! `lapor admin init`: key file, national desk, first administrator.

use clap::Args;
use lapor_app::app::App;
use lapor_app::demo::policy_file;
use lapor_domain::agency::{Body, BodyKind, Grant, Officer};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::words::Role;
use lapor_domain::zone::Zone;
use lapor_store::record::entity::{CalendarDocument, Entity, PolicyHistory};

use super::password::{self, PasswordSource};
use super::{officer_named, put};
use crate::failure::Failure;
use crate::output;
use crate::places::Places;
use crate::values;

/// Siapkan pemasangan baru: berkas kunci, admin nasional, administrator pertama
#[derive(Args, Debug)]
#[command(after_help = "\
Admin nasional memegang kalender nasional dan laporan yang belum tahu ke mana; pemasangan untuk satu
instansi pun memilikinya. Salin berkas kunci ke tempat aman, terpisah dari cadangan basis data.

Contoh:
  lapor admin init --name \"Siti Contoh\" --login siti@kota.example
  printf '%s\\n' \"$SANDI\" | lapor admin init --name \"Siti Contoh\" --login siti@kota.example --password-stdin")]
pub(super) struct Init {
    /// Nama administrator pertama
    #[arg(long, value_name = "NAMA", value_parser = values::name)]
    name: String,
    /// Nama masuknya: surel atau nama pendek
    #[arg(long, value_name = "MASUK", value_parser = values::login)]
    login: String,
    /// Nama admin nasional
    #[arg(long, value_name = "NAMA", default_value = "Admin Nasional", value_parser = values::name)]
    desk_name: String,
    /// Nama pendeknya di alamat
    #[arg(long, value_name = "NAMA", default_value = "nasional", value_parser = values::slug)]
    desk: String,
    /// Zona waktunya: wib, wita, wit
    #[arg(long, value_name = "ZONA", default_value = "wib", value_parser = values::zone)]
    zone: Zone,
    #[command(flatten)]
    password: PasswordSource,
}

impl Init {
    pub(super) async fn run(self, app: &App, places: &Places) -> Result<(), Failure> {
        self.check(app, places)?;
        let chosen = self.password.take(app)?;
        chosen.acceptable(&[&self.login, &self.name])?;
        let desk = BodyId(app.fresh_id());
        let officer = Officer {
            id: OfficerId(app.fresh_id()),
            name: self.name,
            login: self.login,
            grants: vec![Grant {
                role: Role::Administrator,
                body: desk,
                node: None,
            }],
            disabled: false,
        };
        let body = Body {
            id: desk,
            slug: self.desk,
            name: self.desk_name,
            kind: BodyKind::Desk,
            region: None,
            from_import: false,
        };
        let mut entities = with_rules(body, self.zone);
        entities.push(Entity::Officer(officer.clone()));
        put(app, entities).await?;
        output::line(format!("Pemasangan {} siap.", places.shown()))?;
        output::line(format!(
            "Berkas kunci: {} (salin ke tempat aman, terpisah dari cadangan basis data)",
            places.key.display()
        ))?;
        password::set(app, &officer, chosen).await
    }
}

impl Init {
    /// An import may have begun the installation: what it lacks is the desk, and what is there stays.
    fn check(&self, app: &App, places: &Places) -> Result<(), Failure> {
        let rules = app.rules();
        if rules.directory.desk().is_some() {
            return Err(Failure::new(format!(
                "pemasangan {} sudah disiapkan. Tambah administrator dengan `lapor admin officer add`",
                places.shown()
            )));
        }
        if rules.directory.body_by_slug(&self.desk).is_some() {
            return Err(Failure::new(format!(
                "nama pendek {} sudah dipakai instansi lain. Pilih yang lain dengan --desk",
                self.desk
            )));
        }
        if officer_named(&rules, &self.login).is_ok() {
            return Err(Failure::new(format!(
                "petugas {} sudah ada. Pilih nama masuk lain dengan --login",
                self.login
            )));
        }
        Ok(())
    }
}

/// A body with the policy and calendar it starts with.
pub(super) fn with_rules(body: Body, zone: Zone) -> Vec<Entity> {
    let id = body.id;
    vec![
        Entity::Body(body),
        Entity::Policy(PolicyHistory {
            body: id,
            versions: vec![policy_file::DEFAULT.policy()],
        }),
        Entity::Calendar(CalendarDocument {
            body: id,
            zone,
            added: Vec::new(),
            removed: Vec::new(),
            hours: Some(policy_file::DEFAULT.working_hours()),
            instrument: String::new(),
        }),
    ]
}
