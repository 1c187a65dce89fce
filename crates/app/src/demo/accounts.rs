//! Ready-made sign-ins of the demonstration: one readable password for all, another in each installation. It follows
//! from the key file, so a demonstration that is started again says the same one.

use jiff::Timestamp;
use lapor_domain::ids::OfficerId;
use lapor_store::record::credential;
use lapor_store::{Change, Tx};

use super::city::City;
use super::install::Installed;
use crate::app::App;
use crate::error::AppError;
use crate::password::Password;
use crate::phrase;
use crate::report::receive::FormKey;

/// Words of the password: with its number far more than the throttled sign-in lets anyone try.
const WORDS: usize = 3;

/// A sign-in to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Name of the role, as code.
    pub role: &'static str,
    /// What the officer is called.
    pub name: String,
    /// Address used to sign in.
    pub login: String,
    /// The password.
    pub password: String,
}

/// The sign-ins, as [`set_passwords`] leaves them.
pub fn accounts(app: &App, city: &City) -> Vec<Account> {
    let password = readable(app);
    let accounts = city.officers.iter().map(|officer| Account {
        role: officer.role.as_str(),
        name: officer.name.clone(),
        login: officer.email.clone(),
        password: password.clone(),
    });
    accounts.collect()
}

/// Gives every officer of the demonstration the same password, and ends their sessions.
///
/// It is hashed once: a demonstration has no secrets, and hashing for fifty accounts would take as long as its year.
///
/// # Errors
/// Where the database fails.
pub async fn set_passwords(app: &App, installed: &Installed) -> Result<(), AppError> {
    let password = Password::new(readable(app));
    password.acceptable(&[])?;
    let hash = app.passwords().hash(password, app.random()).await?;
    let officers = installed.officers.values().copied().collect();
    let now = app.now();
    app.store()
        .run(SetPasswords {
            officers,
            hash,
            now,
        })
        .await
}

/// A form key by which a shown report is known again: nobody without the key file can tell it.
pub(super) fn form_key(app: &App, shows: &str) -> FormKey {
    let mac = app
        .keys()
        .installation_key("demonstration")
        .mac(&[shows.as_bytes()]);
    let mut key = FormKey::default();
    key.copy_from_slice(&mac[..16]);
    key
}

/// Three everyday words and a number.
fn readable(app: &App) -> String {
    let seed = form_key(app, "kata sandi petugas");
    let phrase = phrase::derive(&seed, app.keys()).expose();
    let words: Vec<_> = phrase.split_whitespace().take(WORDS).collect();
    format!("{}-{}", words.join("-"), 10 + seed[0] % 90)
}

struct SetPasswords {
    officers: Vec<OfficerId>,
    hash: String,
    now: Timestamp,
}

impl Change for SetPasswords {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "set_demo_passwords";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for officer in &self.officers {
            credential::set_password(tx, *officer, &self.hash, self.now).await?;
        }
        Ok(())
    }
}
