//! The verdict on two reports, and why.

use serde::Serialize;

use super::features::Features;
use super::report::Report;
use super::weights::Weights;

/// From here on a pair is worth showing to an officer.
pub const SUGGEST: f32 = 0.35;

/// How likely two reports are one matter, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Between 0 and 1. Even a high one is a suggestion: only officers merge.
    pub probability: f32,
    /// The strongest first.
    pub reasons: Vec<Reason>,
}

/// Something that speaks for or against one matter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reason {
    /// What it is.
    pub code: Code,
    /// Logits: positive speaks for one matter, negative against.
    pub pull: f32,
}

/// What speaks; worded elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A long text, nearly word for word.
    Copy,
    /// Many of the same words.
    SameWords,
    /// The same place names.
    SameNames,
    /// The same street or lane number.
    SameStreet,
    /// The same street name, another number or direction.
    OtherStreet,
    /// The same house number.
    SameHouse,
    /// The same RT or RW.
    SameWard,
    /// Another RT or RW.
    OtherWard,
    /// Other place names.
    OtherPlace,
    /// About other persons: other identity numbers.
    OtherPerson,
    /// The same kind of problem.
    SameMatter,
    /// Another kind of problem.
    OtherMatter,
    /// In one kelurahan or within 300 m.
    SameArea,
    /// In one kecamatan.
    SameDistrict,
    /// So many metres apart.
    Metres(u32),
    /// So many days apart.
    Days(u32),
}

/// Compares two reports.
pub fn score(a: &Report<'_>, b: &Report<'_>, weights: &Weights) -> Score {
    let features = Features::of(a, b);
    Score {
        probability: weights.probability(&features),
        reasons: reasons(a, b, &features, weights),
    }
}

/// Pulls weaker than this explain nothing.
const WEAK: f32 = 0.2;

fn reasons(a: &Report<'_>, b: &Report<'_>, features: &Features, weights: &Weights) -> Vec<Reason> {
    let weighted: Vec<f32> = weights
        .values
        .iter()
        .zip(features.values())
        .map(|(weight, value)| weight * value)
        .collect();
    let [
        what,
        copy,
        together,
        all,
        letters,
        proof,
        names,
        reach,
        street,
        other_street,
        house,
        ward,
        other_ward,
        other_place,
        other_person,
        matter,
        other_matter,
        area,
        district,
        near,
        far,
        gap,
    ] = weighted[..]
    else {
        return Vec::new();
    };
    // Time alone never speaks for nothing: within a week it speaks for, later against.
    let middle = weights.values.last().map_or(0.0, |weight| weight / 2.0);
    let mut reasons = vec![
        (Code::Copy, copy),
        (
            Code::SameWords,
            what + all + letters + proof + together / 2.0,
        ),
        (Code::SameNames, names + reach + together / 2.0),
        (Code::SameStreet, street),
        (Code::OtherStreet, other_street),
        (Code::SameHouse, house),
        (Code::SameWard, ward),
        (Code::OtherWard, other_ward),
        (Code::OtherPlace, other_place),
        (Code::OtherPerson, other_person),
        (Code::SameMatter, matter),
        (Code::OtherMatter, other_matter),
        (Code::SameArea, area),
        (Code::SameDistrict, if area == 0.0 { district } else { 0.0 }),
        (Code::Days(a.days(b) as u32), gap - middle),
    ];
    if let Some(metres) = a.place.metres(b.place) {
        reasons.push((Code::Metres(metres as u32), near + far));
    }
    let mut reasons: Vec<Reason> = reasons
        .into_iter()
        .filter(|&(_, pull)| pull.abs() >= WEAK)
        .map(|(code, pull)| Reason { code, pull })
        .collect();
    reasons.sort_by(|a, b| b.pull.abs().total_cmp(&a.pull.abs()));
    reasons
}
