//! The same request sent again is the same report: by the client's own key, or by all that it says.

use axum::http::HeaderMap;
use jiff::SignedDuration;
use lapor_app::api_keys::intake_key;
use lapor_app::error::AppError;
use lapor_app::report::filing::Filing;
use lapor_app::report::photos::RawPhoto;
use lapor_app::report::receive::{self, FormKey, Receipted};
use lapor_domain::answers::Answers;
use lapor_domain::api_key::ApiKey;
use lapor_store::seal::hex;
use sha2::{Digest, Sha256};

use super::create::DOOR;
use super::door::Door;

/// For so long the same words from the same sender are one request, where the client has no key for it.
const SAME: SignedDuration = SignedDuration::from_mins(10);

/// What the intake keys of this door are for.
const PURPOSE: &str = "open311_intake";

/// Under which key a request is taken in.
pub(super) enum Settled {
    /// Under this one.
    Under(FormKey),
    /// It was taken in before.
    Before(Box<Receipted>),
}

/// Finds the key: what `Idempotency-Key` says, else a digest of everything and of the ten minutes in which it comes. A request
/// just after such a stretch is looked for in the one before.
pub(super) async fn settle(
    door: &Door,
    headers: &HeaderMap,
    key: &ApiKey,
    filing: &Filing,
    photos: &[RawPhoto],
) -> Result<Settled, AppError> {
    let app = door.here.app();
    let said = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok());
    if let Some(word) = said.filter(|word| !word.is_empty()) {
        return Ok(Settled::Under(intake_key(
            app,
            key,
            PURPOSE,
            &["key", word],
        )));
    }
    let now = app.now();
    let stretch = now.as_second().div_euclid(SAME.as_secs());
    let digest = digest(filing, photos);
    let under =
        |stretch: i64| intake_key(app, key, PURPOSE, &["same", &digest, &stretch.to_string()]);
    let since = now.checked_sub(SAME).unwrap_or(now);
    let before = receive::earlier(app, DOOR, &under(stretch - 1), filing, photos, since).await?;
    Ok(match before {
        Some(before) => Settled::Before(Box::new(before)),
        None => Settled::Under(under(stretch)),
    })
}

/// All that makes one request another one.
fn digest(filing: &Filing, photos: &[RawPhoto]) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    let category = filing.category.map(|id| id.0);
    add(category.as_ref().map_or(&[][..], |id| id.as_bytes()));
    let body = filing.body.map(|id| id.0);
    add(body.as_ref().map_or(&[][..], |id| id.as_bytes()));
    for part in [
        &filing.text,
        &filing.place,
        &filing.latitude,
        &filing.longitude,
        filing.region.as_deref().unwrap_or_default(),
        &filing.name,
        &filing.phone,
        &filing.email,
    ] {
        add(part.as_bytes());
    }
    let answers = filing.answers.as_ref().map(Answers::to_words);
    add(answers.unwrap_or_default().as_bytes());
    for photo in photos {
        add(&Sha256::digest(&photo.bytes));
    }
    hex(&hash.finalize())
}
