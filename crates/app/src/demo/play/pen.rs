//! Whoever acts, writing: the words of a deed, sealed, and the ids of what it names.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::clock::date_words_id;
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, ReportId, UnitId};
use lapor_domain::report::event::Attachment;
use uuid::Uuid;

use super::tale::{CITY_SLUG, Known, Matter, World};
use crate::app::Draft;
use crate::demo::city::CITY;
use crate::demo::texts::officer::{self, About, Occasion};

/// Whoever acts, writing.
pub(super) struct Pen<'a> {
    pub(super) world: &'a World,
    pub(super) matter: &'a Matter,
    pub(super) known: &'a Known,
    pub(super) draft: Draft,
    /// Photographs that come with this step.
    pub(super) files: Vec<Attachment>,
    pub(super) today: Date,
    pub(super) at: Timestamp,
    /// Differs from step to step, so that no two say the same.
    pub(super) seed: u64,
}

impl Pen<'_> {
    /// What an officer writes for the reporter to read.
    pub(super) fn message(&mut self, occasion: Occasion) -> ContentRef {
        self.about(ContentKind::OfficerMessage, occasion, "", self.today)
    }

    /// What the reporter writes.
    pub(super) fn said(&mut self, occasion: Occasion) -> ContentRef {
        self.about(ContentKind::ReporterMessage, occasion, "", self.today)
    }

    /// What officers write for each other.
    pub(super) fn note(&mut self, occasion: Occasion) -> ContentRef {
        self.about(ContentKind::InternalNote, occasion, "", self.today)
    }

    pub(super) fn about(
        &mut self,
        kind: ContentKind,
        occasion: Occasion,
        owner: &str,
        date: Date,
    ) -> ContentRef {
        let text = self.with_about(owner, date, |seed, about| {
            officer::write(seed, occasion, about)
        });
        self.draft.seal(kind, &text)
    }

    pub(super) fn with_about(
        &self,
        owner: &str,
        date: Date,
        write: impl FnOnce(u64, &About<'_>) -> String,
    ) -> String {
        let date = date_words_id(date);
        let about = About {
            category: self.matter.category,
            unit: unit_name(self.matter.unit),
            owner,
            date: &date,
            region: &self.matter.region,
        };
        write(self.seed, &about)
    }

    /// A unit of a body. A misspelt name gives a unit that no rule accepts, and the play stops there.
    pub(super) fn unit(&self, body: &str, slug: &str) -> UnitId {
        self.world.unit(body, slug).unwrap_or(UnitId(Uuid::nil()))
    }

    pub(super) fn body(&self, slug: &str) -> BodyId {
        self.world.body(slug).unwrap_or(BodyId(Uuid::nil()))
    }

    pub(super) fn officer(&self, slug: &str) -> OfficerId {
        self.world.officer(slug).unwrap_or(OfficerId(Uuid::nil()))
    }

    pub(super) fn category(&self, code: &str) -> CategoryId {
        self.world.category(code).unwrap_or(CategoryId(Uuid::nil()))
    }

    pub(super) fn report(&self, tale: &str) -> ReportId {
        self.known
            .get(tale)
            .copied()
            .unwrap_or(ReportId(Uuid::nil()))
    }

    /// Title and text as they may become public.
    pub(super) fn public_words(&mut self) -> Vec<ContentRef> {
        let (title, text) = (self.matter.title.clone(), self.matter.public_text.clone());
        let mut words = vec![self.draft.seal(ContentKind::TextFinal, &text)];
        words.extend(self.draft.seal_some(ContentKind::TitleFinal, Some(&title)));
        words
    }

    pub(super) fn working_day(&self, days: u32) -> Date {
        self.world.diary.working_day(self.at, days)
    }
}

/// What people call a unit of the city.
pub(super) fn unit_name(slug: &str) -> &'static str {
    let body = CITY.body(CITY_SLUG);
    body.and_then(|file| file.units.iter().find(|unit| unit.slug == slug))
        .map_or("", |unit| unit.name.as_str())
}
