//! A document for who runs the program: as it was approved, where an edition of the very same figures was; else a draft.

use jiff::Timestamp;
use lapor_domain::official::Reader;
use lapor_domain::report::event::ActorRef;
use lapor_domain::zone::Zone;
use lapor_store::official::{self as stored, Edition};
use lapor_store::{Query, StoreError, Tx};

use super::advice::propose;
use super::edition::{One, wish_of};
use super::error::OfficialError;
use super::form::Form;
use super::gather::prepare;
use super::make::{Dressing, document};
use super::model::Wish;
use super::papers::papers_on;
use super::{names, serve};
use crate::app::App;

/// A document in one form.
pub struct Printed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Exclusive moment of its figures: for anyone it may be earlier than was asked for.
    pub as_of: Timestamp,
    /// Zone of its dates.
    pub zone: Zone,
    /// A leader approved it; else it is marked as a draft.
    pub is_approved: bool,
}

/// Prints what is asked for.
///
/// # Errors
/// [`OfficialError`].
pub async fn print(app: &App, wish: &Wish, form: Form) -> Result<Printed, OfficialError> {
    let mut made = prepare(app, wish).await?;
    let (as_of, zone) = (made.gathered.as_of, made.gathered.zone);
    if let Some(edition) = approved(app, wish, as_of).await? {
        let bytes = serve::as_told_now(app, &edition, form, None).await?;
        return Ok(Printed {
            bytes: bytes.to_vec(),
            as_of,
            zone,
            is_approved: true,
        });
    }
    let papers = papers_on(&app.rules(), wish.body, made.gathered.day());
    names::add(app, &mut made, &papers, ActorRef::SYSTEM).await?;
    let advice = propose(&made.gathered, &papers);
    let dressing = Dressing {
        papers: &papers,
        advice: &advice,
        is_draft: true,
        // Nobody looks it through before it is in somebody's hands.
        is_masked: wish.reader == Reader::Public,
        note: None,
    };
    let document = document(&made.gathered, &made.words, &dressing);
    Ok(Printed {
        bytes: form.write(&document)?,
        as_of,
        zone,
        is_approved: false,
    })
}

/// The edition of the same figures that was approved last.
async fn approved(
    app: &App,
    wish: &Wish,
    as_of: Timestamp,
) -> Result<Option<Edition>, OfficialError> {
    let wish = Wish {
        as_of: Some(as_of),
        ..wish.clone()
    };
    let found = app.store().read(Published(wish.clone())).await?;
    let same = found.into_iter().filter(|edition| wish_of(edition) == wish);
    match same.max_by_key(|edition| (edition.approved_at, edition.id)) {
        Some(edition) => Ok(app.store().read(One(edition.id)).await?),
        None => Ok(None),
    }
}

struct Published(Wish);

impl Query for Published {
    type Output = Vec<Edition>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let wish = &self.0;
        stored::published_of(tx, wish.body, wish.layout, wish.reader, &wish.period).await
    }
}
