//! A tale: how one report comes in and what people do with it, each at a moment of their own.

use std::collections::HashMap;

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, ReportId, UnitId};
use lapor_domain::words::{Channel, ReportType};

use super::deeds::Deed;
use super::diary::Diary;
use crate::demo::city::CITY;
use crate::demo::install::Installed;
use crate::demo::random::Choices;
use crate::report::filing::Filing;

/// The city of the tales.
pub(super) const CITY_SLUG: &str = "palangkaraya";
/// The province.
pub(super) const PROVINCE: &str = "kalteng";
/// The national desk.
pub(super) const DESK: &str = "nasional";

/// Where the tales take place.
pub(super) struct World {
    pub(super) installed: Installed,
    pub(super) diary: Diary,
    /// Categories of the province, by code.
    pub(super) province: HashMap<&'static str, CategoryId>,
}

impl World {
    pub(super) fn body(&self, slug: &str) -> Option<BodyId> {
        self.installed.bodies.get(slug).copied()
    }

    pub(super) fn unit(&self, body: &str, slug: &str) -> Option<UnitId> {
        self.installed
            .units
            .get(&(body.to_owned(), slug.to_owned()))
            .copied()
    }

    pub(super) fn officer(&self, slug: &str) -> Option<OfficerId> {
        self.installed.officers.get(slug).copied()
    }

    pub(super) fn category(&self, code: &str) -> Option<CategoryId> {
        let province = self.province.get(code).copied();
        province.or_else(|| self.installed.categories.get(code).copied())
    }
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The reporter, by the phrase of the receipt.
    Reporter,
    /// An officer, by short name.
    Officer(&'static str),
}

/// One thing that someone does.
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) who: Who,
    /// With a photograph.
    pub(super) photo: bool,
    pub(super) deed: Deed,
}

/// What texts and commands of a tale need to know of its report.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub(super) seed: u64,
    pub(super) category: &'static str,
    pub(super) kind: ReportType,
    pub(super) region: String,
    /// The unit whose matter it is.
    pub(super) unit: &'static str,
    pub(super) title: String,
    /// The text as it may become public.
    pub(super) public_text: String,
}

/// One report's life.
pub(super) struct Tale {
    /// By which other tales know it; empty where none does.
    pub(super) name: &'static str,
    /// What a visitor can see with its phrase, where it is one to be shown.
    pub(super) shows: Option<&'static str>,
    /// Played in one order with others that it may know; else beside them.
    pub(super) together: bool,
    pub(super) matter: Matter,
    /// When it is recorded.
    pub(super) filed: Timestamp,
    pub(super) by: Who,
    pub(super) filing: Filing,
    pub(super) photos: u8,
    /// In order of time.
    pub(super) steps: Vec<Step>,
}

/// Writes a tale step by step; time only goes forward.
pub(super) struct Teller<'a> {
    pub(super) world: &'a World,
    pub(super) tale: Tale,
    pub(super) now: Timestamp,
    pub(super) choices: Choices,
}

impl<'a> Teller<'a> {
    pub(super) fn new(world: &'a World, tale: Tale) -> Self {
        let now = tale.filed;
        let choices = Choices::new(tale.matter.seed, "hidup");
        Self {
            world,
            tale,
            now,
            choices,
        }
    }

    /// An officer does something in office hours, so many working days later.
    pub(super) fn officer(mut self, days: u32, officer: &'static str, deed: Deed) -> Self {
        self.now = self.world.diary.office(self.now, days, &mut self.choices);
        self.step(Who::Officer(officer), deed)
    }

    /// The reporter does something, so many days later.
    pub(super) fn reporter(mut self, days: u32, deed: Deed) -> Self {
        self.now = self.world.diary.home(self.now, days, &mut self.choices);
        self.step(Who::Reporter, deed)
    }

    /// The last step came with a photograph.
    pub(super) fn with_photo(mut self) -> Self {
        if let Some(step) = self.tale.steps.last_mut() {
            step.photo = true;
        }
        self
    }

    /// Nothing happens until a moment, at least.
    pub(super) fn until(mut self, at: Timestamp) -> Self {
        self.now = self.now.max(at);
        self
    }

    pub(super) fn end(self) -> Tale {
        self.tale
    }

    fn step(mut self, who: Who, deed: Deed) -> Self {
        let at = self.now;
        let photo = false;
        self.tale.steps.push(Step {
            at,
            who,
            photo,
            deed,
        });
        self
    }
}

/// How a report comes in; the rest is usual.
pub(super) struct Opening<'a> {
    pub(super) name: &'static str,
    pub(super) seed: u64,
    pub(super) category: &'static str,
    pub(super) kind: ReportType,
    pub(super) region: (&'a str, &'a str),
    pub(super) channel: Channel,
    pub(super) filed: Timestamp,
}

/// A tale with nothing but its report: named, with an address, to the city.
pub(super) fn begin(world: &World, opening: &Opening<'_>) -> Tale {
    let (code, region) = opening.region;
    let text = crate::demo::texts::report_of(opening.seed, opening.kind, opening.category, region);
    let unit = CITY
        .category(opening.category)
        .map_or("diskominfo", |(_, category)| category.unit.as_str());
    let number = opening.seed % 1000;
    let spoken = matches!(
        opening.channel,
        Channel::Telephone | Channel::Counter | Channel::Letter
    );
    let filing = Filing {
        text: text.body.clone(),
        title: text.title.clone(),
        report_type: Some(opening.kind),
        body: world.body(CITY_SLUG),
        category: world.category(opening.category),
        region: Some(code.to_owned()),
        place: text.street.clone(),
        name: format!("Warga Contoh {number}"),
        email: format!("warga{number}@contoh.lapor.example"),
        channel: Some(opening.channel),
        ..Filing::default()
    };
    Tale {
        name: opening.name,
        shows: None,
        together: false,
        matter: Matter {
            seed: opening.seed,
            category: opening.category,
            kind: opening.kind,
            region: region.to_owned(),
            unit,
            title: text.title,
            public_text: text.body,
        },
        filed: opening.filed,
        by: if spoken {
            Who::Officer("loket")
        } else {
            Who::Reporter
        },
        filing,
        photos: 0,
        steps: Vec::new(),
    }
}

/// Reports by the names of their tales.
pub(super) type Known = HashMap<&'static str, ReportId>;
