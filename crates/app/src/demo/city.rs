//! The city of the demonstration as data: bodies, units, categories, regions, officers.

use std::sync::LazyLock;

use jiff::civil::Date;
use lapor_domain::agency::BodyKind;
use lapor_domain::question::Question;
use lapor_domain::words::Role;
use lapor_domain::zone::Zone;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wilayah::{RegionCode, RegionKind};

/// Everything the demonstration fills an empty installation with.
#[derive(Debug, Clone)]
pub struct City {
    /// The city first, then the province, then the national desk.
    pub bodies: Vec<BodyFile>,
    /// The category tree of the city.
    pub groups: Vec<CategoryGroup>,
    /// The city, its districts and its kelurahan.
    pub regions: Vec<RegionSeed>,
    /// Sign-ins of every role.
    pub officers: Vec<OfficerSeed>,
}

/// A body and its units.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyFile {
    /// The body.
    pub body: BodySeed,
    /// Its units; a parent always comes before its children.
    #[serde(rename = "unit")]
    pub units: Vec<UnitSeed>,
}

/// A body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodySeed {
    /// Part of addresses.
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// National desk or agency.
    pub kind: BodyKind,
    /// Time zone of its clocks.
    pub zone: Zone,
    /// Its territory.
    pub region: Option<RegionCode>,
    /// Slug of the coordinator's unit.
    pub coordinator: String,
    /// Slug of the inspectorate, which takes supervisory reports.
    pub inspectorate: Option<String>,
    /// First day of the body and its units.
    pub valid_from: Date,
    /// Host name its pages answer to.
    pub host: String,
}

/// A unit of a body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSeed {
    /// Part of addresses, unique within the body.
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// What it is: dinas, badan, upt, puskesmas, kecamatan, kelurahan, ….
    pub kind: String,
    /// Slug of the unit above.
    pub parent: Option<String>,
    /// Territory of a kecamatan or kelurahan.
    pub region: Option<RegionCode>,
    /// How sure the name is.
    pub certainty: Certainty,
}

/// How sure a fact of the seed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Named in a public source.
    Read,
    /// Usual, to be checked against the decree.
    ToConfirm,
    /// Invented for the demonstration.
    Example,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryFile {
    group: Vec<CategoryGroup>,
}

/// A top category and its children.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryGroup {
    /// Slug.
    pub code: String,
    /// Name people read.
    pub name: String,
    /// Name of the national top category most children belong to.
    pub sp4n_parent: String,
    /// The children.
    #[serde(rename = "category")]
    pub categories: Vec<CategorySeed>,
}

/// A category that reports are filed under.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategorySeed {
    /// Slug.
    pub code: String,
    /// Name people read.
    pub name: String,
    /// Slug of the city's unit that usually acts.
    pub unit: String,
    /// The matter lies in a public place, so its point may be shown once released.
    #[serde(rename = "place")]
    pub public_place: bool,
    /// A final answer needs evidence.
    #[serde(rename = "evidence")]
    pub evidence_required: bool,
    /// The national category's name, where one fits.
    pub sp4n: Option<String>,
    /// Its parent, where it is not the group's.
    pub sp4n_parent: Option<String>,
    /// What is asked of whoever reports under it.
    #[serde(default)]
    pub questions: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionFile {
    region: Vec<RegionSeed>,
}

/// A region of the city.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSeed {
    /// Kemendagri code.
    pub code: RegionCode,
    /// Name without its kind.
    pub name: String,
    /// Its kind.
    pub kind: RegionKind,
    /// Share of the demonstration's reports, relative; only kelurahan have one.
    #[serde(default)]
    pub weight: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficerFile {
    officer: Vec<OfficerSeed>,
}

/// A sign-in of the demonstration. Passwords are not data: they are made when it runs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerSeed {
    /// Short name.
    pub slug: String,
    /// Name that says it is invented.
    pub name: String,
    /// Address used to sign in.
    pub email: String,
    /// The role.
    pub role: Role,
    /// Slug of the body.
    pub body: String,
    /// Slug of the unit where the scope begins; `None` is the whole body.
    pub unit: Option<String>,
}

/// The city, read once.
#[expect(
    clippy::expect_used,
    reason = "files are part of the program and a test reads them"
)]
pub static CITY: LazyLock<City> =
    LazyLock::new(|| City::load().expect("seed data of the demonstration"));

impl City {
    fn load() -> Result<Self, toml::de::Error> {
        Ok(Self {
            bodies: vec![
                read(include_str!("../../data/demo/palangkaraya.toml"))?,
                read(include_str!("../../data/demo/kalteng.toml"))?,
                read(include_str!("../../data/demo/nasional.toml"))?,
            ],
            groups: read::<CategoryFile>(include_str!("../../data/demo/categories.toml"))?.group,
            regions: read::<RegionFile>(include_str!("../../data/demo/regions.toml"))?.region,
            officers: read::<OfficerFile>(include_str!("../../data/demo/officers.toml"))?.officer,
        })
    }

    /// A body by its slug.
    pub fn body(&self, slug: &str) -> Option<&BodyFile> {
        self.bodies.iter().find(|file| file.body.slug == slug)
    }

    /// Every category with its group.
    pub fn categories(&self) -> impl Iterator<Item = (&CategoryGroup, &CategorySeed)> {
        self.groups.iter().flat_map(|group| {
            group
                .categories
                .iter()
                .map(move |category| (group, category))
        })
    }

    /// A category by its code, with its group.
    pub fn category(&self, code: &str) -> Option<(&CategoryGroup, &CategorySeed)> {
        self.categories()
            .find(|(_, category)| category.code == code)
    }

    /// The kelurahan, by code.
    pub fn kelurahan(&self) -> impl Iterator<Item = &RegionSeed> {
        self.regions
            .iter()
            .filter(|region| region.kind == RegionKind::Kelurahan)
    }

    /// How many live in each region: round numbers, invented for the demonstration, more where more is reported; of a district
    /// and the city their sums.
    pub fn inhabitants(&self) -> Vec<(RegionCode, u64)> {
        let of = |region: &RegionSeed| 1_500 + 2_000 * u64::from(region.weight);
        let sum = |above: RegionCode| {
            let below = self.kelurahan().filter(|it| it.code.is_within(above));
            (above, below.map(of).sum::<u64>())
        };
        self.regions.iter().map(|region| sum(region.code)).collect()
    }

    /// The officers of a unit of a body in a role.
    pub fn officers_of<'a>(
        &'a self,
        body: &'a str,
        unit: &'a str,
        role: Role,
    ) -> impl Iterator<Item = &'a OfficerSeed> {
        self.officers.iter().filter(move |officer| {
            officer.body == body && officer.unit.as_deref() == Some(unit) && officer.role == role
        })
    }
}

impl CategorySeed {
    /// The national parent and category this one maps to.
    pub fn sp4n_path<'a>(&'a self, group: &'a CategoryGroup) -> Option<(&'a str, &'a str)> {
        let name = self.sp4n.as_deref()?;
        Some((
            self.sp4n_parent.as_deref().unwrap_or(&group.sp4n_parent),
            name,
        ))
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    toml::from_str(text)
}

#[cfg(test)]
mod tests;
