//! `lapor admin officer`.

use clap::{Args, Subcommand};
use lapor_app::app::App;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::OfficerId;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;

use super::password::{self, PasswordSource};
use super::{body_named, officer_named, put, slug_of, unit_named, yes};
use crate::failure::Failure;
use crate::{output, values};

/// Petugas: akun, peran dan cakupannya
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor admin officer add budi@kota.example --name \"Budi Contoh\" --role koordinator --body palangkaraya
  lapor admin officer password budi@kota.example"
)]
pub(super) struct OfficerCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tambah petugas; kata sandinya dibuatkan dan ditampilkan sekali
    #[command(after_help = "\
Contoh:
  lapor admin officer add budi@kota.example --name \"Budi Contoh\" --role koordinator --body palangkaraya
  lapor admin officer add ani --name \"Ani Contoh\" --role penghubung --body palangkaraya --unit dinas-pupr")]
    Add {
        /// Nama masuk: surel atau nama pendek
        #[arg(value_name = "MASUK", value_parser = values::login)]
        login: String,
        /// Nama yang dibaca rekannya
        #[arg(long, value_name = "NAMA", value_parser = values::name)]
        name: String,
        #[command(flatten)]
        scope: Scope,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Tampilkan petugas dan perannya
    #[command(after_help = "\
Contoh:
  lapor admin officer list --body palangkaraya")]
    List {
        /// Hanya yang berperan di instansi ini
        #[arg(long, value_name = "INSTANSI")]
        body: Option<String>,
    },
    /// Cabut akses petugas seketika; namanya tetap dalam riwayat
    #[command(after_help = "\
Contoh:
  lapor admin officer disable budi@kota.example")]
    Disable {
        /// Nama masuk
        #[arg(value_name = "MASUK", value_parser = values::login)]
        login: String,
    },
    /// Pulihkan akses petugas
    #[command(after_help = "\
Contoh:
  lapor admin officer enable budi@kota.example")]
    Enable {
        /// Nama masuk
        #[arg(value_name = "MASUK", value_parser = values::login)]
        login: String,
    },
    /// Ganti kata sandi dan akhiri semua sesinya
    #[command(after_help = "\
Contoh:
  lapor admin officer password budi@kota.example")]
    Password {
        /// Nama masuk
        #[arg(value_name = "MASUK", value_parser = values::login)]
        login: String,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Beri peran tambahan
    #[command(after_help = "\
Contoh:
  lapor admin officer grant ani --role pimpinan --body palangkaraya --unit dinas-pupr")]
    Grant {
        /// Nama masuk
        #[arg(value_name = "MASUK", value_parser = values::login)]
        login: String,
        #[command(flatten)]
        scope: Scope,
    },
    /// Cabut satu peran
    #[command(after_help = "\
Contoh:
  lapor admin officer revoke ani --role penghubung --body palangkaraya --unit dinas-pupr")]
    Revoke {
        /// Nama masuk
        #[arg(value_name = "MASUK", value_parser = values::login)]
        login: String,
        #[command(flatten)]
        scope: Scope,
    },
}

/// A role and where.
#[derive(Args, Debug)]
struct Scope {
    /// Peran: admin-nasional, koordinator, loket, penghubung, lapangan, pimpinan, inspektorat, ombudsman, auditor, administrator
    #[arg(long, value_name = "PERAN", value_parser = values::role)]
    role: Role,
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Unit tempat cakupannya mulai; tanpa ini seluruh instansi
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

impl Scope {
    fn grant(&self, rules: &Rules) -> Result<Grant, Failure> {
        let body = body_named(rules, &self.body)?;
        if self.role == Role::Desk && !rules.directory.is_desk(body.id) {
            return Err(Failure::new(
                "peran admin-nasional hanya ada pada admin nasional, bukan pada instansi",
            ));
        }
        let node = match &self.unit {
            Some(unit) => Some(unit_named(rules, body.id, unit)?.id),
            None => None,
        };
        if node.is_none() && matches!(self.role, Role::UnitOfficer | Role::FieldOfficer) {
            return Err(Failure::new(
                "penghubung dan petugas lapangan bekerja pada unit; tambahkan --unit",
            ));
        }
        Ok(Grant {
            role: self.role,
            body: body.id,
            node,
        })
    }
}

impl OfficerCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self.what {
            What::Add {
                login,
                name,
                scope,
                password,
            } => add(app, login, name, &scope, password).await,
            What::List { body } => list(app, body.as_deref()),
            What::Disable { login } => set_disabled(app, &login, true).await,
            What::Enable { login } => set_disabled(app, &login, false).await,
            What::Password { login, password } => {
                let officer = officer_named(&app.rules(), &login)?;
                let chosen = password.take(app)?;
                password::set(app, &officer, chosen).await
            }
            What::Grant { login, scope } => grant(app, &login, &scope).await,
            What::Revoke { login, scope } => revoke(app, &login, &scope).await,
        }
    }
}

async fn add(
    app: &App,
    login: String,
    name: String,
    scope: &Scope,
    password: PasswordSource,
) -> Result<(), Failure> {
    let rules = app.rules();
    if officer_named(&rules, &login).is_ok() {
        return Err(Failure::new(format!(
            "petugas {login} sudah ada. Beri peran tambahan dengan `lapor admin officer grant`"
        )));
    }
    let officer = Officer {
        id: OfficerId(app.fresh_id()),
        name,
        login,
        grants: vec![scope.grant(&rules)?],
        disabled: false,
    };
    let chosen = password.take(app)?;
    // A refused password must not leave an account behind that nobody can use.
    chosen.acceptable(&[&officer.login, &officer.name])?;
    put(app, vec![Entity::Officer(officer.clone())]).await?;
    output::line(format!("Petugas {} ditambahkan.", officer.login))?;
    password::set(app, &officer, chosen).await
}

async fn set_disabled(app: &App, login: &str, disabled: bool) -> Result<(), Failure> {
    let mut officer = officer_named(&app.rules(), login)?;
    if disabled && is_last_administrator(&app.rules(), &officer) {
        return Err(Failure::new(format!(
            "{login} satu-satunya administrator admin nasional. Tambah administrator lain dahulu"
        )));
    }
    officer.disabled = disabled;
    put(app, vec![Entity::Officer(officer)]).await?;
    output::line(if disabled {
        format!("Akses {login} dicabut.")
    } else {
        format!("Akses {login} dipulihkan.")
    })
}

async fn grant(app: &App, login: &str, scope: &Scope) -> Result<(), Failure> {
    let mut officer = officer_named(&app.rules(), login)?;
    let grant = scope.grant(&app.rules())?;
    if officer.grants.contains(&grant) {
        return Err(Failure::new(format!("{login} sudah memegang peran itu")));
    }
    officer.grants.push(grant);
    put(app, vec![Entity::Officer(officer)]).await?;
    output::line(format!(
        "{login} kini juga {} di {}.",
        values::role_word(grant.role),
        scope.body
    ))
}

async fn revoke(app: &App, login: &str, scope: &Scope) -> Result<(), Failure> {
    let before = officer_named(&app.rules(), login)?;
    let grant = scope.grant(&app.rules())?;
    let mut officer = before.clone();
    officer.grants.retain(|held| *held != grant);
    if officer.grants.len() == before.grants.len() {
        return Err(Failure::new(format!(
            "{login} tidak memegang peran itu. Lihat `lapor admin officer list`"
        )));
    }
    if officer.grants.is_empty() {
        return Err(Failure::new(format!(
            "itu peran terakhir {login}. Cabut aksesnya dengan `lapor admin officer disable`"
        )));
    }
    if is_last_administrator(&app.rules(), &before) && grant.role == Role::Administrator {
        return Err(Failure::new(format!(
            "{login} satu-satunya administrator admin nasional. Tambah administrator lain dahulu"
        )));
    }
    put(app, vec![Entity::Officer(officer)]).await?;
    output::line(format!(
        "{login} tidak lagi {} di {}.",
        values::role_word(grant.role),
        scope.body
    ))
}

/// Without an administrator of the desk, nobody could set up anything from the pages.
fn is_last_administrator(rules: &Rules, officer: &Officer) -> bool {
    let administers = |officer: &Officer| {
        !officer.disabled
            && officer.grants.iter().any(|grant| {
                grant.role == Role::Administrator && rules.directory.is_desk(grant.body)
            })
    };
    administers(officer)
        && !rules
            .directory
            .officers
            .values()
            .any(|other| other.id != officer.id && administers(other))
}

fn list(app: &App, body: Option<&str>) -> Result<(), Failure> {
    let rules = app.rules();
    let only = match body {
        Some(slug) => Some(body_named(&rules, slug)?.id),
        None => None,
    };
    let mut rows: Vec<Vec<String>> = rules
        .directory
        .officers
        .values()
        .filter(|officer| {
            only.is_none_or(|only| officer.grants.iter().any(|grant| grant.body == only))
        })
        .map(|officer| {
            let grants: Vec<String> = officer
                .grants
                .iter()
                .map(|grant| {
                    let unit = grant.node.and_then(|id| rules.directory.units.get(&id));
                    let place = slug_of(&rules, grant.body);
                    let within = unit
                        .map(|unit| format!("/{}", unit.slug))
                        .unwrap_or_default();
                    format!("{} {place}{within}", values::role_word(grant.role))
                })
                .collect();
            vec![
                officer.login.clone(),
                officer.name.clone(),
                yes(officer.disabled),
                grants.join("; "),
            ]
        })
        .collect();
    rows.sort();
    output::columns(&["MASUK", "NAMA", "DICABUT", "PERAN"], &rows)
}
