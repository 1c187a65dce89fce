//! Ready-made sign-ins of the demonstration: one readable password for all, another in each installation.

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

/// Gives every officer of the demonstration the same fresh password.
///
/// It is hashed once: a demonstration has no secrets, and hashing for fifty accounts would take as long as its year.
///
/// # Errors
/// Where the database fails.
pub async fn set_passwords(
    app: &App,
    city: &City,
    installed: &Installed,
) -> Result<Vec<Account>, AppError> {
    let text = readable(app);
    let password = Password::new(text.clone());
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
        .await?;
    let accounts = city.officers.iter().map(|officer| Account {
        role: officer.role.as_str(),
        name: officer.name.clone(),
        login: officer.email.clone(),
        password: text.clone(),
    });
    Ok(accounts.collect())
}

/// Three everyday words and a number.
fn readable(app: &App) -> String {
    let phrase = phrase::derive(&app.random(), app.keys()).expose();
    let words: Vec<_> = phrase.split_whitespace().take(WORDS).collect();
    format!("{}-{}", words.join("-"), 10 + app.random_number() % 90)
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
