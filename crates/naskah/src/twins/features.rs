//! What two reports have in common, in numbers.

use super::compare::{Spots, letters, walk};
use super::report::Report;

/// Metres within which two points are one area.
pub(super) const NEAR: f64 = 300.0;
/// Metres from which two points are certainly two places.
const FAR: f64 = 1000.0;

/// How much of a name's likeness another number takes away.
const OTHER_STREET: f32 = 0.6;

/// How many features there are.
pub const FEATURES: usize = 22;

/// What two reports have in common. Each number lies between 0 and about 1; see [`Features::values`] for the order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Features {
    /// Cosine of the weighted words of the texts, place names left out.
    pub what: f32,
    /// A long text nearly copied, wherever it is.
    pub copy: f32,
    /// The same words at the same place.
    pub together: f32,
    /// Cosine of all weighted words, address included.
    pub all: f32,
    /// Cosine of the letter groups: bears spelling.
    pub letters: f32,
    /// How much the shared words prove: 0 for "lampu mati", 1 for a dozen rare words.
    pub proof: f32,
    /// Cosine of the place names.
    pub names: f32,
    /// The share of the place names of the one that the other has anywhere, the better of both ways.
    pub reach: f32,
    /// The same street number or lane.
    pub street: f32,
    /// The same name with other numbers or another direction.
    pub other_street: f32,
    /// The same house number on the same name.
    pub house: f32,
    /// The same RT or RW.
    pub ward: f32,
    /// Another RT or RW.
    pub other_ward: f32,
    /// Both name places, and hardly any of them is the same.
    pub other_place: f32,
    /// Both give numbers of persons' cards, none of them the same.
    pub other_person: f32,
    /// They name the same matter.
    pub matter: f32,
    /// They name different matters only.
    pub other_matter: f32,
    /// The same kelurahan, or no more than 300 m apart.
    pub area: f32,
    /// The same kecamatan.
    pub district: f32,
    /// Points on the map: 1 on one spot, 0 from 300 m on or without points.
    pub near: f32,
    /// Points on the map: 0 up to 300 m or without points, 1 from a kilometre on.
    pub far: f32,
    /// Time between them: 0 at once, 1 after 60 days and more.
    pub gap: f32,
}

impl Features {
    /// Compares two reports.
    pub fn of(a: &Report<'_>, b: &Report<'_>) -> Self {
        let words = walk(&a.sketch.marks, &b.sketch.marks);
        let spots = Spots::of(a.sketch, b.sketch);
        let metres = a.place.metres(b.place);
        let days = a.days(b);
        // A name with another number or direction is another place, however alike it reads.
        let here = 1.0 - OTHER_STREET * spots.other_street;
        let (what, names) = (words.what.cosine(), here * words.names.cosine());
        let proof = (words.proof / 60.0).min(1.0);
        Self {
            what,
            copy: here * proof * ((what - 0.7) / 0.3).clamp(0.0, 1.0),
            together: what * names,
            all: words.all.cosine(),
            letters: letters(&a.sketch.grams, &b.sketch.grams),
            proof,
            names,
            reach: here * words.reach_a.share().max(words.reach_b.share()),
            street: spots.street,
            other_street: spots.other_street,
            house: spots.house,
            ward: spots.ward,
            other_ward: spots.other_ward,
            other_place: if words.places_a && words.places_b {
                (1.0 - 3.0 * names).max(0.0)
            } else {
                0.0
            },
            other_person: spots.other_person,
            matter: f32::from(words.matter > 0),
            other_matter: f32::from(
                words.matter == 0 && words.matters_a > 0 && words.matters_b > 0,
            ),
            area: f32::from(
                metres.map_or_else(|| a.place.same_village(b.place), |metres| metres <= NEAR),
            ),
            district: f32::from(a.place.same_district(b.place)),
            near: metres.map_or(0.0, |metres| (1.0 - metres / NEAR).max(0.0)) as f32,
            far: metres.map_or(0.0, |metres| {
                ((metres - NEAR) / (FAR - NEAR)).clamp(0.0, 1.0)
            }) as f32,
            gap: (days.ln_1p() / 60.0_f32.ln_1p()).min(1.0),
        }
    }

    /// The features in a fixed order, for [`super::Weights`].
    pub const fn values(&self) -> [f32; FEATURES] {
        [
            self.what,
            self.copy,
            self.together,
            self.all,
            self.letters,
            self.proof,
            self.names,
            self.reach,
            self.street,
            self.other_street,
            self.house,
            self.ward,
            self.other_ward,
            self.other_place,
            self.other_person,
            self.matter,
            self.other_matter,
            self.area,
            self.district,
            self.near,
            self.far,
            self.gap,
        ]
    }
}
