//! When and where an officer wants to hear; said on their account page.

use std::collections::HashMap;

use lapor_domain::agency::Officer;
use lapor_domain::contact::{Email, Phone};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_store::outbox::{self, Purpose};
use lapor_store::record::officer_notice::{self, KEY_OF, OfficerNotice};
use lapor_store::{Change, Query, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::Wishes;
use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::notify::words::Language;

/// When an officer wants to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Not at all.
    Off,
    /// In the morning of working days.
    Daily,
    /// That, and at once where something is late.
    Immediate,
}

impl Wish {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Daily, Self::Immediate];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Daily => "daily",
            Self::Immediate => "immediate",
        }
    }

    /// The wish of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.as_str() == code)
    }
}

/// Where an officer is reached. Empty is not at all.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// E-mail address, normalised.
    pub email: String,
    /// Telephone number, normalised.
    pub phone: String,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(…)")
    }
}

/// What an officer wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// When.
    pub wish: Wish,
    /// Where.
    pub contact: Contact,
    /// In which language.
    pub language: Language,
}

/// Who said nothing and signs in by an e-mail address gets the digest there.
fn unsaid(officer: &Officer) -> Settings {
    let email = Email::parse(&officer.login).ok();
    Settings {
        wish: if email.is_some() {
            Wish::Daily
        } else {
            Wish::Off
        },
        contact: Contact {
            email: email
                .map(|email| email.expose().to_owned())
                .unwrap_or_default(),
            phone: String::new(),
        },
        language: Language::Id,
    }
}

/// What an officer wants.
///
/// # Errors
/// Where the database fails, or the address does not open.
pub async fn settings(app: &App, officer: &Officer) -> Result<Settings, AppError> {
    let said = app.store().read(SaidBy(officer.id)).await?;
    said.map_or_else(|| Ok(unsaid(officer)), |said| opened(app, &said))
}

/// What one officer wants, of what all said.
pub(super) fn of(all: &Wishes, officer: &Officer) -> Settings {
    all.get(&officer.id)
        .cloned()
        .unwrap_or_else(|| unsaid(officer))
}

/// What all officers want who said so.
pub(super) async fn all(app: &App) -> Result<Wishes, AppError> {
    let mut wishes = HashMap::new();
    for said in app.store().read(SaidByAll).await? {
        wishes.insert(said.officer, opened(app, &said)?);
    }
    Ok(wishes)
}

fn opened(app: &App, said: &OfficerNotice) -> Result<Settings, AppError> {
    let plain = said.open(&app.key_of(BodyId(KEY_OF)))?;
    let contact = plain.and_then(|plain| serde_json::from_str(&plain).ok());
    Ok(Settings {
        wish: Wish::of_code(&said.wish).unwrap_or(Wish::Off),
        contact: contact.unwrap_or_default(),
        language: Language::of_code(&said.language),
    })
}

/// Keeps what an officer wants, as written.
///
/// # Errors
/// Fields to be mended; where the database fails.
pub async fn set(
    app: &App,
    officer: &Officer,
    wish: &str,
    email: &str,
    phone: &str,
    language: Language,
) -> Result<(), AppError> {
    let mut wrong = Vec::new();
    let wish = Wish::of_code(wish);
    if wish.is_none() {
        wrong.push(FieldError::new("wish", "required"));
    }
    let (email, phone) = (email.trim(), phone.trim());
    let mut contact = Contact::default();
    if !email.is_empty() {
        match Email::parse(email) {
            Ok(email) => email.expose().clone_into(&mut contact.email),
            Err(error) => wrong.push(FieldError::new("email", error.as_str())),
        }
    }
    if !phone.is_empty() {
        match Phone::parse(phone) {
            Ok(phone) => phone.expose().clone_into(&mut contact.phone),
            Err(error) => wrong.push(FieldError::new("phone", error.as_str())),
        }
    }
    if email.is_empty() && phone.is_empty() && wish.is_some_and(|wish| wish != Wish::Off) {
        wrong.push(FieldError::new("email", "no_address"));
    }
    let Some(wish) = wish.filter(|_| wrong.is_empty()) else {
        return Err(AppError::Invalid(wrong));
    };
    // Who asks for news here takes back what they said by a link in an earlier letter: only for the address that they
    // sign in by. Any other may be somebody else's, who must not be written to again.
    let mut heard = Vec::new();
    if wish != Wish::Off {
        for body in officer.grants.iter().map(|grant| grant.body) {
            let key = app.key_of(body);
            let both = [
                (Purpose::Email, &contact.email),
                (Purpose::Phone, &contact.phone),
            ];
            let own = |address: &str| address.eq_ignore_ascii_case(officer.login.trim());
            let given = both
                .into_iter()
                .filter(|(_, address)| !address.is_empty() && own(address));
            heard.extend(
                given.map(|(purpose, address)| (body, purpose, key.lookup(purpose, address))),
            );
        }
    }
    let plain =
        serde_json::to_string(&contact).map_err(lapor_store::record::RecordError::Document)?;
    let plain = zeroize::Zeroizing::new(plain);
    let key = app.key_of(BodyId(KEY_OF));
    let notice = app.with_entropy(|entropy| {
        let (wish, language) = (wish.as_str(), language.as_str());
        OfficerNotice::seal(officer.id, wish, language, &plain, &key, entropy)
    });
    let change = SetWish {
        notice,
        heard,
        now: app.now(),
    };
    app.store().run(change).await
}

struct SetWish {
    notice: OfficerNotice,
    heard: Vec<(BodyId, Purpose, [u8; 32])>,
    now: jiff::Timestamp,
}

impl Change for SetWish {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "set_officer_notice";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        officer_notice::put(tx, &self.notice, self.now).await?;
        for (body, purpose, hash) in &self.heard {
            outbox::resume(tx, *body, *purpose, hash).await?;
        }
        Ok(())
    }
}

struct SaidBy(OfficerId);

impl Query for SaidBy {
    type Output = Option<OfficerNotice>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        officer_notice::get(tx, self.0).await
    }
}

struct SaidByAll;

impl Query for SaidByAll {
    type Output = Vec<OfficerNotice>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        officer_notice::all(tx).await
    }
}
